"""Whole documents of every family, with invented content: what is kept, what each block is, what the page says."""

import pickle
import threading
from collections.abc import Callable

import pytest

from policyextract.cleaning import clean, compile_cleaning
from policyextract.document import Document
from policyextract.language.cleaning_section import CleaningSection
from tests.cleaning.checks import faults

Read = Callable[..., Document]
BODY = "各地要加强组织领导，明确责任分工，确保各项工作取得实效，重大情况要及时报告。"


def shape(document: Document) -> list[tuple[str, str]]:
    """Role and text of the blocks that are kept."""
    assert faults(document) == []
    return [(b.role, document.text[b.start : b.end]) for b in document.blocks if b.role != "boilerplate"]


def said(document: Document, field: str) -> str | None:
    """The best value of a metadata field; if it is visible, it is where it says."""
    value = document.metadata.first(field)
    if value is not None and value.start is not None:
        assert document.text[value.start : value.end].replace(" ", "") == value.text.replace(" ", "")
    return value.text if value else None


POST = """---
title: '某省_清网_行动启动: 三部门联合'
categories:
 - 财经
author: 某某财经
date: Fri, 22 Apr 2022 08:08:20 GMT
---

<div>
<p>　　原标题：某省“清网”行动启动：三部门联合</p>
<p>　　4月21日，某省邮政管理局、公安厅联合召开会议，<font>部署开展为期半年的专项行动。</font></p>
<!--article_adlist[<p>百万用户都在看</p><p>广告</p>]article_adlist-->
<p>　　<strong>一要</strong>聚焦问题，涉<span id="stock_1"><a href="x">快递物流</a></span>企业全面排查。</p>
<style>.appendQr_wrap&#123;border:1px&#125;</style>
<div class="appendQr_normal_txt">海量资讯、精准解读，尽在新浪财经APP</div>
<p class="article-editor">责任编辑：某某 </p>
</div>
"""


def test_hexo_post(read: Read) -> None:
    """Front matter, the real title in the text, a comment that hides an advert, a stock link in a word, the editor."""
    document = read(POST, path="a.md")
    assert shape(document) == [
        ("title", "某省“清网”行动启动：三部门联合"),
        ("paragraph", "4月21日，某省邮政管理局、公安厅联合召开会议，部署开展为期半年的专项行动。"),
        ("paragraph", "一要聚焦问题，涉快递物流企业全面排查。"),
    ]
    assert said(document, "title") == said(document, "original_title") == "某省“清网”行动启动：三部门联合"
    published = document.metadata.first("published")
    assert published is not None
    assert document.source[published.source_start : published.source_end] == "Fri, 22 Apr 2022 08:08:20 GMT"
    assert said(document, "editor") == "某某"
    assert document.language == "zh-Hans"


def test_front_matter_title_with_its_quotation_marks_back(read: Read) -> None:
    """What a file name lost is restored only where the text proves it."""
    head = "---\ntitle: '某部印发《_十四五_快递规划》_试行_'\n---\n"
    document = read(head + "<p>近日，某部印发《“十四五”快递规划》。" + BODY + "</p>")
    assert said(document, "title") == "某部印发《“十四五”快递规划》_试行_"


STATE_PAGE = """<div class="wrap"><table><tbody><tr><td><table class="bd1"><tbody>
<tr><td><b>索 引 号：</b></td><td>000014349/2020-00074</td><td><b>主题分类：</b></td><td>交通\\邮政</td></tr>
<tr><td><b>发文机关：</b></td><td>国务院办公厅</td><td><b>成文日期：</b></td><td>2020年02月06日</td></tr>
<tr><td><b>标　　题：</b></td><td colspan="3">国务院办公厅关于建立快递安全工作机制有关问题的复函</td></tr>
<tr><td><b>发文字号：</b></td><td>国办函〔2020〕14号</td><td><b>发布日期：</b></td><td>2020年02月12日</td></tr>
</tbody></table></td></tr></tbody></table>
<table><tr><td class="b12c" id="UCAP-CONTENT">
<p style="text-align: center;"><span>国务院办公厅关于建立快递安全</span></p>
<p style="text-align: center;"><span>工作机制有关问题的复函</span></p>
<p style="text-align: center;">国办函〔<span>2020</span>〕14号</p>
<p>国家邮政局：</p>
<p>你局《关于建立快递安全工作机制的请<span>示》收悉。经国务院批准，现就有关事项答复如下，请认真贯彻执行：</span></p>
<p>一、同意建立快递安全工作机制。</p>
<p style="text-align: right;">国务院办公厅 &nbsp; &nbsp;</p>
<p style="text-align: right;">二〇二〇年二月六日&nbsp;&nbsp;</p>
<p>（此件公开发布）</p></td></tr></table>
<div id="qr_container">扫一扫在手机打开当前页</div></div>"""


