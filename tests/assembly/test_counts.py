"""Counts that the text states, checked against what was found."""

import pytest

from policyextract import extract


def codes(text):
    return [w.code for w in extract(text).warnings if w.code.endswith("count-mismatch")]


def test_a_stated_count_that_is_not_found_is_a_warning():
    """三点要求 before two items."""
    doc = extract("会议提出三点要求：一是加强领导。二是压实责任。")
    [warning] = [w for w in doc.warnings if w.code == "list-count-mismatch"]
    assert warning.span.text == "三点要求"


@pytest.mark.parametrize(
    "text",
    [
        "会议提出两点要求：一是加强领导。二是压实责任。",
        "以上三点要求已经明确。一是加强领导。二是压实责任。",
        "另一方面，一是加强领导。二是压实责任。",
        "《措施》包括两个方面33项措施：一是加强领导。二是压实责任。",
        "认定为刑法第三百九十七条规定的情形：一是伪造证件。二是涂改证件。",
        "从巡查、值守、演练三个方面部署：一是加强领导。二是压实责任。",
        "会议提出三点要求。与会人员参观了展览。随后讨论：一是加强领导。二是压实责任。",
    ],
)
def test_counts_that_agree_or_belong_elsewhere_are_silent(text):
    """No warning where the number is right or said of something else."""
    assert codes(text) == []


def test_stated_phases_are_counted():
    """分四个阶段 with two phases found."""
    text = (
        "关于印发方案的通知\n各区人民政府：\n决定开展校车安全专项整治，分四个阶段实施。\n"
        "（一）自查摸底阶段（2023年7月3日至7月15日）。\n（二）集中整治阶段（7月16日至8月31日）。"
    )
    assert codes(text) == ["phase-count-mismatch"]
