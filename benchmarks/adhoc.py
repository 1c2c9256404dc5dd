"""What people write today: BeautifulSoup, the standard library's ``re`` one pattern at a time, dateparser, pydantic.

A script in that manner for the same facts (title, number, issuers, dates, durations, campaigns, directives,
references). It is here to be timed, not to be admired; its results are not compared.
"""

from __future__ import annotations

import datetime as dt
import re

from pydantic import BaseModel

AGENCIES: list[str] = []  # filled by the benchmark with the names that the packs know

_NUMBER = r"[一二三四五六七八九十百零〇\d]+"
_DATES = [
    r"\d{4}年\d{1,2}月\d{1,2}日",
    r"[二一][〇零○一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日",
    r"\d{4}年\d{1,2}月(?!\d)",
    r"(?<!年)\d{1,2}月\d{1,2}日",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{4}年(?!\d)",
    r"今年|去年|明年|本月|上月|今天|昨天|近日|日前|即日起|年底前|月底前",
]
_DURATIONS = [rf"为期{_NUMBER}(?:个月|年|天|日)", rf"有效期{_NUMBER}年", r"半年|一年半|百日", rf"{_NUMBER}个工作日"]
_CAMPAIGNS = [
    r"(?:开展|部署|启动)(?:为期[^，。]{1,6}的)?([^，。；《》]{2,30}?(?:专项行动|专项整治行动|集中整治|攻坚行动|专项治理))",
    r"“([^”]{2,20})”(?:专项)?行动",
]
_ORDERS = [
    rf"(?:^|[。；：\n]){_NUMBER}要([^。；]+)",
    rf"(?:^|\n){_NUMBER}、([^。\n]+)",
    rf"（{_NUMBER}）([^。\n]+)",
    rf"{_NUMBER}是([^。；]+)",
    rf"第{_NUMBER}条\s*([^\n]+)",
    r"(?:^|\n)\d+[.．、]([^\n]+)",
]
_DOCUMENT_NUMBERS = [r"[一-龥]{2,10}〔\d{4}〕\d+号", r"[一-龥]{2,10}\[\d{4}\]\d+号", r"第\d+号令?"]
_REFERENCES = [r"(?:根据|依据|按照)《([^》]+)》", r"《([^》]+)》(?:同时)?废止", r"《([^》]+)》"]
_BOILERPLATE = [r"责任编辑[：:].*", r"扫一扫.*", r"分享到.*", r"打印本页.*", r"【.{0,6}关闭.{0,6}】"]


class Facts(BaseModel):
    """The script's result."""

    title: str | None = None
    number: str | None = None
    issuers: list[str] = []
    dates: list[tuple[str, dt.date | None]] = []
    durations: list[str] = []
    campaigns: list[str] = []
    directives: list[str] = []
    references: list[str] = []


def extract(content: str) -> Facts:
    """All facts of one document."""
    import dateparser
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(content, "lxml")
    for tag in soup(["script", "style"]):
        tag.decompose()
    text = soup.get_text("\n")
    for pattern in _BOILERPLATE:
        text = re.sub(pattern, "", text)
    number = next((m.group() for p in _DOCUMENT_NUMBERS if (m := re.search(p, text))), None)
    dates: list[tuple[str, dt.date | None]] = []
    for pattern in _DATES:
        for found in re.finditer(pattern, text):
            when = dateparser.parse(found.group(), languages=["zh"])
            dates.append((found.group(), when.date() if when else None))
    return Facts(
        title=text.strip().partition("\n")[0][:80] or None,
        number=number,
        issuers=[name for name in AGENCIES if re.search(name, text)],
        dates=dates,
        durations=[m.group() for p in _DURATIONS for m in re.finditer(p, text)],
        campaigns=[m.group(1) for p in _CAMPAIGNS for m in re.finditer(p, text)],
        directives=[m.group(1) for p in _ORDERS for m in re.finditer(p, text)],
        references=[m.group(1) for p in _REFERENCES for m in re.finditer(p, text)],
    )
