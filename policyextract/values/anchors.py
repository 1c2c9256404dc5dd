"""What is known around a calendar expression, and where one was placed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from policyextract.values.points import month_end


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date that missing parts are taken from, and where it stands (``published``, ``dateline``, ``text`` …)."""

    source: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> dt.date | None:
        """The day, when the anchor has one."""
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)


@dataclass(slots=True)
class Anchors:
    """What is known around an expression.

    Attributes
    ----------
    references : tuple of Anchor
        Dates the document speaks from, best first: dateline, published, signed, year of the document number.
    text : Anchor or None
        An explicit date of the text close enough to lend its year and month.
    previous : str or None
        Value of the date before in the text, for 同日, 当月, 同期.
    future : bool
        Whether the text speaks of what is to come (deadlines, 将于).
    past : bool
        Whether it looks back (以来).
    issued : Anchor or None
        The day the document was issued, for 自印发之日起.
    """

    references: tuple[Anchor, ...] = ()
    text: Anchor | None = None
    previous: str | None = None
    future: bool = False
    past: bool = False
    issued: Anchor | None = None

    def with_day(self) -> Anchor | None:
        """The best reference that has a day."""
        return next((a for a in self.references if a.day is not None), None)

    def with_month(self) -> Anchor | None:
        """The best reference that has a month."""
        return next((a for a in self.references if a.month is not None), None)


@dataclass(slots=True)
class Placed:
    """A closed-form value, where its missing parts came from, and its first and last day."""

    value: str
    source: str | None
    first: dt.date
    last: dt.date


@lru_cache(maxsize=4096)
def days(value: str) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a value in a closed form; None for an open side or a recurring date.

    >>> days("2022-Q1")
    (datetime.date(2022, 1, 1), datetime.date(2022, 3, 31))
    """
    if value.startswith("--"):
        return None, None
    first, slash, last = value.partition("/")
    return _bounds(first)[0], _bounds(last if slash else first)[1]


def _bounds(value: str) -> tuple[dt.date | None, dt.date | None]:
    if value == "..":
        return None, None
    year = int(value[:4])
    rest = value[5:]
    if not rest:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if rest[0] in "QH":
        size = 3 if rest[0] == "Q" else 6
        last = int(rest[1:]) * size
        return dt.date(year, last - size + 1, 1), dt.date(year, last, month_end(year, last))
    month = int(rest[:2])
    if len(rest) > 2:
        day = dt.date(year, month, int(rest[3:]))
        return day, day
    return dt.date(year, month, 1), dt.date(year, month, month_end(year, month))
