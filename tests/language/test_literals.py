"""Required literals: every match of a pattern holds one of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.language.edges import EDGE, edge_characters
from policyextract.language.literals import derive


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("为期(?:半年|一年)", {"为期半年", "为期一年"}),
        ("[0-9]{1,2}月", {f"{n}月" for n in range(10)}),
        ("(?:甲乙)?丙丁", {"丙丁"}),
        ("(?:甲乙|丙丁)+.", {"甲乙", "丙丁"}),
        (r"(?:^|[\x{201d}。])\s*发布", {"发布"}),
        ("(?:^|。)[一二三]要", {"一要", "二要", "三要"}),
    ],
)
def test_literals_of_ordinary_patterns(pattern: str, literals: set[str]) -> None:
    """The rarest of the sets that a pattern cannot do without is chosen."""
    assert derive(pattern).plain == literals


@pytest.mark.parametrize("pattern", ["(?i)abc", ".*", "甲?", "[^甲]+", "(?:甲|.)"])
def test_no_literal_when_none_is_needed(pattern: str) -> None:
    """A pattern that can match without any of its characters has no literal."""
    assert derive(pattern).plain is None


pieces = st.recursive(
    st.sampled_from(["甲", "乙", "丙", "[甲乙]", "丁戊", "."]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda p: f"(?:{'|'.join(p)})"),
        inner.map(lambda p: f"(?:{p})?"),
        inner.map(lambda p: f"(?:{p}){{1,2}}"),
    ),
    max_leaves=8,
)


@given(pieces, st.text("甲乙丙丁戊己", max_size=12))
def test_every_match_holds_a_literal(pattern: str, text: str) -> None:
    """Whatever the pattern, a match without any of its literals does not exist."""
    literals = derive(pattern)
    for match in re.finditer(pattern, text):
        if literals.plain is not None:
            assert any(t in match[0] for t in literals.plain)
        if literals.width is not None:
            assert len(match[0]) <= literals.width


edged = st.tuples(
    st.sampled_from(["", "^", "(?:^|丁)", "[^甲]", "丙?"]), pieces, st.sampled_from(["", "$", "(?:乙|$)"])
)


@given(edged.map("".join), st.text("甲乙丙丁戊己", max_size=12))
def test_every_match_holds_a_key_between_its_neighbours(pattern: str, text: str) -> None:
    """A match has a key with the right characters beside it, so that no other place need be tried."""
    literals = derive(pattern)
    near = {key: (before, after) for keys, before, after in literals.near for key in keys}

    def fits(key: str, at: int) -> bool:
        before, after = near.get(key, ("", ""))
        end = at + len(key)
        left, right = text[at - 1] if at else EDGE, text[end] if end < len(text) else EDGE
        return text.startswith(key, at) and (not before or left in before) and (not after or right in after)

    for match in re.finditer(pattern, text):
        if literals.plain:
            assert any(fits(key, at) for key in literals.plain for at in range(match.start(), match.end()))


@given(st.sampled_from(["", "(?:^|丁)", "[^甲]", "丙?"]), pieces, st.text("甲乙丙丁戊己", max_size=12))
def test_a_match_of_a_led_pattern_begins_with_a_key(left: str, core: str, text: str) -> None:
    """Where a pattern is led by its keys, no match begins elsewhere."""
    literals = derive(f"{left}({core})")
    for match in re.finditer(f"{left}({core})", text):
        if literals.leads and literals.plain:
            assert match[1].startswith(tuple(literals.plain))


@pytest.mark.parametrize(
    ("pattern", "leads"),
    [
        ("[，。](部署[^。]*行动)", True),
        ("(?:^|。)((?:另外|此外)，[^。]*)", True),
        ("((?:第|前)三季度)", True),
        ("(" + "|".join(f"{chr(i)}行动" for i in range(0x4E00, 0x5000)) + ")", True),
        ("(第?三季度)", False),
        ("([0-9]+年底)", False),
        ("(\\b部署)", False),
        ("(?:部署)行动", False),
    ],
)
def test_patterns_led_by_their_keys(pattern: str, leads: bool) -> None:
    """A core is led by its keys when it begins with one and does not look back."""
    assert derive(pattern).leads is leads


@pytest.mark.parametrize(
    ("pattern", "goes_on"),
    [
        ("((?P<d>{d})(?: ?[上下]午)?)", set(" 上下")),
        ("((?P<d>{d}))", set()),
        ("[，。]((?P<d>{d})起?)", {"起"}),
        ("((?P<d>{d})前)", None),
        ("((?P<d>{d})起?)(?:施行)", None),
        ("((?P<d>{d})(?:[^。]{0,3}前)?)", None),
        ("((?:{d}|今天)起?)", None),
        ("((?:起|自){d})", None),
    ],
)
def test_annotations_that_are_a_match_by_themselves(pattern: str, goes_on: set[str] | None) -> None:
    """What a longer match goes on with is known where the annotation alone is one, too."""
    mark = "\ue000"
    found = derive(pattern.replace("{d}", f"(?:{mark}\uf8ff*)"), frozenset({mark})).goes_on
    assert found == (None if goes_on is None else frozenset(goes_on))


@pytest.mark.parametrize(
    ("pattern", "first", "last"),
    [
        ("[的者]", "的者", "的者"),
        ("的?(?:规定|要求)", "的规要", "定求"),
        ("第?[一二]{2,3}", "第一二", "一二"),
        ("规定[^条]", "规", None),
        ("的?", None, None),
        ("规定|$", None, None),
        ("[^条]", None, None),
    ],
)
def test_edge_characters_of_a_pattern(pattern: str, first: str | None, last: str | None) -> None:
    """What every match begins and ends with, or nothing when it may be anything or be empty."""
    assert edge_characters(pattern) == (None if first is None else frozenset(first))
    assert edge_characters(pattern, last=True) == (None if last is None else frozenset(last))


@pytest.mark.parametrize(
    ("pattern", "plain", "closed"),
    [
        (r"[\p{Han}A-Z]{2,9}行动", {"行动"}, True),
        (r"[^\p{Han}]行动", {"行动"}, False),
        (r"\p{P}行动", {"行动"}, False),
        (r"\P{Han}行动", {"行动"}, False),
        (r"[\]\p{Han}]行动", {"行动"}, True),
    ],
)
def test_classes_by_property_may_stand_in_a_class(pattern: str, plain: set[str], closed: bool) -> None:
    """No part of a class is taken for text, and only Chinese characters are known to be no full stop."""
    found = derive(pattern)
    assert (found.plain, found.closed) == (plain, closed)
