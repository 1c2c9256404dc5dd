"""Marks inside a text carry the expectation of a test."""

import pytest

from policyextract.toolkit.marks import Mark, MarkError, parse_marks


def test_nested_marks_count_in_the_plain_text() -> None:
    """Offsets are those of the text without marks; outer marks come first."""
    text, marks = parse_marks('于<date value="XXXX-04-21"><month>4</month>月<day>21</day>日</date>召开')
    assert text == "于4月21日召开"
    assert marks == [Mark("date", 1, 6, {"value": "XXXX-04-21"}), Mark("month", 1, 2), Mark("day", 3, 5)]


def test_items_are_marked_by_number() -> None:
    """A list item is marked with its number."""
    assert [mark.name for mark in parse_marks("<1>一要查。</1><2>二要改。</2>")[1]] == ["1", "2"]


def test_other_angle_brackets_are_text() -> None:
    """A comparison sign or a title in single brackets is no mark."""
    assert parse_marks("PM<2.5，a < b，<通知>") == ("PM<2.5，a < b，<通知>", [])


@pytest.mark.parametrize("text", ["<a>x", "x</a>", "<a><b>x</a></b>"])
def test_unbalanced_marks_are_refused(text: str) -> None:
    """A mark that is never closed, or closed in the wrong order, is the author's error."""
    with pytest.raises(MarkError):
        parse_marks(text)
