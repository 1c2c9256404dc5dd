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
        ("提取额度按《水库贷款办法》执行。", "水库贷款办法", "basis"),
        ("本通知废止了此前发布的《水库通知》。", "水库通知", "repeals"),
        ("依据国务院关于修改〈水库管理条例〉的决定，现通知如下：", "水库管理条例", "basis"),
        ("现就《水工大纲格式（征求意见稿）》说明如下。", "水工大纲格式（征求意见稿）", "cites"),
        ("依照《跨河工程审批准予行政许可决定书》办理。", "跨河工程审批准予行政许可决定书", "basis"),
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


def test_number_and_articles_behind_the_title_are_kept():
    """《X》（号）第N条, at whichever mention they stand."""
    text = "依照《水库管理办法》处理。违反《水库管理办法》（水规〔2013〕9号）第二十三条第一款、第三款和第三十条的，依法处罚。"
    (reference,) = extract(NOTICE.format(text)).references
    assert reference.document_number == "水规〔2013〕9号"
    assert reference.article == "第二十三条第一款、第三款"
    assert reference.articles == ["第二十三条第一款、第三款", "第三十条"]


@pytest.mark.parametrize(
    "definition",
    ["（以下简称《办法》）", "（以下简称“《办法》”）", "（水规〔2013〕9号，“《办法》”）", "（“办法”）"],
)
def test_what_is_said_of_a_short_form_is_said_of_the_act(definition):
    """Articles cited under the short form belong to the full title; with a version behind it it is no act of its own."""
    text = f"依照《水库管理办法》{definition}执行。违反《办法》第五条的，予以通报。《办法（征求意见稿）》不再适用。"
    (reference,) = extract(NOTICE.format(text)).references
    assert (reference.title, reference.articles) == ("水库管理办法", ["第五条"])


def test_an_act_with_and_without_its_body_is_one():
    """《财政部关于…》 and 《关于…》, 《中华人民共和国水法》 and 《水法》."""
    text = (
        "依照《财政部关于水库资金的通知》和《中华人民共和国水法》执行。《关于水库资金的通知》《水法》另有规定的除外。"
    )
    assert list(cited(NOTICE.format(text))) == ["财政部关于水库资金的通知", "中华人民共和国水法"]


def test_a_title_says_what_the_document_amends_or_repeals():
    """In the title it is this document's deed, in a text another's."""
    text = "国务院关于修改《水库管理条例》的决定\n国务院决定对有关条款作出调整。\n第一条 本决定自公布之日起施行。"
    assert cited(text, title="国务院关于修改《水库管理条例》的决定") == {"水库管理条例": "amends"}
    text = "国务院关于废止《甲水库办法》和《乙水库办法》的决定"
    assert set(cited(text + "\n国务院决定予以废止。", title=text).values()) == {"repeals"}
    assert cited(NOTICE.format("2020年，国务院关于修改《水库管理条例》的决定公布。"))["水库管理条例"] == "cites"


def test_a_decree_does_not_cite_the_act_that_it_holds():
    """《…》已经…通过，现予公布 names the document itself; the minister's day below it is its signature."""
    decree = "《渔船管理规定》已于2022年4月1日经第6次部务会议通过，现予公布，自公布之日起施行。"
    text = f"交通运输部令2022年第8号\n{decree}\n部长　王伟\n2022年4月21日\n渔船管理规定\n第一条　根据《渔业法》，制定本规定。"
    doc = extract(text)
    assert [(r.title, r.relation) for r in doc.references] == [("渔业法", "basis")]
    assert (str(doc.signed), str(doc.effective)) == ("2022-04-21", "2022-04-21")


def test_an_explanation_is_about_the_act_in_its_title():
    """《…》解读."""
    text = "近日，水利部印发《水库管理办法》，自6月1日起施行，现解读如下。"
    assert cited(text, title="《水库管理办法》政策解读")["水库管理办法"] == "about"


def test_a_headline_s_short_name_is_no_second_reference():
    """《水库防控方案》 in the headline, the full name in the text."""
    text = "近日，水利部印发《水库大坝汛期防控实施方案》，要求各地执行。"
    assert cited(text, title="《水库防控方案》来了") == {"水库大坝汛期防控实施方案": "about"}


FILLER = "今年以来，各地抓好防汛工作，加强巡查，落实责任，严格值守，备足物资，开展演练，" * 8


