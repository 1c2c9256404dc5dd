"""A rule without a test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policyextract.toolkit.checks.base import Issue, Severity, Subject


@dataclass(frozen=True, slots=True)
class UntestedRule(Issue):
    """Nobody can change such a rule safely."""

    code: ClassVar[str] = "untested"
    severity: ClassVar[Severity] = "error"
    sentence: ClassVar[str] = "the rule {subject} has no text under tests.match"
    mend: ClassVar[str] = "add a text it must match, with marks, and one it must not"


@dataclass(frozen=True, slots=True)
class NoCounterExample(Issue):
    """A pattern that is only shown what it matches grows too wide."""

    code: ClassVar[str] = "no-counter-example"
    sentence: ClassVar[str] = "the rule {subject} has no text under tests.no_match"
    mend: ClassVar[str] = "add the nearest text that it must not match"


def check(subject: Subject) -> Iterator[Issue]:
    """Rules without ``match``, and patterns without ``no_match``."""
    for written in subject.rules:
        if not written.rule.tests.match:
            yield UntestedRule(written.place, written.id)
        elif written.section in ("rules", "sequences", "tokens") and not written.rule.tests.no_match:
            yield NoCounterExample(written.place, written.id)
