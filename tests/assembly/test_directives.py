"""Which items order something, who bears the duty, and orders without numbers."""

import pytest

from policyextract import extract

LEAD = "市政府办公室关于做好安全工作的通知\n各区人民政府：\n现就有关事项通知如下：\n"
SEED = """4月21日，市交通局、市公安局、市市场监管局联合召开视频会议，部署开展为期半年的货运车辆非法改装治理专项行动。
会议指出，货运安全关系群众出行。各地要充分认清开展此次专项行动的意义。
一要聚焦突出问题，确保超限超载明显减少。
二要摸清底数，各企业要全面排查车辆。
三要坚持合成作战，严厉打击非法改装。
四要严格依法监管，严肃查处追责。
五要加大整治力度，推广车载终端。六要夯实基础，健全应急预案。"""
UNNUMBERED = """4月21日，市交通局、市公安局联合召开视频会议，部署开展为期半年的货运车辆非法改装治理专项行动。
会议指出，要聚焦突出问题，确保超限超载明显减少。其次，要摸清底数，督促企业全面排查车辆。坚持合成作战，严厉打击非法改装。\
同时，严格依法监管，严肃查处追责。要加大整治力度，推广车载终端。会议还要求，各部门要夯实基础，健全应急预案。"""


def flags(text):
    """Marker and flag of every outermost numbered item."""
    return [(i.marker, i.directive) for e in extract(text).enumerations for i in e.items]


def test_the_six_orders_of_a_meeting():
    """一要 to 六要, the last two in one paragraph."""
    doc = extract(SEED, published="2022-04-22")
    assert [(d.marker, d.number) for d in doc.directives] == [(f"{n}要", i) for i, n in enumerate("一二三四五六", 1)]
    assert doc.directives[4].text == "加大整治力度，推广车载终端。"
    assert doc.directives[5].text == "夯实基础，健全应急预案。"
    assert {(d.lead_in, d.speaker) for d in doc.directives} == {("会议指出", "会议")}


def test_the_same_orders_without_numbers():
    """其次, 同时 and 会议还要求 instead of numbers give six orders of the family bare."""
    doc = extract(UNNUMBERED, published="2022-04-22")
    assert [d.number for d in doc.directives] == [None] * 6
    assert {e.family for e in doc.enumerations} == {"bare"}
    assert [d.marker for d in doc.directives] == [None, "其次，", None, "同时，", None, None]
    assert doc.directives[5].bearer == "各部门"


@pytest.mark.parametrize(
    ("item", "directive"),
    [
        ("各单位必须落实责任。", True),
        ("企业应当公示收费标准。", True),
        ("加强组织领导。", True),
        ("进一步压实责任，健全机制。", True),
        ("不得层层加码。", True),
        ("鼓励社会资本参与。", True),
        ("请你们抓紧落实。", True),
        ("资金由区财政局负责拨付。", True),
        ("应急预案和相应资料。", False),
        ("企业营业执照复印件；", False),
        ("同意该项目立项建设。", False),
        ("产值同比增长12%，结构持续优化。", False),
        ("主要目标。到2030年，体系基本建成。", False),
    ],
)
def test_orders_are_told_from_the_rest(item, directive):
    """Modal words and verbs of doing order; facts, approvals, goals and names do not."""
    assert flags(f"{LEAD}一、{item}\n二、{item}") == [("一、", directive), ("二、", directive)]


def test_conditions_and_findings_are_no_orders():
    """Under 条件 and 特点 items are orders only with a modal word."""
    conditions = LEAD + "申请人应当符合下列条件：\n（一）年满十八周岁；\n（二）有固定住所；\n（三）应当无不良记录。"
    assert [d for _, d in flags(conditions)] == [False, False, True]
    assert [d for _, d in flags("经济运行呈现以下特点：一是加快恢复。二是稳步改善。")] == [False, False]


def test_what_was_done_is_no_order():
    """A verb of doing over facts tells of the past; a list in which facts abound does so as a whole."""
    done = "一、建立名册。全区已经核对名册，累计登记两千户。\n二、加强巡查。去年以来先后出动三百人次。\n三、健全机制。"
    assert [d for _, d in flags(f"{LEAD}{done}")] == [False, False, False]
    assert [d for _, d in flags(f"{LEAD}{done.replace('健全机制', '各区要健全机制')}")] == [False, False, True]


def test_findings_are_findings_in_their_inner_lists_too():
    """What stands under 抓了以下工作 is told, in every level of it."""
    text = (
        "去年主要抓了以下工作：\n一、落实责任。一是明确专人；二是细化分工。\n二、严格执法。一是开展巡查；二是加大处罚。"
    )
    assert not extract(text).directives


