"""The year of a month and day where the day a text speaks from misleads.

Two witnesses know better: the title or lead of a policy that names the year it is about (2024年…安排, signed in October
2023), and the weekday in brackets behind a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from policyextract.assembly.anchors import Standpoint
from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.document import Annotation
from policyextract.values import Anchor, Anchors, CalendarExpression, Resolution, resolve
from policyextract.values.dates import Point
from policyextract.values.resolve import days

_LEAD = 600  # characters: how far down the lead names the year
_PAST = 60  # days: what lies so far back is of the coming year that the paper is about, not of this one
_VOTES = 2  # weekdays that prove the year of a whole text


def spoken_of(context: Context, here: Standpoint) -> Standpoint:
    """The standpoint with the year that a policy is about, when that is another than the one it speaks from."""
    if here.standing or context.result.get("kind") == "other":
        return here
    if not here.references:
        named = _named(context, undated=True)
        return here if named is None else replace(here, references=(Anchor("text", named),), latest=named)
    if not here.formal:
        return here
    named, reference = _named(context), here.references[0]
    votes = _votes(context, reference)
    if len(votes) >= _VOTES and len(set(votes)) == 1:
        return replace(here, coming=(votes[0], 0)) if votes[0] == reference.year + 1 else here
    return replace(here, coming=(named, _PAST)) if named == reference.year + 1 else here


def _named(context: Context, undated: bool = False) -> int | None:
    """The one year that the title names, else the one that the lead says it is about.

    Of an ``undated`` text the title may also name a quarter of it, or the paper of that year that it reports.
    """
    title = title_passage(context)
    years = {_year(a, undated) for a in title.of("date")} - {None} if title is not None else set()
    if not years:
        lead = (a for a in context.found.of("date") if a.start < _LEAD and a.get("subject"))
        years = {_year(a) for a in lead} - {None}
    return years.pop() if len(years) == 1 else None


def _year(annotation: Annotation, wide: bool = False) -> int | None:
    """The year of an expression that is nothing but a year."""
    value = annotation.value
    if not isinstance(value, CalendarExpression) or value.end is not None or value.open is not None:
        return None
    start = value.start
    plain = value.precision == "year" and start.part is None and annotation.get("role") != "cited"
    return start.year if (plain or wide) and isinstance(start.year, int) else None


def _votes(context: Context, reference: Anchor) -> list[int]:
    """The years that the weekdays of a text prove."""
    out = []
    for annotation in context.found.of("date"):
        weekday = _weekday(annotation)
        point = _bare(annotation.value)
        if weekday is None or point is None or not isinstance(point.month, int):
            continue
        for year in (reference.year, reference.year + 1, reference.year - 1):
            if _falls(point, year, point.month, weekday):
                out.append(year)
                break
    return out


def _weekday(annotation: Annotation) -> int | None:
    capture = annotation.captures.get("weekday") or annotation.captures.get("weekday_2")
    return int(capture.value) if capture is not None and str(capture.value).isdigit() else None


def _bare(value: object) -> Point | None:
    """A day that says no year, and perhaps no month."""
    if not isinstance(value, CalendarExpression):
        return None
    point = value.start
    named = point.year is None and point.recurs is None and isinstance(point.day, int)
    return point if named and (point.month is None or isinstance(point.month, int)) else None


def _falls(point: Point, year: int, month: int, weekday: int) -> bool:
    try:
        return dt.date(year, month, int(str(point.day))).isoweekday() == weekday
    except ValueError:
        return False


def corrected(
    expression: CalendarExpression, annotation: Annotation, found: Resolution, here: Standpoint
) -> Resolution:
    """A resolution as the witnesses would have it; ``found`` when there are none, or they agree.

    Examples
    --------
    >>> from policyextract.values.dates import read_date
    >>> october = Anchor("signed", 2023, 10, 25)
    >>> here = Standpoint((october,), True, False, None, None, None, coming=(2024, 60))
    >>> day = read_date({"month": "2", "day": "4"})
    >>> plain = resolve(day, Anchors(references=(october,)))
    >>> plain.value, corrected(day, Annotation("date", 0, 4, "r"), plain, here).value
    ('2023-02-04', '2024-02-04')
    """
    point = expression.start
    if point.year is not None or point.recurs is not None or not here.references:
        return found
    weekday = _weekday(annotation)
    if weekday is not None and (bare := _bare(expression)) is not None:
        for anchor in _around(found, bare, here.references[0]):
            if _falls(bare, anchor.year, anchor.month or 1, weekday):
                return found if _same(found, bare, anchor) else resolve(expression, Anchors(text=anchor))
    if here.coming is None or found.value is None or found.anchor != here.references[0].source:
        return found
    year, least = here.coming
    last = days(found.value)[1]
    spoken = here.references[0].date
    if last is None or annotation.get("tense") == "past" or last.year >= year:
        return found
    if spoken is not None and (spoken - last).days <= least:
        return found
    return resolve(expression, Anchors(text=Anchor("text", year)))


def _around(found: Resolution, point: Point, reference: Anchor) -> Iterator[Anchor]:
    """The months and years that a day may lie in, the likeliest first."""
    first, last = days(found.value) if found.value else (None, None)
    near = first or last
    year, month = (near.year, near.month) if near else (reference.year, reference.month)
    if point.month is not None:
        for shift in (0, 1, -1):
            yield Anchor("text", year + shift, int(str(point.month)))
    elif month is not None:
        for shift in (0, -1, 1):
            ahead = year * 12 + month - 1 + shift
            yield Anchor("text", ahead // 12, ahead % 12 + 1)


def _same(found: Resolution, point: Point, anchor: Anchor) -> bool:
    first, last = days(found.value) if found.value else (None, None)
    near = first or last
    return near is not None and (near.year, near.month) == (anchor.year, anchor.month)
