"""Documents that come as JSON: keys are labels, long values are paragraphs, escapes map to their source.

The strings are read by one scanner, so that broken JSON (a trailing comma, a cut end) is read as far as it goes.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from itertools import accumulate

from policyextract.cleaning.raw import GLUED, Line, Raw, Run
from policyextract.cleaning.tags import BLOCKS
from policyextract.cleaning.tokens import ENTITY, unescape

_STRING = re.compile(r'"((?:[^"\\]++|\\.)*+)"(\s*+:)?|(-?[0-9][0-9.eE+-]*+)|([\[\]{}])', re.DOTALL)
_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.)", re.DOTALL)
_MARKUP = re.compile(r"</?(?:p|br|div|span|table|tr|td|li|strong|h[1-6])[\s/>]", re.IGNORECASE)
_TAG_OR_ENTITY = re.compile(rf"</?([a-zA-Z][a-zA-Z0-9]*+)[^<>]*+>|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|{ENTITY.pattern}")
_START = re.compile(r'\s*[\[{]\s*(?:"(?:[^"\\]|\\.){1,80}"\s*:|[\[{]\s*"|"[^"]*"\s*[,\]])')


def looks_like_json(source: str) -> bool:
    """Whether a source begins as a JSON object or list with a key in it."""
    return source[:1] in "[{ \t\r\n" and bool(_START.match(source))


def read_json(source: str) -> tuple[Raw, list[str]]:
    """The string values as lines, each escape with its source; and the key of each line.

    Examples
    --------
    >>> raw, keys = read_json('{"title": "A\\\\u0042", "body": "c\\\\nd"}')
    >>> raw.text, keys
    ('AB\\nc\\nd', ['title', 'body', 'body'])
    """
    parts: list[str] = []
    runs: list[Run] = []
    lines: list[Line] = []
    keys: list[str] = []
    key = ""
    length = 0
    for match in _STRING.finditer(source):
        if match[2]:
            key = _decoded(match[1])
            continue
        start, end = match.span(1) if match[1] is not None else match.span(3)
        if match[4] or start >= end:
            continue
        line_start = value_start = length
        glued = 0
        value_runs = _runs(source, start, end)
        if source.find("<", start, end) >= 0:
            value_runs = _without_tags(value_runs)
        for text, a, b, copied in value_runs:
            if text in ("\n", "\r"):
                if length > line_start:
                    lines.append(Line(line_start, length, len(lines), flags=glued))
                    keys.append(key)
                    parts.append("\n")
                    length += 1
                    line_start = length
                continue
            if length == line_start and lines and keys[-1] == key and line_start > value_start:
                glued = GLUED if text[0] == " " else 0  # a value wrapped at a width, its further lines indented
            parts.append(text)
            runs.append((length, length + len(text), a, b, copied))
            length += len(text)
        if length > line_start:
            lines.append(Line(line_start, length, len(lines), flags=glued))
            keys.append(key)
            parts.append("\n")
            length += 1
    if parts and parts[-1] == "\n":
        parts.pop()
    return Raw("".join(parts), runs, lines, "application/json"), keys


def _runs(source: str, start: int, end: int) -> list[tuple[str, int, int, bool]]:
    out = []
    at = start
    for match in _ESCAPE.finditer(source, start, end):
        if match.start() > at:
            out.append((source[at : match.start()].replace("\n", " ").replace("\r", " "), at, match.start(), True))
        value = _decoded(match[0])
        out.append((value, match.start(), match.end(), value == match[0]))
        at = match.end()
    if at < end:
        out.append((source[at:end].replace("\n", " ").replace("\r", " "), at, end, True))
    return out


def _without_tags(runs: list[tuple[str, int, int, bool]]) -> list[tuple[str, int, int, bool]]:
    """A value that holds HTML: its tags away, a line break where a block begins or ends."""
    text = "".join(run[0] for run in runs)
    if not _MARKUP.search(text):
        return runs
    out: list[tuple[str, int, int, bool]] = []
    starts = list(accumulate((len(run[0]) for run in runs), initial=0))

    def copy(start: int, end: int) -> None:
        i = bisect_right(starts, start) - 1
        while start < end:
            piece, a, b, copied = runs[i]
            stop = min(end, starts[i + 1])
            low, high = start - starts[i], stop - starts[i]
            if copied:
                a, b = a + low, a + high
            out.append((piece[low:high].replace("\n", " ").replace("\r", " "), a, b, copied))
            start, i = stop, i + 1

    at = 0
    for found in _TAG_OR_ENTITY.finditer(text):
        copy(at, found.start())
        at = found.end()
        i, last = bisect_right(starts, found.start()) - 1, bisect_right(starts, found.end() - 1) - 1
        a = runs[i][1] + (found.start() - starts[i] if runs[i][3] else 0)
        b = runs[last][1] + found.end() - starts[last] if runs[last][3] else runs[last][2]
        if found[0][0] == "&":
            out.append((unescape(found[0]).replace("\n", " "), a, b, False))
        elif found[1] and (found[1].lower() in BLOCKS or found[1].lower() == "br"):
            out.append(("\n", a, b, False))
    copy(at, len(text))
    return out


def _decoded(text: str) -> str:
    if "\\" not in text:
        return text
    try:
        value = json.loads(f'"{text}"', strict=False)
    except ValueError:
        return text  # no escape of JSON: it reads as it stands
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else text
