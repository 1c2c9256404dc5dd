"""Stated goals: by when, what, how much."""

from __future__ import annotations

from typing import Any

from policyextract.assembly.context import Context
from policyextract.document import Annotation


def read(context: Context) -> None:
    """Write ``targets``; a page without policy states none."""
    if context.result.get("kind") == "other":
        return
    context.result["targets"] = [_target(context, a) for a in context.found.of("target")]


def _target(context: Context, annotation: Annotation) -> dict[str, Any]:
    parts = annotation.captures
    by, unit, indicator = parts.get("by"), parts.get("unit"), parts.get("indicator")
    text = context.document.text
    return {
        "text": context.text(annotation),
        "by": str(by.value) if by is not None else None,
        "indicator": text[indicator.start : indicator.end].strip() if indicator else None,
        "value": parts["value"].value,
        "unit": text[unit.start : unit.end] if unit else None,
        "evidence": context.evidence(annotation),
        "rule": annotation.rule,
    }
