"""Document numbers in the normal form of GB/T 9704: full year in 〔〕, the number not padded.

Slots: ``head`` (国办发, 国务院令 …), ``year``, ``number``; ``ordinal`` (any text) keeps 第 before the number, as orders
and announcements have it.

>>> str(read_document_number({"head": "国办发", "year": "2022", "number": "07"}))
'国办发〔2022〕7号'
>>> str(read_document_number({"head": "国务院令", "number": "七百四十五"}))
'国务院令第745号'
>>> str(read_document_number({"year": "2022", "number": "12", "ordinal": "第"}))
'2022年第12号'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policyextract.values.folding import unspaced
from policyextract.values.numerals import parse_integer

_EARLIEST, _LATEST = 1940, 2100
# In brackets at the end of a title: a number of its own head, or that of an announcement.
BEHIND_TITLE = re.compile(r"[(（]([^()（）]{2,30}[〔\[【](?:19|20)\d\d[〕\]】][^()（）]{1,10})[)）]$")
ISSUE_BEHIND_TITLE = re.compile(r"[(（]((?:19|20)\d\d年第\d{1,4}号)[)）]$")


@dataclass(frozen=True, slots=True)
class DocumentNumberValue:
    """A document number in its parts; ``str()`` is the normal form."""

    value: str
    head: str | None
    year: int | None
    number: int

    def __str__(self) -> str:
        return self.value


def read_document_number(slots: Mapping[str, Any]) -> DocumentNumberValue | None:
    """Make the normal form of captured slots, or None when year or number cannot be."""
    head = unspaced(str(slots.get("head") or "")) or None
    number = _integer(slots.get("number"))
    year = _year(slots.get("year"))
    if number is None or (year is None and slots.get("year")):
        return None
    ordinal = "第" if slots.get("ordinal") else ""
    if year is None:
        value = f"{head or ''}第{number}号"
    elif slots.get("plain_year") or head is None:
        value = f"{head or ''}{year}年第{number}号"
    else:
        value = f"{head}〔{year}〕{ordinal}{number}号"
    return DocumentNumberValue(value, head, year, number)


def _integer(written: Any) -> int | None:
    if isinstance(written, int):
        return written
    text = unspaced(unicodedata.normalize("NFKC", str(written or "")))
    return parse_integer(text) if text else None


def _year(written: Any) -> int | None:
    year = _integer(written)
    if year is not None and 50 <= year < 100:
        year += 1900  # 〔98〕
    return year if year is not None and _EARLIEST <= year <= _LATEST else None
