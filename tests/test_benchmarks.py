"""The benchmarks run: a small round on invented documents."""

import pytest

from benchmarks import bars, dates
from benchmarks.corpus import invented
from benchmarks.rules import multiplied
from policyextract import Extractor

pytest.importorskip("selectolax")


def test_throughput_on_invented_documents() -> None:
    """Floor, product and ad-hoc stack are measured on documents of our own."""
    rows = bars.throughput(invented(5), rounds=1)
    assert [float(row.ratio) > 0 for row in rows] == [True, True]


def test_copies_stand_beside_the_original_rules() -> None:
    """Three times the rules, with the original ones unchanged and in their order."""
    texts = invented(20)
    ruleset = Extractor()._ready().ruleset
    large = multiplied(ruleset, 3, texts)
    assert len(large.rules) > 2 * len(ruleset.rules)
    assert [rule for rule in large.rules if rule in ruleset.rules] == list(ruleset.rules)


def test_the_sentences_of_the_dates_have_a_day() -> None:
    """Every sentence that peers are asked about comes with the day it was published."""
    cases = dates.cases()
    assert len(cases) > 100
    assert all(day.year > 1900 and text for day, text, _ in cases)
