"""Which lines are no part of the document: by markup, by region, by words, by being lists of links.

Knowledge (selectors, phrases, profiles) is in the packs; here is only how they are asked. Everything dropped stays
visible as a boilerplate block, and a cut never takes running text that follows it.
"""

from __future__ import annotations

from bisect import bisect_right

from policyextract.cleaning import raw as flags
from policyextract.cleaning.candidates import bare
from policyextract.cleaning.draft import Draft, is_body
from policyextract.cleaning.pagedates import CLOCK, read_page_date
from policyextract.cleaning.programs import Lines
from policyextract.cleaning.raw import Line
from policyextract.cleaning.rules import SHORT, CompiledProfile

# A region counts as the document's body from this many characters on; a smaller one is a teaser or a mistake.
_LEAST_CONTENT = 40
# This many lines that are links and nothing else are a menu.
_MENU_LINES = 4
_LINK_SHARE = 0.8
_HEAD_LINE = 120
_TIME_LINE = 60
_SHORTEST_TITLE = 6
_LONGEST = 150  # a longer line is never dropped for its words


_NONE = Lines((), ())

Dropped = dict[int, None]
"""Indices of dropped lines, as the keys of a mapping: sparse, and in the order they were found."""


def find_boilerplate(draft: Draft) -> tuple[Dropped, list[tuple[int, int]]]:
    """The lines that are boilerplate, and the places inside other lines that are."""
    lines = draft.raw.lines
    dropped: Dropped = dict.fromkeys(i for i, line in enumerate(lines) if line.flags & flags.DROPPED)
    if draft.raw.media_type == "text/html":
        _by_region(draft, lines, dropped)
        _by_links(lines, dropped)
        if dropped and _took_the_body(draft, dropped):
            dropped = {}
            _by_links(lines, dropped)
    programs = draft.rules.programs
    active = [profile for profile in programs.profiles if profile.id in draft.active] if len(draft.active) > 1 else []
    places = programs.words.places(draft.folded) if programs.words is not None else [0]
    _by_words(draft, lines, dropped, active, places)
    return dropped, [
        span for span, *_ in programs.drop_inline.finditer(draft.folded)
    ] if places and programs.drop_inline else []


def _took_the_body(draft: Draft, dropped: Dropped) -> bool:
    """Whether markup dropped all running text there is: a menu never closed, a body that a script would show."""
    if len(dropped) == len(draft.raw.lines):
        return True
    kept = (i for i in range(len(draft.raw.lines)) if i not in dropped)
    return not any(_is_body(draft, i) for i in kept) and any(_is_body(draft, i) for i in dropped)


def _by_region(draft: Draft, lines: list[Line], dropped: Dropped) -> None:
    """Keep the best content region, and before it what heads the page: titles and labelled lines."""
    sizes: dict[int, int] = {}
    for i, line in enumerate(lines):
        if line.content and i not in dropped:
            sizes[line.content] = sizes.get(line.content, 0) + line.end - line.start
    best = next((rank for rank in sorted(sizes) if sizes[rank] >= _LEAST_CONTENT), 0)
    if not best:
        return
    first = next(i for i, line in enumerate(lines) if line.content == best and i not in dropped)
    titles = _named_titles(draft)
    for i, line in enumerate(lines):
        if line.content == best or i in dropped:
            continue
        if i < first and (line.level == 1 or line.fields or _heads_page(draft, lines, dropped, i)):
            continue
        if i < first and line.links * 2 <= line.end - line.start and _names_page(draft, titles, line):
            continue
        dropped[i] = None


def _named_titles(draft: Draft) -> list[str]:
    """What the page's tags say its title is, bare."""
    names = draft.rules.names
    named = (
        n for n in draft.raw.named if n.name == "<title>" or any(f == "title" for f, _ in names.get(n.name.lower(), ()))
    )
    return [bare(n.text) for n in named]


