"""Which of overlapping annotations of one type stay."""

from __future__ import annotations

from bisect import bisect_left, insort
from operator import attrgetter

from policyextract.document import Annotation


def resolve(annotations: list[Annotation], policy: str) -> list[Annotation]:
    """Apply an overlap policy; the result is in text order.

    ``longest``: the longest wins, then the higher priority, then the earlier. ``priority``: the higher priority first.
    ``keep_all``: only exact doubles (same span, same rule) go.
    """
    if len(annotations) > 1:
        annotations = sorted(annotations, key=_start)
        if not _overlapping(annotations):
            return annotations
        if policy == "keep_all":
            unique = {(a.start, a.end, a.rule): a for a in reversed(annotations)}
            annotations = list(unique.values())
        else:
            annotations = _greedy(annotations, policy)
        annotations.sort(key=lambda a: (a.start, -a.end))
    return annotations


_start = attrgetter("start")


def _overlapping(annotations: list[Annotation]) -> bool:
    """Whether any two of them, sorted by their beginnings, share a character."""
    reach = -1
    for a in annotations:
        if a.start < reach:
            return True
        reach = a.end
    return False


def _greedy(annotations: list[Annotation], policy: str) -> list[Annotation]:
    if policy == "priority":
        ranked = sorted(annotations, key=lambda a: (-a.priority, a.start - a.end, a.start, a.rule))
    else:
        ranked = sorted(annotations, key=lambda a: (a.start - a.end, -a.priority, a.start, a.rule))
    kept: list[Annotation] = []
    starts: list[tuple[int, int]] = []
    for a in ranked:
        i = bisect_left(starts, (a.start, a.end))
        if i < len(starts) and starts[i][0] < a.end:
            continue
        if i and starts[i - 1][1] > a.start:
            continue
        insort(starts, (a.start, a.end))
        kept.append(a)
    return kept
