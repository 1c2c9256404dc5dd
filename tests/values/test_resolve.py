"""Resolution along the chain of anchors."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.dates import read_date
from policyextract.values.resolve import Anchor, Anchors, days, resolve

APRIL = Anchors(references=(Anchor("published", 2022, 4, 22),))
JANUARY = Anchors(references=(Anchor("published", 2022, 1, 10),))
DECEMBER = Anchors(references=(Anchor("published", 2021, 12, 20),))
NUMBER = Anchors(references=(Anchor("document_number", 2019),))
CLOSED = re.compile(
    r"--\d\d(-\d\d)?(/--\d\d(-\d\d)?)?|(\.\./)?{v}|{v}/{v}|{v}/\.\.".replace(
        "{v}", r"\d{4}(-\d\d(-\d\d)?|-Q[1-4]|-H[12])?"
    )
)


def _value(slots: dict[str, str], anchors: Anchors, **changes: object) -> str | None:
    expression = read_date(slots)
    assert expression is not None
    given = {f: getattr(anchors, f) for f in ("references", "text", "previous", "future", "issued")}
    return resolve(expression, Anchors(**{**given, **changes})).value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("slots", "anchors", "value"),
    [
        ({"month": "4", "day": "21"}, APRIL, "2022-04-21"),
        ({"month": "12", "day": "28"}, JANUARY, "2021-12-28"),
        ({"month": "6"}, APRIL, "2022-06"),
        ({"day": "20"}, APRIL, "2022-04-20"),
        ({"day": "28"}, APRIL, "2022-03-28"),
        ({"month": "1", "day": "15", "until": "前"}, DECEMBER, "../2022-01-15"),
        ({"month": "4", "day": "21"}, NUMBER, "2019-04-21"),
        ({"day": "21"}, NUMBER, None),
        ({"day": "+0"}, NUMBER, None),
        ({"month": "4"}, Anchors(), None),
        ({"year": "-1", "part": "end"}, APRIL, "2021-12-31"),
        ({"year": "+0", "to_year": "+1"}, APRIL, "2022/2023"),
        ({"quarter": "4"}, JANUARY, "2021-Q4"),
        ({"quarter": "-1"}, JANUARY, "2021-Q4"),
        ({"half": "2", "year": "-1"}, APRIL, "2021-H2"),
        ({"count": "3", "count_unit": "quarter", "side": "first"}, APRIL, "2022-01/2022-09"),
        ({"month": "-1", "part": "end"}, APRIL, "2022-03-31"),
        ({"month": "2", "part": "late"}, APRIL, "2022-02-21/2022-02-28"),
        ({"weekday": "2"}, APRIL, "2022-04-19"),
        ({"weekday": "7"}, APRIL, None),
        ({"weekday": "3", "week": "+1"}, APRIL, "2022-04-27"),
        ({"week": "-1"}, APRIL, "2022-04-11/2022-04-17"),
        ({"offset": "8", "offset_unit": "year", "direction": "-1"}, APRIL, "2014"),
        ({"offset": "3", "offset_unit": "day", "direction": "+1"}, APRIL, "2022-04-25"),
        ({"offset": "2", "offset_unit": "month", "direction": "-1"}, APRIL, "2022-02"),
        ({"recurs": "year", "month": "3", "day": "31", "until": "前"}, APRIL, "--03-31"),
        ({"recurs": "month", "day": "10"}, APRIL, None),
        ({"month": "12", "day": "28", "to_month": "1", "to_day": "5"}, JANUARY, "2021-12-28/2022-01-05"),
        ({"month": "12", "day": "28", "to_month": "1", "to_day": "5"}, DECEMBER, "2021-12-28/2022-01-05"),
        ({"month": "12", "to_year": "same+1", "to_month": "3"}, APRIL, "2022-12/2023-03"),
        ({"day": "28", "to_day": "3"}, APRIL, "2022-03-28/2022-04-03"),
        (
            {"month": "4", "day": "21", "to_year": "2023", "to_month": "5", "to_day": "1"},
            APRIL,
            "2023-04-21/2023-05-01",
        ),
        (
            {"month": "12", "day": "28", "to_year": "2022", "to_month": "1", "to_day": "5"},
            APRIL,
            "2021-12-28/2022-01-05",
        ),
        ({"day": "+0", "to_part": "end"}, APRIL, "2022-04-22/2022-12-31"),
        ({"year": "same+1", "month": "1", "day": "1", "since": "起"}, APRIL, "2023-01-01/.."),
        ({"year": "same+1", "month": "1", "day": "31", "until": "前"}, APRIL, None),
        ({"month": "same+1", "day": "10"}, APRIL, None),
        ({"plan": "14", "side": "last", "count": "2", "count_unit": "year"}, Anchors(), "2024/2025"),
    ],
)
def test_values(slots: dict[str, str], anchors: Anchors, value: str | None) -> None:
    """What the text leaves out comes from the reference; null when nothing carries it."""
    assert _value(slots, anchors) == value


@pytest.mark.parametrize(
    ("slots", "value"),
    [
        ({"year": "2022", "month": "5", "weekday": "7", "ordinal": "2"}, "2022-05-08"),
        ({"year": "2022", "month": "4", "weekday": "6", "ordinal": "last"}, "2022-04-30"),
        ({"year": "2022", "month": "2", "weekday": "1", "ordinal": "5"}, None),
        ({"year": "2022", "festival": "L08-15", "until": "前"}, "../2022-09-10"),
        ({"year": "2022", "lunar_month": "7", "lunar_day": "三十"}, None),
        ({"festival": "10-01"}, None),
    ],
)
def test_days_counted_otherwise(slots: dict[str, str], value: str | None) -> None:
    """Weekdays of a month, festivals and lunar days; what no calendar has is null."""
    expression = read_date(slots)
    assert expression is not None and resolve(expression, Anchors()).value == value


def test_the_text_before_comes_first() -> None:
    """An explicit date of the sentence outranks the page; January behind December is the next year's."""
    text = Anchor("text", 2019, 12, 3)
    assert _value({"month": "11"}, APRIL, text=text) == "2019-11"
    assert _value({"month": "1", "day": "5"}, APRIL, text=text) == "2020-01-05"
    assert _value({"day": "9"}, APRIL, text=text) == "2019-12-09"


