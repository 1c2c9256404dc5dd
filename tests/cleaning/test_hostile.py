"""Inputs made to break a reader: each is read in linear time, and what it says is kept."""

import time
from collections.abc import Callable

import pytest

from policyextract.document import Document
from tests.cleaning.checks import faults

N = 100_000
# Generous: the slowest takes a tenth of this on a slow machine; what is quadratic takes hours.
SECONDS = 60.0

HOSTILE = {
    "nested elements": "<div>" * N + "底" + "</div>" * N,
    "nested inline elements": "<b>" * N + "底",
    "nested tables": "<table><tr><td>" * (N // 4) + "底",
    "closing tags without opening ones": "<div>" * N + "</p></td></table></span>" * N,
    "cells closed by rows": "<table>" + "<tr><td><section>" * N + "</section></tr>" * N,
    "dropped elements": "<nav>" * N + "</nav>" * N,
    "cut-off scripts": "<script " * N,
    "unclosed scripts": "<script>" * N,
    "unclosed comments": "<!--" * N,
    "unclosed attributes": '<a b="' * N,
    "unclosed everything": "<p <b class='x <i>" * N,
    "declarations": "<![CDATA[" * N,
    "server code": "<%" * N + "%>",
    "less-than signs": "<" * N * 5,
    "ampersands": "&" * N * 5,
    "numeric entities": "<p>" + "&#" * N + "1" * N,
    "one long entity": "<p>&#" + "1" * N + ";&" + "a" * N + ";",
    "square brackets": "# t\n" + "[" * N + "](" * N,
    "stars": "# t\n" + "**a" * N,
    "blanks": " \u3000" * N + "底",
    "blank lines": "\n" * N + "底",
    "front matter that does not end": "---\n" + "a: b\n" * N,
    "quotes that do not end": '{"a": "' + "\\" * N,
    "nested lists of JSON": '[{"a":' * N,
    "label signs": "【标题】" * N,
    "comments in JSON": '{"a": "<p>' + "<!-- - " * N + '"}',
    "tags in JSON": '{"a": "<p>' + "<p" * N + '"}',
    "page marks": "做好工作\n" + "— 1 —\n" * N + ("\f做好工作\n\n- 2 -\n") * N,
    "rows of Markdown": "# t\n" + "| --" * N + "\n" + "| a | b |\n" * N,
    "underscores in a title": "---\ntitle: '" + "_a" * (N // 10) + "'\n---\n" + "a“a”" * N,
    "NUL bytes": "底\0" * N,
    "links": "<a href=x>链接</a>\n" * N,
    "dropped spans": "字<span hidden>x</span>" * N,
    "markers": "一、（一）1." * N,
    "sentences with markers": "为了做好工作。一、二。（一）三。1.四" * N,
    "signatures": "做好工作。某某部2020年1月1日关于" * N,
    "label lines": "发布日期：2020-01-01\n【标题】某某\n" * N,
    "editors": "某某（责任编辑：某某）\n" * N,
    "editors in one line": "某某（责任编辑：某某）" * N,
    "titles": "<h1>关于某某的通知</h1>" * N,
    "table of labels": "<table>" + "<tr><td>文号</td><td>一</td></tr>" * N + "</table>",
    "signature lines": "各地要认真贯彻执行，切实做好各项工作，确保取得实效，重大事项及时报告。\n"
    + "某某部\n2020年1月1日\n" * N,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_linear(read: Callable[..., Document], name: str) -> None:
    """No input makes the reader look at anything again and again."""
    start = time.process_time()
    document = read(HOSTILE[name])
    assert time.process_time() - start < SECONDS
    assert document.text.endswith("底") or "底" not in HOSTILE[name] or name == "NUL bytes"


def test_ten_million_characters_of_one_line(read: Callable[..., Document]) -> None:
    """A long line costs what its length says."""
    sentence = "各地区要加强组织领导，确保取得实效。"
    source = "<p>" + sentence * (10_000_000 // len(sentence)) + "</p>"
    start = time.process_time()
    document = read(source)
    assert time.process_time() - start < SECONDS
    assert len(document.text) == len(source) - 7


def test_text_behind_the_end_of_the_page_is_kept(read: Callable[..., Document]) -> None:
    """Browsers show what stands behind </html>, also behind a second one."""
    document = read("<html><body><p>一</p></body></html><p>二</p></html>三")
    assert document.text == "一\n二\n三"
    assert faults(document) == []


def test_lone_surrogates_and_nul_bytes(read: Callable[..., Document]) -> None:
    """Neither reaches the text; offsets stay."""
    document = read("<p>一\ud800二\0三</p>")
    assert document.text == "一\ufffd二三"
    assert faults(document) == []


def test_a_quote_that_never_closes_loses_nothing(read: Callable[..., Document]) -> None:
    """The rest of the page is read, not taken for the attribute's value."""
    assert read('<p title="a>一</p><p>二</p>').text == "一\n二"


@pytest.mark.parametrize(
    "source",
    [
        "",
        " \n\t\u3000 ",
        "<p></p>",
        b"",
        b"\xff\xfe",
        b"%PDF-1.7 \xe4\xbd\xa0",
        b"PK\x03\x04abc",
        b"\x89PNG\r\n" + bytes(50),
    ],
)
def test_nothing_to_read_is_an_empty_document(read: Callable[..., Document], source: str | bytes) -> None:
    """Empty input and formats that hold no text as they stand."""
    document = read(source)
    assert (document.text, document.folded, document.blocks) == ("", "", ())
