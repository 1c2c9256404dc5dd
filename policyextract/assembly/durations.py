"""Durations of the result, with the event they count from."""

from __future__ import annotations

from typing import Any

from policyextract.assembly.context import Context
from policyextract.document import Annotation
from policyextract.values.durations import DurationValue


def read(context: Context) -> None:
    """Write ``durations``; what a rule says of one kind of document (``only``) counts in that kind alone."""
    kind = context.result.get("kind")
    context.result["durations"] = [
        _plain(context, a)
        for a in context.found.of("duration")
        if isinstance(a.value, DurationValue) and a.get("only", kind) == kind
    ]


def _plain(context: Context, annotation: Annotation) -> dict[str, Any]:
    value: DurationValue = annotation.value
    return {
        "text": context.text(annotation),
        "value": value.value,
        "unit": value.unit,
        "bound": value.bound,
        "anchor": _anchor(context, annotation),
        "evidence": context.evidence(annotation),
        "rule": annotation.rule,
    }


def _anchor(context: Context, annotation: Annotation) -> str | None:
    """The event directly before it (自收到申请之日起15日内)."""
    events = context.found.of("duration_anchor")
    for event in events:
        if event.end <= annotation.start and annotation.start - event.end <= 2:
            capture = event.captures.get("event")
            return context.document.text[capture.start : capture.end] if capture else context.text(event)
    return None
