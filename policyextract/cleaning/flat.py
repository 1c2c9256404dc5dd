"""Text that lost its line breaks: title, number, addressee, body, signature and day run together.

The packs say how each part looks; a capture that matches becomes a piece of its own, and nothing is changed but where
pieces begin.
"""

from __future__ import annotations

from bisect import bisect_right

from policyextract.cleaning.candidates import TEXT, Candidate
from policyextract.cleaning.draft import Draft, Piece
from policyextract.cleaning.programs import Program
from policyextract.document import BlockRole
from policyextract.language.regex import Spans

_LEAST = 120
_LONG_LINE = 240
_FEW_LINES = 2
_HEAD_WINDOW = 600
_TITLE_WINDOW = 160
_LETTERHEAD = 4
_ROLES: dict[str, BlockRole] = {
    "title": "title",
    "number": "metadata",
    "metadata": "metadata",
    "dateline": "dateline",
    "addressee": "addressee",
    "signature": "signature",
    "date": "signature",
    "annex": "annex",
}


def split_flat(draft: Draft) -> list[Candidate]:
    """Split the lines of a text that has hardly any, and return the title found at its head."""
    kept = draft.kept()
    length = sum(piece.end - piece.start for piece in kept)
    few = len(kept) <= _FEW_LINES or (draft.raw.media_type != "text/html" and length >= len(kept) * _LONG_LINE)
    if not few or length < _LEAST or draft.raw.media_type == "application/json":
        return []
    draft.flat = True
    out: list[Candidate] = []
    pieces: list[Piece] = []
    for piece in draft.pieces:
        if piece.role is not None or len(piece.spans) > 1 or piece.end - piece.start < _LEAST:
            pieces.append(piece)
        else:
            pieces += _split(draft, piece, piece is kept[0], out)
    draft.pieces = pieces
    return out


def _split(draft: Draft, piece: Piece, first: bool, out: list[Candidate]) -> list[Piece]:
    programs = draft.rules.programs
    start, end = piece.start, piece.end
    text = draft.folded[start:end]
    cuts: dict[int, BlockRole | None] = {0: None}
    if first:
        _head(draft, programs.flat_head, text, start, cuts, out)
    data = text.encode()
    for program in programs.flat_signature:
        for spans in program.finditer(text, data):
            _inner_title(programs.inner_title, text, _captures(program, spans, cuts), cuts)
    decided = sorted(cuts)
    if programs.break_before is not None:
        for _, *captures in programs.break_before.finditer(text, data):
            for at, _ in captures:
                if at >= 0 and cuts[decided[bisect_right(decided, at) - 1]] is None:
                    cuts.setdefault(at, None)
    places = sorted(at for at in cuts if at < len(text))
    ends = [*places[1:], len(text)]
    return [draft.piece(piece.line, start + a, start + b, cuts[a]) for a, b in zip(places, ends, strict=True) if b > a]


def _head(
    draft: Draft,
    heads: tuple[Program, ...],
    text: str,
    start: int,
    cuts: dict[int, BlockRole | None],
    out: list[Candidate],
) -> None:
    window = text[:_HEAD_WINDOW]
    for program in heads:
        spans = program.match(window)
        if spans is None:
            continue
        _captures(program, spans, cuts)
        group = program.groupindex.get("title")
        if group is not None and spans[group][0] >= 0:
            a, b = start + spans[group][0], start + spans[group][1]
            repeated = _repeated(draft.folded[a:b])
            if repeated:  # the letterhead, glued before the title that begins with the same names
                cuts[a - start] = "metadata"
                cuts[a - start + repeated] = "title"
                a += repeated
            out.append(Candidate("title", draft.raw.text[a:b], "text", TEXT, a, b))
        return


def _repeated(title: str) -> int:
    """How long the letterhead is that a title repeats at its own beginning, blanks aside; 0 for none.

    >>> _repeated("财政部民政部财政部 民政部关于补助的通知"), _repeated("关于补助的通知")
    (6, 0)
    """
    letters = [(i, c) for i, c in enumerate(title) if not c.isspace()]
    bare = "".join(c for _, c in letters)
    for n in range(len(bare) // 2, _LETTERHEAD - 1, -1):
        if bare.startswith(bare[:n], n):
            return letters[n][0]
    return 0


def _captures(program: Program, match: Spans, cuts: dict[int, BlockRole | None]) -> int:
    """Cut out every capture; where the last one ends."""
    spans = sorted((*match[group], name) for name, group in program.groupindex.items())
    last = 0
    for a, b, name in spans:
        if a >= 0 and b > a:
            cuts[a] = _ROLES.get(name)
            cuts.setdefault(b, None)
            last = b
    return last


def _inner_title(titles: tuple[Program, ...], text: str, at: int, cuts: dict[int, BlockRole | None]) -> None:
    """Behind a signature a second document may begin: its title is a heading."""
    window = text[at : at + _TITLE_WINDOW]
    for program in titles:
        spans = program.match(window)
        if spans is not None and spans[0][1] < len(text) - at:
            cuts[at] = "heading"
            cuts.setdefault(at + spans[0][1], None)
            return
