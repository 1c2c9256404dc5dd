"""The traditional calendar."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.lunar import festival_day, lunar_day


@pytest.mark.parametrize(
    ("year", "new_year", "mid_autumn"),
    [
        (1949, "1949-01-29", "1949-10-06"),
        (1984, "1984-02-02", "1984-09-10"),
        (2020, "2020-01-25", "2020-10-01"),
        (2022, "2022-02-01", "2022-09-10"),
        (2023, "2023-01-22", "2023-09-29"),
        (2033, "2033-01-31", "2033-09-08"),
        (2050, "2050-01-23", "2050-09-30"),
    ],
)
def test_known_days(year: int, new_year: str, mid_autumn: str) -> None:
    """New year and mid-autumn of years with and without a leap month."""
    assert festival_day(year, "L01-01") == dt.date.fromisoformat(new_year)
    assert festival_day(year, "L08-15") == dt.date.fromisoformat(mid_autumn)


@given(st.integers(1949, 2049), st.integers(1, 12), st.integers(1, 29))
def test_months_follow_each_other(year: int, month: int, day: int) -> None:
    """A lunar date lies 29 to 59 days before the same day of the next month, and years begin in winter."""
    here = lunar_day(year, month, day)
    then = lunar_day(year, month + 1, day) if month < 12 else lunar_day(year + 1, 1, day)
    first = lunar_day(year, 1, 1)
    assert here and then and first
    assert 29 <= (then - here).days <= 60
    assert dt.date(year, 1, 20) <= first <= dt.date(year, 2, 21)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(1948, 1, 1), (2051, 1, 1), (2022, 13, 1), (2022, 1, 31), (2022, 1, 0)]
)
def test_what_the_table_does_not_have(year: int, month: int, day: int) -> None:
    """Years outside the table, months and days that no lunar year has."""
    assert lunar_day(year, month, day) is None


def test_other_festivals() -> None:
    """Festivals of the sun's calendar, and Clear and Bright, which moves by a day."""
    assert festival_day(2022, "10-01") == dt.date(2022, 10, 1)
    assert festival_day(2022, "05:7#2") == dt.date(2022, 5, 8)
    assert [festival_day(y, "qingming") for y in (2008, 2022, 2023)] == [
        dt.date(2008, 4, 4),
        dt.date(2022, 4, 5),
        dt.date(2023, 4, 5),
    ]
    assert festival_day(1999, "qingming") is None
