"""Dates in foreign and page forms (``Fri, 22 Apr 2022 08:08:20 GMT``, ``April 22, 2022``): dateparser, kept honest.

dateparser fills what a text leaves out from the day it runs on (``2022年4月`` becomes a day), so an answer is accepted
only as precise as the text: a day needs a year, a month and a day in it. Loaded only when used.

>>> read_foreign("Fri, 22 Apr 2022 08:08:20 GMT")
Foreign(value=datetime.datetime(2022, 4, 22, 8, 8, 20, tzinfo=datetime.timezone.utc), precision='second')
>>> read_foreign("22 April 2022").value, read_foreign("April 2022"), read_foreign("no date")
(datetime.datetime(2022, 4, 22, 0, 0), None, None)
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Literal

_LONGEST = 80
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+")
_TIME = re.compile(r"\d{1,2}:\d\d(:\d\d)?")
_NAMED_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")


@dataclass(frozen=True, slots=True)
class Foreign:
    """A point in time and how precise the text is about it."""

    value: dt.datetime
    precision: Literal["day", "minute", "second"]


@lru_cache(maxsize=1024)
def read_foreign(text: str) -> Foreign | None:
    """Read a complete date (year, month, day) in a foreign or page form, or None."""
    text = text.strip()
    if not text or len(text) > _LONGEST or not _YEAR.search(text):
        return None
    clock = _TIME.search(text)
    rest = text[: clock.start()] + text[clock.end() :] if clock else text
    numbers = _NUMBER.findall(re.sub(r"[+-]\d{4}\b", "", rest) if clock else rest)
    if len(numbers) + bool(_NAMED_MONTH.search(rest)) < 3 and not any(len(n) >= 8 for n in numbers):
        return None
    found = _standard(text) or _dateparser(text)
    if found is None or str(found.year) not in text:
        return None
    precision: Literal["day", "minute", "second"] = "day"
    if clock:
        precision = "second" if clock[1] else "minute"
    return Foreign(found, precision)


def _standard(text: str) -> dt.datetime | None:
    """RFC 2822 and ISO 8601, which the standard library reads exactly."""
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


def _dateparser(text: str) -> dt.datetime | None:
    import dateparser

    settings = {"REQUIRE_PARTS": ["year", "month", "day"], "STRICT_PARSING": True, "RETURN_TIME_AS_PERIOD": False}
    try:
        found = dateparser.parse(text, languages=["en", "zh"], settings=settings)
    except Exception:  # dateparser raises all kinds of errors on odd input; an unreadable date is no error here
        return None
    return found if isinstance(found, dt.datetime) else None
