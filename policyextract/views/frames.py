"""A list of a result as a data frame of pandas, Polars or Arrow, whichever is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from policyextract.models import Item, PolicyDocument

if TYPE_CHECKING:
    from collections.abc import Iterable

_EVIDENCE = ("start", "end", "source_start", "source_end")
_NUMBERS = {"order", "number", "level", "position", *_EVIDENCE}
_FLOATS = {"minimum", "maximum"}
_FLAGS = {"derived", "directive"}


def tables(doc: PolicyDocument) -> list[str]:
    """Names of the tables a document has: its list fields and the fields of its packs."""
    lists = [name for name, info in type(doc).model_fields.items() if str(info.annotation).startswith("list[")]
    return [*lists, "items", *doc.fields]


def to_frame(doc: PolicyDocument, table: str = "dates", backend: str = "pandas") -> Any:
    """One of the lists of a result as a data frame: a row a fact, with its evidence and rule.

    Parameters
    ----------
    doc : PolicyDocument
        A result.
    table : str
        A list field (``dates``, ``directives``, ``issuers`` …), ``items`` (the items of all enumerations, flat), or a
        field that a pack defines.
    backend : str
        ``pandas``, ``polars`` or ``pyarrow``.

    Raises
    ------
    ValueError
        For a table or backend that does not exist; the message lists those that do.
    """
    if backend not in _MAKERS:
        raise ValueError(f"no backend {backend!r}; there are {', '.join(_MAKERS)}")
    if table not in tables(doc):
        raise ValueError(f"no table {table!r}; there are {', '.join(tables(doc))}")
    columns = _columns(doc, table)
    identity = doc.source.id or doc.source.url or doc.source.path or doc.source.sha256
    rows = [{"document": identity, **_row(fact, columns)} for fact in _facts(doc, table)]
    data = {name: [row[name] for row in rows] for name in ["document", *columns]}
    kinds = {name: _kind(name, values) for name, values in data.items()}
    if table == "campaigns":
        kinds["derived"] = "text"  # there it names the computed values
    return _MAKERS[backend](data, kinds)


def _facts(doc: PolicyDocument, table: str) -> Iterable[Any]:
    if table == "items":
        return _flat(item for enumeration in doc.enumerations for item in enumeration.items)
    if table in doc.fields:
        return doc.fields[table]
    return getattr(doc, table)  # type: ignore[no-any-return]


def _flat(items: Iterable[Item]) -> Iterable[Item]:
    for item in items:
        yield item
        yield from _flat(item.items)


def _columns(doc: PolicyDocument, table: str) -> list[str]:
    from typing import get_args

    if table == "items":
        model: Any = Item
    elif table in doc.fields:
        from policyextract.models import Value as model  # noqa: N813
    else:
        model = get_args(type(doc).model_fields[table].annotation)[0]
    names = [name for name in model.model_fields if name not in ("evidence", "rule", "items", "span", *_EVIDENCE)]
    rule = ["rule"] if "rule" in model.model_fields else []
    return [*names, *rule, *(_EVIDENCE if table != "packs" else ())]


def _row(fact: Any, columns: list[str]) -> dict[str, Any]:
    spans = getattr(fact, "evidence", None) or [getattr(fact, "span", None) or fact]
    row = {}
    for name in columns:
        value = getattr(spans[0], name, None) if name in _EVIDENCE else getattr(fact, name, None)
        row[name] = value if value is None or isinstance(value, str | int | float | bool) else _flatten(value)
    return row


def _flatten(value: Any) -> str:
    """A list or mapping as one readable cell."""
    if isinstance(value, dict):
        return "; ".join(f"{key}={cell}" for key, cell in value.items() if cell is not None)
    return "; ".join(
        getattr(cell, "name", None) or (_flatten(cell) if isinstance(cell, dict) else str(cell)) for cell in value
    )


def _kind(name: str, values: list[Any]) -> str:
    """The column's type: from the name, so that tables of many documents stack; ``value`` from what stands in it."""
    if name in _NUMBERS:
        return "int"
    if name in _FLAGS:
        return "bool"
    if name in _FLOATS or (name == "value" and values and all(v is None or isinstance(v, int | float) for v in values)):
        return "float"
    return "text"


def _pandas(data: dict[str, list[Any]], kinds: dict[str, str]) -> Any:
    import pandas as pd

    types = {"int": "Int64", "float": "Float64", "bool": "boolean", "text": "object"}
    return pd.DataFrame({name: pd.Series(values, dtype=types[kinds[name]]) for name, values in data.items()})


def _polars(data: dict[str, list[Any]], kinds: dict[str, str]) -> Any:
    import polars as pl

    types = {"int": pl.Int64, "float": pl.Float64, "bool": pl.Boolean, "text": pl.String}
    return pl.DataFrame(data, schema={name: types[kinds[name]] for name in data}, strict=False)


def _pyarrow(data: dict[str, list[Any]], kinds: dict[str, str]) -> Any:
    import pyarrow as pa

    types = {"int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(), "text": pa.string()}
    texts = {name: [v if v is None else str(v) for v in data[name]] for name in data if kinds[name] == "text"}
    return pa.table({**data, **texts}, schema=pa.schema([(name, types[kinds[name]]) for name in data]))


_MAKERS = {"pandas": _pandas, "polars": _polars, "pyarrow": _pyarrow}
