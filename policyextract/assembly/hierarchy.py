"""Where a document stands in the order of laws, by its type and who issued it."""

from __future__ import annotations

from policyextract.assembly.context import Context
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
    facts = {
        "type": kind,
        "group": row["group"],
        "issuer": first.get("id"),
        "issuer_kind": _kind_of(context, first.get("id")),
        "local": "yes" if first.get("region") else "no",
    }
    for rule in context.tables.get("hierarchy_rules", ()):
        if all(facts.get(name) in values for name, values in rule["when"].items()):
            context.result["legal_hierarchy"] = rule["is"]
            return


def _kind_of(context: Context, agency_id: str | None) -> str | None:
    rows = rows_of(context.tables.get("agencies", ()), agency_id or "")
    return rows[0]["kind"] if rows else None