def test_state_council_page(read: Read) -> None:
    """A label table, a title set in two lines that the table repeats, the parts of an official document."""
    document = read(STATE_PAGE)
    assert shape(document)[7:] == [
        ("title", "国务院办公厅关于建立快递安全工作机制有关问题的复函"),
        ("metadata", "国办函〔2020〕14号"),
        ("addressee", "国家邮政局："),
        (
            "paragraph",
            "你局《关于建立快递安全工作机制的请示》收悉。经国务院批准，现就有关事项答复如下，请认真贯彻执行：",
        ),
        ("paragraph", "一、同意建立快递安全工作机制。"),
        ("signature", "国务院办公厅"),
        ("signature", "二〇二〇年二月六日"),
        ("paragraph", "（此件公开发布）"),
    ]
    fields = ["index_number", "topic", "issuer", "signed", "title", "document_number", "published"]
    assert [said(document, field) for field in fields] == [
        "000014349/2020-00074",
        "交通\\邮政",
        "国务院办公厅",
        "2020年02月06日",
        "国务院办公厅关于建立快递安全工作机制有关问题的复函",
        "国办函〔2020〕14号",
        "2020年02月12日",
    ]


def test_flattened_document(read: Read) -> None:
    """Title, number, addressee, body, signature and an inner document without a single line break."""
    source = (
        "国务院办公厅转发邮政局关于加强快递安全意见 的 通 知国办发〔2017〕19号各省、自治区、直辖市人民政府，国务院各部委：邮政局《关于加强"
        "快递安全的意见》已经国务院同意，现转发给你们，请认真贯彻执行。国务院办公厅二○一七年四月六日关于加强快递安全的意见快递业是国民经济的"
        "重要产业，各地区要高度重视，加强领导，完善机制，落实责任，周密安排，扎实工作，切实完成好快递安全各项任务。一、总体要求（一）指导思想。"
        "坚持安全发展。（二）基本原则。1.坚持统筹。2.坚持创新。二、保障措施各部门要密切配合。国 家 邮 政 局二○一七年三月一日"
    )
    roles = [role for role, _ in shape(read(source))]
    texts = [text for _, text in shape(read(source))]
    assert texts[:3] == [
        "国务院办公厅转发邮政局关于加强快递安全意见的通知",
        "国办发〔2017〕19号",
        "各省、自治区、直辖市人民政府，国务院各部委：",
    ]
    assert roles[:7] == ["title", "metadata", "addressee", "paragraph", "signature", "signature", "heading"]
    assert texts[4:7] == ["国务院办公厅", "二○一七年四月六日", "关于加强快递安全的意见"]
    assert texts[8:] == [
        "一、总体要求",
        "（一）指导思想。坚持安全发展。",
        "（二）基本原则。",
        "1.坚持统筹。",
        "2.坚持创新。",
        "二、保障措施各部门要密切配合。",
        "国家邮政局",
        "二○一七年三月一日",
    ]
    assert said(read(source), "title") == texts[0]


