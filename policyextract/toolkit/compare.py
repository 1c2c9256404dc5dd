"""Whether a result holds what a document test expects, and where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MORE = "..."


def differences(expected: Any, found: Any, path: str = "") -> Iterator[str]:
    """The places where ``found`` is not what ``expected`` says, one line each.

    A mapping expects its keys and allows others. A list expects exactly its elements, in order; with ``'...'`` among
    them it allows others in between.

    >>> list(differences({"issuers": [{"name": "a"}]}, {"issuers": [{"name": "b", "id": 1}], "kind": "policy"}))
    ["issuers[0].name: expected 'a', found 'b'"]
    >>> list(differences([2, "..."], [1, 2, 3]))
    []
    """
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            yield _line(path, expected, found)
            return
        for key, value in expected.items():
            if key not in found:
                yield f"{_join(path, key)}: there is no such key"
            else:
                yield from differences(value, found[key], _join(path, key))
    elif isinstance(expected, list) and isinstance(found, list):
        yield from (_some if MORE in expected else _all)(expected, found, path)
    elif not _same(expected, found):
        yield _line(path, expected, found)


def _all(expected: list[Any], found: list[Any], path: str) -> Iterator[str]:
    for i, (want, have) in enumerate(zip(expected, found, strict=False)):
        yield from differences(want, have, f"{path}[{i}]")
    for i, have in enumerate(found[len(expected) :], len(expected)):
        yield f"{path}[{i}]: not expected: {_short(have)}"
    for i, want in enumerate(expected[len(found) :], len(found)):
        yield f"{path}[{i}]: missing: {_short(want)}"


def _some(expected: list[Any], found: list[Any], path: str) -> Iterator[str]:
    at = 0
    for want in expected:
        if want == MORE:
            continue
        place = next((i for i in range(at, len(found)) if not any(differences(want, found[i]))), None)
        if place is None:
            yield f"{path}: missing: {_short(want)}"
        else:
            at = place + 1


def _same(expected: Any, found: Any) -> bool:
    """Equal; numbers and dates that YAML and JSON write differently are compared as written."""
    return bool(expected == found) or (expected is not None and found is not None and str(expected) == str(found))


def _line(path: str, expected: Any, found: Any) -> str:
    return f"{path or 'result'}: expected {_short(expected)}, found {_short(found)}"


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = {k: v for k, v in value.items() if k not in ("evidence", "rule") and v not in (None, [], {})}
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "..."
