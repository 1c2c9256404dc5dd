"""What each kept piece is: addressee, heading, list item, signature and so on, by the cues of the packs.

Long lines are paragraphs without being asked further. The short ones are asked together: each cue is one RE2 program
that runs once over all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, Piece
from policyextract.document import BlockRole

_SHORT = 120
_ADDRESSEE_LONGEST = 400
_HEADING_LONGEST = 60
_SIGNATURE_LONGEST = 80
_SIGNATURE_LINES = 12
_SENTENCE_MARKS = frozenset("。;,:!?")
_SENTENCE_ENDS = frozenset("。;,!?")


class Lines:
    """Several lines asked together."""

    __slots__ = ("_starts", "_text", "keys")

    def __init__(self, keys: list[int], texts: list[str]) -> None:
        self.keys = keys
        self._text = "\n".join(texts)
        self._starts = []
        at = 0
        for text in texts:
            self._starts.append(at)
            at += len(text) + 1

    def matching(self, program: Any | None) -> frozenset[int]:
        """Keys of the lines that a whole-line program covers."""
        if program is None or not self.keys:
            return frozenset()
        starts, keys = self._starts, self.keys
        return frozenset(
            keys[bisect_right(starts, match.start()) - 1]
            for match in program.finditer(self._text)
            if match.end() > match.start()
        )


def assign_roles(draft: Draft) -> None:
    """Give every undecided piece a role."""
    roles = draft.rules.programs.roles
    kept = draft.kept()
    texts = [piece.text for piece in kept]
    short = [
        i
        for i, piece in enumerate(kept)
        if piece.role is None and len(texts[i]) <= _SHORT and texts[i][-1] not in _SENTENCE_ENDS
    ]
    lines = Lines(short, [texts[i] for i in short])
    body = next((i for i, piece in enumerate(kept) if piece.body), len(kept))
    _signatures(kept, texts, lines, roles["signature_date"], roles["signature"], body)
    cells = _data_cells(kept) if draft.raw.media_type == "text/html" else set()
    annex, heading = lines.matching(roles["annex"]), lines.matching(roles["heading"])
    item = lines.matching(roles["list_item"])
    head = Lines([i for i in short if i < body], [texts[i] for i in short if i < body])
    number, dateline = head.matching(roles["document_number"]), head.matching(roles["dateline"])
    for i, (piece, text) in enumerate(zip(kept, texts, strict=True)):
        if piece.role is not None:
            continue
        role: BlockRole = "paragraph"
        if i <= body and text[-1] == ":" and not draft.flat and _is_addressee(roles, text):
            role = "addressee"
        elif piece.line.place in cells:
            role = "table_cell"
        elif piece.line.level:
            role = "heading"
        elif i in annex:
            role = "annex"
        elif i in number:
            role = "metadata"
        elif i in dateline:
            role = "dateline"
        elif i in heading and len(text) <= _HEADING_LONGEST and text[-1] not in _SENTENCE_MARKS:
            role = "heading"
        elif piece.line.flags & flags.ITEM or i in item:
            role = "list_item"
        piece.role = role


def _is_addressee(roles: Any, text: str) -> bool:
    yes, no = roles["addressee"], roles["not_addressee"]
    if len(text) > _ADDRESSEE_LONGEST or yes is None or not yes.match(text):
        return False
    return no is None or not no.match(text)


def _data_cells(kept: list[Piece]) -> set[tuple[int, int]]:
    """Cells of tables that hold data: more than one cell in the row. A cell alone in its row is layout."""
    rows: dict[int, set[int]] = {}
    for piece in kept:
        if piece.line.flags & flags.CELL:
            rows.setdefault(piece.line.place[0], set()).add(piece.line.place[1])
    return {(row, cell) for row, cells in rows.items() if len(cells) > 1 for cell in cells}


def _signatures(
    kept: list[Piece], texts: list[str], lines: Lines, day: Any | None, name: Any | None, body: int
) -> None:
    """A day alone on a line, behind running text, and the names above it."""
    days = [i for i in lines.matching(day) if i > body and len(texts[i]) <= _SIGNATURE_LONGEST]
    if not days:
        return
    names = lines.matching(name)
    for i in days:
        kept[i].role = "signature"
        for j in range(i - 1, max(i - 1 - _SIGNATURE_LINES, body), -1):
            if kept[j].role is not None or kept[j].line.level or len(texts[j]) > _HEADING_LONGEST or j not in names:
                break
            kept[j].role = "signature"
