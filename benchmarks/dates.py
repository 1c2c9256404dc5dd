"""Dates and durations against the peers, accuracy beside the time, on invented sentences with one expression each."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from benchmarks.measure import Row, interleaved
from policyextract.extractor import Extractor

BASE = dt.datetime(2022, 4, 22)
#: Sentence and the days it speaks of, or a length of time; ``None`` for sentences with neither (the traps).
CASES: list[tuple[str, str | None]] = [
    ("会议于4月21日在京召开。", "2022-04-21/2022-04-21"),
    ("本办法自2023年1月1日起施行。", "2023-01-01/2023-01-01"),
    ("二〇二一年十二月三日印发。", "2021-12-03/2021-12-03"),
    ("计划在2022年第三季度完成验收。", "2022-07-01/2022-09-30"),
    ("今年6月完成摸底。", "2022-06-01/2022-06-30"),
    ("去年12月的检查已经结束。", "2021-12-01/2021-12-31"),
    ("4月15日至20日开展抽查。", "2022-04-15/2022-04-20"),
    ("2021年12月28日至1月5日集中整治。", "2021-12-28/2022-01-05"),
    ("上半年完成投资的四成。", "2022-01-01/2022-06-30"),
    ("2021年下半年启动试点。", "2021-07-01/2021-12-31"),
    ("5月上旬组织培训。", "2022-05-01/2022-05-10"),
    ("昨日发布了通报。", "2022-04-21/2022-04-21"),
    ("明年起全面推开。", "2023-01-01/.."),
    ("2022.04.21发布。", "2022-04-21/2022-04-21"),
    ("“十四五”时期实现全覆盖。", "2021-01-01/2025-12-31"),
    ("民国111年4月21日公布。", "2022-04-21/2022-04-21"),
    ("1—9月份办结案件四百起。", "2022-01-01/2022-09-30"),
    ("前三季度运行平稳。", "2022-01-01/2022-09-30"),
    ("当月10日前报送总结。", "../2022-04-10"),
    ("专项行动为期半年。", "P6M"),
    ("有效期为5年。", "P5Y"),
    ("试点期限一年半。", "P18M"),
    ("公示期不少于7天。", "P7D"),
    ("行动为期三个月。", "P3M"),
    ("依照第三十条处理。", None),
    ("依据国发〔2022〕12号文件。", None),
    ("执行GB/T 2260-2007标准。", None),
    ("获得五一劳动奖章。", None),
    ("请拨打12345热线。", None),
    ("年满十八周岁的公民。", None),
]


def dates(rounds: int) -> list[Row]:
    """Each peer that is installed: time against ours, and how many sentences are right."""
    readers: dict[str, Callable[[str], set[str]]] = {"policyextract": _ours()}
    for name, make in (("jionlp", _jionlp), ("dateparser.search", _dateparser)):
        try:
            readers[name] = make()
        except ImportError:
            continue
    right = {name: sum(_is_right(read(text), value) for text, value in CASES) for name, read in readers.items()}
    times = interleaved(
        {name: (lambda read=read: [read(text) for text, _ in CASES]) for name, read in readers.items()}, rounds
    )
    ours = (
        f"ours {right['policyextract']} right, {1000 * times['policyextract'] / len(CASES):.2f} ms with all other facts"
    )
    return [
        Row(
            f"{name} against us, {len(CASES)} sentences with a date or duration or a trap",
            f"{times[name] / times['policyextract']:.1f}",
            "-",
            "-",
            f"{right[name]} right, {1000 * times[name] / len(CASES):.2f} ms; {ours}",
        )
        for name in readers
        if name != "policyextract"
    ]


def _is_right(found: set[str], value: str | None) -> bool:
    return found == ({value} if value else set())


def _days(value: str) -> str:
    """A closed form of ours as ``first/last`` day."""
    begin, _, end = value.partition("/")
    return f"{_bound(begin, False)}/{_bound(end or begin, True)}"


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


def _ours() -> Callable[[str], set[str]]:
    extractor = Extractor()

    def read(text: str) -> set[str]:
        document = extractor.extract(text, published=BASE.date())
        dated = {_days(date.value) for date in document.dates if date.value and date.evidence[:1] != []}
        return dated | {length.value for length in document.durations if length.value}

    return read


def _jionlp() -> Callable[[str], set[str]]:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        import jionlp

    base = {"year": BASE.year, "month": BASE.month, "day": BASE.day}

    def read(text: str) -> set[str]:
        try:
            found = jionlp.ner.extract_time(text, time_base=base, with_parsing=True)
        except Exception:
            return set()
        return {_jionlp_value(one["detail"]) for one in found or [] if one.get("detail")}

    return read


def _jionlp_value(detail: dict[str, Any]) -> str:
    if detail["type"] in ("time_point", "time_span"):
        first, last = (str(when)[:10] for when in detail["time"])
        return f"{first}/{'..' if last.startswith('inf') else last}"
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


def _dateparser() -> Callable[[str], set[str]]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": BASE}

    def read(text: str) -> set[str]:
        found = search_dates(text, languages=["zh"], settings=settings) or []
        return {f"{when:%Y-%m-%d}/{when:%Y-%m-%d}" for _, when in found}

    return read
