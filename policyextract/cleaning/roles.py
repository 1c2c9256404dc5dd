"""What each kept piece is: addressee, heading, list item, signature and so on, by the cues of the packs.

Long lines are paragraphs without being asked further. The short ones are asked together: each cue is one RE2 program
that runs once over all of them.
"""

from __future__ import annotations

from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, Piece
from policyextract.cleaning.programs import Lines, Program
from policyextract.document import BlockRole

_SHORT = 120
_ADDRESSEE_LONGEST = 400
_HEADING_LONGEST = 60
_SIGNATURE_LONGEST = 80
_SIGNATURE_LINES = 12
_SENTENCE_MARKS = frozenset("。;,:!?")
_SENTENCE_ENDS = frozenset("。;,!?")


def assign_roles(draft: Draft) -> None:
    """Give every undecided piece a role."""
    roles, html = draft.rules.programs.roles, draft.raw.media_type == "text/html"
    kept = [piece for piece in draft.pieces if piece.role is None]
    asked = []
    body = len(kept)
    for i, piece in enumerate(kept):
        text = piece.text
        if body > i and piece.body:
            body = i
        if len(text) <= _SHORT and text[-1] not in _SENTENCE_ENDS:
            asked.append(i)
    if not draft.flat:
        for i in asked:
            if i <= body and kept[i].text[-1] == ":" and _is_addressee(roles, kept[i].text):
                kept[i].role = "addressee"
        for piece in kept[: body + 1]:
            if len(piece.text) > _SHORT and piece.text[-1] == ":" and _is_addressee(roles, piece.text):
                piece.role = "addressee"
    if html:
        _cells(draft, kept)
    lines = Lines(asked, [kept[i].text for i in asked])
    if asked:
        _by_cues(roles, kept, asked, lines, body)
    for piece in kept:
        if piece.role is None:
            line = piece.line
            piece.role = "heading" if line.level else "list_item" if line.flags & flags.ITEM else "paragraph"


def _by_cues(roles: Any, kept: list[Piece], asked: list[int], lines: Lines, body: int) -> None:
    """Roles of short lines by the packs' cues, the surest first."""
    _signatures(kept, lines, roles["signature_date"], roles["signature"], body)
    head = Lines([i for i in asked if i < body], [kept[i].text for i in asked if i < body])
    found: list[tuple[BlockRole, frozenset[int]]] = [
        ("annex", lines.matching(roles["annex"])),
        ("metadata", head.matching(roles["document_number"])),
        ("dateline", head.matching(roles["dateline"])),
        ("heading", lines.matching(roles["heading"])),
        ("list_item", lines.matching(roles["list_item"])),
    ]
    for role, places in found:
        for i in places:
            piece = kept[i]
            if piece.role is not None or piece.line.level:
                continue
            if role == "heading" and (len(piece.text) > _HEADING_LONGEST or piece.text[-1] in _SENTENCE_MARKS):
                continue
            piece.role = role


def _is_addressee(roles: Any, text: str) -> bool:
    yes, no = roles["addressee"], roles["not_addressee"]
    if len(text) > _ADDRESSEE_LONGEST or yes is None or not yes.begins(text):
        return False
    return no is None or not no.begins(text)


def _cells(draft: Draft, kept: list[Piece]) -> None:
    """Cells of tables that hold data: more than one cell in the row. A cell alone in its row is layout."""
    rows: dict[int, set[int]] = {}
    for piece in draft.pieces:
        if piece.role != "boilerplate" and piece.line.flags & flags.CELL:
            rows.setdefault(piece.line.place[0], set()).add(piece.line.place[1])
    for piece in kept:
        if piece.role is None and len(rows.get(piece.line.place[0], ())) > 1 and piece.line.flags & flags.CELL:
            piece.role = "table_cell"


def _signatures(kept: list[Piece], lines: Lines, day: Program | None, name: Program | None, body: int) -> None:
    """A day alone on a line, behind running text, and the names above it."""
    days = [i for i in lines.matching(day) if i > body and len(kept[i].text) <= _SIGNATURE_LONGEST]
    if not days:
        return
    names = lines.matching(name)
    for i in days:
        if kept[i].role is not None:
            continue
        kept[i].role = "signature"
        for j in range(i - 1, max(i - 1 - _SIGNATURE_LINES, body), -1):
            above = kept[j]
            if above.role is not None or above.line.level or len(above.text) > _HEADING_LONGEST or j not in names:
                break
            above.role = "signature"
