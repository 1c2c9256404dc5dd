"""Running one pattern where its literals stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from policyextract.document import Annotation, Capture
from policyextract.engine.context import Conditions
from policyextract.engine.view import Shadow, View
from policyextract.language.checked import CheckedRule
from policyextract.language.regex import compiled
from policyextract.values import normalise

Trace = Callable[[str, int, int, "str | None"], None]
Hits = Sequence[tuple[int, int]]


class Searcher:
    """A pattern rule (or the trigger of a relation, the marker of a sequence), ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=False)
        edges = "(?m:" in rule.pattern
        self.width = None if edges or rule.shadow else rule.literals.width
        self.typed = rule.literals.types

    @cached_property
    def _regex(self) -> Any:
        return compiled(self.rule.pattern)

    @cached_property
    def _groups(self) -> list[tuple[str, int]]:
        index = {n.decode(): i for n, i in self._regex.groupindex.items()}
        return [(name, index[name]) for name in self.rule.captures]

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> list[Annotation]:
        """All matches that meet the conditions; ``hits`` are the places of the rule's literals, None for everywhere."""
        shadow = view.shadow(self.rule.shadow) if self.rule.shadow else None
        text = shadow.text if shadow else view.folded
        out = []
        for low, high in self._windows(view, text, hits):
            for start, end, spans in self._matches(text, low, high):
                failed = self.conditions.failed(view, text, start, end)
                made = None if failed else self._annotation(view, text, shadow, start, end, spans)
                if trace:
                    trace(self.rule.id, start, end, failed or (None if made else "value"))
                if made is not None:
                    out.append(made)
        return out

    def _windows(self, view: View, text: str, hits: Hits | None) -> Iterator[tuple[int, int]]:
        if hits is None:
            hits = self._typed_hits(text)
            if hits is None:
                yield 0, len(text)
                return
        low, high = -1, -1
        for start, end in hits:
            if self.width is None:
                if start < high:
                    continue
                a, b = view.line(start, end)
            else:
                a, b = max(end - self.width, 0), start + self.width
            if a <= high:
                high = max(high, b)
                continue
            if high >= 0:
                yield low, high
            low, high = a, b
        if high >= 0:
            yield low, high

    def _typed_hits(self, text: str) -> Hits | None:
        """Places of the annotation marks the pattern cannot do without."""
        if not self.typed:
            return None
        marks = min(self.typed, key=len)
        return (
            [(i, i + 1) for i, c in enumerate(text) if c in marks]
            if len(marks) > 1
            else list(_places(text, next(iter(marks))))
        )

    def missing_types(self, text: str) -> bool:
        """Whether an annotation type that every match needs stands nowhere in the text."""
        return any(not any(m in text for m in marks) for marks in self.typed)

    def _matches(self, text: str, low: int, high: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
        """Core span and group spans of each match in a window, in characters."""
        piece = text[low:high]
        data = piece.encode()
        search = self._regex.search
        position, done, size = 0, 0, len(data)
        known_byte = known_char = 0
        while position <= size:
            match = search(data, position)
            if match is None:
                return
            begin, stop = match.span(1)
            if begin < done or stop <= begin:
                position = match.start() + 1
                continue
            spans = [match.span(i) for _, i in self._groups]
            if begin < known_byte:
                known_byte = known_char = 0
            first = known_char + len(data[known_byte:begin].decode("utf-8", "ignore"))
            known_byte, known_char = begin, first
            length = len(data[begin:stop].decode("utf-8", "ignore"))

            def at(byte: int, begin: int = begin, first: int = first) -> int:
                return low + first + len(data[begin:byte].decode("utf-8", "ignore"))

            yield low + first, low + first + length, [(at(a), at(b)) if a >= 0 else (-1, -1) for a, b in spans]
            done = stop
            position = max(match.start() + 1, stop - 4 * self.rule.left_width)

    def _annotation(
        self, view: View, text: str, shadow: Shadow | None, start: int, end: int, spans: list[tuple[int, int]]
    ) -> Annotation | None:
        rule = self.rule
        captures: dict[str, Capture] = {}
        slots: dict[str, Any] = {}
        for (name, _), (a, b) in zip(self._groups, spans, strict=True):
            if a < 0:
                continue
            found = shadow.at.get((a, b)) if shadow else None
            surface = view.folded[a:b]
            value = found.value if found is not None else self._typed(name, surface)
            captures[name] = Capture(a, b, value, found)
            slots[name] = value
        value = None
        if rule.value is not None:
            value = normalise(rule.value, view.folded[start:end], {**rule.set, **slots})
            if value is None:
                return None
        return Annotation(rule.gives, start, end, rule.id, value, captures, dict(rule.set), {}, rule.priority)

    def _typed(self, name: str, surface: str) -> Any:
        capture = self.rule.captures[name]
        if capture.codes is not None and surface in capture.codes:
            return capture.codes[surface]
        return surface if capture.kind == "text" else normalise(capture.kind, surface, {})


def _places(text: str, mark: str) -> Iterator[tuple[int, int]]:
    i = text.find(mark)
    while i >= 0:
        yield i, i + 1
        i = text.find(mark, i + 1)
