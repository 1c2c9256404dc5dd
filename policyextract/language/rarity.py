"""How often texts stand in documents, roughly: which of several sets of literals makes the best keys."""

from __future__ import annotations

from collections.abc import Collection

from policyextract.language.edges import Chars
from policyextract.values.frequency import FREQUENT

_DIGITS = frozenset("0123456789")
# By the number of digits; those of years are frequent, longer numbers mostly other ones.
_DIGIT_COSTS = {2: 5.0, 3: 3.3, 4: 2.5}


def cost(literals: Collection[str]) -> float:
    """Expected hits per thousand characters.

    Texts that share a character stand at most where it stands: a hundred numbers before one unit are no more frequent
    than the unit.
    """
    return min(_cost_by(literals, 0), _cost_by(literals, -1))


def rarity(literals: Collection[str]) -> tuple[float, int]:
    """Order of sets as keys: the rarest first, of equals the one with longer texts."""
    return cost(literals), -min(map(len, literals))


def share(chars: Chars) -> float:
    """The part of all characters that is in a set, roughly."""
    listed, others = chars
    part = sum(map(_cost, listed)) / 1000
    return 1 - part if others else part


def _cost_by(literals: Collection[str], place: int) -> float:
    """The cost when texts that share the character at a place are counted together."""
    costs: dict[str, float] = {}
    for text in literals:
        costs[text[place]] = costs.get(text[place], 0.0) + _cost(text)
    return sum(min(total, _cost(character)) for character, total in costs.items())


def _cost(text: str) -> float:
    first = text[0]
    if len(text) == 1:
        return 30.0 if first in _DIGITS else 15.0 if not first.isalnum() else 4.0 if first in FREQUENT else 0.5
    if all(c in _DIGITS for c in text):
        return _DIGIT_COSTS.get(len(text), 0.02)
    return 0.15 if len(text) == 2 else 0.03
