"""What a text has said so far: the year, month or day that an incomplete date takes from what stands before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyextract.assembly.anchors import Standpoint, tells
from policyextract.document import Annotation
from policyextract.values import Anchor, Anchors, CalendarExpression, Resolution
from policyextract.values.dates import Point, Relative
from policyextract.values.placing import EARLY
from policyextract.values.resolve import days

_LENDS = 40  # characters: how far a bare year lends itself to a month or day behind it
_LENDS_WHOLE = 400  # likewise for 全年
_RECENT = 80  # characters: how far back 当年 and 次年 look
_LISTED = 12  # characters: 21日、22日
_JOINED = 2  # characters: 1月和7月, 1月以及7月
_MONTH = 31  # days
_PARTS_OF_YEAR = ("start", "mid", "end", "whole")
_ASIDE = ("compared", "since")  # manners of years that the text only looks back to


@dataclass(slots=True)
class Said:
    """What the dates read so far lend to the next one; made new for each passage, changed date by date."""

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
    told_year: int | None = None  # the year that such a paragraph of a report tells (会议指出，2022年，…)
    recurs: bool = False  # a date of this sentence comes every year (每年3月31日前报送上年度总结)
    recurs_until: bool = False  # and has an open beginning
    recurs_end: int = 0
    named: dict[int, Anchor] = field(default_factory=dict)  # days of any month, named wholly
    stated: Anchor | None = None  # the last day named wholly, when nothing else says from when the document speaks

    def new_sentence(self, formal: bool) -> None:
        """Forget what one sentence lends to itself only."""
        self.near = self.listed = None
        self.recurs = False
        if formal:
            self.year_value = self.day = self.month = None

    def new_line(self) -> None:
        """Forget what one paragraph lends to itself only."""
        self.issued = self.block_year = self.told_year = None
        self.span = ()

    def comes_again(self, expression: CalendarExpression, at: int) -> bool:
        """Whether a day of the sentence comes every year like the one before (每年1月和7月, 每年6月底前…，12月底前)."""
        if not self.recurs or (self.near is not None and self.near_end > self.recurs_end):
            return False
        return 0 < at - self.recurs_end <= _JOINED or (self.recurs_until and expression.open == "until")

    def drop_year_gone_by(self, here: Standpoint) -> None:
        """Forget a bare year before the one that the text speaks in: no deadline is of it."""
        spoken = here.day
        if self.near is not None and self.near.month is None and spoken is not None and self.near.year < spoken.year:
            self.near = None

    def anchors(self, expression: CalendarExpression, annotation: Annotation, here: Standpoint) -> Anchors:
        """What the next date may be counted from."""
        point, tense = expression.start, annotation.get("tense")
        near = self._nearest(point, annotation.start, here)
        if near is None and expression.open != "until" and tense != "future":
            near = self._looked_back_to(point, here)
        references = () if here.standing or (here.formal and generic(point)) else here.references
        if point.part == "whole" and point.year is None and near is None:
            recent = self.year is not None and annotation.start - self.year_end < _LENDS_WHOLE
            ahead = not here.formal and bool(here.references) and (self.year or 0) > here.references[0].year
            if self.year is not None and recent and not here.standing and not ahead:
                near = Anchor("text", self.year)
            elif here.formal and not (references and references[0].source == "text"):
                references = ()  # of any year, not of the one it was signed in
        if not here.references and self.stated is not None and not here.standing:
            references = (self.stated,)
        if references and references[0].source == "text" and (isinstance(point.year, Relative) or point.spoken):
            references = ()  # 今年 and 今天（4月1日） of a text that does not say when it speaks
        return Anchors(
            references=references,
            text=near,
            previous=self._previous(point, annotation.start),
            future=expression.open == "until" or tense == "future" or annotation.get("role") == "deadline",
            past=tense == "past",
            issued=self.issued or here.issued,
        )

    def _nearest(self, point: Point, at: int, here: Standpoint) -> Anchor | None:
        """The date of the text that stands nearest and can complete this one."""
        near = None if point.spoken and here.references else self.near
        if near is not None and near.month is None and at - self.near_end > _LENDS:
            near = None
        if near is None and point.day is not None and point.month is None:
            near = self._of_day(point, at, here)
        return near or self._lent(point, at, here)

    def _of_day(self, point: Point, at: int, here: Standpoint) -> Anchor | None:
        """Whose month a lone day has: that of the day just before, of a stretch it bounds, of its like named wholly."""
        if at - self.listed_end <= _LISTED and self.listed is not None:
            return self.listed
        bound = next((a for a in self.span if a.day == point.day), None)  # 9日 behind 4月9日至5月9日 is the first
        if bound is not None or not isinstance(point.day, int):
            return bound
        return _not_far(self.named.get(point.day), here)

    def _lent(self, point: Point, at: int, here: Standpoint) -> Anchor | None:
        """The year of 去年5月、6月, and of the paragraph of a plan (2020年，…；下半年…)."""
        before = self.month_before
        if before is not None and isinstance(point.month, int) and point.month > before[1]:
            spoken = here.references[0].month if here.references else None
            ahead = not here.formal and spoken is not None and point.month > spoken
            if at - before[2] <= (_RECENT if ahead else _LISTED):
                return Anchor("text", self.months.get(point.month, before[0]) if ahead else before[0])
        part_of_year = point.month is None and (point.half or isinstance(point.quarter, int) or point.part == "end")
        if self.block_year is not None and here.formal and not here.standing and part_of_year and point.year is None:
            return Anchor("text", self.block_year)
        return None

    def _looked_back_to(self, point: Point, here: Standpoint) -> Anchor | None:
        """The year that a paragraph of a report of January tells (2022年，…；全年…), not the one just begun."""
        spoken = here.references[0] if here.references and not here.formal else None
        if spoken is None or (spoken.month or 1) > EARLY or self.told_year != spoken.year - 1:
            return None
        part_of_year = point.half or isinstance(point.quarter, int) or point.part in _PARTS_OF_YEAR
        named = point.month is not None or point.year is not None
        return Anchor("text", self.told_year) if part_of_year and not named else None

    def _previous(self, point: Point, at: int) -> str | None:
        if point.period:
            return self.period
        if isinstance(point.day, Relative):
            return self.day
        if isinstance(point.month, Relative):
            return self.month
        return self.year_value if at - self.value_end <= _RECENT else None

    def remember(
        self, expression: CalendarExpression, found: Resolution, annotation: Annotation, apart: bool = False
    ) -> None:
        """Keep what a date, once resolved, lends to those behind it; ``apart`` when it is a clause of its own."""
        value = found.value
        if value is None or value.lstrip("./").startswith("--"):
            if value is not None:
                self.recurs, self.recurs_until = True, expression.open == "until"
                self.recurs_end = annotation.end
            return
        plain = value.removeprefix("../").removesuffix("/..")
        self._remember_parts(expression, plain, annotation)
        last = expression.end or expression.start
        if last.plan is not None or last.decade is not None:
            return
        self.year_value, self.value_end = plain, annotation.end
        lender, year = expression.start, int(plain[:4])
        spoken = isinstance(lender.year, Relative) and lender.year.anchor == "reference"
        if spoken and isinstance(lender.month, int):
            self.month_before = (year, lender.month, annotation.end)
            self.months[lender.month] = year
        if expression.open == "since" and expression.precision == "year":
            return  # 1949年以来，…7月 is no July of 1949
        if annotation.get("manner") in _ASIDE:
            return  # 比2020年回落…，全年 is not of 2020
        if spoken:
            self.year, self.year_end = year, annotation.end
        if isinstance(lender.year, int):
            self._remember_year(expression, plain, annotation)
            if apart and self.block_year == year:
                self.told_year = year

    def _remember_parts(self, expression: CalendarExpression, plain: str, annotation: Annotation) -> None:
        """Days, months and periods, whatever year they are of."""
        last, precision = expression.end or expression.start, expression.precision
        if precision == "day" and "/" not in plain and last.part is None:
            self.day = plain
            self.listed = Anchor("text", int(plain[:4]), int(plain[5:7]), int(plain[8:]))
            self.listed_end = annotation.end
            if "issued" in (annotation.get("role"), annotation.get("formal_role")):
                self.issued = self.listed
        if precision in ("day", "month", "period") and last.plan is None:
            self.month = plain
        ranged = precision == "day" and "/" in plain
        if ranged and expression.end is not None:
            self.span = tuple(Anchor("text", d.year, d.month, d.day) for d in days(plain) if d is not None)
        if (precision in ("month", "quarter", "half", "period") or ranged) and not expression.start.period:
            self.period = plain

    def _remember_year(self, expression: CalendarExpression, plain: str, annotation: Annotation) -> None:
        """A year in figures, with the month and day that stand beside it."""
        first, end = days(plain)
        day = end or first
        if day is None:
            return
        precision, last = expression.precision, expression.end or expression.start
        exact = precision == "day" and last.part is None
        month = day.month if precision in ("day", "month") else None
        self.near = Anchor("text", day.year, month, day.day if exact else None)
        self.near_end = annotation.end
        if exact and expression.open is None and expression.end is None:
            self.named[day.day] = self.near
        if exact and expression.end is None and month is not None and tells(annotation):
            self.stated = Anchor("text", day.year)
        self.year, self.year_end = day.year, annotation.end
        if precision == "year" and expression.open is None and expression.end is None:
            self.block_year = day.year


def generic(point: Point) -> bool:
    """Whether a date of a policy (下月, 十日后) counts from whenever its case occurs."""
    moved = [p for p in (point.month, point.quarter) if isinstance(p, Relative)]
    return point.offset is not None or any(p.offset for p in moved)


def _not_far(named: Anchor | None, here: Standpoint) -> Anchor | None:
    """15日 of a text that has named a fifteenth wholly, when that one is not far from the day it speaks from."""
    spoken = here.day
    if named is None or named.date is None or here.standing:
        return None
    if spoken is None:
        return None if here.formal else named
    return named if abs((named.date - spoken).days) <= _MONTH else None
