"""What people are shown of a result, whatever the medium: the single values, then each list that holds something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from policyextract.models import Actor, Amount, DateMention, Item, PolicyDocument, Span


class Row(NamedTuple):
    """One fact: its cells, where it stands, the rule that found it."""

    cells: tuple[str, ...]
    evidence: tuple[Span, ...] = ()
    rule: str | None = None


class Listing(NamedTuple):
    """A list of facts of one kind. ``kind`` is its short name, for colours and anchors."""

    kind: str
    name: str
    columns: tuple[str, ...]
    rows: list[Row]


def head(doc: PolicyDocument) -> dict[str, str]:
    """The single values that the document has, by name."""
    number = doc.document_number
    issuers = "、".join(actor.name for actor in doc.issuers)
    if issuers and doc.stated_issuer_count:
        issuers += f" (the text says {doc.stated_issuer_count})"
    facts: dict[str, Any] = {
        "title": doc.title,
        "kind": doc.kind,
        "type": " / ".join(filter(None, [doc.document_type, doc.legal_hierarchy, doc.status])),
        "number": number.value if number else None,
        "issuers": issuers,
        "publisher": doc.publisher,
        "published": doc.published.isoformat() if doc.published else None,
        "signed": doc.signed,
        "effective": doc.effective,
        "expires": doc.expires,
        "packs": ", ".join(f"{pack.name} {pack.version}" for pack in doc.packs),
    }
    return {name: str(value) for name, value in facts.items() if value}


def listings(doc: PolicyDocument) -> list[Listing]:
    """The lists that hold something, in the order a reader wants them."""
    found = [
        _list(
            "campaign",
            "campaigns",
            "name duration start end",
            doc.campaigns,
            lambda c: (c.name, c.duration, c.start, c.end),
        ),
        _list(
            "directive",
            "directives",
            "marker modality bearer deadline text",
            doc.directives,
            lambda d: (d.marker, d.modality, d.bearer, d.deadline, d.text),
        ),
        _list(
            "item",
            "enumeration items",
            "marker text",
            [i for e in doc.enumerations for i in _walk(e.items) if not i.directive],
            lambda i: ("  " * (i.level - 1) + i.marker, i.text),
        ),
        _list("date", "dates", "value role anchor text", doc.dates, lambda d: (_date(d), d.role, d.anchor, d.text)),
        _list(
            "duration",
            "durations",
            "value bound anchor text",
            doc.durations,
            lambda d: (d.value, d.bound, d.anchor, d.text),
        ),
        _list("issuer", "issuers", "name text id", doc.issuers, lambda a: (a.name, a.text, a.id)),
        _list("actor", "other actors", "role name text", _others(doc), lambda a: (a.role, a.name, a.text)),
        _list("actor", "addressees", "name text", doc.addressees, lambda a: (a.name, a.text)),
        _list(
            "reference",
            "references",
            "relation number title",
            doc.references,
            lambda r: (r.relation, r.document_number, r.title),
        ),
        _list("target", "targets", "by value unit text", doc.targets, lambda t: (t.by, t.value, t.unit, t.text)),
        _list("amount", "amounts", "value currency text", doc.amounts, lambda a: (_range(a), a.currency, a.text)),
    ]
    found += [
        _list(
            "field",
            name,
            "value unit attributes text",
            values,
            lambda v: (
                v.value,
                v.unit,
                ", ".join(f"{k}={x}" for k, x in v.attributes.items() if x is not None),
                v.text,
            ),
        )
        for name, values in doc.fields.items()
    ]
    warnings = [Row(_cells((w.code, w.message)), (w.span,) if w.span else ()) for w in doc.warnings]
    found.append(Listing("warning", "warnings", ("code", "message"), warnings))
    return [listing for listing in found if listing.rows]


def single_values(doc: PolicyDocument) -> Iterator[tuple[str, Span]]:
    """Evidence of the single-valued fields, with their names; what speaks for a kind stands all over the text."""
    for name, spans in doc.provenance.items():
        if name == "kind":
            continue
        for span in spans:
            yield name, span
    if doc.document_number:
        for span in doc.document_number.evidence:
            yield "number", span


def _list(kind: str, name: str, columns: str, facts: list[Any], cells: Any) -> Listing:
    rows = [Row(_cells(cells(fact)), tuple(fact.evidence), fact.rule) for fact in facts]
    return Listing(kind, name, tuple(columns.split()), rows)


def _others(doc: PolicyDocument) -> list[Actor]:
    """Actors in roles that the list of issuers does not show already."""
    shown = {actor.name for actor in doc.issuers}
    return [actor for actor in doc.actors if actor.role != "issuer" or actor.name not in shown]


def _cells(values: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(
        "" if value is None else f"{value:,.15g}" if isinstance(value, float) else str(value) for value in values
    )


def _walk(items: list[Item]) -> Iterator[Item]:
    for item in items:
        yield item
        yield from _walk(item.items)


def _date(date: DateMention) -> str:
    return f"{date.value or '?'}{' (derived)' if date.derived else ''}"


def _range(amount: Amount) -> str:
    if amount.value is not None:
        return f"{amount.value:,.15g}"
    return "-".join("" if end is None else f"{end:,.15g}" for end in (amount.minimum, amount.maximum))
