"""HTML to raw text: one walk over the tokens, a stack of open elements, a run for every text node.

The tree is never built. What is needed of it (which element ends which, what an element is inside of) is a stack of
names with the flags that were in force; each start tag is looked at once per spelling and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from policyextract.cleaning import raw as flags
from policyextract.cleaning.raw import Line, Named, Raw, Run
from policyextract.cleaning.selectors import Purpose, SelectorIndex
from policyextract.cleaning.tokens import attributes, text_runs, token_pattern, unescape
from policyextract.cleaning.whitespace import SOFT


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


BLOCKS = _names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav noscript ol optgroup option "
    "p pre section select summary table tbody td tfoot th thead tr ul"
)
VOID = _names("area base br col embed hr img input link meta param source track wbr")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_CELLS = frozenset(("td", "th", "caption"))
# Elements that end others of these names when they begin, as far as those are on top.
_ENDS = {
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


# What an element does to the walk.
_INLINE, _BLOCK, _LEAF, _CELL, _ROW, _TABLE, _LINE_BREAK, _NOTHING, _WRAPPER = range(9)
# Blocks whose end tag is often left out; the ends of all others are counted.
_LEAVES = frozenset(("p", "li", "dt", "dd", "option", "optgroup"))


def _kind(name: str) -> int:
    if name == "br":
        return _LINE_BREAK
    if name in VOID:
        return _LINE_BREAK if name == "hr" else _NOTHING
    if name in _CELLS:
        return _CELL
    if name in ("tbody", "thead", "tfoot", "html", "body"):
        return _WRAPPER
    if name in _LEAVES:
        return _LEAF
    return {"tr": _ROW, "table": _TABLE}.get(name, _BLOCK if name in BLOCKS else _INLINE)


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
        if kind == _INLINE and not set_flags & flags.DROPPED:
            set_flags &= ~(flags.CENTERED | flags.RIGHT)
        changes = bool(set_flags or clear_flags or level)
        tag = Tag(name, False, kind, changes, level, set_flags, clear_flags, (), (), (), meta)
        purposes = self._index.purposes(name, given)
        return tag.selected_for(purposes) if purposes else tag


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


class _Open(NamedTuple):
    """An open element, what was in force before it, and in how many blocks it stands."""

    name: str
    flags: int
    level: int
    fields: tuple[str, ...]
    content: int
    depth: int


class HtmlReader:
    """One walk over one source.

    Parameters
    ----------
    source : str
        The decoded document.
    tags : TagReader
        What tags mean.
    active : frozenset of str
        Owners whose selectors count: "" and the profiles that apply.
    start : int
        Where the markup begins (behind front matter).
    inline_unknown : bool
        Whether elements unknown to HTML are inline (in XML they are not).
    extra : mapping of int to purposes
        What elements, by the place of their tag, are selected for beyond what their tag tells.
    """

    def __init__(
        self,
        source: str,
        tags: TagReader,
        active: frozenset[str],
        start: int = 0,
        inline_unknown: bool = True,
        extra: Mapping[int, tuple[Purpose, ...]] | None = None,
    ) -> None:
        self.source = source
        self.tags = tags
        self.active = active
        self.inline_unknown = inline_unknown
        self.extra = extra or {}
        self.at = start
        self.parts: list[str] = []
        self.runs: list[Run] = []
        self.lines: list[Line] = []
        self.named: list[Named] = []
        self.length = 0
        self.line_start = 0
        self.links = 0
        self.in_link = False
        self.flags = 0
        self.level = 0
        self.fields: tuple[str, ...] = ()
        self.content = 0
        self.row = self.cell = 0
        self.stack: list[_Open] = []
        self.scopes: list[tuple[str, dict[str, int], int]] = [("", {}, 0)]
        self.depth = 0
        self.tables = 0
        self.glue = 0

    def read(self) -> Raw:
        """Walk to the end."""
        source, known = self.source, self.tags.known
        at = self.at
        for token in token_pattern(source).finditer(source, at):
            start, end = token.span()
            if start > at:
                self._text(at, start)
            at = end
            kind = token.lastgroup
            if kind == "name":
                spelling = token[0]
                tag = known.get(spelling) or self.tags.read(spelling)
                if tag.closes:
                    self._close(tag)
                else:
                    self._open(tag, start, end)
            elif kind == "raw" or kind == "rcdata" or kind == "inner":
                self._special(token)
        if at < len(source):
            self._text(at, len(source))
        self._break()
        if self.parts and self.parts[-1] == "\n":
            self.parts.pop()
        return Raw("".join(self.parts), self.runs, self.lines, "text/html", self.named)

    def _text(self, start: int, end: int) -> None:
        source = self.source
        node = source[start:end]
        if self.length == self.line_start and node.isspace() and not self.flags & flags.PRE:
            return
        if "&" in node:
            for text, a, b, copied in text_runs(source, start, end):
                self._add(text, a, b, copied)
        else:
            self._add(node, start, end, True)

    def _add(self, text: str, start: int, end: int, copied: bool) -> None:
        if "\n" in text or "\r" in text:
            if copied and self.flags & flags.PRE:
                self._add_lines(text, start)
                return
            text = text.replace("\n", SOFT)
        at = self.length
        self.length = after = at + len(text)
        self.parts.append(text)
        self.runs.append((at, after, start, end, copied))
        if self.in_link:
            self.links += after - at

    def _add_lines(self, text: str, start: int) -> None:
        for match in re.finditer(r"[^\r\n]+|\r\n?|\n", text):
            if match[0][0] in "\r\n":
                self._break()
            else:
                self._add(match[0], start + match.start(), start + match.end(), True)

    def _break(self) -> None:
        """End the line, if there is anything in it."""
        if self.length > self.line_start:
            line_flags = self.flags | self.glue
            place = (self.row, self.cell)
            row, fields = len(self.lines), self.fields
            self.lines.append(
                Line(self.line_start, self.length, row, self.level, line_flags, self.links, fields, place, self.content)
            )
            self.parts.append("\n")
            self.length += 1
            self.line_start = self.length
        self.links = self.glue = 0

    def _split(self) -> None:
        """A change of flags inside a line: what follows is glued to what stood before."""
        glue = flags.GLUED if self.length > self.line_start else self.glue
        self._break()
        self.glue = glue

    def _open(self, tag: Tag, start: int, end: int) -> None:
        if self.extra and start in self.extra:
            tag = tag.selected_for(self.extra[start])
        kind, name = tag.kind, tag.name
        if kind == _INLINE and not self.inline_unknown:
            kind = _BLOCK
        if kind == _NOTHING:
            if tag.meta is not None:
                self._meta(name, tag.meta, start, end)
            return
        if kind == _LINE_BREAK:
            self._break()
            return
        if kind != _INLINE:
            self._open_block(kind, name)
            if kind in (_ROW, _WRAPPER):
                return
            if kind == _BLOCK:
                self.depth += 1
        elif name == "a":
            self.in_link = True
        elif tag.meta is not None:
            self._meta(name, tag.meta, start, end)
        scope = self.scopes[-1][1]
        # an element that changes nothing need not be remembered, but as one of a name that is
        if not tag.changes and not scope.get(name) and kind not in (_TABLE, _CELL):
            return
        self.stack.append(_Open(name, self.flags, self.level, self.fields, self.content, self.depth))
        scope[name] = scope.get(name, 0) + 1
        if kind in (_TABLE, _CELL):
            self.scopes.append((name, {}, self.depth))
            if kind == _TABLE:
                self.tables += 1
                self.flags &= ~(flags.CENTERED | flags.RIGHT)
        if tag.changes:
            self._enter(tag, kind == _INLINE)
            if tag.level:
                self.level = tag.level

    def _open_block(self, kind: int, name: str) -> None:
        """A block ends the line, and what it cannot stand in."""
        stack = self.stack
        if stack:
            ends = _ENDS.get(name)
            while ends and stack and stack[-1].name in ends:
                self._pop()
        if kind in (_ROW, _CELL) and self.tables:
            self._end_cell()
            if kind == _ROW:
                self.row += 1
            else:
                self.cell += 1
        self._break()

    def _enter(self, tag: Tag, inline: bool) -> None:
        before, fields, active = self.flags, self.fields, self.active
        after = (before & ~tag.clear_flags) | tag.set_flags
        if tag.drops and not active.isdisjoint(tag.drops):
            after |= flags.DROPPED
        ranks = [rank for owner, rank in tag.contents if owner in active]
        if ranks:
            after &= ~(flags.CELL | flags.HEADER_CELL | flags.ITEM)  # the table around it was layout
            self.content = min([*ranks, self.content] if self.content else ranks)
        if tag.fields:
            fields = (*fields, *(field for owner, field in tag.fields if owner in active))
        if after != before or fields != self.fields:
            if inline:
                self._split()
            self.flags, self.fields = after, fields

    def _close(self, tag: Tag) -> None:
        kind, name = tag.kind, tag.name
        if kind == _INLINE:
            if name == "a":
                self.in_link = False
            elif not self.inline_unknown:
                self._break()
        elif kind == _LEAF:
            self._break()
            self.in_link = False  # a link that is never closed ends with its block
        elif kind == _BLOCK:
            self._break()
            self.in_link = False
            if self.depth > self.scopes[-1][2]:  # an end tag inside a cell ends nothing outside
                self.depth -= 1
                while self.stack and self.stack[-1].depth > self.depth:
                    self._pop()
            return
        elif kind in (_CELL, _ROW):
            if self.tables:
                self._end_cell()
            self._break()
            return
        else:
            self._break()
            if kind == _TABLE and self.tables:
                while self.stack and self._pop() != "table":
                    pass
            return
        if self.scopes[-1][1].get(name):
            while self._pop() != name:
                pass

    def _end_cell(self) -> None:
        """End the open cell of the innermost table, if one is open."""
        if self.scopes[-1][0] in _CELLS:
            while self._pop() not in _CELLS:
                pass

    def _pop(self) -> str:
        entry = self.stack.pop()
        name = entry.name
        if name == "table" or name in _CELLS:
            self.scopes.pop()
            self.depth = entry.depth
            if name == "table":
                self.tables -= 1
        self.scopes[-1][1][name] -= 1
        if name in BLOCKS:
            self._break()
        elif entry.flags != self.flags or entry.fields != self.fields:
            self._split()
        self.flags, self.level, self.fields, self.content = entry.flags, entry.level, entry.fields, entry.content
        return name

    def _meta(self, tag: str, given: tuple[tuple[str, str], ...], start: int, end: int) -> None:
        found = dict(given)
        name = found.get("name") or found.get("property") or found.get("itemprop") or found.get("rel")
        if tag == "time":
            name = name or tag
        value = found.get("content") or found.get("datetime") or found.get("href")
        if name and value:
            at = self.source.find(value, start, end)
            a, b = (at, at + len(value)) if at >= 0 else (start, end)
            self.named.append(Named(name, value, "meta", a, b))

    def _special(self, token: re.Match[str]) -> None:
        if token["rcdata"] and token["rcdata"].lower() == "title":
            a, b = token.span("inner")
            if a >= 0:
                self.named.append(Named("<title>", unescape(token["inner"]).strip(), "tag", a, b))
        elif token["raw"] and token["raw"].lower() == "script" and "ld+json" in token[0][:200]:
            opened = token[0].index(">") + 1
            closed = token[0].rfind("</")
            a, b = token.start() + opened, token.start() + (closed if closed > opened else len(token[0]))
            self.named.append(Named("<json-ld>", self.source[a:b], "json_ld", a, b))
