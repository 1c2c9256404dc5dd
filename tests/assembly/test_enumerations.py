"""Ordered lists of the result: every family and every trap of the catalogue, through the whole pipeline."""

import pytest

from policyextract import extract

POLICY = "关于做好有关工作的通知\n各区人民政府：\n"


def items(text: str):
    """Marker, number and text of every item, nested ones behind their parent."""

    def walk(found):
        for item in found:
            yield item.marker, item.number, item.text
            yield from walk(item.items)

    return [entry for e in extract(text).enumerations if e.family != "bare" for entry in walk(e.items)]


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("会议强调，一要摸清底数。二要依法查处。三要建章立制。", ["一要", "二要", "三要"]),
        ("主要做法：一是限期整治；二是依法查处；三是举一反三。", ["一是", "二是", "三是"]),
        ("现通知如下：\n一、摸清底数。\n二、分类处置。", ["一、", "二、"]),
        ("（一）简化程序。\n（二）压缩时限。", ["（一）", "（二）"]),
        ("(一)简化程序。\n(二)压缩时限。", ["(一)", "(二)"]),
        ("㈠简化程序。\n㈡压缩时限。", ["㈠", "㈡"]),
        ("1.核对身份。\n2.登记造册。", ["1.", "2."]),
        ("１．核对身份。\n２．登记造册。", ["１．", "２．"]),
        ("⒈核对身份。\n⒉登记造册。", ["⒈", "⒉"]),
        ("1、核对身份。\n2、登记造册。", ["1、", "2、"]),
        ("（1）立案；\n（2）调查；\n（3）决定。", ["（1）", "（2）", "（3）"]),
        ("1）立案；\n2）调查。", ["1）", "2）"]),
        ("⑴立案；\n⑵调查。", ["⑴", "⑵"]),
        ("材料包括：①申请书；②证明。", ["①", "②"]),
        ("他提出建议：第一，坚持对话。第二，扩大开放。", ["第一，", "第二，"]),
        ("理由有二：其一，事实清楚。其二，程序合法。", ["其一，", "其二，"]),
        ("首先，要压实责任。其次，要完善制度。最后，要强化监督。", ["首先，", "其次，", "最后，"]),
        ("第一条 为了规范停车，制定本办法。\n第二条 停车应当入位。", ["第一条", "第二条"]),
        ("第１０条以前从略。\n第 1 條 本細則依法訂定。\n第 2 條 申請應備文件。", ["第1條", "第2條"]),
        ("第一条 甲事项应当公示。\n第一条之一 乙事项应当公示。\n第二条 丙。", ["第一条", "第一条之一", "第二条"]),
        ("条件：一要有理想；二要有本领；三是守纪律。", ["一要", "二要", "三是"]),
    ],
)
def test_every_family_is_read(text, markers):
    """Markers of each family, ASCII and full width, make a list."""
    assert [m.replace(" ", "") for m, _, _ in items(text)] == markers


@pytest.mark.parametrize(
    "text",
    [
        "发展是第一要务，二要素市场加快建设。",
        "各地要统一要求，进一步要件齐全。",
        "落实四要素报送，补齐三要件。",
        "一是一，二是二，不能含糊。",
        "星期一是休息日，五一是假期。",
        "一、二线城市房价平稳。二、三线城市成交回升。",
        "三、四季度各检查一次。",
        "五、六月份降雨偏多，十一、元旦客流增加。",
        "投资1.5亿元，增长2.0%，升级到3.0版。",
        "符合第（一）项、第（二）项、第（三）项规定的，可以申请。",
        "违反第一条规定的，依照第二条处罚。",
        "第一时间处置，第二批名单公布。",
        "第一书记到村，第一责任人负责。",
        "首先感谢大家，最后祝愿成功。",
        "唯一要做的是等待。",
        "国发〔2022〕12号、GB/T 2260-2007、“8·12”事故。",
    ],
)
def test_a_trap_is_no_list(text):
    """Numerals in ordinary words, ranges, citations and versions make no list."""
    assert items(text) == []


def test_the_list_of_one_paragraph_ends_before_another_speaker():
    """The last item stops at the next lead-in."""
    found = items("会议强调，一要摸清底数。逐户登记。二要依法查处。从严处理。会议还要求，各地要报告进展。")
    assert found[-1] == ("二要", 2, "依法查处。从严处理。")


def test_markup_does_not_break_items():
    """Markers cut from their text by tags, and items split by <br>, are read."""
    page = "<div><p>会议强调，</p><p><strong>一要</strong>聚焦重点。<br/>　　二要<span>摸清</span>底数。</p></div>"
    assert [(m, t) for m, _, t in items(page)] == [("一要", "聚焦重点。"), ("二要", "摸清底数。")]


