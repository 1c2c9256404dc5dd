"""Running one pattern where its literals stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from policyextract.document import Annotation, Capture
from policyextract.engine.context import Conditions
from policyextract.engine.view import Shadow, View
from policyextract.language.checked import CheckedRule
from policyextract.language.regex import Regex, Spans, compiled
from policyextract.values import normalise

Trace = Callable[[str, int, int, "str | None"], None]
Hits = Sequence[tuple[int, int]]
# One search costs about as much as the automaton of a pattern walking this many characters: with more hits than that,
# one search over everything is cheaper than many small ones.
WHOLE = 150
_NONE: list[tuple[int, int]] = []


class Searcher:
    """A pattern rule (or the trigger of a relation, the marker of a sequence), ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=False)
        self.width = rule.literals.width
        # What else every match holds: looked for in a window before the pattern is tried.
        self.also = tuple(tuple(texts) for texts in (rule.literals.also, *rule.literals.types) if texts)
        self.typed = rule.literals.types

    @cached_property
    def _regex(self) -> Regex:
        return compiled(self.rule.pattern)

    @cached_property
    def _groups(self) -> list[tuple[str, int]]:
        return [(name, self._regex.groupindex[name]) for name in self.rule.captures]

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> list[Annotation]:
        """All matches that meet the conditions; ``hits`` are the places of the rule's literals, None for everywhere."""
        shadow = view.shadow(self.rule.shadow) if self.rule.shadow else None
        text = shadow.text if shadow else view.folded
        out: list[Annotation] = []
        conditions = self.conditions
        for low, high in self._windows(view, text, hits):
            piece = text[low:high]
            if self.also and _lacks(piece, self.also):
                continue
            data = piece.encode()
            spans = self._regex.find(data)
            if spans is None:
                continue
            for start, end, named in self._matches(data, low, spans):
                failed = None if conditions.trivial else conditions.failed(view, text, start, end)
                made = None if failed else self._annotation(view, text, shadow, start, end, named)
                if trace:
                    trace(self.rule.id, start, end, failed or (None if made else "value"))
                if made is not None:
                    out.append(made)
        return out

    def _windows(self, view: View, text: str, hits: Hits | None) -> Iterator[tuple[int, int]]:
        """Where to search: around each hit as far as a match can reach, or the lines that hold the hits."""
        if hits is None:
            hits = self._typed_hits(text)
        if hits is None or len(hits) * WHOLE > len(text):
            yield 0, len(text)
            return
        low, high = -1, -1
        for start, end in hits:
            if self.width is None:
                if start < high:
                    continue
                a, b = view.line(start, end)
            else:
                # One more on each side: where a window is cut is no beginning or end of a line.
                a, b = max(end - self.width - 1, 0), start + self.width + 1
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

    def possible(self, view: View) -> bool:
        """Whether every annotation type that a match cannot do without stands somewhere in the text."""
        return all(view.has_any(marks) for marks in self.typed)

    def _matches(self, data: bytes, low: int, spans: Spans | None) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
        """Core span and group spans of each match in a window, in characters; ``spans`` is the first match."""
        find, groups, back = self._regex.find, self._groups, 4 * self.rule.left_width
        done = known_byte = 0
        known = low
        while spans is not None:
            begin, stop = spans[1]
            if begin < done or stop <= begin:
                position = spans[0][0] + 1
                if position > len(data):
                    return
            else:
                if begin < known_byte:
                    known_byte, known = 0, low
                first = known + len(data[known_byte:begin].decode("utf-8", "ignore"))
                known_byte, known = begin, first
                end = first + len(data[begin:stop].decode("utf-8", "ignore"))
                yield first, end, [_characters(data, begin, first, spans[i]) for _, i in groups] if groups else _NONE
                done = stop
                position = max(spans[0][0] + 1, stop - back)
            spans = find(data, position)

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


def _lacks(piece: str, sets: Sequence[Sequence[str]]) -> bool:
    """Whether one of the sets has no member in a text."""
    for texts in sets:
        for text in texts:
            if text in piece:
                break
        else:
            return True
    return False


def _characters(data: bytes, begin: int, first: int, span: tuple[int, int]) -> tuple[int, int]:
    """A span in bytes as one in characters; ``first`` is the character at byte ``begin``, at or before the span."""
    a, b = span
    if a < 0:
        return span
    start = first + len(data[begin:a].decode("utf-8", "ignore"))
    return start, start + len(data[a:b].decode("utf-8", "ignore"))


def _places(text: str, mark: str) -> Iterator[tuple[int, int]]:
    i = text.find(mark)
    while i >= 0:
        yield i, i + 1
        i = text.find(mark, i + 1)
