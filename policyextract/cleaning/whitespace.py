"""Blanks that mean nothing go, blanks that part names stay.

Chinese text has no blanks between words, so most blanks in it are layout: padding, letter spacing (a title set as
single characters apart), line breaks of the markup, blanks around numbers. But a blank between two longer runs of
Chinese characters parts two names, and is kept.
"""

from __future__ import annotations

import re

from policyextract.cleaning.raw import Edit

SOFT = "\r"
"""Stands for a line break of the markup, which means a blank at most."""

# Blanks and characters without width or ink; the line break is the reader's and never part of a gap.
_BLANK = " \\t\\v\\f\\r\\x85\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000"
_INVISIBLE = (
    "\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\u00ad\\u034f\\u061c\\u180e\\ufff9-\\ufffb"
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"
)
_GAP = re.compile(f"[{_BLANK}{_INVISIBLE}]+")
_HAS_BLANK = re.compile(f"[{_BLANK}]")
_HAN = r"\u3400-\u9fff\uf900-\ufaff\u3007\U00020000-\U0003ffff"
_IS_HAN = re.compile(f"[{_HAN}]").match
# Chinese punctuation and full-width forms: no blank beside them ever parts anything.
_IS_WIDE_MARK = re.compile("[\u3001-\u3006\u3008-\u303f\uff01-\uffef\ufe30-\ufe4f]").match
# Marks that Western text uses too: a blank beside them goes only on a Chinese side.
_IS_SHARED_MARK = re.compile("[\u2010-\u2027\u00b7]").match
_NARROW, _HAN_CHAR, _WIDE, _SHARED = range(4)


class _Kinds(dict[str, int]):
    """What kind a character is of; computed once for each."""

    def __missing__(self, char: str) -> int:
        kind = _NARROW
        if _IS_HAN(char):
            kind = _HAN_CHAR
        elif _IS_WIDE_MARK(char):
            kind = _WIDE
        elif _IS_SHARED_MARK(char):
            kind = _SHARED
        self[char] = kind
        return kind


_KINDS = _Kinds()
# ASCII marks that hug Chinese text; the others (bars, dashes, slashes) part things.
_HUGGING = frozenset(".,;:!?()[]%\"'")
_ONE_HAN_BEFORE = re.compile(f"(?:^|[^{_HAN}])[{_HAN}]$")


def gaps(text: str, units: str) -> list[Edit]:
    """The blanks to delete, or to make one plain blank.

    Parameters
    ----------
    text : str
        Raw text; lines end at ``\\n``.
    units : str
        Characters that follow a number without a blank.

    Examples
    --------
    >>> text = "标　　题：财政部 税务总局 公告\\n第 91 号"
    >>> [text[a:b] for a, b, new in gaps(text, "号") if not new]
    ['\\u3000\\u3000', ' ', ' ']
    """
    out: list[Edit] = []
    add = out.append
    length = len(text)
    for match in _GAP.finditer(text):
        start, end = match.span()
        if start == 0 or end == length:
            add((start, end, ""))
            continue
        left, right = text[start - 1], text[end]
        if left == "\n" or right == "\n":
            add((start, end, ""))
        elif left < "\x7f" and right < "\x7f":
            if end - start > 1 or text[start] != " ":
                add((start, end, " " if _HAS_BLANK.search(text, start, end) else ""))
        elif not _keeps(text, start, end, left, right, units):
            add((start, end, ""))
        elif end - start > 1 or text[start] != " ":
            add((start, end, " "))
    return out


def _keeps(text: str, start: int, end: int, left: str, right: str, units: str) -> bool:
    """Whether a gap beside a character that is not ASCII parts two things."""
    before, after = _KINDS[left], _KINDS[right]
    if before == _WIDE or after == _WIDE:
        return False
    gap = text[start:end]
    if gap != " " and not _HAS_BLANK.search(gap):
        return False
    if before == _HAN_CHAR and after == _HAN_CHAR:
        return SOFT not in gap and not _letter_spaced(text, start, end)
    if before == _HAN_CHAR or after == _HAN_CHAR:
        narrow = right if before == _HAN_CHAR else left
        if _SHARED in (before, after) or narrow in _HUGGING:
            return False
        if not narrow.isalnum():
            return True
        return _parts_number(text, start, end, right, units, after == _HAN_CHAR)
    return True


def _letter_spaced(text: str, start: int, end: int) -> bool:
    """Whether one side is a single character standing alone: a title or label set apart for looks."""
    before = text[max(start - 2, 0) : start]
    single_left = len(before) < 2 or _KINDS[before[0]] != _HAN_CHAR
    after = text[end : end + 2]
    single_right = len(after) < 2 or _KINDS[after[1]] != _HAN_CHAR
    if single_left and not single_right and (len(before) < 2 or before[0] == "\n"):
        # the first character of a line: letter spacing goes on, a marker with a blank behind it does not
        following = _GAP.search(text, end, end + 4)
        return following is not None and following.start() - end <= 1
    return single_left or single_right


def _parts_number(text: str, start: int, end: int, right: str, units: str, han_follows: bool) -> bool:
    if not han_follows:
        return (
            end - start > 1
            and SOFT not in text[start:end]
            and not _ONE_HAN_BEFORE.search(text, max(start - 2, 0), start)
        )
    if right in units:
        return False
    if end - start > 1 and SOFT not in text[start:end]:
        return True
    number = text.rfind("\n", max(start - 12, 0), start)
    head = text[number + 1 if number >= 0 else max(start - 12, 0) : start]
    at_line_start = number >= 0 or start <= 12
    return at_line_start and bool(_MARKER(head))


_MARKER = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?$").match
