"""Numerals as Chinese texts write them: Arabic, full width, Chinese positional and multiplicative, enclosed, Roman.

>>> parse_integer("二〇二二"), parse_integer("一百零二"), parse_integer("廿一"), parse_integer("㈣")
(2022, 102, 21, 4)
>>> parse_number("1.65万亿"), parse_number("三点五"), parse_number("半")
(1650000000000, 3.5, 0.5)
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

_DIGITS = {c: i for i, row in enumerate(zip("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", strict=True)) for c in row}
_DIGITS |= {"○": 0, "◯": 0, "两": 2, "兩": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "元": 1}
_TENS = {"廿": 20, "卅": 30, "卌": 40}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ARABIC = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)((?:[十百千])?[万亿]*)")
_TRADITIONAL = str.maketrans("萬億點", "万亿点")
_LETTER_ZERO = re.compile(r"(?<=[0-9])[OoＯｏ○〇](?=[0-9OoＯｏ○〇]|$)")
_MIXED = re.compile(r"(?=.*[〇零○一二三四五六七八九])[0-9Oo〇零○一二三四五六七八九]+")
_LIMIT = 40  # longer "numbers" are no numbers: keeps int() and the loops short on hostile text


@lru_cache(maxsize=4096)
def parse_integer(text: str) -> int | None:
    """Read a whole number, or None.

    A run of bare digits is positional (``二〇二二``); with 十百千万亿 it is multiplicative (``一千零二十``). A digit
    right behind 百 or a bigger unit counts tenths of that unit, as spoken (``一万五`` is 15000). 元 is one (``元月``).
    """
    text = text.strip()
    if not text or len(text) > _LIMIT:
        return None
    if len(text) == 1 and text not in _UNITS and text not in _TENS and text not in _DIGITS:
        return _enclosed(text)
    plain = unicodedata.normalize("NFKC", text)
    plain = _LETTER_ZERO.sub("0", plain)
    if _ARABIC.fullmatch(plain):
        return int(plain.replace(",", ""))
    if plain.isascii():
        return _roman(plain)
    if _MIXED.fullmatch(plain) and any(c.isascii() for c in plain):
        return int("".join(c if c.isdecimal() else str(_DIGITS.get(c, 0)) for c in plain))  # 二0二二, 二OO八
    found = _chinese(text)
    if found is not None:
        return found
    number = parse_number(text)
    return int(number) if isinstance(number, int) else None


@lru_cache(maxsize=4096)
def parse_number(text: str) -> int | float | None:
    """Read a number with decimals, scales (``1.2万``) or fractions (``三分之二``), or None.

    Whole results are ``int``.
    """
    text = text.strip()
    if not text or len(text) > _LIMIT:
        return None
    if text == "半":
        return 0.5
    plain = unicodedata.normalize("NFKC", text).translate(_TRADITIONAL)
    if m := _DECIMAL.fullmatch(plain):
        digits, scale = m[1].replace(",", ""), 1
        for c in m[2]:
            scale *= _UNITS.get(c) or _SCALES[c]
        exact = Decimal(digits) * scale  # 1.09万亿 in floats is a ten-thousandth too much
        return int(exact) if exact == int(exact) else float(exact)
    if "分之" in plain:
        below, _, above = plain.partition("分之")
        d, n = parse_number(below), parse_number(above)
        return _whole(n / d) if d and n is not None else None
    if "点" in plain:
        head, _, tail = plain.partition("点")
        whole = parse_integer(head)
        if whole is None or not tail or any(c not in _DIGITS for c in tail):
            return None
        return _whole(float(f"{whole}.{''.join(str(_DIGITS[c]) for c in tail)}"))
    return _chinese(text)


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _enclosed(char: str) -> int | None:
    """One character with a numeric value: ① ⑴ ⒈ ㈠ Ⅷ and plain digits."""
    value = unicodedata.numeric(char, None)
    if value is not None and value == int(value):
        return int(value)
    return _ROMAN.get(char.upper())


def _roman(text: str) -> int | None:
    upper = text.upper()
    if not _ROMAN_FORM.fullmatch(upper):
        return None
    values = [_ROMAN[c] for c in upper]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def _chinese(text: str) -> int | None:
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digits = 0
    last_unit = 1
    pending: int | None = None  # a digit that waits for its unit
    for c in unicodedata.normalize("NFKC", text):
        if c in _DIGITS or c.isdecimal():
            value = _DIGITS[c] if c in _DIGITS else int(c)
            # 3百, 12万: Arabic digits in front of a unit
            pending = pending * 10 + value if pending and digits else value
            digits = c not in _DIGITS
            if value == 0 and c in _DIGITS:
                last_unit = 1
        elif c in _TENS:
            section, pending, last_unit, digits = section + _TENS[c], None, 10, False
        elif c in _UNITS:
            unit = _UNITS[c]
            section += (1 if pending is None else pending) * unit
            pending, last_unit, digits = None, unit, False
        elif c in _SCALES:
            scale = _SCALES[c]
            section += pending or 0
            if not section:
                if not total:
                    return None
                total *= scale  # 万亿
            elif scale > 10**4 and total:
                total = (total + section) * scale
            else:
                total += section * scale
            section, pending, last_unit, digits = 0, None, scale, False
        else:
            return None
    if pending:
        section += pending * (last_unit // 10 if last_unit >= 100 else 1)
    return total + section
