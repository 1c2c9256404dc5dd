"""Any date written in any of the forms is read back; no text raises; no value lies outside its evidence."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from policyextract.extractor import Extractor

EXTRACTOR = Extractor()
DIGITS = "〇一二三四五六七八九"
DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2039, 12, 31))
SENTENCE = "省水利厅于{}印发通知。"


def spelled(number: int) -> str:
    """A month or day as spoken: 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def year_by_digits(year: int, zero: str) -> str:
    return "".join(DIGITS[int(d)] for d in str(year)).replace("〇", zero)


FORMS = {
    "plain": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "padded": lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
    "hao": lambda d: f"{d.year}年{d.month}月{d.day}号",
    "chinese": lambda d: f"{year_by_digits(d.year, '〇')}年{spelled(d.month)}月{spelled(d.day)}日",
    "circle": lambda d: f"{year_by_digits(d.year, '○')}年{spelled(d.month)}月{spelled(d.day)}日",
    "ling": lambda d: f"{year_by_digits(d.year, '零')}年{spelled(d.month)}月{spelled(d.day)}日",
    "full width": lambda d: FORMS["plain"](d).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "mixed": lambda d: f"{d.year}年{spelled(d.month)}月{d.day}日",
    "dots": lambda d: f"{d.year}.{d.month:02d}.{d.day:02d}",
    "hyphens": lambda d: f"{d.year}-{d.month:02d}-{d.day:02d}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "compact": lambda d: f"{d:%Y%m%d}",
    "republic": lambda d: f"民国{d.year - 1911}年{d.month}月{d.day}日",
}


def values(text, published="2040-06-15"):
    return [d.value for d in EXTRACTOR.extract(text, published=published).dates]


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(sorted(FORMS)))
def test_days_read_back(day: dt.date, form: str) -> None:
    """A day in any form is that day."""
    assert values(SENTENCE.format(FORMS[form](day))) == [day.isoformat()]


@settings(max_examples=80, deadline=None)
@given(DAYS, st.integers(1, 400), st.sampled_from(["至", "到", "—", "－", "-", "~", "～", "–", "——", "起至"]))
def test_ranges_read_back(first: dt.date, length: int, dash: str) -> None:
    """A range with any dash is that range, with or without what its end inherits."""
    last = first + dt.timedelta(days=length)
    end = f"{last.month}月{last.day}日" if last.year == first.year else FORMS["plain"](last)
    assert values(f"检查时间为{FORMS['plain'](first)}{dash}{end}。") == [f"{first}/{last}"]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.integers(0, 200))
def test_days_without_a_year_lie_near_the_page(published: dt.date, ago: int) -> None:
    """A day of the last months without its year is resolved to itself, across the year's end too."""
    day = published - dt.timedelta(days=ago)
    if day.year == published.year or (published.month <= 2 and day.month >= 11):
        assert values(f"{day.month}月{day.day}日，省水利厅召开会议。", published) == [day.isoformat()]


PIECES = st.sampled_from(
    [
        *"0123456789〇一二三四五六七八九十百年月日号前后起至到底末初旬上下本去今明同当次周期内以来每第（），。-—./ ",
        "季度",
        "半年",
        "十四五",
        "工作日",
        "小时",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text(text: str) -> None:
    """No text raises, and the evidence of every value is in the text."""
    found = EXTRACTOR.extract(f"通知：{text}", published="2022-04-22")
    for fact in (*found.dates, *found.durations):
        span = fact.evidence[0]
        assert found.text[span.start : span.end] == span.text == fact.text
