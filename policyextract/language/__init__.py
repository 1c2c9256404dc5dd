"""The rule language: YAML packs to a checked rule set.

Importing it is light: what reads YAML and checks it is only loaded when a rule set is not in the cache.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyextract.language.checked import RuleSet as RuleSet
    from policyextract.language.loading import DEFAULT_PACKS as DEFAULT_PACKS
    from policyextract.language.loading import LANGUAGE_VERSION as LANGUAGE_VERSION
    from policyextract.language.loading import PackName as PackName
    from policyextract.language.loading import load_pack as load_pack
    from policyextract.language.loading import load_packs as load_packs
    from policyextract.language.pack import Pack as Pack
    from policyextract.language.ruleset import build_ruleset as build_ruleset

_HOMES = {
    "DEFAULT_PACKS": "loading",
    "LANGUAGE_VERSION": "loading",
    "Pack": "pack",
    "PackName": "loading",
    "RuleSet": "checked",
    "build_ruleset": "ruleset",
    "load_pack": "loading",
    "load_packs": "loading",
}
__all__ = ["DEFAULT_PACKS", "LANGUAGE_VERSION", "Pack", "RuleSet", "load_pack", "load_packs", "load_ruleset"]


def load_ruleset(names: Sequence[str | os.PathLike[str]] | None = None) -> RuleSet:
    """The rule set of the named packs, checked and in running order; from the cache if it is there.

    Raises
    ------
    PackError
        A pack is missing or faulty.
    """
    from policyextract.language.cache import cached
    from policyextract.language.discovery import find_pack

    def load() -> tuple[RuleSet, list[Pack]]:
        from policyextract.language.loading import load_packs
        from policyextract.language.ruleset import build_ruleset

        packs = load_packs(names)
        return build_ruleset(packs), packs

    wanted = ("cn-core",) if names is None else names
    return cached([(find_pack(name), os.fspath(name)) for name in wanted], load)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
