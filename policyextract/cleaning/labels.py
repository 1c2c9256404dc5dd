"""Visible labels: tables of a label and its value, lines of them, and law-database heads (``【标　题】…``)."""

from __future__ import annotations

from policyextract.cleaning import raw as flags
from policyextract.cleaning.candidates import DROPPED, LABEL, REGION, TEXT, Candidate
from policyextract.cleaning.draft import Draft, Piece
from policyextract.cleaning.pagedates import BARE, DAY, EDITION_ENDS, STAMP, read_page_date
from policyextract.cleaning.programs import Lines

_LONGEST_LINE = 200
_DROPPED_LINE = 120
_DATE_LINE = 60
_STRIP = " :|/\u3000-[]()【】"
_BRACKETS = "【】[] "
_TITLES = ("original_title", "title")
_TITLE_LEAST = 8
_DATED = ("published", "signed", "effective", "expires", *_TITLES)


def read_labels(draft: Draft) -> list[Candidate]:
    """Find labelled lines, make them metadata blocks, and return what they say."""
    program = draft.rules.programs.label
    out: list[Candidate] = []
    if program is None:
        return out
    if draft.raw.media_type == "text/html":
        out += _join_cells(draft)
    kept = draft.kept()
    body = [i for i, piece in enumerate(kept) if piece.body]
    first, last = (body[0], body[-1]) if body else (len(kept), -1)
    labelled = _labelled(draft, kept)
    title: Piece | None = None
    prefixes: dict[int, Piece] = {}
    for i, piece in enumerate(kept):
        text = piece.text
        if i > first and not labelled:
            break
        if piece.line.fields and i <= first:
            _add_region(out, _region(draft, piece))
        if len(text) > _LONGEST_LINE and text[0] not in _BRACKETS:
            title = None
            continue
        edge = i <= first or i > last
        found = _labels_of(draft, text, edge) if i in labelled else []
        if found:
            title = _take(draft, piece, text, found, out, prefixes)
        elif title is not None and i <= first and _goes_on(title, piece):
            _continue_title(draft, title, piece, out)
        else:
            title = None
            if edge and i < first:
                out += _bare_date(draft, piece, text)
    for piece in kept[last + 1 :] if last >= 0 else ():
        if piece.role is None and EDITION_ENDS.search(piece.text, len(piece.text) - 1):
            out += _bare_date(draft, piece, piece.text, below=True)
    if prefixes:
        both = [part for piece in draft.pieces for part in (prefixes.get(id(piece)), piece)]
        draft.pieces = [piece for piece in both if piece is not None and piece.spans]
    return out


def _goes_on(title: Piece, piece: Piece) -> bool:
    """Whether the line behind a bracketed title is its second one."""
    return piece.start == title.end + 1 and not piece.body and piece.text[0] not in _BRACKETS + "("


def read_dropped(draft: Draft) -> list[Candidate]:
    """Labelled values in what was dropped: the page's time, its source and editor below the document."""
    program, labels = draft.rules.programs.label, draft.rules.labels
    dropped = [
        piece for piece in draft.pieces if piece.role == "boilerplate" and piece.end - piece.start <= _DROPPED_LINE
    ]
    out: list[Candidate] = []
    if program is None or not dropped:
        return out
    for i in sorted(_labelled(draft, dropped)):
        piece = dropped[i]
        text = piece.text
        if (stamp := STAMP.search(text)) is not None:
            a, b = _place(piece, stamp.start()), _place(piece, stamp.end() - 1) + 1
            out.append(Candidate("published", draft.written(piece)[slice(*stamp.span())], "text", DROPPED + 1, a, b))
        found = [spans[0] for spans in program.finditer(text)]
        for (first, last), (end, _) in zip(found, [*found[1:], (len(text), 0)], strict=True):
            info = labels.get(text[first:last].rstrip(": ").strip(_BRACKETS))
            if stamp is not None and last < stamp.start() < end:
                end = stamp.start()
            value = draft.written(piece)[last:end].strip(_STRIP)
            if info is None or not value or (info.field == "published" and read_page_date(value) is None):
                continue
            a, b = _place(piece, last), _place(piece, end - 1) + 1
            out.append(Candidate(info.field, value, "label", DROPPED, a, b))
    return out


