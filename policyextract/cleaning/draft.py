"""The document while it is being decided what each piece of it is."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from policyextract.cleaning import raw as flags
from policyextract.cleaning.raw import Line, Raw
from policyextract.cleaning.rules import CleaningRules
from policyextract.document import BlockRole

_SENTENCE, _CLAUSES = 30, 45
_MOST_DROPS = 200  # in one line; more of them is no boilerplate


class Piece:
    """A block to be: one or more slices of the raw text.

    Attributes
    ----------
    spans : list of (start, end)
        Ascending slices of the raw text. One that holds only a line break reads as a blank.
    role : BlockRole or None
        None while undecided.
    line : Line
        The line it began with, for its markup.
    key : str
        Of a JSON document, the key of the value.
    text : str
        What it reads, folded. Kept, because every step asks for it.
    """

    __slots__ = ("_body", "key", "line", "role", "spans", "text")

    def __init__(
        self, line: Line, spans: list[tuple[int, int]], text: str, role: BlockRole | None = None, key: str = ""
    ) -> None:
        self.line = line
        self.spans = spans
        self.text = text
        self.role = role
        self.key = key
        self._body: bool | None = None

    @property
    def start(self) -> int:
        """Where it begins in the raw text."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the raw text."""
        return self.spans[-1][1]

    @property
    def body(self) -> bool:
        """Whether it reads like running text."""
        if self._body is None:
            self._body = is_body(self.text)
        return self._body

    def add(self, spans: list[tuple[int, int]], text: str) -> None:
        """Go on with further slices."""
        self.spans += spans
        self.text += text
        self._body = None


class Part(NamedTuple):
    """A stretch of a piece: offsets in what it reads, the end None for all of it."""

    piece: Piece
    start: int
    end: int | None


class TableCell(NamedTuple):
    """What stands in a cell, and the first and last part of each head over it."""

    part: Part
    heads: tuple[tuple[Part, Part], ...]


@dataclass(slots=True)
class Draft:
    """Raw text, its folded view, and the pieces found so far."""

    raw: Raw
    folded: str
    rules: CleaningRules
    active: frozenset[str]
    keys: list[str] | None = None
    pieces: list[Piece] = field(default_factory=list)
    flat: bool = False
    cells: list[TableCell] = field(default_factory=list)

    def piece(self, line: Line, start: int, end: int, role: BlockRole | None = None) -> Piece:
        """A piece of one slice."""
        return Piece(line, [(start, end)], self.folded[start:end], role)

    def written(self, piece: Piece) -> str:
        """What a piece reads, as written."""
        text = self.raw.text
        if len(piece.spans) == 1:
            start, end = piece.spans[0]
            return text[start:end]
        return "".join(text[start:end].replace("\n", " ") for start, end in piece.spans)

    def kept(self) -> list[Piece]:
        """The pieces that are part of the document."""
        return [piece for piece in self.pieces if piece.role != "boilerplate"]


def is_body(text: str) -> bool:
    """Whether a folded line reads like running text: long, with the marks of a sentence.

    Examples
    --------
    >>> is_body("国务院办公厅关于印发某办法的通知")
    False
    """
    length = len(text)
    return (length >= _SENTENCE and "。" in text) or (length >= _CLAUSES and text[-1] != ":" and text.count(",") >= 2)


def pieces_of(draft: Draft, dropped: Mapping[int, object], spans: list[tuple[int, int]]) -> list[Piece]:
    """Lines to pieces: glued lines become one, dropped ones and dropped spans boilerplate.

    Parameters
    ----------
    draft : Draft
        With lines that are not empty.
    dropped : mapping
        Its keys are the indices of dropped lines.
    spans : list of (start, end)
        Dropped places inside lines.
    """
    text, folded, keys = draft.raw.text, draft.folded, draft.keys
    out: list[Piece] = []
    open_piece: Piece | None = None
    for i, line in enumerate(draft.raw.lines):
        start, end = line.start, line.end
        glued = line.flags & flags.GLUED
        if not glued:
            open_piece = None
        if i in dropped:
            out.append(Piece(line, [(start, end)], folded[start:end], "boilerplate"))
        elif glued and open_piece is not None:
            last = open_piece.end
            if text[last - 1] < "\x7f" and text[start] < "\x7f" and text[last - 1] != "-" and text[start - 1] == "\n":
                open_piece.add([(start - 1, start)], " ")
            open_piece.add([(start, end)], folded[start:end])
        else:
            open_piece = Piece(line, [(start, end)], folded[start:end], None, keys[i] if keys else "")
            out.append(open_piece)
    return _without(draft, out, spans) if spans else out


def _without(draft: Draft, pieces: list[Piece], dropped: list[tuple[int, int]]) -> list[Piece]:
    """Take spans out of pieces; each becomes a boilerplate piece behind the one it stood in."""
    out: list[Piece] = []
    ends = [b for _, b in dropped]
    for piece in pieces:
        inside = []
        for a, b in dropped[(at := bisect_right(ends, piece.start)) : at + _MOST_DROPS]:
            if a >= piece.end:
                break
            inside.append((a, b))
        if piece.role is not None or not inside:
            out.append(piece)
            continue
        spans = piece.spans
        for a, b in inside:
            spans = [
                (low, high)
                for start, end in spans
                for low, high in ((start, min(end, a)), (max(start, b), end))
                if low < high
            ]
        if spans:
            kept = Piece(piece.line, [], "", piece.role, piece.key)
            kept.add(spans, "".join(draft.folded[a:b].replace("\n", " ") for a, b in spans))
            out.append(kept)
        out += [draft.piece(piece.line, a, b, "boilerplate") for a, b in inside]
    return out
