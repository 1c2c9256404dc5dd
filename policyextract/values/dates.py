"""Calendar expressions: what a text says about a date, before anything it leaves out is filled in.

A rule captures *slots*; :func:`read_date` makes a :class:`CalendarExpression` of them, or None when no calendar has
such a day. Nothing here knows a word of Chinese: words with a meaning (今年, 月底, 上周) reach it as codes.

Slots of one side (each also with the prefix ``to_`` for the end of a range):

=================== ====================================================================================
``year`` ``month``  a number as written (``2022``, ``二〇二二``, ``22``), or a code: ``+0 -1 +1`` counted from the
``day`` ``quarter`` reference date (今年, 上月, 明天), ``same`` ``same+1`` from the date before in the text (同日,
``week``            次年). ``quarter`` is a number or a code, ``week`` only a code
``roc_year``        year of the Republic of China
``half``            ``1`` or ``2``
``part``            ``start mid end`` of the unit, ``whole within`` for all of it, ``early middle late``
                    third of a month, ``early_middle middle_late`` two thirds, ``first_half second_half``
``weekday``         1 (Monday) to 7
``ordinal``         with ``weekday``: which one of the month, ``last`` the last
``recurs``          ``year month week quarter``: every one of them
``plan``            number of a national five-year plan
``decade``          ``90``; with ``century`` (``20``) when the text says so
``count``           with ``count_unit`` and ``side``: ``first``/``last`` of the year or plan, ``past``
``offset``          with ``offset_unit`` and ``direction`` (``+1``, ``-1``): three days ago
``period``          any text: the same period as the one before (同期) of the given year
``festival``        a day of the year (``10-01``), lunar year (``L08-15``) or week (``05:7#2``), or ``qingming``
``lunar_month``     with ``lunar_day``: a day of the lunar calendar
``event``           ``issued``: the day this document was issued; with ``offset``, so long after it
=================== ====================================================================================

Slots of the whole: ``date`` and ``to_date`` take expressions that were read already (a cascade), ``until`` (any text)
makes a deadline, ``since`` (any text) an open end, ``joined`` (any text) says that the two ends must be neighbours
(``第二、三季度``, not ``一、四季度``). A pattern with alternatives may capture a slot again as ``month_2``.

>>> str(read_date({"month": "4", "day": "21"})), str(read_date({"year": "-1", "month": "11", "part": "end"}))
('XXXX-04-21', 'Y-1-11-30')
>>> str(read_date({"year": "2022", "month": "5", "to_month": "7", "until": ""})), read_date({"month": "13"})
('2022-05/2022-07', None)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from policyextract.values.numerals import parse_integer
from policyextract.values.points import LONGEST, MONTH_PARTS, Part, Point, Precision, Relative, month_end

__all__ = ["CalendarExpression", "Open", "Part", "Point", "Precision", "Relative", "read_date"]

Open = Literal["until", "since"]

_ROC = 1911
_FURTHEST = 200  # years, months …: a bigger offset is no calendar expression


@dataclass(frozen=True, slots=True)
class CalendarExpression:
    """What the text says: a point, a range (``end``), and whether it is open to one side.

    ``str()`` is the ISO value when the text is complete, else the same with placeholders: ``XXXX`` for a missing part,
    ``Y-1``, ``M+0``, ``D+1``, ``Q-1``, ``W+1`` for one counted from the reference date, ``Y=``, ``D=`` for one counted
    from the date before in the text.
    """

    start: Point
    end: Point | None = None
    open: Open | None = None
    precision: Precision = field(init=False, compare=False, repr=False)
    """The finest unit the text gives."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", (self.end or self.start).precision)

    @property
    def complete(self) -> bool:
        """Whether the text alone names it."""
        return self.start.complete and (self.end is None or self.end.complete)

    def __str__(self) -> str:
        text = str(self.start) if self.end is None else f"{self.start}/{self.end}"
        if self.open == "until":
            return f"../{text}"
        return f"{text}/.." if self.open == "since" else text


def read_date(slots: Mapping[str, Any]) -> CalendarExpression | None:
    """Make a calendar expression of captured slots, or None when no calendar has such a day."""
    head = slots.get("date")
    if head is None:
        kept = ((k, v) for k, v in slots.items() if isinstance(v, str | int | CalendarExpression) and v != "")
        return _read(tuple(kept))
    if not isinstance(head, CalendarExpression):
        return None
    return _extended(head, slots)