def _labelled(draft: Draft, pieces: list[Piece]) -> frozenset[int]:
    """Which pieces hold a label somewhere. Running text is not asked, unless it begins with a bracketed one."""
    asked = [i for i, piece in enumerate(pieces) if not piece.body or piece.text[0] in _BRACKETS]
    lines = Lines(asked, [pieces[i].text for i in asked])
    programs = draft.rules.programs
    return lines.matching(programs.label)


def _join_cells(draft: Draft) -> list[Candidate]:
    """A cell that is a label and the cell behind it are one block; so are such lines in the head of a page.

    What stands behind a label without a colon is returned: nothing will tell the two apart later.
    """
    labels = draft.rules.labels
    pieces: list[Piece] = []
    before: Piece | None = None
    head = True
    out: list[Candidate] = []
    for piece in draft.pieces:
        if piece.role == "boilerplate":
            pieces.append(piece)
            continue
        cell = piece.line.flags & flags.CELL
        if before is not None:
            beside = piece.line.place[0] == before.line.place[0] if cell else not before.line.flags & flags.CELL
            if beside and _label(piece) not in labels and (cell or not _begins_labelled(draft, piece)):
                out += _join_value(draft, before, piece)
                before = None
                continue
        head = head and not piece.body
        pieces.append(piece)
        before = None
        if piece.role == "table_cell":  # the head of a column
            continue
        if (cell or (head and piece.text[-1] == ":")) and _label(piece) in labels:
            piece.role = "metadata" if cell else None
            before = piece
    draft.pieces = pieces
    return out


def _label(piece: Piece) -> str:
    return piece.text.rstrip(": ").replace(" ", "").strip(_BRACKETS)


def _begins_labelled(draft: Draft, piece: Piece) -> bool:
    program = draft.rules.programs.label
    return len(piece.text) > _DROPPED_LINE or (program is not None and program.match(piece.text) is not None)


def _join_value(draft: Draft, label: Piece, value: Piece) -> list[Candidate]:
    """Make one block of a label and its value."""
    bare = label.text[-1] not in ":】]"
    out: list[Candidate] = []
    if bare:
        info = draft.rules.labels[_label(label)]
        if info.field not in _TITLES or len(value.text) >= _TITLE_LEAST:
            written = draft.written(value)
            out.append(Candidate(info.field, written, "label", LABEL, value.start, value.end))
        if draft.raw.text[value.start - 1] == "\n":
            label.add([(value.start - 1, value.start)], " ")
    label.add(value.spans, value.text)
    label.role = "metadata"
    return out


def _labels_of(draft: Draft, text: str, edge: bool) -> list[tuple[int, int, str]]:
    """Start and end of each label in a line that begins with one (or with a date), and the label."""
    program, labels = draft.rules.programs.label, draft.rules.labels
    out: list[tuple[int, int, str]] = []
    if program is None:
        return out
    for (first, last), *_ in program.finditer(text):
        label = text[first:last].rstrip(": ").strip(_BRACKETS)
        info = labels.get(label)
        if info is not None and (edge or info.strong):
            out.append((first, last, label))
    if not out:
        return out
    head = text[: out[0][0]].strip(_STRIP)
    if head and not (edge and len(head) <= 30 and read_page_date(head) is not None) and not (edge and len(text) <= 80):
        return []
    return out


