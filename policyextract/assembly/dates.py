"""Dates of the result: each expression resolved along the anchors, with the role its context gives it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policyextract.assembly.anchors import Standpoint, standpoint, tells
from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.passages import Passage, body
from policyextract.assembly.years import corrected, spoken_of
from policyextract.document import Annotation
from policyextract.values import Anchor, Anchors, CalendarExpression, Resolution, resolve
from policyextract.values.dates import Part, Point, Relative
from policyextract.values.resolve import counted_from_reference, days, every_year

_SENTENCE_END = re.compile("[。!?;\n]")
_LENDS = 40  # characters: how far a bare year lends itself to a month or day behind it
_OWN = 64  # priority of the role that a date's own form gives it, unless the rule sets another
_RECENT = 80  # characters: how far back 当年 and 次年 look
_LISTED = 12  # characters: 21日、22日
_PREFIXES = {"policy": "formal_", "other": "other_", "interpretation": "explained_"}  # of keys in the tables of roles
_ENDING = (11, 12)  # months in which a report looks back on its year
_ASIDE = ("compared", "since")  # manners of years that the text only looks back to
_LENDS_WHOLE = 400  # likewise for 全年
_MONTH = 31  # days
_OPENING = 600  # characters of a text in which its title may stand


@dataclass(slots=True)
class Mention:
    """A date annotation with its value and role; what other files of this room read from ``memo["dates.mentions"]``."""

    annotation: Annotation
    value: str | None
    role: str
    anchor: str | None

    @property
    def day(self) -> dt.date | None:
        """The single day it names, or the day it begins or ends with when open."""
        if self.value is None or self.value.startswith("--"):
            return None
        first, last = days(self.value)
        if first is None or last is None:
            plain = self.value.strip("./")
            return first or last if len(plain) == 10 else None
        return first if first == last else None


@dataclass(slots=True)
class _Running:
    """What the text has said so far."""

    near: Anchor | None = None  # an explicit date of this sentence
    near_end: int = 0
    year: int | None = None  # the last explicit year, for 全年
    year_end: int = 0
    issued: Anchor | None = None  # the issue that this paragraph tells of
    day: str | None = None
    listed: Anchor | None = None  # the day just before
    listed_end: int = 0
    span: tuple[Anchor, ...] = ()  # the first and last day of a stretch that this paragraph named
    month: str | None = None
    period: str | None = None
    year_value: str | None = None
    value_end: int = 0
    month_before: tuple[int, int, int] | None = None  # year and month of 去年5月, and where it ends
    months: dict[int, int] = field(default_factory=dict)  # the years of the months named like that
    block_year: int | None = None  # the year that a paragraph of a plan begins with (2020年，…；下半年…)
    recurs: bool = False  # a date of this sentence comes every year (每年3月31日前报送上年度总结)
    named: dict[int, Anchor] = field(default_factory=dict)  # days of any month, named wholly
    stated: Anchor | None = None  # the last day named wholly, when nothing else says from when the document speaks


def read(context: Context) -> None:
    """Write ``dates``; leave the mentions and the standpoint for other files."""
    here = spoken_of(context, standpoint(context))
    context.memo["dates.standpoint"] = here
    mentions = _mentions(context, here, body(context))
    context.memo["dates.mentions"] = mentions
    _warn(context, mentions, here)
    context.result["dates"] = _of_title(context, here) + [_plain(m, body(context)) for m in mentions]


def _of_title(context: Context, here: Standpoint) -> list[dict[str, Any]]:
    """The dates of a title that stands beside the text only: in front matter, in a tag, in an argument."""
    title = title_passage(context)
    if title is None or title.visible or not title.of("date"):
        return []
    if "".join(title.folded.split()) in "".join(context.document.folded[:_OPENING].split()):
        return []
    return [_plain(m, title) for m in _mentions(context, here, title)]


def _mentions(context: Context, here: Standpoint, passage: Passage) -> list[Mention]:
    folded = passage.document.folded
    running = _Running()
    done = 0
    out: list[Mention] = []
    for annotation in passage.of("date"):
        expression = annotation.value
        if not isinstance(expression, CalendarExpression):
            continue
        if _SENTENCE_END.search(folded, done, annotation.start):
            running.near = running.listed = None
            running.recurs = False
            if here.formal:
                running.year_value = running.day = running.month = None
        if folded.find("\n", done, annotation.start) >= 0:
            running.issued = running.block_year = None
            running.span = ()
        cited = annotation.get("role") == "cited"
        if (
            expression.open == "until"
            and _gone_by(running.near, here)
            and "," in folded[running.near_end : annotation.start]
        ):
            running.near = None  # 对照2022年结果整改，3月底前…, said in 2023
        anchors = _anchors(expression, annotation, running, here)
        found = resolve(expression, anchors)
        if annotation.get("tense") == "past" and _tense(found.value, here) == "future":
            found = resolve(_year_before(expression), anchors)
        if found.value is None and here.standing:
            found = every_year(expression)
        elif found.value is None and not here.formal and not running.recurs and _before(expression.start.year):
            found = resolve(counted_from_reference(expression), anchors)
        found = corrected(expression, annotation, found, here)
        year = expression.start.year
        if found.value is None and isinstance(year, Relative) and year.anchor == "reference":
            running.stated = None  # 今年 of nobody knows when: the days named before say nothing of what follows
        out.append(_mention(context, annotation, found, here))
        if not cited:
            _remember(running, expression, found, annotation)
        done = annotation.end
    return out


def _anchors(expression: CalendarExpression, annotation: Annotation, running: _Running, here: Standpoint) -> Anchors:
    point, tense = expression.start, annotation.get("tense")
    near = None if point.spoken and here.references else running.near
    if near is not None and near.month is None and annotation.start - running.near_end > _LENDS:
        near = None
    lone_day = point.day is not None and point.month is None
    if near is None and lone_day and annotation.start - running.listed_end <= _LISTED:
        near = running.listed
    if near is None and lone_day:  # 9日 behind 4月9日至5月9日 is the first of the two
        near = next((a for a in running.span if a.day == point.day), None)
    if near is None and lone_day and isinstance(point.day, int):
        near = _named_before(running.named.get(point.day), here)
    near = near or _lent(point, running, here, annotation.start)
    references = () if here.standing or (here.formal and _generic(point)) else here.references
    if point.part == "whole" and point.year is None and near is None:
        recent = running.year is not None and annotation.start - running.year_end < _LENDS_WHOLE
        ahead = not here.formal and bool(here.references) and (running.year or 0) > here.references[0].year
        if running.year is not None and recent and not here.standing and not ahead:
            near = Anchor("text", running.year)
        elif here.formal and not (references and references[0].source == "text"):
            references = ()  # of any year, not of the one it was signed in
    if not here.references and running.stated is not None and not here.standing:
        references = (running.stated,)
    if references and references[0].source == "text" and (isinstance(point.year, Relative) or point.spoken):
        references = ()  # 今年 and 今天（4月1日） of a text that does not say when it speaks
    return Anchors(
        references=references,
        text=near,
        previous=_previous(point, running, annotation.start),
        future=expression.open == "until" or tense == "future",
        past=tense == "past",
        issued=running.issued or here.issued,
    )


def _gone_by(near: Anchor | None, here: Standpoint) -> bool:
    """Whether a bare year of the text lies before the one that the text speaks in: no deadline is of it."""
    spoken = here.day
    return near is not None and near.month is None and spoken is not None and near.year < spoken.year


def _named_before(named: Anchor | None, here: Standpoint) -> Anchor | None:
    """15日 of a text that has named a fifteenth wholly, when that one is not far from the day it speaks from."""
    spoken = here.day
    if named is None or named.date is None or here.standing:
        return None
    if spoken is None:
        return None if here.formal else named
    return named if abs((named.date - spoken).days) <= _MONTH else None


def _lent(point: Point, running: _Running, here: Standpoint, at: int) -> Anchor | None:
    """The year of 去年5月、6月, and of the paragraph of a plan (2020年，…；下半年…)."""
    before = running.month_before
    if before is not None and isinstance(point.month, int) and point.month > before[1]:
        spoken = here.references[0].month if here.references else None
        ahead = not here.formal and spoken is not None and point.month > spoken
        if at - before[2] <= (_RECENT if ahead else _LISTED):
            return Anchor("text", running.months[point.month] if ahead and point.month in running.months else before[0])
    part_of_year = point.month is None and (point.half or isinstance(point.quarter, int) or point.part == "end")
    if running.block_year is not None and here.formal and not here.standing and part_of_year and point.year is None:
        return Anchor("text", running.block_year)
    return None


def _year_before(expression: CalendarExpression) -> CalendarExpression:
    """8月至今 looks back, so read in April it is last year's."""
    point = expression.start
    if point.year is not None or not isinstance(point.month, int):
        return expression
    return replace(expression, start=replace(point, year=Relative(-1)))


