"""What a tag means, read once for each spelling: its kind, its flags, what selectors choose it for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from policyextract.cleaning import raw as flags
from policyextract.cleaning.selectors import Purpose, SelectorIndex
from policyextract.cleaning.tokens import attributes


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol optgroup option "
    "p pre section select summary table tbody td tfoot th thead tr ul"
)
VOID = _names("area base br col embed hr img input link meta param source track wbr")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
CELLS = frozenset(("td", "th", "caption"))
# Elements that end others of these names when they begin, as far as those are on top.
ENDS = {
    "p": frozenset(("p",)),
    "li": frozenset(("li", "p")),
    "dt": frozenset(("dd", "dt", "p")),
    "dd": frozenset(("dd", "dt", "p")),
    "option": frozenset(("option",)),
    **dict.fromkeys(
        _names(
            "address article aside blockquote center div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr "
            "main nav ol pre section table ul"
        ),
        frozenset(("p",)),
    ),
}
_STYLE_ALIGN = re.compile(r"text-align\s*:\s*(center|right|end|left|justify|start)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CACHE_LIMIT = 20_000
_LONGEST_NUMBER = 3


# What an element does to the walk.
INLINE, BLOCK, LEAF, CELL, ROW, TABLE, LINE_BREAK, NOTHING, WRAPPER = range(9)
# Blocks whose end tag is often left out; the ends of all others are counted.
_LEAVES = frozenset(("p", "li", "dt", "dd", "option", "optgroup"))


def _kind(name: str) -> int:
    if name == "br":
        return LINE_BREAK
    if name in VOID:
        return LINE_BREAK if name == "hr" else NOTHING
    if name in CELLS:
        return CELL
    if name in ("tbody", "thead", "tfoot", "html", "body"):
        return WRAPPER
    if name in _LEAVES:
        return LEAF
    return {"tr": ROW, "table": TABLE}.get(name, BLOCK if name in BLOCKS else INLINE)


class Tag(NamedTuple):
    """What one spelling of a tag means."""

    name: str
    closes: bool
    kind: int
    changes: bool
    level: int
    set_flags: int
    clear_flags: int
    drops: tuple[str, ...]
    contents: tuple[tuple[str, int], ...]
    fields: tuple[tuple[str, str], ...]
    meta: tuple[tuple[str, str], ...] | None
    covers: tuple[int, int] = (1, 1)  # columns and rows, of a cell

    def selected_for(self, purposes: Iterable[Purpose]) -> Tag:
        """The same tag, of an element that selectors mean."""
        drops, contents, fields = list(self.drops), list(self.contents), list(self.fields)
        for purpose in purposes:
            if purpose.what == "drop":
                drops.append(purpose.owner)
            elif purpose.what == "content":
                contents.append((purpose.owner, purpose.rank))
            else:
                fields.append((purpose.owner, purpose.what))
        return self._replace(changes=True, drops=tuple(drops), contents=tuple(contents), fields=tuple(fields))


class TagReader:
    """Reads tags, each spelling once. Shared by all documents of one set of rules; safe between threads."""

    def __init__(self, drop_elements: frozenset[str], index: SelectorIndex) -> None:
        self._drop = drop_elements
        self._index = index
        self.known: dict[str, Tag] = {}

    def read(self, text: str) -> Tag:
        """The meaning of a tag as written."""
        tag = self._read(text)
        if len(text) <= 256:
            if len(self.known) >= _CACHE_LIMIT:
                self.known = {}
            self.known[text] = tag
        return tag

    def _read(self, text: str) -> Tag:
        closes = text.startswith("</")
        found = re.match(r"</?([^\s/>]+)", text)
        name = found[1].lower() if found else ""
        kind = _kind(name)
        if closes:
            return Tag(name, True, kind, False, 0, 0, 0, (), (), (), None)
        given = attributes(text) if "=" in text or "hidden" in text else {}
        set_flags, clear_flags = _flags(name, given)
        if name in self._drop:
            set_flags |= flags.DROPPED
        meta = tuple(given.items()) if name in ("meta", "link", "time") else None
        level = _HEADINGS.get(name, 0)
        if kind == INLINE and not set_flags & flags.DROPPED:
            set_flags &= ~(flags.CENTERED | flags.RIGHT)
        changes = bool(set_flags or clear_flags or level)
        covers = (_number(given, "colspan"), _number(given, "rowspan")) if kind == CELL else (1, 1)
        tag = Tag(name, False, kind, changes, level, set_flags, clear_flags, (), (), (), meta, covers)
        purposes = self._index.purposes(name, given)
        return tag.selected_for(purposes) if purposes else tag


def _number(given: dict[str, str], name: str) -> int:
    """How many columns or rows a cell covers."""
    text = given.get(name, "")[:_LONGEST_NUMBER]
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1


def _flags(name: str, given: dict[str, str]) -> tuple[int, int]:
    on = {"li": flags.ITEM, "td": flags.CELL, "th": flags.CELL | flags.HEADER_CELL, "caption": flags.CELL}.get(name, 0)
    if name in ("pre", "textarea"):
        on |= flags.PRE
    off = 0
    align = given.get("align", "").lower()
    if style := given.get("style"):
        if found := _STYLE_ALIGN.search(style):
            align = found[1].lower()
        if _HIDDEN.search(style):
            on |= flags.DROPPED
    if "hidden" in given:
        on |= flags.DROPPED
    if align == "center" or name == "center":
        on, off = on | flags.CENTERED, flags.RIGHT
    elif align in ("right", "end"):
        on, off = on | flags.RIGHT, flags.CENTERED
    elif align in ("left", "justify", "start"):
        off = flags.CENTERED | flags.RIGHT
    return on, off
