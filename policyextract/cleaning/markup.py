"""HTML to raw text: one walk over the tokens, a stack of open elements, a run for every text node.

The tree is never built. What is needed of it (which element ends which, what an element is inside of) is a stack of
names with the flags that were in force; each start tag is looked at once per spelling and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from policyextract.cleaning import raw as flags
from policyextract.cleaning.raw import NOWHERE, Line, Named, Raw, Run
from policyextract.cleaning.selectors import Purpose
from policyextract.cleaning.tables import Grid
from policyextract.cleaning.tags import (
    BLOCK,
    BLOCKS,
    CELL,
    CELLS,
    ENDS,
    INLINE,
    LEAF,
    LINE_BREAK,
    NOTHING,
    ROW,
    TABLE,
    WRAPPER,
    Tag,
    TagReader,
)
from policyextract.cleaning.tokens import text_runs, token_pattern, unescape
from policyextract.cleaning.whitespace import SOFT


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
        self.place = NOWHERE
        self.grids = [Grid(0)]
        self.grid_count = 0
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
            row, fields, place = len(self.lines), self.fields, self.place
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
        if kind == INLINE and not self.inline_unknown:
            kind = BLOCK
        if kind == NOTHING:
            if tag.meta is not None:
                self._meta(name, tag.meta, start, end)
            return
        if kind == LINE_BREAK:
            self._break()
            return
        if kind != INLINE:
            self._open_block(tag)
            if kind in (ROW, WRAPPER):
                return
            if kind == BLOCK:
                self.depth += 1
        elif name == "a":
            self.in_link = True
        elif tag.meta is not None:
            self._meta(name, tag.meta, start, end)
        scope = self.scopes[-1][1]
        # an element that changes nothing need not be remembered, but as one of a name that is
        if not tag.changes and not scope.get(name) and kind not in (TABLE, CELL):
            return
        self.stack.append(_Open(name, self.flags, self.level, self.fields, self.content, self.depth))
        scope[name] = scope.get(name, 0) + 1
        if kind in (TABLE, CELL):
            self.scopes.append((name, {}, self.depth))
            if kind == TABLE:
                self.tables += 1
                self.grid_count += 1
                self.grids.append(Grid(self.grid_count))
                self.flags &= ~(flags.CENTERED | flags.RIGHT)
        if tag.changes:
            self._enter(tag, kind == INLINE)
            if tag.level:
                self.level = tag.level

    def _open_block(self, tag: Tag) -> None:
        """A block ends the line, and what it cannot stand in."""
        stack, kind = self.stack, tag.kind
        if stack:
            ends = ENDS.get(tag.name)
            while ends and stack and stack[-1].name in ends:
                self._pop()
        if kind in (ROW, CELL) and self.tables:
            self._end_cell()
        self._break()
        if kind == ROW and self.tables:
            self.row += 1
            self.grids[-1].begin_row()
        elif kind == CELL and self.tables:
            self.cell += 1
            self.place = self.grids[-1].place(self.row, self.cell, *tag.covers)

    def _enter(self, tag: Tag, inline: bool) -> None:
        before, fields, active = self.flags, self.fields, self.active
        after = (before & ~tag.clear_flags) | tag.set_flags
        if tag.drops and not active.isdisjoint(tag.drops):
            after |= flags.DROPPED
        ranks = [rank for owner, rank in tag.contents if owner in active]
        if ranks:
            after &= ~(flags.CELL | flags.HEADER_CELL | flags.ITEM)  # the table around it was layout
            if not before & flags.DROPPED and active.isdisjoint(tag.drops):
                after &= ~flags.DROPPED  # hidden until a script shows it
            self.content = min([*ranks, self.content] if self.content else ranks)
        if tag.fields:
            fields = (*fields, *(field for owner, field in tag.fields if owner in active))
        if after != before or fields != self.fields:
            if inline:
                self._split()
            self.flags, self.fields = after, fields

    def _close(self, tag: Tag) -> None:
        kind, name = tag.kind, tag.name
        if kind == INLINE:
            if name == "a":
                self.in_link = False
            elif not self.inline_unknown:
                self._break()
        elif kind == LEAF:
            self._break()
            self.in_link = False  # a link that is never closed ends with its block
        elif kind == BLOCK:
            self._break()
            self.in_link = False
            if self.depth > self.scopes[-1][2]:  # an end tag inside a cell ends nothing outside
                self.depth -= 1
                while self.stack and self.stack[-1].depth > self.depth:
                    self._pop()
            return
        elif kind in (CELL, ROW):
            if self.tables:
                self._end_cell()
            self._break()
            return
        else:
            self._break()
            if kind == TABLE and self.tables:
                while self.stack and self._pop() != "table":
                    pass
            return
        if self.scopes[-1][1].get(name):
            while self._pop() != name:
                pass

    def _end_cell(self) -> None:
        """End the open cell of the innermost table, if one is open."""
        if self.scopes[-1][0] in CELLS:
            while self._pop() not in CELLS:
                pass

    def _pop(self) -> str:
        entry = self.stack.pop()
        name = entry.name
        if name == "table" or name in CELLS:
            self.scopes.pop()
            self.depth = entry.depth
            if name == "table":
                self.tables -= 1
                self.grids.pop()
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
