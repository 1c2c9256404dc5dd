"""Page dates in whatever form they come; a form that could be two days is none."""

from datetime import UTC, date, datetime

import pytest

from policyextract.cleaning.pagedates import SHANGHAI, iso, read_page_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年12月03日", date(2018, 12, 3)),
        ("2022-04-22 10:08", datetime(2022, 4, 22, 10, 8, tzinfo=SHANGHAI)),
        ("2022-04-22 00:00:00", date(2022, 4, 22)),
        ("2022年04月22日10:08来源", datetime(2022, 4, 22, 10, 8, tzinfo=SHANGHAI)),
        ("2022-04-22T08:08:20Z", datetime(2022, 4, 22, 8, 8, 20, tzinfo=UTC)),
        ("2022-04-22T16:08:20+08:00", datetime(2022, 4, 22, 16, 8, 20, tzinfo=SHANGHAI)),
        ("Fri, 22 Apr 2022 08:08:20 GMT", datetime(2022, 4, 22, 8, 8, 20, tzinfo=UTC)),
        ("20190411", date(2019, 4, 11)),
        ("1650614400000", datetime(2022, 4, 22, 8, 0, tzinfo=UTC)),
        ("2022/4/22", date(2022, 4, 22)),
        ("April 22, 2022", date(2022, 4, 22)),
        ("22 avril 2022 10:30", datetime(2022, 4, 22, 10, 30, tzinfo=SHANGHAI)),
        ("25/06/2022", date(2022, 6, 25)),
    ],
)
def test_forms(text: str, expected: date | datetime) -> None:
    """ISO, Chinese, mail headers, stamps, foreign forms; a time without zone is China's."""
    assert read_page_date(text) == expected
    assert type(read_page_date(text)) is type(expected)


@pytest.mark.parametrize(
    "text",
    ["", "05/06/2022", "2022-13-45", "2022年4月", "Apr 2022", "next week", "2012.14", "第12号", "x" * 5000 + "1"],
)
def test_no_guess(text: str) -> None:
    """A month, an impossible day, a relative or ambiguous one."""
    assert read_page_date(text) is None


def test_iso_writes_utc_as_z() -> None:
    """The form of the result model."""
    assert iso(datetime(2022, 4, 22, 8, 8, 20, tzinfo=UTC)) == "2022-04-22T08:08:20Z"
    assert iso(date(2022, 4, 22)) == "2022-04-22"
