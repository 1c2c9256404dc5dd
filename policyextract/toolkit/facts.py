"""A result as comparable facts: one key and one value each, for ``diff`` and ``evaluate``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policyextract.models import Item, PolicyDocument

_SINGLE = (
    *("kind", "title", "publisher", "published", "document_type", "legal_hierarchy", "status"),
    *("stated_issuer_count", "effective", "expires", "signed"),
)
_LISTS: dict[str, tuple[str, ...]] = {
    "issuers": ("name",),
    "actors": ("name", "role"),
    "dates": ("value", "role"),
    "durations": ("value", "unit", "bound"),
    "campaigns": ("name", "duration", "start", "end"),
    "directives": ("marker", "modality", "bearer", "deadline"),
    "references": ("title", "relation", "document_number"),
    "addressees": ("name",),
    "targets": ("by", "value", "unit"),
    "amounts": ("value", "minimum", "maximum", "currency"),
}


class Fact(NamedTuple):
    """One fact of a result.

    Attributes
    ----------
    field : str
        Field of the result (``dates``), or ``fields.NAME``.
    place : tuple
        Where it stands (start, end), or its text where it has no place; same place in two results means same fact.
    value : str
        What is said there.
    text : str
        For people.
    rule : str or None
    """

    field: str
    place: tuple[Any, ...]
    value: str
    text: str
    rule: str | None = None


def facts(doc: PolicyDocument) -> Iterator[Fact]:
    """Every fact of a result, in a fixed order."""
    for name in _SINGLE:
        value = getattr(doc, name)
        if value is not None:
            yield Fact(name, (), str(value), str(value))
    if doc.document_number:
        yield Fact("document_number", (), doc.document_number.value, doc.document_number.text, doc.document_number.rule)
    for name, parts in _LISTS.items():
        for fact in getattr(doc, name):
            yield _fact(name, fact, parts)
    for enumeration in doc.enumerations:
        for item in _walk(enumeration.items):
            yield _fact("items", item, ("marker", "number", "level", "text"))
    for name, values in doc.fields.items():
        for fact in values:
            yield _fact(f"fields.{name}", fact, ("value", "unit", "attributes"))


def _fact(name: str, fact: Any, parts: tuple[str, ...]) -> Fact:
    text = str(getattr(fact, "text", None) or getattr(fact, "name", None) or getattr(fact, "title", ""))
    span = next((s for s in fact.evidence if s.start is not None), None)
    value = " ".join(str(cell) for part in parts if (cell := getattr(fact, part)) not in (None, {}))
    return Fact(name, (span.start, span.end) if span else (text,), value, text, fact.rule)


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)
