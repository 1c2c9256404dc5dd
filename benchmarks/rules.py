"""Ten times more rules: copies of the packs' rules that look for other words."""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Collection
from typing import Any

from policyextract.engine.engine import Engine
from policyextract.extractor import Extractor
from policyextract.language.checked import CheckedContext, CheckedRule, RuleSet
from policyextract.language.literals import derive

_HAN = re.compile(r"[\u4e00-\u9fff]")
_RANGE = re.compile(r"(.)-(.)")


def multiplied(ruleset: RuleSet, times: int, texts: list[str]) -> RuleSet:
    """The rule set with ``times`` - 1 further copies of every rule that has words of its own.

    In a copy each Chinese character is replaced by one about as frequent in the texts, so that its words are as long
    and as common by character as those of the original, like the rules of other teams for other subjects. Rules
    that only combine annotations, or wake on digits and marks alone, have no words to replace and are not copied.
    """
    counts: dict[str, int] = {}
    for text in texts:
        for character in _HAN.findall(text):
            counts[character] = counts.get(character, 0) + 1
    ranked = sorted(counts, key=lambda c: (-counts[c], c))
    fixed = {c for rule in ruleset.rules for pair in _RANGE.findall(rule.pattern) for c in pair}
    characters = frozenset(ruleset.type_characters.values())
    rules = list(ruleset.rules)
    known = {rule.literals.plain for rule in rules} - {None}
    for copy in range(1, times):
        table = str.maketrans(_neighbours([c for c in ranked if c not in fixed], random.Random(copy)))
        copies = (_copied(rule, table, copy, characters) for rule in ruleset.rules if rule.terms or rule.literals.plain)
        rules += [rule for rule in copies if rule.terms or rule.literals.plain not in known]
    position = {rule_type: i for i, rule_type in enumerate(ruleset.order)}
    rules.sort(key=lambda r: len(position) if r.kind == "classify" else position[r.gives])
    return dataclasses.replace(ruleset, rules=tuple(rules))


def giving(ruleset: RuleSet, types: Collection[str]) -> RuleSet:
    """The rules that give annotations of some types, and those they cannot do without."""
    wanted = set(types)
    while more := {t for r in ruleset.rules if r.gives in wanted for t in r.depends} - wanted:
        wanted |= more
    return dataclasses.replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.gives in wanted))


def _neighbours(ranked: list[str], chance: random.Random) -> dict[str, str]:
    """Each character to another one of about its rank."""
    table: dict[str, str] = {}
    for start in range(0, len(ranked), 40):
        window = ranked[start : start + 40]
        shuffled = window[:]
        chance.shuffle(shuffled)
        table.update(zip(window, shuffled, strict=True))
    return table


def _copied(rule: CheckedRule, table: dict[int, str], copy: int, characters: frozenset[str]) -> CheckedRule:
    pattern = rule.pattern.translate(table)
    return dataclasses.replace(
        rule,
        id=f"{rule.id}-{copy}",
        pattern=pattern,
        left=rule.left.translate(table),
        # As the loader does it: a copy knows as much of its words as its original.
        literals=derive(pattern, characters) if pattern else rule.literals,
        terms={term.translate(table): rows for term, rows in rule.terms.items()},
        context=_context(rule.context, table),
    )


def _context(context: CheckedContext, table: dict[int, str]) -> CheckedContext:
    changed: dict[str, Any] = {
        field.name: value.translate(table)
        for field in dataclasses.fields(context)
        if isinstance(value := getattr(context, field.name), str) and field.name not in ("scope", "boundary")
    }
    return dataclasses.replace(context, **changed)


def extractor_with(ruleset: RuleSet) -> Extractor:
    """An extractor that runs a rule set given as an object."""
    extractor = Extractor()
    extractor.packs  # noqa: B018 -- builds
    extractor._engine = Engine(ruleset)
    return extractor
