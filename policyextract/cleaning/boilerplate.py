"""Which lines are no part of the document: by markup, by region, by words, by being lists of links.

Knowledge (selectors, phrases, profiles) is in the packs; here is only how they are asked. Everything dropped stays
visible as a boilerplate block, and a cut never takes running text that follows it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from policyextract.cleaning import raw as flags
from policyextract.cleaning.draft import Draft, is_body
from policyextract.cleaning.raw import Line

# A region counts as the document's body from this many characters on; a smaller one is a teaser or a mistake.
_LEAST_CONTENT = 40
# This many lines that are links and nothing else are a menu.
_MENU_LINES = 4
_LINK_SHARE = 0.8


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
    """Keep the content regions, and before them what heads the page: titles and labelled lines."""
    inside = [i for i, line in enumerate(lines) if line.flags & flags.CONTENT and not dropped[i]]
    if not inside or sum(lines[i].end - lines[i].start for i in inside) < _LEAST_CONTENT:
        return
    label = draft.rules.programs.label
    first = inside[0]
    for i, line in enumerate(lines):
        if line.flags & flags.CONTENT or dropped[i]:
            continue
        if i < first and (line.level == 1 or line.fields):
            continue
        if i < first and label is not None and not line.links:
            text = draft.folded[line.start : line.end]
            if len(text) <= 120 and (label.match(text) or _cell_label(draft, text)):
                continue
            if line.flags & flags.CELL and i and not dropped[i - 1] and _is_cell_label_line(draft, lines[i - 1]):
                continue
        dropped[i] = True


def _cell_label(draft: Draft, text: str) -> bool:
    return text.rstrip(": ") in draft.rules.labels


def _is_cell_label_line(draft: Draft, line: Line) -> bool:
    return _cell_label(draft, draft.folded[line.start : line.end])


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
        for match in _matches(program, folded):
            i = bisect_right(starts, match.start()) - 1
            if match.end() > match.start():
                dropped[i] = True
    cuts = [
        bisect_right(starts, match.start()) - 1
        for program in [programs.cut_tail, *(profile.cut_tail for profile in active)]
        for match in _matches(program, folded)
        if match.end() > match.start()
    ]
    if cuts:
        last_body = max(
            (i for i, line in enumerate(lines) if not dropped[i] and is_body(folded[line.start : line.end])), default=-1
        )
        cut = min((i for i in cuts if i > last_body), default=None)
        for i in cuts:
            dropped[i] = True
        if cut is not None:
            for i in range(cut, len(lines)):
                dropped[i] = True


def _matches(program: Any, text: str) -> Any:
    return program.finditer(text) if program is not None else ()
