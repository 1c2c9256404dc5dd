"""Errors: numbered, under one base class, with the place they came from.

``InputError`` is for what is no document (a missing file, a directory, a wrong type); content never raises.
``PackError`` carries every fault found in a rule pack, not the first only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class PolicyExtractError(Exception):
    """Base of every error this package raises on purpose.

    Attributes
    ----------
    code : str
        Stable number of the error, such as ``PX101``.
    """

    code = "PX000"


class InputError(PolicyExtractError):
    """The source is no document: missing file, directory, unreadable, wrong type."""

    code = "PX101"


class OutputError(PolicyExtractError):
    """The output cannot be written: full disk, no permission, not a folder."""

    code = "PX102"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a rule file something stands; line and column count from 1."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a rule pack: where, what, and how to mend it.

    Attributes
    ----------
    code : str
        Stable number, ``PX2xx`` for the rule language.
    place : Place
        File, line and column.
    message : str
        What is wrong, in one sentence.
    help : str
        What to do about it; may be empty.
    excerpt : str
        The line of the file, for the caret display; may be empty.
    """

    code: str
    place: Place
    message: str
    help: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.code} {self.message}"
        if self.excerpt:
            shown, column = _around(self.excerpt, max(self.place.column - 1, 0))
            text += f"\n    {shown}\n    {' ' * column}^"
        if self.help:
            text += f"\n    help: {self.help}"
        return text


LONGEST_EXCERPT = 160


def _around(line: str, column: int) -> tuple[str, int]:
    """As much of a long line as can be read, and where the column stands in it.

    >>> _around("[" * 1000, 500)[1], len(_around("[" * 1000, 500)[0])
    (81, 162)
    """
    if len(line) <= LONGEST_EXCERPT:
        return line, column
    start = max(min(column - LONGEST_EXCERPT // 2, len(line) - LONGEST_EXCERPT), 0)
    end = start + LONGEST_EXCERPT
    before, behind = "…" if start else "", "…" if end < len(line) else ""
    return f"{before}{line[start:end]}{behind}", column - start + len(before)


class PackError(PolicyExtractError):
    """A rule pack cannot be used; ``problems`` holds every fault found."""

    code = "PX200"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type[PackError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)
