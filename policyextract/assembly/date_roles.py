"""The role of a date: what its cues say, else what its tense and form say by the packs' tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policyextract.assembly.anchors import Standpoint, beijing_day
from policyextract.assembly.context import Context
from policyextract.document import Annotation
from policyextract.models import Span
from policyextract.values import CalendarExpression
from policyextract.values.dates import Part, Point, Relative
from policyextract.values.resolve import days

_OWN = 64  # priority of the role that a date's own form gives it, unless the rule sets another
_PREFIXES = {"policy": "formal_", "other": "other_", "interpretation": "explained_"}  # of keys in the tables of roles
_ENDING = (11, 12)  # months in which a report looks back on its year


def role_of(context: Context, annotation: Annotation, value: str | None, here: Standpoint) -> str:
    """The role of a date annotation whose value is ``value``, read from where the document stands."""
    role = _stated(annotation, here.formal)
    if role is None:
        return (
            "published"
            if _is_page_day(context, annotation, value)
            else _role_by_tense(context, annotation, value, here)
        )
    if annotation.get("place") is not None:
        return role  # where a date stands says more than its tense
    stated = f"{role}_{tense_of(value, here)}"
    keys = (f"{stated}_{annotation.value.precision}", stated, role)
    return _first(context, "date_role_adjusted", keys) or role


def _is_page_day(context: Context, annotation: Annotation, value: str | None) -> bool:
    """Whether the day is the one that proves when the page was published."""
    proof: Sequence[Span] = context.result.get("provenance", {}).get("published", ())
    return any(
        span.start is not None and span.end is not None and span.start < annotation.end and annotation.start < span.end
        for span in proof
    ) and value == str(beijing_day(context.result["published"]))


def _stated(annotation: Annotation, formal: bool) -> str | None:
    """What the cues say; the role that the date's own form gives it (a deadline) outranks weak ones.

    A rule's ``formal_role`` stands for its ``role`` in policies.
    """
    claim = annotation.claim("role")
    own = annotation.attrs.get("role")
    formed = own is not None or annotation.value.open == "until"
    if claim is not None and (not formed or claim.priority >= int(annotation.attrs.get("role_priority", _OWN))):
        in_policies = annotation.claim("formal_role") if formal else None
        return str(in_policies.value if in_policies and in_policies.rule == claim.rule else claim.value)
    return None if own is None else str(own)


def tense_of(value: str | None, here: Standpoint) -> str:
    """``past``, ``present`` or ``future``, as far as it can be told.

    ``latest`` is the latest year of a text that does not say when it speaks; what cannot be told is ``unknown``.
    """
    spoken = here.day
    if value is None or value.startswith("--"):
        return "unknown"
    if spoken is None:
        return "latest" if value == str(here.latest) else "unknown"
    first, last = days(value)
    if first is not None and last is None:
        first, last = days(value.partition("/")[0])  # 从2019年起 in 2019
    if last is not None and last < spoken:
        return "past"
    return "future" if first is not None and first > spoken else "present"


def _role_by_tense(context: Context, annotation: Annotation, value: str | None, here: Standpoint) -> str:
    """The packs' table says what an uncued date is: past, present or to come, an open end apart."""
    expression: CalendarExpression = annotation.value
    tense = tense_of(value, here)
    if tense == "unknown" and annotation.get("tense") == "future":
        tense = "future"  # 将于29日 of nobody knows which month
    if tense == "present" and expression.start.part == "start":
        tense = "past"  # 今年初
    if tense == "present" and expression.end is not None and _ended(value, here):
        tense = "past"  # 19—20日 read on the 20th
    shape = expression.open or ("range" if expression.end is not None else annotation.get("manner") or "")
    if not shape and any(isinstance(p, Relative) and p.anchor == "text" for p in _parts(expression.start)):
        shape = "same"
    keys = [f"{shape}_{tense}_{expression.precision}", f"{shape}_{tense}"]
    if tense == "present" and here.references[0].month in _ENDING:
        keys = [f"{shape}_ending_{expression.precision}", *keys, f"ending_{expression.precision}"]
    keys += [f"{tense}_{expression.precision}", tense]
    if tense == "latest":
        keys += [f"unknown_{expression.precision}", "unknown"]
    return _first(context, "date_role_by_tense", keys) or "other"


def _parts(point: Point) -> tuple[Part | None, ...]:
    return point.year, point.quarter, point.month, point.day


def _ended(value: str | None, here: Standpoint) -> bool:
    return bool(value) and here.day is not None and days(value or "")[1] == here.day


def _first(context: Context, name: str, keys: Iterable[str]) -> str | None:
    """What a table of roles says of the first key it has; keys of one kind of document come first."""
    table: Mapping[str, Any] = context.tables.get(name, {})
    prefix = _PREFIXES.get(str(context.result.get("kind")), "")
    for key in keys:
        for prefixed in (f"{prefix}{key}", key):
            if prefixed in table:
                return str(table[prefixed])
    return None
