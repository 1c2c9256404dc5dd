"""Numbers, percentages, money and document numbers."""

import pytest

from policyextract.values import normalise


@pytest.mark.parametrize(
    ("kind", "text", "slots", "value"),
    [
        ("number", "1.2万", {"number": "1.2", "scale": "万"}, "12000"),
        ("number", "三十", {}, "30"),
        ("percent", "60%", {}, "60"),
        ("percent", "百分之六十", {"number": "六十"}, "60"),
        ("money", "10万元", {"number": "10", "scale": "万"}, "100000"),
        ("money", "5万元以上10万元以下", {"number": "5", "to_number": "10", "scale": "万"}, "50000/100000"),
        ("money", "五千元以上", {"number": "五千", "bound": "at_least"}, "5000/.."),
        ("money", "3亿美元", {"number": "3", "scale": "亿", "currency": "USD"}, "300000000 USD"),
        ("money", "若干元", {"number": "若干"}, "None"),
        ("document_number", "", {"head": "国办发", "year": "2022", "number": "07"}, "国办发〔2022〕7号"),
        ("document_number", "", {"head": "国 发", "year": "98", "number": "12"}, "国发〔1998〕12号"),
        ("document_number", "", {"head": "国务院令", "number": "七百四十五"}, "国务院令第745号"),
        ("document_number", "", {"year": "2022", "number": "12", "ordinal": "第"}, "2022年第12号"),
        ("document_number", "", {"head": "国发", "year": "1022", "number": "12"}, "None"),
        ("enum", "印发", {"verb": "issue"}, "issue"),
        ("text", "原文", {}, "原文"),
    ],
)
def test_normalisers(kind: str, text: str, slots: dict[str, str], value: str) -> None:
    """Each kind of value has its readable form."""
    assert str(normalise(kind, text, slots)) == value
