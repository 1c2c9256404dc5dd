"""Who issued: acts of reports, and the places where a document of its own says so."""

import pytest

from policyextract import extract


def issuers(text, published="2021-06-10", **known):
    return [a.name for a in extract(text, published=published, **known).issuers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "4月21日，国家邮政局、公安部、国家网信办联合召开会议，部署开展专项行动。",
            ["国家邮政局", "公安部", "国家互联网信息办公室"],
        ),
        ("近日，水利部会同财政部联合印发《灌区改造方案》。", ["水利部", "财政部"]),
        ("由国家版权局、公安部两部门联合开展的“护版2021”专项治理行动今天启动。", ["国家版权局", "公安部"]),
        ("国务院总理李某日前签署国务院令，公布《粮食流通条例》。", ["国务院"]),
        ("国家主席今天签署主席令。国家主席签署了第五号主席令。", ["中华人民共和国主席"]),
        ("李某主持召开国务院常务会议，部署春耕工作。", ["国务院"]),
        ("交通运输部就推进客运改革，方便群众出行，印发《客运改革意见》。", ["交通运输部"]),
        ("国务院安委会12日发出紧急通知，要求立即开展大检查。", ["国务院安全生产委员会"]),
        ("日前，《中共中央 国务院关于种业振兴的意见》正式发布。", ["中国共产党中央委员会", "国务院"]),
        (
            "市住建委聚焦投诉，回应关切，近期联合海淀房管局、朝阳房管局开展检查。北京市加强监管。",
            ["北京市住房和城乡建设委员会", "北京市海淀区房屋管理局", "北京市朝阳区房屋管理局"],
        ),
        (
            "由中国人民银行南平市中心支行、南平市教育局主办，农业银行承办的宣传活动启动，部署全年工作。",
            ["中国人民银行南平市中心支行", "南平市教育局"],
        ),
        ("近日，昆明市政府发布《昆明市人民政府办公室关于稳定房价的意见》。", ["昆明市人民政府办公室"]),
        (
            "国家主席6月10日签署第三十一号、第三十二号主席令。第三十一号主席令说，《全国人大常委会关于修改〈渔业法〉的决定》已由全国人大常委会通过，现予公布。",
            ["中华人民共和国主席"],
        ),
        ("近日，党史学习教育领导小组印发《关于办实事的通知》。", ["党史学习教育领导小组"]),
        ("日前，中央纪委办公厅公开通报3起典型问题。会议要求抓好整改。", ["中国共产党中央纪律检查委员会办公厅"]),
        ("日前，中央纪委国家监委公开曝光8起违纪问题。会议强调，要抓好整改。", 2),
        ("《购房细则》已经审议通过，由长沙市住建局、市委人才办印发，明确补贴对象。", 2),
        ("6月1日，珠海、汕头两市住房公积金管理中心签署《合作协议》，优化公积金贷款。", 2),
        (
            "近日，株洲市住房公积金管理中心对部分公积金贷款政策进行调整，新政策月底实施。",
            ["株洲市住房公积金管理中心"],
        ),
        ("据甲网消息，国家发改委网站获悉，应急管理部日前部署开展“利刃2021”燃气专项整治。", ["应急管理部"]),
        ("据银川市水务局消息，该局联合13个部门印发《取水若干措施》，要求节约用水。", ["银川市水务局"]),
        ("财政部、应急管理部紧急预拨1亿元资金，支持抗震救灾，会议要求抓好落实。", ["财政部", "应急管理部"]),
        ("国务院防灾委办公室、应急管理部召开会商会，部署防汛工作。", ["国务院防灾委办公室", "应急管理部"]),
        ("中央军委主席李某日前签署命令，发布《后勤条例》。", ["中华人民共和国中央军事委员会"]),
        # A name nobody knows in the middle does not end the list.
        (
            "近日，黄山市财政局、黄山市某某专门事务办、黄山市统计局联合印发《若干措施》。",
            ["黄山市财政局", "黄山市统计局"],
        ),
    ],
)
def test_a_report_names_those_who_issued_or_launched(text, expected):
    """Bodies before the verb, in order."""
    found = issuers(text)
    assert (len(found) if isinstance(expected, int) else found) == expected


