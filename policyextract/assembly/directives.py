"""Directives: the items that order something, flat and in reading order, with who, whom and by when."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from policyextract.assembly.byplace import ByPlace
from policyextract.assembly.context import Context
from policyextract.assembly.enumerations import MEMO, Entry
from policyextract.assembly.orders import (
    NOTHING,
    WEAK,
    Verdict,
    asked,
    heading_subject,
    judge,
    judge_heading,
    subject_of,
)
from policyextract.document import Annotation

_CLAUSE = re.compile(r"[，。；：:;,、\n]")
LONGEST_BEARER = 40
# A list tells facts when so many of its items do, one in so many at least.
TELLING = 2
TELLING_SHARE = 3
# So many items make a list whose majority speaks for the rest.
COHERENT = 3
# An item this long with a mark in it is a sentence.
SENTENCE = 40
# What is to be done next binds also in an explanation.
NEXT = "next"
# Where a demand must stand in an item of an explanation.
AT_ONCE = 100
_SEPARATORS = re.compile(r"[、，,；;]")


def read(context: Context) -> None:
    """Decide on every item, and fill ``directives``. On documents of kind ``other`` nothing is an order."""
    entries: list[Entry] = context.memo.get(MEMO, [])
    if context.result.get("kind") == "other" or not entries:
        return
    families = context.tables.get("directive_families", {})
    deadlines = ByPlace(m for m in context.result.get("dates", ()) if m.get("role") == "deadline" and m.get("value"))
    subjects = _Subjects(context, entries)
    decided: list[tuple[Entry, str | None, Verdict]] = []
    for entry in entries:
        subject, undertaken = subjects.of(entry)
        verdict = _verdict(context, entry, subject, families.get(entry.family, {}))
        if context.result.get("kind") == "interpretation" and not undertaken and not _at_once(context, entry):
            verdict = NOTHING
        decided.append((entry, subject, verdict))
    directives = [
        _directive(context, entry, verdict.modality, deadlines)
        for entry, verdict in _coherent(context, decided, families)
        if verdict.directive
    ]
    if directives:
        context.result["directives"] = directives


class _Subjects:
    """What each list enumerates: as the words before it say, else the item that holds it, its items, the document."""

    def __init__(self, context: Context, entries: list[Entry]) -> None:
        self.context = context
        self._telling = _telling(context, entries)
        self._replies = bool(context.found.of("reply"))
        self._announced: dict[tuple[int, int], str | None] = {}
        self._known: dict[int, str | None] = {}  # by the id of an entry, parents before what they hold
        self._forward: set[int] = set()

    def of(self, entry: Entry) -> tuple[str | None, bool]:
        """What :func:`orders.judge` calls the subject of an entry's list, and whether it is what comes next."""
        place = entry.list_start, entry.since
        if place not in self._announced:
            self._announced[place] = subject_of(self.context, *place)
        subject = self._announced[place]
        undertaken = subject == NEXT
        if undertaken:
            subject = "requirement"
        elif subject is None:
            subject = self._implied(entry)
        self._known[id(entry)] = subject
        return subject, undertaken

    def _implied(self, entry: Entry) -> str | None:
        if self._known.get(id(entry.parent)) == "finding":
            return "finding"
        if self._goes_forward(entry.parent):
            return "requirement"
        if entry.list_start in self._telling:
            return "telling"
        return "finding" if self._replies else None

    def _goes_forward(self, parent: Entry | None) -> bool:
        """Whether a list stands, however deep, under an item headed by what comes next."""
        if parent is None:
            return False
        if id(parent.parent) in self._forward or heading_subject(self.context, parent.start, parent.end):
            self._forward.add(id(parent))
        return id(parent) in self._forward


def _verdict(context: Context, entry: Entry, subject: str | None, policy: Mapping[str, Any]) -> Verdict:
    """On an item's own words: a heading over other items, a question with its answer in them, or a text."""
    if not entry.leaf and entry.bare:
        return judge_heading(context, entry.start, entry.own_end, subject)
    if not entry.leaf and asked(context, entry.start, entry.own_end):
        return NOTHING
    return judge(context, entry.start, entry.own_end, subject, policy)