def test_antecedents() -> None:
    """同日, 当月 and 同期 need the date before them."""
    assert _value({"day": "same"}, APRIL, previous="2022-03-01") == "2022-03-01"
    assert _value({"day": "same+1"}, APRIL, previous="2022-12-31") == "2023-01-01"
    assert _value({"day": "same"}, APRIL, previous="2022-03") is None
    assert _value({"month": "same"}, APRIL, previous="2021-01/2021-04") == "2021-04"
    assert _value({"year": "-1", "period": "同期"}, APRIL, previous="2022-01/2022-03") == "2021-01/2021-03"
    assert _value({"year": "-1", "period": "同期"}, APRIL, previous="2021-11/2022-03") is None


def test_the_day_after_the_dateline() -> None:
    """A day just ahead of the dateline is of its month where the page appeared on it; else nobody can say."""
    dateline, page = Anchor("dateline", 2022, 4, 21), Anchor("published", 2022, 4, 22)
    assert _value({"day": "22"}, Anchors(references=(dateline, page))) == "2022-04-22"
    assert _value({"day": "22"}, Anchors(references=(dateline,))) is None


def test_what_is_to_come() -> None:
    """A coming day without a month is the next one, not the last."""
    assert _value({"day": "25"}, APRIL, future=True) == "2022-04-25"
    assert _value({"day": "5"}, APRIL, future=True) == "2022-05-05"
    assert _value({"weekday": "2"}, APRIL, future=True) == "2022-04-26"


def test_counted_from_the_issue() -> None:
    """自公布之日起30日后 needs the day of issue."""
    issued = Anchor("signed", 2022, 1, 31)
    assert _value({"event": "issued"}, APRIL, issued=issued) == "2022-01-31"
    assert _value({"event": "issued", "offset": "30", "offset_unit": "day"}, APRIL, issued=issued) == "2022-03-02"
    assert _value({"event": "issued", "offset": "1", "offset_unit": "month"}, APRIL, issued=issued) == "2022-02-28"
    assert _value({"event": "issued"}, APRIL) is None


def test_the_source_is_told() -> None:
    """The anchor names what a missing part came from, and nothing when nothing was missing."""
    assert resolve(read_date({"month": "4"}), APRIL).anchor == "published"  # type: ignore[arg-type]
    assert resolve(read_date({"year": "2020"}), APRIL).anchor is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-Q3", "2022-07-01", "2022-09-30"),
        ("2022-H2/2023-H1", "2022-07-01", "2023-06-30"),
        ("../2025-12-31", None, "2025-12-31"),
        ("2022-05-01/..", "2022-05-01", None),
        ("--06-30", None, None),
    ],
)
def test_days_of_a_value(value: str, first: str | None, last: str | None) -> None:
    """Every closed form has its first and last day."""
    assert days(value) == tuple(d and dt.date.fromisoformat(d) for d in (first, last))


NUMBERS = st.sampled_from(("1", "2", "4", "12", "28", "31", "2022", "+0", "-1", "same", "same+1"))
ANCHORS = st.builds(
    lambda day, future, previous: Anchors((Anchor("published", day.year, day.month, day.day),), None, previous, future),
    st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2100, 1, 1)),
    st.booleans(),
    st.sampled_from((None, "2022", "2022-04", "2022-04-21", "2022-01/2022-03", "--06-30", "../2025", "2022-Q1")),
)


@given(
    st.dictionaries(
        st.sampled_from(
            ("year", "month", "day", "quarter", "half", "weekday", "week", "to_year", "to_month", "to_day", "until")
        ),
        NUMBERS,
        min_size=1,
    ),
    ANCHORS,
)
def test_closed_forms_only(slots: dict[str, str], anchors: Anchors) -> None:
    """Whatever is read resolves to a closed form or to null, never to an error."""
    expression = read_date(slots)
    if expression is not None:
        value = resolve(expression, anchors).value
        assert value is None or CLOSED.fullmatch(value), value
