"""When a document was signed, takes effect and ends: its own days only."""

import pytest

from policyextract import extract

HEAD = "市水务局关于印发供水管理办法的通知\n各区水务局：\n现将《供水管理办法》印发给你们，请认真贯彻执行。\n"
TAIL = "\n市水务局\n2023年5月10日"
ORDER = "供水条例\n2023年5月10日省人民政府令第12号公布\n第一条 为了保障供水，制定本条例。\n第二条 本条例适用于本省。\n"


@pytest.mark.parametrize(
    ("text", "effective", "expires"),
    [
        (HEAD + "本办法自2023年7月1日起施行，有效期5年。" + TAIL, "2023-07-01", "P5Y"),
        (HEAD + "本办法自印发之日起施行，有效期至2026年12月31日。" + TAIL, "2023-05-10", "2026-12-31"),
        (HEAD + "本办法自发布之日起30日后施行。" + TAIL, "2023-06-09", None),
        (HEAD + "本办法试行两年。" + TAIL, None, "P2Y"),
        (HEAD + "第五条自2024年1月1日起施行，其余自2023年7月1日起施行。" + TAIL, "2023-07-01", None),
        (HEAD + "本办法有效期暂定一年（2023年7月1日-2024年6月30日）。" + TAIL, "2023-07-01", "2024-06-30"),
        (HEAD + "本办法自2023年7月1日起施行，2028年6月30日废止。" + TAIL, "2023-07-01", "2028-06-30"),
        (HEAD + "上述政策自2023年7月1日起执行，截止至2025年末。" + TAIL, "2023-07-01", "2025-12-31"),
        (
            HEAD + "土地价款缴纳期限延长，政策有效期至2024年12月31日。本办法自2023年7月1日起施行。" + TAIL,
            "2023-07-01",
            None,
        ),
        (HEAD + "自本办法实施起三年内，给予贷款支持。" + TAIL, None, None),
        (HEAD + "《供水管理办法》自2023年7月1日起施行，《原供水办法》同时废止。" + TAIL, "2023-07-01", None),
        (HEAD + "《节水条例》自2023年7月1日起施行。" + TAIL, None, None),
        (HEAD + "取水许可证有效期5年，到期前三个月申请延续。" + TAIL, None, None),
        (HEAD + "根据2023年3月1日起施行的《节水条例》，制定本办法。" + TAIL, None, None),
        (ORDER + "第三条 本条例自公布之日起施行。", "2023-05-10", None),
        (ORDER + "第三条 本条例自2023年7月1日起施行。2011年1月1日起施行的《供水办法》同时废止。", "2023-07-01", None),
    ],
)
def test_own_days(text, effective, expires):
    """Another act's force and a licence's term are not the document's."""
    found = extract(text)
    assert (found.effective and str(found.effective), found.expires and str(found.expires)) == (effective, expires)


def test_evidence_is_kept() -> None:
    """Each of the values points at the words that prove it."""
    found = extract(HEAD + "本办法自2023年7月1日起施行，有效期5年。" + TAIL)
    proof = {name: found.provenance[name][0].text for name in ("signed", "effective", "expires")}
    assert proof == {"signed": "2023年5月10日", "effective": "2023年7月1日起", "expires": "有效期5年"}


def test_a_report_of_two_acts_has_no_single_day() -> None:
    """Where two acts take effect on two days, there is no value."""
    text = "国务院总理签署国务院令，公布《甲条例》，自2023年7月1日起施行；公布《乙条例》，自2023年9月1日起施行。"
    assert extract(text, published="2023-05-18").effective is None


def test_an_act_that_was_adopted_is_signed_that_day() -> None:
    """The note of an adoption gives the day, but nothing takes effect from it."""
    found = extract(
        "供水条例\n（2023年5月10日省第十四届人民代表大会常务委员会第三次会议通过）\n第一条 为了保障供水，制定本条例。\n第二条 本条例自公布之日起施行。"
    )
    assert (str(found.signed), found.effective) == ("2023-05-10", None)


def test_a_history_of_several_acts_has_no_single_adoption() -> None:
    """An act that was amended was adopted more than once."""
    found = extract(
        "供水条例\n2003年5月10日省第十届人民代表大会常务委员会第三次会议通过\n"
        "2013年5月10日省第十二届人民代表大会常务委员会第三次会议修订\n第一条 为了保障供水，制定本条例。"
    )
    assert found.signed is None


def test_a_roundup_has_no_day_of_its_own() -> None:
    """Of several items none speaks for the page."""
    text = "供水条例公布\n省政府公布《供水条例》，自2023年7月1日起施行。\n水库开工\n省水利厅今天宣布三座水库开工。"
    assert extract(text, title="国内联播快讯", published="2023-05-18").effective is None
    assert str(extract(text, title="供水条例公布", published="2023-05-18").effective) == "2023-07-01"


def test_a_notice_by_years_of_the_republic() -> None:
    """生效 in the line of its subject; the day stands in a label line."""
    head = "行政院環境保護署　公告\n發文日期：中華民國108年5月8日\n發文字號：環署廢字第1080031263號\n"
    found = extract(
        head + "主　　旨：訂定「漁船檢驗基準」，並自中華民國一百零八年七月一日生效。\n依　　據：《漁業法》第二十一條。"
    )
    assert (str(found.signed), str(found.effective)) == ("2019-05-08", "2019-07-01")
    assert [r.relation for r in found.references] == ["basis"]
    assert str(extract(head + "主　　旨：修正「漁船檢驗基準」，並自即日生效。").effective) == "2019-05-08"


def test_the_day_of_an_act_that_a_report_only_cites_is_not_the_document_s() -> None:
    """What is reported is the notice; the statute that it names took effect by itself."""
    text = "近日，水利部印发《关于开展取水专项整治的通知》，部署专项整治。《节水条例》自2023年5月1日起施行，各地要贯彻落实。"
    assert extract(text, published="2023-04-11").effective is None
    text = "近日，水利部印发《取水管理办法》。《取水管理办法》自2023年5月1日起施行。"
    assert str(extract(text, published="2023-04-11").effective) == "2023-05-01"
