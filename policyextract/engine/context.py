"""Context conditions of one rule, checked at one place."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from policyextract.engine.view import REACH, View
from policyextract.language.checked import CheckedContext
from policyextract.language.literals import derive, edge_characters
from policyextract.language.regex import condition


class Beside:
    """A pattern that must (not) stand directly beside a match.

    Only as much text is looked at as the pattern can cover, and one character more: so where the text is cut is no
    beginning or end of a line.
    """

    __slots__ = ("_edge", "_reach", "_regex")

    def __init__(self, pattern: str, behind: bool) -> None:
        # Most conditions fail at the first character, which needs no regular expression.
        self._edge = edge_characters(pattern, last=behind)
        width = derive(pattern).width
        self._reach = REACH if width is None else width + 1
        self._regex = condition(f"(?:{pattern})\\z" if behind else pattern)

    def ends(self, text: str, at: int) -> bool:
        """Whether the pattern ends at an offset."""
        if self._edge is not None and (at == 0 or text[at - 1] not in self._edge):
            return False
        return self._regex.search(text[max(at - self._reach, 0) : at].encode())

    def begins(self, text: str, at: int) -> bool:
        """Whether the pattern begins at an offset."""
        if self._edge is not None and text[at : at + 1] not in self._edge:
            return False
        return self._regex.match(text[at : at + self._reach].encode())


class Conditions:
    """The conditions of a rule, compiled when first needed."""

    def __init__(self, context: CheckedContext, adjacent: bool) -> None:
        self.context = context
        c = context
        # Patterns that must match, and those that must not, beside the match.
        self.beside = bool(c.not_left or c.not_right or (adjacent and (c.left or c.right)))
        self.adjacent = adjacent
        self.around = bool(c.before or c.after or c.near or c.not_before or c.not_after or c.not_near)
        self.trivial = not (
            self.beside
            or self.around
            or c.blocks
            or c.not_blocks
            or c.inside
            or c.not_inside
            or c.boundary
            or c.not_match
        )

    def failed(self, view: View, text: str, start: int, end: int) -> str | None:
        """Name of the first condition that fails at ``[start, end)``, or None."""
        if self.trivial:
            return None
        c = self.context
        if c.blocks or c.not_blocks:
            block = view.block(start)
            role = block.role if block else "paragraph"
            if c.blocks and role not in c.blocks:
                return "in"
            if role in c.not_blocks:
                return "unless.in"
        covering = view.found.covering
        if c.inside and not any(covering(t, start, end) for t in c.inside):
            return "inside"
        if c.not_inside and any(covering(t, start, end) for t in c.not_inside):
            return "unless.inside"
        if c.not_match and self._not_match.fullmatch(text[start:end].encode()):
            return "unless.match"
        return (
            (self.beside and self._beside(text, start, end))
            or (self.around and self._around(view, text, start, end))
            or (c.boundary and self._boundary(view, start, end))
            or None
        )

    def _beside(self, text: str, start: int, end: int) -> str | None:
        c = self.context
        if self.adjacent and c.left and not self._left.ends(text, start):
            return "left"
        if c.not_left and self._not_left.ends(text, start):
            return "unless.left"
        if self.adjacent and c.right and not self._right.begins(text, end):
            return "right"
        if c.not_right and self._not_right.begins(text, end):
            return "unless.right"
        return None

    def _around(self, view: View, text: str, start: int, end: int) -> str | None:
        c = self.context
        low, high = view.scope(c.scope, start, end)
        before, after = text[low:start].encode(), text[end:high].encode()
        if c.before and not self._before.search(before):
            return "before"
        if c.after and not self._after.search(after):
            return "after"
        if c.near and not (self._near.search(before) or self._near.search(after)):
            return "near"
        if c.not_before and self._not_before.search(before):
            return "unless.before"
        if c.not_after and self._not_after.search(after):
            return "unless.after"
        if c.not_near and (self._not_near.search(before) or self._not_near.search(after)):
            return "unless.near"
        return None

    def _boundary(self, view: View, start: int, end: int) -> str | None:
        from policyextract.engine.words import is_boundary

        sides = self.context.boundary
        if sides != "right" and not is_boundary(view.folded, start):
            return "boundary"
        if sides != "left" and not is_boundary(view.folded, end):
            return "boundary"
        return None

    @cached_property
    def _left(self) -> Beside:
        return Beside(self.context.left, behind=True)

    @cached_property
    def _right(self) -> Beside:
        return Beside(self.context.right, behind=False)

    @cached_property
    def _not_left(self) -> Beside:
        return Beside(self.context.not_left, behind=True)

    @cached_property
    def _not_right(self) -> Beside:
        return Beside(self.context.not_right, behind=False)

    @cached_property
    def _not_match(self) -> Any:
        return condition(self.context.not_match)

    @cached_property
    def _before(self) -> Any:
        return condition(self.context.before)

    @cached_property
    def _after(self) -> Any:
        return condition(self.context.after)

    @cached_property
    def _near(self) -> Any:
        return condition(self.context.near)

    @cached_property
    def _not_before(self) -> Any:
        return condition(self.context.not_before)

    @cached_property
    def _not_after(self) -> Any:
        return condition(self.context.not_after)

    @cached_property
    def _not_near(self) -> Any:
        return condition(self.context.not_near)