def test_nested_families_become_a_tree():
    """（一） under 一、 and 1. under （一）: levels, and the parent's text holds its children's."""
    text = "一、工作重点\n（一）摸底排查。\n1.建立台账；\n2.定期更新。\n（二）集中整治。\n二、工作要求\n抓好落实。"
    [enumeration] = extract(text).enumerations
    first = enumeration.items[0]
    assert [i.level for i in (first, first.items[0], first.items[0].items[1])] == [1, 2, 3]
    assert first.text.endswith("（二）集中整治。")
    assert first.items[0].items[1].path == ["一、工作重点", "（一）摸底排查"]


def test_chapters_feed_the_path_of_articles():
    """Chapters are no items; articles of several chapters are one list."""
    text = "第一章 总则\n第一条 为了规范养犬，制定本办法。\n第二章 登记\n第二条 养犬应当登记。\n第三条 犬只应当免疫。"
    [enumeration] = extract(text).enumerations
    assert [i.number for i in enumeration.items] == [1, 2, 3]
    assert enumeration.items[1].path == ["第二章 登记"]


def test_a_second_first_number_is_a_second_list():
    """一是 behind a new lead-in begins a list with that lead-in."""
    doc = extract("会议指出，一是形势向好。二是基础稳固。会议强调，一是加强领导。二是压实责任。")
    assert [(e.lead_in, len(e.items)) for e in doc.enumerations] == [("会议指出", 2), ("会议强调", 2)]


def test_a_missing_number_is_kept_with_a_warning():
    """一、二、四、 is one list with a gap."""
    doc = extract("一、摸底。\n二、整治。\n四、总结。")
    assert [i.number for i in doc.enumerations[0].items] == [1, 2, 4]
    assert [w.code for w in doc.warnings] == ["sequence-gap"]


def test_a_repeated_number_is_kept_with_a_warning():
    """一、二、二、三、 is one list of four."""
    doc = extract("一、摸底。\n二、整治。\n二、督查。\n三、总结。")
    assert [i.number for i in doc.enumerations[0].items] == [1, 2, 2, 3]
    assert [w.code for w in doc.warnings] == ["sequence-duplicate"]


def test_evidence_is_the_item_with_its_marker():
    """The evidence of an item proves marker and text."""
    doc = extract("会议强调，一要摸清底数。二要依法查处。")
    spans = [i.evidence[0] for i in doc.enumerations[0].items]
    assert [s.text for s in spans] == ["一要摸清底数。", "二要依法查处。"]
    assert all(doc.text[s.start : s.end] == s.text for s in spans)


@pytest.mark.parametrize("heading", ["落实税费政策", "落实税费政策，减轻企业负担"])
def test_markers_glued_to_a_heading_begin_items(heading):
    """Where the page lost the break behind a heading, the marker glued to it still continues the list."""
    text = (
        "某某市关于扶持企业的意见\n一、加大财政支持\n（一）设立基金。扩大规模。\n（二）简化申领。\n"
        f"二、{heading}（三）完善优惠。扩大范围。\n（四）清理收费。"
    )
    first, second = extract(text).enumerations[0].items
    assert [i.marker for i in first.items] == ["（一）", "（二）"]
    assert [i.marker for i in second.items] == ["（三）", "（四）"]


def test_a_reference_behind_two_commas_is_no_item():
    """A heading has one comma at most, and a list goes on with its next number."""
    head = "某某市关于扶持企业的意见\n一、加大财政支持\n（一）设立基金。\n（二）简化申领。\n二、"
    for second in ("各区收到后，对照前述，落实（三）所列事项。", "落实政策，办理前述（二）所列事项。"):
        assert [i.items for i in extract(head + second).enumerations[0].items][1] == []


def test_a_hard_wrapped_list_keeps_its_items():
    """Lines of one width are joined again, but not those that begin like items."""
    wide = "各区各部门要认真落实本通知各项要求，压紧压实工作责任确保取得实效并"
    lines = ["某某市通知", *(f"（{n}）{wide[:32]}\n{wide[:35]}\n按时报送。" for n in "一二三四")]
    [items] = [e.items for e in extract("\n".join(lines)).enumerations]
    assert [i.number for i in items] == [1, 2, 3, 4]


def test_points_under_the_last_heading_are_its_own():
    """A list without numbers belongs to the heading above it, however many points it has."""
    points = "".join(f"<li>请{unit}抓好落实。</li>" for unit in ("各区", "各镇", "各村"))
    page = f"<h1>会议纪要</h1><p>一、加强排查。</p><p>二、其他</p><ul>{points}</ul><p>会议还通报了情况。</p>"
    assert items(page)[-1][2] == "其他\n请各区抓好落实。\n请各镇抓好落实。\n请各村抓好落实。"


def test_list_without_its_first_item_is_kept_with_a_warning():
    """Three in a row are a list; what is missing is said."""
    doc = extract("会议要求，各地要摸清底数。二要依法查处。三要压实责任。四要完善制度。", published="2022-04-22")
    (numbered,) = [e for e in doc.enumerations if e.family == "n-yao"]
    assert [i.marker for i in numbered.items] == ["二要", "三要", "四要"]
    assert [(w.code, w.span.text) for w in doc.warnings] == [("sequence-gap", "二要")]
