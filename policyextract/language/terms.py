"""The terms of a dictionary rule, from its own list or mapping or from a CSV file of the pack."""

from __future__ import annotations

from typing import Any, Protocol

from policyextract.language.model import DictionaryRule
from policyextract.language.pack import Pack
from policyextract.language.suggest import nearest
from policyextract.language.yamlnodes import Loc
from policyextract.values.folding import fold

MAX_TERMS = 300_000

Row = dict[str, Any]


class Fail(Protocol):
    """Notes a fault: its code, the key of the rule, what is wrong, the mend."""

    def __call__(self, code: str, key: Loc, message: str, help: str = "") -> None: ...


def read_terms(rule: DictionaryRule, pack: Pack, fail: Fail) -> dict[str, list[Row]]:
    """Rows by folded term, with what overrides add and remove; several rows may share a term."""
    rows: list[tuple[str, Row]] = []
    if (rule.terms is None) == (rule.csv is None):
        fail("PX225", (), "a dictionary has either `terms` or `csv`")
    elif isinstance(rule.terms, dict):
        rows = [(t, {"term": t, **attributes}) for t, attributes in rule.terms.items()]
    elif rule.terms is not None:
        rows = [(t, {"term": t}) for t in rule.terms]
    else:
        rows = _of_csv(rule, pack, fail)
    if len(rows) > MAX_TERMS:
        fail("PX203", (), f"more than {MAX_TERMS} terms")
        return {}
    rows += [(t, {"term": t, **attributes}) for t, attributes in rule.added.items()]
    terms: dict[str, list[Row]] = {}
    for term, row in rows:
        if term and term not in rule.removed:
            terms.setdefault(fold(term), []).append(row)
    return terms


def _of_csv(rule: DictionaryRule, pack: Pack, fail: Fail) -> list[tuple[str, Row]]:
    try:
        table = pack.rows(str(rule.csv))
    except ValueError as error:
        fail("PX222", ("csv",), str(error))
        return []
    columns = list(table[0]) if table else []
    for i, column in enumerate(rule.term_columns):
        if table and column not in columns:
            fail("PX226", ("term_columns", i), f"`{rule.csv}` has no column `{column}`", nearest(column, columns))
            return []
    if not rule.term_columns:
        fail("PX226", ("csv",), "`term_columns` says which columns hold the terms", "add term_columns")
    return [
        (term.strip(), dict(row))
        for row in table
        if all(row.get(c) in allowed for c, allowed in rule.where.items())
        for column in rule.term_columns
        for term in row[column].split(rule.separator)
    ]
