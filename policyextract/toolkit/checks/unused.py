"""Fragments, enums, annotation types and tables that nothing refers to."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

from policyextract.language.model import RuleFile
from policyextract.toolkit.cases import SECTIONS
from policyextract.toolkit.checks.base import Issue, Severity, Subject

_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


@dataclass(frozen=True, slots=True)
class UnusedName(Issue):
    """A fragment or an enum that no pattern of the pack refers to."""

    code: ClassVar[str] = "unused-name"
    severity: ClassVar[Severity] = "warning"
    sentence: ClassVar[str] = "nothing in the pack refers to {{{subject}}}"
    mend: ClassVar[str] = "delete it, unless packs that require this one use it"


@dataclass(frozen=True, slots=True)
class UnusedDictionary(Issue):
    """A dictionary (or rule) whose annotations reach no result."""

    code: ClassVar[str] = "unused-type"
    sentence: ClassVar[str] = "nothing uses the type that {subject} gives"
    mend: ClassVar[str] = "name the type under `fields`, refer to it in a pattern, or delete the rule"


@dataclass(frozen=True, slots=True)
class UnusedTable(Issue):
    """A table that assembly does not know: with one letter wrong, bodies or regions of a pack are never looked up."""

    code: ClassVar[str] = "unused-table"
    sentence: ClassVar[str] = "nothing reads the table {subject}"
    mend: ClassVar[str] = "tables are read by name: write the name that cn-core has, or delete it"


def check(subject: Subject) -> Iterator[Issue]:
    """Names without a reference; types and tables without a reader."""
    files = [file.rules for file in subject.pack.files]
    referred = {name for rules in files for name in _references(rules)}
    for file in subject.pack.files:
        for section in ("fragments", "enums"):
            for name in getattr(file.rules, section):
                if name not in referred:
                    yield UnusedName(file.place(section, name), name)
    read = {*referred, *subject.ruleset.fields, *_words_of_assembly()}
    for rule in subject.ruleset.rules:
        read |= {*rule.depends, *rule.of}
    for written in subject.rules:
        gives = getattr(written.rule, "gives", None)
        # A relation that says something of its arguments has done its work, whoever reads its own type.
        speaks = any(argument.set for argument in getattr(written.rule, "arguments", {}).values())
        if gives is not None and gives not in read and not speaks:
            yield UnusedDictionary(written.place, f"{written.id} ({gives})")

    for file in subject.pack.files:
        for name in file.rules.tables:
            if name not in _words_of_assembly():
                near = get_close_matches(name, [t for t in subject.ruleset.tables if t in _words_of_assembly()], n=1)
                meant = f" (there is `{near[0]}`)" if near else ""
                yield UnusedTable(file.place("tables", name), f"`{name}`{meant}")


def _references(rules: RuleFile) -> Iterator[str]:
    yield from _in(rules.fragments)
    for section in SECTIONS:
        for rule in getattr(rules, section):
            yield from _in(rule.model_dump(exclude={"tests", "id", "comment"}))
            yield from getattr(rule, "captures", {}).values()
    for override in rules.overrides:
        yield from _in(override.model_dump(exclude={"tests"}))
    yield from _in(rules.tables)


def _in(value: Any) -> Iterator[str]:
    """Names in braces in every text of plain data."""
    if isinstance(value, str):
        yield from _REFERENCE.findall(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _in(part)


@lru_cache(maxsize=1)
def _words_of_assembly() -> frozenset[str]:
    """The annotation types and tables that results are made from: words that the code of assembly and engine names."""
    package = Path(__file__).parent.parent.parent
    return frozenset(
        node.value
        for room in ("assembly", "engine")
        for module in (package / room).glob("*.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier()
    )
