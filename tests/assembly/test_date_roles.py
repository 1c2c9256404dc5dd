"""What a date is for: the role that its context gives it, in reports and in policies."""

import pytest

from policyextract import extract

POLICY = """市水务局关于开展供水管网排查的通知
各区水务局：
为保障供水安全，现就有关事项通知如下：
一、摸清底数。各区要建立台账。
二、分类处置。各区要逐项销号。
{}
市水务局
2023年5月10日"""


def roles(text, published="2023-05-18"):
    return {d.text: d.role for d in extract(text, published=published).dates}


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("5月17日，省水利厅召开防汛会商会议。", "5月17日", "meeting"),
        ("省水利厅今天（5月18日）上午举行新闻发布会。", "今天（5月18日）", "meeting"),
        ("全省防汛工作会议17日在省城召开。", "17日", "meeting"),
        ("5月17日，省水利厅印发《防汛方案》。", "5月17日", "issued"),
        ("省水利厅昨日发布通告。", "昨日", "issued"),
        ("《办法》自2023年7月1日起施行。", "2023年7月1日起", "effective"),
        ("新规从7月1日起正式实施。", "7月1日起", "effective"),
        ("优惠政策延续执行至2024年底。", "2024年底", "expires"),
        ("各地要在6月30日前完成自查。", "6月30日前", "deadline"),
        ("报名截止时间为6月10日。", "6月10日", "deadline"),
        ("从5月起，公安机关集中开展为期三个月的专项整治。", "5月起", "campaign"),
        ("（一）自查阶段（5月20日至6月20日）。", "5月20日至6月20日", "campaign"),
        ("到2025年，覆盖率达到90%。", "2025年", "target"),
        ("项目预计于2024年内投产。", "2024年内", "target"),
        ("“十四五”时期，新建泵站20座。", "十四五", "target"),
        ("根据《“十四五”水安全规划》开展工作。", "十四五", "cited"),
        ("执行标准（2018年版）。", "2018年", "cited"),
        ("2021年，全省新建水库12座。", "2021年", "event"),
        ("今年以来，全省降雨偏多。", "今年以来", "event"),
        ("记者今天从省水利厅获悉，汛情平稳。", "今天", "other"),
        ("到2025年，能耗比2020年下降13%。", "2020年", "other"),
        ("国家主席5月17日签署了第五号、第六号主席令。", "5月17日", "issued"),
        ("《湿地法》已由全国人民代表大会常务委员会第三次会议于2023年5月17日通过，现予公布。", "2023年5月17日", "event"),
        ("今年是湿地公约签署50周年。", "今年", "other"),
        ("成效明显。今年，各地加快建设水库。", "今年", "target"),
        ("专题片将于今晚播出。", "今晚", "other"),
        ("5月10日，全省防汛工作启动。", "5月10日", "event"),
        ("会议通过水利发展“十三五”规划。", "十三五", "cited"),
        ("各方应落实2030年可持续发展议程。", "2030年", "cited"),
        ("全省预计全年节水120万吨。", "全年", "other"),
        ("要扎实做好下半年防汛重点工作。", "下半年", "target"),
        ("会议总结2022年水利工作。", "2022年", "event"),
        ("到2022年底，全省建成水库12座。", "2022年底", "event"),
        ("从6月1日起，对水费减半征收。", "6月1日起", "effective"),
        ("此次专项整治行动从4月启动，至今年12月结束。", "今年12月", "campaign"),
        ("5月16日至17日，省长到沿江各县调研防汛工作。", "5月16日至17日", "meeting"),
        ("人均用水量在2015年基础上下降一成。", "2015年", "other"),
        ("新华社北京5月17日电 省水利厅通报汛情。", "5月17日", "published"),
        ("发布时间：2023-05-18", "2023-05-18", "published"),
    ],
)
def test_roles_in_reports(sentence, text, role):
    """Each cue gives its role."""
    assert roles(sentence)[text] == role


@pytest.mark.parametrize(
    ("sentence", "text", "role"),
    [
        ("三、本通知自2023年6月1日起施行。", "2023年6月1日起", "effective"),
        ("三、2021年，省水利厅印发了《排查方案》，各区已完成第一轮排查。", "2021年", "event"),
        ("三、根据2021年印发的《排查方案》抓好落实。", "2021年", "cited"),
        ("三、2023年6月1日至2023年8月31日期间取水的，减半收费。", "2023年6月1日至2023年8月31日", "other"),
        ("三、从2023年起，用3年时间建成泵站20座。", "2023年起", "target"),
        ("三、合同在2023年5月1日前签订的，按原规定执行。", "2023年5月1日前", "other"),
    ],
)
def test_roles_in_policies(sentence, text, role):
    """A policy speaks of its own force; what it tells of others is past."""
    assert roles(POLICY.format(sentence))[text] == role


def test_the_signature_is_issued() -> None:
    """The day under the name of the body is the day of issue."""
    found = extract(POLICY.format("三、按月报送。"))
    assert roles(POLICY.format("三、按月报送。"))["2023年5月10日"] == "issued"
    assert str(found.signed) == "2023-05-10"


def test_day_that_proves_the_page_is_its_day():
    """The day beside a body under the title, which no cue names, is when the page was published."""
    text = "某市召开节水会议\n某市水利局 2023-05-06\n会议要求，各地要加强组织领导，明确责任分工，确保各项工作取得实效，及时报告情况。"
    assert roles(text, published=None) == {"2023-05-06": "published"}
