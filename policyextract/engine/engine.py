"""The engine: a document and a rule set to annotations.

One automaton pass finds every literal; then the types are completed one after another in the order of their
references, each rule running only where its literals stand; at last classify rules add what the context says.
"""

from __future__ import annotations

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.engine.classify import ClassifyRunner
from policyextract.engine.dictionary import DictionaryRunner
from policyextract.engine.lists import ListRunner
from policyextract.engine.overlap import resolve
from policyextract.engine.relations import RelationRunner
from policyextract.engine.scan import Hits, Scanner
from policyextract.engine.search import Searcher, Trace
from policyextract.engine.tokens import TokenRunner
from policyextract.engine.view import View
from policyextract.language.checked import CheckedRule, RuleSet

ENGINE_VERSION = "1.0.0"
Runner = Searcher | RelationRunner | DictionaryRunner | TokenRunner | ClassifyRunner


class Engine:
    """A rule set ready to run. Safe between threads: running changes nothing in it."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.ruleset = ruleset
        self.scanner = Scanner(ruleset.rules)
        self.runners = [_runner(r) for r in ruleset.rules]
        sequences: dict[str, list[tuple[int, CheckedRule]]] = {}
        self._by_type: dict[str, list[int]] = {}
        self._classify: list[int] = []
        self._types = {c: t for t, c in ruleset.type_characters.items()}
        # Rules without a literal of their own are tried on every text.
        self._always: set[int] = set()
        for i, rule in enumerate(ruleset.rules):
            if rule.kind == "classify":
                self._classify.append(i)
            elif rule.kind == "sequence":
                sequences.setdefault(rule.gives, []).append((i, rule))
            else:
                self._by_type.setdefault(rule.gives, []).append(i)
            if not self.scanner.literals[i] and rule.kind != "dictionary":
                self._always.add(i)
        self._lists = {t: ListRunner(rules, ruleset.type_characters) for t, rules in sequences.items()}

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
        view = View(document, found, self.ruleset.type_characters, self._types)
        hits = self.scanner.scan(document.folded)
        active = hits.rules() | self._always
        for type_ in self.ruleset.order:
            made: list[Annotation] = []
            for i in self._by_type.get(type_, ()):
                if i in active:
                    made += self._run(i, view, hits, trace)
            lists = self._lists.get(type_)
            if lists is not None:
                mine = {i: hits.of(i) if self.scanner.literals[i] else None for i, _ in lists.rules if i in active}
                found.put(type_, lists.run(view, mine, trace) if mine else [])
            elif made:
                kept = resolve(made, self.ruleset.overlap.get(type_, "longest"))
                if trace and len(kept) < len(made):
                    _trace_lost(made, kept, trace)
                found.put(type_, kept)
        for i in range(len(self.runners)):
            runner = self.runners[i]
            if isinstance(runner, RelationRunner) and i in active:
                for relation in found.of(runner.rule.gives):
                    if relation.rule == runner.rule.id:
                        runner.claims(relation)
        for i in self._classify:
            if i in active:
                runner = self.runners[i]
                assert isinstance(runner, ClassifyRunner)
                runner.run(view, hits.of(i) if self.scanner.literals[i] else None, trace)
        return found

    def _run(self, i: int, view: View, hits: Hits, trace: Trace | None) -> list[Annotation]:
        runner = self.runners[i]
        if isinstance(runner, DictionaryRunner):
            return runner.run(view, hits.terms(i), trace)
        assert not isinstance(runner, ClassifyRunner)
        searcher = runner.searcher if isinstance(runner, RelationRunner) else runner
        if isinstance(searcher, Searcher) and searcher.typed and not searcher.possible(view):
            return []
        places = hits.of(i) if self.scanner.literals[i] else None
        inside = runner.rule.context.inside
        if inside and not trace:
            # a match lies within one of these annotations, and its literal with it
            around = [a for t in inside for a in view.found.of(t)]
            if places is not None:
                places = _within(places, around)
            if not around or places == []:
                return []
        return runner.run(view, places, trace)


def _within(places: list[tuple[int, int]], spans: list[Annotation]) -> list[tuple[int, int]]:
    """The places that lie in one of the spans."""
    kept: list[tuple[int, int]] = []
    order = sorted((a.start, a.end) for a in spans)
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


def _trace_lost(made: list[Annotation], kept: list[Annotation], trace: Trace) -> None:
    stay = {id(a) for a in kept}
    for a in made:
        if id(a) not in stay:
            trace(a.rule, a.start, a.end, "overlap")