def _extended(head: CalendarExpression, slots: Mapping[str, Any]) -> CalendarExpression | None:
    """An expression that was read already, with an end or an open side."""
    tail = slots.get("to_date")
    opened: Open | None = "until" if slots.get("until") else "since" if slots.get("since") else head.open
    if tail is None:
        return head if opened is head.open else replace(head, open=opened)
    if not isinstance(tail, CalendarExpression):
        return None
    return _joined(head.start, tail.end or tail.start, opened)


@lru_cache(maxsize=4096)
def _read(slots: tuple[tuple[str, Any], ...]) -> CalendarExpression | None:
    """The same slots come again and again, in one document and in the next."""
    sides: tuple[dict[str, Any], dict[str, Any]] = {}, {}
    for name, value in slots:
        if name[-2:-1] == "_" and name[-1].isdigit():
            name = name[:-2]  # month_2: the same slot in another alternative
        far = name.startswith("to_")
        sides[far].setdefault(name[3:] if far else name, value)
    near, far_side = sides
    start = _point(near)
    if start is None:
        return None
    opened: Open | None = "until" if "until" in near else "since" if "since" in near else None
    if isinstance(tail := far_side.get("date"), CalendarExpression):
        return _joined(start, tail.end or tail.start, opened)
    if not far_side:
        return CalendarExpression(start, None, opened)
    end = _point(_same_century(start, far_side))
    if end is None or ("joined" in near and not _neighbours(start, end)):
        return None
    return _joined(start, end, opened)


def _joined(start: Point, end: Point, opened: Open | None) -> CalendarExpression | None:
    end = _inherited(start, end)
    if start.recurs:
        end = replace(end, recurs=start.recurs)
    return CalendarExpression(start, end, opened) if _range_possible(start, end) else None


def _point(slots: Mapping[str, Any]) -> Point | None:
    try:
        found = {name: _READERS[name](value) for name, value in slots.items() if name in _READERS}
        if "roc_year" in found:
            found["year"] = found.pop("roc_year") + _ROC
        if "century" in found or "decade" in found:
            found["decade"] = _decade(found.get("decade"), found.pop("century", None))
        lunar = found.pop("lunar_month", None), found.pop("lunar_day", None)
        if None not in lunar:
            found["festival"] = f"L{lunar[0]:02d}-{lunar[1]:02d}"
        if "festival" in found and "day" in found:
            del found["festival"]  # 2022年10月1日国庆节: the day is said
        if "direction" in found:
            found["offset"] = found.get("offset", 1) * found.pop("direction")
        point = Point(**found)
    except ValueError:
        return None
    return point if _possible(point) else None


def _year(written: Any) -> Part:
    year = _part(0, 2999)(written)
    if isinstance(year, int) and year < 100:
        return 2000 + year if year < 50 else 1900 + year  # '22, 98年
    if isinstance(year, int) and year < 1000:
        raise ValueError(year)
    return year


def _decade(decade: int | None, century: int | None) -> int:
    """First year of 1990年代 or 上世纪90年代; 20年代 does not say of which century."""
    if decade is None or decade % 10 or (century is None and decade < 40):
        raise ValueError(decade)
    return decade if decade >= 1000 else ((century or 20) - 1) * 100 + decade


def _number(low: int, high: int) -> Callable[[Any], int]:
    """Reads a number in its bounds; ValueError when it cannot be."""

    def read(value: Any) -> int:
        number = value if isinstance(value, int) else parse_integer(str(value))
        if number is None or not low <= number <= high:
            raise ValueError(value)
        return number

    return read


def _part(low: int, high: int) -> Callable[[Any], Part]:
    """Reads a number in its bounds, or a code relative to elsewhere."""
    number = _number(low, high)

    def read(value: Any) -> Part:
        if isinstance(value, str):
            if value.startswith("same"):
                return Relative(int(value[4:] or 0), "text")
            if value[:1] in "+-" and value[1:].isascii() and value[1:].isdigit():
                return Relative(_number(-_FURTHEST, _FURTHEST)(int(value)))
        return number(value)

    return read


