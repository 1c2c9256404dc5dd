"""All annotations of a document, by type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from policyextract.document import Annotation


class Annotations:
    """What the engine found: lists by type, each in text order.

    Attributes
    ----------
    present : set of str
        The types of which there is one.
    """

    __slots__ = ("_by_type", "_starts", "present")

    def __init__(self) -> None:
        self.present: set[str] = set()
        self._by_type: dict[str, list[Annotation]] = {}
        self._starts: dict[str, list[int]] = {}

    def put(self, type_: str, annotations: list[Annotation]) -> None:
        """Set the complete list of a type, in text order."""
        self._by_type[type_] = annotations
        if annotations:
            self.present.add(type_)
        self._starts.pop(type_, None)

    def of(self, type_: str) -> Sequence[Annotation]:
        """Annotations of a type, in text order."""
        return self._by_type.get(type_, ())

    def types(self) -> list[str]:
        """Types that have at least one annotation."""
        return sorted(self.present)

    def within(self, type_: str, start: int, end: int) -> list[Annotation]:
        """Annotations of a type that lie wholly within ``[start, end)``."""
        found = self._by_type.get(type_)
        if not found:
            return []
        starts = self._begin(type_, found)
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        return [a for a in found[first:last] if a.end <= end] if first < last else []

    def covering(self, type_: str, start: int, end: int) -> Annotation | None:
        """The innermost annotation of a type that contains ``[start, end)``."""
        found = self._by_type.get(type_)
        if not found:
            return None
        best: Annotation | None = None
        i = bisect_left(self._begin(type_, found), start + 1) - 1
        # Annotations of one type seldom nest deeper than this.
        for a in found[max(i - 8, 0) : i + 1]:
            if a.start <= start and a.end >= end and (best is None or a.end - a.start <= best.end - best.start):
                best = a
        return best

    def __iter__(self) -> Iterator[Annotation]:
        for found in self._by_type.values():
            yield from found

    def _begin(self, type_: str, found: list[Annotation]) -> list[int]:
        starts = self._starts.get(type_)
        if starts is None:
            starts = self._starts[type_] = [a.start for a in found]
        return starts
