"""Putting packs together: names, references, order of rules. Every fault of all packs is reported at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policyextract.errors import PackError, Place, Problem
from policyextract.language.builder import RuleBuilder
from policyextract.language.checked import CheckedRule, PackId, RuleSet
from policyextract.language.overrides import apply_overrides
from policyextract.language.pack import Pack, PackFile
from policyextract.language.patterns import TYPE_BASE, Names

MAX_TYPES = 600


def build_ruleset(packs: Sequence[Pack]) -> RuleSet:
    """Check references between the packs' rules and put them in running order.

    Parameters
    ----------
    packs : sequence of Pack
        In load order: a pack stands behind the packs it requires.

    Raises
    ------
    PackError
        With every undefined name, cycle, broken pattern and missing file.
    """
    problems: list[Problem] = []
    apply_overrides(packs, problems)
    types = sorted({r.gives for p in packs for f in p.files for r in given(f)} | set(EVERY_TYPE))
    if len(types) > MAX_TYPES:
        raise PackError([Problem("PX203", Place(packs[-1].shown), f"more than {MAX_TYPES} annotation types")])
    characters = {t: chr(TYPE_BASE + i) for i, t in enumerate(types)}
    rules: list[CheckedRule] = []
    for pack in packs:
        visible = [p for p in packs if p is pack or p.name in _required(pack, packs)]
        names = Names(_merge(visible, "fragments", problems), _merge(visible, "enums", problems), characters)
        seen: dict[str, Place] = {}
        for file in pack.files:
            rules += RuleBuilder(pack, file, names, problems, seen).rules()
    order = _order(rules, packs, problems)
    if problems:
        raise PackError(problems)
    position = {t: i for i, t in enumerate(order)}
    rules.sort(key=lambda r: len(order) if r.kind == "classify" else position[r.gives])
    return RuleSet(
        packs=tuple(PackId(p.name, p.info.version, p.sha256) for p in packs),
        rules=tuple(rules),
        order=order,
        type_characters=characters,
        overlap={t: v for p in packs for f in p.files for t, v in f.rules.overlap.items()},
        tables=_tables(packs),
        fields={t: v for p in packs for f in p.files for t, v in f.rules.fields.items()},
        cleaning=tuple(f.rules.cleaning for p in packs for f in p.files if f.rules.cleaning is not None),
    )


# Types that assembly and patterns may refer to although a pack in use gives none of them.
EVERY_TYPE = ("date", "duration", "agency", "campaign", "enumeration")


def given(file: PackFile) -> Iterable[Any]:
    """Every rule of a file that gives annotations."""
    r = file.rules
    return (*r.dictionaries, *r.rules, *r.tokens, *r.sequences, *r.relations)


def _required(pack: Pack, packs: Sequence[Pack]) -> set[str]:
    """Names of all packs a pack requires, directly or not."""
    by_name = {p.name: p for p in packs}
    found: set[str] = set()
    stack = list(pack.info.requires)
    while stack:
        name = stack.pop()
        if name in by_name and name not in found:
            found.add(name)
            stack += by_name[name].info.requires
    return found


def _merge(packs: Sequence[Pack], section: str, problems: list[Problem]) -> dict[str, Any]:
    """Fragments or enums visible to the last of the packs; its own names win over those of packs it requires."""
    merged: dict[str, Any] = {}
    for pack in packs:
        own: dict[str, PackFile] = {}
        for file in pack.files:
            for name, value in getattr(file.rules, section).items():
                if name in own:
                    other = own[name].place(section, name)
                    fault = file.problem("PX220", (section, name), f"`{name}` is defined twice, also at {other}")
                    if fault not in problems:
                        problems.append(fault)
                own[name] = file
                merged[name] = value
    return merged


def _tables(packs: Sequence[Pack]) -> dict[str, Any]:
    """Tables of all packs: mappings are merged, lists joined, CSV files read."""
    tables: dict[str, Any] = {}
    for pack in packs:
        for file in pack.files:
            for name, value in file.rules.tables.items():
                data = _table(pack, value)
                old = tables.get(name)
                if isinstance(old, dict) and isinstance(data, dict):
                    data = {**old, **data}
                elif isinstance(old, list) and isinstance(data, list):
                    data = [*old, *data]
                tables[name] = data
    return tables


def _table(pack: Pack, value: Any) -> Any:
    if isinstance(value, dict) and "csv" in value and set(value) <= {"csv", "key"}:
        rows = pack.rows(value["csv"])
        return {r[value["key"]]: r for r in rows} if value.get("key") else rows
    return value


def _order(rules: Sequence[CheckedRule], packs: Sequence[Pack], problems: list[Problem]) -> tuple[str, ...]:
    """Types in the order in which they become complete; a cycle is an error with its path."""
    depends: dict[str, dict[str, CheckedRule]] = {}
    for rule in rules:
        if rule.kind != "classify":
            depends.setdefault(rule.gives, {})
            for needed in rule.depends:
                depends[rule.gives].setdefault(needed, rule)
    done: dict[str, bool] = {}
    order: list[str] = []

    def visit(name: str, path: list[str]) -> None:
        if name in path:
            circle = [*path[path.index(name) :], name]
            rule = depends[circle[0]][circle[1]]
            problems.append(
                Problem(
                    "PX221",
                    Place(rule.file, rule.line, 1),
                    f"rules refer to each other in a circle: {' > '.join(circle)} (by {rule.id})",
                    "let one of them give another type",
                )
            )
            return
        if done.get(name):
            return
        for needed in sorted(depends.get(name, {})):
            visit(needed, [*path, name])
        if not done.get(name):
            done[name] = True
            order.append(name)

    for name in sorted(depends):
        visit(name, [])
    return tuple(order)
