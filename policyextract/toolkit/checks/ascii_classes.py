"""Classes that RE2 knows for ASCII only, in patterns over Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policyextract.toolkit.checks.base import Issue, Severity, Subject

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class AsciiBoundary(Issue):
    r"""``\b`` sees no edge between two Chinese characters: beside Chinese text it is false, or true everywhere."""

    code: ClassVar[str] = "ascii-boundary"
    severity: ClassVar[Severity] = "error"
    sentence: ClassVar[str] = "{subject} is an edge of ASCII words and says nothing about Chinese text"
    mend: ClassVar[str] = "use boundary: word, or left and right"


@dataclass(frozen=True, slots=True)
class AsciiWord(Issue):
    r"""``\w`` is ``[0-9A-Za-z_]``: no Chinese character is in it, and every one is in ``\W``."""

    code: ClassVar[str] = "ascii-word"
    severity: ClassVar[Severity] = "warning"
    sentence: ClassVar[str] = "{subject} knows ASCII only"
    mend: ClassVar[str] = r"write the class out, such as [\p{Han}A-Za-z0-9]"


def check(subject: Subject) -> Iterator[Issue]:
    r"""``\b`` and ``\B``; ``\w`` and ``\W``."""
    for pattern in subject.patterns:
        escapes = set(_ESCAPE.findall(pattern.text))
        for name in sorted(escapes & {"b", "B"}):
            yield AsciiBoundary(pattern.place, f"\\{name}")
        for name in sorted(escapes & {"w", "W"}):
            yield AsciiWord(pattern.place, f"\\{name}")
