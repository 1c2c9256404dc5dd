"""What stands inside what, and where items end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.lists import CIRCLED, NUMERALS, read, texts, tree

WORDS = ["摸清底数", "依法查处", "完善制度", "加强督导", "建立台账", "公开信息", "定期通报", "落实责任", "按期整改"]


def last(text):
    return texts(read(text), text)[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议强调,一要摸底。二要查处。会议还要求,各地要报告。", "查处。"),
        ("一是甲,二是乙。村里的水厂投产了。", "乙。"),
        ("一要摸底。逐户登记。二要查处。依法从严。他表示,将跟进。", "查处。依法从严。"),
        ("一要摸底。逐户登记。二要查处。依法从严。\n王某参加座谈。", "查处。依法从严。"),
        ("一、甲。\n二、乙。\n某某局\n2022年4月1日", "乙。"),
        ("一、甲。\n二、联系方式\n电话见附表。\n其他。", "联系方式\n电话见附表。"),
        ("一、甲。\n说明甲。\n二、乙。\n说明乙。\n其他。", "乙。\n说明乙。"),
        ("一、甲。\n说明甲。\n二、乙。\n此外,丙。", "乙。"),
        ("目录\n一、总则\n二、附则\n附表一", "附则"),
        ("一要摸底。二要查处", "查处"),
    ],
)
def test_the_last_item_ends_where_its_instruction_ends(text, expected):
    """A last item keeps what elaborates it and stops at another subject, a lead-in or the end of its block."""
    assert expected == last(text)


def test_a_middle_item_keeps_its_paragraphs():
    """Items that are not the last run to the next marker."""
    text = "第一条 甲。\n违反前款的,乙。\n第二条 丙。"
    assert texts(read(text), text) == [" 甲。\n违反前款的,乙。", " 丙。"]


def test_a_parent_holds_its_children():
    """The extent of an item includes the lists nested in it, and its own closing paragraph."""
    text = "一、重点\n(一)甲。\n(二)乙。\n以上由各区负责。\n二、要求"
    assert texts(read(text), text) == ["重点\n(一)甲。\n(二)乙。\n以上由各区负责。", "甲。", "乙。", "要求"]


def test_a_list_behind_a_lead_in_is_not_nested():
    """A new lead-in closes the last item, so the next list is outermost."""
    text = "一、甲。\n二、乙。\n会议强调,一要丙。二要丁。"
    assert tree(read(text)) == [("cn-dun", [(1, []), (2, [])]), ("n-yao", [(1, []), (2, [])])]


def test_levels_may_be_skipped():
    """1. directly under 一、 is its child."""
    text = "一、材料\n1.申请表;\n2.证明。\n二、时限"
    assert tree(read(text)) == [("cn-dun", [(1, [("digit-dot", [(1, []), (2, [])])]), (2, [])])]


def test_an_outer_kind_behind_an_inner_one_is_a_list_of_its_own():
    """一、 behind the last 五是 begins a new outermost list."""
    text = "做法:一是甲;二是乙。\n要求如下:\n一、丙。\n二、丁。"
    assert tree(read(text)) == [("n-shi", [(1, []), (2, [])]), ("cn-dun", [(1, []), (2, [])])]


def test_chapters_split_the_articles():
    """Articles count on through the chapters, and end before the next chapter's heading."""
    text = "第一章总则\n第一条 甲。\n第二条 乙。\n第二章罚则\n第三条 丙。\n第四条 丁。"
    branches = read(text)
    assert tree(branches) == [
        ("chapter", [(1, [("article", [(1, []), (2, [])])]), (2, [("article", [(3, []), (4, [])])])])
    ]
    assert texts(branches, text)[2] == " 乙。"
    assert [n.level for n in branches[0].nodes[0].lists[0].nodes] == [1, 1]


def test_a_list_that_goes_on_under_the_next_heading_leaves_nothing_between():
    """Where 2. follows under 二、, what stands before 二、 is all 1.'s; a closing formula is not."""
    text = "一、乙\n1.甲。\n丁。\n二、丙\n2.戊。\n本办法己。\n三、庚\n3.辛。"
    assert [t for t in texts(read(text), text) if "甲" in t or "戊" in t] == [
        "乙\n1.甲。\n丁。",
        "甲。\n丁。",
        "丙\n2.戊。\n本办法己。",
        "戊。",
    ]


def test_a_remark_in_brackets_belongs_to_the_last_item():
    """Who is responsible stands behind the full stop."""
    text = "1.甲。2.乙。(市医保局负责)丙。"
    assert texts(read(text), text) == ["甲。", "乙。(市医保局负责)"]


def test_a_last_sentence_much_shorter_than_its_siblings_is_but_a_heading():
    """Siblings of one sentence each cut a last item behind its first, but not behind a few words."""
    text = f"一要{'甲' * 40}。二要{'乙' * 40}。三要丙。{'丁' * 40}。"
    assert texts(read(text), text)[-1] == f"丙。{'丁' * 40}。"


# Any list in any family and nesting is read back as the same tree.

RENDER = {
    "article": lambda n: f"第{NUMERALS[n - 1]}条",
    "cn-dun": lambda n: f"{NUMERALS[n - 1]}、",
    "cn-bracket": lambda n: f"({NUMERALS[n - 1]})",
    "digit-dot": lambda n: f"{n}.",
    "digit-dun": lambda n: f"{n}、",
    "digit-bracket": lambda n: f"({n})",
    "circled": lambda n: CIRCLED[n - 1],
    "n-yao": lambda n: f"{NUMERALS[n - 1]}要",
    "n-shi": lambda n: f"{NUMERALS[n - 1]}是",
    "di-n": lambda n: f"第{NUMERALS[n - 1]},",
    "qi-n": lambda n: f"其{NUMERALS[n - 1]},",
}
KIN = {"digit-dun": "digit", "digit-dot": "digit", "n-yao": "clause", "n-shi": "clause"}


@st.composite
def lists(draw, used=frozenset(), depth=0):
    """A tree: the family, and for each item its words and nested list."""
    free = sorted(f for f in RENDER if KIN.get(f, f) not in used)
    family = draw(st.sampled_from(free))
    items = []
    for _ in range(draw(st.integers(2, 5))):
        nested = None
        if depth < 3 and draw(st.integers(0, 3)) == 0:
            nested = draw(lists(used | {KIN.get(family, family)}, depth + 1))
        items.append((draw(st.sampled_from(WORDS)), nested))
    return family, items


def render(spec, inline):
    """The text of a tree, each item in its own paragraph or all in one."""
    family, items = spec
    parts = []
    for n, (words, nested) in enumerate(items, 1):
        parts.append(RENDER[family](n) + words + (":" if nested else "。"))
        if nested:
            parts.append(render(nested, inline))
    return ("" if inline else "\n").join(parts)


def shape(spec):
    family, items = spec
    return (family, [(n, [shape(nested)] if nested else []) for n, (_, nested) in enumerate(items, 1)])


@given(lists(), st.booleans())
def test_any_list_is_read_back_as_the_same_tree(spec, inline):
    """Whatever the families, the nesting and the layout, the tree that was written is the tree that is read."""
    assert [shape(spec)] == tree(read(render(spec, inline)))