def _before(year: Part | None) -> bool:
    """上年度 where no year is near: of a report, last year."""
    return isinstance(year, Relative) and year.anchor == "text" and year.offset < 0


def _generic(point: Point) -> bool:
    """下月 and 十日后 of a policy count from whenever its case occurs."""
    moved = [p for p in (point.month, point.quarter) if isinstance(p, Relative)]
    return point.offset is not None or any(p.offset for p in moved)


def _previous(point: Point, running: _Running, at: int) -> str | None:
    if point.period:
        return running.period
    if isinstance(point.day, Relative):
        return running.day
    if isinstance(point.month, Relative):
        return running.month
    return running.year_value if at - running.value_end <= _RECENT else None


def _remember(running: _Running, expression: CalendarExpression, found: Resolution, annotation: Annotation) -> None:
    value = found.value
    if value is None or value.lstrip("./").startswith("--"):
        running.recurs |= value is not None
        return
    last = expression.end or expression.start
    plain = value.removeprefix("../").removesuffix("/..")
    precision = expression.precision
    if precision == "day" and "/" not in plain and last.part is None:
        running.day = plain
        running.listed = Anchor("text", int(plain[:4]), int(plain[5:7]), int(plain[8:]))
        running.listed_end = annotation.end
        if "issued" in (annotation.get("role"), annotation.get("formal_role")):
            running.issued = running.listed
    if precision in ("day", "month", "period") and last.plan is None:
        running.month = plain
    ranged = precision == "day" and "/" in plain
    if ranged and expression.end is not None:
        running.span = tuple(Anchor("text", d.year, d.month, d.day) for d in days(plain) if d is not None)
    if (precision in ("month", "quarter", "half", "period") or ranged) and not expression.start.period:
        running.period = plain
    if last.plan is not None or last.decade is not None:
        return
    running.year_value, running.value_end = plain, annotation.end
    lender = expression.start
    if isinstance(lender.year, Relative) and lender.year.anchor == "reference" and isinstance(lender.month, int):
        running.month_before = (int(plain[:4]), lender.month, annotation.end)
        running.months[lender.month] = int(plain[:4])
    if expression.open == "since" and expression.precision == "year":
        return  # 1949年以来，…7月 is no July of 1949
    if annotation.get("manner") in _ASIDE:
        return  # 比2020年回落…，全年 is not of 2020
    if isinstance(lender.year, Relative) and lender.year.anchor == "reference":
        running.year, running.year_end = int(plain[:4]), annotation.end
    if isinstance(expression.start.year, int):
        first, end = days(plain)
        day = end or first
        if day is not None:
            exact = precision == "day" and last.part is None
            month = day.month if precision in ("day", "month") else None
            running.near = Anchor("text", day.year, month, day.day if exact else None)
            running.near_end = annotation.end
            if exact and expression.open is None and expression.end is None:
                running.named[day.day] = running.near
            if exact and expression.end is None and month is not None and tells(annotation):
                running.stated = Anchor("text", day.year)
            running.year, running.year_end = day.year, annotation.end
            if precision == "year" and expression.open is None and expression.end is None:
                running.block_year = day.year


