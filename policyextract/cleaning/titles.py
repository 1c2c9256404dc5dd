"""Which block is the title, and which of several titles is the best."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise, takewhile
from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.candidates import (
    FRONT_MATTER,
    HEADING,
    LABEL,
    LOOKS,
    META,
    ORIGINAL,
    Candidate,
    bare,
    restored_quotes,
)
from policyextract.cleaning.draft import Draft, Piece
from policyextract.values.document_number import BEHIND_TITLE, ISSUE_BEHIND_TITLE
from policyextract.values.folding import fold

_LONGEST = 200
_HEAD_PIECES = 60
_FIRST_PIECES = 4
_ALIKE = 0.75
_SHORTEST = 6
_TITLES = ("title", "original_title")
_SENTENCE_ENDS = frozenset("。;!?:,")
_NOTE_MARKS = "*＊"
_MARKS = str.maketrans("\u300a\u300b", "\u3008\u3009")  # marks within marks are single ones
_SUBTITLE = "-\u2014"
_TAIL = 10  # a remark in brackets on a line of its own: draft, trial
_LAST_LINE = 24  # the last line of a title in several lines


def find_titles(draft: Draft, candidates: list[Candidate]) -> list[Candidate]:
    """Mark the title block, join its lines, and return the candidates that the text itself gives."""
    _forget_site_titles(draft, candidates)
    known = {bare(c.text): c for c in candidates if c.field in _TITLES and len(bare(c.text)) > 3}
    for c in [*known.values()]:
        if (number := _number_behind(c.text)) is not None:
            known.setdefault(bare(c.text[: number.start()]), c)
    head = _head(draft)
    out = _confirmed(draft, head, known) or _nearly(draft, head, candidates)
    if not any(piece.role == "title" for piece in draft.pieces):
        out += _by_looks(draft, head, bool(known))
    if not out:
        out += _above_its_day(head, candidates, draft) or _above_its_lead(draft)
    if not known or not out:
        out += _by_heading(draft, head, any_level=not known and not out)
    if not known and not out:
        out += _made_known(draft, head)
    return out


def _forget_site_titles(draft: Draft, candidates: list[Candidate]) -> None:
    """Take out of the candidates what names a site or a template."""
    site = draft.rules.programs.roles["site_title"]
    if site is not None:
        candidates[:] = [
            c
            for c in candidates
            if c.field != "title" or c.origin not in ("tag", "meta") or not site.begins(fold(c.text))
        ]


def _above_its_day(head: list[Piece], candidates: list[Candidate], draft: Draft) -> list[Candidate]:
    """A heading directly above the line with the page's day is the title, whatever the page calls itself.

    The reporter's name may stand between them.
    """
    places = {c.start for c in candidates if c.field == "published" and c.start is not None}
    byline = draft.rules.programs.roles["dateline"]
    asked = [p for p in head if p.role is not None or byline is None or not byline.begins(p.text)] if places else []
    for i, (piece, below) in enumerate(pairwise(asked)):
        if below.role not in ("metadata", None) or not any(below.start <= at < below.end for at in places):
            continue
        if piece.role is None and (piece.line.level or piece.line.flags & flags.CENTERED):
            group = _element(asked[: i + 1])
        else:  # the line or lines that a plain text begins with
            group = asked[: i + 1]
            if len(group) >= _FIRST_PIECES or not all(_opens_text(draft, line) for line in group):
                continue
        title = draft.rules.programs.roles["title"]
        whole = title is not None and title.begins("".join(line.text for line in group))
        for line in group[1:]:
            if not whole and line.text[0] not in _SUBTITLE:
                group[0].add([(line.start - 1, line.start)], " ")
            group[0].add(line.spans, line.text)
            draft.pieces.remove(line)
        piece = group[0]
        piece.role = "title"
        return [Candidate("title", draft.written(piece), "text", HEADING, piece.start, piece.end)]
    return []


def _element(pieces: list[Piece]) -> list[Piece]:
    """The last piece, with the lines before it that one heading was broken into."""
    group = pieces[-1:]
    for before in reversed(pieces[-_FIRST_PIECES:-1]):
        if not before.line.level or before.line.level != group[0].line.level or before.end + 1 != group[0].start:
            break
        if before.role is not None:
            break
        group.insert(0, before)
    return group


def _above_its_lead(draft: Draft) -> list[Candidate]:
    """The first line of a plain text below which a report begins."""
    lead, kept = draft.rules.programs.roles["lead"], draft.kept()[:2]
    if lead is None or len(kept) < 2 or not _opens_text(draft, kept[0]) or not lead.begins(kept[1].text):
        return []
    first = kept[0]
    if first.text.lstrip("0123456789")[:1] in (".", "\u3001"):  # the first of several reports
        return []
    first.role = "title"
    return [Candidate("title", draft.written(first), "text", HEADING, first.start, first.end)]


def _opens_text(draft: Draft, piece: Piece) -> bool:
    """Whether a line at the beginning of a plain text is part of its title: no heading of its own, no sentence."""
    return (
        piece.role is None
        and not piece.line.level
        and draft.raw.media_type != "text/html"
        and _SHORTEST <= len(piece.text) <= _LONGEST // 2
        and piece.text[-1] not in _SENTENCE_ENDS
    )


def _made_known(draft: Draft, head: list[Piece]) -> list[Candidate]:
    """Below a letterhead, the act that the first sentence names in its marks and that stands below in full."""
    letterhead, kept = draft.rules.programs.roles["letterhead"], draft.kept()
    if letterhead is None or len(kept) <= len(head) or not any(letterhead.begins(p.text) for p in head[:_FIRST_PIECES]):
        return []
    named, closed, _ = kept[len(head)].text.partition("\u300b")
    for piece in kept[len(head) + 1 : len(head) + _FIRST_PIECES * 2] if closed and named[0] == "\u300a" else ():
        if piece.role is None and piece.text.translate(_MARKS) == named[1:].translate(_MARKS):
            piece.role = "title"
            return [Candidate("title", draft.written(piece), "text", LOOKS, piece.start, piece.end)]
    return []


def _by_heading(draft: Draft, head: list[Piece], any_level: bool) -> list[Candidate]:
    """The first heading of the first level; of any level, if nothing else names the page."""
    roles = draft.rules.programs.roles
    site, part = roles["site_title"], roles["heading"]
    for piece in head:
        if piece.line.level != 1 and not (any_level and piece.line.level):
            continue
        if piece.role not in (None, "title") or any(p is not None and p.begins(piece.text) for p in (site, part)):
            continue
        piece.role = "title"
        return [Candidate("title", draft.written(piece), "tag", HEADING, piece.start, piece.end)]
    return []


def _number_behind(title: str) -> re.Match[str] | None:
    """The document's number in brackets at the end of a title."""
    return BEHIND_TITLE.search(title) if title.endswith((")", "\uff09")) else None


