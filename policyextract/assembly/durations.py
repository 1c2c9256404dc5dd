"""Durations of the result, with the event they count from.

An act may say what its days are (本规定所称的“三日”是指工作日): those lengths then have the unit ``workday``.
"""

from __future__ import annotations

import re
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.passages import Passage, body
from policyextract.document import Annotation
from policyextract.values.durations import DurationValue

_DAYS = re.compile("P[0-9]+D")


def read(context: Context) -> None:
    """Write ``durations``; what a rule says of one kind of document (``only``) counts in that kind alone."""
    meant = _workdays_meant(context)
    context.result["durations"] = [_plain(context, a, meant) for a in lengths(context, body(context))]


def lengths(context: Context, passage: Passage) -> list[Annotation]:
    """The durations of a passage that count in this kind of document."""
    kind = context.result.get("kind")
    return [a for a in passage.of("duration") if isinstance(a.value, DurationValue) and a.get("only", kind) == kind]


def _workdays_meant(context: Context) -> re.Pattern[str] | None:
    """The lengths in days that this document counts in working days: those it names, or all."""
    said = context.found.of("workdays_meant")
    if not said:
        return None
    named = {
        str(a.value)
        for a in context.found.of("length")
        for s in said
        if s.start <= a.start and a.end <= s.end and _DAYS.fullmatch(str(a.value))
    }
    return re.compile("|".join(sorted(named))) if named else _DAYS


def _plain(context: Context, annotation: Annotation, meant: re.Pattern[str] | None) -> dict[str, Any]:
    value: DurationValue = annotation.value
    counted = meant is not None and value.unit is None and meant.fullmatch(value.value)
    return {
        "text": context.text(annotation),
        "value": value.value,
        "unit": "workday" if counted else value.unit,
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
