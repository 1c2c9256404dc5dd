"""The tables of the packs, with what is made of them once, however many documents ask for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

Made = TypeVar("Made")


class Tables(dict[str, Any]):
    """The packs' ``tables`` by name; what is made of them lives as long as they do.

    >>> tables = Tables({"endings": ["令", "公告"]})
    >>> tables.words("endings"), tables.words("unknown")
    (('令', '公告'), ())
    >>> tables.made(len) is tables.made(len)
    True
    """

    def __init__(self, tables: Mapping[str, Any]) -> None:
        super().__init__(tables)
        self._made: dict[Callable[..., Any] | str, Any] = {}

    def made(self, make: Callable[[Tables], Made]) -> Made:
        """What a function (of a module: it is the key) makes of the tables, made when first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast(Made, self._made[make])

    def words(self, name: str) -> tuple[str, ...]:
        """The words (or keys) of a table, as ``str.endswith`` takes them."""
        found: tuple[str, ...] | None = self._made.get(name)
        if found is None:
            found = self._made[name] = tuple(self.get(name, ()))
        return found
