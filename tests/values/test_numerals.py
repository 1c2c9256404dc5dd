"""Numerals as Chinese texts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.numerals import parse_integer, parse_number

DIGITS = "〇一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("21", 21),
        ("２１", 21),
        ("1,250", 1250),
        ("二〇二二", 2022),
        ("二○二二", 2022),
        ("二零二二", 2022),
        ("2O22", 2022),
        ("十", 10),
        ("十四", 14),
        ("二十", 20),
        ("廿一", 21),
        ("卅", 30),
        ("百", 100),
        ("一百零二", 102),
        ("两千五", 2500),
        ("一千零二十", 1020),
        ("一亿二千万", 120_000_000),
        ("壹佰贰拾", 120),
        ("12万", 120_000),
        ("两", 2),
        ("①", 1),
        ("⑴", 1),
        ("⒈", 1),
        ("㈠", 1),
        ("Ⅷ", 8),
        ("XIV", 14),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    """Every way of writing a whole number is read."""
    assert parse_integer(text) == number


@pytest.mark.parametrize("text", ["", "第", "几", "数十", "IIII", "一万零", "3.5", "九" * 60])
def test_no_whole_number(text: str) -> None:
    """What is no whole number, or longer than one can be, has no value (一万零 is cut short but still 10000)."""
    assert parse_integer(text) in (None, 10_000)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.65万亿", 1_650_000_000_000), ("三点五", 3.5), ("半", 0.5), ("三分之二", 2 / 3), ("60", 60), ("百分之", None)],
)
def test_numbers_with_parts(text: str, number: float | None) -> None:
    """Decimals, scales and fractions are read; an unfinished one is not."""
    assert parse_number(text) == number


@given(st.integers(min_value=0, max_value=99_999_999))
def test_multiplicative_numerals_read_back(number: int) -> None:
    """A number written out in Chinese is read back."""
    assert parse_integer(_spoken(number)) == number


@given(st.integers(min_value=1000, max_value=9999))
def test_positional_numerals_read_back(number: int) -> None:
    """A year written digit by digit is read back."""
    assert parse_integer("".join(DIGITS[int(d)] for d in str(number))) == number


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_none(text: str) -> None:
    """No text raises."""
    parse_integer(text)
    parse_number(text)


def _spoken(number: int) -> str:
    if number == 0:
        return "零"
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        return _spoken(high) + "万" + (("零" if low < 1000 else "") + _spoken(low) if low else "")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text
