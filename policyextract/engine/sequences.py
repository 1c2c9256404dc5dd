"""Ordered lists, first half: which marker candidates make a growing sequence.

A marker family is data of a pack (``sequences:``); this module knows no marker. The engine hands over every place
where a marker could stand, with the strength of its left edge, and :func:`find_chains` keeps those that count up from
the family's first number. What is inside what, and where items end, is :mod:`policyextract.engine.outline`.

A strong left edge in a growing sequence outranks everything else, the segmenter included; a weak edge is believed only
where the sequence needs it; a lone marker is no list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import islice

# A gap of more than two missing numbers is another list, and so is an inline marker this many blocks further on.
MAX_MISSING = 2
INLINE_REACH = 3
# Bounds that keep the search linear in long documents: how many lists may be open at once, how far it looks ahead.
MAX_OPEN = 16
# So many in a row, each one more than the last, make an excerpt that begins in the middle.
EXCERPT = 3
LOOK_AHEAD = 200


class Edge(IntEnum):
    """How surely a marker begins where it seems to."""

    WEAK = 1
    """Behind something from ``weak``, or wherever ``boundary: word`` lets the segmenter decide."""
    STRONG = 2
    """Behind something from ``left``."""
    BLOCK = 3
    """At the start of a block or line."""


@dataclass(frozen=True, slots=True)
class Family:
    """A marker family, as its rule says.

    Attributes
    ----------
    id : str
        The rule's short id (``n-yao``), the ``family`` of the result.
    rule : str
        The full rule id.
    kin : str
        Families of one kin may continue each other when no list of their own is open.
    rank : int
        Usual depth, smaller is outer. Asked only where the sequence itself does not tell.
    starts : int
        The number a list begins with.
    lone : bool
        One marker makes a list (a law with one article).
    heading : bool
        Items of this family feed the ``path`` of what they hold and are no items themselves.
    numbered : bool
        False for dashes and bullets: neighbours at the start of blocks make a list.
    """

    id: str
    rule: str = ""
    kin: str = ""
    rank: int = 50
    starts: int = 1
    lone: bool = False
    heading: bool = False
    numbered: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """A place where a marker of a family could stand. ``number`` is None for "the next, and the last" (finally)."""

    family: Family
    start: int
    end: int
    number: int | None
    edge: Edge
    block: int

    @property
    def kin(self) -> str:
        """What it may be continued by."""
        return self.family.kin or self.family.id


@dataclass(slots=True, eq=False)
class Chain:
    """Markers that count up, with what is odd about them."""

    markers: list[Marker] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    duplicates: list[int] = field(default_factory=list)

    @property
    def family(self) -> Family:
        """Family of the first marker."""
        return self.markers[0].family

    @property
    def last(self) -> int:
        """The number reached."""
        return self.numbers[-1]

    @property
    def edge(self) -> Edge:
        """The weakest left edge so far."""
        return min(m.edge for m in self.markers)

    @property
    def whole(self) -> bool:
        """Whether it begins with the first number."""
        return self.numbers[0] == self.family.starts

    def add(self, marker: Marker, number: int) -> None:
        """Append a marker, noting a gap or a repetition before it."""
        if self.numbers:
            if number > self.last + 1:
                self.gaps.append(len(self.numbers))
            elif number <= self.last:
                self.duplicates.append(len(self.numbers))
        self.markers.append(marker)
        self.numbers.append(number)


Confirm = Callable[[Marker], bool]


def _always(marker: Marker) -> bool:
    return True


def find_chains(candidates: Iterable[Marker], confirm: Confirm = _always) -> list[Chain]:
    """The growing sequences among the candidates, in text order.

    Parameters
    ----------
    candidates : iterable of Marker
        In any order; of overlapping ones the longest stands.
    confirm : callable
        Asked about a weak marker only when a sequence needs it (the segmenter's word boundary).

    Examples
    --------
    >>> yao = Family("n-yao")
    >>> found = [Marker(yao, at, at + 2, n, Edge.STRONG, 0) for n, at in ((1, 5), (2, 20), (1, 40), (3, 60))]
    >>> [chain.numbers for chain in find_chains(found)]
    [[1, 2, 3]]
    """
    by_kin: dict[str, list[Marker]] = defaultdict(list)
    outer: list[tuple[int, int]] = []
    for marker in _without_overlaps(candidates):
        by_kin[marker.kin].append(marker)
        if marker.edge is Edge.BLOCK:
            outer.append((marker.start, marker.family.rank))
    chains: list[Chain] = []
    for markers in by_kin.values():
        chains += _Kin(markers, outer, confirm).chains()
    return sorted(chains, key=lambda c: c.markers[0].start)


def _without_overlaps(candidates: Iterable[Marker]) -> list[Marker]:
    kept: list[Marker] = []
    for marker in sorted(candidates, key=lambda m: (m.start, -m.end, m.family.id)):
        if kept and marker.start < kept[-1].end:
            if marker.end - marker.start > kept[-1].end - kept[-1].start and marker.edge >= kept[-1].edge:
                kept[-1] = marker
            continue
        kept.append(marker)
    return kept


def _excerpt_edge(family: Family) -> Edge:
    """How surely the markers of a list must begin that has lost its first ones."""
    return Edge.BLOCK if family.lone else Edge.STRONG


class _Kin:
    """The search among the markers of one kin: left to right, newest open chain first."""

    def __init__(self, markers: Sequence[Marker], outer: Sequence[tuple[int, int]], confirm: Confirm) -> None:
        self.markers = markers
        self.outer = outer
        self.confirm = confirm
        self.open: list[Chain] = []
        self.all: list[Chain] = []

    def chains(self) -> list[Chain]:
        for at, marker in enumerate(self.markers):
            if not marker.family.numbered:
                self._bullet(marker)
                continue
            chain = self._home(at, marker)
            if chain is not None:
                self._extend(chain, marker)
            elif marker.number == marker.family.starts or self._may_be_excerpt(marker):
                chain = Chain()
                assert marker.number is not None
                chain.add(marker, marker.number)
                if chain.whole:  # what began in the middle and came to nothing takes none of its items
                    self.open = [c for c in self.open if c.whole or len(c.markers) >= EXCERPT]
                self.open.append(chain)
                del self.open[:-MAX_OPEN]
                self.all.append(chain)
        return [c for c in self.all if self._stands(c)]

    def _may_be_excerpt(self, marker: Marker) -> bool:
        """Articles from the fifth on, another list from the second or third: where no list of the kind is under way."""
        family, number = marker.family, marker.number
        if number is None or family.heading or marker.edge < _excerpt_edge(family):
            return False
        if not family.lone and not 0 < number - family.starts <= MAX_MISSING:
            return False
        if any(len(c.markers) > 1 or c.numbers[0] == family.starts for c in self.open):
            return False
        self.open.clear()
        return True

    @staticmethod
    def _stands(chain: Chain) -> bool:
        first = chain.numbers[0]
        if first != chain.family.starts:
            counts_up = chain.numbers[:EXCERPT] == list(range(first, first + EXCERPT))
            return counts_up and chain.edge >= _excerpt_edge(chain.family)
        if len(chain.markers) > 1:
            return True
        return chain.family.lone and chain.edge is Edge.BLOCK

    def _extend(self, chain: Chain, marker: Marker) -> None:
        chain.add(marker, chain.last + 1 if marker.number is None else marker.number)
        del self.open[self.open.index(chain) + 1 :]
        if marker.number is None:
            self.open.remove(chain)

    def _bullet(self, marker: Marker) -> None:
        """Unnumbered markers: the list goes on while its items follow each other closely."""
        chain = self.open[-1] if self.open else None
        if chain is not None:
            tail = chain.markers[-1]
            near = marker.block - tail.block <= INLINE_REACH and marker.edge is tail.edge
            if near and tail.family is marker.family and not self._outer_since(tail, marker):
                chain.add(marker, chain.last + 1)
                return
        chain = Chain()
        chain.add(marker, marker.family.starts)
        self.open = [chain]
        self.all.append(chain)

    def _outer_since(self, tail: Marker, marker: Marker) -> bool:
        """A marker of an outer kind stands between."""
        i = bisect_left(self.outer, (tail.start + 1, -1))
        return any(
            start < marker.start and rank < marker.family.rank for start, rank in self.outer[i : i + 4 * INLINE_REACH]
        )

    def _home(self, at: int, marker: Marker) -> Chain | None:
        """The open chain that this marker continues."""
        nexts = [c for c in self.open if self._continues(c, at, marker)]
        if nexts:
            newest = self.open[-1]
            best = max(nexts, key=lambda c: self._likeness(c, marker))
            if best is newest or not self._outer_between(best, newest, marker):
                return best
            return newest if newest in nexts else None
        if marker.number is None or not self.open:
            return None
        newest = self.open[-1]
        return newest if self._jumps(newest, at, marker) or self._repeats(newest, marker) else None

    def _likeness(self, chain: Chain, marker: Marker) -> tuple[bool, bool, int]:
        tail = chain.markers[-1]
        return (
            any(m.family is marker.family for m in chain.markers),
            marker.edge in (tail.edge, chain.markers[0].edge),
            self.open.index(chain),
        )

    def _continues(self, chain: Chain, at: int, marker: Marker) -> bool:
        if marker.number is not None and marker.number != chain.last + 1:
            return False
        tail = chain.markers[-1]
        kindred = all(m.family is not marker.family for m in chain.markers)
        if kindred and (marker.edge is Edge.WEAK or self._own_since(chain, marker)):
            return False
        if marker.edge < Edge.BLOCK and marker.block - tail.block > INLINE_REACH and not self._bridges(at, marker):
            return False
        if marker.edge is Edge.WEAK and chain.edge is Edge.BLOCK and marker.block != tail.block:
            return False
        if marker.edge < chain.edge and self._better_ahead(at, marker):
            return False
        if marker.edge is Edge.WEAK and not self.confirm(marker):
            return False
        return not (len(chain.markers) == 1 and tail.edge is Edge.WEAK and not self.confirm(tail))

    def _bridges(self, at: int, marker: Marker) -> bool:
        """Articles one of which lost its line break: the next one stands at the start of a line."""
        family, number = marker.family, marker.number
        if number is None or not family.lone or marker.edge is not Edge.STRONG:
            return False
        for later in islice(self.markers, at + 1, at + 1 + LOOK_AHEAD):
            if later.edge is Edge.BLOCK and later.family is family:
                return later.number == number + 1
        return False

    def _own_since(self, chain: Chain, marker: Marker) -> bool:
        """A list of the marker's very own family began after that chain."""
        newer = self.open[self.open.index(chain) + 1 :]
        return any(m.family is marker.family for c in newer for m in c.markers)

    def _jumps(self, chain: Chain, at: int, marker: Marker) -> bool:
        """A number is missing: kept when the edge is as good as its neighbours' and the missing one does not come."""
        assert marker.number is not None
        missing = marker.number - chain.last - 1
        tail = chain.markers[-1]
        if missing < 1 or missing > (MAX_MISSING if len(chain.markers) > 1 else 1):
            return False
        if marker.edge < Edge.STRONG or marker.edge < tail.edge or tail.family is not marker.family:
            return False
        if marker.edge < Edge.BLOCK and marker.block - tail.block > INLINE_REACH:
            return False
        for later in islice(self.markers, at + 1, at + 1 + LOOK_AHEAD):
            if later.number == later.family.starts:
                break
            if later.number is not None and chain.last < later.number < marker.number:
                return False
        return True

    def _repeats(self, chain: Chain, marker: Marker) -> bool:
        """The number of the last item once more: a slip of the author when nothing begins here."""
        tail = chain.markers[-1]
        return (
            marker.number == chain.last
            and marker.number != marker.family.starts
            and tail.family is marker.family
            and marker.edge >= max(tail.edge, Edge.STRONG)
            and (marker.edge is Edge.BLOCK or marker.block - tail.block <= INLINE_REACH)
        )

    def _better_ahead(self, at: int, marker: Marker) -> bool:
        """The same number follows with a stronger edge before the list goes on or begins again."""
        for later in islice(self.markers, at + 1, at + 1 + LOOK_AHEAD):
            if later.edge <= marker.edge:
                continue
            if later.number == marker.number:
                return True
            if later.number is not None and later.number in (later.family.starts, (marker.number or 0) + 1):
                return False
        return False

    def _outer_between(self, chain: Chain, newest: Chain, marker: Marker) -> bool:
        """An outer list went on since the newer chain began: the older one is over."""
        i = bisect_left(self.outer, (chain.markers[-1].start + 1, -1))
        rank = chain.family.rank
        for start, other in islice(self.outer, i, None):
            if start >= marker.start:
                return False
            if other < rank and start < newest.markers[-1].start:
                return True
        return False
