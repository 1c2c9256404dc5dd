"""Places one end of a calendar expression on the calendar, with what the anchors lend it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from policyextract.values.anchors import Anchor, Anchors, Placed, days
from policyextract.values.lunar import festival_day
from policyextract.values.points import MONTH_PARTS, Point, Relative, month_end, plan_years, weekday_of_month

FAR_AHEAD = (
    270  # days: a date without a year that lies further ahead than this is last year's (December read in January)
)
SOON = 2  # days: a day without a month that lies just ahead may be to come as well as last month's
FAR_BACK = 180  # days: a coming date further back than this is next year's
NEARLY_OVER = 9  # months: 前三季度 and more
LATE, EARLY = 11, 2  # months: from November on, up to February


def place(p: Point, anchors: Anchors, rolls: bool = False) -> Placed | None:
    """Place one point; ``rolls`` for the end of a range, which lies behind its beginning (``anchors.text``)."""
    if p.event is not None:
        issued = anchors.issued
        return _moved(p, replace(anchors, references=(issued,))) if issued else None
    if p.plan is not None:
        return _plan(p, p.plan)
    if p.decade is not None:
        return _spread(p.decade, p.decade + 9, None)
    if p.offset is not None:
        return _moved(p, anchors)
    if (p.weekday is not None or p.week is not None) and p.ordinal is None:
        return _in_week(p, anchors, rolls)
    if p.period:
        return _same_period(p, anchors)
    if isinstance(p.day, Relative):
        return _relative_day(p.day, anchors)
    if isinstance(p.month, Relative):
        return _relative_month(p, p.month, anchors)
    if isinstance(p.quarter, Relative):
        return _relative_quarter(p, p.quarter, anchors)
    if p.year is None and p.month is None and p.day is not None:
        return _lone_day(p, anchors, rolls)
    year, source = _year(p, anchors)
    if year is None:
        return None
    if p.festival is not None:
        found = festival_day(year, p.festival)
        return Placed(found.isoformat(), source, found, found) if found else None
    placed = _in_year(p, year, source)
    if rolls and p.year is None and anchors.text and anchors.text.date and placed.last < anchors.text.date:
        return _in_year(p, year + 1, source)
    return placed


def _year(p: Point, anchors: Anchors) -> tuple[int | None, str | None]:
    if isinstance(p.year, int):
        return p.year, None
    reference = anchors.references[0] if anchors.references else None
    if isinstance(p.year, Relative):
        if p.year.anchor == "text":
            before = anchors.text.year if anchors.text else _year_of(anchors.previous)
            return (None, None) if before is None else (before + p.year.offset, "text")
        return (reference.year + p.year.offset, reference.source) if reference else (None, None)
    month = p.month if isinstance(p.month, int) else None
    if (text := anchors.text) is not None:
        turns = text.month is not None and text.month >= LATE and month is not None and month <= EARLY
        return text.year + turns, text.source
    if reference is None:
        return None, None
    return reference.year + _turn(p, reference, anchors.future), reference.source


def _year_of(value: str | None) -> int | None:
    last = days(value)[1] if value else None
    return last.year if last else None


def _turn(p: Point, reference: Anchor, future: bool) -> int:
    """Which year a date without one lies in, counted from the reference's: December read in January is last year's."""
    if reference.month is None:
        return 0
    if not isinstance(p.month, int):
        over = p.quarter == 4 or (p.side == "first" and _months(p) >= NEARLY_OVER)  # told in January
        return -1 if over and reference.month <= EARLY and not future else 0
    spoken = reference.date or dt.date(reference.year, reference.month, 15)
    ahead = (_in_year(p, reference.year, None).first - spoken).days
    if future:
        return 1 if -ahead > FAR_BACK else 0
    return -1 if ahead > FAR_AHEAD or (p.month >= LATE and reference.month <= EARLY) else 0


def _in_year(p: Point, year: int, source: str | None) -> Placed:
    if isinstance(p.month, int):
        return _in_month(p, year, p.month, source)
    if p.count and p.count_unit:
        return _counted(p, year, source)
    if isinstance(p.quarter, int):
        return _in_quarter(p, year, p.quarter, source)
    if p.half is not None:
        return _end_of(f"{year}-H{p.half}", p, source)
    return _end_of(f"{year:04d}", p, source)


def _in_month(p: Point, year: int, month: int, source: str | None) -> Placed:
    last = month_end(year, month)
    if p.ordinal is not None:
        found = weekday_of_month(year, month, p.weekday or 1, p.ordinal)
        return Placed(found.isoformat(), source, found, found)
    if isinstance(p.day, int):
        day = dt.date(year, month, p.day)
        return Placed(day.isoformat(), source, day, day)
    if p.part in MONTH_PARTS:
        a, b = MONTH_PARTS[p.part]
        first, end = dt.date(year, month, a), dt.date(year, month, b or last)
        return Placed(f"{first}/{end}", source, first, end)
    return _end_of(f"{year:04d}-{month:02d}", p, source)


def _in_quarter(p: Point, year: int, quarter: int, source: str | None) -> Placed:
    return _end_of(f"{year:04d}-Q{quarter}", p, source)


def _end_of(value: str, p: Point, source: str | None) -> Placed:
    """The unit itself, or its last day (年底, 月末)."""
    first, last = days(value)
    assert first is not None and last is not None  # a unit is closed on both sides
    if p.part == "end":
        return Placed(last.isoformat(), source, last, last)
    return Placed(value, source, first, last)


def _months(p: Point) -> int:
    return (p.count or 1) * {"month": 1, "quarter": 3, "half": 6}.get(p.count_unit or "", 12)


def _counted(p: Point, year: int, source: str | None) -> Placed:
    """``前三季度``, ``前11个月``, ``上两年``."""
    count = p.count or 1
    if p.side == "past":
        return _spread(year - count, year - 1, source)
    months = _months(p)
    first, last = (1, months) if p.side == "first" else (13 - months, 12)
    ends = dt.date(year, first, 1), dt.date(year, last, month_end(year, last))
    return Placed(f"{year:04d}-{first:02d}/{year:04d}-{last:02d}", source, *ends)


def _spread(first: int, last: int, source: str | None) -> Placed:
    return Placed(f"{first:04d}/{last:04d}", source, dt.date(first, 1, 1), dt.date(last, 12, 31))


def _plan(p: Point, number: int) -> Placed:
    first, last = plan_years(number)
    if p.part == "end":
        return _end_of(f"{last:04d}", p, None)
    if p.part == "start":
        return _end_of(f"{first:04d}", replace(p, part=None), None)
    if p.count and p.side == "first":
        last = min(last, first + p.count - 1)
    elif p.count and p.side == "last":
        first = max(first, last - p.count + 1)
    return _spread(first, last, None)


def _moved(p: Point, anchors: Anchors) -> Placed | None:
    """``三天后``, ``8年前``: counted from the reference date, as precise as the unit."""
    offset, reference = p.offset or 0, anchors.references[0] if anchors.references else None
    if reference is None:
        return None
    if p.offset_unit == "year" and not p.event:
        return _end_of(f"{reference.year + offset:04d}", p, reference.source)
    if p.offset_unit == "month" and not p.event:
        return _relative_month(p, Relative(offset), anchors)
    day = anchors.with_day()
    if day is None or day.date is None:
        return None
    if p.offset_unit == "day" or p.event:
        if p.offset_unit in ("month", "year"):
            return _months_later(day.date, offset * (12 if p.offset_unit == "year" else 1), day.source)
        found = day.date + dt.timedelta(days=offset)
        return Placed(found.isoformat(), day.source, found, found)
    if p.offset_unit == "week":
        return _week(day.date + dt.timedelta(weeks=offset), day.source)
    return None


def _months_later(day: dt.date, months: int, source: str) -> Placed | None:
    ahead = day.year * 12 + day.month - 1 + months
    year, month = ahead // 12, ahead % 12 + 1
    found = dt.date(year, month, min(day.day, month_end(year, month)))
    return Placed(found.isoformat(), source, found, found)


def _week(day: dt.date, source: str) -> Placed:
    monday = day - dt.timedelta(days=day.weekday())
    sunday = monday + dt.timedelta(days=6)
    return Placed(f"{monday}/{sunday}", source, monday, sunday)


def _in_week(p: Point, anchors: Anchors, rolls: bool) -> Placed | None:
    """A weekday, or a whole week.

    Without 上周 or 下周 it is the one just past in this week, or the coming one where the text speaks of what is to
    come; else nobody can tell which one is meant.
    """
    reference = anchors.text if rolls and p.week is None else anchors.with_day()
    if reference is None or reference.date is None or (isinstance(p.week, Relative) and p.week.anchor == "text"):
        return None
    spoken, source = reference.date, reference.source
    shift = p.week.offset if isinstance(p.week, Relative) else 0
    week = _week(spoken + dt.timedelta(weeks=shift), source)
    if p.weekday is None:
        if p.part == "end":  # 周末
            saturday = week.first + dt.timedelta(days=5)
            return Placed(f"{saturday}/{week.last}", source, saturday, week.last)
        return week
    day = week.first + dt.timedelta(days=p.weekday - 1)
    if p.week is None and day != spoken:
        coming = anchors.future or rolls
        if day < spoken and coming:
            day += dt.timedelta(weeks=1)
        elif day > spoken and not coming:
            return None
    return Placed(day.isoformat(), source, day, day)


def _same_period(p: Point, anchors: Anchors) -> Placed | None:
    """``去年同期``: the period before it in the text, in another year."""
    if anchors.previous is None or anchors.previous.startswith(("--", "../")) or anchors.previous.endswith(".."):
        return None
    year, source = _year(replace(p, period=False, month=None), replace(anchors, text=None))
    if year is None:
        return None
    ends = anchors.previous.split("/")
    if len({end[:4] for end in ends}) > 1:
        return None  # a period over several years has no same period
    value = "/".join(f"{year:04d}{end[4:]}" for end in ends)
    first, last = days(value)
    return Placed(value, source, first, last) if first and last else None


def _relative_day(part: Relative, anchors: Anchors) -> Placed | None:
    if part.anchor == "text":
        if anchors.previous is None or anchors.previous.startswith("--"):
            return None
        first, last = days(anchors.previous)
        day, source = last if first == last else None, "text"
    else:
        reference = anchors.with_day()
        day, source = (reference.date, reference.source) if reference else (None, "")
    if day is None:
        return None
    day += dt.timedelta(days=part.offset)
    return Placed(day.isoformat(), source, day, day)


def _relative_month(p: Point, part: Relative, anchors: Anchors) -> Placed | None:
    if part.anchor == "text":
        if anchors.previous is None or anchors.previous.startswith("--") or len(anchors.previous.split("/")[-1]) < 7:
            return None
        last = days(anchors.previous)[1]
        if last is None or "Q" in anchors.previous or "H" in anchors.previous:
            return None
        year, month, source = last.year, last.month, "text"
    else:
        reference = anchors.with_month()
        if reference is None or reference.month is None:
            return None
        year, month, source = reference.year, reference.month, reference.source
    ahead = year * 12 + month - 1 + part.offset
    return _in_month(p, ahead // 12, ahead % 12 + 1, source)


def _relative_quarter(p: Point, part: Relative, anchors: Anchors) -> Placed | None:
    reference = anchors.with_month()
    if reference is None or reference.month is None or part.anchor == "text":
        return None
    ahead = reference.year * 4 + (reference.month - 1) // 3 + part.offset
    return _in_quarter(p, ahead // 4, ahead % 4 + 1, reference.source)


def _lone_day(p: Point, anchors: Anchors, rolls: bool) -> Placed | None:
    """``18日``: the month of a near date of the text, else of the reference; a later day is the month before's."""
    day = p.day if isinstance(p.day, int) else 0
    text = anchors.text
    if text is not None and text.month is not None and (rolls or text.day is None or day >= text.day):
        year, month = text.year, text.month
        if rolls and text.day is not None and day < text.day:
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return _in_month(p, year, month, text.source)
    reference = anchors.with_day()
    if reference is None or reference.month is None or reference.day is None:
        return None
    ahead, known = reference.year * 12 + reference.month - 1, anchors.references
    if day > reference.day and not anchors.future:
        if day - reference.day > SOON:
            ahead -= 1
        elif not any((a.year, a.month) == (reference.year, reference.month) and a.day and a.day >= day for a in known):
            return None  # tomorrow, or four weeks ago: the text does not say
    elif day < reference.day and anchors.future:
        ahead += 1
    return _in_month(p, ahead // 12, ahead % 12 + 1, reference.source)


def _recurs_month(p: Point) -> str | None:
    """``每年6月``, ``每年6月30日``; other recurrences have no closed form."""
    if p.recurs == "year" and p.month is None and p.day is None and p.part == "end":
        return "--12-31"
    if p.recurs != "year" or not isinstance(p.month, int):
        return None
    if isinstance(p.day, int):
        return f"--{p.month:02d}-{p.day:02d}"
    if p.part == "end" and p.month != 2:
        return f"--{p.month:02d}-{month_end(2001, p.month)}"
    # the end of February is the 28th or the 29th
    return f"--{p.month:02d}" if p.part is None or (p.part == "end" and p.month == 2) else None


def recurring(start: Point, end: Point | None) -> str | None:
    """Value of a date that comes every year."""
    first = _recurs_month(start)
    if first is None or end is None:
        return first
    last = _recurs_month(replace(end, recurs="year", month=start.month if end.month is None else end.month))
    return f"{first}/{last}" if last else None
