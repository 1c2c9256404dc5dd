"""Text on its way from source to document: one string, the lines it falls into, and where each run came from.

A reader (HTML, Markdown, plain, JSON) makes a :class:`Raw`; later steps delete or replace ranges of it in one go and
decide what each line is. Positions are mapped by merging two sorted lists, never by searching for the text again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from policyextract.document import Segment

# Flags of a line: what the markup around it said.
CENTERED = 1
RIGHT = 2
DROPPED = 8
CELL = 32
ITEM = 64
HEADER_CELL = 128
PRE = 512
GLUED = 1024  # goes on where the line before it, or the dropped piece between them, ended
ROW = 2048  # a row of a Markdown table; with HEADER_CELL its head

Run = tuple[int, int, int, int, bool]
"""Start and end in the text, start and end in the source, and whether it maps one to one."""

_new_tuple = tuple.__new__

Edit = tuple[int, int, str]
"""Start, end, replacement. Never across a line break."""


class Place(NamedTuple):
    """Where a cell stands: row and cell, each counted through the document; table, column, how many it covers."""

    row: int = 0
    cell: int = 0
    table: int = 0
    column: int = 0
    width: int = 1
    height: int = 1


NOWHERE = Place()


class Line:
    """One line of raw text and what the markup said about it.

    Attributes
    ----------
    start, end : int
        In the raw text.
    level : int
        Heading level, 0 for none.
    flags : int
        Of the constants above.
    links : int
        How many characters stand inside links.
    row : int
        Which line of the text it is; lines that are empty are not kept.
    content : int
        Rank of the content selector whose region holds the line, from 1 (the best); 0 outside all of them.
    fields : tuple of str
        Metadata fields whose regions (by selector) hold this line.
    place : Place
        The cell of a table.
    """

    __slots__ = ("content", "end", "fields", "flags", "level", "links", "place", "row", "start")

    def __init__(
        self,
        start: int,
        end: int,
        row: int,
        level: int = 0,
        flags: int = 0,
        links: int = 0,
        fields: tuple[str, ...] = (),
        place: Place = NOWHERE,
        content: int = 0,
    ) -> None:
        self.start = start
        self.end = end
        self.row = row
        self.level = level
        self.flags = flags
        self.links = links
        self.fields = fields
        self.place = place
        self.content = content


class Named(NamedTuple):
    """A named value that stands in no visible text: ``<meta>``, front matter, JSON-LD, ``<title>``."""

    name: str
    text: str
    origin: str
    source_start: int
    source_end: int


@dataclass(slots=True)
class Raw:
    """What a reader hands on.

    Attributes
    ----------
    text : str
        Lines joined by ``\\n``.
    runs : list of Run
        In order, gapless but for line breaks.
    lines : list of Line
        In order, without the empty ones.
    named : list of Named
        Values found beside the text.
    """

    text: str
    runs: list[Run]
    lines: list[Line]
    media_type: str
    named: list[Named] = field(default_factory=list)


def edit(raw: Raw, edits: Sequence[Edit]) -> None:
    """Apply deletions and replacements, sorted and not overlapping, to text, runs and lines.

    Examples
    --------
    >>> raw = Raw("a  b\\nc", [(0, 6, 0, 6, True)], [Line(0, 4, 0), Line(5, 6, 1)], "text/plain")
    >>> edit(raw, [(1, 3, " ")])
    >>> raw.text, raw.runs
    ('a b\\nc', [(0, 1, 0, 1, True), (1, 2, 1, 3, False), (2, 5, 3, 6, True)])
    """
    if not edits:
        return
    text = raw.text
    parts: list[str] = []
    kept: list[tuple[int, int, int, int, bool]] = []  # old start, old end, new start, new end, copied
    at = new = 0
    for start, end, replacement in edits:
        if start > at:
            parts.append(text[at:start])
            kept.append((at, start, new, new + start - at, True))
            new += start - at
        if replacement:
            parts.append(replacement)
            kept.append((start, end, new, new + len(replacement), False))
            new += len(replacement)
        at = end
    if at < len(text):
        parts.append(text[at:])
        kept.append((at, len(text), new, new + len(text) - at, True))
    raw.text = "".join(parts)
    raw.runs = _compose(raw.runs, kept)
    lengths = [len(row) for row in raw.text.split("\n")]
    starts = list(accumulate(lengths, lambda at, length: at + length + 1, initial=0))
    for line in raw.lines:
        line.start = start = starts[line.row]
        line.end = start + lengths[line.row]


def _compose(runs: list[Run], kept: Iterable[tuple[int, int, int, int, bool]]) -> list[Run]:
    out: list[Run] = []
    i, count = 0, len(runs)
    for start, end, new_start, new_end, copied in kept:
        while i < count and runs[i][1] <= start:
            i += 1
        j = i
        first = last = -1
        while j < count and runs[j][0] < end:
            run_start, run_end, source_start, source_end, one_to_one = runs[j]
            low, high = max(run_start, start), min(run_end, end)
            if one_to_one:
                source_start, source_end = source_start + low - run_start, source_start + high - run_start
            if copied:
                out.append((new_start + low - start, new_start + high - start, source_start, source_end, one_to_one))
            elif first < 0:  # a blank for a gap: the gap's first piece proves it, not the markup that follows
                first, last = source_start, source_end
            j += 1
        if not copied and first >= 0:
            out.append((new_start, new_end, first, last, False))
    return out


def add_segments(out: list[Segment], runs: Sequence[Run], start: int, end: int, target: int, hint: int) -> int:
    """Add the segments of one slice of the raw text, which begins at ``target`` in the final text.

    Slices come in ascending order; what is returned is the ``hint`` for the next one.
    """
    i, count = hint, len(runs)
    while i < count and runs[i][1] <= start:
        i += 1
    hint = i
    while i < count:
        run_start, run_end, source_start, source_end, copied = runs[i]
        if run_start >= end:
            break
        low = run_start if run_start > start else start
        high = run_end if run_end < end else end
        if copied:
            source_end = source_start + high - run_start
            source_start += low - run_start
        first = target + low - start
        # half the time of calling the class, and there is one segment for every cut the markup made
        out.append(_new_tuple(Segment, (first, first + high - low, source_start, source_end, copied)))
        i += 1
    return hint


def source_range(runs: Sequence[Run], start: int, end: int) -> tuple[int, int] | None:
    """Source range of a piece of raw text."""
    found: list[Segment] = []
    add_segments(found, runs, start, end, 0, max(bisect_right(runs, start, key=itemgetter(0)) - 1, 0))
    return (found[0].source_start, found[-1].source_end) if found else None
