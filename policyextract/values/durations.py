"""Lengths of time in ISO 8601: ``P6M``, ``P18M``, ``PT24H``, a range as ``P1Y/P3Y``.

Slots: ``number`` (as written, 半 for a half) with ``unit`` (a code: ``year half_year quarter month ten_days week day
workday hour quarter_hour minute second decade``); ``half`` (any text) for a half more (一年半; also
``more_half``, for rules that see it before the unit: 两个半月); ``number2``/``unit2`` for a
second part (2小时30分) and ``number3``/``unit3`` for a third;
``to_number`` and, when it differs, ``to_unit`` for a range, or ``from_number`` and
``from_unit`` where the pattern makes the beginning optional; ``bound`` (``at_most at_least about``).
``duration`` takes a length that was read already, to give it a bound. ``duration_2``, ``bound_2`` and
``bound_3`` are the same at other places of the pattern.

>>> str(read_duration({"number": "半", "unit": "year"}))
'P6M'
>>> str(read_duration({"number": "一", "unit": "year", "half": "半"}))
'P18M'
>>> str(read_duration({"number": "1", "to_number": "3", "unit": "year"}))
'P1Y/P3Y'
>>> read_duration({"number": "几", "unit": "day"}) is None
True
>>> str(read_duration({"number": "5", "unit": "workday", "bound": "at_most"}))
'P5D workday at_most'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from policyextract.values.numerals import parse_number

Bound = Literal["at_most", "at_least", "about"]

_BOUNDS: dict[str, Bound] = {"at_most": "at_most", "at_least": "at_least", "about": "about"}
# unit: (how many, of which ISO designator, below the time mark)
_UNITS = {
    "decade": (10, "Y", False),
    "year": (1, "Y", False),
    "half_year": (6, "M", False),
    "quarter": (3, "M", False),
    "month": (1, "M", False),
    "ten_days": (10, "D", False),
    "week": (1, "W", False),
    "day": (1, "D", False),
    "workday": (1, "D", False),
    "hour": (1, "H", True),
    "quarter_hour": (15, "M", True),
    "minute": (1, "M", True),
    "second": (1, "S", True),
}
# what a fraction of a unit is counted in; half a month is fifteen days by usage
_SMALLER = {"decade": (10, "year"), "year": (12, "month"), "day": (24, "hour"), "hour": (60, "minute")}
_DAYS_OF_MONTH = 30
_MOST = 10_000
_MOST_YEARS = 200  # more is a year of the calendar


@dataclass(frozen=True, slots=True)
class DurationValue:
    """A length of time; ``unit`` is ``workday`` for working days, else None.

    ``str()`` is the ISO value, followed by the unit and the bound when there are any.
    """

    value: str
    unit: str | None = None
    bound: Bound | None = None

    def __str__(self) -> str:
        return " ".join(part for part in (self.value, self.unit, self.bound) if part)


def read_duration(slots: Mapping[str, Any]) -> DurationValue | None:
    """Make a duration of captured slots, or None when it has no definite length."""
    if slots.get("duration_2") is not None:
        slots = {**slots, "duration": slots["duration_2"]}
    said = next((slots[name] for name in ("bound", "bound_2", "bound_3") if slots.get(name)), "")
    bound = _BOUNDS.get(str(said))
    inner = slots.get("duration")
    if isinstance(inner, DurationValue):
        return replace(inner, bound=bound or inner.bound)
    if slots.get("from_number"):
        # What follows the second number (一年半, 1年6个月) is of the end.
        start = {"number": slots["from_number"], "unit": slots.get("from_unit") or slots.get("unit")}
        end = {f"to_{name}": value for name, value in slots.items() if name.startswith(("number", "unit", "half"))}
        slots = {**start, **end, "bound": said}
    return _read(tuple((k, v) for k, v in slots.items() if isinstance(v, str | int | float)))


@lru_cache(maxsize=2048)
def _read(written: tuple[tuple[str, Any], ...]) -> DurationValue | None:
    """The same lengths come again and again."""
    slots = _about(dict(written))
    bound = _BOUNDS.get(str(slots.get("bound") or ""))
    unit = slots.get("unit") or slots.get("to_unit")
    length = _sum(slots, "", unit)
    if length is not None and slots.get("to_number"):
        end = _sum(slots, "to_", slots.get("to_unit") or unit)
        length = end and f"{length}/{end}"
    if length is None:
        return None
    return DurationValue(length, "workday" if unit == "workday" else None, bound)


def _sum(slots: Mapping[str, Any], side: str, unit: Any) -> str | None:
    """One length of up to three numbers with their units (1年3个月20天), or a number with a half behind it."""
    length = _length(slots.get(f"{side}number"), unit, slots.get(f"{side}half") or slots.get(f"{side}more_half"))
    for part in "23":
        if length is not None and slots.get(f"{side}number{part}"):
            more = _length(slots[f"{side}number{part}"], slots.get(f"{side}unit{part}"), slots.get(f"{side}half{part}"))
            length = more and _joined(length, more)
    return length


def _about(slots: Mapping[str, Any]) -> Mapping[str, Any]:
    """``三四天`` is three to four days: two single numerals that grow are the ends of a range."""
    written = slots.get("number")
    if not isinstance(written, str) or len(written) != 2 or written.isascii() or slots.get("to_number"):
        return slots
    first, second = parse_number(written[0]), parse_number(written[1])
    if first is None or second is None or not first < second <= first + 2 or second > 9:
        return slots
    return {**slots, "number": written[0], "to_number": written[1]}


def _length(number: Any, unit: Any, half: Any) -> str | None:
    amount = number if isinstance(number, int | float) else parse_number(str(number)) if number else None
    if amount is None or unit not in _UNITS or not 0 < amount <= (_MOST_YEARS if unit == "year" else _MOST):
        return None
    if half:
        amount += 0.5
    return _iso(amount, unit)


def _iso(amount: float, unit: str) -> str | None:
    times, mark, timed = _UNITS[unit]
    total = amount * times
    if total == int(total):
        return f"P{'T' if timed else ''}{int(total)}{mark}"
    if unit == "month" and amount * 2 == int(amount * 2):
        whole = f"{int(amount)}M" if amount > 1 else ""
        return f"P{whole}{_DAYS_OF_MONTH // 2}D"
    if unit == "day" and amount > 1 and amount * 2 == int(amount * 2):
        return f"P{int(amount)}DT12H"
    if unit not in _SMALLER:
        return None
    times, smaller = _SMALLER[unit]
    total = round(amount * times, 6)
    return _iso(total, smaller) if total == int(total) else None


def _joined(first: str, second: str) -> str:
    """``P2Y`` and ``P3M`` as ``P2Y3M``; ``PT2H`` and ``PT30M`` as ``PT2H30M``."""
    tail = second[1:]
    return first + (tail[1:] if tail.startswith("T") and "T" in first else tail)
