"""Lengths of time of a whole document."""

from policyextract import extract

RULES = (
    "供水事故处理规定\n第一条 为了规范供水事故的处理，制定本规定。\n第二条 供水单位应当在三日内报告，在三十日内修复。\n"
)


def units(text: str) -> dict[str, str | None]:
    """Unit of each duration by its text."""
    return {d.text: d.unit for d in extract(text).durations}


def test_days_are_what_the_act_says_they_are() -> None:
    """The lengths that the act names are working days, others are not."""
    found = units(RULES + "第三条 本规定所称的“三日”、“五日”，是指工作日。")
    assert (found["三日内"], found["三十日内"]) == ("workday", None)


def test_all_days_of_an_act_may_be_working_days() -> None:
    """An act that names no length means them all."""
    assert set(units(RULES + "第三条 本规定的期限以工作日计算。").values()) == {"workday"}


def test_days_are_days_otherwise() -> None:
    """Without a word of the act the days are those of the calendar."""
    assert set(units(RULES).values()) == {None}
