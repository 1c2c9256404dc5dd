"""One document as the engine looks at it: lines, sentences, blocks and shadows, each computed once and when needed."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import attrgetter

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.language.edges import EDGE
from policyextract.language.literals import FULL_STOP
from policyextract.language.patterns import FILLER
from policyextract.values.folding import unspaced

_SENTENCE_END = re.compile("[。!?;\n]")
_CLAUSE_END = re.compile("[,，。!?;:：\n]")

Beside = Mapping[str, tuple[frozenset[str], frozenset[str]]]
Window = tuple[int, int, int]  # where it begins and ends, and where its last literal begins
REACH = 200  # characters: how far the conditions beside a match look
_begin = attrgetter("start")


class Shadow:
    """A copy of the folded text of equal length in which annotations of some types are one mark and filler."""

    __slots__ = ("_places", "at", "framed", "text")

    def __init__(self, folded: str, marks: list[tuple[Annotation, str]]) -> None:
        pieces: list[str] = []
        #: The annotations that are marks, by where they begin.
        self.at: dict[int, Annotation] = {}
        self._places: dict[frozenset[str], list[tuple[int, int]]] = {}
        done = 0
        for annotation, mark in sorted(marks, key=lambda m: (m[0].start, -m[0].end)):
            start, end = annotation.start, annotation.end
            if start < done or start >= end:
                continue
            pieces += (folded[done:start], mark, FILLER * (end - start - 1))
            self.at[start] = annotation
            done = end
        pieces.append(folded[done:])
        self.text = "".join(pieces)
        self.framed = frame(self.text)

    def places(self, marks: frozenset[str], near: Beside) -> list[tuple[int, int]]:
        """Where one of the marks stands between the neighbours it must have, in text order."""
        if near:
            framed = self.framed
            return [
                (start, start + 1)
                for start, annotation in self.at.items()
                if (mark := framed[start + 1]) in marks and _fits(framed, start, annotation.end, near.get(mark))
            ]
        found = self._places.get(marks)
        if found is None:
            text = self.text
            found = self._places[marks] = [(start, start + 1) for start in self.at if text[start] in marks]
        return found


class View:
    """Everything about one document that several rules ask for."""

    __slots__ = (
        "_by_roles",
        "_by_types",
        "_clauses",
        "_covers",
        "_full_stops",
        "_lines",
        "_roles",
        "_sentences",
        "_shadows",
        "_starts",
        "_windows",
        "characters",
        "document",
        "folded",
        "found",
    )

    def __init__(self, document: Document, found: Annotations, characters: Mapping[str, str]) -> None:
        self.document, self.folded, self.found, self.characters = document, document.folded, found, characters
        self._shadows: dict[tuple[str, ...], Shadow] = {}
        self._roles: list[str] | None = None
        self._by_roles: dict[frozenset[str], list[tuple[int, int]]] = {}
        self._by_types: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        self._covers: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        self._starts: list[int] = []
        self._windows: dict[tuple[int, int | None, bool], tuple[list[Window], Sequence[tuple[int, int]]]] = {}
        self._full_stops: list[int] | None = None
        self._lines: list[int] | None = None
        self._sentences: list[int] | None = None
        self._clauses: list[int] | None = None

    def shadow(self, types: tuple[str, ...]) -> Shadow:
        """The copy of the text in which annotations of these types are marks."""
        made = self._shadows.get(types)
        if made is None:
            marks = [(a, self.characters[t]) for t in types for a in self.found.of(t)]
            made = self._shadows[types] = Shadow(self.folded, marks)
        return made

    def role(self, offset: int) -> str:
        """Role of the block an offset lies in."""
        if self._roles is None:
            blocks = [b for b in self.document.blocks if b.role != "boilerplate"]
            self._starts = [b.start for b in blocks]
            self._roles = [b.role for b in blocks]
        i = bisect_right(self._starts, offset) - 1
        return self._roles[i] if i >= 0 else "paragraph"

    def blocks_of(self, roles: frozenset[str]) -> list[tuple[int, int]]:
        """Spans of the blocks of some roles, in text order."""
        spans = self._by_roles.get(roles)
        if spans is None:
            blocks = self.document.blocks
            spans = self._by_roles[roles] = [(b.start, b.end) for b in blocks if b.role in roles and b.end > b.start]
        return spans

    def spans_of(self, types: tuple[str, ...]) -> list[tuple[int, int]]:
        """Spans of the annotations of some types, in text order."""
        spans = self._by_types.get(types)
        if spans is None:
            spans = self._by_types[types] = sorted([(a.start, a.end) for t in types for a in self.found.of(t)])
        return spans

    def is_within(self, types: tuple[str, ...], start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in an annotation of one of the types."""
        covers = self._covers.get(types)
        if covers is None:
            spans = self.spans_of(types)
            # Of those that begin before a place, how far the longest reaches.
            covers = self._covers[types] = [s for s, _ in spans], list(accumulate((e for _, e in spans), max))
        i = bisect_right(covers[0], start)
        return i > 0 and covers[1][i - 1] >= end

    def heads(self, start: int, end: int) -> list[str]:
        """What the heads say of the column of a table in which ``[start, end)`` stands."""
        cells = self.document.cells
        i = bisect_right(cells, start, key=_begin) - 1
        if i < 0 or cells[i].end < end:
            return []
        return [unspaced(self.folded[a:b]) for a, b in cells[i].heads]

    def line(self, start: int, end: int) -> tuple[int, int]:
        """Bounds of the lines that ``[start, end)`` touches."""
        lines = self._breaks()
        low = lines[bisect_right(lines, start - 1) - 1] + 1
        return low, lines[bisect_left(lines, max(end - 1, start))]

    def windows(self, hits: Sequence[tuple[int, int]], width: int | None, sentences: bool) -> list[Window]:
        """Where to search for a pattern: around its hits as far as a match can reach, or in the lines that hold them.

        Parameters
        ----------
        hits : sequence of (int, int)
            Where the literals of the pattern stand, in text order.
        width : int or None
            The greatest length of a match; None when there is no bound.
        sentences : bool
            Whether sentences will do for lines: no match holds a full stop.
        """
        key = id(hits), width, sentences
        known = self._windows.get(key)
        if known is None:
            found = _around(hits, width) if width is not None else self._pieces(hits, sentences)
            # The hits are kept so that no other list can have their identity.
            known = self._windows[key] = found, hits
        return known[0]

    def _pieces(self, hits: Sequence[tuple[int, int]], sentences: bool) -> list[Window]:
        """The lines (or sentences) that hold the hits, which are in text order; those that touch are one.

        A sentence is given with the full stop on each side: where it is cut is no beginning or end of a line.
        """
        breaks = self._stops() if sentences else self._breaks()
        margin = int(sentences)
        out: list[Window] = []
        low = high = last = -1
        for start, end in hits:
            if start >= high - margin:
                i = bisect_left(breaks, start)
                begin = breaks[i - 1] + 1 - margin
                if begin > high or high < 0:
                    if high >= 0:
                        out.append((low, high, last))
                    low = begin if begin > 0 else 0
                # A literal that crosses a break takes the next piece along.
                high = breaks[i if breaks[i] >= end - 1 else bisect_left(breaks, end - 1)] + margin
            last = start
        if high >= 0:
            out.append((low, high, last))
        return out

    def rest(self, end: int, sentences: bool) -> int:
        """Where the line (or the sentence, with its full stop) ends that holds the character before an offset."""
        breaks = self._stops() if sentences else self._breaks()
        return breaks[bisect_left(breaks, end - 1)] + sentences

    def _stops(self) -> list[int]:
        """Offsets of all full stops and line breaks, one before the text and one behind it."""
        if self._full_stops is None:
            self._full_stops = sorted([*_places(FULL_STOP, self.folded), *self._breaks()])
        return self._full_stops

    def _breaks(self) -> list[int]:
        """Offsets of all line breaks, one before the text and one behind it."""
        if self._lines is None:
            self._lines = [-1, *_places("\n", self.folded), len(self.folded)]
        return self._lines

    def scope(self, scope: str | int, start: int, end: int) -> tuple[int, int]:
        """Bounds of the clause, sentence, block or document around ``[start, end)``."""
        if isinstance(scope, int):
            return max(start - scope, 0), end + scope
        if scope == "document":
            return 0, len(self.folded)
        if scope == "block":
            return self.line(start, end)
        if scope == "sentence":
            if self._sentences is None:
                self._sentences = [m.end() for m in _SENTENCE_END.finditer(self.folded)]
            return self._between(self._sentences, start, end)
        if self._clauses is None:
            self._clauses = [m.end() for m in _CLAUSE_END.finditer(self.folded)]
        return self._between(self._clauses, start, end)

    def _between(self, ends: list[int], start: int, end: int) -> tuple[int, int]:
        i = bisect_right(ends, start)
        j = bisect_right(ends, max(end - 1, start))
        return (ends[i - 1] if i else 0), (ends[j] if j < len(ends) else len(self.folded))


def _places(character: str, text: str) -> Iterator[int]:
    """Where a character stands: quicker than a regular expression while it is rare."""
    i = text.find(character)
    while i >= 0:
        yield i
        i = text.find(character, i + 1)


def frame(text: str) -> str:
    """A text between two edges: the characters beside a place can be looked at without asking whether there are any."""
    return f"{EDGE}{text}{EDGE}"


def _fits(framed: str, start: int, end: int, beside: tuple[frozenset[str], frozenset[str]] | None) -> bool:
    if beside is None:
        return True
    before, after = beside
    return (not before or framed[start] in before) and (not after or framed[end + 1] in after)


def _around(hits: Sequence[tuple[int, int]], width: int) -> list[Window]:
    """Windows as wide as a match can reach, joined where they touch."""
    windows: list[Window] = []
    low = high = last = -1
    # One more on each side: where a window is cut is no beginning or end of a line.
    reach = width + 1
    for start, end in hits:
        begin = end - reach if end > reach else 0
        if begin > high:
            if high >= 0:
                windows.append((low, high, last))
            low = begin
        high = start + reach
        last = start
    windows.append((low, high, last))
    return windows
