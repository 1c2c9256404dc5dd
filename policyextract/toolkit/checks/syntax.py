"""A pattern as a syntax tree. RE2 and the standard library read the patterns that the checks look at alike."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from typing import Any

try:
    from re import _parser as _sre  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    import sre_parse as _sre

_REFERENCE = re.compile(r"\{[a-z][a-z0-9_-]*\}")
_PROPERTY = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")
PLACEHOLDER = "\ue000"
MAX_REPEAT = _sre.MAXREPEAT

Node = tuple[str, Any]


def parse(pattern: str) -> Any | None:
    """The tree of a pattern as written, each ``{name}`` as one character; None when it cannot be read."""
    text = _PROPERTY.sub("x", _REFERENCE.sub(PLACEHOLDER, pattern)).replace(r"\z", r"\Z")
    text = re.sub(r"\\x\{([0-9a-fA-F]{1,6})\}", lambda m: re.escape(chr(int(m[1], 16))), text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sre.parse(text)
    except (re.error, RecursionError, OverflowError, ValueError):
        return None


def walk(tree: Any) -> Iterator[Node]:
    """Every node, outer before inner."""
    for op, arg in tree:
        yield str(op), arg
        for inner in _children(str(op), arg):
            yield from walk(inner)


def _children(op: str, arg: Any) -> list[Any]:
    if op == "SUBPATTERN":
        return [arg[3]]
    if op == "BRANCH":
        return list(arg[1])
    if op in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return [arg[2]]
    return []