@pytest.mark.parametrize(
    "text",
    [
        "记者从自然资源部了解到，围绕生态安全，国家部署实施了修复专项行动，会议要求抓好落实。",
        "各地区各部门贯彻党中央、国务院决策部署，扎实推进专项整治。",
        "外交部有关负责人接受采访时表示，双方要加强合作。",
        "全国人大常委会委员长张某在京主持召开座谈会，会议强调要加强监督。",
        "重庆市出台专项整治方案，由交通委、环保局牵头。",
        "商务部部长王某表示，要扩大消费，会议要求抓好落实。",
        "美国商务部宣布对进口产品加征关税，中方表示反对，要求对方纠正。",
        "会议要求各地组织开展专项检查，有关部门要联合印发通知。",
        "根据国务院印发的《方案》，各地制定措施。会议要求抓好落实。",
    ],
)
def test_persons_places_and_rhetoric_issue_nothing(text):
    """None named is better than a wrong one."""
    assert issuers(text) == []


def test_a_roundup_has_no_single_list_of_issuers():
    """Several items, several issuers: none is right for the page."""
    text = "财政部印发通知。\n教育部发布办法。"
    assert issuers(text, title="国内联播快讯") == []


def test_nothing_of_policy_has_no_issuer():
    """On other pages no body issued anything."""
    doc = extract("台风今天登陆，造成3人死亡。气象局发布预警。", title="台风登陆")
    assert doc.kind == "other" and doc.issuers == []


def test_the_stated_count_is_kept_and_a_mismatch_warned_of():
    """等三部门 counts the named ones among the three."""
    doc = extract("近日，国家邮政局、公安部等三部门联合印发通知，部署寄递安全。", published="2022-04-22")
    assert doc.stated_issuer_count == 3
    assert "issuer-count-mismatch" in [w.code for w in doc.warnings]


def test_as_many_names_as_stated_are_no_warning():
    """The names fill the count."""
    doc = extract("近日，国家邮政局、公安部两部门联合印发通知，部署寄递安全。", published="2022-04-22")
    assert doc.stated_issuer_count == 2
    assert "issuer-count-mismatch" not in [w.code for w in doc.warnings]


LABELS = "<table><tr><td>索 引 号：</td><td>000/2021</td></tr><tr><td>发文机关：</td><td>国务院办公厅</td></tr></table>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "国务院办公厅关于加强防汛工作的通知\n国办发〔2021〕9号\n各省、自治区、直辖市人民政府：\n请认真贯彻执行。",
            ["国务院办公厅"],
        ),
        ("关于做好防汛工作的通知\n各市水利局：\n请抓好落实。\n浙江省水利厅\n2021年5月6日", ["浙江省水利厅"]),
        ("关于开展联合检查的通知\n各有关单位：\n请遵照执行。\n水利部\n公安部\n2021年5月6日", ["水利部", "公安部"]),
        (
            "关于公布《行为规范》的公告\n现予公布。特此公告。\n水利部教育部全国妇联2021年6月4日",
            ["水利部", "教育部", "中华全国妇女联合会"],
        ),
        ("船舶管理条例\n2021年5月6日 中华人民共和国国务院令第801号公布\n第一条 为了加强管理，制定本条例。", ["国务院"]),
        (
            "湿地保护条例\n2021年5月6日 贵阳市第十五届人民代表大会常务委员会第八次会议通过\n第一条 为了保护湿地，制定本条例。",
            ["贵阳市人民代表大会常务委员会"],
        ),
        (
            "食品检查办法\n（经国家市场监督管理总局第6次局务会议通过）\n第一条 为了规范检查，制定本办法。",
            ["国家市场监督管理总局"],
        ),
    ],
)
def test_a_document_says_so_in_title_signature_order_or_adoption(text, expected):
    """Each of the places where an official document names who issued it."""
    assert issuers(text) == expected


def test_the_printing_line_is_no_signature():
    """生态环境部办公厅 … 印发 says who printed it."""
    text = "关于发布标准的公告\n现予公布。\n生态环境部\n2021年6月4日\n生态环境部办公厅2021年6月5日印发"
    assert issuers(text) == ["生态环境部"]


