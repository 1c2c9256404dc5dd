"""The syntax tree of a pattern, as the standard library's parser gives it: the same syntax as RE2's subset."""

from __future__ import annotations

import re
import warnings
from typing import Any

try:
    from re import _parser as _sre  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    import sre_parse as _sre

#: The range that stands for a class by property of which only is known that it is one.
EVERYTHING = (0x01, 0xFFFF)
_CODE_POINT = re.compile(r"\\x\{([0-9a-fA-F]{1,6})\}")
_CLASS = re.compile(r"\[\^?\]?(?:\\[pP]\{[^}]*\}|\\.|[^\]\\])*\]")
_UNICODE_CLASS = re.compile(r"\\[pP](?:\{\^?\w+\}|\w)")


def parsed(pattern: str) -> Any:
    """The tree of an expanded pattern: a sequence of nodes, each an operation and its argument; None if there is none.

    Raises nothing: patterns that RE2 takes and the parser does not are tried everywhere.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sre.parse(readable(pattern))
    except (re.error, RecursionError, OverflowError):
        return None


def parts(name: str, arg: Any) -> list[Any]:
    """The sequences inside a node."""
    if name == "SUBPATTERN":
        return [arg[3]]
    if name == "BRANCH":
        return list(arg[1])
    return [arg[2]] if name in ("MAX_REPEAT", "MIN_REPEAT") else []


def readable(pattern: str) -> str:
    """A pattern with what RE2 spells in its own way as the standard library's parser knows it."""
    pattern = _CODE_POINT.sub(lambda m: re.escape(chr(int(m[1], 16))), pattern)
    pattern = _CLASS.sub(lambda m: _UNICODE_CLASS.sub(_range, m[0]), pattern)
    return _UNICODE_CLASS.sub(lambda m: f"[{_range(m)}]", pattern).replace(r"\z", r"\Z")


def _range(unicode_class: re.Match[str]) -> str:
    """Characters for a class by property: all Chinese ones, or all there are, since which they are does not matter."""
    low, high = EVERYTHING
    return "\u4e00-\u9fa5" if unicode_class[0] == r"\p{Han}" else f"{chr(low)}-{chr(high)}"
