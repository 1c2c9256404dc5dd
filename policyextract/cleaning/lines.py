"""Text that comes in lines: plain text, Markdown, law-database files with hard wraps.

The source is its own raw text; nothing is copied until something is deleted.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter

from policyextract.cleaning import raw as flags
from policyextract.cleaning.raw import Edit, Line, Raw, edit
from policyextract.cleaning.tokens import ENTITY, token_pattern
from policyextract.values.folding import unspaced

_LINE = re.compile(r"[^\n]*")
_RULE = re.compile(
    r"[ \t]*(?:-[ \t]*){3,}$|[ \t]*(?:\*[ \t]*){3,}$|[ \t]*(?:_[ \t]*){3,}$|[ \t]*(?:=[ \t]*){3,}$|[ \t]*(?:—){4,}$"
)
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t\u3000]+|(?=[^#\s]))")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*$")
_PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)+|[ \t]*[-*+][ \t]+(?=\S)")
_INLINE = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\n]*\)"  # picture
    r"|\[(?P<link>[^\[\]\n]+)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)?\)"
    r"|(?P<strong>\*\*|__)(?=[^\s*_])(?P<inner>[^*_\n]{1,400}?)(?P=strong)"
    r"|\[(?P<span>[^\[\]\n]+)\]\{[.#][^{}\n]*\}"  # attributes, as converters write them
    r"|\*{2,3}\\\*(?P<exported>[^*\\\n]{1,400})\\\*\*{2,3}"  # bold that an editor marked twice
    r"|`(?P<code>[^`\n]+)`"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!~|>\"'<@$^-])"
)
_INLINE_MARK = re.compile(r"\][({]|\*\*|__|`|\\")
_LINE_MARKS = frozenset("#>-*+=_`~| \t\u2014")
_MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|^={4,}[ \t]*$|\*\*\S|\]\(|^[ \t]*+\|(?:[ \t]*+:?+-++:?+[ \t]*+\|){2,}+[ \t]*+$", re.MULTILINE
)
_MARKDOWN_WINDOW = 20_000
_FENCE = re.compile(r"[ ]{0,3}(?:```|~~~)")
# What begins a paragraph, whatever stands before it: an indent, or a mark of structure.
_INDENT = re.compile(r"(?:[ \t]{2,}|\u3000)")
_NARROWEST, _WIDEST = 20, 160
_WRAPPED_SHARE = 0.45
_LONGEST_NUMBER = 5
_DASHES = "-\u2010\u2013\u2014\u2015\uff0d"
_LONGEST_MARK = 9  # a page's number between dashes
_MARK_WIDTH = 100  # set in the middle


def read_lines(source: str, start: int) -> Raw:
    """The source from ``start`` on as lines.

    Examples
    --------
    >>> raw = read_lines("# A\\n\\nb **c**", 0)
    >>> apply_markdown(raw)
    >>> [(raw.text[line.start : line.end], line.level) for line in raw.lines]
    [('A', 1), ('b c', 0)]
    """
    text = source[start:] if start else source
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    length = len(text)
    lines = []
    at = 0
    for row, part in enumerate(text.split("\n")):
        end = at + len(part)
        if part and not part.isspace():
            line = Line(at, end, row)
            if part[:5].isspace():
                line.flags = _centered(part)
            lines.append(line)
        at = end + 1
    return Raw(text, [(0, length, start, start + length, True)] if length else [], lines, "text/plain")


def _centered(part: str) -> int:
    """Whether a line of text is set in the middle by blanks before it."""
    text = part.strip()
    return flags.CENTERED if 2 <= len(text) <= 50 and len(part) - len(part.lstrip()) >= 5 else 0


def strip_tags(raw: Raw) -> None:
    """Take tags and comments out of lines, and resolve entities; lines stay where they are."""
    text = raw.text
    edits: list[Edit] = []
    at = 0
    for token in token_pattern(text).finditer(text):
        _resolve(text, at, token.start(), edits)
        at = token.end()
        for part in _LINE.finditer(text, token.start(), at):
            if part.end() > part.start():
                edits.append((part.start(), part.end(), ""))
    _resolve(text, at, len(text), edits)
    edit(raw, edits)


def _resolve(text: str, start: int, end: int, edits: list[Edit]) -> None:
    if "&" not in text[start:end]:
        return
    for match in ENTITY.finditer(text, start, end):
        value = html.unescape(match[0])
        if value != match[0]:
            edits.append((match.start(), match.end(), value.replace("\n", " ")))


def looks_like_markdown(text: str, start: int) -> bool:
    """Whether the first part of a text holds marks of Markdown."""
    head = text[start : start + _MARKDOWN_WINDOW]
    if not any(mark in head for mark in ("# ", "====", "**", "](", "-|", "- |", ":|", ": |")):
        return False
    return bool(_MARKDOWN.search(head))


def apply_markdown(raw: Raw) -> None:
    """Take the marks of Markdown away, and note what they said."""
    raw.media_type = "text/markdown"
    text = raw.text
    edits: list[Edit] = []
    fenced = False
    inline = bool(_INLINE_MARK.search(text))
    previous: Line | None = None
    for line in raw.lines:
        start, end = line.start, line.end
        closing: Edit | None = None
        if start == end:
            continue
        if previous is not None and previous.row + 1 != line.row:
            previous = None
        if text[start] not in _LINE_MARKS:
            if inline and not fenced:
                _inline(text, start, end, edits)
            previous = line
            continue
        if _FENCE.match(text, start, end):
            fenced = not fenced
            edits.append((start, end, ""))
            continue
        if fenced:
            continue
        if found := _HEADING.match(text, start, end):
            line.level = len(found[1])
            edits.append((start, found.end(), ""))
            start = found.end()
        elif previous is not None and _UNDERLINE.match(text, start, end) and not previous.flags & flags.ITEM:
            previous.level = 1 if "=" in text[start:end] else 2
            edits.append((start, end, ""))
            previous = None
            continue
        elif _RULE.match(text, start, end):
            edits.append((start, end, ""))
            previous = None
            continue
        elif text[start] == "|":
            row = text[start:end].rstrip()
            if not row.strip("|-: \t"):  # the rule below a table's head
                edits.append((start, end, ""))
                if previous is not None and previous.flags & flags.ROW:
                    previous.flags |= flags.HEADER_CELL
                continue
            line.flags |= flags.ROW
            edits.append((start, start + 1, ""))
            if row[-1] == "|" and len(row) > 1:
                closing = (start + len(row) - 1, end, "")
                end = closing[0]
            start += 1
        elif found := _PREFIX.match(text, start, end):
            if ">" not in found[0]:
                line.flags |= flags.ITEM
            edits.append((start, found.end(), ""))
            start = found.end()
        if inline:
            _inline(text, start, end, edits)
        if closing is not None:
            edits.append(closing)
        previous = line
    edit(raw, edits)


def _inline(text: str, start: int, end: int, edits: list[Edit]) -> None:
    for found in _INLINE.finditer(text, start, end):
        a, b = found.span()
        if found["strong"] and a > start and text[a - 1].isdigit():
            continue  # a masked year, 20**
        for group in ("link", "inner", "span", "exported", "code", "escaped"):
            if found[group] is not None:
                edits.append((a, found.start(group), ""))
                edits.append((found.end(group), b, ""))
                break
        else:
            edits.append((a, b, ""))


def mark_pages(raw: Raw) -> None:
    """Find what the pages of a printed text left in it: numbers, running heads, a sentence that goes on overleaf.

    Examples
    --------
    >>> raw = read_lines("各市、县应当在六个月内完成老旧管网的改造，并及时\\n— 1 —\\n报送情况。", 0)
    >>> mark_pages(raw)
    >>> [line.flags for line in raw.lines] == [0, flags.DROPPED | flags.GLUED, flags.GLUED]
    True
    """
    text, lines = raw.text, raw.lines
    fed = "\f" in text
    marks = [i for i, line in enumerate(lines) if line.end - line.start < _MARK_WIDTH and _is_page(text, line)]
    if fed:
        marks = sorted({*marks, *_running_heads(text, lines)})
    for i in marks:
        lines[i].flags |= flags.DROPPED | flags.GLUED
    if not marks:
        return
    for i, line in enumerate(lines):
        if not i or not lines[i - 1].flags & flags.DROPPED or line.flags & flags.DROPPED:
            continue
        last = i - 1  # the last line before the marks; each mark is passed once
        while last >= 0 and lines[last].flags & flags.DROPPED:
            last -= 1
        before = text[lines[last].start : lines[last].end].rstrip() if last >= 0 else ""
        if len(before) >= _NARROWEST and before[-1] not in _ENDING:
            begins = _INDENT.match(text, line.start, line.end) or _is_item(text[line.start : line.end])
            if not begins and not line.level:
                line.flags |= flags.GLUED


def _is_page(text: str, line: Line) -> bool:
    part = text[line.start : line.end].strip()
    return (
        3 <= len(part) <= _LONGEST_MARK
        and part[0] in _DASHES
        and part[-1] in _DASHES
        and part.strip(_DASHES).strip().isdecimal()
    )


def _running_heads(text: str, lines: list[Line]) -> list[int]:
    """Lines at the top of pages that repeat one another, or how the text begins."""
    tops = {
        i: unspaced(text[line.start : line.end]) for i, line in enumerate(lines) if "\f" in text[line.start : line.end]
    }
    first = [unspaced(text[line.start : line.end]) for line in lines[:2]]
    known = Counter([*tops.values(), first[0], "".join(first)]) if first else Counter()
    return [i for i, top in tops.items() if i and known[top] > 1 and len(top) <= _WIDEST // 2]


def glue_wrapped(raw: Raw) -> None:
    """Find paragraphs that were cut at a fixed width, and mark their lines as going on.

    A text is wrapped if a good part of its longer lines is of nearly the same width; a line goes on when the one before
    it is that wide and it does not begin like a paragraph.
    """
    text, lines = raw.text, raw.lines
    if len(lines) < 3 or text.count("\n") - 2 * text.count("\n\n") < 2:  # nearly each line stands alone
        return
    long = [i for i, line in enumerate(lines) if _NARROWEST <= line.end - line.start <= _WIDEST]
    sizes = Counter([(lines[i].end - lines[i].start) // 4 for i in long])
    widths: dict[int, int] = {}
    if len(long) >= 4 and max(sizes.values()) >= 0.15 * len(long):  # of one width would be of much the same length
        widths = {i: _width(text[lines[i].start : lines[i].end].rstrip()) for i in long}
    counts = Counter(width // 4 for width in widths.values())
    usual = max(counts, key=lambda bucket: counts[bucket] + counts[bucket + 1], default=0)
    full = [i for i, width in widths.items() if usual * 4 - 2 <= width < usual * 4 + 10]
    if len(full) < 4 or len(full) < _WRAPPED_SHARE * sum(line.end - line.start >= _NARROWEST for line in lines):
        _glue_fragments(raw)
        return
    # what was cut at a width has no lines beyond it: here paragraphs are of one length by chance
    wider = sum(width >= usual * 4 + 10 for width in widths.values())
    wider += sum(line.end - line.start > _WIDEST for line in lines)
    if 2 * wider >= len(full):
        _glue_fragments(raw)
        return
    for i in full:
        if i + 1 < len(lines):
            line = lines[i + 1]
            begins = _INDENT.match(text, line.start, line.end) or _is_item(text[line.start : line.end])
            if line.row == lines[i].row + 1 and not begins and not line.level:
                line.flags |= flags.GLUED


def _is_item(line: str) -> bool:
    """A line that begins like an item of a list: numerals with a mark behind them, or a numeral that brings its own.

    >>> [_is_item(line) for line in ("（十二）压实责任", "3.报送材料", "①厂房", "3.5亿元", "十个单位")]
    [True, True, True, False, False]
    """
    rest = line.lstrip("（(")
    count = next((i for i, c in enumerate(rest[:_LONGEST_NUMBER]) if not c.isnumeric()), 0)
    if not count:
        return False
    if unicodedata.category(rest[0]) == "No":
        return True
    return rest[count] in "、）)" or (rest[count] in ".．" and not rest[count + 1 : count + 2].isdigit())


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


_CLOSING = frozenset("，。；：、）》”’！？,;")
_OPENING = frozenset("（《“‘、，")
_FRAGMENT = re.compile("[（《“‘、，]\n|\n[，。；：、）》”’！？,;]")
_ENDING = frozenset("。！？；：.!?;:")


def _glue_fragments(raw: Raw) -> None:
    """Lines that a link or emphasis cut in pieces: one that begins with a closing mark never begins a paragraph."""
    text, lines = raw.text, raw.lines
    if not _FRAGMENT.search(text):
        return
    for i in range(1, len(lines)):
        line, before = lines[i], lines[i - 1]
        if line.row != before.row + 1 or line.start == line.end or before.start == before.end:
            continue
        if text[line.start] in _CLOSING:
            line.flags |= flags.GLUED
            first = lines[i - 2] if i > 1 else before
            joined = first.row + 1 == before.row and first.end > first.start and text[first.end - 1] not in _ENDING
            if joined and not before.flags & flags.GLUED and not before.level:
                before.flags |= flags.GLUED
        elif text[before.end - 1] in _OPENING:
            line.flags |= flags.GLUED
