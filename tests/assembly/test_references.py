"""Cited acts and relations."""

import pytest

from policyextract import extract

NOTICE = "关于做好水库防汛工作的通知\n各市水利局：\n{}\n特此通知。\n水利厅\n2021年5月6日"


def cited(text, **known):
    return {r.title: r.relation for r in extract(text, **known).references}


@pytest.mark.parametrize(
    ("sentence", "title", "relation"),
    [
        ("根据《防洪法》和《水库条例》，现通知如下：", "水库条例", "basis"),
        ("为贯彻落实《防洪规划》，现通知如下：", "防洪规划", "basis"),
        ("本通知自印发之日起施行，《水库管理办法》（水规〔2013〕9号）同时废止。", "水库管理办法", "repeals"),
        ("决定对《水库管理条例》作如下修改：", "水库管理条例", "amends"),
        ("现将《水库检查方案》印发给你们，请执行。", "水库检查方案", "forwards"),
        ("水利部《关于水库安全的意见》已经国务院同意，现转发给你们。", "关于水库安全的意见", "forwards"),
        ("你市《关于水库加固的请示》收悉。", "关于水库加固的请示", "cites"),
        ("违反规定的，按照《行政处罚法》处理。", "行政处罚法", "basis"),
        ("这与《湿地公约》的精神一致。", "湿地公约", "cites"),
        ("发布导则《水工仪表设计》（HAD102/10-2021）。", "水工仪表设计", "cites"),
    ],
)
def test_cues_beside_a_title_give_the_relation(sentence, title, relation):
    """What this document rests on, ends, changes, passes on."""
    assert cited(NOTICE.format(sentence))[title] == relation


@pytest.mark.parametrize(
    "sentence",
    [
        "接受《水利时报》记者采访。",
        "电影《大坝》首映。",
        "应当公示《取水许可证》。",
        "签订《供水合同》。",
        "《治水的故事》一书出版。",
    ],
)
def test_other_things_in_the_same_marks_are_no_acts(sentence):
    """Journals, films, certificates, contracts, books."""
    assert cited(NOTICE.format(sentence)) == {}


def test_a_report_is_about_what_was_issued():
    """The issued act is the subject, the others are cited."""
    text = "近日，水利部印发《水库管理办法》，要求各地执行。此前《水法》已有规定。"
    assert cited(text) == {"水库管理办法": "about", "水法": "cites"}


def test_a_short_form_is_no_second_reference():
    """《办法》 stands for the act that 以下简称 named."""
    text = "近日，水利部印发《水库管理办法》（以下简称《办法》）。《办法》指出，要加强管理。"
    assert cited(text) == {"水库管理办法": "about"}


def test_a_title_inside_a_title_is_part_of_it():
    """One reference with its inner marks."""
    text = NOTICE.format("根据《关于印发〈水库管理办法〉的通知》，现通知如下：")
    assert cited(text) == {"关于印发〈水库管理办法〉的通知": "basis"}


def test_number_and_article_behind_the_title_are_kept():
    """《X》（号）第N条."""
    doc = extract(NOTICE.format("依照《水库管理办法》（水规〔2013〕9号）第二十三条第一款处理。"))
    (reference,) = doc.references
    assert reference.document_number == "水规〔2013〕9号"
    assert reference.article == "第二十三条第一款"


def test_an_intention_is_not_an_issued_act():
    """加快出台《…》 has not happened yet."""
    text = "水利部日前召开会议，要求加快出台《水库管理办法》，各地要抓好落实。"
    assert cited(text) == {"水库管理办法": "cites"}