def test_a_forwarding_notice_is_the_forwarders():
    """转发 A's document: the outer notice's signature comes first."""
    text = (
        "国务院办公厅转发水利部关于加强水库管理意见的通知\n国办发〔2021〕9号\n各省人民政府：\n"
        "现转发给你们，请认真贯彻执行。\n国务院办公厅\n2021年5月6日\n关于加强水库管理的意见\n水利部\n2021年4月1日"
    )
    assert issuers(text) == ["国务院办公厅"]


def test_who_keeps_the_seal_does_not_sign():
    """A line in brackets stands between the author and the day."""
    text = (
        "各县人民政府：\n现将有关事项通知如下。\n江门市促进就业工作领导小组办公室\n（江门市财政局代章）\n2021年5月3日"
    )
    assert issuers(text) == ["江门市促进就业工作领导小组办公室"]


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        (
            "2019年9月20日 青岛市第十六届人民代表大会常务委员会第十八次会议修订\n2019年11月29日 山东省第十三届人民代表大会常务委员会第十五次会议批准",
            "青岛市人民代表大会常务委员会",
        ),
        ("1988年5月10日国务院批准", "国务院"),
    ],
)
def test_who_approved_an_act_did_not_adopt_it(history, expected):
    """Approval counts only where no adoption is named."""
    text = f"# 养殖水面管理条例\n{history}\n第一条 为了保护养殖水面，制定本条例。"
    assert issuers(text, published=None) == [expected]


@pytest.mark.parametrize(
    ("last", "expected"),
    [("附件：1.许可证\n和整改情况国家核安全局", ["国家核安全局"]), ("执行情况请按时报送财政部", [])],
)
def test_the_author_may_stand_glued_to_the_line_above_the_day(last, expected):
    """In flattened texts the name of an annex runs into the signature; a recipient signs nothing."""
    text = f"关于整改情况的函\n各单位：\n现就有关事项函告如下。\n{last}\n2021年12月27日"
    assert issuers(text, published=None) == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("自然资源部有关负责人就《登记办法》答记者问", "问：出台的背景是什么？\n答：为加强管理，方便群众。"),
        ("《登记办法》解读", "为加强管理，自然资源部研究制定了《登记办法》。现将有关内容解读如下。"),
    ],
)
def test_an_explanation_names_whose_act_it_explains(title, text):
    """Its officer speaks, or the text says who made it."""
    doc = extract(text, title=title, published="2021-06-10")
    assert doc.kind == "interpretation" and [a.name for a in doc.issuers] == ["自然资源部"]


def test_who_speaks_for_a_body_at_a_press_conference_names_the_issuer():
    """A transcript without a title: the speaker says for whom."""
    text = "水利部部长王明:\n大家好！首先，我代表水利部，衷心感谢记者朋友们的支持。\n去年，各项工作有序推进。谢谢。"
    found = extract(text, published="2022-02-24")
    assert (found.kind, [a.name for a in found.issuers]) == ("policy_news", ["水利部"])


def test_what_the_first_paragraph_reports_outweighs_what_led_to_it():
    """A meeting in the first sentence is the news; an act of others told below it is background."""
    text = "中央政治局常委会2月3日召开会议，研究下一步新冠肺炎疫情防控工作，听取有关方面的汇报，部署保供工作。\n会议指出，此前国务院印发《关于加强防控的通知》，各地抓紧落实。"
    assert [a.name for a in extract(text, published="2020-02-03").issuers] == ["中共中央政治局常务委员会"]


def test_the_office_that_the_lead_names_issues_what_its_body_is_said_to_in_the_title():
    """A headline leaves 办公室 out."""
    text = "6月10日，国家防总办公室、应急管理部召开会商会，部署防汛工作。会议要求，要压实责任。"
    found = issuers(text, title="国家防总召开会商会 部署防汛工作")
    assert found == ["国家防汛抗旱总指挥部办公室", "应急管理部"]


def test_what_was_issued_last_year_is_the_background_of_what_is_done_today():
    """去年 makes an act weaker than the day's."""
    text = "近日，水利部召开会议，部署节水工作。去年10月，国务院办公厅印发《节水方案》，要求各地落实。"
    assert issuers(text) == ["水利部"]
