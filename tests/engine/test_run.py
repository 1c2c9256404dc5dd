"""A document's run: types are completed when they are asked for, and it makes no difference when."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from policyextract.engine.annotations import Annotations
from policyextract.engine.engine import Engine
from policyextract.engine.search import Searcher
from policyextract.language.checked import RuleSet
from tests.packs import plain, ruleset

TEXT = "教育部表示，公安部、财政部联合印发通知，自1日起施行。甲局2日答复。"


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    """Types that need each other in every way: patterns, `inside`, arguments, claims."""
    return ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: [教育部, 公安部, 财政部]}
        rules:
          - {id: open, gives: body, pattern: '[甲乙]局'}
          - {id: day, gives: day, pattern: '[0-9]日'}
          - {id: said, gives: saying, pattern: '(?P<who>{body})(?:{day})?(?:表示|答复)'}
          - {id: heard, gives: hearing, pattern: '(?P<what>{saying})'}
          - {id: start, gives: start, pattern: '自{day}起'}
          - {id: within, gives: part, pattern: '[0-9]', inside: [start]}
          - {id: never, gives: never, pattern: '{agency}表示'}
        relations:
          - id: joint
            gives: joint
            trigger: 联合印发
            arguments:
              issuer: {type: body, side: before, many: true, joined: '[、和]', set: {role: issuer}}
              day: {type: day, side: after, required: false, set: {role: issued}}
        classify:
          - {id: speaker, of: body, set: {role: speaker}, right: [表示, '{day}答复']}
          - {id: started, of: day, set: {kind: start}, inside: [start]}
        """,
    )


def _seen(found: Annotations, types: list[str]) -> dict[str, list[tuple[Any, ...]]]:
    seen = {
        t: [(a.start, a.end, a.rule, [(c.key, c.value, c.rule) for c in a.claims]) for a in found.of(t)] for t in types
    }
    return {t: entries for t, entries in seen.items() if entries}


def test_the_order_of_asking_makes_no_difference(rules: RuleSet) -> None:
    """Whoever is asked first, each annotation is the same and has the same claims in the same order."""
    engine = Engine(rules)
    whole = _seen(engine.annotate(plain(TEXT), trace=lambda *_: None), list(rules.order))
    assert whole.keys() == set(rules.order) - {"never", "agency"}
    for first in rules.order:
        types = [first, *reversed(rules.order)]
        assert _seen(engine.annotate(plain(TEXT)), types) == whole
        assert _seen(engine.annotate(plain(TEXT)), [first]).get(first) == whole.get(first)


def test_what_is_not_asked_for_is_not_searched_for(rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the rules of a type, and of the types that they refer to, are run; with a trace all are, at once."""
    ran: list[str] = []
    run = Searcher.run

    def noted(self: Searcher, *args: object) -> object:
        ran.append(self.rule.id.rsplit("/", 1)[1])
        return run(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Searcher, "run", noted)
    engine = Engine(rules)
    found = engine.annotate(plain(TEXT))
    assert not ran
    assert found.within("part", 0, len(TEXT)) and ran == ["day", "start", "within"]
    assert found.covering("start", 21, 22) and found.of("part") and ran == ["day", "start", "within"]
    ran.clear()
    engine.annotate(plain(TEXT), trace=lambda *_: None)
    assert {"day", "start", "within", "said", "heard", "open", "joint"} <= set(ran)


def test_what_an_annotation_carries_has_its_claims(rules: RuleSet) -> None:
    """An annotation that is only seen as an argument, or as a capture of a capture, is classified all the same."""
    engine = Engine(rules)
    [joint] = engine.annotate(plain(TEXT)).of("joint")
    assert [a.get("role") for a in joint.arguments["issuer"]] == ["issuer", "issuer"]
    assert joint.arguments["day"][0].get("kind") == "start"
    saying = engine.annotate(plain(TEXT)).of("hearing")[0].captures["what"].annotation
    assert saying and saying.captures["who"].annotation
    assert saying.captures["who"].annotation.get("role") == "speaker"


def test_all_types_and_all_annotations(rules: RuleSet) -> None:
    """Asking for everything completes everything; a type that nobody gives is empty."""
    found = Engine(rules).annotate(plain(TEXT))
    assert found.types() == sorted(set(rules.order) - {"never", "agency"})
    assert len(list(found)) == sum(len(found.of(t)) for t in rules.order)
    assert not found.of("no such type") and found.covering("agency", 0, 1) is None


def test_the_run_goes_with_its_annotations(rules: RuleSet) -> None:
    """Nothing but the annotations holds a document that was asked for some of its types: no circle is left."""
    engine = Engine(rules)
    gc.collect()
    gc.disable()
    try:
        found = engine.annotate(plain(TEXT))
        assert found.of("part")
        del found
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_long_chain_of_types_is_no_deep_call(tmp_path: Path) -> None:
    """Types are completed one behind the other, however many stand before the one that is asked for."""
    lines = ["rules:", "  - {id: r0, gives: t0, pattern: 甲}"]
    lines += [f"  - {{id: r{i}, gives: t{i}, pattern: '{{t{i - 1}}}'}}" for i in range(1, 500)]
    rules = ruleset(tmp_path, "\n".join(lines))
    assert len(Engine(rules).annotate(plain("甲、甲")).of("t499")) == 2
