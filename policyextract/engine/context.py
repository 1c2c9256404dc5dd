"""Context conditions of one rule, checked at one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from policyextract.engine.view import REACH, View
from policyextract.language.checked import CheckedContext
from policyextract.language.edges import edge_characters
from policyextract.language.literals import FULL_STOP, words_of
from policyextract.language.rarity import cost
from policyextract.language.regex import condition

# To look for so many words one by one is quicker than one search with a pattern.
FEW = 12
# Answers of a condition that looks at nothing but the match.
KEPT = 128
# Characters: nearer than this no full stop is looked for.
CLOSE = 24
# Whether the condition fails for the match ``[start, end)``.
Check = Callable[[View, str, int, int], bool]


class Conditions:
    """The conditions of a rule, compiled when the first match asks for them.

    Parameters
    ----------
    context : CheckedContext
        What the rule says.
    adjacent : bool
        Whether ``left`` and ``right`` are asked here; they are part of the pattern of rules that are searched for.
    """

    def __init__(self, context: CheckedContext, adjacent: bool) -> None:
        self.context = context
        self.adjacent = adjacent
        self._checks: list[tuple[str, Check]] | None = None

    def failed(self, view: View, text: str, start: int, end: int) -> str | None:
        """Name of the first condition that fails at ``[start, end)``, or None."""
        checks = self._checks
        if checks is None:
            checks = self._checks = list(_checks(self.context, self.adjacent))
        for name, fails in checks:
            if fails(view, text, start, end):
                return name
        return None


def _checks(c: CheckedContext, adjacent: bool) -> Iterator[tuple[str, Check]]:
    """The conditions of a context with their names, the cheap ones first."""
    if c.blocks:
        yield "in", lambda view, text, start, end: view.role(start) not in c.blocks
    if c.not_blocks:
        yield "unless.in", lambda view, text, start, end: view.role(start) in c.not_blocks
    if c.under:
        yield "under", _under(c.under)
    if c.inside:
        yield "inside", lambda view, text, start, end: not view.is_within(c.inside, start, end)
    if c.not_inside:
        yield "unless.inside", lambda view, text, start, end: view.is_within(c.not_inside, start, end)
    if c.not_match:
        yield "unless.match", _whole(c.not_match)
    if adjacent and c.left:
        yield "left", behind(c.left, wanted=True)
    if c.not_left:
        yield "unless.left", behind(c.not_left, wanted=False)
    if adjacent and c.right:
        yield "right", _ahead(c.right, wanted=True)
    if c.not_right:
        yield "unless.right", _ahead(c.not_right, wanted=False)
    if c.before or c.after or c.near or c.not_before or c.not_after or c.not_near:
        yield from _around(c)
    if c.boundary and c.boundary != "right":
        yield "boundary", _boundary(left=True)
    if c.boundary and c.boundary != "left":
        yield "boundary", _boundary(left=False)


def _tester(pattern: str, way: str, spelled: str = "") -> Callable[[str], bool]:
    """Whether a pattern (or ``spelled``, the same for another place) matches a piece of text.

    Most pieces hold none of the words that a match cannot do without, and need no regular expression.
    """
    test = getattr(condition(spelled or pattern), way)
    found = words_of(pattern)
    few = sorted((texts for texts in (found.plain, *found.also) if texts and len(texts) <= FEW), key=cost)
    words = tuple(sorted(few[0], key=len)) if few else ()

    def tested(piece: str) -> bool:
        if words:
            for word in words:
                if word in piece:
                    break
            else:
                return False
        return bool(test(piece.encode()))

    return tested


def _whole(pattern: str) -> Check:
    """A pattern that must not be the whole match. Short matches are often the same: answers are kept."""
    whole = lru_cache(maxsize=KEPT)(_tester(pattern, "fullmatch"))
    return lambda view, text, start, end: whole(text[start:end])


def behind(pattern: str, wanted: bool) -> Check:
    """A pattern that must (not) end where the match begins.

    Only as much text is looked at as the pattern can cover, and one character more: so where the text is cut is no
    beginning or end of a line. Most conditions fail at the first character.
    """
    edge = edge_characters(pattern, last=True)
    reach, closed = _reach(pattern)
    tested = _tester(pattern, "search", f"(?:{pattern})\\z")

    def fails(view: View, text: str, start: int, end: int) -> bool:
        if edge is not None and (start == 0 or text[start - 1] not in edge):
            return wanted
        low = start - reach if start > reach else 0
        if closed:
            low = max(text.rfind(FULL_STOP, low, start), low)
        return tested(text[low:start]) is not wanted

    return fails


def _ahead(pattern: str, wanted: bool) -> Check:
    """A pattern that must (not) begin where the match ends."""
    edge = edge_characters(pattern)
    reach, closed = _reach(pattern)
    tested = _tester(pattern, "match")

    def fails(view: View, text: str, start: int, end: int) -> bool:
        if edge is not None and text[end : end + 1] not in edge:
            return wanted
        high = end + reach
        if closed:
            stop = text.find(FULL_STOP, end, high)
            high = stop + 1 if stop >= 0 else high
        return tested(text[end:high]) is not wanted

    return fails


def _reach(pattern: str) -> tuple[int, bool]:
    """How far a pattern reaches, in characters, and whether it ends at a full stop, if it reaches that far."""
    found = words_of(pattern)
    return (REACH, found.closed) if found.width is None else (found.width + 1, found.closed and found.width > CLOSE)


def _under(pattern: str) -> Check:
    """A pattern that must be found in a head of the table's column."""
    found = _tester(pattern, "search")
    return lambda view, text, start, end: not any(map(found, view.heads(start, end)))


def _around(c: CheckedContext) -> Iterator[tuple[str, Check]]:
    """Patterns that must (not) stand somewhere in the scope."""
    scope = c.scope
    for name, pattern, wanted in (
        ("before", c.before, True),
        ("after", c.after, True),
        ("near", c.near, True),
        ("unless.before", c.not_before, False),
        ("unless.after", c.not_after, False),
        ("unless.near", c.not_near, False),
    ):
        if pattern:
            side = name.removeprefix("unless.")
            yield name, _within(pattern, scope, wanted, before=side != "after", after=side != "before")


def _within(pattern: str, scope: str | int, wanted: bool, before: bool, after: bool) -> Check:
    found = _tester(pattern, "search")

    def fails(view: View, text: str, start: int, end: int) -> bool:
        low, high = view.scope(scope, start, end)
        return ((before and found(text[low:start])) or (after and found(text[end:high]))) is not wanted

    return fails


def _boundary(left: bool) -> Check:
    from policyextract.engine.words import is_boundary

    return lambda view, text, start, end: not is_boundary(view.folded, start if left else end)
