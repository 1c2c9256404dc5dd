"""Which marker candidates make a growing sequence."""

import pytest

from policyextract.engine.sequences import Edge, Family, Marker, find_chains
from tests.engine.lists import candidates, read, texts, tree

YAO = Family("n-yao")


def numbers(text, confirm=lambda marker: True):
    return [(c.family.id, c.numbers) for c in find_chains(candidates(text), confirm)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议强调,一要摸清底数。二要依法查处。", [("n-yao", [1, 2])]),
        ("一、甲。\n二、乙。\n三、丙。", [("cn-dun", [1, 2, 3])]),
        ("首先,压实责任。其次,完善制度。最后,强化监督。", [("first-then", [1, 2, 3])]),
        ("措施有①建库,②编码,③联网。", [("circled", [1, 2, 3])]),
        ("目标:\n--生态优先。\n--分类施策。", [("dash", [1, 2])]),
    ],
)
def test_a_growing_sequence_is_a_chain(text, expected):
    """Markers that count up from the family's first number make one chain, wherever they stand."""
    assert expected == numbers(text)


@pytest.mark.parametrize("text", ["最后三要持之以恒。", "二要查处。三要整改。", "一、甲。\n乙。", "--记者手记\n正文。"])
def test_a_lone_or_headless_marker_is_no_list(text):
    """A list has at least two markers and begins with the family's first number."""
    assert numbers(text) == []


def test_a_single_article_stands_alone():
    """Families marked as lone may have one item."""
    assert numbers("第一条 本办法自公布之日起施行。") == [("article", [1])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第五条 甲应当登记。\n第六条 乙。\n第七条 丙。", [("article", [5, 6, 7])]),
        ("第八条 见附件。\n第十二条 甲。\n第十三条 乙。\n第十四条 丙。", [("article", [12, 13, 14])]),
        ("第五条 甲。\n第六条 乙。", []),
        ("第五条 甲。\n第六条 乙。\n第八条 丙。", []),
        ("五、甲。\n六、乙。\n七、丙。", []),
        ("二、甲。\n三、乙。\n四、丙。", [("cn-dun", [2, 3, 4])]),
        ("会议要求,要甲。二要乙。三要丙。四要丁。", [("n-yao", [2, 3, 4])]),
        ("二、甲。\n三、乙。", []),
        ("一、甲。\n二、乙。\n会议听取了汇报。\n二、丙。\n三、丁。\n四、戊。", [("cn-dun", [1, 2, 2, 3, 4])]),
        ("2.甲类。\n1.乙。\n2.丙。\n3.丁。", [("digit-dot", [1, 2, 3])]),
        ("第一条 甲。\n第二条 乙。\n第八条 丙。\n第九条 丁。\n第十条 戊。", [("article", [1, 2])]),
    ],
)
def test_an_excerpt_may_begin_in_the_middle(text, expected):
    """Three in a row are a list without the first, where none of the kind is under way; none but articles from far on."""
    assert numbers(text) == expected


def test_a_new_first_number_starts_a_new_list():
    """A second 一要 behind a new lead-in restarts; the first list keeps its items."""
    text = "会议指出,一要甲。二要乙。\n会议强调,一要丙。二要丁。三要戊。"
    assert numbers(text) == [("n-yao", [1, 2]), ("n-yao", [1, 2, 3])]


def test_numbers_may_go_on_across_parents():
    """（三） under 二、 goes on from （二） under 一、 without a restart."""
    text = "一、总则\n(一)甲。\n(二)乙。\n二、分则\n(三)丙。\n(四)丁。"
    expected = [("cn-dun", [(1, [("cn-bracket", [(1, []), (2, [])])]), (2, [("cn-bracket", [(3, []), (4, [])])])])]
    assert expected == tree(read(text))


def test_a_missing_number_is_kept_and_flagged():
    """七、 then 十、 is one list with a gap before its eighth item."""
    text = "\n".join(f"{n}、事项。" for n in "一二三四五六七十")
    [chain] = find_chains(candidates(text))
    assert (chain.numbers, chain.gaps) == ([1, 2, 3, 4, 5, 6, 7, 10], [7])


def test_a_repeated_number_is_kept_and_flagged():
    """A number printed twice at the start of blocks is a slip, not a new list."""
    [chain] = find_chains(candidates("一、甲。\n二、乙。\n二、丙。\n三、丁。"))
    assert (chain.numbers, chain.duplicates) == ([1, 2, 2, 3], [2])


def test_families_of_one_kin_continue_each_other():
    """一要…二要…三是… is one list of three when no 一是 list is open."""
    assert numbers("条件:一要有理想;二要有知识;三是守纪律。") == [("n-yao", [1, 2, 3])]


def test_a_nested_list_of_the_same_kin_is_its_own():
    """一是 and 二是 inside 一要 do not disturb 二要."""
    text = "会议强调,一要抓落实,做到一是定人,二是定责。二要抓监督。"
    assert tree(read(text)) == [("n-yao", [(1, [("n-shi", [(1, []), (2, [])])]), (2, [])])]


def test_a_stronger_edge_ahead_wins():
    """五、六月 in running text does not take the place of the real 五、 at the start of a block."""
    text = "\n".join(f"{n}、事项。" for n in "一二三四") + "五、六月检查。\n五、总结。"
    [chain] = find_chains(candidates(text))
    assert chain.edge == Edge.BLOCK
    assert text.rindex("五、") == chain.markers[-1].start


def test_the_segmenter_is_asked_about_weak_edges_only():
    """A strong left edge in a growing list is believed without asking."""
    asked = []
    numbers("一要紧盯目标。二要从严从实,三要统筹,四要务求实效。", lambda m: asked.append(m.number) or True)
    assert {3, 4} == set(asked)


def test_a_refused_weak_marker_is_left_out():
    """What the segmenter refuses is no marker."""
    assert numbers("一要摸底。二要查处,统一三要件。", lambda m: False) == [("n-yao", [1, 2])]


def test_of_overlapping_markers_the_longer_stands():
    """（1） is not also 1）."""
    long, short = Marker(YAO, 0, 3, 1, Edge.BLOCK, 0), Marker(Family("x"), 1, 3, 1, Edge.WEAK, 0)
    later = Marker(YAO, 10, 13, 2, Edge.BLOCK, 1)
    [chain] = find_chains([short, later, long])
    assert [long, later] == chain.markers


@pytest.mark.parametrize(
    ("behind", "expected"),
    [("第三条 丙。", [1, 2, 3]), ("第四条 丁。", [1])],
)
def test_an_article_that_lost_its_line_break_continues_when_the_next_one_follows(behind, expected):
    """However long the article before it is; a citation is followed by no such article."""
    text = "第一条 材料:\n甲。\n乙。\n丙。\n丁。第二条 受理。\n" + behind
    assert dict(numbers(text))["article"] == expected


def test_an_inline_marker_far_away_does_not_continue():
    """A 二是 ten paragraphs on belongs to something else."""
    assert numbers("问题一是资金不足。\n" + "其他情况。\n" * 10 + "原因在于:二是管理不严。") == []


def test_extents_of_the_two_lists_of_one_paragraph():
    """Each item ends where the next of its list begins."""
    text = "会议指出,一是甲。二是乙。会议强调,一是丙;二是丁。"
    assert texts(read(text), text) == ["甲。", "乙。", "丙;", "丁。"]
