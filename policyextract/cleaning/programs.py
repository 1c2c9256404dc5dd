"""RE2 programs as the stages of cleaning ask them, and the cheap questions before them.

A page has some lines that read like boilerplate, a heading or a label, and many that do not. Every match of a pattern
holds one of a few words, derived from the pattern; where none of them stands, the pattern is not tried at all. That is
quicker by far than RE2 is, whose automata for long alternations do not stay in the processor's caches.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from ahocorasick_rs import AhoCorasick, Implementation

from policyextract.language.edges import edge_characters
from policyextract.language.literals import words_of
from policyextract.language.patterns import fold_pattern
from policyextract.language.regex import Spans, compiled

LINE_START = "(?m)^"
_ASKED_ONE_BY_ONE = 10


class Program:
    """One RE2 program over text. Offsets are characters; no match leaves a line.

    Parameters
    ----------
    pattern : str
        In RE2's syntax, folded.
    needs : iterable of str, optional
        What every match holds one of; derived from the pattern if it is not said.

    Examples
    --------
    >>> program = Program('附(?P<number>[0-9])?:')
    >>> list(program.finditer('见附1:和附:'))
    [[(1, 4), (2, 3)], [(5, 7), (-1, -1)]]
    >>> program.match('附2:') is not None, program.match('见附2:')
    (True, None)
    """

    __slots__ = ("_firsts", "_needs", "_regex", "_sketch", "groupindex")

    def __init__(self, pattern: str, needs: Iterable[str] | None = None) -> None:
        self._regex = compiled(pattern, never_nl=True)
        sketch = _COUNTED.sub(_uncounted, pattern)
        self._sketch = None if sketch == pattern else compiled(sketch, never_capture=True, never_nl=True)
        whole = pattern.removeprefix(LINE_START)
        self._firsts = None if whole == pattern else edge_characters(whole)
        words = required([pattern]) if needs is None else frozenset(needs)
        self._needs = tuple(sorted(words)) if words and len(words) <= _ASKED_ONE_BY_ONE else ()
        self.groupindex = self._regex.groupindex

    def possible(self, text: str) -> bool:
        """Whether a text holds what every match holds."""
        needs = self._needs
        if not needs:
            return True
        for word in needs:  # noqa: SIM110  a loop takes half the time of any()
            if word in text:
                return True
        return False

    def candidates(self, texts: Sequence[str]) -> Sequence[int]:
        """Which of several lines may match, for a program of whole lines or line beginnings."""
        firsts = self._firsts
        if firsts is not None:
            return [i for i, text in enumerate(texts) if text[0] in firsts]
        if self._needs:
            return [i for i, text in enumerate(texts) if self.possible(text)]
        return range(len(texts))

    def begins(self, text: str) -> bool:
        """Whether a text begins with a match."""
        if not self.possible(text):
            return False
        data = text.encode()
        return (self._sketch is None or self._sketch.match(data)) and self._regex.match(data)

    def match(self, text: str) -> Spans | None:
        """Spans of the match at the beginning of a text and of its groups."""
        if not self.possible(text):
            return None
        data = text.encode()
        if self._sketch is not None and not self._sketch.match(data):
            return None
        found = self._regex.find(data) if self._regex.match(data) else None
        return None if found is None else _in_characters(data, found)

    def finditer(self, text: str, data: bytes | None = None) -> Iterator[Spans]:
        """Spans of every match that is not empty; ``data`` is the text in UTF-8, where it is at hand."""
        if not self.possible(text):
            return
        data = text.encode() if data is None else data
        at = before = characters = 0
        if self._sketch is not None:
            sketched = self._sketch.find(data)
            if sketched is None:
                return
            at = sketched[0][0]  # no match begins before it
        find = self._regex.find
        end = len(data)
        while at < end:
            found = find(data, at)
            if found is None:
                return
            first, last = found[0]
            if last == first:
                at = last + 1
                while at < end and data[at] & 0xC0 == 0x80:
                    at += 1
                continue
            characters += len(data[before:first].decode())
            before = first
            yield _in_characters(data, found, characters)
            at = last


# Counting to sixty makes sixty copies of what is counted, and an automaton that grows with every document. The same
# pattern without the count is small, matches whatever the pattern matches, and is asked first.
_COUNTED = re.compile(r"\{(\d+),(\d+)\}")
_FEW = 16


def _uncounted(count: re.Match[str]) -> str:
    return count[0] if int(count[2]) < _FEW else f"{{{min(int(count[1]), 4)},}}"


def _in_characters(data: bytes, spans: Spans, begin: int = 0) -> Spans:
    """Byte spans of a match as character spans; ``begin`` is where the match begins."""
    first, last = spans[0]
    part = data[first:last]
    if len(spans) == 1:
        return [(begin, begin + len(part.decode()))]
    return [
        (begin + len(part[: a - first].decode()), begin + len(part[: b - first].decode())) if a >= 0 else (-1, -1)
        for a, b in spans
    ]


def required(patterns: Iterable[str]) -> frozenset[str] | None:
    """Words of which one stands in every match of any of the patterns; None when there are no such words."""
    words: set[str] = set()
    for pattern in patterns:
        found = words_of(pattern).plain
        if not found:
            return None
        words |= found
    return frozenset(words)


def widest(pattern: str) -> int | None:
    """How many characters a match has at most; None when there is no limit."""
    return words_of(pattern).width


class Words:
    """Where one of many words stands in a text: one scan for all of them.

    Examples
    --------
    >>> Words(['扫一扫', '责任编辑', 'APP']).places('下载APP,扫一扫')
    [2, 6]
    """

    __slots__ = ("_scanner",)

    def __init__(self, words: Iterable[str]) -> None:
        self._scanner = AhoCorasick(sorted(words), implementation=Implementation.DFA)

    def places(self, text: str) -> list[int]:
        """A place inside each word found; of two that overlap, one is enough."""
        return [start for _, start, _ in self._scanner.find_matches_as_indexes(text)]


class Lines:
    """Several lines asked together, each as far as it may match at all."""

    __slots__ = ("keys", "texts")

    def __init__(self, keys: Sequence[int], texts: Sequence[str]) -> None:
        self.keys = keys
        self.texts = texts

    def up_to(self, length: int) -> Lines:
        """Those of the lines that are not longer."""
        kept = [i for i, text in enumerate(self.texts) if len(text) <= length]
        return Lines([self.keys[i] for i in kept], [self.texts[i] for i in kept])

    def holding(self, words: Words) -> list[int]:
        """Keys of the lines that hold one of some words."""
        if not self.keys:
            return []
        starts, text = _joined(self.texts)
        return [self.keys[bisect_right(starts, place) - 1] for place in words.places(text)]

    def matching(self, program: Program | None) -> frozenset[int]:
        """Keys of the lines that a program of whole lines or line beginnings covers."""
        if program is None:
            return _NO_KEYS
        asked = program.candidates(self.texts)
        if not asked:
            return _NO_KEYS
        keys = self.keys
        starts, text = _joined([self.texts[i] for i in asked])
        return frozenset([keys[asked[bisect_right(starts, found[0][0]) - 1]] for found in program.finditer(text)])


_NO_KEYS: frozenset[int] = frozenset()


def _joined(texts: Sequence[str]) -> tuple[list[int], str]:
    """Where each of several lines begins in all of them, and all of them."""
    starts = list(accumulate([len(text) + 1 for text in texts], initial=0))
    return starts[:-1], "\n".join(texts)


def any_of(patterns: Iterable[str], around: str = "{}") -> Program | None:
    """One program for several patterns, folded; None if there are none."""
    pattern = either(patterns, around)
    return Program(pattern) if pattern else None


def either(patterns: Iterable[str], around: str) -> str:
    """Several patterns as one, without captures."""
    folded = [f"(?:{fold_pattern(without_captures(pattern))})" for pattern in dict.fromkeys(patterns)]
    return around.replace("{}", "(?:" + "|".join(folded) + ")") if folded else ""


def without_captures(pattern: str) -> str:
    """Captures cost RE2 its fast automaton and mean nothing where only the whole match counts."""
    pattern = re.sub(r"\(\?P<[^>]*>", "(?:", pattern)
    return re.sub(r"((?:^|[^\\])(?:\\\\)*)\((?!\?)", r"\1(?:", pattern)


def breaks(patterns: Sequence[str]) -> Program | None:
    """One program whose only captures are the named ones."""
    marked = [re.sub(r"\(\?P<[^>]*>", "\0", pattern) for pattern in patterns]
    plain = [fold_pattern(without_captures(pattern)).replace("\0", "(") for pattern in marked]
    return Program("|".join(f"(?:{pattern})" for pattern in plain)) if plain else None
