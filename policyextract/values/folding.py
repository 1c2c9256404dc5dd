"""The folded view: what rules match on. One character to one character, always, so that offsets never move.

Full width becomes half width, traditional simplified, and the variants of zero, dash, bracket, quotation mark and
blank one each. Knowledge of which characters are variants lies in ``data/``; the mechanism is two passes over the
text: a plain ``str.replace`` for the marks that every Chinese text is full of, and one precompiled character class for
the rest (``str.translate`` costs eight times as much, because it looks every character up).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

REPLACEMENT = "\ufffd"

# Marks of nearly every text: replaced whole before the character class looks for the rest.
_FREQUENT = "\uff0c\uff1a\uff1b\uff08\uff09\uff01\uff1f\u3000"

# Characters the source may not bring into the matching view: the engine uses the private-use area for its own marks,
# and RE2 refuses lone surrogates.
_FORBIDDEN = ((0xE000, 0xF8FF), (0xD800, 0xDFFF))

# Blocks whose characters are compatibility forms of one other character (Kangxi radicals, small forms, ...).
_COMPATIBILITY = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE))


class _Folding(NamedTuple):
    table: dict[str, str]
    frequent: tuple[tuple[str, str], ...]
    rare: re.Pattern[str]


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            target, _, sources = line.partition("\t")
            for source in sources:
                yield source, target


def _computed() -> Iterator[tuple[str, str]]:
    for first, last in _COMPATIBILITY:
        for char in map(chr, range(first, last + 1)):
            plain = unicodedata.normalize("NFKC", char)
            if len(plain) == 1 and plain != char:
                yield char, plain
    for char in map(chr, range(0xA0, 0x3001)):
        if unicodedata.category(char) == "Zs":
            yield char, " "


def character_class(chars: Iterable[str]) -> str:
    """A regular expression class of these characters, as ranges.

    Examples
    --------
    >>> character_class("abdc9")
    '[\\\\U00000039-\\\\U00000039\\\\U00000061-\\\\U00000064]'
    """
    ranges: list[list[int]] = []
    for code in sorted(set(map(ord, chars))):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "[" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges) + "]"


@lru_cache(maxsize=1)
def _folding() -> _Folding:
    table = dict(_computed())
    table.update(_pairs("traditional.tsv"))
    table.update(_pairs("variants.tsv"))
    for source, target in table.items():  # a compatibility form of a traditional character goes the whole way
        table[source] = table.get(target, target)
    for first, last in _FORBIDDEN:
        table.update((chr(code), REPLACEMENT) for code in range(first, last + 1))
    frequent = tuple((char, table[char]) for char in _FREQUENT)
    return _Folding(table, frequent, re.compile(character_class(c for c in table if c not in _FREQUENT)))


def fold(text: str) -> str:
    """The matching view of a text: as long as the text, each character folded on its own.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Same length. Private-use characters and lone surrogates become U+FFFD.

    Examples
    --------
    >>> fold("二○二二年（第１２號）")
    '二〇二二年(第12号)'
    """
    if text.isascii():
        return text
    table, frequent, rare = _folding()
    for char, plain in frequent:
        text = text.replace(char, plain)
    return rare.sub(lambda match: table[match[0]], text)


def unspaced(text: str) -> str:
    """A text without its blanks and line breaks, as names and titles are compared.

    Examples
    --------
    >>> unspaced("财 政\\n部")
    '财政部'
    """
    return "".join(text.split())


def folds_to(char: str) -> str:
    """What one character becomes in the folded view.

    Examples
    --------
    >>> folds_to("（")
    '('
    """
    return _folding().table.get(char, char)