def _mention(context: Context, annotation: Annotation, found: Resolution, here: Standpoint) -> Mention:
    role = stated_role(annotation, here.formal)
    if role is None:
        role = _role_by_tense(context, annotation, found, here)
    elif annotation.get("place") is None:  # where a date stands says more than its tense
        stated = f"{role}_{_tense(found.value, here)}"
        keys = (f"{stated}_{annotation.value.precision}", stated, role)
        role = _first(context, "date_role_adjusted", keys) or role
    return Mention(annotation, found.value, role, found.anchor)


def stated_role(annotation: Annotation, formal: bool) -> str | None:
    """What the cues say; the role that the date's own form gives it (a deadline) outranks weak ones.

    A rule's ``formal_role`` stands for its ``role`` in policies.
    """
    claim = annotation.claim("role")
    own = annotation.attrs.get("role")
    formed = own is not None or annotation.value.open == "until"
    if claim is not None and (not formed or claim.priority >= int(annotation.attrs.get("role_priority", _OWN))):
        in_policies = annotation.claim("formal_role") if formal else None
        return str(in_policies.value if in_policies and in_policies.rule == claim.rule else claim.value)
    return None if own is None else str(own)


def _role_by_tense(context: Context, annotation: Annotation, found: Resolution, here: Standpoint) -> str:
    """The packs' table says what an uncued date is: past, present or to come, an open end apart."""
    expression: CalendarExpression = annotation.value
    tense = _tense(found.value, here)
    if tense == "unknown" and annotation.get("tense") == "future":
        tense = "future"  # 将于29日 of nobody knows which month
    if tense == "present" and expression.start.part == "start":
        tense = "past"  # 今年初
    if tense == "present" and expression.end is not None and _ended(found.value, here):
        tense = "past"  # 19—20日 read on the 20th
    shape = expression.open or ("range" if expression.end is not None else annotation.get("manner") or "")
    if not shape and any(isinstance(p, Relative) and p.anchor == "text" for p in _parts(expression.start)):
        shape = "same"
    keys = [f"{shape}_{tense}_{expression.precision}", f"{shape}_{tense}"]
    if tense == "present" and here.references[0].month in _ENDING:
        keys = [f"{shape}_ending_{expression.precision}", *keys, f"ending_{expression.precision}"]
    keys += [f"{tense}_{expression.precision}", tense]
    if tense == "latest":
        keys += [f"unknown_{expression.precision}", "unknown"]
    return _first(context, "date_role_by_tense", keys) or "other"


