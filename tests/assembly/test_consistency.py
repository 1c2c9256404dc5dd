"""Facts that contradict each other are warned of."""

import pytest

from policyextract import extract


def codes(text, **known):
    return [w.code for w in extract(text, **known).warnings]


def notice(number="水规〔2021〕3号", issuer="水利部", day="2021年5月6日", title="水利部关于防汛工作的通知"):
    return f"{title}\n{number}\n各市水利局：\n现就有关事项通知如下：加强巡查。\n{issuer}\n{day}"


def test_a_document_that_agrees_has_no_warning():
    """Title, number, signature and date fit."""
    assert codes(notice()) == []


@pytest.mark.parametrize(
    ("text", "known", "code"),
    [
        (notice(number="国办发〔2021〕3号"), {}, "number-issuer-mismatch"),
        (notice(number="水规〔2017〕3号"), {}, "number-year-mismatch"),
        (notice(issuer="财政部"), {}, "issuer-sources-differ"),
        (notice(), {"published": "2021-01-01"}, "published-before-signed"),
        (
            notice(issuer="国家市场监督管理总局", title="关于防汛工作的通知", number="", day="2010年5月6日"),
            {},
            "agency-not-valid-then",
        ),
    ],
)
def test_each_contradiction_is_one_warning(text, known, code):
    """Number and issuer, number and year, sources, days, validity."""
    assert code in codes(text, **known)
