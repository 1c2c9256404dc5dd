"""Orders without numbers: the sentences behind a lead-in that each demand something.

``会议要求，要甲。要乙。同时，丙。`` is a list of three whose items have no number (family ``bare``). Where a numbered
list stands under the lead-in, that is the list, and nothing is made up beside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from policyextract.assembly.context import Context
from policyextract.assembly.leadins import LeadIn, lead_in
from policyextract.document import Annotation

FAMILY = "bare"
_SENTENCE = re.compile(r"[。！？!?]+[”’」』\"')）\]]*|\n")
_CLAUSE = re.compile(r"[，,：:；;]")
# A demand counts when it stands in the first clauses of its sentence.
_CLAUSES = 2
_NEAR = 20


class Order(NamedTuple):
    """A sentence that orders: its connective (其次，) and its text."""

    marker_start: int
    start: int
    end: int


class BareList(NamedTuple):
    """The orders under one lead-in."""

    lead_in: LeadIn
    rule: str
    orders: list[Order]


def bare_lists(context: Context) -> Iterator[BareList]:
    """Lists of orders without numbers, in text order."""
    lists = sorted((a.start, a.end) for a in context.found.of("enumeration"))
    lead_ins = list(context.found.of("lead_in"))
    done = 0
    for i, annotation in enumerate(lead_ins):
        if annotation.start < done:
            continue
        said = lead_in(context, annotation)
        if said.force not in ("directive", "finding"):
            continue
        until = lead_ins[i + 1].start if i + 1 < len(lead_ins) else len(context.document.text)
        end = _zone_end(context, annotation.end, until)
        if _taken(context, annotation.end, end, lists):
            continue
        orders = list(_orders(context, annotation, end))
        if len(orders) >= (1 if said.force == "directive" else 2):
            done = orders[-1].end
            yield BareList(said, annotation.rule, orders)


def _taken(context: Context, start: int, end: int, lists: list[tuple[int, int]]) -> bool:
    """A numbered list stands in the lead-in's zone, or begins right behind it."""
    i = bisect_left(lists, (end, 0))
    if i and lists[i - 1][1] > start:
        return True
    return i < len(lists) and not context.document.text[end : min(lists[i][0], end + _NEAR)].strip()


def _zone_end(context: Context, start: int, until: int) -> int:
    """The end of the lead-in's paragraph, and of those behind it that a connective joins to it."""
    text = context.document.text
    words = context.words("list_connectives")
    line = text.find("\n", start)
    end = len(text) if line < 0 else line
    while end < until and end < len(text) and text.startswith(words, end + 1):
        line = text.find("\n", end + 1)
        end = len(text) if line < 0 else line
    return min(end, until)


def _orders(context: Context, annotation: Annotation, end: int) -> Iterator[Order]:
    """The sentences that order, from the lead-in on, until one does not."""
    text = context.document.text
    words = sorted(context.tables.get("list_connectives", ()), key=len, reverse=True)
    at = _skip(text, annotation.end, end)
    while at < end:
        match = _SENTENCE.search(text, at, end)
        stop = match.end() if match else end
        begin = at
        for word in words:
            if text.startswith(word, begin) and text[begin + len(word) : begin + len(word) + 1] in "，,":
                begin = _skip(text, begin + len(word), stop)
                break
        over = [a for a in context.found.within("list_end", at, stop) if a.start == at and begin == at]
        if over or not _demands(context, begin, stop):
            return
        yield Order(at, begin, stop - (text[stop - 1] == "\n"))
        at = _skip(text, stop, end)


def _skip(text: str, at: int, end: int) -> int:
    while at < end and (text[at].isspace() or text[at] in "，,：:"):
        at += 1
    return at


def _demands(context: Context, start: int, end: int) -> bool:
    """A modal word in the first clauses, or a verb of doing at the very begin, and no fact."""
    text = context.document.text
    marks = [m.end() for m in _CLAUSE.finditer(text, start, end)]
    head = marks[_CLAUSES - 1] if len(marks) >= _CLAUSES else end
    for order in context.found.within("order", start, end):
        if order.attrs.get("form") == "imperative":
            if order.start == start and not _states(context, start, marks[0] if marks else end):
                return True
        elif order.start < head and order.attrs.get("modal"):
            return True
    return False


def _states(context: Context, start: int, end: int) -> bool:
    """The first clause says what something is; its verb only names the subject."""
    clause = context.document.text[start:end]
    return any(word in clause for word in context.tables.get("statement_words", ()))
