"""Which lines are no part of the document: by markup, by region, by words, by being lists of links.

Knowledge (selectors, phrases, profiles) is in the packs; here is only how they are asked. Everything dropped stays
visible as a boilerplate block, and a cut never takes running text that follows it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, is_body
from policyextract.cleaning.pagedates import read_page_date
from policyextract.cleaning.raw import Line

# A region counts as the document's body from this many characters on; a smaller one is a teaser or a mistake.
_LEAST_CONTENT = 40
# This many lines that are links and nothing else are a menu.
_MENU_LINES = 4
_LINK_SHARE = 0.8
_HEAD_LINE = 120


def dropped_lines(draft: Draft) -> list[bool]:
    """For each line, whether it is boilerplate."""
    lines = draft.raw.lines
    dropped = [bool(line.flags & flags.DROPPED) for line in lines]
    if draft.raw.media_type == "text/html":
        _by_region(draft, lines, dropped)
        _by_links(draft, lines, dropped)
    _by_words(draft, lines, dropped)
    return dropped


def _by_region(draft: Draft, lines: list[Line], dropped: list[bool]) -> None:
    """Keep the best content region, and before it what heads the page: titles and labelled lines."""
    sizes: dict[int, int] = {}
    for i, line in enumerate(lines):
        if line.content and not dropped[i]:
            sizes[line.content] = sizes.get(line.content, 0) + line.end - line.start
    best = next((rank for rank in sorted(sizes) if sizes[rank] >= _LEAST_CONTENT), 0)
    if not best:
        return
    first = next(i for i, line in enumerate(lines) if line.content == best and not dropped[i])
    for i, line in enumerate(lines):
        if line.content == best or dropped[i]:
            continue
        if i < first and (line.level == 1 or line.fields or _heads_page(draft, lines, dropped, i)):
            continue
        dropped[i] = True


def _heads_page(draft: Draft, lines: list[Line], dropped: list[bool], i: int) -> bool:
    """Whether a line before the body is a label, a labelled value or the page's time."""
    line = lines[i]
    text = draft.folded[line.start : line.end]
    if len(text) > _HEAD_LINE or line.links * 2 > len(text):
        return False
    if line.flags & flags.CELL and i and not dropped[i - 1] and _is_label(draft, _text(draft, lines[i - 1])):
        return True
    if _is_label(draft, text):
        return True
    label = draft.rules.programs.label
    found = label.search(text) if label is not None else None
    return found is not None and (found.start() == 0 or read_page_date(text[: found.start()]) is not None)


def _text(draft: Draft, line: Line) -> str:
    return draft.folded[line.start : line.end]


def _is_label(draft: Draft, text: str) -> bool:
    return text.rstrip(": ") in draft.rules.labels


def _by_links(draft: Draft, lines: list[Line], dropped: list[bool]) -> None:
    """Menus: runs of lines that are links."""
    run: list[int] = []
    for i in range(len(lines) + 1):
        line = lines[i] if i < len(lines) else None
        if line is not None and line.start == line.end:
            continue
        if line is not None and line.links >= (line.end - line.start) * _LINK_SHARE and line.level == 0:
            run.append(i)
            continue
        if len(run) >= _MENU_LINES:
            for j in run:
                dropped[j] = True
        run = []


def _by_words(draft: Draft, lines: list[Line], dropped: list[bool]) -> None:
    programs, folded = draft.rules.programs, draft.folded
    active = [profile for profile in programs.profiles if profile.id in draft.active] if len(draft.active) > 1 else []
    if not active and (programs.any_phrase is None or programs.any_phrase.search(folded) is None):
        return
    starts = [line.start for line in lines]
    for program in [programs.drop_line, *(profile.drop_line for profile in active)]:
        for i in _lines_of(program, folded, starts):
            dropped[i] = True
    cuts = [
        i
        for program in [programs.cut_tail, *(profile.cut_tail for profile in active)]
        for i in _lines_of(program, folded, starts)
    ]
    if cuts:
        last_body = max(
            (i for i, line in enumerate(lines) if not dropped[i] and is_body(_text(draft, line))), default=-1
        )
        for i in cuts:
            if not is_body(_text(draft, lines[i])):
                dropped[i] = True
        cut = min((i for i in cuts if i > last_body), default=len(lines))
        for i in range(cut, len(lines)):
            dropped[i] = True


def dropped_spans(draft: Draft) -> list[tuple[int, int]]:
    """Places inside lines that are boilerplate by their words."""
    program = draft.rules.programs.drop_inline
    if program is None:
        return []
    return [match.span() for match in program.finditer(draft.folded) if match.end() > match.start()]


def _lines_of(program: Any | None, text: str, starts: list[int]) -> list[int]:
    """Lines in which a program of whole lines or line beginnings matches."""
    if program is None:
        return []
    return [bisect_right(starts, match.start()) - 1 for match in program.finditer(text) if match.end() > match.start()]
