"""What is made of a table of the packs once, however many documents ask for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

Made = TypeVar("Made")


def once_a_table(make: Callable[[Any], Made]) -> Callable[[Any], Made]:
    """A function of a table that keeps its answer as long as the table is the same object.

    >>> asked = []
    >>> size = once_a_table(lambda table: asked.append(table) or len(table))
    >>> table = ["甲", "乙"]
    >>> size(table), size(table), len(asked)
    (2, 2, 1)
    """
    kept: dict[int, tuple[Any, Made]] = {}

    @wraps(make)
    def of(table: Any) -> Made:
        made = kept.get(id(table))
        if made is None or made[0] is not table:
            made = kept[id(table)] = table, make(table)
        return made[1]

    return of
