"""The engine: a document and a rule set to annotations.

One automaton pass finds every literal. A type is completed when it is asked for: before it, in order, the types that
its rules refer to, each rule running only where its literals stand; at last classify rules add what the context says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from policyextract.document import Annotation, Document
from policyextract.engine.annotations import Annotations
from policyextract.engine.classify import Classifier, ClassifyRunner
from policyextract.engine.dictionary import DictionaryRunner
from policyextract.engine.lists import ListRunner
from policyextract.engine.relations import RelationRunner
from policyextract.engine.run import Run
from policyextract.engine.scan import Scanner
from policyextract.engine.search import Hits, Searcher, Trace
from policyextract.engine.tokens import TokenRunner
from policyextract.engine.view import View
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
        runners = [_runner(r) for r in ruleset.rules]
        # For each rule, sets of types of each of which one must stand in the text; the second also those without which
        # nothing could be found, but a trace has something to tell.
        types = {c: t for t, c in ruleset.type_characters.items()}
        self.needed = [_needed(runner, types) for runner in runners]
        self.wanted = [(*sets, *_wanted(rule, types)) for sets, rule in zip(self.needed, ruleset.rules, strict=True)]
        # Types as bits, in the order in which they become complete, and for each rule those it refers to.
        self.bits = {type_: 1 << k for k, type_ in enumerate(ruleset.order)}
        self.depends = [sum(self.bits.get(t, 0) for t in rule.depends) for rule in ruleset.rules]
        # Rules without a literal of their own are tried on every text.
        self.always = {
            i for i, r in enumerate(ruleset.rules) if self.scanner.group[i] is None and r.kind != "dictionary"
        }
        # Those that ask for the head of a column find nothing in a text without tables.
        self.under = {i for i, rule in enumerate(ruleset.rules) if rule.context.under}
        # Classify rules stand behind all others.
        self.jobs = [_job(runner) for runner in runners if not isinstance(runner, ClassifyRunner)]
        self.gives = [rule.gives for rule in ruleset.rules]
        self.of = [rule.of for rule in ruleset.rules]
        sequences: dict[str, list[tuple[int, CheckedRule]]] = {}
        for i, rule in enumerate(ruleset.rules):
            if rule.kind == "sequence":
                sequences.setdefault(rule.gives, []).append((i, rule))
        self.lists = {t: ListRunner(rules, ruleset.type_characters) for t, rules in sequences.items()}
        self.claiming = _claiming(runners)
        self.classifiers = _classifiers(runners)
        self.carried = _carried(ruleset, {*self.claiming, *self.classifiers})

    def annotate(self, document: Document, trace: Trace | None = None) -> Annotations:
        """Find what the rules describe: each type when it is asked for, everything at once for a trace.

        Parameters
        ----------
        document : Document
            From the cleaning stage.
        trace : callable, optional
            Called with rule id, start, end and the failed condition (None when the match stands) for each candidate.
        """
        found = Annotations(Run(self, document, trace).ask, self.ruleset.order)
        if trace:
            found.types()
        return found


class Job(NamedTuple):
    """How a rule is run.

    Attributes
    ----------
    terms : bool
        Whether it is given the terms of its dictionary, not places.
    marks : callable or None
        Finds its places when they are annotations.
    bounded : bool
        Whether it looks into some annotations or blocks only.
    """

    rule: CheckedRule
    run: Callable[[View, Any, Trace | None], list[Annotation]]
    terms: bool
    shadow: tuple[str, ...]
    marks: Callable[[View], Hits | None] | None
    bounded: bool


def _job(runner: Searcher | RelationRunner | DictionaryRunner | TokenRunner) -> Job:
    """How a rule is run that finds annotations."""
    rule, searcher = runner.rule, _searcher(runner)
    bounded = bool(rule.context.inside or rule.context.blocks)
    marks = None if searcher is None else searcher.marks
    return Job(rule, runner.run, isinstance(runner, DictionaryRunner), rule.shadow, marks, bounded)


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


def _claiming(runners: list[Runner]) -> dict[str, list[RelationRunner]]:
    """The relations that put claims on their arguments, by the types of these."""
    by_type: dict[str, list[RelationRunner]] = {}
    for runner in runners:
        if isinstance(runner, RelationRunner):
            for type_ in sorted({t for argument in runner.rule.arguments if argument.set for t in argument.types}):
                by_type.setdefault(type_, []).append(runner)
    return by_type


def _classifiers(runners: list[Runner]) -> dict[str, Classifier]:
    """The classify rules by the type that they look at."""
    by_type: dict[str, list[tuple[int, ClassifyRunner]]] = {}
    for i, runner in enumerate(runners):
        if isinstance(runner, ClassifyRunner):
            for type_ in runner.rule.of:
                by_type.setdefault(type_, []).append((i, runner))
    return {type_: Classifier(found) for type_, found in by_type.items()}


def _carried(ruleset: RuleSet, claimed: set[str]) -> dict[str, list[str]]:
    """For each type, the types that may have claims among it and what its captures and arguments are."""
    carried: dict[str, set[str]] = {type_: {type_} for type_ in ruleset.order}
    for rule in ruleset.rules:  # in running order: what a rule refers to is known before it
        if rule.gives:
            held = {t for argument in rule.arguments for t in argument.types}
            held.update(rule.shadow if rule.captures else ())
            carried[rule.gives].update(*(carried[t] for t in held))
    return {type_: sorted(held & claimed) for type_, held in carried.items() if held & claimed}
