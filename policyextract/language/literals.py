"""Which literals a pattern cannot match without: the keys of the engine's one automaton pass.

Every match of a pattern contains at least one of its required literals, so a pattern is only tried where one of them
stands. Derived from the pattern's own syntax tree, as RE2's FilteredRE2 does; of the possible sets the rarest wins.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from typing import Any

from policyextract.values.frequency import FREQUENT

try:
    from re import _parser as _sre  # type: ignore[attr-defined]  # the stdlib's regex parser, same syntax as RE2's subset
except ImportError:  # pragma: no cover
    import sre_parse as _sre

MAX_EXACT = 64
MAX_JOINED = 400
MAX_EDGE = 40
_EMPTY = frozenset({""})
FULL_STOP = "。"
MAX_SET = 4000
MAX_ALSO = 24
MAX_SETS = 3
# Expected hits per thousand characters above which annotations are the better keys.
FREQUENT_WORDS = 4.0
_DIGITS = frozenset("0123456789")
# RE2's classes by property, which the stdlib's parser does not know: any wide class does for deriving literals.
_CODE_POINT = re.compile(r"\\x\{([0-9a-fA-F]{1,6})\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\[pP]\{[^}]*\}|\\.|[^\]\\])*\]")
_UNICODE_CLASS = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")


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
        No match holds a full stop: it lies between two of them.
    """

    plain: frozenset[str] | None
    types: tuple[frozenset[str], ...]
    width: int | None
    also: tuple[frozenset[str], ...] = ()
    whole: bool = False
    closed: bool = False


def derive(pattern: str, type_characters: frozenset[str] = frozenset()) -> Literals:
    """Required literals of an expanded pattern.

    >>> sorted(derive('(?:部署|组织)?开展.{2,9}行动').plain)
    ['开展']
    """
    if "(?i" in pattern:  # the automaton is case-sensitive
        return Literals(None, (), None)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _sre.parse(_readable(pattern))
    except (re.error, RecursionError, OverflowError):
        return Literals(None, (), None)
    sets = _required(tree)
    plain = [s for s in sets if not any(c in type_characters for t in s for c in t)]
    typed = tuple(s for s in sets if all(t in type_characters for t in s))
    best = min(plain, key=_rarity, default=None)
    if best is not None and typed and cost(best) > FREQUENT_WORDS:
        best = None  # the annotations are rarer, and tell where to look
    _, high = tree.getwidth()
    bounded = int(high) if int(high) < 2000 else None
    closed = not (_holds(tree, ord(FULL_STOP)) or _bound_to_text(tree))
    return Literals(best, typed, bounded, _others(plain, best), _is_whole(tree, best), closed)


def _is_whole(tree: Any, best: frozenset[str] | None) -> bool:
    """Whether the texts of a pattern are just its literals, none of them within another, and nothing is beside it."""
    (op, arg), *beside = tree or [("", ())]
    alone = str(op) == "SUBPATTERN" and arg[0] == 1 and not beside
    exact = _exact(tree) if alone and best is not None and not _anchored(tree) else None
    return exact is not None and exact == best == _shortest(exact)


def _anchored(node: Any) -> bool:
    return any(str(op) == "AT" or any(map(_anchored, _parts(str(op), arg))) for op, arg in node)


def _bound_to_text(node: Any) -> bool:
    """Whether a match depends on the beginning or end of the whole text, not only of lines."""
    for op, arg in node:
        name = str(op)
        if name == "AT" or (
            not (name == "SUBPATTERN" and arg[1] & re.MULTILINE) and any(map(_bound_to_text, _parts(name, arg)))
        ):
            return True
    return False


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
            found = name == "ANY" or any(_holds(part, character) for part in _parts(name, arg))
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


def _parts(name: str, arg: Any) -> list[Any]:
    """The nodes inside a node."""
    if name == "SUBPATTERN":
        return [arg[3]]
    if name == "BRANCH":
        return list(arg[1])
    return [arg[2]] if name in ("MAX_REPEAT", "MIN_REPEAT") else []


def _others(sets: list[frozenset[str]], best: frozenset[str] | None) -> tuple[frozenset[str], ...]:
    """The rarest other sets that say something new."""
    new = {s for s in sets if len(s) <= MAX_ALSO and not (best and all(any(t in b for t in s) for b in best))}
    return tuple(sorted(new, key=lambda s: (cost(s), sorted(s)))[:MAX_SETS])


