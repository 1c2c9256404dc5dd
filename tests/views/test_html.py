"""The highlighted text is the text, whatever marks overlap; everything is escaped."""

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from policyextract.models import DateMention, PolicyDocument, Span, TextBlock
from policyextract.report.page import page
from policyextract.views.html import highlighted, marks, tables
from policyextract.views.notebook import to_html
from tests.views.documents import TEXT, small


class Balance(HTMLParser):
    """Fails on a tag that closes what is not open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def words(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


def test_every_fact_is_marked_where_it_stands() -> None:
    """Each fact with evidence in the text is one mark, named after its kind, value and rule."""
    found = {(mark.kind, TEXT[mark.start : mark.end]) for mark in marks(small())}
    assert found == {
        ("value", "标题"),
        ("issuer", "公安部"),
        ("date", "4月21日"),
        ("campaign", "开展治理行动"),
        ("directive", "一要查处。"),
        ("directive", "二要整改[red]。"),
    }


def test_rows_lead_to_marks() -> None:
    """Each link of the tables has its target in the text."""
    targets = set(re.findall(r'id="([^"]+)"', highlighted(small(), "d0-")))
    links = re.findall(r'href="#([^"]+)"', tables(small(), "d0-", links=True))
    assert set(links) == targets
    assert len(links) == 5


def test_documents_cannot_inject() -> None:
    """No tag of a document survives in the notebook view or the page, and the page holds no script."""
    for html in (to_html(small()), page([small(), small()])):
        tags = Balance(html).tags
        assert not {"b", "i", "script", "one"} & set(tags)
        assert "&lt;i&gt;口号" in html


def test_page_stands_alone() -> None:
    """The page loads nothing and forbids scripts."""
    html = page([small()])
    assert "default-src 'none'" in html
    assert not re.search(r"""(?:src|href)=["'](?!#)""", html)


def test_result_without_text_says_so() -> None:
    """A result whose text was left out still shows its tables."""
    doc = small().model_copy(update={"text": "", "blocks": []})
    assert "left out" in highlighted(doc)
    assert "2022-04-21" in to_html(doc)


@given(
    st.text("ab<&\"'的", min_size=1, max_size=30).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(st.tuples(st.integers(0, len(text)), st.integers(0, len(text))), max_size=8),
            st.sets(st.integers(1, len(text)), max_size=3),
        )
    )
)
def test_marks_never_change_the_text(case: tuple[str, list[tuple[int, int]], set[int]]) -> None:
    """Overlapping, crossing and empty evidence gives well-formed HTML with exactly the characters of the text."""
    text, ranges, cuts = case
    edges = sorted({0, *cuts, len(text)})
    doc = PolicyDocument(
        text=text,
        blocks=[TextBlock(start=a, end=b, role="paragraph") for a, b in pairwise(edges)],
        dates=[DateMention(text="x", evidence=[Span(start=min(r), end=max(r), text="x")]) for r in ranges],
    )
    html = highlighted(doc)
    Balance(html)
    assert words(html) == text
