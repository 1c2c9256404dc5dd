"""The dates a document speaks from: dateline, publication, signature, the year in its number.

Which of them comes first depends on what the text is: a policy counts from the day it was signed (a page may show it
years later), a report from its dateline or the day it appeared.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from policyextract.assembly.context import Context
from policyextract.cleaning.pagedates import read_page_date
from policyextract.document import Annotation
from policyextract.values import Anchor, Anchors, CalendarExpression, resolve

_BEIJING = ZoneInfo("Asia/Shanghai")
_TOLD = ("event", "issued", "meeting", "published", "campaign", "other")
_OFTEN = 3  # mentions of the one year of a text that make it the year it speaks from
HEAD = 600  # characters: a promulgation stands above the first article


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Anchors of a whole document, and the day it was signed with its evidence.

    ``standing`` acts (statutes, measures) speak to every year: what they count from elsewhere (当年, 3月31日前) has no
    value. ``latest`` is the latest of several years that a text names which does not say when it speaks. ``coming`` is
    the year that a policy of the year before is about, and how many days back a date must lie to be of it.
    """

    references: tuple[Anchor, ...]
    formal: bool
    standing: bool
    issued: Anchor | None
    signed: dt.date | None
    signed_by: Annotation | None
    latest: int | None = None
    coming: tuple[int, int] | None = None
    day: dt.date | None = field(init=False)
    """The day that the text speaks on, as far as one is known."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", next((a.date for a in self.references if a.date is not None), None))


def standpoint(context: Context) -> Standpoint:
    """Find what the dates of a document are counted from."""
    published = _anchor("published", beijing_day(context.result.get("published")))
    signed, by = _signed(context)
    signed_anchor = _anchor("signed", signed)
    dateline = _dateline(context, published or signed_anchor)
    number = context.result.get("document_number") or {}
    year = number.get("year")
    numbered = Anchor("document_number", year) if isinstance(year, int) else None
    formal = context.result.get("kind") == "policy"
    order = (signed_anchor, published, dateline) if formal else (dateline, published, signed_anchor)
    references = tuple(a for a in (*order, numbered) if a is not None)
    years, told = (set(), False) if references else _years(context)
    if told and len(years) == 1:
        references = (Anchor("text", max(years)),)
    latest = max(years) if len(years) > 1 else None
    standing = formal and context.result.get("document_type") in context.tables.get("date_standing_types", ())
    issued = _enacted(context) or signed_anchor or (published if formal else None)
    if signed is None and formal:
        signed, by = _adopted(context)  # what is adopted on one day may be made known on another: no anchor
    return Standpoint(references, formal, standing, issued, signed, by, latest)


def beijing_day(when: Any) -> dt.date | None:
    """The calendar day in Beijing of a date or a point in time."""
    if isinstance(when, dt.datetime):
        return when.astimezone(_BEIJING).date() if when.tzinfo else when.date()
    return when if isinstance(when, dt.date) else None


def _anchor(source: str, day: dt.date | None) -> Anchor | None:
    return None if day is None else Anchor(source, day.year, day.month, day.day)


def _placed(context: Context) -> dict[str, list[Annotation]]:
    """The dates whose place in the document says what they are, by place, in text order."""
    found: dict[str, list[Annotation]] | None = context.memo.get("anchors.placed")
    if found is None:
        found = context.memo["anchors.placed"] = {}
        for annotation in context.found.of("date"):
            place = annotation.get("place")
            if place is not None:
                found.setdefault(place, []).append(annotation)
    return found


def _signed(context: Context) -> tuple[dt.date | None, Annotation | None]:
    """The day of the signature: a label of the page, the date under the text, else the promulgation above it."""
    placed = _placed(context)
    below = next(iter(placed.get("signature", [])[-1:] + placed.get("stamp", [])), None)
    above = next((a for a in placed.get("promulgation", ()) if a.start < HEAD), None)
    for value in context.document.metadata.values.get("signed", ()):
        day = beijing_day(read_page_date(value.text))
        if day is not None:
            return day, None
    for candidate in (below, above):
        stated = absolute_day(candidate.value) if candidate else None
        if stated is not None:
            return stated, candidate
    return None, None


def _adopted(context: Context) -> tuple[dt.date | None, Annotation | None]:
    """The day an act was adopted, when the note under its title tells of no other."""
    told = [
        a
        for a in context.found.of("date")
        if a.start < HEAD
        and "issued" in (a.get("role"), a.get("formal_role"))
        and isinstance(a.value, CalendarExpression)
    ]
    if len(told) != 1 or told[0].get("place") != "adopted":
        return None, None
    day = absolute_day(told[0].value)
    return day, told[0] if day else None


def _enacted(context: Context) -> Anchor | None:
    """The entry of an act's history that laid down its whole text: 自公布日施行 of an amended act counts from there."""
    enacted = [a for a in _placed(context).get("enacted", ()) if a.start < HEAD]
    return _anchor("signed", absolute_day(enacted[-1].value)) if enacted else None


def _years(context: Context) -> tuple[set[int], bool]:
    """The years that a text names, and whether it tells of something that took place in one of them.

    One year named in passing (2018年, 1949年以来, 2020年1月1日起施行) does not say when a text speaks; a month or
    day of it does, or the year said again and again.
    """
    years: set[int] = set()
    told = said = 0
    for annotation in context.found.of("date"):
        expression = annotation.value
        if not isinstance(expression, CalendarExpression):
            continue
        mine = {p.year for p in (expression.start, expression.end) if p is not None and isinstance(p.year, int)}
        years |= mine
        if mine and tells(annotation):
            said += 1
            told += expression.precision in ("day", "month") and (expression.end or expression.start).part is None
    return years, told > 0 or said >= _OFTEN


def tells(annotation: Annotation) -> bool:
    """Whether a date tells of something that took place, so that the text speaks from its year; a goal does not."""
    role = annotation.get("role")
    return annotation.value.open is None and (role is None or role in _TOLD)


def stamped(context: Context) -> Annotation | None:
    """The first of the time stamps between the speeches of a transcript, where all of them name one day."""
    found = _placed(context).get("time_stamp", ())
    days = {absolute_day(a.value) for a in found}
    return found[0] if len(found) > 1 and len(days) == 1 and None not in days else None


def _dateline(context: Context, known: Anchor | None) -> Anchor | None:
    found = _placed(context).get("dateline")
    return _anchor("dateline", absolute_day(found[0].value) or _day(found[0].value, known)) if found else None


def absolute_day(value: Any) -> dt.date | None:
    """The day of an expression that names one wholly."""
    return _day(value, None) if isinstance(value, CalendarExpression) and value.complete else None


def _day(value: Any, known: Anchor | None) -> dt.date | None:
    if not isinstance(value, CalendarExpression) or value.end is not None or value.open is not None:
        return None
    found = resolve(value, Anchors(references=(known,) if known else ())).value
    return dt.date.fromisoformat(found) if found and len(found) == 10 else None