def test_flattened_chapters_and_articles(read: Read) -> None:
    """A chapter's heading runs into its first article; the first chapter stands behind the title."""
    source = (
        "城市快递安全审批程序规定第一章 总则第一条 为了加强快递安全，制定本规定。第二条 依照本法第二章第八条处理的，适用本规定。"
        "第二章 申请与受理第三条 申请人应当提交材料，并对材料的真实性负责，材料不齐的应当一次告知，受理机关不得要求提供无关的材料。"
        "第三章附则第四条 本规定自2021年1月1日起施行。"
    )
    texts = [text for _, text in shape(read(source))]
    heads = [text[:3] for text in texts if text.startswith("第")]
    assert heads == ["第一章", "第一条", "第二条", "第二章", "第三条", "第三章", "第四条"]


def test_flattened_title_before_its_body(read: Read) -> None:
    """A title without number or addressee, and a link whose colon addresses nobody."""
    source = (
        "关于公开征求《快递安全办法（征求意见稿）》意见的函为加强快递安全，我部起草了《快递安全办法》，见http://example.org/。"
        + BODY * 3
    )
    assert shape(read(source))[0] == ("title", "关于公开征求《快递安全办法（征求意见稿）》意见的函")
    assert "addressee" not in dict(shape(read(source)))


LAW_FILE = """【 文献号 】1-2729
【原文出处】某某日报
【原刊期号】19970610
【 标  题 】某某在会议上强调
    坚持安全发展
【 作  者 】某某/某某
【 正  文 】
    据新华社北京６月９日电（记者某某）某部负责人今天在会议上指出，加强安全工作是一项重要措施，一定要把这件事情办好，不能有任何的松懈
和麻痹思想，各地区都要加强领导。各地区要建立健全安全责任制，把各项任务落实到每一个单位和每一个人，做到层层有人抓、事事有人管，一级抓
一级，抓出实实在在的成效。
    这位负责人说，对安全情况进行一次普遍检查，这是今年的一项重要工作。检查要走群众路线，充分发扬民主，认真听取广大职工和有关主管部门
的意见，坚持上级检查与群众监督相结合的原则。要把检查的结果向群众公布，接受监督。对检查中发现的问题，要限期整改，整改不到位的要严肃处
理。
"""


def test_law_database_file(read: Read) -> None:
    """Bracketed labels, a title in two lines, hard wraps, GBK."""
    document = read(LAW_FILE.encode("gbk"))
    assert document.encoding == "gb18030"
    assert shape(document)[3:5] == [("title", "某某在会议上强调 坚持安全发展"), ("metadata", "【作者】某某/某某")]
    assert len(shape(document)) == 7
    assert shape(document)[5][1].endswith("抓出实实在在的成效。")
    assert said(document, "published") == "19970610"
    assert said(document, "source") == "某某日报"


def test_markdown_law(read: Read) -> None:
    """Headings, bold article marks, the day of adoption under the title; a masked year is no emphasis."""
    source = "# 快递安全条例\n\n2017年3月15日第十二届全国人民代表大会常务委员会第三十次会议通过\n\n## 第一章　总则\n\n**第一条**　为了加强快递安全，制定本条例。\n\n- 见[附件](a.md)\n\n从20**年12月7日起至20**年2月8日结束。\n"
    assert shape(read(source, path="law.md")) == [
        ("title", "快递安全条例"),
        ("dateline", "2017年3月15日第十二届全国人民代表大会常务委员会第三十次会议通过"),
        ("heading", "第一章 总则"),
        ("paragraph", "第一条 为了加强快递安全，制定本条例。"),
        ("list_item", "见附件"),
        ("paragraph", "从20**年12月7日起至20**年2月8日结束。"),
    ]


def test_front_matter_makes_markdown_of_unnamed_bytes(read: Read) -> None:
    """Quotations and list marks go though nothing else in the post is Markdown."""
    source = "---\ntitle: 快递整治分两步走\ndate: 2019-04-18\n---\n\n> （一）动员部署。\n\n* 1）无证经营；\n"
    assert shape(read(source))[-2:] == [("paragraph", "（一）动员部署。"), ("list_item", "1）无证经营；")]


