"""What the keys of a JSON document mean: labels, paragraphs, markers that open the next paragraph."""

from __future__ import annotations

from policyextract.cleaning.candidates import LABEL, Candidate
from policyextract.cleaning.draft import Draft, Piece
from policyextract.cleaning.pagedates import read_page_date
from policyextract.values.folding import fold

_LONG = 60


def read_keys(draft: Draft) -> list[Candidate]:
    """Decide the pieces of a JSON document by their keys."""
    rules, keys = draft.rules, draft.rules.section.json_keys
    content, marker, skip = set(keys.content), set(keys.marker), set(keys.skip)
    out: list[Candidate] = []
    pieces: list[Piece] = []
    opening: Piece | None = None
    for piece in draft.pieces:
        if piece.role == "boilerplate" or piece.key in skip:
            piece.role = "boilerplate"
            pieces.append(piece)
            continue
        if piece.key in marker:
            opening = piece
            pieces.append(piece)
            continue
        if opening is not None:
            opening.add([(piece.start - 1, piece.start), *piece.spans], " " + piece.text)
            opening = None
            continue
        pieces.append(piece)
        if piece.key not in content:
            _label(draft, piece, rules.labels, rules.names, out)
    draft.pieces = pieces
    return out


def _label(draft: Draft, piece: Piece, labels: dict, names: dict, out: list[Candidate]) -> None:  # type: ignore[type-arg]
    written = draft.written(piece)
    info = labels.get(fold(piece.key))
    fields = [(info.field, 0)] if info is not None else names.get(piece.key.lower(), [])
    for field, rank in fields:
        if field == "published" and read_page_date(written) is None:
            continue
        out.append(Candidate(field, written, "label", LABEL + rank, piece.start, piece.end))
        piece.role = "title" if field == "title" else "metadata"
    if not fields and len(written) < _LONG:
        piece.role = "metadata"