def _names_page(draft: Draft, titles: list[str], line: Line) -> bool:
    """Whether a line before the body reads as the page's title, or a line of it, or is the document's number."""
    text = _text(draft, line)
    if not _SHORTEST_TITLE <= len(text) <= _HEAD_LINE:
        return False
    roles = draft.rules.programs.roles
    if any(cue is not None and cue.begins(text) for cue in (roles["document_number"], roles["letterhead"])):
        return True
    reads = bare(text)
    return len(reads) >= _SHORTEST_TITLE and any(reads in title for title in titles)


def _heads_page(draft: Draft, lines: list[Line], dropped: Dropped, i: int) -> bool:
    """Whether a line before the body is a label, a labelled value or the page's time."""
    line = lines[i]
    text = draft.folded[line.start : line.end]
    if len(text) > _HEAD_LINE or line.links * 2 > len(text):
        return False
    if i and i - 1 not in dropped:
        before = _text(draft, lines[i - 1])
        if (line.flags & flags.CELL or before[-1] == ":") and _is_label(draft, before):
            return True
    if _is_label(draft, text):
        return True
    if len(text) <= _TIME_LINE and CLOCK.search(text):
        return True
    label = draft.rules.programs.label
    found = next(label.finditer(text), None) if label is not None else None
    return found is not None and (found[0][0] == 0 or read_page_date(text[: found[0][0]]) is not None)


def _text(draft: Draft, line: Line) -> str:
    return draft.folded[line.start : line.end]


def _is_label(draft: Draft, text: str) -> bool:
    return text.rstrip(": ") in draft.rules.labels


def _by_links(lines: list[Line], dropped: Dropped) -> None:
    """Menus: runs of lines that are links."""
    run: list[int] = []
    for i, line in enumerate(lines):
        if line.links and line.level == 0 and line.links >= (line.end - line.start) * _LINK_SHARE:
            run.append(i)
            continue
        if len(run) >= _MENU_LINES:
            dropped.update(dict.fromkeys(run))
        run = []
    if len(run) >= _MENU_LINES:
        dropped.update(dict.fromkeys(run))


def _by_words(
    draft: Draft, lines: list[Line], dropped: Dropped, active: list[CompiledProfile], places: list[int]
) -> None:
    programs = draft.rules.programs
    asked = _worded(draft, lines, places)
    groups = [(asked, programs.drop_line, programs.cut_tail)] if asked.keys else []
    if active:
        every = Lines(range(len(lines)), [_text(draft, line) for line in lines])
        groups += [(every, profile.drop_line, profile.cut_tail) for profile in active]
    cuts: Dropped = {}
    for some, drop_line, cut_tail in groups:
        dropped.update(dict.fromkeys(some.up_to(_LONGEST).matching(drop_line)))
        cuts.update(dict.fromkeys(some.matching(cut_tail)))
    if cuts:
        body = (i for i in range(len(lines) - 1, -1, -1) if i not in dropped and i not in cuts and _is_body(draft, i))
        last_body = next(body, -1)
        dropped.update((i, None) for i in cuts if i > last_body or not _is_body(draft, i))
        # without running text nothing tells what stands behind the body: a share bar may head the page
        if last_body >= 0 or min(cuts) * 2 >= len(lines):
            cut = min((i for i in cuts if i > last_body), default=len(lines))
            dropped.update(dict.fromkeys(range(cut, len(lines))))


def _worded(draft: Draft, lines: list[Line], places: list[int]) -> Lines:
    """The lines that hold a word of a phrase: at one of the places, or a frequent one in a short line."""
    programs, folded = draft.rules.programs, draft.folded
    if programs.words is None or programs.short_words is None:
        return Lines(range(len(lines)), [_text(draft, line) for line in lines])
    found: Dropped = {}
    if places:
        starts = [line.start for line in lines]
        found.update((bisect_right(starts, place) - 1, None) for place in places)
    short = [i for i, line in enumerate(lines) if line.end - line.start <= SHORT]
    if short:
        some = Lines(short, [folded[lines[i].start : lines[i].end] for i in short])
        found.update(dict.fromkeys(some.holding(programs.short_words)))
    if not found:
        return _NONE
    keys = sorted(found)
    return Lines(keys, [_text(draft, lines[i]) for i in keys])


def _is_body(draft: Draft, i: int) -> bool:
    return is_body(_text(draft, draft.raw.lines[i]))
