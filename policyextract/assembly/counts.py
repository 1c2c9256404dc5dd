"""Counts that the text states before a list, checked against what was found."""

from __future__ import annotations

import re

from policyextract.assembly.context import Context
from policyextract.assembly.enumerations import MEMO, Entry
from policyextract.document import Annotation

_SENTENCE = re.compile(r"[。；！？!?;]")
# A count announces a list when it stands in the sentence before it, or shortly before.
_REACH = 120
_BESIDE = 6  # characters between two counts of one announcement
_LEAST = 2  # a list of one item is none that a count could announce


def read(context: Context) -> None:
    """Warn where a stated count is not the number of items found."""
    entries: list[Entry] = context.memo.get(MEMO, [])
    lists: dict[int, list[Entry]] = {}
    for entry in entries:
        lists.setdefault(entry.list_start, []).append(entry)
    for start, items in lists.items():
        _check_list(context, start, len(items))
    for campaign in context.result.get("campaigns", ()):
        _check_phases(context, len(campaign["phases"]))


def _check_list(context: Context, start: int, found: int) -> None:
    text = context.document.text
    counts = context.found.within("list_count", max(start - _REACH, 0), start)
    if not counts:
        return
    last = counts[-1]
    if last.attrs.get("of") == "phases" and any(c["phases"] for c in context.result.get("campaigns", ())):
        return
    between = text[last.end : start]
    # at most the end of the announcing sentence may stand between
    if len(_SENTENCE.findall(between)) > 1 or between.count("\n") > 1:
        return
    stated = _number(last)
    # 六个方面33项措施: one of the counts is the list's.
    if found < _LEAST or any(_number(c) == found for c in counts if last.start - c.end <= _BESIDE):
        return
    if isinstance(stated, int) and stated != found:
        context.warn(
            "list-count-mismatch", f"{context.text(last)} is stated, {found} items were found", last.start, last.end
        )


def _check_phases(context: Context, found: int) -> None:
    if not found:
        return
    for count in context.found.of("list_count"):
        if count.attrs.get("of") == "phases":
            stated = _number(count)
            if isinstance(stated, int) and stated != found:
                context.warn(
                    "phase-count-mismatch", f"{stated} phases are stated, {found} were found", count.start, count.end
                )


def _number(annotation: Annotation) -> object:
    capture = annotation.captures.get("number")
    return capture.value if capture is not None else None
