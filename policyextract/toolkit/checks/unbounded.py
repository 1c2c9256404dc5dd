"""A pattern that may run over everything up to the end of the block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from policyextract.toolkit.checks.base import Issue, Subject
from policyextract.toolkit.checks.syntax import MAX_REPEAT, parse, walk

_SENTENCE_END = ord("\u3002")


@dataclass(frozen=True, slots=True)
class UnboundedGap(Issue):
    """``.*`` joins what belongs to different sentences, and takes time on long blocks."""

    code: ClassVar[str] = "unbounded"
    sentence: ClassVar[str] = "{subject} has no bound"
    mend: ClassVar[str] = "give it one: .{0,20}, or keep it within a sentence with a class that leaves out \u3002"


def check(subject: Subject) -> Iterator[Issue]:
    """Unlimited repetition of something that also matches the end of a sentence."""
    for pattern in subject.patterns:
        tree = parse(pattern.text)
        if tree is not None and any(_unbounded(op, arg) for op, arg in walk(tree)):
            yield UnboundedGap(pattern.place, f"a repetition in {_short(pattern.text)}")


def _unbounded(op: str, arg: Any) -> bool:
    if op not in ("MAX_REPEAT", "MIN_REPEAT") or arg[1] is not MAX_REPEAT:
        return False
    return any(_crosses(str(inner), what) for inner, what in arg[2])


def _crosses(op: str, arg: Any) -> bool:
    if op == "ANY":
        return True
    if op == "NOT_LITERAL":
        return bool(arg != _SENTENCE_END)
    if op == "IN" and arg and str(arg[0][0]) == "NEGATE":
        # A class that stops at any mark of the same rank (a quotation's end, a bracket) is bounded by what it stops at.
        return len(arg) == 1
    return False


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:47]}..."
