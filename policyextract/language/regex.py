"""RE2, as this package uses it: over UTF-8 bytes, silent, bounded, and without the cost of match objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

import re2

MAX_MEMORY = 8 << 20
#: What a pattern has for its program and the automata that grow with the texts it sees: less costs time (2 MB a
#: twentieth of all), more is memory that grows for thousands of documents. Only a program that needs it gets more.
USUAL_MEMORY = 2 << 20
Spans = list[tuple[int, int]]


class Regex:
    """A compiled pattern.

    google-re2's Python layer builds a generator and a match object for every search, half of the time on short texts;
    the binding below it gives the spans. Where a release of the library has no such binding, the public way serves.

    Attributes
    ----------
    find : callable
        Spans of the leftmost match in some bytes, from a byte on, and of its groups; (-1, -1) for an unset group. None
        without a match.
    spans : callable
        The same between two bytes, without the comfort: (-1, -1) in the first place means that there is no match.
    first : callable
        The same for a match that begins with the first byte.
    search, match, fullmatch : callable
        Whether the pattern matches anywhere, at the beginning, the whole.

    Examples
    --------
    >>> compiled('(?P<n>[0-9]+)月').find('12月'.encode())
    [(0, 5), (0, 2)]
    """

    __slots__ = ("find", "first", "fullmatch", "groupindex", "match", "search", "spans")
    find: Callable[..., Spans | None]
    spans: Callable[[bytes, int, int], Spans]
    first: Callable[[bytes, int, int], Spans]
    search: Callable[[bytes], bool]
    match: Callable[[bytes], bool]
    fullmatch: Callable[[bytes], bool]

    def __init__(self, regex: Any) -> None:
        self.groupindex: Mapping[str, int] = {n.decode(): i for n, i in regex.groupindex.items()}
        direct = getattr(getattr(regex, "_regexp", None), "Match", None)
        anchors = getattr(re2, "_Anchor", None)
        if direct is None or anchors is None:
            self.spans, self.first = _spans(regex, regex.search), _spans(regex, regex.match)
            self.find = _finder(self.spans)
            self.search, self.match, self.fullmatch = (
                _public(way) for way in (regex.search, regex.match, regex.fullmatch)
            )
            return

        self.spans, self.first = (partial(direct, way) for way in (anchors.UNANCHORED, anchors.ANCHOR_START))
        self.find = _finder(self.spans)
        self.search = _tester(direct, anchors.UNANCHORED)
        self.match = _tester(direct, anchors.ANCHOR_START)
        self.fullmatch = _tester(direct, anchors.ANCHOR_BOTH)


def compiled(pattern: str, *, never_capture: bool = False, never_nl: bool = False) -> Regex:
    """An RE2 object over UTF-8 bytes; a pattern may not take more than 8 MB.

    Parameters
    ----------
    pattern : str
        In RE2's syntax.
    never_capture : bool
        Groups capture nothing, which is quicker.
    never_nl : bool
        No match holds a line break.

    Raises
    ------
    re2.error
        RE2 refuses the pattern.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = USUAL_MEMORY
    options.never_capture = never_capture
    options.never_nl = never_nl
    try:
        return Regex(re2.compile(pattern.encode(), options))
    except re2.error:
        options.max_mem = MAX_MEMORY
        return Regex(re2.compile(pattern.encode(), options))


@lru_cache(maxsize=4096)
def condition(pattern: str) -> Regex:
    """An RE2 object that only says whether it matches; its groups capture nothing, which is quicker.

    Many rules share their conditions: each pattern is compiled once.
    """
    return compiled(pattern, never_capture=True)


def _tester(direct: Any, anchor: Any) -> Callable[[bytes], bool]:
    def test(data: bytes) -> bool:
        return bool(direct(anchor, data, 0, len(data))[0][0] >= 0)

    return test


def _public(way: Any) -> Callable[[bytes], bool]:
    return lambda data: way(data) is not None


def _finder(spans: Callable[[bytes, int, int], Spans]) -> Callable[..., Spans | None]:
    def find(data: bytes, start: int = 0) -> Spans | None:
        found = spans(data, start, len(data))
        return found if found[0][0] >= 0 else None

    return find


def _spans(regex: Any, way: Any) -> Callable[[bytes, int, int], Spans]:
    nothing = [(-1, -1)] * (regex.groups + 1)

    def spans(data: bytes, start: int, end: int) -> Spans:
        found = way(data, start, end)
        return nothing if found is None else [found.span(i) for i in range(regex.groups + 1)]

    return spans
