"""RE2 programs and the cheap questions before them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from policyextract.cleaning.programs import Lines, Program, Words, required, widest

WORDS = ["扫一扫", "一扫", "责任编辑", "编", "(APP)", "大|"]


def test_spans_count_characters() -> None:
    """Offsets are characters, in front of the match and inside it."""
    program = Program("第(?P<number>[0-9]+)号|(?P<word>文号)")
    text = "甲😀第12号、文号"
    found = list(program.finditer(text))
    assert [text[a:b] for (a, b), *_ in found] == ["第12号", "文号"]
    assert [text[slice(*spans[program.groupindex["number"]])] for spans in found[:1]] == ["12"]
    assert found[1][program.groupindex["number"]] == (-1, -1)


def test_empty_matches_are_none() -> None:
    """A pattern that may match nothing gives only what it matches."""
    assert [span for span, *_ in Program("中*").finditer("国中中国")] == [(1, 3)]


def test_begins_is_the_beginning() -> None:
    """``begins`` and ``match`` look at the beginning of a text only."""
    program = Program("附件(?P<number>[0-9])?:")
    assert program.begins("附件1:名单") and program.match("附件:") == [(0, 3), (-1, -1)]
    assert not program.begins("见附件1:") and program.match("见附件1:") is None


def test_classes_of_han_need_no_word() -> None:
    """A property inside a class is not read as a word that must stand in the text."""
    assert required([r"[\p{Han} ]{2,8}"]) is None
    assert required([r"[\p{Han}A-Z]{2,8}(?:印发|转发)"]) == {"印发", "转发"}
    assert widest(r"[\p{Han} ]{2,8}号") == 9
    assert widest("[^。]*") is None


@given(st.text("扫一责任编辑(AP)大|国"))
def test_words_are_found_as_a_search_would(text: str) -> None:
    """Some place is given exactly when one of the words stands in the text, and each place is inside a word."""
    places = Words(WORDS).places(text)
    inside = {i for word in WORDS for found in re.finditer(f"(?={re.escape(word)})", text) for i in
              range(found.start(), found.start() + len(word))}  # fmt: skip
    assert bool(places) == bool(inside)
    assert set(places) <= inside


@given(st.lists(st.text("扫一责任编辑(AP)大|国", min_size=1), min_size=1))
def test_each_line_with_a_word_is_found(texts: list[str]) -> None:
    """No line that holds a word is missed."""
    keys = [i * 2 for i in range(len(texts))]
    found = set(Lines(keys, texts).holding(Words(WORDS)))
    assert found == {key for key, text in zip(keys, texts, strict=True) if any(word in text for word in WORDS)}


def test_lines_are_asked_together() -> None:
    """A program of whole lines says which of several lines it covers."""
    assert Lines([3, 5, 8], ["一、总则", "正文一、", "二、附则"]).matching(Program("(?m)^[一二]、.+$")) == {3, 8}


def test_long_lines_are_left_out() -> None:
    """Of several lines those are asked that are short enough, by their own keys."""
    assert Lines([3, 5, 8], ["附件1", "附件12", "附件"]).up_to(3).matching(Program("(?m)^附.+$")) == {3, 8}


def test_counts_are_kept() -> None:
    """A count that is left out of the cheap question counts in the answer."""
    program = Program("(?m)^.{0,20}号.{2,18}令$")
    assert program.begins("甲" * 20 + "号" + "乙" * 18 + "令")
    assert not program.begins("甲" * 21 + "号" + "乙" * 18 + "令")
    assert not program.begins("甲号乙令")
    assert [span for span, *_ in program.finditer("号乙乙乙令")] == [(0, 5)]
    late = "号" + "丙" * 30 + "\n号乙乙令"  # the cheap question matches nothing that begins behind the answer
    assert [span for span, *_ in Program("号.{2,18}令").finditer(late)] == [(32, 36)]
    assert [span for span, *_ in Program("号[^甲]{2,18}令").finditer(late.replace("\n", ""))] == [(31, 35)]
