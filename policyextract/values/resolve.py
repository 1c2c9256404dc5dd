"""Fill in what a calendar expression leaves out, along a chain of anchors; null when nothing carries it.

>>> from policyextract.values.dates import read_date
>>> page = Anchors(references=(Anchor("published", 2022, 4, 22),))
>>> resolve(read_date({"month": "4", "day": "21"}), page)
Resolution(value='2022-04-21', precision='day', anchor='published')
>>> resolve(read_date({"day": "28"}), page).value, resolve(read_date({"year": "-1", "half": "1"}), page).value
('2022-03-28', '2021-H1')
>>> resolve(read_date({"month": "4", "day": "21"}), Anchors()).value is None
True
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from policyextract.values.anchors import Anchor, Anchors, Placed, days
from policyextract.values.dates import CalendarExpression, Part, Point, Precision, Relative
from policyextract.values.placing import EARLY, LATE, place, recurring

__all__ = ["Anchor", "Anchors", "Resolution", "counted_from_reference", "days", "every_year", "resolve"]


@dataclass(slots=True)
class Resolution:
    """A value in a closed form (or None), its precision and the source of what was filled in (None: nothing was)."""

    value: str | None
    precision: Precision | None = None
    anchor: str | None = None


def resolve(expression: CalendarExpression, anchors: Anchors) -> Resolution:
    """Resolve an expression; ``value`` is None when a missing part has no anchor."""
    precision = expression.precision
    try:
        if expression.start.recurs:
            return Resolution(recurring(expression.start, expression.end), precision)
        ahead = not anchors.future and (expression.open == "until" or _begins_next_year(expression, anchors))
        placed = _resolve(expression, replace(anchors, future=True) if ahead else anchors)
    except (ValueError, OverflowError):
        placed = None
    if placed is None:
        return Resolution(None, precision)
    value = placed.value
    if expression.open == "until":
        value = f"../{value.rpartition('/')[2]}"
    elif expression.open == "since":
        value = f"{value.partition('/')[0]}/.."
    return Resolution(value, precision, placed.source)


def _begins_next_year(expression: CalendarExpression, anchors: Anchors) -> bool:
    """``自1月1日起施行``, said in December: an open end that does not look back begins soon, not a year ago."""
    reference = anchors.references[0] if anchors.references else None
    if expression.open != "since" or anchors.past or reference is None or reference.month is None:
        return False
    month = expression.start.month
    return reference.month >= LATE and isinstance(month, int) and month <= EARLY


def counted_from_reference(expression: CalendarExpression) -> CalendarExpression:
    """An expression counted from a year of the text (上年度), counted from the reference date instead."""
    return replace(expression, start=_from_reference(expression.start))


def every_year(expression: CalendarExpression) -> Resolution:
    """What a text that speaks to every year means by a day without a year (3月31日前).

    >>> from policyextract.values.dates import read_date
    >>> every_year(read_date({"month": "3", "day": "31", "until": "前"})).value
    '--03-31'
    """
    start, end = expression.start, expression.end
    if _named(start.year) or not isinstance(start.month, int) or (end is not None and _named(end.year)):
        return Resolution(None, expression.precision)
    return Resolution(recurring(replace(start, recurs="year"), end), expression.precision)


def _named(year: Part | None) -> bool:
    """Whether a year is stated; 次年 of the year before it counts as none."""
    return isinstance(year, int) or (isinstance(year, Relative) and year.anchor == "reference")


def _resolve(expression: CalendarExpression, anchors: Anchors) -> Placed | None:
    start, end = expression.start, expression.end
    if expression.open == "since" and anchors.previous is None and anchors.text is None:
        start = _from_reference(start)  # 自次年1月1日起: the year after the one the document speaks from
    borrowed = end is not None and _lacks_year(start) and _lends_year(end)
    if end is not None and borrowed:
        start = replace(start, year=end.year)
    if end is not None and start.month is None and isinstance(start.day, int) and isinstance(end.month, int):
        start = replace(start, month=end.month)
    first = place(start, anchors)
    if first is None or end is None:
        return first
    inside = Anchor("text", first.first.year, first.first.month, first.first.day)
    last = place(end, replace(anchors, text=inside, previous=first.value), rolls=True)
    if last is None:
        return None
    if borrowed and last.last < first.first and start.year is not None:
        first = place(replace(start, year=_year_earlier(start.year)), anchors) or first
    if last.last < first.first:
        return None
    value = f"{first.value.partition('/')[0]}/{last.value.rpartition('/')[2]}"
    sources = {first.source, last.source} - {None, "text"}
    return Placed(value, sources.pop() if sources else first.source, first.first, last.last)


def _year_earlier(year: Part) -> Part:
    return year - 1 if isinstance(year, int) else Relative(year.offset - 1, year.anchor)


def _lacks_year(p: Point) -> bool:
    return p.year is None and (p.month is None or isinstance(p.month, int)) and not _free(p)


def _lends_year(p: Point) -> bool:
    return isinstance(p.year, int) or (isinstance(p.year, Relative) and p.year.anchor == "reference")


def _free(p: Point) -> bool:
    """Whether a point is placed without a year of its own: weekdays, offsets, plans, 今天."""
    moved = any(isinstance(x, Relative) for x in (p.month, p.day, p.quarter, p.week))
    return moved or any(x is not None for x in (p.plan, p.decade, p.offset, p.weekday))


def _from_reference(p: Point) -> Point:
    if isinstance(p.year, Relative) and p.year.anchor == "text" and p.year.offset:
        return replace(p, year=Relative(p.year.offset))
    return p