def _code(*known: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value not in known:
            raise ValueError(value)
        return str(value)

    return read


def _ordinal(value: Any) -> int:
    return -1 if value == "last" else _number(1, 5)(value)


def _lunar_day(value: Any) -> int:
    """``初五``, ``廿三``: the days up to the tenth have a mark before them."""
    return _number(1, 30)(str(value).removeprefix("初"))


def _festival(value: Any) -> str:
    if not _FESTIVAL.fullmatch(str(value)):
        raise ValueError(value)
    return str(value)


_FESTIVAL = re.compile("L?(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[1-9]|1[0-2]):[1-7]#[1-4]|qingming")
_UNIT = _code("day", "week", "month", "quarter", "half", "year")
_READERS: dict[str, Callable[[Any], Any]] = {
    "year": _year,
    "roc_year": _number(1, 200),
    "month": _part(1, 12),
    "day": _part(1, 31),
    "quarter": _part(1, 4),
    "half": _number(1, 2),
    "part": _code("start", "mid", "end", "whole", "within", *MONTH_PARTS),
    "weekday": _number(1, 7),
    "ordinal": _ordinal,
    "week": _part(1, 53),
    "recurs": _code("year", "half", "quarter", "month", "week", "day"),
    "plan": _number(1, 30),
    "decade": _number(0, 2990),
    "century": _number(10, 30),
    "count": _number(1, _FURTHEST),
    "count_unit": _UNIT,
    "side": _code("first", "last", "past"),
    "offset": _number(1, _FURTHEST),
    "offset_unit": _UNIT,
    "direction": int,
    "period": bool,
    "spoken": bool,
    "event": _code("issued"),
    "festival": _festival,
    "lunar_month": _number(1, 12),
    "lunar_day": _lunar_day,
}


def _same_century(start: Point, slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """``1998—02年`` and ``2021-22年``: a short year lies in the century of the first, or in the next."""
    short = parse_integer(str(slots.get("year", "")))
    if not isinstance(start.year, int) or short is None or short >= 100:
        return slots
    year = start.year // 100 * 100 + short
    return {**slots, "year": year if year >= start.year else year + 100}


def _inherited(start: Point, end: Point) -> Point:
    """The end of a range takes year and month from its beginning where it lies behind it without turning over."""
    if isinstance(end.day, int) and end.month is None and end.year is None and isinstance(start.month, int):
        if isinstance(start.day, int) and end.day >= start.day:
            return replace(end, year=start.year, month=start.month)
        return end
    lends = isinstance(start.year, int) or (isinstance(start.year, Relative) and start.year.anchor == "reference")
    if isinstance(start.day, Relative) or isinstance(end.day, Relative):
        return end
    if lends and end.year is None:
        for unit in ("month", "quarter", "half"):
            a, b = getattr(start, unit), getattr(end, unit)
            if isinstance(a, int) and isinstance(b, int) and (a, start.day or 1) <= (b, end.day or 31):
                return replace(end, year=start.year)
    return end


def _possible(p: Point) -> bool:
    if isinstance(p.month, int) and isinstance(p.day, int):
        if p.day > LONGEST[p.month]:
            return False
        if isinstance(p.year, int) and p.day > month_end(p.year, p.month):
            return False
    if p.count is not None and (p.count_unit is None or p.side is None):
        return False
    if p.side in ("first", "last") and p.plan is None and not _within_year(p):
        return False
    if (p.offset is None) != (p.offset_unit is None):
        return False
    if p.year is not None and p.day is not None and p.month is None:
        return False
    named = (
        p.year,
        p.month,
        p.day,
        p.quarter,
        p.half,
        p.weekday,
        p.week,
        p.plan,
        p.decade,
        p.count,
        p.offset,
        p.festival,
    )
    return (
        p.period
        or p.event is not None
        or p.part in ("start", "mid", "end", "whole", "within")
        or any(x is not None for x in named)
    )


def _within_year(p: Point) -> bool:
    most = {"month": 12, "quarter": 4, "half": 2}.get(p.count_unit or "", 0)
    return p.count is not None and p.count <= most


def _range_possible(start: Point, end: Point) -> bool:
    """Absolute ends in order; ``2022年至2021年`` is no range. Other cases show when they are resolved."""
    if isinstance(start.day, Relative) and end.precision == "year":
        return False  # 现在到2009年: a day and a year make no interval
    return not (isinstance(start.year, int) and isinstance(end.year, int) and end.year < start.year)


def _neighbours(start: Point, end: Point) -> bool:
    for unit in ("year", "quarter", "month", "day"):
        a, b = getattr(start, unit), getattr(end, unit)
        if isinstance(a, int) and isinstance(b, int) and a != b:
            return b == a + 1
    return False
