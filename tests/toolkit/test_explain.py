"""explain says which rules fired where, and why a candidate of another did not stand."""

from pathlib import Path

import pytest

from policyextract.errors import InputError
from policyextract.toolkit.explain import explain_document
from tests.packs import write_pack

RULES = """
fields: {fee: fees, body: bodies}
dictionaries:
  - {id: body, gives: body, terms: {税务局: {id: tax}}, tests: {match: ['税务局']}}
rules:
  - id: fee
    gives: fee
    pattern: '(?P<sum>[0-9]+)元'
    captures: {sum: number}
    unless: {right: ['旦']}
    tests: {match: ['5元'], no_match: ['5元旦']}
  - {id: taken, gives: fee, pattern: '{body}收取[0-9]+元', tests: {match: ['税务局收取5元']}}
classify:
  - {id: refund, of: fee, set: {kind: refund}, left: ['退'], tests: {match: ['退5元']}}
"""


@pytest.fixture
def explain(tmp_path: Path):  # type: ignore[no-untyped-def]
    pack = write_pack(tmp_path, {"fees": RULES})
    return lambda text, **options: "\n".join(explain_document(text, packs=[pack], **options))


def test_fired_rules_with_their_values(explain) -> None:  # type: ignore[no-untyped-def]
    """Without a question, each rule that fired is shown with place, surroundings and values."""
    told = explain("窗口退50元。")
    assert "sample/fees/fee  (" in told
    assert "fired    3-6  窗口退[50元]。  fee, sum: 50" in told
    assert "窗口退[50元]。  kind = refund" in told


def test_refused_candidates_name_the_condition(explain) -> None:  # type: ignore[no-untyped-def]
    """Asked for a rule, its refused candidates are shown with the condition that failed."""
    assert "refused  0-2  [5元]旦  by unless.right" in explain("5元旦", rule="fee")


def test_a_longer_match_is_named_as_the_reason(explain) -> None:  # type: ignore[no-untyped-def]
    """A match that lost to a longer one of its type says so."""
    assert "by overlap" in explain("税务局收取5元", rule="fees/fee")


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        ("fee", "没有费用", "the text has none of 0元, 1元"),
        ("taken", "税务局，收取5人", "收取5 stands in the text, but the pattern matches nowhere around it"),
        ("taken", "收取5元", "nothing in the text is of type body"),
        ("refund", "无", "nothing in the text is of type fee"),
    ],
)
def test_a_rule_without_candidates(rule: str, text: str, said: str, explain) -> None:  # type: ignore[no-untyped-def]
    """A rule that never came near says what the text lacks."""
    assert said in explain(text, rule=rule)


def test_only_what_touches_a_place(explain) -> None:  # type: ignore[no-untyped-def]
    """With an offset or some words, only what touches them is told, refused candidates included."""
    text = "先收5元，后放5元旦假"
    told = explain(text, find="元旦")
    assert "by unless.right" in told
    assert "fired" not in told
    assert "fired" in explain(text, at=2)


def test_questions_without_an_answer(explain) -> None:  # type: ignore[no-untyped-def]
    """A rule, offset or words that do not exist are answered in one sentence."""
    with pytest.raises(InputError, match="did you mean `sample/fees/refund`"):
        explain("x", rule="fees/refnd")
    with pytest.raises(InputError, match="there is no offset 99"):
        explain("x", at=99)
    with pytest.raises(InputError, match="does not stand in the cleaned text"):
        explain("x", find="y")
