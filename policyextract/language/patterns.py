"""From a pattern as written to one RE2 can run: fold it, put fragments, enums and annotation types in.

An annotation type becomes one private-use character followed by filler: the engine writes the same into a copy of
the text of equal length, so offsets never move and RE2 sees an annotation as plain characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from policyextract.values.folding import fold

FILLER = "\uf8ff"
TYPE_BASE = 0xE000
MAX_PATTERN = 60_000

_META = set("\\.^$*+?{}[]()|-")
_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*)\}")
_GROUP = re.compile(r"\(\?P<([A-Za-z_][A-Za-z0-9_]*)>")


def fold_pattern(pattern: str) -> str:
    """Fold the characters of a pattern as the text is folded; a folded character stays a literal.

    >>> fold_pattern('（?P<n>[０-９]+）')
    '\\\\(?P<n>[0-9]+\\\\)'
    """
    folded = fold(pattern)
    if folded == pattern:
        return pattern
    out = []
    for before, after in zip(pattern, folded, strict=True):
        out.append("\\" + after if before != after and after in _META else after)
    return "".join(out)


def escape(text: str) -> str:
    """Quote a text for use inside a pattern, folded."""
    return "".join("\\" + c if c in _META or c in "#&~" else c for c in fold(text))


class ExpansionError(Exception):
    """A pattern cannot be expanded; the message is for the rule's author."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help


@dataclass(frozen=True, slots=True)
class Expanded:
    """A pattern ready for RE2.

    Attributes
    ----------
    pattern : str
        Folded, all references replaced.
    types : frozenset of str
        Annotation types it refers to.
    enums : mapping of str to tuple of str
        For each capture, the enums that stand inside it.
    groups : tuple of str
        Names of the captures, in order.
    """

    pattern: str
    types: frozenset[str]
    enums: Mapping[str, tuple[str, ...]]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What a name in braces can mean, seen from one pack."""

    fragments: Mapping[str, str]
    enums: Mapping[str, Mapping[str, object]]
    types: Mapping[str, str]

    def all(self) -> list[str]:
        """Every known name."""
        return sorted({*self.fragments, *self.enums, *self.types})


def alternation(words: Mapping[str, object]) -> str:
    """The words of an enum as a pattern, longest first."""
    return "(?:" + "|".join(escape(w) for w in sorted(words, key=lambda w: (-len(w), w))) + ")"


def expand(pattern: str, names: Names, suggest: Callable[[str, list[str]], str]) -> Expanded:
    """Put every ``{name}`` of a pattern in.

    Raises
    ------
    ExpansionError
        An undefined name, a cycle of fragments, a pattern that grows too large, or a capture name used twice.
    """
    folded = fold_pattern(_unfold(pattern, names, (), suggest))
    types: set[str] = set()
    enums = _enums_by_group(folded, names)

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name in names.enums:
            return alternation(names.enums[name])
        types.add(name)
        return f"(?:{names.types[name]}{FILLER}*)"

    result = _REFERENCE.sub(put, folded)
    if len(result) > MAX_PATTERN:
        raise ExpansionError(f"the pattern expands to {len(result)} characters; the limit is {MAX_PATTERN}")
    groups = tuple(_GROUP.findall(result))
    for name in groups:
        if groups.count(name) > 1:
            raise ExpansionError(f"the capture `{name}` stands twice in the expanded pattern", "name them apart")
    return Expanded(result, frozenset(types), enums, groups)


def _unfold(pattern: str, names: Names, stack: tuple[str, ...], suggest: Callable[[str, list[str]], str]) -> str:
    """Replace fragments, recursively; enums and types stay."""

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name in names.fragments:
            if name in stack:
                raise ExpansionError("fragments refer to each other in a circle: " + " > ".join((*stack, name)))
            inner = _unfold(names.fragments[name], names, (*stack, name), suggest)
            if len(inner) > MAX_PATTERN:
                raise ExpansionError(f"the fragment `{name}` expands beyond {MAX_PATTERN} characters")
            return f"(?:{inner})"
        if name in names.enums or name in names.types:
            return match[0]
        raise ExpansionError(f"`{{{name}}}` is no fragment, enum or annotation type", suggest(name, names.all()))

    result = _REFERENCE.sub(put, pattern)
    if len(result) > MAX_PATTERN:
        raise ExpansionError(f"the pattern expands to more than {MAX_PATTERN} characters")
    return result


def _enums_by_group(pattern: str, names: Names) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for match in _GROUP.finditer(pattern):
        body = pattern[match.end() : _closing(pattern, match.end())]
        inside = tuple(dict.fromkeys(n for n in _REFERENCE.findall(body) if n in names.enums))
        if inside:
            found[match[1]] = inside
    return found


def _closing(pattern: str, start: int) -> int:
    """Index of the bracket that closes a group whose body starts at ``start``."""
    depth, i, in_class = 1, start, False
    while i < len(pattern):
        c = pattern[i]
        if c == "\\":
            i += 1
        elif in_class:
            in_class = c != "]"
        elif c == "[":
            in_class = True
            if pattern[i + 1 : i + 2] in ("]", "^"):
                i += 2 if pattern[i + 1 : i + 3] == "^]" else 1
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if not depth:
                return i
        i += 1
    return len(pattern)