def test_an_act_issued_in_the_background_is_only_cited():
    """What stands far down is not what a report is about, unless an item of a roundup begins with it."""
    text = f"水利部今天召开会议，部署防汛。\n{FILLER}。其间，水利部发布了《水库管理办法》，受到好评。"
    assert cited(text, published="2021-05-06") == {"水库管理办法": "cites"}
    text = f"水利部今天召开会议，部署防汛。\n{FILLER}。\n水库管理办法发布\n水利部今天发布《水库管理办法》，要求执行。"
    assert cited(text, published="2021-05-06") == {"水库管理办法": "about"}


def test_laws_without_marks_stand_in_a_field_of_their_own():
    """References are titles in 《》; 依照刑法第N条 is kept beside them."""
    doc = extract(NOTICE.format("构成犯罪的，依照刑法第一百三十三条处罚；违反本通知第五条的，予以通报。"))
    assert doc.references == []
    (found,) = doc.fields["unmarked_references"]
    assert found.attributes == {"title": "刑法", "article": "第一百三十三条"}
    doc = extract(NOTICE.format("根据中华人民共和国水法，违反有关法律法规规定的，依照刑法的规定处罚。"))
    assert [f.text for f in doc.fields["unmarked_references"]] == ["中华人民共和国水法", "刑法"]


def test_an_intention_is_not_an_issued_act():
    """加快出台《…》 has not happened yet."""
    text = "水利部日前召开会议，要求加快出台《水库管理办法》，各地要抓好落实。"
    assert cited(text) == {"水库管理办法": "cites"}


@pytest.mark.parametrize(
    "text",
    [
        "一、检查依据\n（一）《甲市水法实施办法》；\n（二）《水库管理条例》。\n二、检查内容\n（一）大坝。\n（二）闸门。",
        "检查日期：5月1日检查依据（一）《甲市水法实施办法》；（二）《水库管理条例》。",
    ],
)
def test_acts_listed_under_a_heading_of_grounds_are_the_basis(text):
    """What stands under 检查依据 grounds the document, though no word of citing stands before it."""
    found = extract("关于印发检查报告的函\n某公司：\n现印发检查报告，请落实。\n" + text).references
    assert [r.relation for r in found] == ["basis", "basis"]


def test_what_a_session_passes_is_the_news_however_far_down_it_stands():
    """A meeting's agenda is long; a roundup's items begin far down too."""
    lead = (
        "国务院总理4月6日主持召开国务院常务会议，部署水利工作。\n会议指出，" + "要加强水库管理，" * 100 + "确保安全。"
    )
    assert cited(lead + "\n会议通过《水库安全条例（草案）》，决定提请审议。") == {"水库安全条例（草案）": "about"}


def test_a_forerunner_that_the_report_says_is_repealed_is_not_its_subject():
    """修订后的《条例》 is the news, the one (试行) of years ago is gone."""
    text = (
        "近日，中共中央印发了修订后的《水利党组条例》。\n通知指出，2015年6月中共中央印发的《水利党组条例（试行）》发挥了重要作用。"
        "\n本条例自2019年4月6日起施行，《水利党组条例（试行）》同时废止。"
    )
    assert cited(text) == {"水利党组条例": "about", "水利党组条例（试行）": "repeals"}


def test_a_city_s_law_on_a_national_law_rests_on_it():
    """某省实施《…法》办法 is not about the law in its title."""
    text = "河南省实施《中华人民共和国水法》办法\n第一条 为加强管理，结合本省实际，制定本办法。\n第二条 本办法自2013年1月1日起施行。"
    assert cited(text) == {"中华人民共和国水法": "basis"}


def test_a_short_form_of_a_title_that_ends_in_brackets_is_no_second_reference():
    """《…攻坚计划（2017—2020年）》 is 《攻坚计划》 further down."""
    text = "日前，教育部印发《高中阶段普及攻坚计划（2017—2020年）》。《攻坚计划》提出，到2020年全面普及。"
    assert cited(text) == {"高中阶段普及攻坚计划（2017—2020年）": "about"}


def test_acts_listed_under_a_heading_of_repeal_are_repealed():
    """决定废止下列规章 holds for every item of its list."""
    text = "水利部决定，废止下列规章：\n一、《甲河取水办法》\n二、《乙河取水规定》\n本决定自公布之日起施行。"
    assert set(cited("水利部关于废止部分规章的决定\n" + text).values()) == {"repeals"}


def test_what_grounds_a_policy_by_its_short_form_is_its_basis():
    """为贯彻落实《决议》 is said of the resolution that 以下简称 named."""
    text = "关于印发节水实施方案的通知\n去年，省人大常委会通过《关于加强节约用水工作的决议》（以下简称《决议》）。为贯彻落实《决议》，制定本方案。"
    (reference,) = extract(text).references
    assert reference.relation == "basis"
