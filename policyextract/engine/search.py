"""Running one pattern where its literals stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from policyextract.document import Annotation, Capture
from policyextract.engine.context import Check, Conditions, behind
from policyextract.engine.view import Beside, Shadow, View, Window
from policyextract.language.checked import CheckedCapture, CheckedRule
from policyextract.language.regex import Regex, Spans, compiled
from policyextract.values import normalise

Trace = Callable[[str, int, int, "str | None"], None]
Hits = Sequence[tuple[int, int]]
# One search costs about as much as the automaton of a pattern walking this many characters: with more windows than
# that, one search over everything is cheaper than many small ones.
WHOLE = 150
_NO_CAPTURES: Mapping[str, Capture] = MappingProxyType({})


class Searcher:
    """A pattern rule (or the trigger of a relation, the marker of a sequence), ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=False)
        self.width = rule.literals.width
        # What else every match holds: looked for in a window before the pattern is tried.
        self.also = tuple(tuple(texts) for texts in (*rule.literals.also, *rule.literals.types))
        self.typed = rule.literals.types
        self.bounded = self.width is not None or rule.literals.closed
        self.whole = rule.literals.whole and not (rule.captures or rule.value or rule.shadow)
        self.leads = rule.literals.leads
        self.goes_on = rule.literals.goes_on

    @cached_property
    def _regex(self) -> Regex:
        return compiled(self.rule.pattern)

    @cached_property
    def _ahead(self) -> Regex:
        """The core and what stands behind it, for places where it may begin."""
        return compiled(self.rule.pattern.removeprefix(self.rule.left))

    @cached_property
    def _behind(self) -> Check | None:
        """What fails where the left context does not stand."""
        return behind(self.rule.left, wanted=True) if self.rule.left else None

    @cached_property
    def _groups(self) -> list[tuple[str, int, CheckedCapture]]:
        return [(name, self._regex.groupindex[name], how) for name, how in self.rule.captures.items()]

    @cached_property
    def _around(self) -> list[str]:
        """The named parts that hold the whole match where it is one annotation."""
        spans = self._ahead.first(mark := next(iter(self._marks)).encode(), 0, len(mark))
        return [name for name, group, _ in self._groups if spans[group] == (0, len(mark))]

    @cached_property
    def _marks(self) -> frozenset[str]:
        return min(self.typed, key=len)

    @cached_property
    def _near(self) -> Beside:
        return {mark: (before, after) for marks, before, after in self.rule.literals.near for mark in marks}

    def marks(self, view: View) -> Hits | None:
        """The places of annotations that are the rule's keys; None where it has no such keys."""
        return view.shadow(self.rule.shadow).places(self._marks, self._near) if self.typed else None

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> list[Annotation]:
        """All matches that meet the conditions; ``hits`` are the places of the rule's keys, None for everywhere."""
        if self.whole and hits is not None:
            return self._plain(view, hits, trace)
        shadow = view.shadow(self.rule.shadow) if self.rule.shadow else None
        text = shadow.text if shadow else view.folded
        if self.leads and hits is not None:
            return self._led(view, text, shadow, hits, trace)
        out: list[Annotation] = []
        find, also = self._regex.spans, self.also
        for low, high, last in self._windows(view, text, hits):
            piece = text[low:high]
            if also and _lacks(piece, also):
                continue
            data = piece.encode()
            spans = find(data, 0, len(data))
            if spans[0][0] >= 0:
                self._collect(view, text, shadow, data, low, last, spans, out, trace)
        return out

    def _plain(self, view: View, hits: Hits, trace: Trace | None) -> list[Annotation]:
        """The matches of a pattern that matches just its literals."""
        rule, failing = self.rule, self.conditions.failed
        text = view.folded
        out: list[Annotation] = []
        done = 0
        for start, end in hits:
            if start < done:
                continue
            done = end
            failed = failing(view, text, start, end)
            if failed is None:
                out.append(
                    Annotation(rule.gives, start, end, rule.id, None, _NO_CAPTURES, rule.set, _NOTHING, rule.priority)
                )
            if trace:
                trace(rule.id, start, end, failed)
        return out

    def _led(self, view: View, text: str, shadow: Shadow | None, hits: Hits, trace: Trace | None) -> list[Annotation]:
        """The matches of a pattern of which every one begins with a key: each key is one place to try."""
        find, unfit = self._ahead.first, self._behind
        width, closed, goes_on = self.width, self.rule.literals.closed, self.goes_on
        out: list[Annotation] = []
        done = known = byte = 0
        known_stop, data = -1, b""
        for start, end in hits:
            if start < done or (unfit and unfit(view, text, start, end)):
                continue
            if goes_on is not None and shadow and text[(done := shadow.at[start].end) : done + 1] not in goes_on:
                made = self._judged(view, text, shadow, b"", [], start, done, trace, shadow.at[start])
                if made is not None:
                    out.append(made)
                continue
            if width is not None:
                # One more, so that where the text is cut is no end of a line.
                data, byte = text[start : start + width + 1].encode(), 0
            elif (stop := view.rest(end, closed)) != known_stop:
                data, byte, known_stop = text[start:stop].encode(), 0, stop
            else:  # a key of the same line: what is encoded once is enough, however many there are
                byte += len(text[known:start].encode())
            known = start
            spans = find(data, byte, len(data))
            if spans[0][0] < 0 or not spans[1][1]:
                continue
            done = start + len(data[byte : spans[1][1]].decode("utf-8", "ignore"))
            made = self._judged(view, text, shadow, data, spans, start, done, trace)
            if made is not None:
                out.append(made)
        return out

    def _windows(self, view: View, text: str, hits: Hits | None) -> Iterable[Window]:
        """Where to search: around the keys, or everywhere."""
        if hits is None:
            return ((0, len(text), len(text)),)
        windows = view.windows(hits, self.width, self.rule.literals.closed)
        wanted = sum([high - low + WHOLE for low, high, _ in windows]) if self.bounded else len(hits) * WHOLE
        if wanted > len(text) and (len(windows) > 1 or not self.bounded):
            return ((0, len(text), hits[-1][0]),)
        return windows

    def _collect(
        self,
        view: View,
        text: str,
        shadow: Shadow | None,
        data: bytes,
        low: int,
        last: int,
        spans: Spans,
        out: list[Annotation],
        trace: Trace | None,
    ) -> None:
        """Annotations for all matches in a window.

        It begins at ``low``; ``spans`` is the first match, in bytes; no literal begins behind ``last``.
        """
        find, left = self._regex.spans, self.rule.left_width
        done = known_byte = 0
        known, size = low, len(data)
        while spans[0][0] >= 0:
            begin, stop = spans[1]
            if begin < done or stop <= begin:
                position = spans[0][0] + 1
                if position > size:
                    return
            else:
                if begin < known_byte:
                    known_byte, known = 0, low
                start = known + len(data[known_byte:begin].decode("utf-8", "ignore"))
                known_byte, known = begin, start
                end = start + len(data[begin:stop].decode("utf-8", "ignore"))
                made = self._judged(view, text, shadow, data, spans, start, end, trace)
                if made is not None:
                    out.append(made)
                if last < end - left:
                    return
                done = stop
                position = max(spans[0][0] + 1, stop - 4 * left)
            spans = find(data, position, size)

    def _judged(
        self,
        view: View,
        text: str,
        shadow: Shadow | None,
        data: bytes,
        spans: Spans,
        start: int,
        end: int,
        trace: Trace | None,
        inner: Annotation | None = None,
    ) -> Annotation | None:
        """The annotation of a match that meets the conditions and whose value can be read.

        ``inner`` is another annotation that is the whole match: then nothing was searched for, and there are no spans.
        """
        failed = self.conditions.failed(view, text, start, end)
        made = None
        if failed is None:
            captures = _NO_CAPTURES
            if inner is not None:
                captures = {name: Capture(start, end, inner.value, inner) for name in self._around}
            elif self._groups:
                captures = self._captures(view, shadow, data, spans, start)
            made = self._annotation(view, start, end, captures)
        if trace:
            trace(self.rule.id, start, end, failed or (None if made else "value"))
        return made

    def _annotation(self, view: View, start: int, end: int, captures: Mapping[str, Capture]) -> Annotation | None:
        """The annotation of one match, None when its value cannot be read."""
        rule = self.rule
        value = None
        if rule.value is not None:
            slots = {**rule.set, **{name: capture.value for name, capture in captures.items()}}
            value = normalise(rule.value, view.folded[start:end], slots)
            if value is None:
                return None
        return Annotation(rule.gives, start, end, rule.id, value, captures, rule.set, _NOTHING, rule.priority)

    def _captures(
        self, view: View, shadow: Shadow | None, data: bytes, spans: Spans, first: int
    ) -> Mapping[str, Capture]:
        """The named parts of a match; ``first`` is where group 1 begins."""
        captures: dict[str, Capture] = {}
        begin = spans[1][0]
        folded = view.folded
        for name, group, how in self._groups:
            a, b = spans[group]
            if a < 0:
                continue
            start = first + len(data[begin:a].decode("utf-8", "ignore"))
            end = start + len(data[a:b].decode("utf-8", "ignore"))
            found = shadow.at.get(start) if shadow else None
            if found is not None and found.end == end:
                captures[name] = Capture(start, end, found.value, found)
                continue
            surface = folded[start:end]
            if how.codes is not None and surface in how.codes:
                value = how.codes[surface]
            else:
                value = surface if how.kind == "text" else normalise(how.kind, surface, {})
            captures[name] = Capture(start, end, value)
        return captures


_NOTHING: Mapping[str, list[Annotation]] = MappingProxyType({})


def _lacks(piece: str, sets: Sequence[Sequence[str]]) -> bool:
    """Whether one of the sets has no member in a text."""
    for texts in sets:
        for text in texts:
            if text in piece:
                break
        else:
            return True
    return False
