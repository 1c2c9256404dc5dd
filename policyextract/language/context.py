"""Context keys of a rule, expanded to patterns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, get_args

from policyextract.document import BlockRole
from policyextract.language.model import Context, Unless

# The edges a context entry may name, as patterns over the folded text (blocks are lines of it, without blanks at their
# ends). Bounded, so that a rule's matches have a greatest width and are searched in small windows.
_SENTENCE_MARK = "[。!?;…\uff1b]"
_LEFT = {
    "block-start": "(?m:^) {0,8}",
    "line-start": "(?m:^) {0,8}",
    "sentence-start": rf"(?:(?m:^)|{_SENTENCE_MARK}[\x{{201d}}\x{{2019}}」』)]{{0,3}}) {{0,8}}",
}
_RIGHT = {
    "block-end": " {0,8}(?m:$)",
    "line-end": " {0,8}(?m:$)",
    "sentence-end": rf" {{0,8}}(?:(?m:$)|{_SENTENCE_MARK})",
}
# Boilerplate is no part of the text: no rule can stand in it.
BLOCK_ROLES = tuple(role for role in get_args(BlockRole) if role != "boilerplate")

Expand = Callable[[str, tuple[str | int, ...]], str]


class Sides(NamedTuple):
    """Patterns of the two adjacent sides."""

    left: str
    right: str


def alternatives(entries: Sequence[str], key: str, expand: Expand, edges: dict[str, str] | None = None) -> str:
    """One pattern for a list of context entries; empty for none."""
    parts = []
    for i, entry in enumerate(entries):
        if edges and entry in edges:
            parts.append(edges[entry])
        else:
            parts.append(expand(entry, (key, i)))
    return f"(?:{'|'.join(parts)})" if parts else ""


def sides(context: Context, expand: Expand) -> Sides:
    """The adjacent contexts of a rule."""
    return Sides(
        alternatives(context.left, "left", expand, _LEFT),
        alternatives(context.right, "right", expand, _RIGHT),
    )


def unless_sides(unless: Unless, expand: Expand) -> Sides:
    """The adjacent contexts that forbid a match."""
    return Sides(
        alternatives(unless.left, "left", expand, _LEFT),
        alternatives(unless.right, "right", expand, _RIGHT),
    )
