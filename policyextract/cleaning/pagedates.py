"""Dates as pages state them: front matter, ``<meta>``, label tables.

Two fast forms, ISO and Chinese, cover nearly every page; anything else goes to dateparser, which is loaded only then.
A time without a zone is China Standard Time, because that is what Chinese pages print.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

_FIELDS = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?P<sep>[-/.年])\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2}(?!\d)|\d\d(?=\d\d:\d\d))\s*[日号]?"
    r"(?:[T,，\s]*(?P<hour>\d{1,2})\s*[:：时]\s*(?P<minute>\d{1,2})(?:\s*[:：分]\s*(?P<second>\d{1,2})秒?)?(?:[.,]\d+)?"
    r"\s*(?P<zone>Z\b|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
# The era of the Republic: a year of three digits, or of any behind the country's name.
_ERA = re.compile(
    r"(?:(?<=[国國])\s*(?P<named>\d{2,3})|(?<!\d)(?P<year>\d{3}))"
    r"\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
)
# Where in a line the page's time stands: a day with a clock; with a clock, in ISO form or by itself; written out.
CLOCK = re.compile(r"(?:19|20)\d\d\D\d{1,2}\D\d{1,2}\D{0,3}\d{1,2}:\d\d")
STAMP = re.compile(rf"{CLOCK.pattern}(?::\d\d)?|(?:19|20)\d\d(?:-\d\d-\d\d|年\d{{1,2}}月\d{{1,2}}日(?=[ )]|第|$))")
DAY = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日")
BARE = re.compile(r"[0-9][^a-zA-Z]{3,30}[0-9]日?|[0-9]{8}")  # what may be a day, in whatever form
# How a line ends that tells in which edition of a paper the text stood.
EDITION_ENDS = re.compile(r"[)版日》]$")
_ERA_BEGINS = 1911
_COMPACT = re.compile(r"^\s*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(\d\d)(\d\d)(\d\d))?\s*$")
_EPOCH = re.compile(r"^\s*(1\d{9})(\d{3})?\s*$")
_RFC2822 = re.compile(r"^\s*(?:[A-Za-z]{3,9},?\s+)?\d{1,2}\s+[A-Za-z]{3,9}\s+\d{4}\s+\d{1,2}:\d\d")
# A day, a month by name or number, a year; 05/06/2022 is May in one country and June in the next, so it is no date.
# Chinese characters name no month: a line with a number in it is nothing to ask dateparser.
_NAMED_MONTH = re.compile(
    r"\d.*[^\W\d_\u3400-\u9fff]{3}|[^\W\d_\u3400-\u9fff]{3}.*\d|\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}"
)
_AMBIGUOUS = re.compile(r"^\D*(?:0?[1-9]|1[0-2])\s*[-/.]\s*(?:0?[1-9]|1[0-2])\s*[-/.]\s*\d{4}")
_LONGEST = 60
_NARROW = {0xFF10 + digit: str(digit) for digit in range(10)}


def read_page_date(text: str) -> date | datetime | None:
    """The date or the timezone-aware date and time that a metadata value states, or None.

    Parameters
    ----------
    text : str
        The value as written.

    Examples
    --------
    >>> read_page_date("2018年12月03日")
    datetime.date(2018, 12, 3)
    >>> read_page_date("民國108年5月20日")
    datetime.date(2019, 5, 20)
    >>> read_page_date("Fri, 22 Apr 2022 08:08:20 GMT").isoformat()
    '2022-04-22T08:08:20+00:00'
    >>> read_page_date("2016-11-22 09:53").isoformat()
    '2016-11-22T09:53:00+08:00'
    >>> read_page_date("next week")
    """
    text = text.translate(_NARROW)
    if found := _FIELDS.search(text):
        return _of_fields(found)
    if found := _ERA.search(text):
        year = int(found["named"] or found["year"]) + _ERA_BEGINS
        return _build(year, int(found["month"]), int(found["day"]), None, SHANGHAI)
    if found := _COMPACT.match(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        clock = [int(part) for part in found.groups()[3:] if part] or None
        return _build(year, month, day, clock, SHANGHAI)
    if found := _EPOCH.match(text):
        return datetime.fromtimestamp(int(found[1]), UTC)
    if _RFC2822.match(text):
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError):  # a month that is not English
            return _foreign(text.strip())
        return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
    if len(text) <= _LONGEST and _NAMED_MONTH.search(text) and not _AMBIGUOUS.search(text):
        return _foreign(text.strip())
    return None


def iso(moment: date | datetime) -> str:
    """ISO form, ``Z`` for UTC.

    Examples
    --------
    >>> iso(datetime(2022, 4, 22, 8, 8, 20, tzinfo=UTC))
    '2022-04-22T08:08:20Z'
    """
    text = moment.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def _of_fields(found: re.Match[str]) -> date | datetime | None:
    clock = [int(found[part] or 0) for part in ("hour", "minute", "second")] if found["hour"] else None
    return _build(int(found["year"]), int(found["month"]), int(found["day"]), clock, _zone(found["zone"]))


def _zone(text: str | None) -> timezone:
    if not text:
        return SHANGHAI
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset) if offset < timedelta(hours=24) else SHANGHAI


def _build(year: int, month: int, day: int, clock: list[int] | None, zone: timezone) -> date | datetime | None:
    try:
        if clock and any(clock):
            hour, minute, second = clock
            return datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def _foreign(text: str) -> date | datetime | None:
    """Any other form, through dateparser; relative ones are refused, because the page's clock is not ours."""
    import dateparser

    settings = {"RETURN_AS_TIMEZONE_AWARE": False, "STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    try:
        moment: datetime | None = dateparser.parse(text, settings=settings)
    except Exception:
        # dateparser lets errors of its locale tables through on odd input; an unreadable date is no date
        return None
    if moment is None:
        return None
    if not re.search(r"\d\s*:\s*\d", text):
        return moment.date()
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
