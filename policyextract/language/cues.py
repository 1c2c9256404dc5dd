"""What must stand beside an annotation that a classify rule judges: by this the engine asks few rules of few places."""

from __future__ import annotations

from typing import Any

from policyextract.language.checked import CheckedContext
from policyextract.language.edges import edge_characters
from policyextract.language.literals import FREQUENT_WORDS, derive
from policyextract.language.rarity import cost
from policyextract.language.texts import is_private

# More characters than that beside what is classified are as good as any.
MAX_EDGE = 1000


def best_literals(context: CheckedContext, characters: frozenset[str]) -> dict[str, Any]:
    """Literals of which one must stand near, for a rule that has no core of its own: on which side, how far at most."""
    found = [
        (side, derive(pattern, characters))
        for side, pattern in (
            ("left", context.left),
            ("right", context.right),
            ("", context.before),
            ("", context.after),
            ("", context.near),
            ("", context.under),
        )
        if pattern
    ]
    usable = [(side, it) for side, it in found if it.plain and cost(it.plain) <= FREQUENT_WORDS]
    edges = tuple(_edge(pattern, last) for pattern, last in ((context.left, True), (context.right, False)))
    if not usable:
        return {"cue": None, "side": "", "reach": None, "edges": edges}
    side, literals = min(usable, key=lambda f: cost(f[1].plain or frozenset()))
    return {"cue": literals.plain, "side": side, "reach": literals.width if side else None, "edges": edges}


def _edge(pattern: str, last: bool) -> frozenset[str] | None:
    """The characters of which one must stand beside what is classified; None when any may, or an annotation."""
    found = edge_characters(pattern, last) if pattern else None
    return None if found is None or len(found) > MAX_EDGE or any(map(is_private, found)) else found
