"""What a check is: an issue class and a function that yields issues for a pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, NamedTuple

from policyextract.errors import Place
from policyextract.language.checked import CheckedRule, RuleSet
from policyextract.language.model import Context, Override, Rule, RuleFile, Unless
from policyextract.language.pack import Pack, PackFile
from policyextract.toolkit.cases import SECTIONS

Severity = Literal["error", "warning"]
_CONTEXT_KEYS = ("left", "right", "before", "after", "near", "under")


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding. Each check has a subclass with its code, its severity, its sentence and its mend."""

    place: Place
    subject: str

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = "warning"
    sentence: ClassVar[str] = "{subject}"
    mend: ClassVar[str] = ""

    def __str__(self) -> str:
        said = self.sentence.format(subject=self.subject)
        return f"{self.place}: {self.severity} {self.code}: {said}\n    help: {self.mend}"


class Written(NamedTuple):
    """A rule as written and, unless an override switched it off, as resolved."""

    id: str
    section: str
    file: PackFile
    path: tuple[Any, ...]
    rule: Rule
    checked: CheckedRule | None

    @property
    def place(self) -> Place:
        """Where the rule stands."""
        return self.file.place(*self.path)


class PatternText(NamedTuple):
    """A piece of pattern as written, and its place."""

    text: str
    place: Place
    path: tuple[Any, ...]


@dataclass
class Subject:
    """The pack under inspection, together with the rule set it makes with what it requires."""

    pack: Pack
    ruleset: RuleSet

    @cached_property
    def rules(self) -> list[Written]:
        """Every rule of the pack's files."""
        checked = {rule.id: rule for rule in self.ruleset.rules}
        found = []
        for file in self.pack.files:
            for section in SECTIONS:
                for i, rule in enumerate(getattr(file.rules, section)):
                    full = f"{self.pack.name}/{file.topic}/{rule.id}"
                    found.append(Written(full, section, file, (section, i), rule, checked.get(full)))
        return found

    @cached_property
    def patterns(self) -> list[PatternText]:
        """Every pattern of the pack's files as written: fragments, rules, contexts, chains."""
        return [
            PatternText(text, file.place(*path), path)
            for file in self.pack.files
            for path, text in _patterns(file.rules)
        ]


Check = Callable[[Subject], Iterator[Issue]]


def _patterns(rules: RuleFile) -> Iterator[tuple[tuple[Any, ...], str]]:
    for name, text in rules.fragments.items():
        yield ("fragments", name), text
    for section in SECTIONS:
        for i, rule in enumerate(getattr(rules, section)):
            for key in ("pattern", "marker", "trigger"):
                if isinstance(getattr(rule, key, None), str):
                    yield (section, i, key), getattr(rule, key)
            for key in ("weak", "ends"):
                for n, text in enumerate(getattr(rule, key, ())):
                    yield (section, i, key, n), text
            for name, argument in getattr(rule, "arguments", {}).items():
                if argument.joined:
                    yield (section, i, "arguments", name, "joined"), argument.joined
            yield from _context((section, i), rule)
            yield from _unless((section, i, "unless"), rule.unless)
    for i, override in enumerate(rules.overrides):
        yield from _override(("overrides", i), override)


def _context(path: tuple[Any, ...], context: Context | Unless) -> Iterator[tuple[tuple[Any, ...], str]]:
    for key in _CONTEXT_KEYS:
        for n, text in enumerate(getattr(context, key, ())):
            yield (*path, key, n), text


def _unless(path: tuple[Any, ...], unless: Unless | None) -> Iterator[tuple[tuple[Any, ...], str]]:
    if unless is not None:
        yield from _context(path, unless)
        if unless.match:
            yield (*path, "match"), unless.match


def _override(path: tuple[Any, ...], override: Override) -> Iterator[tuple[tuple[Any, ...], str]]:
    yield from _unless((*path, "unless"), override.unless)