def _coherent(
    context: Context, decided: list[tuple[Entry, str | None, Verdict]], families: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Entry, Verdict]]:
    """Verdicts once more, as a list: where most items order, one about which nothing is known does too.

    In some families two thirds are enough; elsewhere three of four others must, and the item must be a sentence.
    """
    count: Counter[int] = Counter()
    orders: Counter[int] = Counter()
    for entry, _, verdict in decided:
        count[entry.list_start] += 1
        orders[entry.list_start] += verdict.directive
    for entry, subject, verdict in decided:
        if not verdict.directive and subject is None:
            found, most = count[entry.list_start], orders[entry.list_start]
            policy = families.get(entry.family, {})
            small = policy.get("coherent") and found >= COHERENT and 3 * most >= 2 * found
            large = not policy.get("tasks") and found > COHERENT and 4 * most >= 3 * (found - 1)
            if (small or (large and _is_sentence(context, entry))) and not context.found.within(
                "no_order", entry.start, entry.end
            ):
                verdict = Verdict(True, "obligation")
        yield entry, verdict


def _is_sentence(context: Context, entry: Entry) -> bool:
    """Whether an item is more than the name of something."""
    text = context.document.text
    return entry.leaf and entry.end - entry.start >= SENTENCE and bool(_CLAUSE.search(text, entry.start, entry.end))


def _at_once(context: Context, entry: Entry) -> bool:
    """An explanation repeats a demand when it says so at once; further on it argues about it."""
    orders = context.found.within("order", entry.start, min(entry.own_end, entry.start + AT_ONCE))
    return any(a.attrs.get("modal") for a in orders)


def _telling(context: Context, entries: list[Entry]) -> set[int]:
    """Begins of the lists that tell what was done: facts in several items, a modal word in none."""
    if sum(_tells(a) for a in context.found.of("no_order")) < TELLING:
        return set()
    facts: dict[int, list[bool]] = {}
    modal: set[int] = set()
    for entry in entries:
        if any(a.attrs.get("modal") for a in context.found.within("order", entry.start, entry.own_end)):
            modal.add(entry.list_start)
        tells = any(_tells(a) for a in context.found.within("no_order", entry.start, entry.own_end))
        facts.setdefault(entry.list_start, []).append(tells)
    return {
        start
        for start, found in facts.items()
        if start not in modal and sum(found) >= TELLING and TELLING_SHARE * sum(found) >= len(found)
    }


def _tells(annotation: Annotation) -> bool:
    """A cue that something was done, and no condition may look like it."""
    return annotation.attrs.get("reason") == "fact" and not annotation.attrs.get("soft")


def _directive(context: Context, entry: Entry, modality: str | None, deadlines: ByPlace) -> dict[str, Any]:
    item = entry.item
    item.directive = True
    return {
        "number": item.number,
        "marker": item.marker or None,
        "level": item.level,
        "path": item.path,
        "text": item.text,
        "heading": entry.heading,
        "modality": modality,
        "bearer": _bearer(context, entry),
        "responsible": _responsible(context, entry),
        "deadline": _deadline(deadlines, entry),
        "lead_in": entry.lead_in.text if entry.lead_in else None,
        "speaker": entry.lead_in.speaker if entry.lead_in else None,
        "evidence": item.evidence,
        "rule": item.rule,
    }


def _bearer(context: Context, entry: Entry) -> str | None:
    """Who must act: what stands between the last mark and the first modal word, when it ends like a body or person."""
    nouns = context.words("bearer_nouns")
    text = context.document.text
    for order in context.found.within("order", entry.start, entry.own_end):
        if order.attrs.get("form") in WEAK:
            continue
        end = order.start
        while end > entry.start and text[end - 1].isspace():
            end -= 1
        if not text.endswith(nouns, entry.start, end):
            continue
        marks = [m.end() for m in _CLAUSE.finditer(text, entry.start, order.start)]
        last = marks[-1] if marks else entry.start
        for begin in (_chain_begin(text, marks, entry.start), last):
            subject = text[begin : order.start].strip()
            if 1 < len(subject) <= LONGEST_BEARER and all(p.endswith(nouns) for p in subject.split("、")):
                return subject
    return None


def _chain_begin(text: str, marks: list[int], start: int) -> int:
    """The begin of a chain of subjects joined by enumeration commas."""
    return next((m for m in reversed(marks) if text[m - 1] != "、"), start)


def _responsible(context: Context, entry: Entry) -> list[str]:
    """Units the text makes responsible, in order."""
    found: list[str] = []
    if not context.found.of("responsible_units"):
        return found
    for annotation in context.found.within("responsible_units", entry.start, entry.end):
        for name in ("units", "others"):
            capture = annotation.captures.get(name)
            if capture is not None:
                units = _SEPARATORS.split(context.document.text[capture.start : capture.end])
                found += [u.strip() for u in units if u.strip()]
    return list(dict.fromkeys(found))


def _deadline(deadlines: ByPlace, entry: Entry) -> str | None:
    """The first deadline that ``dates`` found inside the item's own text."""
    return next((str(m["value"]) for m in deadlines.within(entry.start, entry.own_end)), None)
