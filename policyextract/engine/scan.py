"""One Aho-Corasick pass over the text for the literals of all rules and the terms of all dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from policyextract.language.checked import CheckedRule
from policyextract.language.rarity import share
from policyextract.language.texts import is_private

Span = tuple[int, int]
_NOBODY: frozenset[str] = frozenset()
# So many characters beside a frequent key are joined with it to literals of their own.
MAX_LENT = 64
# With no more literals the automaton may be a full table: twice as quick, but too large for the processor's caches when
# there are many.
MAX_TABLE = 2000


class Key(NamedTuple):
    """How a literal of the automaton stands for a key of a rule.

    Attributes
    ----------
    lent : int
        How many of its first characters are no part of the key, and stand before it.
    length : int
        Length of the key.
    before, after : frozenset of str
        The characters of which one must stand beside the key; empty when any may.
    """

    lent: int
    length: int
    before: frozenset[str] = _NOBODY
    after: frozenset[str] = _NOBODY


class Hits:
    """Where the literals of one text stand. Rules with the same literals share the work."""

    __slots__ = ("_framed", "_of", "_scanner", "_spans", "_where")

    def __init__(self, scanner: Scanner, framed: str, where: dict[int, list[int]]) -> None:
        self._scanner, self._framed, self._where = scanner, framed, where
        self._of: dict[int, list[int]] = defaultdict(list)
        self._spans: dict[int, list[Span]] = {}
        owners = scanner.owners
        for literal in where:
            for group in owners[literal]:
                self._of[group].append(literal)

    def rules(self) -> set[int]:
        """Indexes of rules of which at least one literal or term stands in the text."""
        return set().union(*map(self._scanner.rules.__getitem__, self._of))

    def of(self, rule: int, framed: str = "") -> list[Span] | None:
        """Places of a rule's keys with the right characters beside them, in text order; None for a rule without keys.

        Parameters
        ----------
        rule : int
            Index of the rule.
        framed : str
            The text on which it runs, between two edges, if it is another one.
        """
        group = self._scanner.group[rule]
        if group is None:
            return None
        spans = None if framed else self._spans.get(group)
        if spans is None:
            spans = []
            keys, where, text = self._scanner.keys[group], self._where, framed or self._framed
            for literal in self._of.get(group, ()):
                first, length, before, after = keys[literal]
                starts = where[literal]
                if before:
                    starts = [at for at in starts if text[at + first - 1] in before]
                if after:
                    behind = first + length
                    starts = [at for at in starts if text[at + behind] in after]
                # In the text between edges every character stands one further right.
                low, high = first - 1, first - 1 + length
                spans += [(at + low, at + high) for at in starts]
            spans.sort()
            if not framed:
                self._spans[group] = spans
        return spans

    def terms(self, rule: int) -> list[tuple[int, int, str]]:
        """Places of a dictionary's terms."""
        where, texts, group = self._where, self._scanner.texts, self._scanner.group[rule]
        found = () if group is None else self._of.get(group, ())
        return [(at - 1, at - 1 + len(texts[literal]), texts[literal]) for literal in found for at in where[literal]]


class Scanner:
    """The automaton over the literals of a list of rules.

    Attributes
    ----------
    group : list of int or None
        For each rule, the number of its set of keys; None for a rule that has none.
    rules : list of list of int
        For each set of keys, the rules that have it.
    keys : list of mapping
        For each set of keys, what each of its literals stands for.
    owners : list of tuple of int
        For each literal, the sets it belongs to.
    """

    def __init__(self, rules: Sequence[CheckedRule]) -> None:
        numbers: dict[str, int] = {}
        owners: list[list[int]] = []
        groups: dict[frozenset[tuple[int, Key | None]], int] = {}
        self.group: list[int | None] = []
        self.rules: list[list[int]] = []
        self.keys: list[dict[int, Key]] = []
        for i, rule in enumerate(rules):
            keys = {numbers.setdefault(text, len(numbers)): key for text, key in _keys(rule)}
            if not keys:
                self.group.append(None)
                continue
            # Dictionaries are large, and no two are the same.
            same = frozenset([(i, None)]) if rule.kind == "dictionary" else frozenset(keys.items())
            group = groups.setdefault(same, len(groups))
            if group == len(self.rules):
                self.rules.append([])
                self.keys.append(keys)
                owners += [[] for _ in range(len(numbers) - len(owners))]
                for literal in keys:
                    owners[literal].append(group)
            self.rules[group].append(i)
            self.group.append(group)
        self.texts = list(numbers)
        self.owners = [tuple(o) for o in owners]
        small = len(self.texts) <= MAX_TABLE
        form = Implementation.DFA if small else Implementation.ContiguousNFA
        self._automaton = AhoCorasick(self.texts, implementation=form) if self.texts else None

    def scan(self, framed: str) -> Hits:
        """All hits in a text between two edges, overlapping ones too."""
        where: dict[int, list[int]] = defaultdict(list)
        if self._automaton is not None:
            for literal, start, _ in self._automaton.find_matches_as_indexes(framed, overlapping=True):
                where[literal].append(start)
        return Hits(self, framed, where)


def _keys(rule: CheckedRule) -> Iterator[tuple[str, Key]]:
    """The literals of a rule with what each stands for."""
    if rule.kind == "dictionary":
        yield from _plain(rule.terms)
    elif rule.kind == "classify":
        yield from _plain(rule.options.get("cue") or ())
    elif rule.literals.plain is not None:
        rest = set(rule.literals.plain)
        for texts, before, after in rule.literals.near:
            yield from _beside(texts, before, after)
            rest -= texts
        yield from _plain(rest)


def _plain(texts: Iterable[str]) -> Iterator[tuple[str, Key]]:
    keys = {length: Key(0, length) for length in set(map(len, texts))}
    return ((text, keys[len(text)]) for text in texts)


def _beside(texts: Iterable[str], before: frozenset[str], after: frozenset[str]) -> Iterator[tuple[str, Key]]:
    """Keys with neighbours. Single characters, which are frequent, are joined with those on one side.

    So a rule sleeps where the character stands in other company.
    """
    single = [text for text in texts if len(text) == 1]
    sides = [s for s in (before, after) if 0 < len(s) <= MAX_LENT and not any(map(is_private, s))] if single else []
    side = min(sides, key=lambda s: share((s, False)), default=None)
    if side is before:
        key = Key(1, 1, _NOBODY, after)
        yield from ((c + text, key) for text in single for c in before)
    elif side is after:
        key = Key(0, 1, before, _NOBODY)
        yield from ((text + c, key) for text in single for c in after)
    keys = {length: Key(0, length, before, after) for length in set(map(len, texts))}
    yield from ((text, keys[len(text)]) for text in texts if side is None or len(text) > 1)
