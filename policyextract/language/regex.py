"""RE2, as this package uses it: over UTF-8 bytes, silent, bounded, and without the cost of match objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import re2

MAX_MEMORY = 8 << 20
Spans = list[tuple[int, int]]


class Regex:
    """A compiled pattern.

    google-re2's Python layer builds a generator and a match object for every search, half of the time on short texts;
    the binding below it gives the spans. Where a release of the library has no such binding, the public way serves.

    Examples
    --------
    >>> compiled('(?P<n>[0-9]+)月').find('12月'.encode())
    [(0, 5), (0, 2)]
    """

    __slots__ = ("_match", "groupindex")

    def __init__(self, regex: Any) -> None:
        self.groupindex: Mapping[str, int] = {n.decode(): i for n, i in regex.groupindex.items()}
        self._match = _binding(regex)

    def find(self, data: bytes, start: int = 0) -> Spans | None:
        """Spans of the leftmost match from ``start`` on and of its groups, in bytes; (-1, -1) for an unset group."""
        return self._match(0, data, start)

    def search(self, data: bytes) -> bool:
        """Whether the pattern matches anywhere."""
        return self._match(0, data, 0) is not None

    def match(self, data: bytes) -> bool:
        """Whether the pattern matches at the beginning."""
        return self._match(1, data, 0) is not None

    def fullmatch(self, data: bytes) -> bool:
        """Whether the pattern matches the whole text."""
        return self._match(2, data, 0) is not None


def compiled(pattern: str) -> Regex:
    """An RE2 object over UTF-8 bytes; a pattern may not take more than 8 MB.

    Raises
    ------
    re2.error
        RE2 refuses the pattern.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    return Regex(re2.compile(pattern.encode(), options))


def _binding(regex: Any) -> Callable[[int, bytes, int], Spans | None]:
    direct = getattr(getattr(regex, "_regexp", None), "Match", None)
    anchors = getattr(re2, "_Anchor", None)
    if direct is None or anchors is None:
        return _public(regex)
    kinds = (anchors.UNANCHORED, anchors.ANCHOR_START, anchors.ANCHOR_BOTH)

    def match(kind: int, data: bytes, start: int) -> Spans | None:
        spans: Spans = direct(kinds[kind], data, start, len(data))
        return spans if spans[0][0] >= 0 else None

    return match


def _public(regex: Any) -> Callable[[int, bytes, int], Spans | None]:
    ways = (regex.search, regex.match, regex.fullmatch)

    def match(kind: int, data: bytes, start: int) -> Spans | None:
        found = ways[kind](data, start)
        return None if found is None else [found.span(i) for i in range(regex.groups + 1)]

    return match
