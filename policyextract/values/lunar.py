"""The traditional calendar: the day of a lunar date, and of the festivals that are counted by it.

>>> lunar_day(2022, 8, 15), lunar_day(2023, 1, 1), lunar_day(1900, 1, 1)
(datetime.date(2022, 9, 10), datetime.date(2023, 1, 22), None)
>>> festival_day(2022, "01-01"), festival_day(2022, "L01-01"), festival_day(2022, "qingming")
(datetime.date(2022, 1, 1), datetime.date(2022, 2, 1), datetime.date(2022, 4, 5))
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from policyextract.values.points import weekday_of_month

_FIRST_YEAR = 1949
_FIRST_DAY = dt.date(1949, 1, 29)  # new year of the first year
# One number a year, from 1949 to 2050: the leap month (0: none) in the last four bits, above them one bit a month,
# the first month lowest, set when it has 30 days. Two independent implementations agree on every month.
_YEARS = (
    0x152D7,
    0x05360,
    0x0AAD0,
    0x15AA5,
    0x05B20,
    0x0DA50,
    0x1D4A3,
    0x0D4A0,
    0x0A958,
    0x0A970,
    0x05560,
    0x0AB56,
    0x0AD50,
    0x06D20,
    0x0EA54,
    0x0EA50,
    0x064A0,
    0x0C973,
    0x0A9B0,
    0x155A7,
    0x056A0,
    0x0B690,
    0x17525,
    0x0B520,
    0x0B250,
    0x164B4,
    0x0A4B0,
    0x14AB8,
    0x02AD0,
    0x056D0,
    0x0B696,
    0x0DA90,
    0x0D920,
    0x1D254,
    0x0D250,
    0x1A4DA,
    0x0A560,
    0x02B60,
    0x05B56,
    0x06D50,
    0x0EA90,
    0x1E925,
    0x0E920,
    0x0D260,
    0x0A563,
    0x0A570,
    0x14D68,
    0x035A0,
    0x06D50,
    0x16C95,
    0x07490,
    0x06930,
    0x152B4,
    0x052B0,
    0x0A5B0,
    0x155A2,
    0x056A0,
    0x1B557,
    0x0BA40,
    0x0B490,
    0x1A935,
    0x0A950,
    0x052D0,
    0x0AAD4,
    0x0AB50,
    0x15AA9,
    0x05D20,
    0x0DA50,
    0x1D4A6,
    0x0D4A0,
    0x0C950,
    0x152E4,
    0x05560,
    0x0AB50,
    0x15B22,
    0x06D20,
    0x0EA56,
    0x07250,
    0x064B0,
    0x0C975,
    0x0CAB0,
    0x055A0,
    0x0AD63,
    0x0B690,
    0x1752B,
    0x0B520,
    0x0B250,
    0x1A4B6,
    0x0A4B0,
    0x04AB0,
    0x055B5,
    0x05AD0,
    0x0B6A0,
    0x1B522,
    0x0D920,
    0x1D257,
    0x0D250,
    0x0A550,
    0x14AD5,
    0x04B60,
    0x05B50,
    0x0DAA3,
)


def lunar_day(year: int, month: int, day: int) -> dt.date | None:
    """The calendar day of a lunar date (of the plain month, not the leap one), or None outside 1949 to 2050."""
    months = _months(year)
    if months is None or not 1 <= month <= 12:
        return None
    first, days = months[month - 1]
    return first + dt.timedelta(days=day - 1) if 1 <= day <= days else None


def festival_day(year: int, code: str) -> dt.date | None:
    """The day of a festival.

    ``10-01`` of our calendar, ``L08-15`` of the lunar one, ``05:7#2`` for the second Sunday of May, ``qingming``.
    """
    if code == "qingming":
        return _qingming(year)
    if code[2:3] == ":":
        return weekday_of_month(year, int(code[:2]), int(code[3]), int(code[5]))
    lunar = code.startswith("L")
    month, day = int(code[-5:-3]), int(code[-2:])
    return lunar_day(year, month, day) if lunar else dt.date(year, month, day)


@lru_cache(maxsize=256)
def _months(year: int) -> tuple[tuple[dt.date, int], ...] | None:
    """First day and length of the twelve plain months."""
    if not _FIRST_YEAR <= year < _FIRST_YEAR + len(_YEARS):
        return None
    at = _FIRST_DAY + dt.timedelta(days=sum(sum(_lengths(code)) for code in _YEARS[: year - _FIRST_YEAR]))
    leap = _YEARS[year - _FIRST_YEAR] & 15
    out: list[tuple[dt.date, int]] = []
    for place, length in enumerate(_lengths(_YEARS[year - _FIRST_YEAR])):
        if not leap or place != leap:  # the leap month stands behind the one whose number it has
            out.append((at, length))
        at += dt.timedelta(days=length)
    return tuple(out)


def _lengths(code: int) -> list[int]:
    return [29 + (code >> 4 + place & 1) for place in range(13 if code & 15 else 12)]


def _qingming(year: int) -> dt.date | None:
    """Clear and Bright, the fourth or fifth of April, by the usual formula of the solar terms of this century."""
    if not 2000 <= year < 2100:
        return None
    short = year % 100
    return dt.date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
