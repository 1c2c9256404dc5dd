"""What a rule change changes in a corpus: facts added, removed, changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from policyextract.batch.records import extract_loaded
from policyextract.extractor import Extractor
from policyextract.language import PackName
from policyextract.models import PolicyDocument
from policyextract.toolkit.corpus import documents
from policyextract.toolkit.facts import Fact, facts


class Change(NamedTuple):
    """One difference; ``before`` is None for an added fact, ``after`` for a removed one."""

    document: str
    before: Fact | None
    after: Fact | None

    @property
    def kind(self) -> Literal["added", "removed", "changed"]:
        """What happened to the fact."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def fact(self) -> Fact:
        """The fact as it is now, or as it was."""
        fact = self.after or self.before
        assert fact is not None
        return fact

    def __str__(self) -> str:
        fact, sign = self.fact, {"added": "+", "removed": "-", "changed": "~"}[self.kind]
        value = (
            fact.value if self.before is None or self.after is None else f"{self.before.value} -> {self.after.value}"
        )
        text = fact.text.replace("\n", "⏎")
        shown = "" if text in value else f"  {text if len(text) <= 60 else text[:57] + '...'}"
        return f"{sign} {fact.field}: {value}{shown}" + (f"  ({fact.rule})" if fact.rule else "")


def compare(before: PolicyDocument, after: PolicyDocument, name: str = "") -> Iterator[Change]:
    """The differences of two results of one document.

    >>> from policyextract.models import DateMention
    >>> a, b = (PolicyDocument(dates=[DateMention(text="4月", value=v)]) for v in ("2022-04", "2023-04"))
    >>> [str(change) for change in compare(a, b)]
    ['~ dates: 2022-04 other -> 2023-04 other  4月']
    """
    old, new = _by_place(before), _by_place(after)
    for key in sorted({*old, *new}, key=repr):
        was, is_ = old[key], new[key]
        gone = list((Counter(f.value for f in was) - Counter(f.value for f in is_)).elements())
        come = list((Counter(f.value for f in is_) - Counter(f.value for f in was)).elements())
        for i in range(max(len(gone), len(come))):
            yield Change(
                name,
                next(f for f in was if f.value == gone[i]) if i < len(gone) else None,
                next(f for f in is_ if f.value == come[i]) if i < len(come) else None,
            )


def diff(
    before: Sequence[PackName] | None, after: Sequence[PackName] | None, names: Sequence[str]
) -> Iterator[list[Change]]:
    """The changes of each document of a corpus, an empty list where there are none.

    Parameters
    ----------
    before, after : sequence of packs
        As for ``extract``.
    names : sequence of str
        Files, folders, globs, containers.
    """
    old, new = Extractor(before), Extractor(after)
    for name, loaded in documents(names):
        yield list(compare(extract_loaded(old, loaded), extract_loaded(new, loaded), name))


def _by_place(doc: PolicyDocument) -> defaultdict[tuple[str, tuple[object, ...]], list[Fact]]:
    found: defaultdict[tuple[str, tuple[object, ...]], list[Fact]] = defaultdict(list)
    for fact in facts(doc):
        found[fact.field, fact.place].append(fact)
    return found
