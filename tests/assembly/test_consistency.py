"""Facts that contradict each other are warned of."""

import pytest

from policyextract import extract


def codes(text, **known):
    return [w.code for w in extract(text, **known).warnings]


def notice(number="水规〔2021〕3号", issuer="水利部", day="2021年5月6日", title="水利部关于防汛工作的通知"):
    return f"{title}\n{number}\n各市水利局：\n现就有关事项通知如下：加强巡查。\n{issuer}\n{day}"


def test_a_document_that_agrees_has_no_warning():
    """Title, number, signature and date fit."""
    assert codes(notice()) == []


@pytest.mark.parametrize(
    ("text", "known", "code"),
    [
        (notice(number="国办发〔2021〕3号"), {}, "number-issuer-mismatch"),
        (notice(number="水规〔2017〕3号"), {}, "number-year-mismatch"),
        (notice(issuer="财政部"), {}, "issuer-sources-differ"),
        (notice(), {"published": "2021-01-01"}, "published-before-signed"),
        (
            notice(issuer="国家市场监督管理总局", title="关于防汛工作的通知", number="", day="2010年5月6日"),
            {},
            "agency-not-valid-then",
        ),
    ],
)
def test_each_contradiction_is_one_warning(text, known, code):
    """Number and issuer, number and year, sources, days, validity."""
    assert code in codes(text, **known)


@pytest.mark.parametrize(
    ("published", "effective", "warned"),
    [
        ("2021-06-20", "2021年6月1日", True),
        ("2021-05-20", "2021年6月1日", False),
        ("2024-06-20", "2021年6月1日", False),  # a copy of years later
    ],
)
def test_force_before_publication_is_warned_of_unless_the_page_is_a_late_copy(published, effective, warned):
    """A page of a year later says nothing about the publication."""
    text = notice(day="2021年5月6日").replace("加强巡查。", f"加强巡查。本通知自{effective}起施行。")
    assert ("effective-before-published" in codes(text, published=published)) is warned


def test_force_from_the_day_of_signature_is_no_contradiction():
    """自印发之日起施行, printed on the site two weeks later."""
    text = notice().replace("加强巡查。", "加强巡查。本通知自印发之日起施行。")
    assert codes(text, published="2021-05-20") == []


def test_force_before_signature_is_warned_of():
    """Retroactive texts are for a reader to look at."""
    text = notice().replace("加强巡查。", "加强巡查。本通知自2021年1月1日起施行。")
    assert "effective-before-signed" in codes(text)


@pytest.mark.parametrize(
    ("day", "warned"),
    [("2018年10月8日", False), ("2010年5月6日", True), ("2018年2月20日", False)],
)
def test_a_name_is_tolerated_shortly_before_and_after_its_time(day, warned):
    """国家市场监督管理总局 from March 2018."""
    text = notice(issuer="国家市场监督管理总局", title="关于检查工作的通知", number="", day=day)
    assert ("agency-not-valid-then" in codes(text)) is warned


def test_an_old_name_outlives_its_body_by_a_year():
    """工商总局 until March 2018: a notice of that summer is no contradiction, one of 2020 is."""
    old = {"issuer": "国家工商行政管理总局", "title": "关于检查工作的通知", "number": ""}
    assert "agency-not-valid-then" not in codes(notice(day="2018年8月1日", **old))
    assert "agency-not-valid-then" in codes(notice(day="2020年8月1日", **old))


def test_numbers_that_jump_or_repeat_are_warned_of():
    """One list counts by one."""
    text = "水利部关于防汛的通知\n各市水利局：\n一、加强巡查。\n二、备足物资。\n{}、开展演练。\n{}、严格值守。\n水利部\n2021年5月6日"
    assert codes(text.format("三", "四")) == []
    assert "sequence-gap" in codes(text.format("四", "五"))
    assert "sequence-duplicate" in codes(text.format("二", "三"))


def test_a_local_head_is_not_taken_for_the_ministry_s():
    """苏教基 is a province's number in the line of 教基."""
    text = notice(number="苏教基〔2021〕3号", issuer="江苏省教育厅", title="江苏省教育厅关于入学工作的通知")
    assert "number-issuer-mismatch" not in codes(text)


def test_a_number_of_the_year_before_is_no_contradiction():
    """Registered in December, signed in January."""
    assert "number-year-mismatch" not in codes(notice(number="水规〔2020〕99号", day="2021年1月4日"))