def test_an_approval_orders_when_a_later_sentence_does():
    """同意…。请…。 asks for something behind the approval; an approval at the end covers what was described."""
    asks = f"{LEAD}一、同意该方案。具体项目请按程序报批。\n二、项目位于新区，由市水务集团建设。我局同意该报告书。"
    assert [d for _, d in flags(asks)] == [True, False]


def test_the_majority_of_a_spoken_list_speaks_for_the_rest():
    """Where two of three items behind 一是 order something, the third does too, unless it tells a fact."""
    text = "《意见》提出三项措施：一是加强监管；二是{}；三是完善制度。"
    assert [d for _, d in flags(text.format("以众扶促创业"))] == [True, True, True]
    assert [d for _, d in flags(text.format("网点已覆盖全市"))] == [True, False, True]


def test_an_item_that_only_closes_a_list_orders_nothing():
    """其他…情形 and items that end in 的 are parts of a condition, whatever modal word they hold."""
    text = LEAD + "有下列情形之一的，不予受理：\n（一）依法不得转让的；\n（二）法律、法规禁止的其他情形。"
    assert [d for _, d in flags(text)] == [False, False]


def test_an_explanation_repeats_demands_at_once():
    """In an interpretation an item is an order only when its first words say so."""
    text = (
        "《某某市养犬管理办法》解读\n近日，市政府印发《某某市养犬管理办法》。现解读如下：\n"
        "一、养犬人应当登记。\n二、关于调整的背景"
        + "。此前各区的规定并不一致，市民对此多有意见" * 6
        + "，因此各区应当统一标准。"
    )
    doc = extract(text, title="《某某市养犬管理办法》解读")
    assert doc.kind == "interpretation"
    assert [i.directive for e in doc.enumerations for i in e.items] == [True, False]


def test_an_explanation_may_ask_and_say_what_comes_next():
    """The question over a list orders nothing, whatever it asks; what a body says it will do binds."""
    text = (
        "《某某市养犬管理办法》答记者问\n近日，市城管局印发《某某市养犬管理办法》，负责人答记者问。\n"
        "1.问：为什么要制定办法？\n答：有两点考虑。一是扰民多；二是伤人多。\n"
        "2.问：下一步要做什么？\n答：我们将抓好两项工作：一是加强执法；二是完善系统。"
    )
    doc = extract(text, title="《某某市养犬管理办法》答记者问")
    assert doc.kind == "interpretation"
    assert [(i.directive, [n.directive for n in i.items]) for i in doc.enumerations[0].items] == [
        (False, [False, False]),
        (False, [True, True]),
    ]


def test_purpose_and_definition_of_a_law_order_nothing():
    """第一条 为了… and 所称…是指… are no directives."""
    law = "某某市养犬管理办法\n第一条 为了规范养犬行为，制定本办法。\n第二条 本办法所称犬只，是指家养犬。\n第三条 养犬应当登记。"
    assert [d for _, d in flags(law)] == [False, False, True]


@pytest.mark.parametrize(
    ("heading", "orders"),
    [
        ("加强组织领导", True),
        ("各区要压实责任", True),
        ("总体要求", False),
        ("保障措施", False),
        ("主要任务", False),
        ("公示要求", False),
    ],
)
def test_a_bare_heading_orders_what_it_says(heading, orders):
    """A heading over other items is an order when it begins with a verb of doing or holds a modal word."""
    text = LEAD + f"一、{heading}\n（一）各区要成立专班。\n（二）各街道要明确专人。\n二、附则\n（三）各区要每月通报。"
    markers = [d.marker for d in extract(text).directives]
    assert markers == ["一、"] * orders + ["（一）", "（二）", "（三）"]


@pytest.mark.parametrize(
    ("item", "order"),
    [
        ("主管部门应当征求意见。", True),
        ("变更的应当允许更正。", True),
        ("对挂车减半征收购置税。", True),
        ("收入由市财政局统一分配。", True),
        ("增值税征免年限统一调整为2年。", True),
        ("符合条件的,执行首套贷款政策。", True),
        ("针对工程领域，细化规定。", True),
        ("适应形势变化，实施扩容计划。", True),
        ("应纳税所得额。", False),
        ("委托境外企业生产的，其营业执照。", False),
        ("关于严禁赌博的决定", False),
        ("取得应税所得；", False),
    ],
)
def test_wording_of_notices_and_laws(item, order):
    """What binds without a modal word is an order; 应 inside tax words, conditions and titles are none."""
    text = LEAD + f"一、各区要成立专班。\n二、{item}\n三、各区要每月通报。"
    assert [d for _, d in flags(text)] == [True, order, True]


@pytest.mark.parametrize(
    ("item", "modality"),
    [
        ("各区要建立台账。", "obligation"),
        ("不得虚报瞒报。", "prohibition"),
        ("鼓励企业自查。", "encouragement"),
        ("坚持标本兼治，不得反弹。", "obligation"),
    ],
)
def test_modality_is_that_of_the_first_cue(item, modality):
    """Obligation, prohibition and encouragement are told apart."""
    doc = extract(f"{LEAD}一、{item}\n二、{item}")
    assert {d.modality for d in doc.directives} == {modality}


