"""Sums of money and stated goals."""

import pytest

from policyextract import extract


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("处5万元以上10万元以下的罚款。", [(None, 50000, 100000, "CNY")]),
        ("处一万元以下罚款。", [(None, None, 10000, "CNY")]),
        ("投资8000亿元。", [(800_000_000_000, None, None, "CNY")]),
        ("贸易额达1000亿美元。", [(100_000_000_000, None, None, "USD")]),
        ("元旦放假，三元里路口。", []),
    ],
)
def test_sums_have_value_or_bounds(text, found):
    """以上 and 以下 are bounds; the currency is an ISO code."""
    assert [(a.value, a.minimum, a.maximum, a.currency) for a in extract(text).amounts] == found


def test_a_goal_has_a_year_an_indicator_and_a_value():
    """到2025年，X达到60%."""
    text = "会议强调，到2025年，工业固废综合利用率达到60%，各地要抓好落实。"
    (target,) = extract(text).targets
    assert (target.by, target.indicator, target.value, target.unit) == ("2025", "工业固废综合利用率", 60, "%")


def test_statistics_are_no_goals():
    """A past figure is not promised."""
    assert extract("会议指出，2021年工业增加值同比增长7.7%，要巩固成果。").targets == []
