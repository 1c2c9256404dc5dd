"""One Aho-Corasick pass over the text for the literals of all rules and the terms of all dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from policyextract.language.checked import CheckedRule

Span = tuple[int, int]


class Hits:
    """Where the literals of one text stand."""

    __slots__ = ("_of", "_scanner", "_where")

    def __init__(self, scanner: Scanner, where: dict[int, list[Span]]) -> None:
        self._scanner, self._where = scanner, where
        self._of: dict[int, list[int]] = {}
        owners = scanner.owners
        for literal in where:
            for rule in owners[literal]:
                mine = self._of.get(rule)
                if mine is None:
                    self._of[rule] = [literal]
                else:
                    mine.append(literal)

    def rules(self) -> set[int]:
        """Indexes of rules of which at least one literal or term stands in the text."""
        return set(self._of)

    def of(self, rule: int) -> list[Span] | None:
        """Places of a rule's literals, in text order; None for a rule that has none."""
        where, found = self._where, self._of.get(rule)
        if found is None:
            return [] if self._scanner.literals[rule] else None
        if len(found) == 1:
            return where[found[0]]
        spans: list[Span] = []
        for literal in found:
            spans += where[literal]
        spans.sort()
        return spans

    def terms(self, rule: int) -> list[tuple[int, int, str]]:
        """Places of a dictionary's terms."""
        where, texts = self._where, self._scanner.texts
        return [(a, b, texts[literal]) for literal in self._of.get(rule, ()) for a, b in where[literal]]


class Scanner:
    """The automaton over the literals of a list of rules."""

    def __init__(self, rules: Sequence[CheckedRule]) -> None:
        numbers: dict[str, int] = {}
        self.literals: list[frozenset[int]] = []
        owners: list[list[int]] = []
        for i, rule in enumerate(rules):
            mine = set()
            for text in _keys(rule):
                number = numbers.setdefault(text, len(numbers))
                if number == len(owners):
                    owners.append([])
                if number not in mine:
                    owners[number].append(i)
                    mine.add(number)
            self.literals.append(frozenset(mine))
        self.texts = list(numbers)
        self.owners = [tuple(o) for o in owners]
        self._automaton = AhoCorasick(self.texts, implementation=Implementation.ContiguousNFA) if self.texts else None

    def scan(self, text: str) -> Hits:
        """All hits, overlapping ones too."""
        where: dict[int, list[Span]] = defaultdict(list)
        if self._automaton is not None:
            for literal, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                where[literal].append((start, end))
        return Hits(self, where)


def _keys(rule: CheckedRule) -> Iterable[str]:
    if rule.kind == "dictionary":
        return rule.terms
    if rule.kind == "classify":
        return sorted(rule.options.get("cue") or ())
    return sorted(rule.literals.plain or ())
