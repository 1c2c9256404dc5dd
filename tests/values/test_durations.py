"""Slots to lengths of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyextract.values.durations import read_duration


@pytest.mark.parametrize(
    ("slots", "text"),
    [
        ({"number": "半", "unit": "year"}, "P6M"),
        ({"number": "一", "unit": "year", "half": "半"}, "P18M"),
        ({"number": "1.5", "unit": "year"}, "P18M"),
        ({"number": "两", "unit": "month", "more_half": "半"}, "P2M15D"),
        ({"number": "半", "unit": "month"}, "P15D"),
        ({"number": "百", "unit": "day"}, "P100D"),
        ({"number": "一", "unit": "week"}, "P1W"),
        ({"number": "24", "unit": "hour"}, "PT24H"),
        ({"number": "半", "unit": "hour"}, "PT30M"),
        ({"number": "三", "unit": "day", "half": "半"}, "P3DT12H"),
        ({"number": "一", "unit": "quarter"}, "P3M"),
        ({"number": "2", "unit": "hour", "number2": "30", "unit2": "minute"}, "PT2H30M"),
        ({"number": "一", "unit": "year", "number2": "三", "unit2": "month"}, "P1Y3M"),
        ({"number": "1", "to_number": "3", "unit": "year"}, "P1Y/P3Y"),
        ({"from_number": "6", "from_unit": "month", "number": "1", "unit": "year"}, "P6M/P1Y"),
        ({"from_number": "半", "from_unit": "year", "number": "一", "unit": "year", "half": "half"}, "P6M/P18M"),
        ({"from_number": "1", "number": "1", "unit": "year", "number2": "6", "unit2": "month"}, "P1Y/P1Y6M"),
        ({"number": "5", "unit": "workday"}, "P5D workday"),
        ({"number": "36", "unit": "month", "bound": "at_most"}, "P36M at_most"),
        ({"number": "几", "unit": "day"}, "None"),
        ({"number": "半", "unit": "week"}, "None"),
        ({"number": "2022", "unit": "year"}, "None"),
        ({"number": "0", "unit": "day"}, "None"),
        ({"number": "3", "unit": "fortnight"}, "None"),
        ({}, "None"),
    ],
)
def test_lengths(slots: dict[str, str], text: str) -> None:
    """Every length has its ISO form; what is indefinite has none."""
    assert str(read_duration(slots)) == text


def test_a_bound_is_added_to_a_length() -> None:
    """A length that was read already gets its bound."""
    inner = read_duration({"number": "3", "unit": "year"})
    assert str(read_duration({"duration": inner, "bound": "about"})) == "P3Y about"


@given(st.integers(1, 200), st.sampled_from([("year", "Y"), ("month", "M"), ("day", "D"), ("week", "W")]))
def test_whole_lengths_read_back(number: int, unit: tuple[str, str]) -> None:
    """A whole number of a unit is that many of it."""
    assert str(read_duration({"number": str(number), "unit": unit[0]})) == f"P{number}{unit[1]}"
