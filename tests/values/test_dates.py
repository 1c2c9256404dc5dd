"""Slots to calendar expressions."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.dates import CalendarExpression, read_date
from policyextract.values.points import plan_years


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({"year": "2022", "month": "4", "day": "21"}, "2022-04-21"),
        ({"year": "二〇二二", "month": "十一", "day": "廿八"}, "2022-11-28"),
        ({"year": "98", "month": "5", "day": "10"}, "1998-05-10"),
        ({"year": "05"}, "2005"),
        ({"roc_year": "111", "month": "3"}, "2022-03"),
        ({"month": "元"}, "XXXX-01"),
        ({"day": "21"}, "XXXX-XX-21"),
        ({"month": "2", "part": "end"}, "XXXX-02-end"),
        ({"year": "2024", "month": "2", "part": "end"}, "2024-02-29"),
        ({"year": "2024", "quarter": "3", "part": "end"}, "2024-09-30"),
        ({"year": "2024", "half": "1", "part": "end"}, "2024-06-30"),
        ({"month": "2", "part": "late", "year": "2023"}, "2023-02-21/2023-02-28"),
        ({"year": "2022", "month": "4", "part": "middle_late"}, "2022-04-11/2022-04-30"),
        ({"year": "2022", "month": "2", "part": "second_half"}, "2022-02-16/2022-02-28"),
        ({"year": "二0二二", "month": "4"}, "2022-04"),
        ({"year": "2022", "month": "5", "weekday": "7", "ordinal": "二"}, "2022-5:7#2"),
        ({"year": "2022", "festival": "L08-15"}, "2022:L08-15"),
        ({"year": "2022", "lunar_month": "12", "lunar_day": "廿三"}, "2022:L12-23"),
        ({"part": "end", "until": "前"}, "../XXXX-12-31"),
        ({"year": "-1", "quarter": "4"}, "Y-1-Q4"),
        ({"year": "same+1", "month": "1", "day": "1", "since": "起"}, "Y=+1-01-01/.."),
        ({"month": "same+1", "day": "10"}, "M=+1-10"),
        ({"day": "same"}, "D="),
        ({"weekday": "3", "week": "+1"}, "W+1-3"),
        ({"week": "-1"}, "W-1"),
        ({"quarter": "-1"}, "Q-1"),
        ({"plan": "14"}, "2021/2025"),
        ({"plan": "十四", "part": "end"}, "2025-12-31"),
        ({"plan": "11", "count": "2", "count_unit": "year", "side": "first"}, "2006/2007"),
        ({"decade": "九十", "century": "20"}, "1990/1999"),
        ({"decade": "1970"}, "1970/1979"),
        ({"count": "三", "count_unit": "quarter", "side": "first"}, "XXXX-01/XXXX-09"),
        ({"offset": "8", "offset_unit": "year", "direction": "-1"}, "Y-8"),
        ({"recurs": "year", "month": "6", "day": "30", "until": "前"}, "../--06-30"),
        ({"recurs": "month", "day": "10"}, "every-month-D10"),
        ({"event": "issued", "offset": "30", "offset_unit": "day"}, "issued+30D"),
        ({"year": "-1", "period": "同期"}, "Y-1:same"),
        ({"year": "2021", "month": "12", "to_month": "1"}, "2021-12/XXXX-01"),
        ({"month": "4", "day": "21", "to_day": "23"}, "XXXX-04-21/XXXX-04-23"),
        ({"year": "1998", "to_year": "02"}, "1998/2002"),
        ({"quarter": "2", "to_quarter": "3", "joined": "、"}, "XXXX-Q2/XXXX-Q3"),
        ({"month": "", "month_2": "5"}, "XXXX-05"),
    ],
)
def test_slots_read(slots: dict[str, str], text: str) -> None:
    """Every kind of slot makes the expression it names."""
    assert str(read_date(slots)) == text


@pytest.mark.parametrize(
    "slots",
    [
        {},
        {"month": "13"},
        {"month": "4", "day": "31"},
        {"year": "2023", "month": "2", "day": "29"},
        {"year": "500"},
        {"year": "2022", "day": "21"},
        {"quarter": "5"},
        {"decade": "20"},
        {"decade": "1975"},
        {"plan": "31"},
        {"count": "13", "count_unit": "month", "side": "first"},
        {"part": "底"},
        {"year": "2022", "to_year": "2021"},
        {"quarter": "1", "to_quarter": "4", "joined": "、"},
        {"day": "第"},
        {"day": "+9999"},
        {"date": "2022"},
    ],
)
def test_impossible_slots(slots: dict[str, str]) -> None:
    """What no calendar has is no expression."""
    assert read_date(slots) is None


def test_cascade() -> None:
    """Expressions read before are joined into ranges and opened."""
    start, end = read_date({"year": "2022", "month": "5", "day": "1"}), read_date({"part": "end"})
    assert str(read_date({"date": start, "to_date": end})) == "2022-05-01/XXXX-12-31"
    assert str(read_date({"date": start, "since": "起"})) == "2022-05-01/.."


def test_five_year_plans() -> None:
    """The plans follow each other since 1953, with a gap before the third."""
    assert [plan_years(n) for n in (1, 2, 3, 8, 13, 15)] == [
        (1953, 1957),
        (1958, 1962),
        (1966, 1970),
        (1991, 1995),
        (2016, 2020),
        (2026, 2030),
    ]


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_days_read_back(day: dt.date) -> None:
    """A day given in slots is that day, and says so alone."""
    found = read_date({"year": str(day.year), "month": str(day.month), "day": str(day.day)})
    assert found is not None
    assert (str(found), found.complete, found.precision) == (day.isoformat(), True, "day")


SLOTS = ("year", "month", "day", "quarter", "half", "part", "weekday", "week", "recurs", "plan", "decade", "count")
PIECES = st.sampled_from(("", "1", "12", "31", "2022", "+0", "-1", "same", "same+1", "end", "year", "十四", "x", "99"))


@given(st.dictionaries(st.sampled_from((*SLOTS, *(f"to_{s}" for s in SLOTS), "until", "joined", "offset")), PIECES))
def test_any_slots(slots: dict[str, str]) -> None:
    """No slots raise, and every expression can be written."""
    found = read_date(slots)
    assert found is None or (isinstance(found, CalendarExpression) and str(found) and found.precision)
