"""What every fact's file of this room receives.

Each file of ``assembly/`` reads one kind of fact: ``read(context)`` takes annotations from ``context.found`` and
knowledge from ``context.tables``, and writes plain values under the names of
:class:`policyextract.models.PolicyDocument` into ``context.result``. Files run in the order of ``assemble.STEPS``;
later files may read what earlier ones wrote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from policyextract.assembly.tables import Tables
from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.models import Span


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows; it outranks what the page says."""

    title: str | None = None
    published: dt.datetime | dt.date | None = None
    url: str | None = None


@dataclass(slots=True)
class Context:
    """One document on its way to a result.

    Attributes
    ----------
    document : Document
        From the cleaning stage.
    found : Annotations
        From the engine.
    tables : Tables
        The packs' ``tables``.
    given : Given
        Arguments of the caller.
    fields : mapping
        Annotation types that become entries of the result's ``fields``.
    annotate : callable
        The engine, for text that stands beside the body (a title from front matter, a label's value); None in tests.
    result : dict
        Fields of the result, as plain values.
    memo : dict
        What one file leaves for others and is no part of the result; keys are ``file.name``.
    """

    document: Document
    found: Annotations
    tables: Tables
    given: Given
    fields: Mapping[str, str] = field(default_factory=dict)
    annotate: Callable[[Document], Annotations] | None = None
    result: dict[str, Any] = field(default_factory=dict)
    memo: dict[str, Any] = field(default_factory=dict)

    def span(self, start: int, end: int) -> Span:
        """Evidence of a stretch of the text."""
        return self.document.span(start, end)

    def evidence(self, annotation: Annotation) -> list[Span]:
        """Evidence of an annotation."""
        return [self.document.span(annotation.start, annotation.end)]

    def text(self, annotation: Annotation) -> str:
        """The characters of an annotation as written."""
        return self.document.text[annotation.start : annotation.end]

    def prove(self, field_name: str, start: int, end: int) -> None:
        """Note the evidence of a single-valued field."""
        self.result.setdefault("provenance", {}).setdefault(field_name, []).append(self.span(start, end))

    def words(self, table: str) -> tuple[str, ...]:
        """The words (or keys) of a table, as ``str.endswith`` takes them."""
        return self.tables.words(table)

    def warn(self, code: str, message: str, start: int | None = None, end: int | None = None) -> None:
        """Add a warning, with its place where there is one."""
        span = self.span(start, end) if start is not None and end is not None else None
        self.result.setdefault("warnings", []).append({"code": code, "message": message, "span": span})
