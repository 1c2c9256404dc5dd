"""Calendar expressions: what a text says about a date, before anything it leaves out is filled in.

A rule captures *slots*; :func:`read_date` makes a :class:`CalendarExpression` of them, or None when no calendar has
such a day. Nothing here knows a word of Chinese: words with a meaning (今年, 月底, 上周) reach it as codes.

Slots of one side (each also with the prefix ``to_`` for the end of a range):

=================== ====================================================================================
``year`` ``month``  a number as written (``2022``, ``二〇二二``, ``22``), or a code: ``+0 -1 +1`` counted from the
``day`` ``quarter`` reference date (今年, 上月, 明天), ``same`` ``same+1`` from the date before in the text (同日,
``week``            次年). ``quarter`` is a number or a code, ``week`` only a code
``roc_year``        year of the Republic of China; ``era_year`` likewise with the era's first year in ``era``
``half``            ``1`` or ``2``
``part``            ``start mid end`` of the unit, ``whole within`` for all of it, ``early middle late``
                    third of a month
``weekday``         1 (Monday) to 7
``recurs``          ``year month week quarter``: every one of them
``plan``            number of a national five-year plan
``decade``          ``90``; with ``century`` (``20``) when the text says so
``count``           with ``count_unit`` and ``side``: ``first``/``last`` of the year or plan, ``past``
``offset``          with ``offset_unit`` and ``direction`` (``+1``, ``-1``): three days ago
``period``          any text: the same period as the one before (同期) of the given year
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

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from policyextract.values.numerals import parse_integer
from policyextract.values.points import LONGEST, Part, Point, Precision, Relative, month_end

__all__ = ["CalendarExpression", "Open", "Part", "Point", "Precision", "Relative", "read_date"]

Open = Literal["until", "since"]

_PARTS = {"start", "mid", "end", "whole", "within", "early", "middle", "late"}
_UNITS = {"day", "week", "month", "quarter", "half", "year"}
_RECURS = {"year", "half", "quarter", "month", "week", "day"}
_EVENTS = {"issued"}
_SIDES = {"first", "last", "past"}
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

    @property
    def precision(self) -> Precision:
        """The finest unit the text gives."""
        return (self.end or self.start).precision

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
    if any(name[-1] in "23456789" for name in slots):
        slots = _numbered(slots)
    head, tail = slots.get("date"), slots.get("to_date")
    start = head.start if isinstance(head, CalendarExpression) else _read_point(slots, "")
    if start is None:
        return None
    end = head.end if isinstance(head, CalendarExpression) else None
    if isinstance(tail, CalendarExpression):
        end = _inherited(start, tail.end or tail.start)
    elif any(key.startswith("to_") and key != "to_date" and value not in (None, "") for key, value in slots.items()):
        end = _read_point(slots, "to_")
        if end is None:
            return None
        end = _inherited(start, _same_century(start, end))
    if end is not None and start.recurs:
        end = replace(end, recurs=start.recurs)
    if end is not None and not _range_possible(start, end):
        return None
    if slots.get("joined") and (end is None or not _neighbours(start, end)):
        return None
    opened: Open | None = head.open if isinstance(head, CalendarExpression) else None
    if slots.get("until"):
        opened = "until"
    elif slots.get("since"):
        opened = "since"
    return CalendarExpression(start, end, opened)


def _numbered(slots: Mapping[str, Any]) -> dict[str, Any]:
    """Slots of alternatives under their plain names: ``month_2`` is ``month`` where that was not captured."""
    plain: dict[str, Any] = {}
    for name, value in slots.items():
        if value not in (None, ""):
            plain.setdefault(name[:-2] if name[-2:-1] == "_" and name[-1].isdigit() else name, value)
    return plain


def _read_point(slots: Mapping[str, Any], prefix: str) -> Point | None:
    def get(name: str) -> Any:
        value = slots.get(prefix + name)
        return None if value == "" else value

    try:
        point = Point(
            year=_read_year(get),
            month=_part(get("month"), 1, 12),
            day=_part(get("day"), 1, 31),
            quarter=_part(get("quarter"), 1, 4),
            half=_number(get("half"), 1, 2),
            part=_code(slots, prefix + "part", _PARTS),
            weekday=_number(get("weekday"), 1, 7),
            week=_part(get("week"), 1, 53),
            recurs=_code(slots, prefix + "recurs", _RECURS),
            plan=_number(get("plan"), 1, 30),
            decade=_read_decade(get),
            count=_number(get("count"), 1, _FURTHEST),
            count_unit=_code(slots, prefix + "count_unit", _UNITS),
            side=_code(slots, prefix + "side", _SIDES),
            offset=_read_offset(get),
            offset_unit=_code(slots, prefix + "offset_unit", _UNITS),
            same_period=get("period") is not None,
            event=_code(slots, prefix + "event", _EVENTS),
        )
    except ValueError:
        return None
    return point if _possible(point) else None


def _read_year(get: Any) -> Part | None:
    if (written := get("roc_year")) is not None:
        return _number(written, 1, 200) + 1911  # type: ignore[operator]
    if (written := get("era_year")) is not None:
        return _number(written, 1, 200) + int(get("era")) - 1  # type: ignore[operator]
    year = _part(get("year"), 0, 2999)
    if isinstance(year, int) and year < 100:
        return 2000 + year if year < 50 else 1900 + year  # '22, 98年
    if isinstance(year, int) and year < 1000:
        raise ValueError(year)
    return year


def _read_decade(get: Any) -> int | None:
    decade = _number(get("decade"), 0, 2990)
    if decade is None:
        return None
    if decade % 10:
        raise ValueError(decade)
    if decade >= 1000:
        return decade
    century = _number(get("century"), 10, 30)
    if century is None:
        if decade < 50:
            raise ValueError(decade)  # 20年代: which century is not said
        century = 20
    return (century - 1) * 100 + decade


def _read_offset(get: Any) -> int | None:
    offset = _number(get("offset"), 1, _FURTHEST)
    return None if offset is None else offset * int(get("direction") or 1)


def _number(value: Any, low: int, high: int) -> int | None:
    """A number in its bounds; None when nothing was captured, ValueError when it cannot be."""
    if value is None:
        return None
    number = value if isinstance(value, int) else parse_integer(str(value))
    if number is None or not low <= number <= high:
        raise ValueError(value)
    return number


def _part(value: Any, low: int, high: int) -> Part | None:
    if isinstance(value, str):
        if value.startswith("same"):
            return Relative(int(value[4:] or 0), "text")
        if value[:1] in "+-" and value[1:].isascii() and value[1:].isdigit():
            offset = int(value)
            if abs(offset) > _FURTHEST:
                raise ValueError(value)
            return Relative(offset)
    return _number(value, low, high)


def _code(slots: Mapping[str, Any], name: str, known: set[str]) -> str | None:
    value = slots.get(name)
    if value in (None, ""):
        return None
    if value not in known:
        raise ValueError(value)
    return str(value)


def _same_century(start: Point, end: Point) -> Point:
    """``1998—02年`` and ``2021-22年``: the short year lies behind the first, never a century before it."""
    if isinstance(start.year, int) and isinstance(end.year, int) and end.year < start.year <= end.year + 100:
        return replace(end, year=end.year + 100)
    return end


def _inherited(start: Point, end: Point) -> Point:
    """The end of a range takes year and month from its beginning where it lies behind it without turning over."""
    if isinstance(end.day, int) and end.month is None and end.year is None and isinstance(start.month, int):
        if isinstance(start.day, int) and end.day >= start.day:
            return replace(end, year=start.year, month=start.month)
        return end
    lends = isinstance(start.year, int) or (isinstance(start.year, Relative) and start.year.anchor == "reference")
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
    named = (p.year, p.month, p.day, p.quarter, p.half, p.weekday, p.week, p.plan, p.decade, p.count, p.offset)
    return (
        p.same_period
        or p.event is not None
        or p.part in ("start", "mid", "end", "whole", "within")
        or any(x is not None for x in named)
    )


def _within_year(p: Point) -> bool:
    most = {"month": 12, "quarter": 4, "half": 2}.get(p.count_unit or "", 0)
    return p.count is not None and p.count <= most


def _range_possible(start: Point, end: Point) -> bool:
    """Absolute ends in order; ``2022年至2021年`` is no range. Other cases show when they are resolved."""
    return not (isinstance(start.year, int) and isinstance(end.year, int) and end.year < start.year)


def _neighbours(start: Point, end: Point) -> bool:
    for unit in ("year", "quarter", "month", "day"):
        a, b = getattr(start, unit), getattr(end, unit)
        if isinstance(a, int) and isinstance(b, int) and a != b:
            return b == a + 1
    return False
