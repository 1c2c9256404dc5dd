"""Which literals a pattern cannot match without: the keys of the engine's one automaton pass.

Every match of a pattern contains at least one of its required literals, so a pattern is only tried where one of them
stands. Derived from the pattern's own syntax tree, as RE2's FilteredRE2 does; of the possible sets the rarest wins.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policyextract.language.edges import Chars, few, outer
from policyextract.language.rarity import cost, rarity, share
from policyextract.language.syntax import parsed, parts
from policyextract.language.texts import MAX_ALSO, Texts, exact, is_filled, leading, required, shortest

FULL_STOP = "。"
MAX_SETS = 3
# Expected hits per thousand characters above which annotations are the better keys.
FREQUENT_WORDS = 4.0
# A neighbour is asked for where at most this part of all characters will do.
SELECTIVE = 0.6
# Keys with which a match begins may be so much more frequent than others: no more than what follows them is looked at.
LEADING = 1.5


@dataclass(frozen=True, slots=True)
class Literals:
    """Required literals of a pattern.

    Attributes
    ----------
    plain : frozenset of str or None
        Ordinary text, one of which stands in every match; None when none can be derived.
    types : tuple of frozenset of str
        Sets of annotation characters, of each of which one stands in every match.
    width : int or None
        Greatest length of a match in characters; None when unbounded or when annotations are inside.
    also : tuple of frozenset of str
        Further sets of each of which one stands in every match, small enough to look for one by one; the rarest first.
    whole : bool
        The pattern's one group is one of ``plain``, nothing stands beside it, and every one of them is a match: no
        search is needed.
    closed : bool
        No match holds a full stop but as its first or last character, outside the core.
    near : tuple of (frozenset of str, frozenset of str, frozenset of str)
        Some of the keys (``plain``, or the smallest of ``types`` when there are none) with the characters of which one
        stands before them in every match, and those of which one stands behind; empty when any may.
    leads : bool
        Group 1 of every match begins with a key: the pattern needs to be tried at its keys only.
    goes_on : frozenset of str or None
        A key that is an annotation is a match by itself, and a longer one goes on with one of these characters; None
        when it is not, or when that is not known.
    """

    plain: frozenset[str] | None
    types: tuple[frozenset[str], ...]
    width: int | None
    also: tuple[frozenset[str], ...] = ()
    whole: bool = False
    closed: bool = False
    near: tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...] = ()
    leads: bool = False
    goes_on: frozenset[str] | None = None


def derive(pattern: str, type_characters: frozenset[str] = frozenset(), beside: bool = True) -> Literals:
    """Required literals of an expanded pattern; without their neighbours unless ``beside``, which is much quicker.

    >>> sorted(derive('(?:部署|组织)?开展.{2,9}行动').plain)
    ['开展']
    >>> [sorted(beside) for beside in derive('(?:^|和)(?:另外|此外)[^，]').near[0]]
    [['另外', '此外'], ['\\x00', '\\n', '和'], []]
    """
    tree = None if "(?i" in pattern else parsed(pattern)  # the automaton is case-sensitive
    if tree is None:
        return Literals(None, (), None)
    sets = required(tree, beside=beside)
    plain = [s for s in sets if not any(c in type_characters for t in s for c in t)]
    typed = [s for s in sets if all(t in type_characters for t in s)]
    starts = _starts(tree) if beside else frozenset({""})
    best = min(plain, key=rarity, default=None)
    first = min((s for s in plain if _leads(starts, s)), key=rarity, default=best)
    if best and first and cost(first) <= LEADING * cost(best):
        best = first
    if best is not None and typed and cost(best) > FREQUENT_WORDS:
        best = None  # the annotations are rarer, and tell where to look
    typed.sort(key=lambda s: (len(s), not _leads(starts, s)))
    keys = next(iter(typed), None) if best is None else best
    _, high = tree.getwidth()
    literals = None if best is None else frozenset(best)
    return Literals(
        plain=literals,
        types=tuple(map(frozenset, typed)),
        width=int(high) if int(high) < 2000 else None,
        also=_others(list(map(frozenset, plain)), literals),
        whole=_is_whole(tree, literals),
        closed=not (_crosses(tree) or _bound_to_text(tree)),
        near=_near(keys or {}),
        leads=(leads := _leads(starts, keys or {})),
        goes_on=_goes_on(tree) if leads and best is None else None,
    )


@lru_cache(maxsize=512)
def words_of(pattern: str) -> Literals:
    """What is required of a pattern that is tried at given places: neighbours of its words do not matter."""
    return derive(pattern, beside=False)


def _near(keys: Texts) -> tuple[tuple[frozenset[str], frozenset[str], frozenset[str]], ...]:
    """The neighbours that keys must have, those with the same together."""
    groups: dict[tuple[frozenset[str], frozenset[str]], set[str]] = {}
    for text, (before, after) in keys.items():
        beside = _selective(before), _selective(after)
        if any(beside):
            groups.setdefault(beside, set()).add(text)
    return tuple((frozenset(texts), *beside) for beside, texts in groups.items())


def _starts(tree: Any) -> frozenset[str]:
    """Texts of which one begins the first group of every match; an empty one where that is not known."""
    nodes = list(tree)
    at = _core(nodes)
    # Where a text is cut is no beginning of a line, and no edge of a word.
    return frozenset({""}) if at is None or _looks_back(core := nodes[at][1][3]) else leading(core)


def _core(nodes: list[Any]) -> int | None:
    """Which node of a pattern is its first group; None when none is."""
    return next((i for i, (op, arg) in enumerate(nodes) if str(op) == "SUBPATTERN" and arg[0] == 1), None)


def _leads(starts: frozenset[str], keys: Collection[str]) -> bool:
    """Whether every one of the texts begins with a key."""
    beginnings = {text[: len(key)] for text in starts for key in keys if text.startswith(key)}
    return all(text and any(text[:i] in beginnings for i in range(1, len(text) + 1)) for text in starts)


def _goes_on(tree: Any) -> frozenset[str] | None:
    """The characters with which a match of a pattern that begins with an annotation goes on; None when it must."""
    nodes = list(tree)
    core = _core(nodes)
    if core is None or core + 1 < len(nodes):
        return None
    first, *rest = nodes[core][1][3]
    while str(first[0]) == "SUBPATTERN" and len(first[1][3]) == 1:
        first = first[1][3][0]
    mark = list(first[1][3]) if str(first[0]) == "SUBPATTERN" else []
    if len(mark) != 2 or str(mark[0][0]) != "LITERAL" or not is_filled(mark, 0):
        return None
    found, optional = few(outer(rest, last=False))
    return found if optional else None


def _looks_back(node: Any) -> bool:
    """Whether a match depends on what stands before it."""
    return any(
        (str(op) == "AT" and "END" not in str(arg)) or any(map(_looks_back, parts(str(op), arg))) for op, arg in node
    )


def _selective(chars: Chars) -> frozenset[str]:
    """A set that is worth asking for; most of those that are given by what is not in them are not."""
    listed, others = chars
    return frozenset() if others or share(chars) > SELECTIVE else listed


def _is_whole(tree: Any, best: frozenset[str] | None) -> bool:
    """Whether the texts of a pattern are just its literals, none of them within another, and nothing is beside it."""
    (op, arg), *beside = tree or [("", ())]
    alone = str(op) == "SUBPATTERN" and arg[0] == 1 and not beside
    texts = exact(tree) if alone and best is not None and not _anchored(tree) else None
    return texts is not None and texts.keys() == best == shortest(texts).keys()


def _anchored(node: Any) -> bool:
    return any(str(op) == "AT" or any(map(_anchored, parts(str(op), arg))) for op, arg in node)


def _bound_to_text(node: Any) -> bool:
    """Whether a match depends on the beginning or end of the whole text, not only of lines."""
    for op, arg in node:
        name = str(op)
        if name == "AT" or (
            not (name == "SUBPATTERN" and arg[1] & re.MULTILINE) and any(map(_bound_to_text, parts(name, arg)))
        ):
            return True
    return False


def _crosses(tree: Any) -> bool:
    """Whether a match holds a full stop elsewhere than at an outer end of what stands beside the core."""
    stop, nodes = ord(FULL_STOP), list(tree)
    core = _core(nodes)
    if core is None:
        return _holds(nodes, stop)
    return _holds(nodes[core : core + 1], stop) or _inner(nodes[:core], 0) or _inner(nodes[core + 1 :], -1)


def _inner(nodes: Any, edge: int) -> bool:
    """Whether a full stop stands elsewhere than at one edge of a sequence."""
    rest = list(nodes)
    if not rest:
        return False
    name, arg = str(rest[edge][0]), rest[edge][1]
    del rest[edge]
    if name in ("SUBPATTERN", "BRANCH") or (name == "MAX_REPEAT" and arg[1] == 1):
        inside = any(_inner(part, edge) for part in parts(name, arg))
    else:
        inside = name in ("MAX_REPEAT", "MIN_REPEAT") and _holds(arg[2], ord(FULL_STOP))
    return inside or _holds(rest, ord(FULL_STOP))


def _holds(node: Any, character: int) -> bool:
    """Whether a match can hold a character."""
    for op, arg in node:
        name = str(op)
        if name == "LITERAL":
            found = arg == character
        elif name == "NOT_LITERAL":
            found = arg != character
        elif name == "IN":
            found = _in_class(arg, character)
        else:
            found = name == "ANY" or any(_holds(part, character) for part in parts(name, arg))
        if found:
            return True
    return False


def _in_class(items: Any, character: int) -> bool:
    found = negated = False
    for op, arg in items:
        name = str(op)
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL":
            found |= arg == character
        elif name == "RANGE":
            found |= arg[0] <= character <= arg[1]
        else:  # no class by name holds a full stop, but every opposite of one does
            found |= "NOT" in str(arg)
    return found != negated


def _others(sets: list[frozenset[str]], best: frozenset[str] | None) -> tuple[frozenset[str], ...]:
    """The rarest other sets that say something new."""
    new = {s for s in sets if len(s) <= MAX_ALSO and not (best and all(any(t in b for t in s) for b in best))}
    return tuple(sorted(new, key=lambda s: (cost(s), sorted(s)))[:MAX_SETS])


def exact_texts(pattern: str) -> frozenset[str] | None:
    """All texts an expanded pattern can match, when they are few; else None.

    >>> sorted(exact_texts('(?:部署|组织)开展'))
    ['组织开展', '部署开展']
    """
    tree = parsed(pattern)
    texts = None if tree is None else exact(tree)
    return None if texts is None else frozenset(texts)