def test_who_must_act_and_who_is_responsible():
    """The subject of the modal word bears the duty; brackets and labels name the units."""
    doc = extract(
        LEAD
        + "一、修订目录。各区、各部门要按月更新。（市发展改革委牵头，市财政局、市人社局参与）\n"
        + "二、开展检查。公安机关应当依法查处。责任单位：市公安局、市交通局。"
    )
    assert [d.bearer for d in doc.directives] == ["各区、各部门", "公安机关"]
    assert doc.directives[0].responsible == ["市发展改革委", "市财政局", "市人社局"]
    assert doc.directives[1].responsible == ["市公安局", "市交通局"]


def test_a_document_without_policy_orders_nothing():
    """Lists of kind other are read, but nothing in them is an order."""
    doc = extract("村里想了办法：一是办农家乐，二是开发地下水。游客多了起来。")
    assert doc.kind == "other"
    assert len(doc.enumerations[0].items) == 2
    assert doc.directives == []


def test_a_preface_that_speaks_of_importance_announces_no_findings():
    """对…具有重要意义。 before 一、 closes a preface; what follows orders."""
    text = "关于印发纲要的通知\n各市：\n本纲要对保障供应具有重要意义。\n一、主要任务\n（一）加强调查。加快推进普查。\n（二）建立机制。完善奖励办法。"
    assert [d.number for d in extract(text).directives] == [1, 2]


def test_an_article_that_permits_orders_nothing():
    """有权 and 可以 name a right, whatever verbs follow; a modal word in the same sentence binds."""
    text = (
        "某市养犬管理办法\n第一条 任何单位有权采取措施，制止违法行为。\n"
        "第二条 养犬人可以委托他人登记，但是不得转让证件。\n第三条 养犬应当登记。"
    )
    assert [d.number for d in extract(text).directives] == [2, 3]


def test_an_article_assigns_a_task_without_a_modal_word():
    """A public body and what it does is its task in an article; in a report it is what was done."""
    text = "某市荣誉市民条例\n第一条 市人民政府根据市人大的决定，举行授予仪式。\n第二条 荣誉市民享有优待。\n第三条 证书应当统一制作。"
    assert [d.number for d in extract(text).directives] == [1, 3]


def test_a_reply_binds_only_by_what_it_undertakes():
    """In the answer to a proposal the items tell what was done, unless they say what comes next."""
    text = (
        "对第八号建议的答复\n王某代表：\n您提出的“关于完善补偿机制的建议”收悉。经研究，答复如下：\n"
        "一、加强资金支持。建立转移支付制度，安排两亿元。\n"
        "二、推进试点工作。目前已有三省开展试点。下一步，我部将继续加大支持力度。"
    )
    assert [d.number for d in extract(text, title="对第八号建议的答复").directives] == [2]


def test_what_came_of_something_is_told():
    """An item whose first sentence has 了 behind its verb orders nothing, whatever it says further on."""
    text = LEAD + "改造的作用明显：一是改善了居住环境。设施都要更新。二是激发了社区活力。老人不再搬走。"
    assert extract(text).directives == []


def test_what_is_attached_is_no_order():
    """Names of annexes begin with verbs and order nothing."""
    text = LEAD + "一、加强检查。\n二、公示结果。\n附件：1.加强管理实施方案\n2.提高效能工作指南（试行）"
    assert [d.marker for d in extract(text).directives] == ["一、", "二、"]


def test_what_stands_under_next_steps_binds():
    """Under 下一步工作安排 items order something, however deep, though the letter tells what was done."""
    text = (
        "对第九号建议的答复\n李某代表：\n您提出的“关于加强监测的建议”收悉。现答复如下：\n"
        "一、工作情况\n（一）完善制度。出台两项办法。\n（二）整合资源。建成一个平台。\n"
        "二、下一步工作安排\n（一）整合全国数据。\n（二）优化监测平台。"
    )
    assert [d.path[0] for d in extract(text).directives] == ["二、下一步工作安排"] * 2


def test_most_of_a_long_list_speaks_for_a_sentence_without_a_cue():
    """Where all others order, so does a whole sentence; the name of a thing does not."""
    silent = "管理局上划以后，产品税按照国家规定由地方财政和中央财政三七分成，有关基数的确认另行商定办法。"
    orders = "一、压实责任。\n二、加强检查。\n三、完善制度。\n"
    assert len(extract(f"{LEAD}{orders}四、{silent}").directives) == 4
    assert len(extract(f"{LEAD}{orders}四、联系方式。").directives) == 3
