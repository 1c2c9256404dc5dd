"""The document the project began from gives exactly what the design promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyextract import PolicyDocument, extract

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"


@pytest.fixture(scope="module")
def seed() -> PolicyDocument:
    """Facts of the seed document."""
    files = sorted(SEEDS.glob("*")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("the seed lies in ../shared, which is not here")
    return extract(files[0])


def test_who(seed: PolicyDocument) -> None:
    """Three bodies, as the headline says."""
    assert [a.name for a in seed.issuers] == ["国家邮政局", "公安部", "国家互联网信息办公室"]
    assert {a.role for a in seed.issuers} == {"issuer"}
    assert seed.stated_issuer_count == 3


def test_what(seed: PolicyDocument) -> None:
    """A report, under its title with the real quotation marks."""
    assert seed.kind == "policy_news"
    assert seed.title == "国家邮政局等三部门：严打空包“刷单”等行为"
    assert seed.publisher == "新浪财经"
    assert seed.warnings == []


def test_when(seed: PolicyDocument) -> None:
    """The day of the meeting, its year from the page; the page's own time."""
    [date] = seed.dates
    assert (date.text, date.value, date.role, date.anchor) == ("4月21日", "2022-04-21", "meeting", "published")
    assert seed.published is not None
    assert seed.published.isoformat() == "2022-04-22T08:08:20+00:00"


def test_campaign(seed: PolicyDocument) -> None:
    """The campaign by its whole name, for half a year."""
    [campaign] = seed.campaigns
    assert (campaign.name, campaign.duration) == ("邮政快递领域个人信息安全治理专项行动", "P6M")
    assert (campaign.start, campaign.end) == (None, None)
    assert [(d.text, d.value) for d in seed.durations] == [("为期半年", "P6M")]


def test_directives(seed: PolicyDocument) -> None:
    """Six orders; the fifth and sixth share a paragraph."""
    assert [(d.marker, d.number) for d in seed.directives] == [(f"{n}要", i) for i, n in enumerate("一二三四五六", 1)]
    assert seed.directives[4].text.endswith("技术应用。")
    assert seed.directives[5].text.startswith("夯实基础")
    assert seed.directives[5].text.endswith("应急预案。")


def test_nothing_of_the_frame(seed: PolicyDocument) -> None:
    """No advert and no editor in the text; both can be seen as dropped blocks."""
    assert not any(word in seed.text for word in ("责任编辑", "APP", "appendQr"))
    assert any(b.role == "boilerplate" for b in seed.blocks)


def test_evidence(seed: PolicyDocument) -> None:
    """Every fact points at its characters in the cleaned text and in the source."""
    source = sorted(SEEDS.glob("*"))[0].read_bytes().decode()
    facts = [*seed.issuers, *seed.dates, *seed.campaigns, *seed.durations, *seed.directives]
    assert len(facts) == 12
    for span in (span for fact in facts for span in fact.evidence):
        assert seed.text[span.start : span.end] == span.text
        assert source[span.source_start : span.source_end] == span.text
