"""Bytes become text by mark, strict UTF-8, declared charset, GB 18030 or Big5, detection."""

import pytest

from policyextract.cleaning.decoding import decode

SIMPLIFIED = "关于加强快递安全工作的通知，各地要认真贯彻落实。"
TRADITIONAL = "關於加強快遞安全工作的通知，各地應認真貫徹落實。"


@pytest.mark.parametrize(
    ("source", "text", "encoding"),
    [
        (SIMPLIFIED.encode("utf-8"), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("utf-8-sig"), SIMPLIFIED, "utf-8"),
        (SIMPLIFIED.encode("gbk"), SIMPLIFIED, "gb18030"),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED, "gb18030"),
        (TRADITIONAL.encode("big5"), TRADITIONAL, "big5hkscs"),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED, "utf-16-le"),
        (SIMPLIFIED.encode("utf-32"), SIMPLIFIED, "utf-32-le"),
        (b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED, "utf-16-be"),
        (("<p>2022</p>" + SIMPLIFIED).encode("utf-16-le"), "<p>2022</p>" + SIMPLIFIED, "utf-16-le"),
    ],
)
def test_encodings(source: bytes, text: str, encoding: str) -> None:
    """Each usual encoding, with and without its mark."""
    assert decode(source) == (text, encoding)


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "big5", "iso-8859-1", "no-such-charset"])
def test_a_wrong_declaration_does_no_harm(declared: str) -> None:
    """GBK that says it is something else, as old servers do."""
    source = f'<meta charset="{declared}"><p>{SIMPLIFIED * 4}</p>'
    assert SIMPLIFIED in decode(source.encode("gbk")).text


def test_characters_beyond_gb2312_that_says_gb2312() -> None:
    """A page that declares gb2312 means its superset."""
    source = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>朱镕基㐂</p>'
    assert decode(source.encode("gb18030")).text == source


def test_a_few_damaged_bytes_do_not_make_it_another_encoding() -> None:
    """A page cut in the middle of a character is still what it was."""
    assert decode((SIMPLIFIED * 20).encode("utf-8")[:-1]).text.startswith(SIMPLIFIED)
    assert decode((SIMPLIFIED * 20).encode("gbk")[:-1]).text.startswith(SIMPLIFIED)


def test_text_that_came_as_text_keeps_its_offsets() -> None:
    """Lone surrogates become one U+FFFD each; the mark goes."""
    assert decode("\ufeff一\ud800二") == ("一\ufffd二", None)


@pytest.mark.parametrize(
    "source", [b"%PDF-1.4 \xe4\xb8\x80", b"PK\x03\x04\x14\x00", bytes(range(8)) * 40, b"\x00\xff\xfe\x01" * 50]
)
def test_binary_is_no_text(source: bytes) -> None:
    """Archives, pictures and junk."""
    assert decode(source).text == ""


def test_reading_is_silent(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    """Undecodable bytes are no reason to write to the log of somebody's service."""
    decode(b"\xff\xfd\xfc caf\xe9 \x81\x8d" * 9)
    assert (caplog.records, capsys.readouterr()) == ([], ("", ""))