def _take(
    draft: Draft,
    piece: Piece,
    text: str,
    found: list[tuple[int, int, str]],
    out: list[Candidate],
    prefixes: dict[int, Piece],
) -> Piece | None:
    """Record the labelled values of one line; the piece, if it is the title of a law-database head, which may go on."""
    labels, written = draft.rules.labels, draft.written(piece)
    if found[0][0] > 0:
        out += _bare_date(draft, piece, text[: found[0][0]])
    stamp = STAMP.search(text, found[0][1]) if len(text) <= _LONGEST_LINE else None
    if stamp is not None and not any(labels[label].field in _DATED for _, _, label in found):
        a, b = _place(piece, stamp.start()), _place(piece, stamp.end() - 1) + 1
        out.append(Candidate("published", written[stamp.start() : stamp.end()], "text", TEXT, a, b))
    else:
        stamp = None
    hidden = True
    title = False
    for n, (_, end, label) in enumerate(found):
        stop = found[n + 1][0] if n + 1 < len(found) else len(text)
        if stamp is not None and end < stamp.start() < stop:
            stop = stamp.start()
            if text[stop - 1] == ":" and (blank := text.rfind(" ", end, stop)) > end:
                stop = blank  # a label nobody told us
        while end < stop and text[end] in _STRIP:
            end += 1
        while stop > end and text[stop - 1] in " |/:":
            stop -= 1
        info = labels[label]
        hidden = hidden and info.hidden
        value = written[end:stop]
        if not value:
            continue
        start_at, end_at = _place(piece, end), _place(piece, stop - 1) + 1
        if info.field in _TITLES and len(found) == 1:
            title = True
        out.append(Candidate(info.field, value, "label", LABEL, start_at, end_at))
    if title and not piece.line.flags & flags.CELL:
        bracketed = text[0] in _BRACKETS
        _drop_prefix(draft, piece, found[0][1], prefixes)
        piece.role = "title"
        return piece if bracketed else None
    piece.role = "boilerplate" if hidden else "metadata"
    return None


def _place(piece: Piece, offset: int) -> int:
    """Raw position of an offset in a piece."""
    for start, end in piece.spans:
        if offset < end - start:
            return start + offset
        offset -= end - start
    return piece.end - 1


def _drop_prefix(draft: Draft, piece: Piece, length: int, prefixes: dict[int, Piece]) -> None:
    """Cut the label before a title: it becomes a boilerplate block of its own."""
    start, end = piece.spans[0]
    cut = min(start + length, end)
    while cut < end and draft.folded[cut] in " :":
        cut += 1
    if cut >= end and len(piece.spans) == 1:
        return
    prefixes[id(piece)] = draft.piece(piece.line, start, cut, "boilerplate")
    rest, text = piece.spans[1:], piece.text[cut - start :]
    piece.spans, piece.text = [], ""
    piece.add([(cut, end), *rest], text)


def _continue_title(draft: Draft, title: Piece, piece: Piece, out: list[Candidate]) -> None:
    """A law-database title goes on in the next line."""
    end = piece.end
    title.add([(piece.start - 1, piece.start), *piece.spans], " " + piece.text)
    piece.spans = []
    out[-1] = out[-1]._replace(text=draft.written(title), end=end)


def _add_region(out: list[Candidate], found: list[Candidate]) -> None:
    """Add what a region says; the further lines of a title go on where it ended."""
    for c in found:
        before = out[-1] if out else None
        if before is not None and c.field == before.field == "title" and c.start == (before.end or 0) + 1:
            out[-1] = before._replace(text=before.text + c.text, end=c.end)
        else:
            out.append(c)


def _region(draft: Draft, piece: Piece) -> list[Candidate]:
    written = draft.written(piece)
    out = []
    for field in piece.line.fields:
        if field == "published" and (len(written) > _DATE_LINE or read_page_date(written) is None):
            continue
        out.append(Candidate(field, written, "tag", REGION, piece.start, piece.end))
        if field != "title" and piece.role is None:
            piece.role = "metadata"
    return out


def _bare_date(draft: Draft, piece: Piece, text: str, below: bool = False) -> list[Candidate]:
    """A short line under the title (or below the text) that holds the page's day: with a clock, or as the packs say."""
    if len(text) > _DATE_LINE or not any(char.isdigit() for char in text):
        return []
    roles = draft.rules.programs.roles
    edition = roles["edition"] is not None and roles["edition"].begins(text)
    clock = edition or (not below and ":" in text and read_page_date(text) is not None)
    stated = not below and roles["page_time"] is not None and roles["page_time"].begins(text)
    found = (DAY if edition else BARE).search(text)
    if not (clock or stated) or found is None:
        return []
    value = draft.written(piece)[found.start() : found.end()]
    if read_page_date(value) is None:
        return []
    if clock or len(value) + 1 < len(text):  # a day alone on its line is left to the cues of roles
        piece.role = piece.role or "metadata"
    start, end = _place(piece, found.start()), _place(piece, found.end() - 1) + 1
    return [Candidate("published", value, "text", TEXT, start, end)]
