"""Stated goals: by when, what, how much."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from policyextract.assembly.actors import document_day
from policyextract.assembly.context import Context
from policyextract.document import Annotation


def read(context: Context) -> None:
    """Write ``targets``; a page without policy states none, and what lies before the document is no goal."""
    if context.result.get("kind") == "other":
        return
    horizons = context.found.of("horizon")
    starts = [h.start for h in horizons]
    day = document_day(context)
    out = []
    for annotation in context.found.of("target"):
        by = _year(context, annotation, horizons, starts)
        if by is None or not _past(by, day):
            out.append(_target(context, annotation, by))
    context.result["targets"] = out


def _year(context: Context, target: Annotation, horizons: Sequence[Annotation], starts: list[int]) -> int | None:
    """The year of the last horizon before a goal in its sentence; None where its list states none."""
    i = bisect_right(starts, target.start) - 1
    if i < 0 or any(c in "\n。" for c in context.document.folded[horizons[i].end : target.start]):
        return None
    value = horizons[i].captures["by"].value
    return value if isinstance(value, int) else None


def _past(by: int, day: dt.date | None) -> bool:
    return day is not None and by < day.year


def _target(context: Context, annotation: Annotation, by: int | None) -> dict[str, Any]:
    parts = annotation.captures
    unit, indicator = parts.get("unit"), parts["indicator"]
    text = context.document.text
    return {
        "text": context.text(annotation),
        "by": str(by) if by is not None else None,
        "indicator": text[indicator.start : indicator.end].strip(),
        # A range has no one value.
        "value": None if "to_value" in parts else parts["value"].value,
        "unit": text[unit.start : unit.end] if unit else None,
        "evidence": context.evidence(annotation),
        "rule": annotation.rule,
    }
