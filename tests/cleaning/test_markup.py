"""HTML is read as browsers read it, without building a tree."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from policyextract.document import Document
from tests.cleaning.checks import faults, squeeze

lexbor = pytest.importorskip("selectolax.lexbor", reason="selectolax is a test extra")

PAGES = {
    "quotes in attributes": '<p title="a > b" class=\'x"y\'>一</p><a href=x"y>二</a>',
    "cells without ends": "<table><tr><td>一<td>二<tr><td>三</table>四",
    "paragraphs without ends": "<div><p>一<p>二<ul><li>三<li>四</ul></div>",
    "raw text": "<script>if (a<b) document.write('</p>')</script><style>p{}</style><p>一</p>",
    "title in the head": "<html><head><title>站</title></head><body>一</body></html>",
    "comments": "<!-->一<!--->二<!-- a > b -->三<!--[if IE]><p>x</p><![endif]-->四",
    "entities": "&lt;一&gt; &nbsp; &#19968;&#x4E8C; &amp;amp; &copy; &unknown; AT&T &#0; &#xD800;",
    "nested inline": "<b>一<i>要</b>聚</i>焦",
    "Word": "<p><o:p></o:p><st1:chsdate Year='2011'>2011年</st1:chsdate>3月</p>",
    "end tags of nothing": "</p></div></table>一</span>",
    "declarations": "<!DOCTYPE html><?xml version='1.0'?><![CDATA[x]]>一",
    "less-than signs": "3 < 5，a<b，<3，< p>一",
    "line breaks": "一<br>二<br/>三<BR />四",
    "slashes": "<p/>一<div/>二<img/>三",
    "upper case": "<P ALIGN=CENTER>一</P><SCRIPT>x</SCRIPT>",
    "end of input in a tag": "一<p class=",
    "two ends": "<html><body>一</body></html>二</html>三",
    "nested tables": "<table><tr><td>一<table><tr><td>二</td></tr></table>三</td><td>四</td></tr></table>",
}


@pytest.mark.parametrize("name", PAGES)
def test_text_is_that_of_lexbor(read: Callable[..., Document], name: str) -> None:
    """Another parser, written after the standard, sees the same text."""
    page = PAGES[name]
    tree = lexbor.LexborHTMLParser(page)
    for node in tree.css("script,style,title,head"):
        node.decompose()
    assert squeeze(read(page, media_type="text/html").text) == squeeze(tree.root.text() if tree.root else "")


# Where BeautifulSoup's html.parser differs from the standard; we follow the standard.
OTHERWISE = {"comments", "entities", "declarations", "end of input in a tag", "less-than signs", "two ends", "raw text"}


@pytest.mark.parametrize("name", sorted(PAGES.keys() - OTHERWISE))
def test_text_is_that_of_beautifulsoup(read: Callable[..., Document], name: str) -> None:
    """A third parser agrees, but for the pages listed."""
    soup = BeautifulSoup(PAGES[name], "html.parser")
    for tag in soup(["script", "style", "title"]):
        tag.decompose()
    assert squeeze(read(PAGES[name], media_type="text/html").text) == squeeze(soup.get_text())


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p><strong>一要</strong>聚焦</p>", "一要聚焦"),
        ("<p>国发〔<span>2011</span>〕<span>300</span>号</p>", "国发〔2011〕300号"),
        ("<p>线上<span id=stock><a href=x>线下</a></span>两手抓</p>", "线上线下两手抓"),
        ("<p>隐藏<span style='display: none'>的字</span>不算</p>", "隐藏不算"),
        ("<p>广告<!--article_adlist[<p>买</p>]article_adlist-->不算</p>", "广告不算"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("<div>一\n  二</div>", "一二"),
        ("<p>甲</p>乙<div>丙</div>", "甲\n乙\n丙"),
        ("<%@ page %><p>${a}一<%= b %>二</p>", "${a}一二"),
    ],
)
def test_what_markup_cut_is_joined(read: Callable[..., Document], source: str, text: str) -> None:
    """Inline elements, hidden ones, comments and server code cut nothing; blocks and line breaks do."""
    document = read(source)
    assert document.text == text
    assert faults(document) == []


BODY = "各地要认真贯彻落实，切实加强领导，确保各项工作取得实效，重大情况要及时报告。"


@pytest.mark.parametrize(
    "source",
    [
        f"<div><form><button type=button /></form></div><p>{BODY}</p>",
        f"<div><div><select><option>一</div></div><p>{BODY}</p>",
        f"<nav><ul><li>首页</ul><p>{BODY}</p>",
        f"<div id=content style='display:none'><p>{BODY}</p></div>",
        f"<a href=x>链接<p>甲</p><p>{BODY}</p>",
    ],
)
def test_the_body_is_never_lost(read: Callable[..., Document], source: str) -> None:
    """A button closed by a slash, an element never closed, a body that a script would show, a link never closed."""
    assert BODY in read(source).text


def test_alignment_of_an_unclosed_paragraph_ends_with_it(read: Callable[..., Document]) -> None:
    """A paragraph begins anew, whatever the last one was."""
    document = read(
        "<p align=center>关于做好某某工作的通知<p>各地要认真贯彻落实，切实加强领导，确保各项工作取得实效，重大情况要及时报告。"
    )
    assert [block.role for block in document.blocks] == ["title", "paragraph"]


def test_metadata_of_the_head(read: Callable[..., Document]) -> None:
    """Named values stand where they were found."""
    page = '<head><meta name="PubDate" content="2020-01-02 10:00"><meta property="og:title" content="甲乙丙丁"></head><p>正文</p>'
    document = read(page)
    title, published = document.metadata.first("title"), document.metadata.first("published")
    assert title is not None and published is not None
    assert (title.text, title.origin, title.start) == ("甲乙丙丁", "meta", None)
    assert document.source[published.source_start : published.source_end] == "2020-01-02 10:00"


def test_json_ld(read: Callable[..., Document]) -> None:
    """Linked data of a page, also when it is broken."""
    data = '{"@graph": [{"@type": "NewsArticle", "headline": "某地部署某事", "publisher": {"name": "某报"}}]}'
    document = read(f'<script type="application/ld+json">{data}</script><p>文</p>')
    assert [document.metadata.values[name][0].text for name in ("title", "publisher")] == ["某地部署某事", "某报"]
    assert read('<script type="application/ld+json">{"headline": </script><p>文</p>').text == "文"


def test_tags_are_found_by_any_attribute_order() -> None:
    """Attributes as browsers read them."""
    from policyextract.cleaning.tokens import TOKEN, attributes

    tag = "<a b=1 c = '2>3' d e=\"f\" b=9/>"
    assert re.fullmatch(TOKEN, tag)
    assert attributes(tag) == {"b": "1", "c": "2>3", "d": "", "e": "f"}