def improved(candidates: list[Candidate], text: str) -> list[Candidate]:
    """Candidates with quotation marks restored, sorted best first. A page without title of its own has its column's."""
    sites = {c.text for c in candidates if c.field == "publisher"}
    out = []
    for c in candidates:
        if c.field == "title" and c.text in sites:
            continue
        if c.field in _TITLES and (c.text[-1:] == "\u3002" or (len(c.text) > 1 and c.text[-1] in _NOTE_MARKS)):
            c = c._replace(text=c.text[:-1], end=c.end - 1 if c.end is not None else None)
        if c.field in _TITLES and (number := _number_behind(c.text)) is not None:
            title = c.text[: number.start()].rstrip()
            first, last = number.span(1)
            out.append(
                c._replace(
                    field="document_number",
                    text=number[1],
                    start=None if c.end is None else c.end - len(c.text) + first,
                    end=None if c.end is None else c.end - len(c.text) + last,
                )
            )
            c = c._replace(text=title, end=None if c.end is None else c.end - len(c.text) + len(title))
        if c.field == "title" and (number := ISSUE_BEHIND_TITLE.search(c.text)) is not None:
            out.append(c._replace(field="document_number", text=number[1], start=None, end=None))
        if c.field == "original_title":
            out.append(c._replace(field="title", rank=ORIGINAL))
        if c.origin == "front_matter" and "_" in c.text:
            c = c._replace(text=restored_quotes(c.text, text))
        out.append(c)
    if not any(c.field == "title" for c in out):
        out += [c._replace(field="title") for c in out if c.field == "column"]
    return sorted(out, key=lambda c: c.rank)


def _head(draft: Draft) -> list[Piece]:
    """The pieces before the running text."""
    out = []
    for piece in draft.kept()[:_HEAD_PIECES]:
        if piece.body and piece.line.level == 0:
            break
        out.append(piece)
    return out


def _confirmed(draft: Draft, head: list[Piece], known: dict[str, Candidate]) -> list[Candidate]:
    """Lines that read what a label, a tag or the front matter said the title is; later repetitions are dropped."""
    out: list[Candidate] = []
    if not known:
        return out
    i = 0
    while i < len(head):
        piece = head[i]
        joined, j = "", i
        match = None
        if piece.role in (None, "title"):
            while j < len(head) and head[j].role in (None, "title") and j - i < 5 and len(joined) < _LONGEST:
                joined += bare(head[j].text)
                j += 1
                match = known.get(joined)
                if match is not None:
                    break
        if match is None:
            i += 1
            continue
        if any(p.role == "title" for p in draft.pieces if p not in head[i:j]):
            for repeated in head[i:j]:
                repeated.role = "boilerplate"
        else:
            _join(draft, head[i:j])
            text = draft.written(piece)
            piece.role = "title"
            rank = min(match.rank, META) if match.origin != "label" else LABEL
            out.append(Candidate("title", text, "text", rank - 1, piece.start, piece.end))
        i = j
    return out


