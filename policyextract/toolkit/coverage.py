"""Which rules fire in a corpus, how often, and which never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from policyextract.extractor import Extractor
from policyextract.language import PackName, load_ruleset
from policyextract.toolkit.corpus import documents


@dataclass(slots=True)
class Coverage:
    """How often each rule stood, in how many documents.

    Attributes
    ----------
    fired : Counter
        Annotations that stand, or claims of classify rules, by rule id.
    in_documents : Counter
        Documents in which the rule fired.
    refused : Counter
        Candidates that a condition or a longer match refused.
    """

    rules: list[str]
    documents: int = 0
    fired: Counter[str] = field(default_factory=Counter)
    in_documents: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def never(self) -> list[str]:
        """Rules that fired nowhere."""
        return [rule for rule in self.rules if not self.fired[rule]]


def measure(names: Sequence[str], packs: Sequence[PackName] | None = None) -> Coverage:
    """Run the rules over a corpus and count.

    Parameters
    ----------
    names : sequence of str
        Files, folders, globs, containers, as ``batch`` takes them.
    packs : sequence of str or path, optional
        As for ``extract``.
    """
    extractor = Extractor(packs)
    coverage = Coverage([rule.id for rule in load_ruleset(packs).rules])
    for _, loaded in documents(names):
        coverage.documents += 1
        refused: set[tuple[str, int, int]] = set()

        def trace(
            rule: str, start: int, end: int, failed: str | None, refused: set[tuple[str, int, int]] = refused
        ) -> None:
            if failed is not None:
                refused.add((rule, start, end))

        _, found = extractor.annotate(loaded.content, trace)
        here: Counter[str] = Counter()
        for annotation in found:
            here[annotation.rule] += 1
            here.update({claim.rule for claim in annotation.claims if claim.by is None})
        coverage.fired += here
        coverage.in_documents.update(here.keys())
        coverage.refused.update(rule for rule, _, _ in refused)
    return coverage
