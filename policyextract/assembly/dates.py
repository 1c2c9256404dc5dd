"""Dates of the result: each expression resolved along the anchors, with the role its context gives it.

What the text lends to an incomplete date is kept in ``said``, which role a date has is decided in ``date_roles``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyextract.assembly.anchors import Standpoint, standpoint
from policyextract.assembly.context import Context
from policyextract.assembly.date_roles import role_of, tense_of
from policyextract.assembly.durations import lengths
from policyextract.assembly.identity import title_passage
from policyextract.assembly.passages import Passage, body
from policyextract.assembly.said import Said, generic
from policyextract.assembly.years import corrected, spoken_of
from policyextract.document import Annotation
from policyextract.values import CalendarExpression, Resolution, resolve
from policyextract.values.dates import Part, Point, Relative
from policyextract.values.folding import unspaced
from policyextract.values.placing import EARLY, NEARLY_OVER
from policyextract.values.resolve import counted_from_reference, days, every_year

_SENTENCE_END = re.compile("[。!?;\n]")
_APART = re.compile("^[,:。;\n].*,$")  # 2022年 between commas
_ASIDE_FROM = 3  # characters: 2022年在3月底前 is of 2022
_LOOKING_BACK = (None, "event", "other")  # roles: what is to be done from January to December is of this year
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
    if unspaced(title.folded) in unspaced(context.document.folded[:_OPENING]):
        return []
    return [_plain(m, title) for m in _mentions(context, here, title)]


def _mentions(context: Context, here: Standpoint, passage: Passage) -> list[Mention]:
    folded = passage.document.folded
    said = Said()
    done = 0
    out: list[Mention] = []
    lasting = lengths(context, passage)
    for annotation in passage.of("date"):
        expression = annotation.value
        if not isinstance(expression, CalendarExpression) or _is_length(annotation, lasting):
            continue
        if _SENTENCE_END.search(folded, done, annotation.start):
            said.new_sentence(here.formal)
        if folded.find("\n", done, annotation.start) >= 0:
            said.new_line()
        if expression.open == "until" and annotation.start - said.near_end > _ASIDE_FROM:
            said.drop_year_gone_by(here)  # 对照2022年结果整改，3月底前…, said in 2023
        found = _resolved(expression, annotation, said, here)
        year = expression.start.year
        if found.value is None and isinstance(year, Relative) and year.anchor == "reference":
            said.stated = None  # 今年 of nobody knows when: the days named before say nothing of what follows
        role = role_of(context, annotation, found.value, here)
        out.append(Mention(annotation, found.value, role, found.anchor))
        if annotation.get("role") != "cited":
            apart = _APART.search(folded[max(0, annotation.start - 1) : annotation.end + 1]) is not None
            said.remember(expression, found, annotation, apart)
        done = annotation.end
    return out


def _is_length(annotation: Annotation, lasting: Sequence[Annotation]) -> bool:
    """10日 that its sentence makes a length (压缩到10日): a day without its month is the weaker reading of the two."""
    start = annotation.value.start
    if not isinstance(start.day, int) or start.month is not None or start.year is not None:
        return False
    return any(a.start < annotation.end and annotation.start < a.end for a in lasting)


def _resolved(expression: CalendarExpression, annotation: Annotation, said: Said, here: Standpoint) -> Resolution:
    """The value of one date, from what the text has said and from where it stands."""
    if said.comes_again(expression, annotation.start) and (again := every_year(expression)).value is not None:
        return again
    anchors = said.anchors(expression, annotation, here)
    found = resolve(expression, anchors)
    past = annotation.get("tense") == "past" and tense_of(found.value, here) == "future"
    if past or (found.anchor != "text" and _told_of_last_year(expression, annotation, here)):
        found = resolve(_year_before(expression), anchors)
    if found.value is None and here.standing:
        found = every_year(expression)
    elif found.value is None and not here.formal and not said.recurs and _before(expression.start.year):
        found = resolve(counted_from_reference(expression), anchors)
    return corrected(expression, annotation, found, here)


def _year_before(expression: CalendarExpression) -> CalendarExpression:
    """8月至今 looks back, so read in April it is last year's."""
    point = expression.start
    if point.year is not None or not isinstance(point.month, int):
        return expression
    return replace(expression, start=replace(point, year=Relative(-1)))


def _told_of_last_year(expression: CalendarExpression, annotation: Annotation, here: Standpoint) -> bool:
    """1至11月 of a report of January: what has run since the year began is not of the year that has just begun."""
    start, end = expression.start, expression.end
    spoken = here.references[0].month if here.references and not here.formal else None
    if spoken is None or spoken > EARLY or end is None or annotation.get("tense") == "future":
        return False
    months = start.month == 1 and isinstance(end.month, int) and end.month >= NEARLY_OVER
    bare = start.year is None and end.year is None and start.day is None
    return months and bare and annotation.get("role") in _LOOKING_BACK


def _before(year: Part | None) -> bool:
    """上年度 where no year is near: of a report, last year."""
    return isinstance(year, Relative) and year.anchor == "text" and year.offset < 0


def _of_any_year(point: Point, here: Standpoint) -> bool:
    """当年, 上一年度, 次月, 30日前 of an act are days of each case that it governs: no value is missing."""
    if not here.formal or point.event is not None:
        return False
    moved = [p for p in (point.year, point.month, point.day) if isinstance(p, Relative)]
    return here.standing or generic(point) or any(p.anchor == "text" for p in moved)


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
