"""A rule that must be tried on every text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policyextract.language.rarity import cost
from policyextract.toolkit.checks.base import Issue, Subject

_FREQUENT = 100.0  # expected hits per thousand characters


@dataclass(frozen=True, slots=True)
class NoLiteral(Issue):
    """The engine looks for words first; a rule without any runs over every document."""

    code: ClassVar[str] = "no-literal"
    sentence: ClassVar[str] = "{subject} has no word that every match contains, so it runs on every text"
    mend: ClassVar[str] = "name a word in the pattern or its left or right context, or refer to an annotation type"


@dataclass(frozen=True, slots=True)
class FrequentLiteral(Issue):
    """A rule whose only words stand in every line saves nothing."""

    code: ClassVar[str] = "frequent-literal"
    sentence: ClassVar[str] = "every text has the characters that {subject} looks for"
    mend: ClassVar[str] = "name a rarer word that every match contains"


def check(subject: Subject) -> Iterator[Issue]:
    """Searching rules whose literals are none or too frequent."""
    for written in subject.rules:
        checked = written.checked
        if checked is None or not checked.pattern or checked.literals.types:
            continue
        if checked.literals.plain is None:
            yield NoLiteral(written.place, written.id)
        elif cost(checked.literals.plain) > _FREQUENT and max(map(len, checked.literals.plain)) == 1:
            yield FrequentLiteral(written.place, written.id)
