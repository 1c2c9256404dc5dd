"""What dates take from those before them: how far a year, month or day that the text has named lends itself."""

import pytest

from policyextract import extract

POLICY = "市水务局关于开展排查的通知\n各区水务局：\n现就有关事项通知如下：\n{}\n市水务局\n2023年5月10日"


def values(text, published=None):
    """Value by text of each date."""
    return {d.text: d.value for d in extract(text, published=published).dates}


@pytest.mark.parametrize(
    ("text", "date", "value"),
    [
        ("2021年5月召开会议，6月印发方案。", "6月", "2021-06"),
        ("2021年召开会议。6月印发方案。", "6月", "2023-06"),
        ("4月9日至5月9日检查。会议9日召开。", "9日", "2023-04-09"),
        ("2023年6月2日开工，2023年6月9日检查。会议2日召开。", "2日", "2023-06-02"),
        ("去年5月开工，6月完工。", "6月", "2022-06"),
        ("去年5月开工。" + "工程进展顺利，各方配合。" * 8 + "6月完工。", "6月", "2023-06"),
    ],
)
def test_what_a_report_lends(text, date, value):
    """Within its sentence, its paragraph or a number of characters, each as long as it holds; then the day of issue."""
    assert values(text, "2023-06-20")[date] == value


def test_a_paragraph_of_a_plan_is_of_the_year_it_begins_with():
    """下半年 behind 2022年 is its second half, in the next paragraph no longer."""
    dates = extract(POLICY.format("一、2022年，完成摸底。下半年总结。\n二、力争下半年全部完成。")).dates
    assert [d.value for d in dates if d.text == "下半年"] == ["2022-H2", "2023-H2"]


def test_a_year_that_is_only_compared_with_lends_itself_to_nothing():
    """全年 behind 比2020年回落 is of the year before it."""
    doc = extract("去年，水价上涨2%，涨幅比2020年回落。全年投资14万亿元。", published="2022-02-24")
    assert [(d.text, d.value) for d in doc.dates] == [("去年", "2021"), ("2020年", "2020"), ("全年", "2021")]


def test_this_year_of_nobody_knows_when_ends_what_was_named_before():
    """A month behind 今年 of an undated text is not of the last day it names."""
    doc = extract("2017年3月24日，某市和某省发布通知，2021年8月5日起施行。今年又有变化，4月成交8247套。")
    assert [d.value for d in doc.dates if d.text in ("今年", "4月")] == [None, None]