def _readable(pattern: str) -> str:
    """A pattern with what RE2 spells in its own way as the standard library's parser knows it."""
    pattern = _CODE_POINT.sub(lambda m: re.escape(chr(int(m[1], 16))), pattern)
    pattern = _CLASS.sub(lambda m: _UNICODE_CLASS.sub(_range, m[0]), pattern)
    return _UNICODE_CLASS.sub(lambda m: f"[{_range(m)}]", pattern).replace(r"\z", r"\Z")


def _range(unicode_class: re.Match[str]) -> str:
    """Characters for a class by property: all Chinese ones, or all there are, since which they are does not matter."""
    return "\u4e00-\u9fa5" if unicode_class[0] == r"\p{Han}" else "\x01-\uffff"


def exact_texts(pattern: str) -> frozenset[str] | None:
    """All texts an expanded pattern can match, when they are few; else None.

    >>> sorted(exact_texts('(?:部署|组织)开展'))
    ['组织开展', '部署开展']
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _exact(_sre.parse(_readable(pattern)))
    except (re.error, RecursionError, OverflowError):
        return None


def edge_characters(pattern: str, last: bool = False) -> frozenset[str] | None:
    """Characters that every match of a pattern begins with (or ends with), when they are few and no match is empty.

    >>> sorted(edge_characters('[市省]|自治区')), sorted(edge_characters('的?(?:规定|要求)', last=True))
    (['市', '省', '自'], ['定', '求'])
    >>> edge_characters('^|第')
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _edge(_sre.parse(_readable(pattern)), last)
    except (re.error, RecursionError, OverflowError):
        return None


def _edge(node: Any, last: bool) -> frozenset[str] | None:
    found: frozenset[str] = frozenset()
    for op, arg in reversed(list(node)) if last else node:
        part, optional = _edge_of(str(op), arg, last)
        if part is None or len(found) + len(part) > MAX_SET:
            return None
        found |= part
        if not optional:
            return found
    return None  # everything is optional: a match may be empty


def _edge_of(op: str, arg: Any, last: bool) -> tuple[frozenset[str] | None, bool]:
    """Edge characters of one node, and whether it may be left out."""
    if op == "LITERAL":
        return frozenset({chr(arg)}), False
    if op == "IN":
        return _class(arg), False
    if op == "SUBPATTERN":
        return _edge(arg[3], last), False
    if op == "BRANCH":
        parts = [_edge(option, last) for option in arg[1]]
        if any(part is None for part in parts):
            return None, False
        return frozenset().union(*[part for part in parts if part is not None]), False
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        return _edge(arg[2], last), arg[0] == 0
    return None, False


def cost(literals: frozenset[str]) -> float:
    """Expected hits per thousand characters, roughly."""
    return sum(_cost(t) for t in literals)


def _rarity(literals: frozenset[str]) -> tuple[float, int]:
    """Order of sets as keys: the rarest first, of equals the one with longer texts."""
    return cost(literals), -min(map(len, literals))


def _cost(text: str) -> float:
    first = text[0]
    if len(text) == 1:
        return 30.0 if first in _DIGITS else 15.0 if not first.isalnum() else 4.0 if first in FREQUENT else 0.5
    if all(c in _DIGITS for c in text):
        return 10.0 / len(text)
    return 0.15 if len(text) == 2 else 0.03


def _exact(node: Any) -> frozenset[str] | None:
    """All texts a node can match, when they are few."""
    out = frozenset({""})
    for op, arg in node:
        part = _exact_one(str(op), arg)
        if part is None or len(out) * len(part) > MAX_EXACT:
            return None
        out = frozenset(a + b for a in out for b in part)
    return out


