"""All annotations of a document, by type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from policyextract.document import Annotation


class Annotations:
    """What the engine found: lists by type, each in text order.

    Parameters
    ----------
    ask : callable, optional
        Gives the complete list of a type when it is asked for first; without it there is what was put here.
    order : sequence of str
        The types that may be asked for.

    Attributes
    ----------
    present : set of str
        The types that were put here and of which there is one.
    """

    __slots__ = ("_ask", "_by_type", "_order", "_starts", "present")

    def __init__(self, ask: Callable[[str], Sequence[Annotation]] | None = None, order: Sequence[str] = ()) -> None:
        self.present: set[str] = set()
        self._ask, self._order = ask, order
        self._by_type: dict[str, Sequence[Annotation]] = {}
        self._starts: dict[str, list[int]] = {}

    def put(self, type_: str, annotations: Sequence[Annotation]) -> None:
        """Set the complete list of a type, in text order."""
        self._by_type[type_] = annotations
        if annotations:
            self.present.add(type_)

    def of(self, type_: str) -> Sequence[Annotation]:
        """Annotations of a type, in text order."""
        found = self._by_type.get(type_)
        if found is None:
            if self._ask is None:
                return ()
            found = self._by_type[type_] = self._ask(type_)
        return found

    def types(self) -> list[str]:
        """Types that have at least one annotation."""
        return sorted([type_ for type_ in self._order if self.of(type_)])

    def within(self, type_: str, start: int, end: int) -> list[Annotation]:
        """Annotations of a type that lie wholly within ``[start, end)``."""
        found = self.of(type_)
        if not found:
            return []
        starts = self._begin(type_, found)
        first = bisect_left(starts, start)
        last = bisect_left(starts, end, first)
        return [a for a in found[first:last] if a.end <= end] if first < last else []

    def covering(self, type_: str, start: int, end: int) -> Annotation | None:
        """The innermost annotation of a type that contains ``[start, end)``."""
        found = self.of(type_)
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
        for type_ in self._order:
            yield from self.of(type_)

    def _begin(self, type_: str, found: Sequence[Annotation]) -> list[int]:
        starts = self._starts.get(type_)
        if starts is None:
            starts = self._starts[type_] = [a.start for a in found]
        return starts
