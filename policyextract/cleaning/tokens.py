"""HTML tokens by one regular expression: single pass, aware of quotes, linear on any input.

Possessive quantifiers forbid backtracking, and every alternative ends at the end of input at the latest, so no input
makes the scanner read anything twice. What WHATWG parsers drop (a tag cut off by the end of input) is dropped here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

# A quotation mark opens a value only behind an equals sign; a value whose mark is never closed is read as if the mark
# were an ordinary character (then no such mark follows in the whole rest, so this happens twice at most).
_ATTRIBUTES = r"""(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+|["'])*+"""

_TOKEN = rf"""
  <!--(?P<comment>-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))
| <(?P<raw>script|style|xmp|iframe|noembed|noframes)(?=[\s/>]){_ATTRIBUTES}
    (?:>(?:[^<]++|<(?!/(?P=raw)[\s/>]))*+(?:</(?P=raw){_ATTRIBUTES}(?:>|\Z)|\Z)|\Z)
| <(?P<rcdata>title|textarea)(?=[\s/>]){_ATTRIBUTES}
    (?:>(?P<inner>(?:[^<]++|<(?!/(?P=rcdata)[\s/>]))*+)(?:</(?P=rcdata){_ATTRIBUTES}(?:>|\Z)|\Z)|\Z)
| <[!?][^>]*+(?:>|\Z)
| </[^a-zA-Z>][^>]*+(?:>|\Z)
| </>
| <(?P<close>/?+)(?P<name>[a-zA-Z][^\s/>]*+){_ATTRIBUTES}(?:>|\Z)
"""
TOKEN = re.compile(_TOKEN, re.VERBOSE | re.IGNORECASE)
# Server pages: code between these marks is no text. An unclosed one is.
_SERVER_CODE = r"<%(?:[^%]++|%(?!>))*+(?:%>|\Z) |"
TOKEN_WITH_CODE = re.compile(_SERVER_CODE + _TOKEN, re.VERBOSE | re.IGNORECASE)

_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=][^\s"'<>/=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""",
)
# A reference by number has few digits; int() of a million digits is refused by Python and means nothing anyway.
ENTITY = re.compile(r"&(?:#(?:[0-9]{1,9}|[xX][0-9a-fA-F]{1,8});?|[a-zA-Z][a-zA-Z0-9]{1,31};?)")


def token_pattern(source: str) -> re.Pattern[str]:
    """The scanner for this source: with server code where there is any."""
    return TOKEN_WITH_CODE if "%>" in source else TOKEN


def attributes(tag: str) -> dict[str, str]:
    """Attributes of a start tag, entities resolved; the first of equal names counts.

    Examples
    --------
    >>> attributes('<p class="a > b" ALIGN=center hidden>')
    {'class': 'a > b', 'align': 'center', 'hidden': ''}
    """
    found: dict[str, str] = {}
    name_end = re.match(r"<[^\s/>]+", tag)
    for match in _ATTRIBUTE.finditer(tag, name_end.end() if name_end else 0):
        name = match[1].lower()
        if name not in found:
            value = match[2] or match[3] or match[4] or ""
            found[name] = unescape(value) if "&" in value else value
    return found


def unescape(text: str) -> str:
    """Resolve the entities of a text.

    Examples
    --------
    >>> unescape("a&nbsp;b&#123;&unknown;")
    'a\\xa0b{&unknown;'
    """
    return ENTITY.sub(lambda match: html.unescape(match[0]), text)


def text_runs(source: str, start: int, end: int) -> Iterator[tuple[str, int, int, bool]]:
    """Pieces of a text node: what they read, where they stand, and whether they are copied one to one.

    Examples
    --------
    >>> list(text_runs("A&amp;B", 0, 7))
    [('A', 0, 1, True), ('&', 1, 6, False), ('B', 6, 7, True)]
    """
    at = start
    for match in ENTITY.finditer(source, start, end):
        value = html.unescape(match[0])
        if value == match[0]:
            continue
        if match.start() > at:
            yield source[at : match.start()], at, match.start(), True
        if value:
            yield value, match.start(), match.end(), False
        at = match.end()
    if at < end:
        yield source[at:end], at, end, True
