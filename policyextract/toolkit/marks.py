"""Marked test texts: ``于<date value="2022-04-21">4月21日</date>召开`` is a text and what must be found in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[A-Za-z0-9_][\w-]*)(?P<attributes>(?:\s+[\w-]+=\"[^\"<>]*\")*)\s*>", re.ASCII
)
_ATTRIBUTE = re.compile(r"([\w-]+)=\"([^\"]*)\"", re.ASCII)


class MarkError(ValueError):
    """The marks of a test text are not balanced."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An expected span. ``name`` is an annotation type, a capture or the number of an item."""

    name: str
    start: int
    end: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_marks(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks, outer before inner, in text order.

    A ``<`` that begins no tag is text; ``&quot;`` and friends are allowed in attribute values.

    >>> parse_marks('自<date role="effective">2022年</date>起')
    ('自2022年起', [Mark(name='date', start=1, end=6, attributes={'role': 'effective'})])
    """
    plain: list[str] = []
    length = at = 0
    stack: list[tuple[str, int, dict[str, str]]] = []
    marks: list[Mark] = []
    for tag in _TAG.finditer(marked):
        piece = marked[at : tag.start()]
        plain.append(piece)
        length += len(piece)
        at = tag.end()
        name = tag["name"]
        if not tag["close"]:
            attributes = {key: unescape(value) for key, value in _ATTRIBUTE.findall(tag["attributes"])}
            stack.append((name, length, attributes))
            continue
        if not stack or stack[-1][0] != name:
            opened = f"<{stack[-1][0]}> is open" if stack else "nothing is open"
            raise MarkError(f"</{name}> closes nothing: {opened}")
        _, start, attributes = stack.pop()
        marks.append(Mark(name, start, length, attributes))
    if stack:
        raise MarkError(f"<{stack[-1][0]}> is never closed")
    plain.append(marked[at:])
    return "".join(plain), sorted(marks, key=lambda mark: (mark.start, -mark.end))
