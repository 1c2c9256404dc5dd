"""Document types, legal hierarchy, status."""

import pytest

from policyextract import extract


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("国务院办公厅关于加强防汛工作的通知", "通知"),
        ("关于印发《水库管理办法》的通知", "通知"),
        ("水利部关于水库管理的指导意见", "意见"),
        ("水库管理暂行办法（试行）", "办法"),
        ("国务院办公厅关于水库建设问题的复函", "函"),
        ("水库安全专项整治实施方案", "方案"),
        ("水资源保护“十四五”规划", "规划"),
        ("水法实施细则（2021年修正）", "细则"),
    ],
)
def test_the_last_noun_of_the_title_gives_the_base_kind(title, kind):
    """Compounds have a base kind; brackets behind the noun are no kind."""
    text = f"{title}\n第一条 为了规范管理，制定本办法。特此通知。"
    assert extract(text, title=title).document_type == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("近日，水利部印发《水库管理办法》，要求各地认真执行。", "办法"),
        ("国务院安委会14日发出紧急通知，要求开展大检查。", "通知"),
        ("市政府近日印发了《水库整治实施方案》的通知，要求各区落实。", "通知"),
        ("会议审议通过《水库条例（草案）》和《湿地条例（草案）》，会议强调要抓好落实。", None),
        ("李某主持召开国务院常务会议，部署春耕工作。", None),
        (
            "近日，水利部印发《水库安全规定》（以下简称《规定》）。2010年印发的《水库工作办法》同时废止，会议要求抓好落实。",
            "规定",
        ),
        ("国务院总理签署国务院令，公布了修改后的《水库申报办法》，自2022年1月1日起施行。", "办法"),
        ("按照会议部署，水利部近日印发《水库安全规定》，要求抓好落实。", "规定"),
        ("近日，水利部发布《关于水库安全的通知(水规〔2021〕1号)》，要求抓好落实。", "通知"),
        ("近日，水利部发布关于实施水库“清零”行动、加强巡查的通知，要求抓好落实。", "通知"),
        ("日前，中央纪委公开通报3起违纪问题。会议强调，各级党委要抓好整改。", "通报"),
    ],
)
def test_a_report_has_the_type_of_the_one_document_it_reports(text, kind):
    """Two documents, or none, give no type."""
    assert extract(text, published="2021-06-10").document_type == kind


def test_a_text_without_title_calls_itself_something():
    """本通知 and 通知如下 say what it is."""
    text = "各缴存单位：\n现将有关事项通知如下：\n一、提高额度。\n本通知自印发之日起施行。"
    assert extract(text).document_type == "通知"


def test_traditional_characters_stay():
    """Types stand as written."""
    text = "漁船檢驗法施行細則\n第1條 本細則依漁船檢驗法訂定之。\n第2條 本細則自發布日施行。"
    assert extract(text, title="漁船檢驗法施行細則").document_type == "細則"


@pytest.mark.parametrize(
    ("title", "line", "level"),
    [
        ("船舶管理条例", "2021年5月6日 国务院令第801号公布", "行政法规"),
        ("食品检查办法", "2021年5月6日 国家市场监督管理总局令第10号公布", "部门规章"),
        ("贵阳市湿地保护条例", "2021年5月6日 贵阳市人民代表大会常务委员会第八次会议通过", "地方性法规"),
        ("航标法", "2021年5月6日 全国人民代表大会常务委员会第八次会议通过", "法律"),
        ("消防衔条例", "2021年5月6日 第十三届全国人民代表大会常务委员会第六次会议通过", "法律"),
        ("贵阳市实施《湿地法》办法", "2021年5月6日 贵阳市人民代表大会常务委员会第八次会议通过", "地方性法规"),
        ("贵阳市湿地管理办法", "2021年5月6日 贵阳市人民政府令第8号公布", "地方政府规章"),
        ("贵阳市湿地保护条例", "2021年5月6日公布", "地方性法规"),
        ("湿地案件适用法律规定", "2021年5月6日 最高人民法院审判委员会第8次会议通过", "司法解释"),
        ("湿地管理办法", "2021年5月6日公布", None),
        ("关于修改《湿地管理规定》的决定", "（中华人民共和国交通运输部令2021年第8号）", "部门规章"),
        ("关于修改《湿地管理规定》的决定", "交规〔2021〕8号", "规范性文件"),
    ],
)
def test_type_and_issuer_give_the_rank(title, line, level):
    """A regulation of the State Council ranks otherwise than a ministry's."""
    assert extract(f"{title}\n{line}\n第一条 为了加强管理，制定本法。", title=title).legal_hierarchy == level


def test_a_draft_is_a_status_not_a_kind():
    """征求意见稿 behind the noun."""
    title = "水库管理办法（征求意见稿）"
    doc = extract(f"{title}\n第一条 为了规范管理，制定本办法。", title=title)
    assert (doc.document_type, doc.status) == ("办法", "draft")


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("水库管理办法（征求意见稿）", "draft"),
        ("关于公开征求《水库管理办法（征求意见稿）》意见的公告", "draft"),
        ("水库管理暂行办法", "trial"),
        ("水库管理办法（已废止）", "repealed"),
        ("关于废止部分规章的决定", None),
    ],
)
def test_the_status_stands_in_the_title(title, status):
    """A decision that repeals others is in force itself."""
    assert extract("为规范水库管理，制定本办法。", title=title).status == status


def test_what_a_notice_passes_on_stands_beside_its_own_type():
    """The outer notice is the document; the attached ones are a field."""
    doc = extract("现印发给你们，请认真贯彻执行。", title="关于印发《停车管理办法》和《车位管理细则（试行）》的通知")
    assert doc.document_type == "通知"
    text = "关于印发《停车管理办法》和《车位管理细则（试行）》的通知\n各区人民政府：\n现印发给你们，请认真贯彻执行。"
    attached = extract(text).fields["attached_documents"]
    assert [a.attributes["type"] for a in attached] == ["办法", "细则"]
