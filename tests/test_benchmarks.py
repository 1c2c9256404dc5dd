"""The benchmarks run: a small round on invented documents."""

import pytest

from benchmarks import bars, dates
from benchmarks.corpus import invented
from benchmarks.rules import giving, multiplied
from policyextract import Extractor
from policyextract.engine.engine import Engine
from tests.packs import plain

pytest.importorskip("selectolax")


def test_throughput_on_invented_documents() -> None:
    """Floor, product and ad-hoc stack are measured on documents of our own."""
    rows = bars.throughput(invented(5), rounds=1)
    assert [float(row.ratio) > 0 for row in rows] == [True, True]


def test_the_calendar_alone() -> None:
    """The rules of dates and durations run without all others, and find as many dates."""
    ruleset = Extractor()._ready().ruleset
    alone = giving(ruleset, {"date", "duration"})
    assert {rule.gives for rule in alone.rules} >= {"moment", "date", "length", "duration"}
    assert len(alone.rules) < len(ruleset.rules) / 2
    document = plain("4月21日至23日，为期半年，自2022年5月1日起施行。")
    found, whole = (Engine(rules).annotate(document) for rules in (alone, ruleset))
    for type_ in ("date", "duration"):
        assert [(a.start, a.end) for a in found.of(type_)] == [(a.start, a.end) for a in whole.of(type_)]
    assert float(bars.calendar(invented(5), rounds=1)[0].ratio) > 0


def test_copies_stand_beside_the_original_rules() -> None:
    """Three times the rules that have words, with the original ones unchanged and in their order."""
    texts = invented(20)
    ruleset = Extractor()._ready().ruleset
    large = multiplied(ruleset, 3, texts)
    worded = [rule for rule in ruleset.rules if rule.terms or rule.literals.plain]
    assert len(large.rules) - len(ruleset.rules) > 1.5 * len(worded)
    assert [rule for rule in large.rules if rule in ruleset.rules] == list(ruleset.rules)


def test_the_sentences_of_the_dates_have_a_day() -> None:
    """Every sentence that peers are asked about comes with the day it was published."""
    cases = dates.cases()
    assert len(cases) > 100
    assert all(day.year > 1900 and text for day, text, _ in cases)
