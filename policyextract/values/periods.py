"""The last day of a period: start and length to an inclusive end."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange

_LENGTH = re.compile(r"P(\d+)([YMWD])")


def last_day(start: str, length: str) -> str | None:
    """The day (or month) a period ends with, its first day counted.

    Parameters
    ----------
    start : str
        A day or a month, ISO.
    length : str
        An ISO duration in years, months, weeks or days.

    Returns
    -------
    str or None
        None when start or length is of another form.

    Examples
    --------
    >>> last_day("2022-05-01", "P6M")
    '2022-10-31'
    >>> last_day("2022-04", "P6M")
    '2022-09'
    """
    match = _LENGTH.fullmatch(length)
    if match is None:
        return None
    number, unit = int(match[1]), match[2]
    try:
        if len(start) == 7 and unit in "YM":
            year, month = _month(start, number * (12 if unit == "Y" else 1) - 1)
            return f"{year:04d}-{month:02d}"
        day = dt.date.fromisoformat(start)
        if unit in "WD":
            return (day + dt.timedelta(days=number * (7 if unit == "W" else 1) - 1)).isoformat()
        year, month = _month(start, number * (12 if unit == "Y" else 1))
        last = min(day.day, monthrange(year, month)[1])
        return (dt.date(year, month, last) - dt.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _month(start: str, months: int) -> tuple[int, int]:
    at = int(start[:4]) * 12 + int(start[5:7]) - 1 + months
    return at // 12, at % 12 + 1
