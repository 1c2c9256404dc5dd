"""The document while it is being decided what each piece of it is."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from policyextract.cleaning import raw as flags
from policyextract.cleaning.raw import Line, Raw
from policyextract.cleaning.rules import CleaningRules
from policyextract.document import BlockRole, Metadata

SENTENCE_ENDS = frozenset("。!?;")
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
    """

    __slots__ = ("key", "line", "role", "spans")

    def __init__(self, line: Line, spans: list[tuple[int, int]], role: BlockRole | None = None, key: str = "") -> None:
        self.line = line
        self.spans = spans
        self.role = role
        self.key = key

    @property
    def start(self) -> int:
        """Where it begins in the raw text."""
        return self.spans[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the raw text."""
        return self.spans[-1][1]


@dataclass(slots=True)
class Draft:
    """Raw text, its folded view, and the pieces found so far."""

    raw: Raw
    folded: str
    rules: CleaningRules
    active: frozenset[str]
    keys: list[str] | None = None
    pieces: list[Piece] = field(default_factory=list)
    metadata: Metadata = field(default_factory=Metadata)
    flat: bool = False

    def text(self, piece: Piece) -> str:
        """What a piece reads, folded."""
        folded = self.folded
        if len(piece.spans) == 1:
            start, end = piece.spans[0]
            return folded[start:end]
        return "".join(folded[start:end].replace("\n", " ") for start, end in piece.spans)

    def written(self, piece: Piece) -> str:
        """What a piece reads, as written."""
        text = self.raw.text
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


def pieces_of(draft: Draft, dropped: list[bool], spans: list[tuple[int, int]]) -> list[Piece]:
    """Lines to pieces: glued lines become one, empty ones none, dropped ones and dropped spans boilerplate."""
    text, lines, keys = draft.raw.text, draft.raw.lines, draft.keys
    out: list[Piece] = []
    open_piece: Piece | None = None
    for i, line in enumerate(lines):
        start, end = line.start, line.end
        glued = line.flags & flags.GLUED
        if not glued:
            open_piece = None
        if start == end:
            continue
        if dropped[i]:
            out.append(Piece(line, [(start, end)], "boilerplate"))
        elif glued and open_piece is not None:
            last = open_piece.spans[-1][1]
            if text[last - 1] < "\x7f" and text[start] < "\x7f" and text[last - 1] != "-" and text[start - 1] == "\n":
                open_piece.spans.append((start - 1, start))
            open_piece.spans.append((start, end))
        else:
            open_piece = Piece(line, [(start, end)], None, keys[i] if keys else "")
            out.append(open_piece)
    return _without(out, spans) if spans else out


def _without(pieces: list[Piece], dropped: list[tuple[int, int]]) -> list[Piece]:
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
        for a, b in inside:
            piece.spans = [
                (low, high)
                for start, end in piece.spans
                for low, high in ((start, min(end, a)), (max(start, b), end))
                if low < high
            ]
        if piece.spans:
            out.append(piece)
        out += [Piece(piece.line, [(a, b)], "boilerplate") for a, b in inside]
    return out
