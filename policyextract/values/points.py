"""One end of a calendar expression, and how it reads in tests: ISO, with placeholders for what the text leaves out."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "week", "month", "quarter", "half", "year", "decade", "plan", "period"]

_PLANS = {1: 1953, 2: 1958}  # the third began after three years of readjustment, in 1966
_THIRD_PLAN = 1966
# parts of a month; None for its last day
MONTH_PARTS: dict[str, tuple[int, int | None]] = {
    "early": (1, 10),
    "middle": (11, 20),
    "late": (21, None),
    "early_middle": (1, 20),
    "middle_late": (11, None),
    "first_half": (1, 15),
    "second_half": (16, None),
}
LONGEST = {1: 31, 2: 29, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


@dataclass(frozen=True, slots=True)
class Relative:
    """A part counted from elsewhere: ``anchor`` is the reference date or the date before it in the text."""

    offset: int
    anchor: Literal["reference", "text"] = "reference"

    def __str__(self) -> str:
        if self.anchor == "text":
            return f"={self.offset:+d}" if self.offset else "="
        return f"{self.offset:+d}"


Part = int | Relative


@dataclass(frozen=True, slots=True)
class Point:
    """One end of a calendar expression; what the text leaves out is None."""

    year: Part | None = None
    month: Part | None = None
    day: Part | None = None
    quarter: Part | None = None
    half: int | None = None
    part: str | None = None
    weekday: int | None = None
    week: Part | None = None
    recurs: str | None = None
    plan: int | None = None
    decade: int | None = None
    count: int | None = None
    count_unit: str | None = None
    side: str | None = None
    offset: int | None = None
    offset_unit: str | None = None
    period: bool = False  # the same period as the one before in the text
    event: str | None = None
    festival: str | None = None
    ordinal: int | None = None  # which weekday of the month, -1 the last
    spoken: bool = False  # named as today or yesterday too: of the year the text speaks in

    @property
    def precision(self) -> Precision:
        """The finest unit the text gives."""
        if self.plan is not None and self.part != "end":
            return "plan"
        if self.part in MONTH_PARTS or self.count:
            return "period"
        if (
            self.day is not None
            or self.event is not None
            or self.festival is not None
            or self.weekday is not None
            or (self.part == "end" and self.week is None)
            or self.offset_unit == "day"
        ):
            return "day"
        if self.week is not None or self.offset_unit == "week":
            return "week"
        if self.month is not None or self.offset_unit == "month":
            return "month"
        if self.quarter is not None or self.offset_unit == "quarter":
            return "quarter"
        if self.half is not None or self.offset_unit == "half":
            return "half"
        return "decade" if self.decade is not None else "year"

    @property
    def complete(self) -> bool:
        """Whether the text alone names it: an absolute year and no relative part."""
        if self.plan is not None or self.decade is not None:
            return True
        return isinstance(self.year, int) and not any(
            isinstance(p, Relative) for p in (self.month, self.day, self.quarter, self.week)
        )

    def __str__(self) -> str:
        return _point_text(self)


def plan_years(number: int) -> tuple[int, int]:
    """First and last year of the N-th five-year plan.

    >>> plan_years(1), plan_years(3), plan_years(14)
    ((1953, 1957), (1966, 1970), (2021, 2025))
    """
    first = _PLANS.get(number) or _THIRD_PLAN + 5 * (number - 3)
    return first, first + 4


def month_end(year: int, month: int) -> int:
    """Number of the last day of a month."""
    return calendar.monthrange(year, month)[1]


def weekday_of_month(year: int, month: int, weekday: int, ordinal: int) -> dt.date:
    """The second Sunday of a month; ValueError when it has no fifth one."""
    if ordinal < 0:
        last = dt.date(year, month, month_end(year, month))
        return last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first.replace(day=1 + (weekday - first.isoweekday()) % 7 + 7 * (ordinal - 1))


def _point_text(p: Point) -> str:
    if p.event is not None:
        return p.event + (f"{p.offset:+d}{(p.offset_unit or '')[:1].upper()}" if p.offset else "")
    if p.plan is not None:
        first, last = plan_years(p.plan)
        if p.part == "end":
            return f"{last}-12-31"
        if p.part == "start":
            return str(first)
        if p.count and p.side == "first":
            last = first + p.count - 1
        elif p.count and p.side == "last":
            first = last - p.count + 1
        return f"{first}/{last}"
    if p.decade is not None:
        return f"{p.decade}/{p.decade + 9}"
    if p.offset is not None and p.offset_unit:
        return f"{p.offset_unit[0].upper()}{p.offset:+d}"
    if p.recurs:
        return _recurring_text(p)
    year = "XXXX" if p.year is None else f"Y{p.year}" if isinstance(p.year, Relative) else f"{p.year:04d}"
    if p.period:
        return f"{year}:same"
    if p.festival:
        return f"{year}:{p.festival}"
    if p.count:
        if p.side == "first" and p.count_unit in ("month", "quarter", "half"):
            months = p.count * {"month": 1, "quarter": 3, "half": 6}[p.count_unit]
            return f"{year}-01/{year}-{months:02d}"
        return f"{year}:{p.side}-{p.count}-{p.count_unit}"
    if p.ordinal is not None:
        month = f"M{p.month}" if isinstance(p.month, Relative) else f"{year}-{p.month}"
        return f"{month}:{p.weekday}#{p.ordinal}"
    if p.weekday is not None:
        return f"W{'XX' if p.week is None else p.week}-{p.weekday}"
    if p.week is not None:
        return f"W{p.week}"
    return _calendar_text(p, year)


def _recurring_text(p: Point) -> str:
    if p.recurs == "year" and isinstance(p.month, int):
        day = p.day if isinstance(p.day, int) else LONGEST[p.month] if p.part == "end" and p.month != 2 else None
        return f"--{p.month:02d}" + (f"-{day:02d}" if day else "")
    if p.recurs == "year" and p.part == "end":
        return "--12-31"
    parts = [
        f"{name[0].upper()}{getattr(p, name)}" for name in ("month", "quarter", "day", "weekday") if getattr(p, name)
    ]
    return f"every-{p.recurs}" + "".join(f"-{part}" for part in parts)


def _calendar_text(p: Point, year: str) -> str:
    month = "XX" if p.month is None else str(p.month)
    if isinstance(p.month, int):
        text = f"{year}-{p.month:02d}"
    elif isinstance(p.month, Relative):
        text = f"M{month}"
    elif p.quarter is not None:
        text = f"Q{p.quarter}" if isinstance(p.quarter, Relative) else f"{year}-Q{p.quarter}"
    elif p.half is not None:
        text = f"{year}-H{p.half}"
    elif isinstance(p.day, int):
        text = f"{year}-XX"
    else:
        text = year
    if isinstance(p.day, Relative):
        return f"D{p.day}"
    if isinstance(p.day, int):
        return f"{text}-{p.day:02d}"
    if p.part in MONTH_PARTS:
        first, end = MONTH_PARTS[p.part]
        last = end or _last_day(p)
        return f"{text}-{first:02d}/{text}-{last}" if isinstance(last, str) else f"{text}-{first:02d}/{text}-{last:02d}"
    if p.part == "end":
        return _end_text(p, year, text)
    return text


def _last_day(p: Point) -> int | str:
    if not isinstance(p.month, int):
        return "end"
    if p.month == 2:
        return month_end(p.year, 2) if isinstance(p.year, int) else "end"
    return LONGEST[p.month]


def _end_text(p: Point, year: str, text: str) -> str:
    if p.month is not None:
        last = _last_day(p)
        return f"{text}-{last:02d}" if isinstance(last, int) else f"{text}-{last}"
    if p.half is not None:
        return f"{year}-{6 * p.half:02d}-{30 if p.half == 1 else 31}"
    if isinstance(p.quarter, int):
        return f"{year}-{3 * p.quarter:02d}-{LONGEST[3 * p.quarter]}"
    return f"{year}-12-31" if p.quarter is None else f"{text}-end"
