"""Surface text to typed values: pure functions, no I/O.

:func:`normalise` is what the rule language's ``value:`` calls. Every value has a readable ``str()`` that the tests
beside rules compare with; None means that the captured text has no such value.

=================== ======================================= ====================================
kind                value                                   ``str()``
=================== ======================================= ====================================
``date``            ``dates.CalendarExpression``            ISO form, ``XXXX-04-21``, ``Y-1-11``
``duration``        ``durations.DurationValue``             ``P6M``, ``P5D workday at_most``
``number``          ``int`` or ``float``                    ``1650000000000``
``percent``         ``int`` or ``float``                    ``60``
``money``           ``numbers.Money``                       ``100000``, ``50000/100000``
``document_number`` ``document_number.DocumentNumberValue`` ``国办发〔2022〕7号``
``enum``            the code of the captured word           the code
``text, agency``    the text                                the text
=================== ======================================= ====================================

>>> str(normalise("date", "4月21日", {"month": "4", "day": "21"}))
'XXXX-04-21'
>>> str(normalise("duration", "半年", {"number": "半", "unit": "year"}))
'P6M'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from policyextract.values.dates import CalendarExpression, read_date
from policyextract.values.document_number import DocumentNumberValue, read_document_number
from policyextract.values.durations import DurationValue, read_duration
from policyextract.values.numbers import Money, read_money, read_number, read_percent
from policyextract.values.numerals import parse_integer, parse_number
from policyextract.values.resolve import Anchor, Anchors, Resolution, resolve

__all__ = [
    "KINDS",
    "Anchor",
    "Anchors",
    "CalendarExpression",
    "DocumentNumberValue",
    "DurationValue",
    "Money",
    "Resolution",
    "normalise",
    "parse_integer",
    "parse_number",
    "resolve",
]


def _enum(text: str, slots: Mapping[str, Any]) -> Any:
    """The one captured code, else the text."""
    return next((value for value in slots.values() if value not in (None, "")), text) if len(slots) == 1 else text


_NORMALISERS: dict[str, Callable[[str, Mapping[str, Any]], Any]] = {
    "date": lambda text, slots: read_date(slots),
    "duration": lambda text, slots: read_duration(slots),
    "number": lambda text, slots: read_number(slots, text),
    "percent": lambda text, slots: read_percent(slots, text),
    "money": lambda text, slots: read_money(slots, text),
    "document_number": lambda text, slots: read_document_number(slots),
    "enum": _enum,
    "text": lambda text, slots: text,
    "agency": lambda text, slots: text,
}
KINDS = frozenset(_NORMALISERS)


def normalise(kind: str, text: str, slots: Mapping[str, Any]) -> Any:
    """Typed value of a match.

    Parameters
    ----------
    kind : str
        One of ``KINDS``.
    text : str
        The matched text.
    slots : mapping
        The rule's captures by name, codes for the words of an enum; names that a normaliser does not know are ignored.

    Returns
    -------
    object or None
        None when the text has no value of that kind (month 13, ``几天``).
    """
    return _NORMALISERS[kind](text, slots)
