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
        ("补贴10-20万元。", [(None, 100_000, 200_000, "CNY")]),
        ("每月3千元至5000元。", [(None, 3000, 5000, "CNY")]),
        ("贷款增加1.09万亿元。", [(1_090_000_000_000, None, None, "CNY")]),
        ("违法所得不足5万元的。", [(None, None, 50000, "CNY")]),
        ("储备超过3.2万亿美元。", [(None, 3_200_000_000_000, None, "USD")]),
        ("减负3100多亿元，追回13万余元。", [(None, 310_000_000_000, None, "CNY"), (None, 130_000, None, "CNY")]),
        ("新臺幣50萬元以下罰鍰。", [(500_000, None, None, "TWD")]),
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


def test_every_goal_of_a_sentence_has_the_year_of_its_horizon():
    """到2025年，A达到…，B超过…; the next sentence has none."""
    text = "会议强调，到2025年，利用率达到60%，覆盖率超过90%；床位均达到4万张以上。去年利用率达到50%。"
    found = [(t.by, t.indicator, t.value, t.unit) for t in extract(text).targets]
    assert found == [
        ("2025", "利用率", 60, "%"),
        ("2025", "覆盖率", 90, "%"),
        ("2025", "床位", 4, "万张"),
    ]


def test_a_range_or_a_list_of_values_has_no_one_value():
    """比2020年分别下降8%、10%."""
    text = "会议强调，到2025年，氨氮、氮氧化物排放量比2020年分别下降8%、10%以上，各地要抓好落实。"
    (target,) = extract(text).targets
    assert (target.value, target.indicator) == (None, "氨氮、氮氧化物排放量")


def test_expected_targets_of_a_report_need_no_year():
    """主要预期目标是."""
    text = "会议强调，今年发展主要预期目标是：国内生产总值增长5%左右；城镇调查失业率5.5%左右。"
    assert [(t.by, t.indicator, t.value) for t in extract(text).targets] == [
        (None, "国内生产总值", 5),
        (None, "城镇调查失业率", 5.5),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "会议指出，截至2020年底，覆盖率达到60%，要巩固成果。",
        "会议指出，到2015年，覆盖率达到60%，要巩固成果。",
        "会议指出，市场规模预计到2030年将达到300亿美元，要抓好落实。",
        "会议指出，到2030年，努力实现1亿人落户，要抓好落实。",
    ],
)
def test_what_is_past_or_forecast_is_no_goal(text):
    """A year before the document, a forecast, a figure without what it measures."""
    assert extract(text, published="2021-05-06").targets == []


def test_statistics_are_no_goals():
    """A past figure is not promised."""
    assert extract("会议指出，2021年工业增加值同比增长7.7%，要巩固成果。").targets == []
