"""One Aho-Corasick pass over the text for the literals of all rules and the terms of all dictionaries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from policyextract.language.checked import CheckedRule

Span = tuple[int, int]
Near = Mapping[int, tuple[frozenset[str], frozenset[str]]]


class Hits:
    """Where the literals of one text stand. Rules with the same literals share the work."""

    __slots__ = ("_of", "_scanner", "_spans", "_where")

    def __init__(self, scanner: Scanner, where: dict[int, list[Span]]) -> None:
        self._scanner, self._where = scanner, where
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
        """Places of a rule's literals, in text order; None for a rule that has none.

        Parameters
        ----------
        rule : int
            Index of the rule.
        framed : str
            The text on which it runs, between two edges: only places with the right characters beside them are given.
        """
        group = self._scanner.group[rule]
        if group is None:
            return None
        near = self._scanner.near[rule]
        if near and framed:
            return self._between(self._of.get(group, ()), near, framed)
        spans = self._spans.get(group)
        if spans is None:
            where, found = self._where, self._of.get(group, ())
            if len(found) == 1:
                spans = where[found[0]]
            else:
                spans = sorted([span for literal in found for span in where[literal]])
            self._spans[group] = spans
        return spans

    def _between(self, literals: Iterable[int], near: Near, framed: str) -> list[Span]:
        """Places of some literals where the neighbours of each are right."""
        out: list[Span] = []
        for literal in literals:
            spans = self._where[literal]
            if literal in near:
                before, after = near[literal]
                if before:
                    spans = [span for span in spans if framed[span[0]] in before]
                if after and spans:
                    spans = [span for span in spans if framed[span[1] + 1] in after]
            out += spans
        out.sort()
        return out

    def terms(self, rule: int) -> list[tuple[int, int, str]]:
        """Places of a dictionary's terms."""
        where, texts, group = self._where, self._scanner.texts, self._scanner.group[rule]
        found = () if group is None else self._of.get(group, ())
        return [(a, b, texts[literal]) for literal in found for a, b in where[literal]]


class Scanner:
    """The automaton over the literals of a list of rules.

    Attributes
    ----------
    group : list of int or None
        For each rule, the number of its set of literals; None for a rule that has none.
    rules : list of list of int
        For each set of literals, the rules that have it.
    owners : list of tuple of int
        For each literal, the sets it belongs to.
    near : list of mapping
        For each rule, what must stand before and behind some of its literals.
    """

    def __init__(self, rules: Sequence[CheckedRule]) -> None:
        numbers: dict[str, int] = {}
        groups: dict[frozenset[int], int] = {}
        self.group: list[int | None] = []
        self.near: list[Near] = []
        self.rules: list[list[int]] = []
        for i, rule in enumerate(rules):
            mine = frozenset([numbers.setdefault(text, len(numbers)) for text in _keys(rule)])
            self.near.append(_near(rule, numbers))
            if not mine:
                self.group.append(None)
                continue
            group = groups.setdefault(mine, len(groups))
            if group == len(self.rules):
                self.rules.append([])
            self.rules[group].append(i)
            self.group.append(group)
        self.texts = list(numbers)
        owners: list[list[int]] = [[] for _ in self.texts]
        for literals, group in groups.items():
            for literal in literals:
                owners[literal].append(group)
        self.owners = [tuple(o) for o in owners]
        self._automaton = AhoCorasick(self.texts, implementation=Implementation.ContiguousNFA) if self.texts else None

    def scan(self, text: str) -> Hits:
        """All hits, overlapping ones too."""
        where: dict[int, list[Span]] = defaultdict(list)
        if self._automaton is not None:
            for literal, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
                where[literal].append((start, end))
        return Hits(self, where)


def _near(rule: CheckedRule, numbers: dict[str, int]) -> Near:
    if rule.literals.plain is None:
        return {}
    return {numbers[text]: (before, after) for texts, before, after in rule.literals.near for text in texts}


def _keys(rule: CheckedRule) -> Iterable[str]:
    if rule.kind == "dictionary":
        return rule.terms
    if rule.kind == "classify":
        return sorted(rule.options.get("cue") or ())
    return sorted(rule.literals.plain or ())
