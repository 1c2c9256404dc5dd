"""Dates and durations against the peers, accuracy beside the time, on the sentences of our own tests.

``tests/data/date_sentences.tsv``: every form of the catalogue, and the traps that have neither. A sentence is right
when a reader gives all of its days and lengths and nothing else. An open end counts as its day, so a reader without
open ends loses nothing by it. The sentences are our own and our rules were mended on them: what the numbers tell is the
distance between forms that a policy has and forms that a reader knows, not how often we err on new text.
"""

from __future__ import annotations

import calendar
import datetime as dt
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import Row, interleaved
from policyextract.extractor import Extractor

SENTENCES = Path(__file__).parent.parent / "tests" / "data" / "date_sentences.tsv"
Case = tuple[dt.datetime, str, frozenset[str]]
Reader = Callable[[str, dt.datetime], set[str]]


def cases() -> list[Case]:
    """Day the sentence was published, sentence, and what it speaks of; those without a day suit no peer."""
    out = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            published, text, dates_, lengths = [*line.split("\t"), "", ""][:4]
            if not published:
                continue
            values = {_days(one.rpartition("=")[2]) for one in dates_.split(";") if one}
            values |= {one.rpartition("=")[2].split()[0] for one in lengths.split(";") if one}
            out.append((dt.datetime.fromisoformat(published), text, frozenset(values)))
    return out


def dates(rounds: int) -> list[Row]:
    """Each peer that is installed: time against ours, and how many sentences are right."""
    sentences = cases()
    readers: dict[str, Reader] = {"policyextract": _ours()}
    for name, make in (("jionlp", _jionlp), ("dateparser.search", _dateparser)):
        try:
            readers[name] = make()
        except ImportError:
            continue
    right = {name: sum(read(text, base) == value for base, text, value in sentences) for name, read in readers.items()}
    times = interleaved(
        {name: (lambda read=read: [read(text, base) for base, text, _ in sentences]) for name, read in readers.items()},
        rounds,
    )
    count = len(sentences)
    ours = f"ours {right['policyextract']} right, {1000 * times['policyextract'] / count:.2f} ms with all other facts"
    return [
        Row(
            f"{name} against us, {count} sentences with dates, durations or traps",
            f"{times[name] / times['policyextract']:.1f}",
            "-",
            "-",
            f"{right[name]} right, {1000 * times[name] / count:.2f} ms; {ours}",
        )
        for name in readers
        if name != "policyextract"
    ]


def _days(value: str) -> str:
    """A closed form of ours as ``first/last`` day."""
    begin, _, end = value.partition("/")
    first, last = _bound(begin, False), _bound(end or begin, True)
    return f"{last if first == '..' else first}/{_bound(begin, True) if last == '..' else last}"


def _bound(value: str, last: bool) -> str:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)|-Q(\d)|-H(\d))?", value)
    if not found:
        return value
    year, month, quarter, half = found.groups()
    first, end = (1, 12)
    if month:
        first = end = int(month)
    elif quarter:
        first, end = 3 * int(quarter) - 2, 3 * int(quarter)
    elif half:
        first, end = 6 * int(half) - 5, 6 * int(half)
    return f"{year}-{end:02d}-{calendar.monthrange(int(year), end)[1]}" if last else f"{year}-{first:02d}-01"


def _ours() -> Reader:
    extractor = Extractor()

    def read(text: str, base: dt.datetime) -> set[str]:
        document = extractor.extract(text, published=base.date())
        dated = {_days(date.value) for date in document.dates if date.value and date.evidence[:1] != []}
        return dated | {length.value for length in document.durations if length.value}

    return read


def _jionlp() -> Reader:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import jionlp
    logging.disable(logging.ERROR)  # it logs a traceback for each sentence it cannot read

    def read(text: str, base: dt.datetime) -> set[str]:
        now = {"year": base.year, "month": base.month, "day": base.day}
        try:
            found = jionlp.ner.extract_time(text, time_base=now, with_parsing=True)
        except Exception:
            return set()
        return {_jionlp_value(one["detail"]) for one in found or [] if one.get("detail")}

    return read


def _jionlp_value(detail: dict[str, Any]) -> str:
    if detail["type"] in ("time_point", "time_span"):
        first, last = (str(when)[:10] for when in detail["time"])
        return f"{first}/{first if last.startswith('inf') else last}"
    if detail["type"] == "time_delta" and isinstance(detail["time"], dict):
        units = {"year": "Y", "month": "M", "day": "D"}
        parts = {unit: detail["time"].get(unit) for unit in units}
        months = (parts["year"] or 0) * 12 + (parts["month"] or 0) if isinstance(parts["year"], float) else None
        if months:
            return f"P{months:g}M"
        for unit, letter in units.items():
            if isinstance(parts[unit], int | float):
                return f"P{parts[unit]:g}{letter}"
    return "?"


def _dateparser() -> Reader:
    from dateparser.search import search_dates

    def read(text: str, base: dt.datetime) -> set[str]:
        found = search_dates(text, languages=["zh"], settings={"RELATIVE_BASE": base}) or []
        return {f"{when:%Y-%m-%d}/{when:%Y-%m-%d}" for _, when in found}

    return read
