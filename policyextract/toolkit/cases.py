"""The tests of a pack as data: one case for each text beside a rule, each document test, each rule without a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from policyextract.errors import Place
from policyextract.language.cleaning_section import CleaningTest
from policyextract.language.model import DocumentTest, Override, Rule, TestCase, Tests
from policyextract.language.pack import Pack, PackFile

CaseKind = Literal["match", "no_match", "todo", "document", "cleaning", "untested"]
# Section of a rule file to what its rules are called when they run.
SECTIONS = ("dictionaries", "rules", "tokens", "sequences", "relations", "classify")


@dataclass(frozen=True, slots=True)
class Case:
    """One test.

    Attributes
    ----------
    rule : str
        Full id of the rule, or of the document test.
    section : str
        Section of the rule file the rule stands in; ``documents`` and ``cleaning`` for tests of whole texts.
    number : int
        Position among the cases of its kind, from 1.
    """

    rule: str
    section: str
    kind: CaseKind
    number: int
    place: Place
    text: TestCase | None = None
    document: DocumentTest | None = None
    cleaning: CleaningTest | None = None

    @property
    def name(self) -> str:
        """Name of the test in reports."""
        if self.kind in ("document", "untested"):
            return self.rule
        return f"{self.rule}[{self.number}]" if self.kind == "cleaning" else f"{self.rule}[{self.kind} {self.number}]"


def pack_cases(pack: Pack) -> Iterator[Case]:
    """Every test of a pack, file by file."""
    for file in pack.files:
        yield from file_cases(pack, file)


def file_cases(pack: Pack, file: PackFile) -> Iterator[Case]:
    """Every test of one rule file."""
    prefix = f"{pack.name}/{file.topic}"
    for section in SECTIONS:
        rules: list[Rule] = getattr(file.rules, section)
        for i, rule in enumerate(rules):
            yield from _rule_cases(file, f"{prefix}/{rule.id}", section, (section, i), rule)
    for i, override in enumerate(file.rules.overrides):
        yield from _rule_cases(file, override.rule, "overrides", ("overrides", i), override)
    for i, test in enumerate(file.rules.cleaning.tests if file.rules.cleaning else ()):
        yield Case(
            f"{prefix}/cleaning", "cleaning", "cleaning", i + 1, file.place("cleaning", "tests", i), cleaning=test
        )
    for i, document in enumerate(file.rules.documents):
        place = file.place("documents", i)
        yield Case(f"{prefix}/{document.id}", "documents", "document", 1, place, document=document)


def _rule_cases(
    file: PackFile, rule: str, section: str, path: tuple[Any, ...], model: Rule | Override
) -> Iterator[Case]:
    tests: Tests = model.tests
    if not tests.match and not (isinstance(model, Override) and (model.off or tests.no_match)):
        yield Case(rule, section, "untested", 1, file.place(*path))
    groups: tuple[tuple[CaseKind, list[TestCase]], ...] = (
        ("match", tests.match),
        ("no_match", tests.no_match),
        ("todo", tests.todo),
    )
    for kind, texts in groups:
        for i, text in enumerate(texts):
            yield Case(rule, section, kind, i + 1, file.place(*path, "tests", kind, i), text)
