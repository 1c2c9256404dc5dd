"""Numbers, percentages and sums of money.

>>> read_number({"number": "1.65", "scale": "万亿"}), read_percent({"number": "六十"})
(1650000000000, 60)
>>> str(read_money({"number": "10", "scale": "万"}))
'100000'
>>> str(read_money({"number": "5", "to_number": "10", "scale": "万"}))
'50000/100000'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyextract.values.numerals import parse_number

Number = int | float


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in units of the currency (ISO 4217), or a range of sums.

    ``str()`` is the sum, ``minimum/maximum`` for a range, with the currency behind it unless it is CNY.
    """

    value: Number | None
    minimum: Number | None = None
    maximum: Number | None = None
    currency: str = "CNY"

    def __str__(self) -> str:
        text = str(self.value) if self.value is not None else f"{_open(self.minimum)}/{_open(self.maximum)}"
        return text if self.currency == "CNY" else f"{text} {self.currency}"


def _open(number: Number | None) -> str:
    return ".." if number is None else str(number)


def read_number(slots: Mapping[str, Any], text: str = "") -> Number | None:
    """A number from the slots ``number`` and ``scale``, or from the text itself when nothing was captured."""
    return _scaled(slots.get("number") or text, slots.get("scale"))


def read_percent(slots: Mapping[str, Any], text: str = "") -> Number | None:
    """Percent as a number of hundredths: ``60%`` and ``百分之六十`` are 60."""
    written = slots.get("number") or text.removesuffix("%").removesuffix("％").removeprefix("百分之")
    return _scaled(written, None)


def read_money(slots: Mapping[str, Any], text: str = "") -> Money | None:
    """A sum from ``number``, ``scale``, ``currency`` (a code); ``to_number``/``to_scale`` make a range.

    ``bound`` ``at_least``/``at_most`` makes a range that is open on one side.
    """
    currency = str(slots.get("currency") or "CNY")
    scale = slots.get("scale") or None
    low = _scaled(slots.get("number") or text, scale if not slots.get("to_number") else slots.get("own_scale") or scale)
    if low is None:
        return None
    if slots.get("to_number"):
        high = _scaled(slots["to_number"], slots.get("to_scale") or scale)
        return None if high is None else Money(None, low, high, currency)
    if slots.get("bound") == "at_least":
        return Money(None, low, None, currency)
    if slots.get("bound") == "at_most":
        return Money(None, None, low, currency)
    return Money(low, currency=currency)


def _scaled(number: Any, scale: Any) -> Number | None:
    if isinstance(number, int | float) and not isinstance(number, bool):
        amount: Number | None = number
        if scale:
            amount = parse_number(f"1{scale}")
            return None if amount is None else _plain(amount * number)
        return amount
    return parse_number(f"{number}{scale or ''}") if number else None


def _plain(number: Number) -> Number:
    return int(number) if number == int(number) else round(number, 6)