def test_lines_of_one_length_beside_longer_ones_are_not_wrapped(read: Read) -> None:
    """Four lines are much alike by chance; two paragraphs beyond their width show that nothing was cut."""
    prizes = [f"{i}.快递末端配送智能分拣技术{i}　　完成单位：某某某大学" for i in range(1, 5)]
    source = "\n".join([BODY * 2, BODY * 2, "一等奖二项", *prizes[:2], "二等奖二项", *prizes[2:]])
    assert [text for _, text in shape(read(source))][5] == "二等奖二项"


def test_json_law(read: Read) -> None:
    """Keys are labels; article number and text are one block; escapes are lines; traditional characters."""
    source = '{"法規名稱": "快遞安全法", "最新異動日期": "20190411", "法規內容": [{"條號": "第 1 條", "條文內容": "為加強快遞安全，\\u7279制定本法。\\r\\n前項，應以書面為之。"}]}'
    document = read(source)
    assert shape(document) == [
        ("title", "快遞安全法"),
        ("metadata", "20190411"),
        ("paragraph", "第1條 為加強快遞安全，特制定本法。"),
        ("paragraph", "前項，應以書面為之。"),
    ]
    assert (document.language, document.media_type) == ("zh-Hant", "application/json")
    assert (said(document, "title"), said(document, "published")) == ("快遞安全法", "20190411")


def test_plain_notice_with_signature(read: Read) -> None:
    """Lines of plain text: addressee, headings, signatures of two bodies, the day."""
    source = f"各快递企业:\n\n{BODY}\n\n一、总体要求\n\n{BODY}\n\n附件：1.名单\n\n某市邮政管理局\n\n某市公安局\n\n2020年2月17日"
    assert [role for role, _ in shape(read(source))] == [
        "addressee",
        "paragraph",
        "heading",
        "paragraph",
        "annex",
        "signature",
        "signature",
        "signature",
    ]
    assert said(read(source), "title") is None


@pytest.mark.parametrize(
    ("source", "title"),
    [
        (f"某市:快递员家庭可申请公租房,最长五年\n某某新闻记者王明\n2023-04-27 09:57\n来源:某某新闻\n{BODY}", 0),
        (f"某部召开快递安全工作会议\n12月20日,某部召开会议。{BODY}", 0),
        (f"省政府办公厅印发\n《关于促进快递业发展的若干措施》\n近日,{BODY}", 1),
        (f"实施购房补贴\n{BODY}", None),
    ],
)
def test_headline_of_a_report_in_plain_text(read: Read, source: str, title: int | None) -> None:
    """Above the reporter's name and the day, with a meeting in it, in two lines."""
    expected = None if title is None else "".join(source.split("\n")[: title + 1])
    assert said(read(source), "title") == expected


SITE = """<html><head><title>某市开展快递安全检查_某市人民政府</title><meta name="SiteName" content="某市人民政府"></head><body>
<div id="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">信息公开</a></li></ul></div>
<div>您的位置：<a>首页</a> &gt; 新闻</div>
<h1>某市开展快递安全检查</h1>
<div class="info">2020-02-17 10:21 来源：某市日报 作者：某某 浏览次数：32</div>
<div class="TRS_Editor"><p>{BODY}</p><table><tr><td>单位</td><td>责任人</td></tr></table></div>
<ul><li><a href="1">甲</a></li><li><a href="2">乙</a></li><li><a href="3">丙</a></li><li><a href="4">丁</a></li></ul>
<div>上一篇：<a>某事</a></div><div>版权所有：某市人民政府 某ICP备1号</div></body></html>""".replace("{BODY}", BODY)


def test_site_page(read: Read) -> None:
    """Navigation, position, a line of time and source, the body's region, menus, footer."""
    document = read(SITE)
    assert shape(document) == [
        ("title", "某市开展快递安全检查"),
        ("metadata", "2020-02-17 10:21来源：某市日报 作者：某某 浏览次数：32"),
        ("paragraph", BODY),
        ("table_cell", "单位"),
        ("table_cell", "责任人"),
    ]
    assert said(document, "title") == "某市开展快递安全检查"
    assert said(document, "published") == "2020-02-17 10:21"
    assert (said(document, "source"), said(document, "author")) == ("某市日报", "某某")
    assert any(b.role == "boilerplate" for b in document.blocks)


