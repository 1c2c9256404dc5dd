"""Pages in the templates of real sites, sloppy as found, with invented content."""

import pytest

from tests.cleaning.test_stage import BODY, Read, said, shape


def test_label_cells_without_colons(read: Read) -> None:
    """A table of bare labels is read; the body's region starts behind the number that stands above it."""
    page = f"""<table><tr><th>索 引 号</th><td>000014672/2020-00391</td><th>分　　类</th><td>大气</td></tr>
<tr><th>发布机关</th><td>某市环境局</td><th>生成日期</th><td>2020-03-13</td></tr></table>
<div class=crumb>首页 &gt; 公开</div><p class=con_note>某环函〔2020〕14号</p><div class=TRS_Editor><p>{BODY}</p></div>"""
    document = read(page)
    assert shape(document) == [
        ("metadata", "索引号 000014672/2020-00391"),
        ("metadata", "分类 大气"),
        ("metadata", "发布机关 某市环境局"),
        ("metadata", "生成日期 2020-03-13"),
        ("metadata", "某环函〔2020〕14号"),
        ("paragraph", BODY),
    ]
    assert (said(document, "issuer"), said(document, "signed")) == ("某市环境局", "2020-03-13")


def test_definition_list_of_labels(read: Read) -> None:
    """Label and value in elements of their own are one block; a label without value takes no other's."""
    page = f"<dl><dt>发文字号：</dt><dd>某政发〔2021〕19号</dd><dt>作者：</dt><dt>公开日期：</dt><dd>2021年11月15日</dd></dl><div class=conTxt><p>{BODY}</p></div>"
    document = read(page)
    assert said(document, "document_number") == "某政发〔2021〕19号"
    assert (said(document, "published"), said(document, "author")) == ("2021年11月15日", None)
    assert ("metadata", "公开日期：2021年11月15日") in shape(document)


@pytest.mark.parametrize(
    "line",
    [
        "来源：某网　浏览字号：<a>大</a> <a>中</a> <a>小</a> 2021年06月10日 20:12:32",
        "字号 <a>大</a> <a>中</a>　文章来源：某网　2021-06-10 20:12:32　<a>打印本页</a> <a>关闭窗口</a>",
        "<span class=from>来源：某网</span><i> | </i><em>2021年06月10日 20:12:32</em> A- A+",
    ],
)
def test_time_of_the_page_beside_other_labels(read: Read, line: str) -> None:
    """A day with a clock in the line of source and tools is the page's, and no part of the source."""
    document = read(f"<h1>某市开展快递安全检查</h1><div>{line}</div><div class=TRS_Editor><p>{BODY}</p></div>")
    published = said(document, "published")
    assert published is not None and published.endswith("20:12:32")
    assert said(document, "source") == "某网"


def test_title_below_a_letterhead(read: Read) -> None:
    """Letterhead and number are no title; the title goes on in the line that says what was issued."""
    page = f"""<div id=zoom><p align=center>某市人民政府文件</p><p align=center>某政发〔2016〕33号</p><p align=center>某市人民政府</p>
<p align=center>关于印发某市城市养犬管理规定</p><p align=center>（试行）的通知</p><p>各单位：</p><p>{BODY}</p></div>"""
    document = read(page)
    assert said(document, "title") == "某市人民政府关于印发某市城市养犬管理规定（试行）的通知"
    assert [role for role, _ in shape(document)] == ["paragraph", "metadata", "title", "addressee", "paragraph"]
    alone = read(f"某市财政局公告\n2018年第6号\n{BODY}")
    assert said(alone, "title") == "某市财政局公告"


def test_number_behind_the_title(read: Read) -> None:
    """A number in brackets is the document's; the title repeated without it in two lines is one title."""
    title = "关于印发《停车设施改造方案》的通知"
    page = f"""<title>{title}(某发〔2022〕1560号)-某委</title><div class=t>{title}<span>(某发〔2022〕1560号)</span></div>
<div class=TRS_Editor><p align=center>关于印发《停车设施改造<br/>方案》的通知</p><p>{BODY}</p></div>"""
    document = read(page)
    assert (said(document, "title"), said(document, "document_number")) == (title, "某发〔2022〕1560号")
    assert shape(document) == [("title", f"{title}(某发〔2022〕1560号)"), ("paragraph", BODY)]


def test_article_that_a_script_shows(read: Read) -> None:
    """The hidden body of a WeChat article is its body; what hides around it stays away."""
    page = f"""<meta property="og:title" content="某市专项行动启动！"><h1 id=activity-name>某市专项行动启动！</h1><em>2023-07-31 16:00</em>
<p style="display:none">预览</p><div id=js_content style="visibility: hidden;"><p>点击蓝字 关注我们</p><p>{BODY}</p><p>往期推荐</p><p><a>小知识</a></p></div>"""
    document = read(page)
    assert [text for _, text in shape(document)] == ["某市专项行动启动！", "2023-07-31 16:00", BODY]
    assert said(document, "published") == "2023-07-31 16:00"


def test_pages_of_a_printed_text(read: Read) -> None:
    """Page numbers and running heads go; the sentence goes on overleaf, a new paragraph does not."""
    source = (
        "                某省人民政府公报\n\n      （一）系统治理河湖。各地要恢复天然水系，在城市建设和更\n\n"
        "                  — 1 —\n\x0c某省人民政府公报\n\n新中留白增绿。\n      （二）加快管网改造。\n       - 2 -\n\x0c某省人民政府公报\n      三、保障措施\n"
    )
    assert [text for _, text in shape(read(source))] == [
        "某省人民政府公报",
        "（一）系统治理河湖。各地要恢复天然水系，在城市建设和更新中留白增绿。",
        "（二）加快管网改造。",
        "三、保障措施",
    ]


def test_html_inside_json(read: Read) -> None:
    """Tags in a value go, its blocks are blocks, escapes and entities keep their places."""
    source = '{"docTitle": "关于延长执行期的通知", "docPubTime": "2020-09-29 11:00", "docHtmlContent": "<p style=\\"a\\">各省\\u5c40：<\\/p><p>经研究，延长&ldquo;执行期&rdquo;<br\\/>二、要<b>加强</b>监管。<\\/p>"}'
    document = read(source)
    assert [text for _, text in shape(document)][2:] == ["各省局：", "经研究，延长“执行期”", "二、要加强监管。"]
    assert (said(document, "title"), said(document, "published")) == ("关于延长执行期的通知", "2020-09-29 11:00")
    span = document.span(document.text.index("加强"), document.text.index("加强") + 2)
    assert document.source[span.source_start : span.source_end] == "加强"


def test_output_of_converters(read: Read) -> None:
    """Escaped marks, attributes in braces, footnote marks and template tags are no text."""
    source = "# 某市办法\n\n1\\. 为规范登记，制定本办法。[^1]\n\n2\\. 不得收费，{% note %}违者处罚。{% endnote %}\n\n[附件：申请表]{.underline}\n\n{: .toc}\n"
    assert [text for _, text in shape(read(source, path="a.md"))] == [
        "某市办法",
        "1.为规范登记，制定本办法。",
        "2.不得收费，违者处罚。",
        "附件：申请表",
    ]
