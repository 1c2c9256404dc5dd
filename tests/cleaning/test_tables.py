"""Which heads the cells of a table stand under."""

import pytest

from policyextract.cleaning.tables import Grid
from policyextract.document import Document
from tests.cleaning.test_stage import BODY, Read, said, shape


def heads(document: Document) -> dict[str, list[str]]:
    """What stands in each cell, with its heads."""
    assert shape(document)
    text = document.text
    return {text[c.start : c.end]: [text[a:b] for a, b in c.heads] for c in document.cells}


def test_first_row_is_the_head(read: Read) -> None:
    """A cell that reaches down shifts the cells of the rows below it; a row of one cell parts the table."""
    table = """<table><tr><td colspan=3>任务表</td></tr><tr><td>类别</td><td>任务</td><td>完成<br>时限</td></tr>
<tr><td rowspan=2>节水</td><td>修渠</td><td>2031年6月</td></tr><tr><td>查漏</td><td>2031年9月</td></tr>
<tr><td colspan=3>其他</td></tr><tr><td>防汛</td><td></td><td>2031年5月</td></tr></table>"""
    assert heads(read(f"<p>{BODY}</p>{table}")) == {
        "节水": ["类别"],
        "修渠": ["任务", "节水"],
        "2031年6月": ["完成时限", "节水"],
        "查漏": ["任务"],
        "2031年9月": ["完成时限", "查漏"],
        "防汛": ["类别"],
        "2031年5月": ["完成时限", "防汛"],
    }


def test_heads_in_two_rows(read: Read) -> None:
    """The wide head stands above the narrow ones under it."""
    table = """<table><tr><td rowspan=2>任务</td><td colspan=2>时间</td></tr><tr><td>开工</td><td>完工</td></tr>
<tr><td>修渠</td><td>3月</td><td>9月</td></tr></table>"""
    assert heads(read(table)) == {"修渠": ["任务"], "3月": ["时间", "开工", "修渠"], "9月": ["时间", "完工", "修渠"]}


def test_heads_that_are_labels_elsewhere(read: Read) -> None:
    """实施日期 over a column is no label of the page."""
    rows = "<tr><td>1</td><td>节水办法</td><td>2020年5月6日</td><td>2020年6月1日</td></tr>"
    document = read(
        f"<p>{BODY}</p><table><tr><td>序号</td><td>名称</td><td>发布日期</td><td>实施日期</td></tr>{rows}</table>"
    )
    assert heads(document)["2020年6月1日"] == ["实施日期", "1"]
    assert (said(document, "published"), said(document, "effective"), said(document, "title")) == (None, None, None)


def test_heads_at_the_side(read: Read) -> None:
    """The first cell of a row; in a table without heads above, the cell to the left, too. What is long is no head."""
    rows = "<tr><td>时限</td><td>2031年6月30日</td><td>单位</td><td>县局</td></tr><tr><td>按要求核对全部用水台账</td><td>9月</td></tr>"
    assert heads(read(f"<table>{rows}</table>")) == {
        "2031年6月30日": ["时限"],
        "单位": ["时限"],
        "县局": ["时限", "单位"],
    }


def test_labels_beside_values_are_no_heads(read: Read) -> None:
    """The table of labels at the top of a page."""
    rows = "<tr><td>发文机关</td><td>某市财政局</td></tr><tr><td>实施日期</td><td>2020年6月1日</td></tr>"
    document = read(f"<table>{rows}</table><p>{BODY}</p>")
    assert (heads(document), said(document, "effective")) == ({}, "2020年6月1日")


@pytest.mark.parametrize("path", ["a.md", None])
def test_markdown_table(read: Read, path: str | None) -> None:
    """The row above the rule is the head, of each cell the part between its bars."""
    text = f"{BODY}\n\n| 任务 | 时限 |\n|:---|---:|\n| 修渠 | 6月底前 |\n| | 9月 |\n\n另行通知 | 不计\n"
    assert heads(read(text, path=path)) == {"修渠": ["任务"], "6月底前": ["时限", "修渠"], "9月": ["时限"]}


def test_grid_is_bounded() -> None:
    """Hostile spans cost no more than honest ones."""
    grid = Grid(1)
    for row in range(300):
        grid.begin_row()
        for cell in range(30):
            grid.place(row, cell, 999, 999)
    assert grid.place(300, 0, 1, 1).column < 100_000
