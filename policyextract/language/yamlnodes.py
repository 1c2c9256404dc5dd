"""YAML with positions: plain data plus the place of every key and value.

``yaml.compose`` keeps the marks of every node; walking the nodes ourselves finds duplicate keys, keeps ``no`` and
dates as text (YAML 1.2 core rules for plain scalars) and bounds what a hostile file can cost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from policyextract.errors import Place, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 24
MAX_NODES = 200_000

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "true": True, "false": False}

Loc = tuple[str | int, ...]


@dataclass(slots=True)
class YamlData:
    """Plain data of one file and where each path of it stands."""

    data: Any
    places: dict[Loc, Place]
    lines: list[str]

    def place(self, path: Loc) -> Place:
        """The place of a path, or of the nearest ancestor that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place("?"))

    def excerpt(self, place: Place) -> str:
        """The line of a place."""
        return self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""


class _TooMuchError(Exception):
    pass


class _Walker:
    def __init__(self, file: str, problems: list[Problem], lines: list[str]) -> None:
        self.file, self.problems, self.lines = file, problems, lines
        self.places: dict[Loc, Place] = {}
        self.nodes = 0

    def mark(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1, node.start_mark.column + 1)

    def fail(self, place: Place, message: str, help: str = "") -> None:
        excerpt = self.lines[place.line - 1] if 0 < place.line <= len(self.lines) else ""
        self.problems.append(Problem("PX206", place, message, help, excerpt))

    def walk(self, node: yaml.Node, path: Loc, depth: int) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH:
            raise _TooMuchError(f"values are nested deeper than {MAX_DEPTH}")
        if self.nodes > MAX_NODES:
            raise _TooMuchError(f"the file expands to more than {MAX_NODES} values")
        self.places.setdefault(path, self.mark(node))
        if isinstance(node, yaml.ScalarNode):
            return self.scalar(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.walk(n, (*path, i), depth + 1) for i, n in enumerate(node.value)]
        return self.mapping(node, path, depth)

    def mapping(self, node: yaml.Node, path: Loc, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = self.mark(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.fail(place, "a key must be plain text")
                continue
            key = str(key_node.value)
            if key == "<<":
                self.fail(place, "merge keys are not part of the rule language", "write the keys out")
                continue
            if key in result:
                self.fail(place, f"duplicate key `{key}`", "remove one of the two, or join their values")
                continue
            self.places[(*path, key)] = place
            result[key] = self.walk(value_node, (*path, key), depth + 1)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text = str(node.value)
        if node.style or (node.tag and not node.tag.startswith("tag:yaml.org,2002:")):
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if len(text) <= 18 and _INT.match(text):
            return int(text)
        if len(text) <= 32 and _FLOAT.match(text):
            return float(text)
        return text


def read_yaml(path: Path, shown: str, problems: list[Problem]) -> YamlData | None:
    """Read one file; faults are appended to ``problems``.

    Parameters
    ----------
    path : Path
        The file.
    shown : str
        Its name in error messages.
    problems : list of Problem
        Receives what is wrong.

    Returns
    -------
    YamlData or None
        None when the file cannot be read as YAML at all.
    """
    try:
        with path.open("rb") as handle:
            raw = handle.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(Problem("PX202", Place(shown), f"cannot be read: {error.strerror}"))
        return None
    if len(raw) > MAX_BYTES:
        problems.append(Problem("PX203", Place(shown), f"larger than {MAX_BYTES} bytes", "split the file"))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem("PX204", Place(shown), f"not UTF-8 (byte {error.start})", "save the file as UTF-8"))
        return None
    return parse_yaml(text, shown, problems)


def _too_deep(text: str, loader: Any) -> Any:
    """Where the nesting gets too deep; asked of the events, because composing recurses in C and would crash."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return event.start_mark
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def parse_yaml(text: str, shown: str, problems: list[Problem]) -> YamlData | None:
    """Parse the text of one file; faults are appended to ``problems``."""
    lines = text.splitlines()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        deep = _too_deep(text, loader)
        if deep is not None:
            place = Place(shown, deep.line + 1, deep.column + 1)
            problems.append(Problem("PX203", place, f"values are nested deeper than {MAX_DEPTH}"))
            return None
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "unexpected end" in str(error.problem):
            mark = error.context_mark  # where the quote or bracket opens that nothing closes
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        excerpt = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        help = "check indentation and quotes; a pattern is safest in single quotes"
        problems.append(Problem("PX205", place, f"not valid YAML: {error.problem}", help, excerpt))
        return None
    except yaml.YAMLError as error:
        problems.append(Problem("PX205", Place(shown), f"not valid YAML: {error}"))
        return None
    walker = _Walker(shown, problems, lines)
    if node is None:
        return YamlData({}, {(): Place(shown, 1, 1)}, lines)
    try:
        data = walker.walk(node, (), 0)
    except _TooMuchError as error:
        problems.append(Problem("PX203", Place(shown), str(error)))
        return None
    return YamlData(data, walker.places, lines)
