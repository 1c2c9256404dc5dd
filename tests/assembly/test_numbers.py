"""Document numbers: every form to one normal form, heads cut where they begin, cited numbers left alone."""

import pytest

from policyextract import extract


def number(text, **known):
    found = extract(text, **known).document_number
    return found and found.value


def notice(number):
    return f"关于做好防汛工作的通知\n{number}\n各市水利局：\n请认真贯彻执行。"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("国办发〔2021〕12号", "国办发〔2021〕12号"),
        ("国办函[2016]38号", "国办函〔2016〕38号"),
        ("法［2004］96号", "法〔2004〕96号"),
        ("保监发【2015】69号", "保监发〔2015〕69号"),
        ("国科发﹝2018﹞9号", "国科发〔2018〕9号"),
        ("财库(2019)19号", "财库〔2019〕19号"),
        ("国函〔2018）144号", "国函〔2018〕144号"),
        ("银发〔2013〕第35号", "银发〔2013〕第35号"),
        ("国发〔98〕12号", "国发〔1998〕12号"),
        ("国办发〔 2017〕116 号", "国办发〔2017〕116号"),
        ("国办发明电〔2018〕15号", "国办发明电〔2018〕15号"),
        ("京政办发〔2020〕7号", "京政办发〔2020〕7号"),
        ("潍医保发〔2024〕47号", "潍医保发〔2024〕47号"),
        ("（国办发〔2021〕12号）", "国办发〔2021〕12号"),
        ("（2022年第12号）", "2022年第12号"),
        ("国家税务总局公告2015年第97号", "2015年第97号"),
        ("财政部 税务总局公告2015年第97号", "2015年第97号"),
        ("交通运输部令2015年第97号", "交通运输部令2015年第97号"),
        ("中国人民银行令\n〔2022〕第3号", "中国人民银行令〔2022〕第3号"),
    ],
)
def test_every_form_gets_the_normal_form(written, value):
    """Brackets, blanks, 第 and short years."""
    assert number(notice(written)) == value


def test_the_head_begins_where_the_title_ends():
    """Text flattened to one line glues title, number and addressee."""
    text = (
        "国务院关于促进渔业发展的若干意见国发〔2021〕18号各省、自治区、直辖市人民政府：为促进渔业发展，提出以下意见。"
    )
    assert number(text) == "国发〔2021〕18号"


def test_a_local_copy_of_a_national_head_stays_whole():
    """晋教基 is a province's, not the ministry's."""
    doc = extract(notice("晋教基〔2024〕9号"))
    assert doc.document_number.value == "晋教基〔2024〕9号" and doc.document_number.agency_id is None


def test_a_known_head_names_its_body():
    """国办发 is the General Office's."""
    assert extract(notice("国办发〔2021〕12号")).document_number.agency_id == "sc_general_office"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("2006年3月8日 中华人民共和国国务院令第999号公布", "国务院令第999号"),
        ("2019年6月18日 国家市场监督管理总局令第10号公布", "国家市场监督管理总局令第10号"),
        ("2010年6月18日 中国人民银行令〔2010〕第2号发布", "中国人民银行令〔2010〕第2号"),
    ],
)
def test_an_order_is_a_number(line, value):
    """The order that made an act public is its number."""
    assert number(f"船舶管理条例\n{line}\n第一条 为了加强管理，制定本条例。") == value


@pytest.mark.parametrize(
    "text",
    [
        "关于做好防汛工作的通知\n各市水利局：\n根据国办发〔2021〕12号文件，请抓好落实。\n水利部\n2021年5月6日",
        "关于搬迁的批复\n你省《关于搬迁的请示》（鲁政发〔2020〕102号）收悉。现批复如下：同意。",
        "关于修订办法的通知\n各单位：\n《管理办法》（银发〔2013〕9号）同时废止。\n特此通知。",
        "职工人数2021年12号楼共30人。",
    ],
)
def test_a_cited_number_is_not_the_documents_own(text):
    """A number behind 《》, in brackets or behind 根据 belongs to another act."""
    assert number(text) is None


def test_brackets_of_taiwan_orders_are_read():
    """字第…號 with the office before it."""
    text = (
        "漁船管理辦法\n中華民國一百零五年三月十二日行政院院臺農字第1050031234號令訂定發布\n第1條 本辦法依漁業法訂定之。"
    )
    assert number(text) == "院臺農字第1050031234號"


@pytest.mark.parametrize(
    ("letterhead", "value"),
    [
        ("财政部民政部财社〔2022〕88号", "财社〔2022〕88号"),
        ("工业和信息化部生态环境部文件工信部联节〔2022〕8号", "工信部联节〔2022〕8号"),
    ],
)
def test_the_letterhead_is_glued_in_front(letterhead, value):
    """Flattened papers begin with their letterhead; a number cited at the beginning is none."""
    body = "为加强资金管理，现就有关事项通知如下，请各地结合实际认真贯彻执行，并于年底前报送执行情况。各地可以制定实施细则。本通知自印发之日起施行，有效期五年，由财政部负责解释。"
    text = f"财政部 民政部关于补助资金的通知各省、自治区、直辖市财政厅（局）：{body}"
    assert number(letterhead + text) == value
    assert number(f"根据{letterhead}要求，{body}") is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("粤府〔2020〕12号", ["广东省人民政府"]),
        ("沪府办规〔2021〕8号", ["上海市人民政府办公厅"]),
        ("川办发〔2021〕8号", ["四川省人民政府办公厅"]),
        ("京建发〔2021〕34号", []),
        ("国家税务总局公告2015年第97号", ["国家税务总局"]),
        ("国家发展和改革委员会 财政部令\n第17号", ["国家发展和改革委员会", "财政部"]),
    ],
)
def test_a_number_names_the_issuer_where_nothing_else_does(written, names):
    """Heads of provinces and orders; a department's head with a province's sign is nobody known."""
    assert [a.name for a in extract(notice(written), published="2021-05-04").issuers] == names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("国务院国资委印发《取水合规办法》（国务院国资委令第42号），要求企业落实。", "国务院国资委令第42号"),
        ("水利部门发布了两项新规，其中，水利部印发《取水办法》（水发〔2021〕5号），要求落实。", None),
    ],
)
def test_a_report_of_one_document_has_the_number_behind_its_title(text, value):
    """Of several documents none has the report's number."""
    assert number(text) == value