def _exact_one(op: str, arg: Any) -> frozenset[str] | None:
    if op == "LITERAL":
        return frozenset({chr(arg)})
    if op == "IN":
        return _class(arg)
    if op == "AT":
        return frozenset({""})
    if op == "SUBPATTERN":
        return _exact(arg[3])
    if op == "BRANCH":
        options = [_exact(b) for b in arg[1]]
        if any(o is None for o in options):
            return None
        joined = frozenset().union(*[o for o in options if o is not None])
        return joined if len(joined) <= MAX_SET else None
    if op in ("MAX_REPEAT", "MIN_REPEAT"):
        low, high, inner = arg
        if int(high) == 1 and low == 0:
            part = _exact(inner)
            return None if part is None else part | {""}
        if low == high and low <= 4:
            part, out = _exact(inner), frozenset({""})
            if part is None or len(part) ** low > MAX_EXACT:
                return None
            for _ in range(low):
                out = frozenset(a + b for a in out for b in part)
            return out
    return None


def _class(items: Any) -> frozenset[str] | None:
    found: set[str] = set()
    for op, arg in items:
        if str(op) == "LITERAL":
            found.add(chr(arg))
        elif str(op) == "RANGE" and arg[1] - arg[0] < 24:
            found.update(map(chr, range(arg[0], arg[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= 48 else None


def _required(node: Any) -> list[frozenset[str]]:
    """Sets of literals; of each set one member stands in every match.

    As in Russ Cox's trigram index: exact parts that follow each other are joined, and where a part of unknown length
    comes between, its edge characters are joined with their neighbours.
    """
    sets: list[frozenset[str]] = []
    run = _EMPTY

    def close(first: frozenset[str] | None = None) -> None:
        joined = _joined(run, first) if first else None
        found = joined or run
        if "" not in found:
            sets.append(_shortest(found))

    for op, arg in node:
        name = str(op)
        if name == "AT":
            continue
        part = _exact_one(name, arg)
        if part is not None:
            joined = _joined(run, part)
            if joined is not None and len(joined) > MAX_ALSO:
                # Few short texts are quicker to look for in a short piece than many long ones.
                sets += [_shortest(few) for few in (run, part) if "" not in few and len(few) <= MAX_ALSO]
            if joined is None:
                close()
                joined = _EMPTY if any(map(_is_private, part)) else part
                if joined is _EMPTY and "" not in part:
                    sets.append(part)
            run = joined
            continue
        first, optional = _edge_of(name, arg, last=False)
        last, _ = _edge_of(name, arg, last=True)
        close(None if optional else first)
        if name == "SUBPATTERN":
            sets.extend(_required(arg[3]))
        elif name == "BRANCH":
            sets.extend(_branch(arg[1]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT") and arg[0] >= 1:
            sets.extend(_required(arg[2]))
        run = _EMPTY if optional or not last or len(last) > MAX_EDGE or any(map(_is_private, last)) else last
    close()
    return sets


def _joined(left: frozenset[str], right: frozenset[str]) -> frozenset[str] | None:
    """Every text of one set before every text of the other; None when they are too many or hold an annotation."""
    if left is _EMPTY and not any(map(_is_private, right)):
        return right
    if len(left) * len(right) > MAX_JOINED or any(map(_is_private, left | right)):
        return None
    return frozenset(a + b for a in left for b in right)


def _shortest(texts: frozenset[str]) -> frozenset[str]:
    """Without those that hold another one: where they stand, the other one stands too."""
    return frozenset(t for t in texts if not any(t[i:j] in texts for i, j in _inner(len(t))))


def _inner(length: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(length) for j in range(i + 1, length + 1) if j - i < length]


def _branch(options: Any) -> list[frozenset[str]]:
    """One plain set for an alternation, and one of annotation characters when every option needs one."""
    best: list[frozenset[str]] = []
    typed: list[frozenset[str]] = []
    for option in options:
        sets = _required(option)
        plain = [s for s in sets if not any(_is_private(t) for t in s)]
        private = [s for s in sets if all(_is_private(t) for t in s)]
        mixed = [s for s in sets if any(_is_private(t) for t in s)]
        best.append(min(plain, key=_rarity) if plain else (mixed[0] if mixed else frozenset()))
        typed.append(private[0] if private else frozenset())
    out = []
    if all(best):
        joined = frozenset().union(*best)
        if len(joined) <= MAX_SET:
            out.append(joined)
    if all(typed):
        out.append(frozenset().union(*typed))
    return out


def _is_private(text: str) -> bool:
    return any("\ue000" <= c <= "\uf8ff" for c in text)
