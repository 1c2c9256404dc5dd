"""Documents to measure on: a corpus if there is one, else invented ones."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

from benchmarks.measure import ROOT

DEFAULT = ROOT.parent / "shared" / "corpus" / "bulk.jsonl.gz"

_WHO = ["教育部", "公安部", "国家邮政局", "市场监管总局", "农业农村部", "生态环境部", "省财政厅", "市人民政府办公室"]
_WHAT = ["校车安全", "快递包装", "集贸市场计量", "农资打假", "危险废物", "养老服务", "燃气安全", "个人信息保护"]
_ORDERS = ["摸清底数，建立台账", "依法查处，严肃追责", "加强宣传，广泛发动", "压实责任，分级负责", "健全制度，长效管理"]
_FILLER = ["各地区要结合实际，认真组织实施，确保各项任务落到实处。", "有关情况请及时报送，工作中遇到的问题另行研究。"]


def invented(number: int, seed: int = 1) -> list[str]:
    """Notices of the usual form, of 300 to 3,000 characters."""
    chance = random.Random(seed)
    documents = []
    for n in range(number):
        who, what = chance.sample(_WHO, 2), chance.choice(_WHAT)
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        lines = [
            f"关于开展{what}专项整治行动的通知",
            f"{chance.choice('建教公农')}办发〔20{chance.randint(10, 24)}〕{n % 90 + 1}号",
            "各省、自治区、直辖市有关部门：",
            f"{month}月{day}日，{who[0]}、{who[1]}联合召开会议，部署开展为期半年的{what}专项整治行动。会议要求：",
        ]
        for k, order in enumerate(chance.sample(_ORDERS, 4)):
            lines.append(f"{'一二三四'[k]}要{order}。" + "".join(chance.choices(_FILLER, k=chance.randint(0, 12))))
        lines.append(f"本通知自202{chance.randint(0, 5)}年{month}月1日起施行，有效期5年。《{what}管理办法》同时废止。")
        documents.append("\n".join(lines))
    return documents


def documents(path: Path | None, limit: int | None = None) -> tuple[list[str], str]:
    """The documents, and what they are."""
    path = path or DEFAULT
    if not path.exists():
        return invented(limit or 1000), "invented documents"
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        found = [json.loads(line)["content"] for line in lines]
    return found[:limit], path.name
