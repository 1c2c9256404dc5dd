"""One document in the engine: rules run when what they give is asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.engine.overlap import resolve
from policyextract.engine.search import Hits, Trace
from policyextract.engine.view import View, frame
from policyextract.language.checked import CheckedContext

if TYPE_CHECKING:
    from policyextract.engine.engine import Engine


class Run:
    """A document's text as the rules see it, and which of them have something to do.

    What the rules find for each other (``view.found``) is not what is given out: it cannot ask for more, so that
    nothing is held in a circle, and all is freed with the annotations that were given out.

    Parameters
    ----------
    engine : Engine
        The rules.
    document : Document
        From the cleaning stage.
    trace : callable or None
        See :meth:`policyextract.engine.engine.Engine.annotate`.
    """

    __slots__ = ("_claimed", "_classify", "_engine", "_hits", "_left", "_rules", "_trace", "_view")

    def __init__(self, engine: Engine, document: Document, trace: Trace | None) -> None:
        self._engine, self._trace = engine, trace
        self._view = View(document, Annotations(), engine.ruleset.type_characters)
        self._hits = engine.scanner.scan(frame(document.folded))
        # Only rules that have something to do are looked at, however many there are, in running order: by the type
        # that they give, or that they classify.
        some = self._hits.rules() | engine.always
        active = sorted(some if document.cells or trace else some - engine.under)
        last = bisect_left(active, len(engine.jobs))
        self._rules = {type_: list(rules) for type_, rules in groupby(active[:last], engine.gives.__getitem__)}
        self._classify: dict[str, list[int]] = {}
        for types, classify in groupby(active[last:], engine.of.__getitem__):
            numbers = list(classify)
            for type_ in types:
                self._classify.setdefault(type_, []).extend(numbers)
        # The types still to be completed, as bits, and those whose annotations have all their claims.
        self._left = sum(map(engine.bits.__getitem__, self._rules))
        self._claimed: set[str] = set()

    def ask(self, type_: str) -> Sequence[Annotation]:
        """All annotations of a type; they and those that they carry (captures, arguments) have their claims."""
        self._complete(self._engine.bits.get(type_, 0))
        for carried in self._engine.carried.get(type_, ()):
            if carried not in self._claimed:
                self._claimed.add(carried)
                self._claim(carried)
        return self._view.found.of(type_)

    def _claim(self, type_: str) -> None:
        """Let relations and classify rules put their claims on the annotations of a type."""
        engine, found = self._engine, self._view.found
        claiming, classify = engine.claiming.get(type_, ()), self._classify.get(type_, ())
        wanted = engine.bits.get(type_, 0)
        for runner in claiming:
            wanted |= engine.bits[runner.rule.gives]
        for i in classify:
            wanted |= engine.depends[i]
        self._complete(wanted)
        for runner in claiming:
            for relation in found.of(runner.rule.gives):
                if relation.rule == runner.rule.id:
                    runner.claims(relation, type_)
        if type_ in found.present and classify:
            engine.classifiers[type_].run(type_, self._view, self._hits, self._awake(classify), self._trace)

    def _awake(self, rules: Iterable[int]) -> list[int]:
        """The rules whose types are all there."""
        sets = self._engine.needed if self._trace else self._engine.wanted
        absent = self._view.found.present.isdisjoint
        return [i for i in rules if not sets[i] or not any(map(absent, sets[i]))]

    def _complete(self, types: int) -> None:
        """Find all annotations of some types, each a bit, and before them of all types that their rules refer to."""
        engine, left = self._engine, self._left
        order, depends, rules = engine.ruleset.order, engine.depends, self._rules
        todo = rest = types & left
        while rest:  # a rule refers to types before its own only
            last = rest.bit_length() - 1
            rest ^= 1 << last
            more = 0
            for i in rules[order[last]]:
                more |= depends[i]
            more &= left & ~todo
            todo |= more
            rest |= more
        self._left ^= todo
        while todo:
            first = todo & -todo
            todo ^= first
            type_ = order[first.bit_length() - 1]
            self._view.found.put(type_, self._find(type_, rules[type_]))

    def _find(self, type_: str, rules: Sequence[int]) -> list[Annotation]:
        """All annotations of one type."""
        view, trace = self._view, self._trace
        lists = self._engine.lists.get(type_)
        if lists is not None:
            return lists.run(view, {i: self._places(i, lists.shadow(i)) for i in rules}, trace)
        made: list[Annotation] = []
        for i in self._awake(rules):
            made += self._run(i)
        if not made:
            return made
        kept = resolve(made, self._engine.ruleset.overlap.get(type_, "longest"))
        if trace and len(kept) < len(made):
            _trace_lost(made, kept, trace)
        return kept

    def _places(self, i: int, shadow: tuple[str, ...]) -> Hits | None:
        """Where the keys of a rule stand in the text with marks for annotations of some types."""
        return self._hits.of(i, self._view.shadow(shadow).framed if shadow else "")

    def _run(self, i: int) -> list[Annotation]:
        """What one rule finds."""
        job, view, trace = self._engine.jobs[i], self._view, self._trace
        if job.terms:
            return job.run(view, self._hits.terms(i), trace)
        places = self._places(i, job.shadow)
        if places is None and job.marks is not None:
            places = job.marks(view)
        if places is not None and not places:
            return []
        if job.bounded and not trace:
            # A match lies within one of these annotations and blocks, and its literal with it.
            for spans in _bounds(view, job.rule.context):
                if places is not None:
                    places = _within(places, spans)
                if not spans or places == []:
                    return []
        return job.run(view, places, trace)


def _bounds(view: View, context: CheckedContext) -> Iterator[list[tuple[int, int]]]:
    """The spans, in text order, in one of which a match must lie."""
    if context.inside:
        yield view.spans_of(context.inside)
    if context.blocks:
        yield view.blocks_of(context.blocks)


def _within(places: Sequence[tuple[int, int]], order: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that lie in one of the spans, which are in text order."""
    kept: list[tuple[int, int]] = []
    i, reach = 0, -1
    for start, end in places:
        while i < len(order) and order[i][0] <= start:
            reach = max(reach, order[i][1])
            i += 1
        if end <= reach:
            kept.append((start, end))
    return kept


def _trace_lost(made: list[Annotation], kept: list[Annotation], trace: Trace) -> None:
    stay = {id(a) for a in kept}
    for a in made:
        if id(a) not in stay:
            trace(a.rule, a.start, a.end, "overlap")
