"""Blanks of layout go, blanks between names stay."""

import pytest

from policyextract.cleaning.whitespace import gaps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标　　题：", "标题："),
        ("国 务 院 办 公 厅", "国务院办公厅"),
        ("实施意见 的 通 知", "实施意见的通知"),
        ("见习记者 杨 洁", "见习记者杨洁"),
        ("工业和信息化部 国家发展改革委 财政部", "工业和信息化部 国家发展改革委 财政部"),
        ("第一章　总则", "第一章 总则"),
        ("一　总体要求", "一 总体要求"),
        ("2010 年 5 月", "2010年5月"),
        ("第 91 号令", "第91号令"),
        ("〔 2017〕116 号", "〔2017〕116号"),
        ("3.1 组织领导", "3.1 组织领导"),
        ("国务院办公厅　　2016年4月6日", "国务院办公厅 2016年4月6日"),
        ("　　会议指出 ， 要", "会议指出，要"),
        ("use of  iPhone", "use of iPhone"),
        ("国\u200b务\ufeff院", "国务院"),
        ("会议 | 时间", "会议 | 时间"),
        ("国务\r院", "国务院"),
        ("a\u00a0b", "a b"),
        ("一\n　二 ", "一\n二"),
    ],
)
def test_blanks(text: str, expected: str) -> None:
    """Letter spacing, padding, numbers, names, Western words."""
    for start, end, new in reversed(gaps(text, "年月日号条")):
        text = text[:start] + new + text[end:]
    assert text == expected
