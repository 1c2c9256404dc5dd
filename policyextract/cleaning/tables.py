"""Tables of data: which cell stands in which column, and under which heads.

The first cell of a row is a head, too, when it is short; in a table without heads above, so is the cell to the left.
The table of labels at the head of a page on a government site has no heads above; see ``labels``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, Part, Piece, TableCell
from policyextract.cleaning.pagedates import read_page_date
from policyextract.cleaning.raw import Place

# Columns beyond that have no head: it bounds the work on hostile tables.
_MAX_COLUMNS = 60
_LONGEST_HEAD = 40
_LONGEST_SIDE = 8  # of the first cell of a row that says what stands in the others
_MAX_HEAD_ROWS = 4


class Grid:
    """The columns of one table while its cells are read, those that reach down from rows above among them.

    Examples
    --------
    >>> grid = Grid(1)
    >>> grid.begin_row(); [grid.place(1, n, width, height).column for n, (width, height) in enumerate([(1, 2), (2, 1)])]
    [0, 1]
    >>> grid.begin_row(); [grid.place(2, n, 1, 1).column for n in (2, 3)]
    [1, 2]
    """

    __slots__ = ("_column", "_row", "_taken", "table")

    def __init__(self, table: int) -> None:
        self.table = table
        self._row = self._column = 0
        self._taken: dict[int, int] = {}

    def begin_row(self) -> None:
        """What follows stands in the next row."""
        self._row += 1
        self._column = 0

    def place(self, row: int, cell: int, width: int, height: int) -> Place:
        """The place of the next cell of the row; the numbers of row and cell are those of the document."""
        taken, column = self._taken, self._column
        while column < _MAX_COLUMNS and taken.get(column, 0) >= self._row > 0:
            column += 1
        self._column = after = column + width
        if height > 1:
            for covered in range(column, min(after, _MAX_COLUMNS)):
                taken[covered] = self._row + height - 1
        return Place(row, cell, self.table, column, width, height)


class _Cell(NamedTuple):
    """The lines of one cell."""

    place: Place
    pieces: list[Piece]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def span(self) -> tuple[Part, Part]:
        return Part(self.pieces[0], 0, None), Part(self.pieces[-1], 0, None)

    def is_over(self, other: _Cell) -> bool:
        """Whether another cell stands wholly in its column."""
        mine, its = self.place, other.place
        return mine.column <= its.column and its.column + its.width <= mine.column + mine.width


def find_heads(draft: Draft) -> None:
    """Note for each cell of a table the heads it stands under or beside; the heads above are cells, no labels."""
    if draft.raw.media_type == "text/html":
        for rows in _tables(draft.pieces):
            _of_table(draft, rows)
        draft.pieces = [piece for piece in draft.pieces if piece.spans]  # without those that were joined
    elif draft.raw.media_type == "text/markdown":
        _of_lines(draft)


def _tables(pieces: Iterable[Piece]) -> Iterable[list[list[_Cell]]]:
    """The tables with their rows of more than one cell, as far as there is text in them."""
    tables: dict[int, dict[int, dict[int, _Cell]]] = {}
    for piece in pieces:
        line = piece.line
        if line.flags & flags.CELL and line.place.table and piece.role != "boilerplate":
            place = line.place
            cells = tables.setdefault(place.table, {}).setdefault(place.row, {})
            cells.setdefault(place.cell, _Cell(place, [])).pieces.append(piece)
    for rows in tables.values():
        yield [list(cells.values()) for cells in rows.values() if len(cells) > 1]


def _of_table(draft: Draft, rows: list[list[_Cell]]) -> None:
    count = 0 if _is_labelled(draft, rows) else _head_rows(rows)
    heads = [cell for row in rows[:count] for cell in row]
    for head in heads:
        _join(head.pieces)
    for row in rows[count:]:
        for i, cell in enumerate(row[:_MAX_COLUMNS]):
            over = [head.span for head in heads if head.is_over(cell)]
            beside = row[:1] if count else {0: row[0], i - 1: row[i - 1]}.values()
            over += [head.span for head in beside if i and len(head.text) <= _LONGEST_SIDE]
            if over and cell.place.column < _MAX_COLUMNS:
                draft.cells += [TableCell(Part(piece, 0, None), tuple(over)) for piece in cell.pieces]


def _join(pieces: list[Piece]) -> None:
    """The lines of a narrow head are one block."""
    first = pieces[0]
    first.role = "table_cell"
    while len(pieces) > 1 and pieces[1].start == first.end + 1:
        below = pieces.pop(1)
        if first.text[-1].isascii() and below.text[0].isascii():
            first.add([(first.end, below.start)], " ")
        first.add(below.spans, below.text)
        below.spans = []
    for piece in pieces[1:]:
        piece.role = "table_cell"


def _head_rows(rows: Sequence[Sequence[_Cell]]) -> int:
    """How many rows at the top are heads: those that say so, and as many as the first cells reach down; 0 for none."""
    if len(rows) < 2 or any(not _may_be_head(cell.text) for cell in rows[0]):
        return 0
    count = max(min(cell.place.height for cell in rows[0]), 1)
    if any(cell.place.height > 1 for cell in rows[0]) and any(cell.place.width > 1 for cell in rows[0]):
        count = max(cell.place.height for cell in rows[0])
    while count < len(rows) and all(cell.pieces[0].line.flags & flags.HEADER_CELL for cell in rows[count]):
        count += 1
    return count if count < len(rows) and count <= _MAX_HEAD_ROWS else 0


def _may_be_head(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD and text[-1] not in ":。" and read_page_date(text) is None


def _is_labelled(draft: Draft, rows: Sequence[Sequence[_Cell]]) -> bool:
    """A table of labels and their values side by side: each of its first rows begins with a label."""
    labels = draft.rules.labels
    return all(row[0].text.rstrip(": ").replace(" ", "") in labels for row in rows[:2])


def _of_lines(draft: Draft) -> None:
    """The same for the rows of a Markdown table, each of which is one block."""
    heads: list[tuple[Part, Part]] = []
    last = -1
    for piece in draft.pieces:
        line = piece.line
        if not line.flags & flags.ROW or piece.role == "boilerplate":
            continue
        parts = [Part(piece, start, end) for start, end in _split(piece.text)]
        if line.flags & flags.HEADER_CELL:
            heads = [(part, part) for part in parts]
        elif line.row <= last + 1:
            side = [(parts[0], parts[0])] if (parts[0].end or 0) - parts[0].start <= _LONGEST_SIDE else []
            draft.cells += [
                TableCell(part, (head, *side) if i else (head,))
                for i, (part, head) in enumerate(zip(parts, heads, strict=False))
            ]
        else:
            heads = []
        last = line.row + (line.flags & flags.HEADER_CELL > 0)  # the rule below the head is a line, too


def _split(text: str) -> list[tuple[int, int]]:
    """Start and end of the cells of a row."""
    out, at = [], 0
    for cell in text.split("|")[:_MAX_COLUMNS]:
        inner = cell.strip()
        start = at + cell.find(inner) if inner else at
        out.append((start, start + len(inner)))
        at += len(cell) + 1
    return out
