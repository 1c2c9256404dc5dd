"""Fields that packs define: every annotation of a listed type becomes a value, without any Python."""

from __future__ import annotations

from typing import Any

from policyextract.assembly.context import Context
from policyextract.document import Annotation


def read(context: Context) -> None:
    """Fill ``fields`` from the packs' ``fields`` sections."""
    out: dict[str, list[dict[str, Any]]] = {}
    for type_, name in context.fields.items():
        for annotation in context.found.of(type_):
            out.setdefault(name, []).append(_value(context, annotation))
    if out:
        context.result["fields"] = out


def _value(context: Context, annotation: Annotation) -> dict[str, Any]:
    attributes = dict(annotation.attrs)
    for name, capture in annotation.captures.items():
        attributes[name] = _plain(capture.value, context.document.text[capture.start : capture.end])
    for name, arguments in annotation.arguments.items():
        attributes[name] = "、".join(context.text(a) for a in arguments)
    for claim in annotation.claims:
        attributes[claim.key] = annotation.get(claim.key)
    unit = attributes.pop("unit", None) or _unit(annotation.value)
    return {
        "text": context.text(annotation),
        "value": None if annotation.value is None else _plain(annotation.value, context.text(annotation)),
        "unit": unit,
        "attributes": attributes,
        "evidence": context.evidence(annotation),
        "rule": annotation.rule,
    }


def _unit(value: Any) -> str | None:
    unit = getattr(value, "unit", None) or getattr(value, "currency", None)
    return unit if isinstance(unit, str) else None


def _plain(value: Any, text: str) -> str | int | float | None:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):  # dictionary rows
        return str(value[0].get("name") or text) if value else text
    # A value that shows more than itself when it is written out (a bound, a currency) has itself in `value`.
    inner = getattr(value, "value", None)
    if isinstance(inner, str | int | float):
        return inner
    return f"{_open(value.minimum)}/{_open(value.maximum)}" if hasattr(value, "minimum") else str(value)


def _open(number: int | float | None) -> str:
    return ".." if number is None else str(number)
