"""The engine: a document and a rule set to annotations.

One automaton pass finds every literal; then the types are completed one after another in the order of their
references, each rule running only where its literals stand; at last classify rules add what the context says.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.engine.classify import Classifier, ClassifyRunner
from policyextract.engine.dictionary import DictionaryRunner
from policyextract.engine.lists import ListRunner
from policyextract.engine.overlap import resolve
from policyextract.engine.relations import RelationRunner
from policyextract.engine.scan import Hits, Scanner
from policyextract.engine.search import Searcher, Trace
from policyextract.engine.tokens import TokenRunner
from policyextract.engine.view import View, frame
from policyextract.language.checked import CheckedRule, RuleSet
from policyextract.language.literals import derive

ENGINE_VERSION = "1.0.0"
Runner = Searcher | RelationRunner | DictionaryRunner | TokenRunner | ClassifyRunner
Sets = tuple[frozenset[str], ...]


class Engine:
    """A rule set ready to run. Safe between threads: running changes nothing in it."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.scanner = Scanner(ruleset.rules)
        self.runners = [_runner(r) for r in ruleset.rules]
        # For each rule, sets of types of each of which one must stand in the text; the second also those without which
        # nothing could be found, but a trace has something to tell.
        types = {c: t for t, c in ruleset.type_characters.items()}
        self._needed = [_needed(runner, types) for runner in self.runners]
        self._wanted = [(*sets, *_wanted(rule, types)) for sets, rule in zip(self._needed, ruleset.rules, strict=True)]
        self._under = {i for i, rule in enumerate(ruleset.rules) if rule.context.under}
        self._gives = [rule.gives for rule in ruleset.rules]
        self._relations = [i for i, runner in enumerate(self.runners) if isinstance(runner, RelationRunner)]
        # Rules without a literal of their own are tried on every text.
        self._always: set[int] = set()
        # Classify rules stand behind all others.
        self._classify = len(ruleset.rules)
        sequences: dict[str, list[tuple[int, CheckedRule]]] = {}
        for i, rule in enumerate(ruleset.rules):
            if rule.kind == "classify":
                self._classify = min(self._classify, i)
            elif rule.kind == "sequence":
                sequences.setdefault(rule.gives, []).append((i, rule))
            if self.scanner.group[i] is None and rule.kind != "dictionary":
                self._always.add(i)
        self._lists = {t: ListRunner(rules, ruleset.type_characters) for t, rules in sequences.items()}
        self._classifiers = _classifiers(self.runners)

    def annotate(self, document: Document, trace: Trace | None = None) -> Annotations:
        """Find everything the rules describe.

        Parameters
        ----------
        document : Document
            From the cleaning stage.
        trace : callable, optional
            Called with rule id, start, end and the failed condition (None when the match stands) for each candidate.
        """
        found = Annotations()
        view = View(document, found, self.ruleset.type_characters)
        hits = self.scanner.scan(frame(document.folded))
        # Rules stand in running order; only those that have something to do are looked at, however many there are.
        active = sorted(hits.rules() | self._always)
        last = bisect_left(active, self._classify)
        for type_, rules in groupby(active[:last], key=self._gives.__getitem__):
            self._complete(type_, rules, view, hits, trace)
        for i in self._relations:
            runner = self.runners[i]
            assert isinstance(runner, RelationRunner)
            for relation in found.of(runner.rule.gives):
                if relation.rule == runner.rule.id:
                    runner.claims(relation)
        self._classify_all(active[last:], view, hits, trace)
        return found

    def _classify_all(self, active: list[int], view: View, hits: Hits, trace: Trace | None) -> None:
        """Let classify rules put their claims on annotations."""
        present = view.found.present
        wanted, absent = self._needed if trace else self._wanted, present.isdisjoint
        if not view.document.cells and not trace:
            active = [i for i in active if i not in self._under]
        awake = [i for i in active if not any(map(absent, wanted[i]))]
        for type_, classifier in self._classifiers.items():
            if type_ in present:
                mask = sum([classifier.bits.get(i, 0) for i in awake])
                classifier.run(type_, view, hits, mask, trace)

    def _complete(self, type_: str, rules: Iterable[int], view: View, hits: Hits, trace: Trace | None) -> None:
        """Find all annotations of one type."""
        lists = self._lists.get(type_)
        if lists is not None:
            places = {i: hits.of(i, _framed(view, lists.shadow(i))) for i in rules}
            view.found.put(type_, lists.run(view, places, trace))
            return
        made: list[Annotation] = []
        needed, absent = self._needed if trace else self._wanted, view.found.present.isdisjoint
        for i in rules:
            if not any(map(absent, needed[i])):
                made += self._run(i, view, hits, trace)
        if made:
            kept = resolve(made, self.ruleset.overlap.get(type_, "longest"))
            if trace and len(kept) < len(made):
                _trace_lost(made, kept, trace)
            view.found.put(type_, kept)

    def _run(self, i: int, view: View, hits: Hits, trace: Trace | None) -> list[Annotation]:
        runner = self.runners[i]
        if isinstance(runner, DictionaryRunner):
            return runner.run(view, hits.terms(i), trace)
        assert not isinstance(runner, ClassifyRunner)
        rule = runner.rule
        places: Sequence[tuple[int, int]] | None = hits.of(i, _framed(view, rule.shadow))
        if places is None and (searcher := _searcher(runner)) is not None:
            places = searcher.marks(view)
        if places is not None and not places:
            return []
        context = rule.context
        if not trace and (context.inside or context.blocks):
            # A match lies within one of these annotations and blocks, and its literal with it.
            for spans in _bounds(view, context.inside, context.blocks):
                if places is not None:
                    places = _within(places, spans)
                if not spans or places == []:
                    return []
        return runner.run(view, places, trace)