@pytest.mark.parametrize(
    "line",
    [
        "主办单位：某市邮政管理局",
        "联系我们，电话110，共同做好快递安全工作。",
        "来源可查、去向可追、责任可究。",
        "中小企业发展专项规划",
        "分享经济发展情况",
        "举报电话：12345",
        "相关内容如下：",
        "字体设计管理要求",
        "居民可下载某某平台APP办理",
        "下一步工作安排",
        "关闭小煤矿工作方案",
        "编辑出版单位要加强管理。",
        "扫一扫物流码，可以知道快递来自哪里，这是某市推行实名收寄制度的又一项便民措施，深受群众欢迎。",
        "声明：本公告自发布之日起生效，各单位要严格遵守，违者依法处理，特此公告，请社会各界予以监督。",
    ],
)
def test_lines_that_only_begin_like_boilerplate_stay(read: Read, line: str) -> None:
    """A real notice says such things too."""
    assert line in read(f"<p>{BODY}</p><p>{line}</p><p>{BODY}</p>").text


def test_a_cut_never_takes_running_text(read: Read) -> None:
    """A share bar in the middle of a page ends nothing."""
    document = read(f"<p>{BODY}</p><p>分享到：微信</p><p>二、{BODY}</p><p>上一篇：某事</p><p>尾</p>")
    assert document.text == f"{BODY}\n二、{BODY}"


def test_editor_inside_a_line(read: Read) -> None:
    """A bracket with the editor at the end of the last paragraph."""
    document = read(f"<p>{BODY}（责任编辑：某某）</p>")
    assert document.text == BODY
    assert faults(document) == []


def test_repeated_title_is_dropped(read: Read) -> None:
    """A title in the heading and again in the body is one title."""
    title = "某市关于加强快递安全工作的通知"
    document = read(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p align=center>{title}</p><p>{BODY}</p>"
    )
    assert shape(document) == [("title", title), ("paragraph", BODY)]


def test_title_of_a_site_is_no_title(read: Read) -> None:
    """A page whose title names the site has its first heading's."""
    document = read(f"<html><head><title>欢迎访问某平台</title></head><h3>快递安全检查情况</h3><p>{BODY}</p>")
    assert said(document, "title") == "快递安全检查情况"


PACK = CleaningSection.model_validate(
    {
        "profiles": [
            {
                "id": "here",
                "when": {"host": ["example.gov.cn"]},
                "content": ["#main > .text:first-child"],
                "fields": {"source": [".from"]},
                "drop_line": ["机器人提示.*"],
            }
        ]
    }
)


def test_site_profile_of_another_pack(rules: object) -> None:
    """Applies to its host only; a selector that needs the tree is answered by BeautifulSoup."""
    both = compile_cleaning([rules.section, PACK])  # type: ignore[attr-defined]
    page = f"<link rel=canonical href='https://www.example.gov.cn/a'><div id=main><div class=text><p>{BODY}</p><p>机器人提示：一</p></div><div class=text>二</div></div>"
    assert clean(page, rules=both).text == BODY
    assert clean(page.replace("example", "other"), rules=both).text == f"{BODY}\n机器人提示：一\n二"


def test_rules_pickle_and_serve_many_threads(rules: object) -> None:
    """Workers get the section, not compiled patterns; threads share what is compiled."""
    copy = pickle.loads(pickle.dumps(rules))
    expected = clean(POST, rules=rules)  # type: ignore[arg-type]
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(clean(POST, rules=copy).text)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected.text] * 8


def test_equal_input_gives_equal_documents(read: Read) -> None:
    """Nothing depends on what was read before."""
    first, second = read(STATE_PAGE), read(STATE_PAGE)
    assert (first.text, first.blocks, first.metadata) == (second.text, second.blocks, second.metadata)
