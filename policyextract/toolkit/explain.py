"""Why a rule fired, and where each of its candidates died."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.errors import InputError
from policyextract.extractor import Extractor
from policyextract.language import PackName, load_ruleset
from policyextract.language.checked import CheckedRule, RuleSet

_AROUND = 12
_MOST = 40  # candidates shown of one rule


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where a rule's pattern matched. ``failed`` names the condition that refused it; None when it stands."""

    rule: str
    start: int
    end: int
    failed: str | None


@dataclass(slots=True)
class Explanation:
    """What the rules made of a document.

    Attributes
    ----------
    document : Document
        As cleaned.
    found : Annotations
        What stands in the end.
    candidates : list of Candidate
        Every place where a pattern matched, in the order in which they were tried.
    """

    document: Document
    found: Annotations
    candidates: list[Candidate]
    ruleset: RuleSet

    def rules_named(self, name: str) -> list[CheckedRule]:
        """The rules whose id is the name or ends with it.

        Raises
        ------
        InputError
            For a name that no rule has; the message names the nearest.
        """
        rules = [rule for rule in self.ruleset.rules if rule.id == name or rule.id.endswith(f"/{name}")]
        if not rules:
            parts = {rule.id: rule.id.split("/") for rule in self.ruleset.rules}
            endings = {"/".join(of[i:]): id_ for id_, of in parts.items() for i in range(len(of))}
            near = get_close_matches(name, endings, n=1)
            help = f"did you mean `{endings[near[0]]}`?" if near else "without --rule all that fired are shown"
            raise InputError(f"there is no rule {name}: {help}")
        return rules


def explain(source: str | bytes | os.PathLike[str], packs: Sequence[PackName] | None = None) -> Explanation:
    """Run the rules over a document and keep what happened.

    >>> told = explain('4月21日，公安部召开会议。')
    >>> [c.failed for c in told.candidates if c.rule == 'cn-core/dates/moment'][:1]
    [None]
    """
    candidates: list[Candidate] = []
    document, found = Extractor(packs).annotate(source, lambda *seen: candidates.append(Candidate(*seen)))
    return Explanation(document, found, candidates, load_ruleset(packs))


def explain_document(
    source: str | bytes | os.PathLike[str],
    *,
    packs: Sequence[PackName] | None = None,
    rule: str | None = None,
    at: int | None = None,
    find: str | None = None,
) -> Iterator[str]:
    """The explanation as lines of text.

    Parameters
    ----------
    source : str, bytes or path
        A document.
    packs : sequence of str or path, optional
        As for ``extract``.
    rule : str, optional
        Only this rule: its id or the end of it.
    at : int, optional
        Only what touches this offset of the cleaned text.
    find : str, optional
        Like ``at``, for the first place where these characters stand.
    """
    told = explain(source, packs)
    low, high = _range(told.document, at, find)
    if rule is not None:
        for checked in told.rules_named(rule):
            yield from _one_rule(told, checked, low, high)
        return
    if at is not None or find is not None:
        yield f"{low}-{high}: {_around(told.document, low, high)}"
    for checked in told.ruleset.rules:
        lines = list(_candidates(told, checked, low, high, refused=at is not None or find is not None))
        if lines:
            yield _heading(checked)
            yield from lines


def _range(document: Document, at: int | None, find: str | None) -> tuple[int, int]:
    size = len(document.text)
    if find is not None:
        start = document.text.find(find)
        if start < 0:
            raise InputError(f"{find!r} does not stand in the cleaned text")
        return start, start + len(find)
    if at is not None:
        if not 0 <= at < size:
            raise InputError(f"the cleaned text has {size} characters; there is no offset {at}")
        return at, at + 1
    return 0, size


def _one_rule(told: Explanation, rule: CheckedRule, low: int, high: int) -> Iterator[str]:
    yield _heading(rule)
    lines = list(_candidates(told, rule, low, high, refused=True))
    yield from lines or _never(told, rule, low, high)


