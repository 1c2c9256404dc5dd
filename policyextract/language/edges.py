"""Which characters can stand at the edges of a piece of pattern, and beside it.

Every answer errs to the side of too many characters: what is found here decides where a pattern is not tried.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from policyextract.language.syntax import EVERYTHING, parsed
from policyextract.values.frequency import FREQUENT

# A set of characters, and whether all others are meant instead.
Chars = tuple[frozenset[str], bool]
ANY: Chars = (frozenset(), True)
#: Stands before the first and behind the last character of a text.
EDGE = "\x00"
_LINE: Chars = (frozenset({EDGE, "\n"}), False)
# What a walk finds behind the whole piece: when it is among the characters, the piece may be empty.
_OUTSIDE: Chars = (frozenset({""}), False)
MAX_EDGES = 4000
# Longer ranges of a class are known by which of the usual characters are in them.
MAX_RANGE = 64
_USUAL = FREQUENT | frozenset(string.printable) | frozenset(map(chr, (0x3001, 0x3002, *range(0x3008, 0x3012))))
_CATEGORIES = {
    "CATEGORY_DIGIT": string.digits,
    "CATEGORY_SPACE": " \t\n\r\f",
    "CATEGORY_WORD": string.ascii_letters + string.digits + "_",
}


def edge_characters(pattern: str, last: bool = False) -> frozenset[str] | None:
    """Characters that every match of a pattern begins with (or ends with), when they are few and no match is empty.

    >>> sorted(edge_characters('[市省]|自治区')), sorted(edge_characters('的?(?:规定|要求)', last=True))
    (['市', '省', '自'], ['定', '求'])
    >>> edge_characters('^|第')
    """
    tree = parsed(pattern)
    if tree is None:
        return None
    found, optional = few(outer(tree, last))
    return None if optional else found


def outer(tree: Iterable[tuple[Any, Any]], last: bool) -> Chars:
    """The characters of one end of a sequence, and an empty text among them where it may be empty."""
    return beside(tree, _OUTSIDE, last)


def edge_of(node: tuple[Any, Any], last: bool) -> tuple[frozenset[str] | None, bool]:
    """Edge characters of one node (None when they are many), and whether it may be left out."""
    return few(step(node, _OUTSIDE, last))


def few(chars: Chars) -> tuple[frozenset[str] | None, bool]:
    """The characters of a walk from outside, None when they are many or line edges; and whether it came through."""
    found, others = chars
    optional = not others and "" in found
    if others or EDGE in found or len(found) > MAX_EDGES:
        return None, optional
    return found - {""}, optional


def beside(tree: Iterable[tuple[Any, Any]], outside: Chars, last: bool) -> Chars:
    """What can stand at the end of a sequence (``last``) or at its beginning, or beyond it where it may be empty."""
    for node in tree if last else reversed(list(tree)):
        outside = step(node, outside, last)
    return outside


def step(node: tuple[Any, Any], outside: Chars, last: bool) -> Chars:
    """The same for one node."""
    name, arg = str(node[0]), node[1]
    if name == "LITERAL":
        return frozenset({chr(arg)}), False
    if name == "NOT_LITERAL":
        return frozenset({chr(arg)}), True
    if name == "IN":
        return characters(arg)
    if name == "AT":
        known = line_edges(arg)[0 if last else 1]
        return outside if known is ANY else known
    if name == "SUBPATTERN":
        return beside(arg[3], outside, last)
    if name == "BRANCH":
        return union(beside(option, outside, last) for option in arg[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        low, high, inner = arg
        if not high:
            return outside
        found = beside(inner, outside, last)
        return found if low else union((found, outside))
    return ANY


def line_edges(at: Any) -> tuple[Chars, Chars]:
    """What an assertion says of the characters before and behind it."""
    return _LINE if "BEGINNING" in str(at) else ANY, _LINE if "END" in str(at) else ANY


def characters(items: Any) -> Chars:
    """The characters of a class."""
    return _characters(tuple([(str(op), arg) for op, arg in items]))


@lru_cache(maxsize=2048)
def _characters(items: tuple[tuple[str, Any], ...]) -> Chars:
    """The same once for each class: patterns are full of equal ones."""
    held: set[str] = set()
    wide: list[tuple[int, int]] = []
    negated = unknown = False
    for name, arg in items:
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            held.add(chr(arg))
        elif name == "RANGE" and arg[1] - arg[0] < MAX_RANGE:
            held.update(map(chr, range(arg[0], arg[1] + 1)))
        elif name == "RANGE" and arg != EVERYTHING:
            wide.append(arg)
        elif str(arg) in _CATEGORIES:
            held.update(_CATEGORIES[str(arg)])
        else:
            unknown = True
    usual = {c for c in _USUAL if any(low <= ord(c) <= high for low, high in wide)}
    if negated:
        return frozenset(held | usual), True
    if unknown:
        return ANY
    return (frozenset(_USUAL - usual - held), True) if wide else (frozenset(held), False)


def union(sets: Iterable[Chars]) -> Chars:
    """Characters that are in one of the sets."""
    ours, others = frozenset[str](), False
    for chars, negated in sets:
        if negated and others:
            ours &= chars
        elif negated:
            ours, others = chars - ours, True
        elif others:
            ours -= chars
        else:
            ours |= chars
    return ANY if others and not ours else (ours, others)


def both(one: Chars, other: Chars) -> Chars:
    """Characters that are in both sets."""
    if one is ANY:
        return other
    if other is ANY:
        return one
    if one[1] and other[1]:
        return one[0] | other[0], True
    if one[1]:
        one, other = other, one
    return (one[0] - other[0] if other[1] else one[0] & other[0]), False
