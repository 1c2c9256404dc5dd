"""A pattern that may run over everything up to the end of the block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from policyextract.toolkit.checks.base import Issue, Subject
from policyextract.toolkit.checks.syntax import MAX_REPEAT, parse, walk


@dataclass(frozen=True, slots=True)
class UnboundedGap(Issue):
    """``.*`` joins what belongs to different sentences, and takes time on long blocks."""

    code: ClassVar[str] = "unbounded"
    sentence: ClassVar[str] = "{subject} has no bound"
    mend: ClassVar[str] = "give it one: .{0,20}, or keep it within a sentence with a class that leaves out \u3002"


def check(subject: Subject) -> Iterator[Issue]:
    """Unlimited repetition of any character; in ``unless.match`` the match itself is the bound."""
    for pattern in subject.patterns:
        tree = None if pattern.path[-2:] == ("unless", "match") else parse(pattern.text)
        if tree is not None and any(_unbounded(op, arg) for op, arg in walk(tree)):
            yield UnboundedGap(pattern.place, f"the repetition in {_short(pattern.text)}")


def _unbounded(op: str, arg: Any) -> bool:
    return (
        op in ("MAX_REPEAT", "MIN_REPEAT") and arg[1] is MAX_REPEAT and any(str(inner) == "ANY" for inner, _ in arg[2])
    )


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:47]}..."
