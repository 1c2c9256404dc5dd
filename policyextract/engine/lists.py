"""Running the ``sequences`` of the packs: from marker patterns to lists as annotations.

All sequence rules that give one type run together, because their markers compete for the same places and nest in each
other. Patterns find the candidates; :mod:`policyextract.engine.sequences` and :mod:`policyextract.engine.outline`
decide.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from policyextract.document import Annotation
from policyextract.engine.outline import Branch, Layout, Node, build_outline
from policyextract.engine.search import Hits, Searcher, Trace
from policyextract.engine.sequences import Chain, Edge, Family, Marker, find_chains
from policyextract.engine.view import REACH, View
from policyextract.engine.words import is_boundary
from policyextract.language.checked import CheckedRule
from policyextract.language.regex import condition

# A marker this close behind an outer one, no mark between, begins what stands under that heading (a lost line break).
HEADING_LENGTH = 40
_MARKS = re.compile(r"[。；：，;:,!?！？\n]")
_COMMA = re.compile(r"[，,]")
NUMBER = "number"
SIGN = "sign"


class MarkerRule:
    """One marker family, ready to run."""

    def __init__(self, rule: CheckedRule, characters: Mapping[str, str]) -> None:
        options = rule.options
        self.rule = rule
        self.family = Family(
            id=rule.id.rsplit("/", 1)[-1],
            rule=rule.id,
            kin=options.get("kin") or "",
            rank=options["rank"],
            starts=options["starts"],
            lone=options["lone"],
            heading=bool(options.get("heading")),
            numbered=bool({NUMBER, SIGN} & rule.captures.keys()),
        )
        self.by_word = rule.context.boundary is not None
        self.ends: str = options.get("ends") or ""
        self.shadow = rule.shadow
        # `ends` looks at annotations; the marker itself mostly does not, and must not be hidden by one.
        needed = tuple(t for t in rule.shadow if characters[t] in rule.pattern)
        self.searcher = Searcher(replace(rule, shadow=needed, context=replace(rule.context, boundary=None)))
        self._left = condition(f"(?:{options['left']})\\z") if options.get("left") else None

    def markers(self, view: View, hits: Hits | None, layout: Layout, trace: Trace | None) -> Iterator[Marker]:
        """Candidates with the strength of their left edge."""
        for found in self.searcher.run(view, hits, trace):
            yield Marker(
                self.family,
                found.start,
                found.end,
                self._number(found),
                self._edge(view, found.start),
                layout.block_at(found.start),
            )

    def _edge(self, view: View, start: int) -> Edge:
        low, _ = view.line(start, start + 1)
        before = view.folded[max(low, start - REACH) : start]
        if start == low or not before.strip():
            return Edge.BLOCK
        if self._left is None or self._left.search(before.encode()):
            return Edge.STRONG
        return Edge.WEAK

    @staticmethod
    def _number(found: Annotation) -> int | None:
        for name in (NUMBER, SIGN):
            capture = found.captures.get(name)
            if capture is not None:
                return _plain(capture.value)
        return None


class ListRunner:
    """All sequence rules of one type, ready to run."""

    def __init__(self, rules: Sequence[tuple[int, CheckedRule]], characters: Mapping[str, str]) -> None:
        self.rules = [(i, MarkerRule(rule, characters)) for i, rule in rules]
        self._by_family = {m.family.rule: m for _, m in self.rules}
        self._shadows = {i: m.searcher.rule.shadow for i, m in self.rules}
        self._ends: dict[str, Any] = {}

    def shadow(self, i: int) -> tuple[str, ...]:
        """The annotation types that are marks in the text on which the markers of a rule are searched for."""
        return self._shadows[i]

    def run(self, view: View, hits: Mapping[int, Hits | None], trace: Trace | None = None) -> list[Annotation]:
        """The outermost lists of a document, each with its tree as value.

        Parameters
        ----------
        hits : mapping
            For the rules that may stand in this text, by their index: where their literals stand, None for everywhere.
        """
        layout = Layout(view.folded, view.document.blocks, lambda family, at: self._over(view, family, at))
        markers = [m for i, rule in self.rules if i in hits for m in rule.markers(view, hits[i], layout, trace)]
        if not markers:
            return []
        markers = _behind_headings(markers, view.folded)
        chains = find_chains(markers, lambda marker: self._confirmed(view, marker))
        if trace:
            _trace_dropped(markers, chains, trace)
        return [_annotation(branch) for branch in build_outline(chains, layout)]

    def _confirmed(self, view: View, marker: Marker) -> bool:
        if not self._by_family[marker.family.rule].by_word:
            return True
        return is_boundary(view.folded, marker.start) and is_boundary(view.folded, marker.end)

    def _over(self, view: View, family: Family, at: int) -> bool:
        rule = self._by_family[family.rule]
        if not rule.ends:
            return False
        regex = self._ends.get(rule.ends)
        if regex is None:
            regex = self._ends[rule.ends] = condition(rule.ends)
        text = view.shadow(rule.shadow).text if rule.shadow else view.folded
        return bool(regex.match(text[at : at + REACH].encode()))


def _plain(value: Any) -> int | None:
    """A number as the packs' captures give it, as an integer."""
    if value is None or isinstance(value, int):
        return value
    try:
        return int(getattr(value, "value", value))
    except (TypeError, ValueError):
        return None


def _annotation(branch: Branch) -> Annotation:
    first, last = branch.nodes[0], branch.nodes[-1]
    return Annotation("enumeration", first.marker.start, last.end, first.marker.family.rule, branch)


def _behind_headings(markers: Sequence[Marker], text: str) -> list[Marker]:
    """Markers glued to the heading before them (二、税费（五）完善优惠) count as if they began a line.

    One comma may stand in the heading when the marker counts on from the last of its family.
    """
    firsts = sorted((m for m in markers if m.edge is Edge.BLOCK), key=lambda m: m.start)
    starts = [m.start for m in firsts]
    last: dict[str, int | None] = {}
    out = []
    for marker in sorted(markers, key=lambda m: m.start):
        i = bisect_left(starts, marker.start)
        if marker.edge is Edge.WEAK and i:
            heading = firsts[i - 1]
            near = 1 < marker.start - heading.end <= HEADING_LENGTH and heading.family.rank < marker.family.rank
            if near:
                words = text[heading.end : marker.start]
                if marker.number and last.get(marker.family.rule) == marker.number - 1:
                    words = _COMMA.sub("", words, count=1)
                if not _MARKS.search(words):
                    marker = replace(marker, edge=Edge.BLOCK)
        if marker.edge is not Edge.WEAK:
            last[marker.family.rule] = marker.number
        out.append(marker)
    return out


def _trace_dropped(markers: Sequence[Marker], chains: Sequence[Chain], trace: Trace) -> None:
    kept = {id(m) for c in chains for m in c.markers}
    for marker in markers:
        if id(marker) not in kept:
            trace(marker.family.rule, marker.start, marker.end, "no growing list")


def walk(branch: Branch) -> Iterator[Node]:
    """All items of a list and of the lists nested in it, in reading order."""
    for node in branch.nodes:
        yield node
        for nested in node.lists:
            yield from walk(nested)
