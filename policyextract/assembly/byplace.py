"""Facts of the result by where they stand, for files that ask what lies inside a stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Any


class ByPlace:
    """Mentions (dates, durations) in text order; asks cost a bisection.

    >>> from policyextract.models import Span
    >>> places = ByPlace([{"text": "a", "evidence": [Span(start=3, end=5, text="a")]}])
    >>> [m["text"] for m in places.within(0, 5)], [m["text"] for m in places.within(4, 9)]
    (['a'], [])
    """

    def __init__(self, mentions: Iterable[dict[str, Any]]) -> None:
        placed = [
            (span.start, span.end, i, mention)
            for i, mention in enumerate(mentions)
            for span in mention.get("evidence", ())
            if span.start is not None
        ]
        self._placed = sorted(placed, key=lambda p: p[:3])
        self._starts = [p[0] for p in self._placed]

    def within(self, start: int, end: int) -> Iterator[dict[str, Any]]:
        """Mentions whose evidence lies wholly within a range."""
        for i in range(bisect_left(self._starts, start), len(self._placed)):
            begin, stop, _, mention = self._placed[i]
            if begin >= end:
                return
            if stop <= end:
                yield mention
