"""Where a document stands in the order of laws, by its type and who issued it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.names import rows_of


def read(context: Context) -> None:
    """Write ``legal_hierarchy`` of a document of its own, by the table ``hierarchy_rules``, first match first."""
    if context.result.get("kind") != "policy":
        return
    kind = context.result.get("document_type")
    row = context.tables.get("document_types", {}).get(kind or "")
    if row is None:
        return
    issuers = context.result.get("issuers") or []
    first = issuers[0] if issuers else {}
    region = first.get("region") or _title_region(context)
    facts = {
        "type": kind,
        "group": row["group"],
        "usual": row["hierarchy"],
        "issued": "yes" if issuers else "no",
        "issuer": first.get("id"),
        "issuer_kind": _kind_of(context, first.get("id")),
        "parent_kind": _kind_of(context, first.get("parent")),
        "local": "yes" if region else "no",
        "order": "yes" if _head(context).endswith(context.words("order_endings")) else "no",
        "level": context.tables.get("regions", {}).get(region or "", {}).get("level"),
    }
    for rule in context.tables.get("hierarchy_rules", ()):
        if all(_holds(name, values, facts, first.get("name", "")) for name, values in rule["when"].items()):
            if rule["is"] is not None:
                context.result["legal_hierarchy"] = rule["is"]
            return


def _holds(name: str, values: Sequence[str], facts: Mapping[str, str | None], issuer: str) -> bool:
    if name == "issuer_ends":
        return issuer.endswith(tuple(values))
    return facts.get(name) in values


def _head(context: Context) -> str:
    """What its number begins with; an order (令) makes rules of a decision."""
    return str((context.result.get("document_number") or {}).get("head") or "")


def _title_region(context: Context) -> str | None:
    """The place a title begins with, for acts of which no issuer is known: 上海市…条例."""
    title = title_passage(context)
    regions = title.of("region") if title is not None else ()
    if title is None or not regions or regions[0].start != title.start:
        return None
    rows = regions[0].value
    return str(rows[0]["code"]) if isinstance(rows, list) and rows else None


def _kind_of(context: Context, agency_id: str | None) -> str | None:
    rows = rows_of(context.tables, agency_id or "")
    return rows[0]["kind"] if rows else None
