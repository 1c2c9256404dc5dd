"""What each kept piece is: addressee, heading, list item, signature and so on, by the cues of the packs.

Long lines and lines that end like sentences are paragraphs without being asked further.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, Piece, is_body
from policyextract.document import BlockRole

_SHORT = 120
_ADDRESSEE_LONGEST = 400
_HEADING_LONGEST = 60
_SIGNATURE_LINES = 12
_SENTENCE_MARKS = frozenset("。;,:!?")


def assign_roles(draft: Draft) -> None:
    """Give every undecided piece a role."""
    roles = draft.rules.programs.roles
    kept = draft.kept()
    texts = [draft.text(piece) for piece in kept]
    _signatures(draft, kept, texts)
    cells = _data_cells(kept)
    body_seen = False
    for piece, text in zip(kept, texts, strict=True):
        if piece.role is None:
            piece.role = _role(roles, piece, text, body_seen, piece.line.place in cells)
        if not body_seen and piece.role in ("paragraph", "list_item") and is_body(text):
            body_seen = True


def _role(roles: Mapping[str, Any], piece: Piece, text: str, body_seen: bool, cell: bool) -> BlockRole:
    last = text[-1]
    if not body_seen and last == ":" and len(text) <= _ADDRESSEE_LONGEST:
        yes, no = roles["addressee"], roles["not_addressee"]
        if yes is not None and yes.match(text) and not (no is not None and no.match(text)):
            return "addressee"
    if cell:
        return "table_cell"
    if piece.line.level:
        return "heading"
    if len(text) <= _SHORT:
        for name in ("annex", "document_number") if not body_seen else ("annex",):
            program = roles[name]
            if program is not None and program.match(text):
                return "annex" if name == "annex" else "metadata"
        if not body_seen and (program := roles["dateline"]) is not None and program.match(text):
            return "dateline"
        program = roles["heading"]
        if (
            len(text) <= _HEADING_LONGEST
            and last not in _SENTENCE_MARKS
            and program is not None
            and program.match(text)
        ):
            return "heading"
    if piece.line.flags & flags.ITEM:
        return "list_item"
    program = roles["list_item"]
    if program is not None and program.match(text):
        return "list_item"
    return "paragraph"


def _data_cells(kept: list[Piece]) -> set[tuple[int, int]]:
    """Cells of tables that hold data: more than one cell in the row. A cell alone in its row is layout."""
    rows: dict[int, set[int]] = {}
    for piece in kept:
        if piece.line.flags & flags.CELL:
            rows.setdefault(piece.line.place[0], set()).add(piece.line.place[1])
    return {(row, cell) for row, cells in rows.items() if len(cells) > 1 for cell in cells}


def _signatures(draft: Draft, kept: list[Piece], texts: list[str]) -> None:
    """A day alone on a line, behind running text, and the names above it."""
    programs = draft.rules.programs.roles
    day, name = programs["signature_date"], programs["signature"]
    if day is None:
        return
    body_seen = False
    for i, (piece, text) in enumerate(zip(kept, texts, strict=True)):
        if piece.role is not None:
            continue
        if is_body(text):
            body_seen = True
            continue
        if not body_seen or len(text) > 80 or not day.match(text):
            continue
        piece.role = "signature"
        for j in range(i - 1, max(i - 1 - _SIGNATURE_LINES, -1), -1):
            above, above_text = kept[j], texts[j]
            if above.role is not None or above.line.level or len(above_text) > 60:
                break
            if name is None or not name.match(above_text):
                break
            above.role = "signature"
