"""Any date written in any of the forms is read back; no text raises; no value lies outside its evidence."""

import datetime as dt
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from policyextract.extractor import Extractor

EXTRACTOR = Extractor()
DIGITS = "〇一二三四五六七八九"
DAYS = st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2039, 12, 31))
END = r"[0-9]{4}(?:-(?:(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?|Q[1-4]|H[12]))?|--[01][0-9](?:-[0-3][0-9])?"
CLOSED = re.compile(rf"(?:\.\.|{END})/(?:\.\.|{END})|{END}")
SENTENCE = "省水利厅于{}印发通知。"


def spelled(number: int) -> str:
    """A month or day as spoken: 二十一."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else DIGITS[tens]) + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def old(number: int) -> str:
    """As signatures had it: 廿一, 卅."""
    return spelled(number).replace("二十", "廿").replace("三十", "卅") if number >= 20 else spelled(number)


def counted(number: int) -> str:
    """Up to 199: 一百零三."""
    hundreds, rest = divmod(number, 100)
    return ("一百" + ("零" if 0 < rest < 10 else "一" if 10 <= rest < 20 else "") if hundreds else "") + spelled(rest)


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
    "spaced": lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    "letter zero": lambda d: f"{year_by_digits(d.year, 'O')}年{spelled(d.month)}月{spelled(d.day)}日",
    "old tens": lambda d: f"{year_by_digits(d.year, '〇')}年{spelled(d.month)}月{old(d.day)}日",
    "with its weekday": lambda d: f"{d.year}年{d.month}月{d.day}日（星期{'一二三四五六日'[d.weekday()]}）",
    "with a time": lambda d: f"{d.year}年{d.month}月{d.day}日上午9时30分",
    "with a clock": lambda d: f"{d.year}-{d.month:02d}-{d.day:02d} 08:30:00",
    "republic in words": lambda d: f"民國{counted(d.year - 1911)}年{spelled(d.month)}月{spelled(d.day)}日",
    "republic": lambda d: f"民国{d.year - 1911}年{d.month}月{d.day}日",
    "hours in words": lambda d: f"{year_by_digits(d.year, '〇')}年{spelled(d.month)}月{spelled(d.day)}日十四时二十八分",
}


def values(text, published="2040-06-15"):
    return [d.value for d in EXTRACTOR.extract(text, published=published).dates]


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(sorted(FORMS)))
def test_days_read_back(day: dt.date, form: str) -> None:
    """A day in any form is that day."""
    assert values(SENTENCE.format(FORMS[form](day))) == [day.isoformat()]


BEHIND = [
    "来京",
    "十四届人大",
    "三部门印发",
    "一场大雨",
    "二十国会议",
    "个人信息",
    "代表团",
    "奖励办法",
    "两部门",
    "国家机关",
]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(BEHIND), st.booleans())
def test_days_end_with_their_day(day: dt.date, behind: str, whole: bool) -> None:
    """What makes another thing of a year or a month (2022年来, 4月一次) makes nothing of a day."""
    written = FORMS["plain" if whole else "mixed"](day)
    assert values(f"据悉，{written}{behind}，市政府召开会议。") == [day.isoformat()]


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


PARTS = {
    "年": lambda y, m: f"{y}",
    "年度": lambda y, m: f"{y}",
    "年底": lambda y, m: f"{y}-12-31",
    "年末": lambda y, m: f"{y}-12-31",
    "年岁末": lambda y, m: f"{y}-12-31",
    "年上半年": lambda y, m: f"{y}-H1",
    "年下半年": lambda y, m: f"{y}-H2",
    "年第一季度": lambda y, m: f"{y}-Q1",
    "年四季度": lambda y, m: f"{y}-Q4",
    "年前三季度": lambda y, m: f"{y}-01/{y}-09",
    "年前5个月": lambda y, m: f"{y}-01/{y}-05",
    "年{m}月": lambda y, m: f"{y}-{m:02d}",
    "年{m}月份": lambda y, m: f"{y}-{m:02d}",
    "年{m}月底": lambda y, m: str(month_end(y, m)),
    "年{m}月末": lambda y, m: str(month_end(y, m)),
    "年{m}月上旬": lambda y, m: f"{y}-{m:02d}-01/{y}-{m:02d}-10",
    "年{m}月中旬": lambda y, m: f"{y}-{m:02d}-11/{y}-{m:02d}-20",
    "年{m}月下旬": lambda y, m: f"{y}-{m:02d}-21/{month_end(y, m)}",
    "年{m}月中下旬": lambda y, m: f"{y}-{m:02d}-11/{month_end(y, m)}",
    "年{m}月上半月": lambda y, m: f"{y}-{m:02d}-01/{y}-{m:02d}-15",
}
OPEN = {
    "": "{}",
    "起": "{}/..",
    "以后": "{}/..",
    "前": "../{}",
    "之前": "../{}",
    "以前": "../{}",
    "下班前": "../{}",
    "中午前": "../{}",
}


def month_end(year: int, month: int) -> dt.date:
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


@settings(max_examples=120, deadline=None)
@given(st.integers(1950, 2039), st.integers(1, 12), st.sampled_from(sorted(PARTS)), st.booleans())
def test_parts_of_a_year_read_back(year: int, month: int, part: str, spoken: bool) -> None:
    """Years, halves, quarters, months and their parts, with the year in digits or in characters."""
    written = (year_by_digits(year, "〇") if spoken else str(year)) + part.format(m=spelled(month) if spoken else month)
    assert values(f"检查时间为{written}。") == [PARTS[part](year, month)]


@settings(max_examples=60, deadline=None)
@given(DAYS, st.sampled_from(sorted(OPEN)))
def test_open_ends_read_back(day: dt.date, word: str) -> None:
    """A deadline, a beginning, and the day alone."""
    assert values(f"企业应当在{FORMS['plain'](day)}{word}登记。") == [OPEN[word].format(day)]


def week(day: dt.date, weeks: int) -> str:
    monday = day - dt.timedelta(days=day.weekday() - 7 * weeks)
    return f"{monday}/{monday + dt.timedelta(days=6)}"


def month(day: dt.date, months: int) -> str:
    at = day.year * 12 + day.month - 1 + months
    return f"{at // 12}-{at % 12 + 1:02d}"


def second_sunday(of: str) -> str:
    first = dt.date.fromisoformat(f"{of}-01")
    return str(first + dt.timedelta(days=13 - first.weekday()))


RELATIVE = {
    "今天": lambda d: str(d),
    "昨天": lambda d: str(d - dt.timedelta(days=1)),
    "前天": lambda d: str(d - dt.timedelta(days=2)),
    "大前天": lambda d: str(d - dt.timedelta(days=3)),
    "明天": lambda d: str(d + dt.timedelta(days=1)),
    "大后天": lambda d: str(d + dt.timedelta(days=3)),
    "三天前": lambda d: str(d - dt.timedelta(days=3)),
    "上周五": lambda d: str(d - dt.timedelta(days=d.weekday() + 3)),
    "本周一": lambda d: str(d - dt.timedelta(days=d.weekday())),
    "下周日": lambda d: str(d + dt.timedelta(days=13 - d.weekday())),
    "上上周三": lambda d: str(d - dt.timedelta(days=d.weekday() + 12)),
    "本周": lambda d: week(d, 0),
    "上周": lambda d: week(d, -1),
    "下个星期": lambda d: week(d, 1),
    "本月": lambda d: month(d, 0),
    "本月第一个周一": lambda d: f"{month(d, 0)}-{1 + -dt.date(d.year, d.month, 1).weekday() % 7:02d}",
    "下个月第二个星期日": lambda d: second_sunday(month(d, 1)),
    "100天前": lambda d: str(d - dt.timedelta(days=100)),
    "上个月": lambda d: month(d, -1),
    "下下个月": lambda d: month(d, 2),
    "上月25日": lambda d: month(d, -1) + "-25",
    "本月底": lambda d: str(month_end(d.year, d.month)),
    "今年": lambda d: f"{d.year}",
    "去年底": lambda d: f"{d.year - 1}-12-31",
    "前年上半年": lambda d: f"{d.year - 2}-H1",
    "明年一季度": lambda d: f"{d.year + 1}-Q1",
    "今年前两个月": lambda d: f"{d.year}-01/{d.year}-02",
    "去年11月至今年2月": lambda d: f"{d.year - 1}-11/{d.year}-02",
}


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(sorted(RELATIVE)), st.sampled_from(["{}", "据悉，{}，市政府召开会议。"]))
def test_words_count_from_the_page(published: dt.date, word: str, sentence: str) -> None:
    """Days, weeks, months and years counted from the day the page appeared, across the ends of months and years."""
    assert values(sentence.format(word), published) == [RELATIVE[word](published)]


STEMS = [
    "{}，",
    "截至{}，",
    "到{}，",
    "于{}",
    "{}全省",
    "{}中国",
    "{}一般公共预算",
    "{}国务院",
    "{}初步",
    "{}前期工作",
    "改为{}，",
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(RELATIVE)), st.sampled_from(STEMS))
def test_words_stand_beside_any_other(word: str, stem: str) -> None:
    """What stands before and behind a word does not change what it says."""
    published = dt.date(2022, 4, 20)
    if not word.endswith("前") or stem == "{}，":  # 届满三天前 counts from elsewhere
        assert RELATIVE[word](published) in values(stem.format(word) + "完成任务。", str(published))


PIECES = st.sampled_from(
    [
        *"0123456789〇一二三四五六七八九十百年月日号前后起至到底末初旬上下本去今明同当次周期内以来每第（），。-—./ ",
        "季度",
        "半年",
        "十四五",
        "工作日",
        "小时",
        *"元正腊月农历廿卅零O〇两半多几周星期礼拜'“”·:：",
        "民国",
        "春节",
        "国庆节",
        "世纪",
        "年代",
        "自印发之日起",
        "即日起",
        "同期",
        "2022年",
        "有效期",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=40)), st.sampled_from(["\n", "通知："]))
def test_any_text(text: str, before: str) -> None:
    """No text raises, the evidence of every value is in the text, and every value has a closed form."""
    found = EXTRACTOR.extract(before + text, published="2022-04-22")
    for fact in (*found.dates, *found.durations):
        span = fact.evidence[0]
        assert found.text[span.start : span.end] == span.text == fact.text
    assert all(CLOSED.fullmatch(d.value) for d in found.dates if d.value)
