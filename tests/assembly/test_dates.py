"""Dates and durations of whole documents: what is read, from what it is resolved, and which role it has."""

from pathlib import Path

import pytest

from policyextract import extract

SENTENCES = Path(__file__).parents[1] / "data" / "date_sentences.tsv"


def cases():
    """published, sentence, dates and durations of each line."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            published, sentence, dates, durations = [*line.split("\t"), "", ""][:4]
            yield pytest.param(published, sentence, dates, durations, id=sentence[:24])


@pytest.mark.parametrize(("published", "sentence", "dates", "durations"), list(cases()))
def test_sentences(published, sentence, dates, durations):
    """Each sentence gives the dates and durations listed beside it, and no others."""
    found = extract(sentence, published=published or None)
    said = ";".join(f"{d.text}={d.value}" for d in found.dates if d.value)
    lasting = ";".join(f"{d.text}={d.value}{' workday' if d.unit == 'workday' else ''}" for d in found.durations)
    assert (said, lasting) == (dates, durations)


def test_days_of_each_case_that_an_act_governs_are_not_missing():
    """当年, 上一年度, 30日前 of an act have no value and no warning; the day of issue has one."""
    text = "水库管理办法\n第一条 为了加强管理，制定本办法。\n第二条 当年结余可转下年使用，变更30日前申请。\n第三条 本办法自发布之日起施行。"
    doc = extract(text)
    assert [w.span.text for w in doc.warnings if w.code == "unresolved-date"] == ["自发布之日起"]


def test_a_daily_speaks_from_the_day_in_its_title():
    """今年 and a month without a year are those of the title's day."""
    doc = extract("# 水利早报2024年9月16日星期一\n\n今年前8个月，全国水利投资增长。预计明年2月完工。")
    assert [d.value for d in doc.dates] == ["2024-09-16", "2024-01/2024-08", "2025-02"]


def test_a_title_beside_the_text_has_its_dates_too():
    """One given as an argument has no place in the text; one that the text begins with is read there."""
    text = "记者获悉，会议于3月2日召开。"
    title, day = extract(text, title="2022年第三批抽查结果公布", published="2022-04-22").dates
    assert (title.text, title.value, title.evidence[0].start) == ("2022年", "2022", None)
    assert (day.value, day.evidence[0].start) == ("2022-03-02", 8)
    assert [d.value for d in extract(f"2022年抽查\n{text}", title="2022年抽查", published="2022-04-22").dates] == [
        "2022",
        "2022-03-02",
    ]


def test_a_day_that_its_sentence_makes_a_length_is_no_date():
    """压缩到10日 is a length; 10日 beside it that is none stays a day."""
    doc = extract("审批时限由20日压缩到10日，17日召开会议。", published="2023-05-18")
    assert [d.value for d in doc.dates] == ["2023-05-17"]
    assert [d.value for d in doc.durations] == ["P20D", "P10D"]
