"""Overrides: a pack changes rules of packs it requires, by id. Merged into the loaded models, never copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyextract.errors import Problem
from policyextract.language.model import DictionaryRule, Override, Unless
from policyextract.language.pack import Pack, PackFile
from policyextract.language.suggest import nearest

SECTIONS = ("dictionaries", "rules", "tokens", "sequences", "relations", "classify")


def apply_overrides(packs: Sequence[Pack], problems: list[Problem]) -> None:
    """Apply every override to the rules of the packs before it; one that names nothing is a problem."""
    for i, pack in enumerate(packs):
        for file in pack.files:
            for j, override in enumerate(file.rules.overrides):
                _apply(override, packs[:i], file, ("overrides", j), problems)


def _apply(
    override: Override, earlier: Sequence[Pack], file: PackFile, path: tuple[str | int, ...], problems: list[Problem]
) -> None:
    known: dict[str, tuple[PackFile, str, int]] = {}
    for pack in earlier:
        for other in pack.files:
            for section in SECTIONS:
                for k, rule in enumerate(getattr(other.rules, section)):
                    known[f"{pack.name}/{other.topic}/{rule.id}"] = (other, section, k)
    if override.rule not in known:
        help = nearest(override.rule, known) or "overrides name rules of packs that this pack requires"
        problems.append(file.problem("PX240", (*path, "rule"), f"no rule `{override.rule}` to override", help))
        return
    other, section, k = known[override.rule]
    rules = getattr(other.rules, section)
    if override.off:
        rules[k]._off = True
        return
    try:
        rules[k] = _changed(rules[k], override)
    except ValueError as error:
        problems.append(file.problem("PX241", path, str(error)))


def _changed(rule: Any, override: Override) -> Any:
    update: dict[str, Any] = {}
    if override.unless:
        update["unless"] = _joined(rule.unless or Unless(), override.unless)
    if override.in_:
        update["in_"] = [r for r in rule.in_ if r in override.in_] if rule.in_ else override.in_
    if override.set:
        update["set"] = {**rule.set, **override.set}
    if override.priority is not None:
        update["priority"] = override.priority
    changed = rule.model_copy(update=update)
    if override.add or override.remove:
        if not isinstance(rule, DictionaryRule):
            raise ValueError("`add` and `remove` change the terms of a dictionary; this rule has none")
        add = override.add or {}
        return changed.with_terms(add if isinstance(add, dict) else {t: {} for t in add}, override.remove)
    return changed


def _joined(old: Unless, new: Unless) -> Unless:
    """Both conditions: either forbids the match."""
    update: dict[str, Any] = {
        name: [*getattr(old, name), *getattr(new, name)]
        for name in ("in_", "left", "right", "before", "after", "near", "inside")
    }
    parts = [p for p in (old.match, new.match) if p]
    update["match"] = "|".join(f"(?:{p})" for p in parts) if parts else None
    return old.model_copy(update=update)