def _parts(point: Point) -> tuple[Part | None, ...]:
    return point.year, point.quarter, point.month, point.day


def _first(context: Context, name: str, keys: Iterable[str]) -> str | None:
    """What a table of roles says of the first key it has; keys of one kind of document come first."""
    table: Mapping[str, Any] = context.tables.get(name, {})
    prefix = _PREFIXES.get(str(context.result.get("kind")), "")
    for key in keys:
        for prefixed in (f"{prefix}{key}", key):
            if prefixed in table:
                return str(table[prefixed])
    return None


def _tense(value: str | None, here: Standpoint) -> str:
    spoken = here.day
    if value is None or value.startswith("--"):
        return "unknown"
    if spoken is None:
        return "latest" if value == str(here.latest) else "unknown"
    first, last = days(value)
    if first is not None and last is None:
        first, last = days(value.partition("/")[0])  # 从2019年起 in 2019
    if last is not None and last < spoken:
        return "past"
    return "future" if first is not None and first > spoken else "present"


def _ended(value: str | None, here: Standpoint) -> bool:
    return bool(value) and here.day is not None and days(value or "")[1] == here.day


def _of_any_year(point: Point, here: Standpoint) -> bool:
    """当年, 上一年度, 次月, 30日前 of an act are days of each case that it governs: no value is missing."""
    if not here.formal or point.event is not None:
        return False
    moved = [p for p in (point.year, point.month, point.day) if isinstance(p, Relative)]
    return here.standing or _generic(point) or any(p.anchor == "text" for p in moved)


def _warn(context: Context, mentions: Iterable[Mention], here: Standpoint) -> None:
    for mention in mentions:
        annotation = mention.annotation
        point = annotation.value.start
        if mention.value is None and not point.recurs and not _of_any_year(point, here):
            context.warn(
                "unresolved-date",
                f"nothing says which {annotation.value.precision} “{context.text(annotation)}” is",
                annotation.start,
                annotation.end,
            )


def _plain(mention: Mention, passage: Passage) -> dict[str, Any]:
    annotation = mention.annotation
    return {
        "text": passage.text(annotation),
        "value": mention.value,
        "role": mention.role,
        "precision": annotation.value.precision,
        "anchor": mention.anchor,
        "evidence": [passage.span(annotation.start, annotation.end)],
        "rule": annotation.rule,
    }
