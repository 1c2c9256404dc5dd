"""Sets of texts of which every match of a pattern holds one, with what can stand beside each of them there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from policyextract.language.edges import ANY, Chars, both, characters, edge_of, line_edges, step, union
from policyextract.language.rarity import rarity

MAX_EXACT = 64
MAX_JOINED = 400
MAX_EDGE = 40
MAX_CLASS = 48
MAX_SET = 4000
#: Few short texts are quicker to look for in a short piece than many long ones.
MAX_ALSO = 24
Near = tuple[Chars, Chars]  # what can stand before a text, and what behind it
Texts = dict[str, Near]
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FREE: Near = (ANY, ANY)
_EMPTY: Texts = {"": _FREE}
Tree = Iterable[tuple[Any, Any]]


def exact(tree: Tree) -> Texts | None:
    """All texts a piece of pattern can match, when they are few."""
    out = _EMPTY
    for node in tree:
        part = _exact_one(node)
        if part is None or len(out) * len(part) > MAX_EXACT:
            return None
        out = _product(out, part)
    return out


def required(tree: Tree, before: Chars = ANY, after: Chars = ANY, beside: bool = True) -> list[Texts]:
    """Sets of literals; of each set one member stands in every match.

    As in Russ Cox's trigram index: exact parts that follow each other are joined, and where a part of unknown length
    comes between, its edge characters are joined with their neighbours.

    Parameters
    ----------
    tree : sequence of nodes
        The piece of pattern.
    before, after : Chars
        What can stand beside the piece.
    beside : bool
        Whether neighbours are asked for at all: to find them is most of the work.
    """
    nodes = list(tree)
    lefts, rights = _between(nodes, before, after) if beside else ([ANY] * (len(nodes) or 1),) * 2
    sets: list[Texts] = []
    run, left = _EMPTY, before

    def close(right: Chars, first: frozenset[str] | None = None) -> None:
        joined = _joined(run, dict.fromkeys(first, _FREE)) if first else None
        found = _placed(run, left, right) if joined is None else _placed(joined, left, ANY)
        if "" not in found:
            sets.append(shortest(found))

    for i, node in enumerate(nodes):
        if str(node[0]) == "AT":
            continue
        if run is _EMPTY:
            left = lefts[i]
        part = _exact_one(node)
        if part is not None:
            joined = _joined(run, part)
            if joined is not None and len(joined) > MAX_ALSO:
                pieces = ((run, left, rights[i - 1]), (part, lefts[i], rights[i]))
                sets += [shortest(_placed(*p)) for p in pieces if "" not in p[0] and len(p[0]) <= MAX_ALSO]
            if joined is None:
                plain = "" not in part and not any(map(is_private, part))
                close(rights[i - 1], frozenset(t[0] for t in part) if plain else None)
                joined, left = part, lefts[i]
                if any(map(is_private, part)):
                    joined = _EMPTY
                    if "" not in part:
                        sets.append(_placed(part, left, rights[i + is_filled(nodes, i)]))
            run = joined
            continue
        (first, optional), (last, empty) = edge_of(node, last=False), edge_of(node, last=True)
        optional |= empty  # whichever edge is known tells it
        close(rights[i - 1], None if optional else first)
        sets += _inner_sets(node, lefts[i], rights[i], beside)
        lent = not (optional or not last or len(last) > MAX_EDGE or any(map(is_private, last)))
        run, left = (dict.fromkeys(last or (), _FREE), ANY) if lent else (_EMPTY, ANY)
    close(rights[-1] if nodes else after)
    return sets


def leading(tree: Tree) -> frozenset[str]:
    """Texts of which one begins every match of a piece of pattern; an empty one among them where nothing is known."""
    texts = {""}
    for node in tree:
        part = _exact_one(node)
        more = frozenset(part) if part is not None else _leading_one(node)
        if len(texts) * len(more) > (MAX_JOINED if len(texts) > 1 else MAX_SET):
            break
        texts = {a + b for a in texts for b in more}
        if part is None:
            break
    return frozenset(texts)


def _leading_one(node: tuple[Any, Any]) -> frozenset[str]:
    name, arg = str(node[0]), node[1]
    if name == "SUBPATTERN":
        return leading(arg[3])
    if name == "BRANCH":
        return frozenset().union(*map(leading, arg[1]))
    return leading(arg[2]) if name in ("MAX_REPEAT", "MIN_REPEAT") and arg[0] else frozenset({""})


def shortest(texts: Texts) -> Texts:
    """Without those that hold another one: where they stand, the other one stands too."""
    if len({len(t) for t in texts}) <= 1:
        return texts
    kept = {t: near for t, near in texts.items() if not any(t[i:j] in texts for i, j in _inner(len(t)))}
    for text, (before, after) in texts.items():
        if text not in kept:
            i, j = next((i, j) for i, j in _inner(len(text)) if text[i:j] in kept)
            near = _one(text[i - 1]) if i else before, _one(text[j]) if j < len(text) else after
            _add(kept, text[i:j], near)
    return kept


def is_private(text: str) -> bool:
    """Whether a text holds the mark of an annotation."""
    return _PRIVATE.search(text) is not None


def _between(nodes: list[tuple[Any, Any]], before: Chars, after: Chars) -> tuple[list[Chars], list[Chars]]:
    """What can stand before each node of a sequence, and what behind it."""
    lefts, rights = [before], [after]
    for node in nodes[:-1]:
        lefts.append(step(node, lefts[-1], last=True))
    for node in nodes[:0:-1]:
        rights.append(step(node, rights[-1], last=False))
    return lefts, rights[::-1]


def _inner_sets(node: tuple[Any, Any], left: Chars, right: Chars, beside: bool) -> list[Texts]:
    """The sets of what is inside a node that is not exact."""
    name, arg = str(node[0]), node[1]
    if name == "SUBPATTERN":
        return required(arg[3], left, right, beside)
    if name == "BRANCH":
        return _branch(arg[1], left, right, beside)
    if name in ("MAX_REPEAT", "MIN_REPEAT") and arg[0] >= 1:
        if not beside:
            return required(arg[2], beside=False)
        around = union((left, step(node, left, last=True))), union((right, step(node, right, last=False)))
        return required(arg[2], *around)
    return []


def _branch(options: Iterable[Tree], left: Chars, right: Chars, beside: bool) -> list[Texts]:
    """One plain set for an alternation, and one of annotation characters when every option needs one."""
    best: list[Texts] = []
    typed: list[Texts] = []
    for option in options:
        sets = required(option, left, right, beside)
        plain = [s for s in sets if not any(map(is_private, s))]
        private = [s for s in sets if all(map(is_private, s))]
        mixed = [s for s in sets if any(map(is_private, s))]
        best.append(min(plain, key=rarity) if plain else (mixed[0] if mixed else {}))
        typed.append(private[0] if private else {})
    out = []
    if all(best):
        joined = _merged(best)
        if len(joined) <= MAX_SET:
            out.append(shortest(joined))
    if all(typed):
        out.append(_merged(typed))
    return out


def _exact_one(node: tuple[Any, Any]) -> Texts | None:
    name, arg = str(node[0]), node[1]
    if name == "LITERAL":
        return {chr(arg): _FREE}
    if name == "IN":
        found, others = characters(arg)
        return None if others or len(found) > MAX_CLASS else dict.fromkeys(found, _FREE)
    if name == "AT":
        return {"": line_edges(arg)}
    if name == "SUBPATTERN":
        return exact(arg[3])
    if name == "BRANCH":
        options = [exact(option) for option in arg[1]]
        joined = _merged([option for option in options if option is not None])
        return None if None in options or len(joined) > MAX_SET else joined
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        return _exact_repeat(*arg)
    return None


def _exact_repeat(low: int, high: int, inner: Tree) -> Texts | None:
    once = int(high) == 1 and low == 0
    if not once and (low != high or low > 4):
        return None
    part = exact(inner)
    if part is None or len(part) ** low > MAX_EXACT:
        return None
    if once:
        return _merged([part, _EMPTY])
    out = _EMPTY
    for _ in range(low):
        out = _product(out, part)
    return out


def _product(left: Texts, right: Texts) -> Texts:
    """Every text of one set before every text of the other; an empty one leaves only what stands beside it."""
    out: Texts = {}
    for a, (a_before, a_after) in left.items():
        for b, (b_before, b_after) in right.items():
            _add(out, a + b, (a_before if a else both(a_before, b_before), b_after if b else both(a_after, b_after)))
    return out


def _joined(left: Texts, right: Texts) -> Texts | None:
    """Their product; None when it is too large or holds an annotation."""
    private = any(map(is_private, right))
    if left is _EMPTY and not private:
        return right
    if private or len(left) * len(right) > MAX_JOINED or any(map(is_private, left)):
        return None
    return _product(left, right)


def _placed(texts: Texts, left: Chars, right: Chars) -> Texts:
    """Texts of a piece that stands between others."""
    if left is ANY and right is ANY:
        return texts
    return {text: (both(before, left), both(after, right)) for text, (before, after) in texts.items()}


def _merged(sets: Iterable[Mapping[str, Near]]) -> Texts:
    out: Texts = {}
    for texts in sets:
        for text, near in texts.items():
            _add(out, text, near)
    return out


def _add(texts: Texts, text: str, near: Near) -> None:
    """Put a text to the others; one that is there already can stand beside either's neighbours."""
    old = texts.get(text)
    if old is None or old == near:
        texts[text] = near
    else:
        texts[text] = union((old[0], near[0])), union((old[1], near[1]))


def _one(character: str) -> Chars:
    return frozenset({character}), False


def is_filled(nodes: list[tuple[Any, Any]], i: int) -> bool:
    """Whether the filler of an annotation stands behind its mark: it belongs to it."""
    if i + 1 == len(nodes) or str(nodes[i + 1][0]) != "MAX_REPEAT":
        return False
    inner = nodes[i + 1][1][2]
    return len(inner) == 1 and str(inner[0][0]) == "LITERAL" and is_private(chr(inner[0][1]))


@lru_cache(maxsize=64)
def _inner(length: int) -> list[tuple[int, int]]:
    return [(i, j) for i in range(length) for j in range(i + 1, length + 1) if j - i < length]
