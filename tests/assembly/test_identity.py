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