def _candidates(told: Explanation, rule: CheckedRule, low: int, high: int, refused: bool) -> Iterator[str]:
    standing = {(a.start, a.end): a for a in told.found if a.rule == rule.id}
    seen: set[tuple[int, int, str | None]] = set()
    for a in standing.values():
        if a.start < high and a.end > low:
            yield f"  fired    {a.start}-{a.end}  {_around(told.document, a.start, a.end)}{_value(a)}"
    if rule.kind == "classify":
        for a in told.found:
            if a.start < high and a.end > low:
                for claim in a.claims:
                    if claim.rule == rule.id:
                        winner = a.claim(claim.key)
                        lost = "" if winner is claim or winner is None else f", but {winner.rule} is stronger"
                        yield (
                            f"  fired    {a.start}-{a.end}  {_around(told.document, a.start, a.end)}"
                            f"  {claim.key} = {claim.value}{lost}"
                        )
    if not refused:
        return
    for c in told.candidates:
        if c.rule == rule.id and c.failed is not None and c.start < high and c.end > low:
            key = (c.start, c.end, c.failed)
            if key not in seen and (c.start, c.end) not in standing:
                seen.add(key)
                if len(seen) > _MOST:
                    yield "  ... and more"
                    return
                place = _around(told.document, c.start, c.end)
                yield f"  refused  {c.start}-{c.end}  {place}  by {_condition(c.failed)}"


def _never(told: Explanation, rule: CheckedRule, low: int, high: int) -> Iterator[str]:
    """A rule without a candidate: which of the things it cannot do without is missing."""
    names = {character: name for name, character in told.ruleset.type_characters.items()}
    missing = [
        " or ".join(sorted(names.get(c, c) for c in options))
        for options in rule.literals.types
        if not any(told.found.of(names.get(c, "")) for c in options)
    ]
    for name in missing:
        yield f"  no candidate: nothing in the text is of type {name}"
    for name in rule.of:
        if not told.found.of(name):
            yield f"  no candidate: nothing in the text is of type {name}"
    if rule.literals.plain:
        text = told.document.folded[low:high]
        there = sorted(t for t in rule.literals.plain if t in text)
        if not there:
            wanted = sorted(rule.literals.plain, key=lambda t: (-len(t), t))
            more = f" and {len(wanted) - 8} more" if len(wanted) > 8 else ""
            yield f"  no candidate: the text has none of {', '.join(wanted[:8])}{more}"
            return
        at = told.document.folded.index(there[0], low)
        place = _around(told.document, at, at + len(there[0]))
        yield f"  no candidate: {there[0]} stands in the text, but the pattern matches nowhere around it: {at}  {place}"
    elif not missing:
        yield "  no candidate: the pattern matches nowhere"


def _heading(rule: CheckedRule) -> str:
    return f"{rule.id}  ({rule.file}:{rule.line})"


def _condition(failed: str) -> str:
    names = {
        "overlap": "overlap: a longer or stronger match of the same type covers it",
        "value": "value: the normaliser makes no value of it",
        "boundary": "boundary: the segmenter sees no word edge here",
    }
    return names.get(failed, failed)


def _around(document: Document, start: int, end: int) -> str:
    before = document.text[max(start - _AROUND, 0) : start]
    inside = document.text[start:end]
    if len(inside) > 60:
        inside = f"{inside[:30]} … {inside[-28:]}"
    after = document.text[end : end + _AROUND]
    return f"{before}[{inside}]{after}".replace("\n", "⏎")


def _value(annotation: Annotation) -> str:
    parts = [f"{annotation.type}"]
    value: Any = annotation.value
    if isinstance(value, list):
        value = value[0].get("name") or value[0].get("term") if value and isinstance(value[0], dict) else None
    if value is not None and annotation.type != "enumeration":
        parts[0] += f" = {str(value)[:60]}"
    parts += [f"{name}: {str(capture.value)[:40]}" for name, capture in annotation.captures.items()]
    return "  " + ", ".join(parts)