def _framed(view: View, types: tuple[str, ...]) -> str:
    """The text with marks for annotations of some types; nothing when there are none: then it is the text itself."""
    return view.shadow(types).framed if types else ""


def _searcher(runner: Runner) -> Searcher | None:
    """What searches for the pattern of a rule, or for the trigger of a relation."""
    if isinstance(runner, RelationRunner):
        return runner.searcher
    return runner if isinstance(runner, Searcher) else None


def _needed(runner: Runner, types: Mapping[str, str]) -> Sets:
    """The types that the pattern cannot do without."""
    searcher = _searcher(runner)
    return () if searcher is None else tuple(frozenset(types[c] for c in marks) for marks in searcher.typed)


def _wanted(rule: CheckedRule, types: Mapping[str, str]) -> Sets:
    """The types that the conditions and the arguments cannot do without."""
    wanted = [frozenset(argument.types) for argument in rule.arguments if argument.required]
    if rule.context.inside:
        wanted.append(frozenset(rule.context.inside))
    if rule.kind == "dictionary" and rule.shadow:
        for pattern in filter(None, (rule.context.left, rule.context.right)):
            wanted += [
                frozenset(types[c] for c in marks) for marks in derive(pattern, frozenset(types), beside=False).types
            ]
    return tuple(wanted)


def _bounds(view: View, inside: tuple[str, ...], blocks: frozenset[str]) -> Iterator[list[tuple[int, int]]]:
    """The spans, in text order, in one of which a match must lie."""
    if inside:
        yield view.spans_of(inside)
    if blocks:
        yield view.blocks_of(blocks)


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


def _runner(rule: CheckedRule) -> Runner:
    if rule.kind == "dictionary":
        return DictionaryRunner(rule)
    if rule.kind == "relation":
        return RelationRunner(rule)
    if rule.kind == "token":
        return TokenRunner(rule)
    if rule.kind == "classify":
        return ClassifyRunner(rule)
    return Searcher(rule)


def _classifiers(runners: list[Runner]) -> dict[str, Classifier]:
    """The classify rules by the type that they look at."""
    by_type: dict[str, list[tuple[int, ClassifyRunner]]] = {}
    for i, runner in enumerate(runners):
        if isinstance(runner, ClassifyRunner):
            for type_ in runner.rule.of:
                by_type.setdefault(type_, []).append((i, runner))
    return {type_: Classifier(found) for type_, found in by_type.items()}


def _trace_lost(made: list[Annotation], kept: list[Annotation], trace: Trace) -> None:
    stay = {id(a) for a in kept}
    for a in made:
        if id(a) not in stay:
            trace(a.rule, a.start, a.end, "overlap")
