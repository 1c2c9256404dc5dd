"""The year of month-days that a paper of the year before is about, and weekdays that prove a year."""

from __future__ import annotations

import pytest

from policyextract import extract

NOTICE = "某市教育局关于{title}的通知\n各区教育局：\n{text}\n某市教育局\n2023年10月25日"


def values(title: str, text: str) -> dict[str, str | None]:
    """Dates of a notice signed in October 2023, without its own and its title's."""
    dates = extract(NOTICE.format(title=title, text=text)).dates
    return {d.text: d.value for d in dates if "2023年" not in d.text and "2024年" not in d.text}


def test_the_coming_year_of_the_title_is_that_of_days_long_past():
    """6月7日 of a notice on 2024, signed in October 2023; what lies ahead is still this year's."""
    found = values("做好2024年招生工作", "报名时间为11月1日至10日，考试于6月7日举行，3月底前完成检查，一季度培训。")
    assert found == {
        "11月1日至10日": "2023-11-01/2023-11-10",
        "6月7日": "2024-06-07",
        "3月底前": "../2024-03-31",
        "一季度": "2024-Q1",
    }
    assert values("做好招生工作", "考试于6月7日举行。") == {"6月7日": "2023-06-07"}


def test_weekdays_decide_for_the_whole_notice():
    """Two of them prove the year of days just past."""
    text = "一、10月1日至7日放假。9月29日（星期日）、10月12日（星期六）上班。\n二、9月15日放假，会议于11月3日召开。"
    found = values("2024年放假安排", text)
    assert found["10月1日至7日"] == "2024-10-01/2024-10-07"
    assert (found["9月15日"], found["11月3日"]) == ("2024-09-15", "2023-11-03")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2月5日（星期一）", "2024-02-05"),
        ("2月6日（星期一）", "2023-02-06"),
        ("21日（星期五）", "2023-04-21"),
        ("24日（周一）", "2023-04-24"),
        ("24日", None),
        ("4月20日（星期一）", "2023-04-20"),
    ],
)
def test_a_weekday_decides_between_years_and_months(day, value):
    """A weekday that fits none of them is a slip of the pen."""
    (date,) = extract(f"通知印发后，{day}举行了会议。", published="2023-04-22").dates
    assert date.value == value


def test_a_title_says_from_which_year_an_undated_notice_speaks():
    """Without any day of its own."""
    text = "关于做好2024年招生工作的通知\n各区教育局：\n请于3月5日前报送名单。现将有关要求通知如下。"
    assert [d.value for d in extract(text, title="关于做好2024年招生工作的通知").dates][-1] == "../2024-03-05"


def test_a_day_that_the_text_has_named_wholly_is_meant_by_its_number():
    """15日 ahead of the page's day, named with month and year above; one of months ago is another."""
    text = "决定于2021年12月15日下调准备金率。\n问：如何安排？\n答：部分资金用于归还15日到期的贷款。"
    assert [d.value for d in extract(text, published="2021-12-06").dates] == ["2021-12-15", "2021-12-15"]
    assert [d.value for d in extract(text, published="2022-02-16").dates] == ["2021-12-15", "2022-02-15"]
