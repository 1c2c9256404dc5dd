"""A rule that another one makes needless."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from policyextract.language.checked import CheckedContext, CheckedRule
from policyextract.language.literals import exact_texts
from policyextract.language.regex import Regex, compiled
from policyextract.toolkit.checks.base import Issue, Severity, Subject

_PLAIN = CheckedContext()


@dataclass(frozen=True, slots=True)
class ShadowedRule(Issue):
    """Whatever it finds, the other has found already."""

    code: ClassVar[str] = "shadowed"
    severity: ClassVar[Severity] = "error"
    sentence: ClassVar[str] = "{subject}"
    mend: ClassVar[str] = "delete it, or say in its context when it differs"


def check(subject: Subject) -> Iterator[Issue]:
    """Rules of one type of which one covers the other, and terms that two dictionaries give alike."""
    for written in subject.rules:
        checked = written.checked
        if checked is None or checked.kind not in ("pattern", "dictionary"):
            continue
        for other in subject.ruleset.rules:
            if other.id == checked.id or other.gives != checked.gives or other.kind not in ("pattern", "dictionary"):
                continue
            if _covers(other, checked) and not (_covers(checked, other) and other.id > checked.id):
                yield ShadowedRule(written.place, f"all that {checked.id} finds, {other.id} finds too")
                break


def _covers(other: CheckedRule, rule: CheckedRule) -> bool:
    """Whether ``other`` finds the same spans as ``rule`` wherever that one does."""
    if other.set != rule.set or other.value != rule.value or other.priority < rule.priority:
        return False
    if other.context not in (_PLAIN, rule.context) and replace(other.context, scope="sentence") != _PLAIN:
        return False
    if rule.kind == "dictionary":
        return (
            other.kind == "dictionary"
            and bool(rule.terms)
            and all(other.terms.get(t) == r for t, r in rule.terms.items())
        )
    if other.pattern == rule.pattern and other.kind == rule.kind:
        return other.captures == rule.captures
    texts = exact_texts(rule.pattern)
    if not texts or rule.captures or other.captures:
        return False
    if other.kind == "dictionary":
        return texts <= set(other.terms)
    matcher = compiled(other.pattern)
    return all(_whole(matcher, text) for text in texts)


def _whole(matcher: Regex, text: str) -> bool:
    data = text.encode()
    found = matcher.find(data)
    return found is not None and found[1] == (0, len(data))
