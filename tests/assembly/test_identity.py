"""Title and day of publication."""

import datetime as dt

from policyextract import extract


def test_what_the_caller_knows_outranks_the_page():
    """Arguments come first."""
    doc = extract("---\ntitle: 甲\ndate: 2020-01-01\n---\n乙。", title="丙", published="2021-02-03")
    assert (doc.title, doc.published) == ("丙", dt.date(2021, 2, 3))


def test_a_law_is_published_on_the_day_its_order_says():
    """Without page data the promulgation counts."""
    doc = extract("船舶管理条例\n2021年5月6日 国务院令第801号公布\n第一条 为了加强管理，制定本条例。")
    assert doc.published == dt.date(2021, 5, 6)


def test_a_data_row_gives_title_and_day():
    """day | body | title | … as tables put into files have it."""
    doc = extract("2022-11-14 00:00:00 | 水利部 | 关于水库管理的通知 | 各市水利局：请认真执行。特此通知。")
    assert (doc.title, doc.published) == ("关于水库管理的通知", dt.date(2022, 11, 14))


def test_evidence_of_an_argument_has_no_place():
    """What stands in no text has a quote without offsets."""
    (span,) = extract("正文。", title="标题").provenance["title"]
    assert (span.start, span.text) == (None, "标题")


def test_a_transcript_is_published_on_the_day_of_its_time_stamps():
    """Lines that are one day with its time, again and again, the blank between them lost."""
    opening = "各位好，下面介绍水利工作的有关情况，请大家提问。" * 90
    doc = extract(
        f"{opening}\n\n2022-02-2410:13:40\n\n部长：\n去年开工5万个。\n\n2022-02-2410:17:07\n\n记者：\n今年有何安排？\n部长：\n{opening}"
    )
    assert doc.published == dt.date(2022, 2, 24)
    assert [(d.text, d.value) for d in doc.dates if d.role != "published"] == [("去年", "2021"), ("今年", "2022")]


def test_time_stamps_of_several_days_date_no_page():
    """A list of posts has a day for each of them."""
    opening = "水库工程进展顺利，各地抓紧施工，确保质量和安全。" * 90
    doc = extract(f"{opening}\n\n2022-02-2410:13:40\n\n\n水库完工。\n\n2022-02-2510:17:07\n\n{opening}")
    assert doc.published is None


def test_news_of_an_issue_is_not_published_on_the_day_it_tells_of():
    """发布了《…》 at the head of a text tells of another paper."""
    assert extract("2023年1月6日，水利部发布了《水库管理办法》。各地今年组织学习。").published is None
