"""Selectors of packs: the simple ones are answered by the tokenizer itself, tag by tag.

``nav``, ``#content``, ``div.share``, ``.a.b``, ``[role=navigation]`` and their combinations on one element are simple.
Anything with a combinator or pseudo-class is not, and costs a soup; only site profiles may have those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

_SIMPLE = re.compile(
    r"""^(?P<tag>[a-zA-Z][\w-]*|\*)?(?P<rest>(?:[#.][\w-]+|\[[\w-]+(?:[~^$*]?=(?:"[^"]*"|'[^']*'|[\w-]+))?\])*)$"""
)
_PART = re.compile(
    r"""(?P<kind>[#.])(?P<name>[\w-]+)|\[(?P<key>[\w-]+)(?:(?P<op>[~^$*]?=)(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[\w-]+)))?\]"""
)


class Test(NamedTuple):
    """One condition on an attribute; ``op`` is empty for mere presence."""

    key: str
    op: str
    value: str

    def holds(self, attributes: Mapping[str, str]) -> bool:
        """Whether the attributes meet it."""
        found = attributes.get(self.key)
        if found is None:
            return False
        match self.op:
            case "":
                return True
            case "=":
                return found == self.value
            case "~=":
                return self.value in found.split()
            case "^=":
                return bool(self.value) and found.startswith(self.value)
            case "$=":
                return bool(self.value) and found.endswith(self.value)
            case _:
                return bool(self.value) and self.value in found


class Simple(NamedTuple):
    """A selector on one element."""

    tag: str
    tests: tuple[Test, ...]


class Purpose(NamedTuple):
    """What a selector is for: ``drop``, ``content`` or a metadata field; whose it is ("" for everybody's); its rank."""

    what: str
    owner: str
    rank: int = 0


def parse(selector: str) -> Simple | None:
    """The selector as conditions on one element, or None if it is not simple.

    Examples
    --------
    >>> parse("div#content.main")
    Simple(tag='div', tests=(Test(key='id', op='=', value='content'), Test(key='class', op='~=', value='main')))
    >>> parse("div > p")
    """
    found = _SIMPLE.match(selector.strip())
    if not found or not (found["tag"] or found["rest"]):
        return None
    tests = []
    for part in _PART.finditer(found["rest"]):
        if part["kind"]:
            tests.append(Test("id", "=", part["name"]) if part["kind"] == "#" else Test("class", "~=", part["name"]))
        else:
            value = next((part[g] for g in "abc" if part[g] is not None), "")
            tests.append(Test(part["key"].lower(), part["op"] or "", value))
    tag = (found["tag"] or "").lower()
    return Simple("" if tag == "*" else tag, tuple(tests))


@dataclass(slots=True)
class SelectorIndex:
    """All simple selectors, found by what an element has: its name, its id, one of its classes, an attribute."""

    by_tag: dict[str, list[tuple[Simple, Purpose]]] = field(default_factory=dict)
    by_value: dict[tuple[str, str], list[tuple[Simple, Purpose]]] = field(default_factory=dict)
    by_key: dict[str, list[tuple[Simple, Purpose]]] = field(default_factory=dict)

    def add(self, selector: str, purpose: Purpose) -> bool:
        """Take a selector in; False if it is not simple."""
        simple = parse(selector)
        if simple is None:
            return False
        entry = (simple, purpose)
        for test in simple.tests:
            if (test.key == "id" and test.op == "=") or (test.key == "class" and test.op == "~="):
                self.by_value.setdefault((test.key, test.value), []).append(entry)
                return True
        if simple.tests:
            self.by_key.setdefault(simple.tests[0].key, []).append(entry)
        else:
            self.by_tag.setdefault(simple.tag, []).append(entry)
        return True

    def purposes(self, tag: str, attributes: Mapping[str, str]) -> tuple[Purpose, ...]:
        """What an element is selected for."""
        entries: Iterable[tuple[Simple, Purpose]] = self.by_tag.get(tag, ())
        if attributes:
            found = list(entries)
            if ident := attributes.get("id"):
                found += self.by_value.get(("id", ident), ())
            if classes := attributes.get("class"):
                for name in classes.split():
                    found += self.by_value.get(("class", name), ())
            for key, more in self.by_key.items():
                if key in attributes:
                    found += more
            entries = found
        return tuple(
            dict.fromkeys(
                purpose
                for simple, purpose in entries
                if (not simple.tag or simple.tag == tag) and all(t.holds(attributes) for t in simple.tests)
            )
        )
