"""A pattern that can match nothing: the engine's text never looks like that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policyextract.language.literals import derive
from policyextract.toolkit.checks.base import Issue, Severity, Subject
from policyextract.values.folding import fold


@dataclass(frozen=True, slots=True)
class NeverMatches(Issue):
    """Matching runs on folded text."""

    code: ClassVar[str] = "never-matches"
    severity: ClassVar[Severity] = "error"
    sentence: ClassVar[str] = "this can never match: {subject}"
    mend: ClassVar[str] = "write the character itself (it is folded as the text is), or drop it"


def check(subject: Subject) -> Iterator[Issue]:
    """Escapes of characters that folding removes, patterns that match only nothing."""
    for pattern in subject.patterns:
        for reason in _escaped(pattern.text):
            yield NeverMatches(pattern.place, reason)
    for written in subject.rules:
        checked = written.checked
        if checked is not None and checked.pattern and derive(checked.pattern).width == 0:
            yield NeverMatches(written.place, f"{written.id} matches only the empty text")


def _escaped(text: str) -> Iterator[str]:
    r"""``\x{FF10}``: an escape is not folded with the pattern, and the text has no such character any more."""
    for found in re.finditer(r"\\x\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})", text):
        character = chr(int(found[1] or found[2], 16))
        # A private character stands for an annotation of some type: patterns may ask for any or none of them.
        if fold(character) != character and not "\ue000" <= character <= "\uf8ff":
            yield f"{found[0]} is folded to {fold(character)!r} in the text"
