"""A rule set as JSON and back: for the cache on disk. Data only; nothing that is read can name code to run."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

from policyextract.language.checked import (
    CheckedArgument,
    CheckedCapture,
    CheckedContext,
    CheckedRule,
    PackId,
    RuleSet,
)
from policyextract.language.literals import Literals

# The closed list of what may stand in a rule set beside plain JSON.
_CLASSES = {
    cls.__name__: cls
    for cls in (CheckedArgument, CheckedCapture, CheckedContext, CheckedRule, Literals, PackId, RuleSet)
}
_FIELDS = {name: tuple(f.name for f in dataclasses.fields(cls)) for name, cls in _CLASSES.items()}
_KEY = "~"


def dumps(ruleset: RuleSet) -> bytes:
    """A rule set as JSON.

    Raises
    ------
    TypeError
        Something in it has no JSON form; then it is not cached.
    """
    return json.dumps(_encode(ruleset), ensure_ascii=False, separators=(",", ":")).encode()


def loads(data: bytes) -> RuleSet:
    """The rule set that :func:`dumps` wrote."""
    ruleset = _decode(json.loads(data))
    if not isinstance(ruleset, RuleSet):
        raise ValueError("not a rule set")
    return ruleset


def _encode(value: Any) -> Any:
    """Plain JSON stands as it is, all else as an object with the key ``~``."""
    if _plain(value):
        # Read back without looking into it, which makes large tables cheap.
        return {_KEY: "plain", "value": value} if isinstance(value, dict | list) else value
    name = type(value).__name__
    if _CLASSES.get(name) is type(value):
        return {_KEY: name, "value": [_field(value, f) for f in _FIELDS[name]]}
    if isinstance(value, tuple):
        return {_KEY: "tuple", "value": [_encode(v) for v in value]}
    if isinstance(value, frozenset):
        return {_KEY: "set", "value": sorted(_strings(value))}
    if isinstance(value, list):
        return {_KEY: "list", "value": [_encode(v) for v in value]}
    if isinstance(value, Mapping):
        return {_KEY: "dict", "value": [[_encode(k), _encode(v)] for k, v in value.items()]}
    if hasattr(value, "model_dump") and type(value).__module__ == "policyextract.language.cleaning_section":
        return {_KEY: "section", "name": name, "value": value.model_dump(mode="json", exclude_unset=True)}
    raise TypeError(f"{type(value).__name__} has no JSON form here")


def _field(value: Any, name: str) -> Any:
    part = getattr(value, name)
    return _encode_terms(part) if isinstance(value, CheckedRule) and name == "terms" and part else _encode(part)


def _encode_terms(terms: Mapping[str, list[dict[str, Any]]]) -> Any:
    """The many terms of one row share it, in the file and in memory."""
    rows: dict[int, tuple[int, dict[str, Any]]] = {}
    of = {term: [rows.setdefault(id(row), (len(rows), row))[0] for row in found] for term, found in terms.items()}
    table = [row for _, row in rows.values()]
    if not _plain(table):
        return _encode(dict(terms))
    return {_KEY: "terms", "rows": table, "of": of}


def _strings(value: frozenset[Any]) -> frozenset[str]:
    if not all(isinstance(v, str) for v in value):
        raise TypeError("a set of something else than text")
    return value


def _plain(value: Any) -> bool:
    """Whether JSON gives back an equal value."""
    if value is None or isinstance(value, str | bool | int | float):
        return True
    if type(value) is list:
        return all(_plain(v) for v in value)
    if type(value) is dict:
        return all(type(k) is str and _plain(v) for k, v in value.items())
    return False


def _decode(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind = value[_KEY]
    return _DECODERS[kind](value) if kind in _DECODERS else _CLASSES[kind](*map(_decode, value["value"]))


def _section(value: dict[str, Any]) -> Any:
    from policyextract.language import cleaning_section

    model = getattr(cleaning_section, value["name"])
    if not issubclass(model, cleaning_section._Section):
        raise ValueError("not a section")
    return model.model_validate(value["value"])


def _terms(value: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    rows = value["rows"]
    return {term: [rows[i] for i in found] for term, found in value["of"].items()}


_DECODERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "plain": lambda value: value["value"],
    "tuple": lambda value: tuple(map(_decode, value["value"])),
    "set": lambda value: frozenset(value["value"]),
    "list": lambda value: [_decode(v) for v in value["value"]],
    "dict": lambda value: {_decode(k): _decode(v) for k, v in value["value"]},
    "section": _section,
    "terms": _terms,
}