def _nearly(draft: Draft, head: list[Piece], candidates: list[Candidate]) -> list[Candidate]:
    """The first line, where it reads much like the front matter's title: the title as it was before editing."""
    stated = next((bare(c.text) for c in candidates if c.field == "title" and c.rank >= FRONT_MATTER), "")
    first = next((piece for piece in head if piece.role is None), None)
    if not stated or first is None:
        return []
    text = first.text
    if len(text) > _LONGEST // 2 or text[-1] in _SENTENCE_ENDS:
        return []
    if stated in bare(text) or SequenceMatcher(None, stated, bare(text), autojunk=False).ratio() < _ALIKE:
        return []
    first.role = "title"
    return [Candidate("title", draft.written(first), "text", FRONT_MATTER - 1, first.start, first.end)]


def _by_looks(draft: Draft, head: list[Piece], known: bool) -> list[Candidate]:
    """A title nobody names: among the first lines, the one (or the centred ones) that reads like one."""
    roles = draft.rules.programs.roles
    title = roles["title"]
    if title is None or (known and draft.raw.media_type != "text/html"):
        return []
    letterhead, number = roles["letterhead"], roles["document_number"]
    first = [piece for piece in head if piece.role is None][: _FIRST_PIECES * 2]
    above = [piece for piece in first if any(p is not None and p.begins(piece.text) for p in (letterhead, number))]
    undecided = [piece for piece in first if piece not in above][:_FIRST_PIECES]
    found = _looking_so(draft, title, undecided)
    return found or (_looking_so(draft, title, first[:_FIRST_PIECES]) if above else [])


def _looking_so(draft: Draft, title: Any, undecided: list[Piece]) -> list[Candidate]:
    no_title = draft.rules.programs.roles["not_title"]
    if draft.raw.media_type != "text/html":  # behind a line that addresses somebody the body begins
        undecided = list(takewhile(lambda piece: piece.text[-1] not in _SENTENCE_ENDS, undecided))
        undecided.sort(key=lambda piece: piece.line.level == 0)
    if undecided and undecided[0].line.level == 1 and title.begins(undecided[0].text):
        return []
    for i, piece in enumerate(undecided):
        text = piece.text
        group = [piece]
        centered = piece.line.flags & flags.CENTERED and draft.raw.media_type != "text/html"
        if piece.line.flags & flags.CENTERED:
            for following in undecided[i + 1 : i + 6]:
                if not following.line.flags & flags.CENTERED:
                    break
                if following.line.place != piece.line.place or _apart(draft, group[-1], following):
                    break
                if title.begins(text) and not _ends_title(title, text, following.text):
                    break
                group.append(following)
                text += following.text
        if len(text) > _LONGEST or text[-1] in _SENTENCE_ENDS or (no_title is not None and no_title.begins(text)):
            continue
        if draft.raw.media_type != "text/html" and not centered:
            group = _lines(title, no_title, undecided, i)
            text = "".join(p.text for p in group)
        # set in the middle at the very beginning: a title however it reads
        if title.begins(text) or (i == 0 and centered and len(text) >= _SHORTEST):
            _join(draft, group)
            piece = group[0]
            piece.role = "title"
            return [Candidate("title", draft.written(piece), "text", LOOKS, piece.start, piece.end)]
    return []


def _ends_title(title: Any, text: str, more: str) -> bool:
    """Whether a line goes on where what stands above already reads like a title: what was issued, then as what."""
    if len(more) > _LAST_LINE or any(c.isdigit() for c in more) or (more[0] != "(" and title.begins(more)):
        return False
    return bool(title.begins(text + more))


def _lines(title: Any, no_title: Any, undecided: list[Piece], i: int) -> list[Piece]:
    """The lines of a plain text's title that begins with line ``i``: what it is for, then what it is, then a remark."""
    group, text = [undecided[i]], undecided[i].text
    rest = undecided[i + 1 : i + 3]
    while rest and not title.begins(text):
        following = rest.pop(0)
        named = following.text[0] == "《"  # what was issued, in its marks
        if (len(following.text) > _LAST_LINE and not named) or (no_title and no_title.begins(following.text)):
            break
        group.append(following)
        text += following.text
    if not title.begins(text):
        return group[:1]
    remark = rest[0] if rest else None
    if (
        remark is not None
        and len(remark.text) <= _TAIL
        and remark.text[0] + remark.text[-1] == "()"
        and not any(c.isdigit() for c in remark.text)
        and title.begins(text + remark.text)
    ):
        group.append(remark)
    return group


def _apart(draft: Draft, before: Piece, after: Piece) -> bool:
    """Whether an empty line of a text stands between two pieces."""
    return draft.raw.media_type != "text/html" and after.start - before.end > 1


def _join(draft: Draft, group: list[Piece]) -> None:
    """Make one piece of the lines of a title. A blank parts them where two names would run together otherwise."""
    first = group[0]
    for piece in group[1:]:
        first.add(piece.spans, piece.text)
        draft.pieces.remove(piece)
