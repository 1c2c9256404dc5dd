"""The end of a run in numbers: documents, failures, warnings by code, facts per field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from policyextract.batch.output import DOCUMENTS, FAILED
from policyextract.batch.records import ERROR, FACT, WARNING


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run gave.

    Attributes
    ----------
    documents, failures : int
        Records, and how many of them are failures.
    errors, warnings, facts : dict
        Failures by type of error, warnings by code, facts by field.
    was_complete : bool
        The run to be resumed was finished before: nothing was done, and what it gave is not counted again.
    """

    documents: int = 0
    failures: int = 0
    errors: dict[str, int] = field(default_factory=dict)
    warnings: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    was_complete: bool = False

    @classmethod
    def of(cls, counts: Counter[str]) -> Summary:
        """Sort the counts of a run, the largest first."""

        def part(prefix: str) -> dict[str, int]:
            found = [(key.removeprefix(prefix), n) for key, n in counts.items() if key.startswith(prefix)]
            return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))

        return cls(counts[DOCUMENTS], counts[FAILED], part(ERROR), part(WARNING), part(FACT))

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "documents": self.documents,
            "failures": self.failures,
            "errors": self.errors,
            "warnings": self.warnings,
            "facts": self.facts,
        }

    def lines(self, seconds: float | None = None) -> list[str]:
        """As lines of text for a terminal or a log."""
        if self.was_complete:
            return ["the output is whole already: there was nothing to resume"]
        rate = f" in {seconds:.1f} s" if seconds else ""
        lines = [f"{_count(self.documents, 'document')}{rate}, {_count(self.failures, 'failure')}"]
        for title, part in (("failures", self.errors), ("warnings", self.warnings), ("facts", self.facts)):
            if part:
                lines.append(f"{title}: " + ", ".join(f"{name} {number:,}" for name, number in part.items()))
        return lines


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
