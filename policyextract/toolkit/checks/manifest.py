"""What a pack says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from policyextract.toolkit.checks.base import Issue, Subject


@dataclass(frozen=True, slots=True)
class BareManifest(Issue):
    """A pack that others use needs a description and a licence."""

    code: ClassVar[str] = "bare-manifest"
    sentence: ClassVar[str] = "pack.yaml has no {subject}"
    mend: ClassVar[str] = "add it: others decide by it whether they may use the pack"


def check(subject: Subject) -> Iterator[Issue]:
    """Missing description or licence."""
    for key in ("description", "licence"):
        if not getattr(subject.pack.info, key):
            yield BareManifest(subject.pack.info_yaml.place(()), key)
