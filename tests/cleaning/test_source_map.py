"""Every character of the text points at the exact characters of the source it came from."""

import gzip
import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policyextract.document import Document
from tests.cleaning.checks import SHARED, faults, squeeze

WORDS = st.sampled_from(
    [
        "一要",
        "聚焦",
        "解决",
        "国 务 院",
        "2011",
        "〕300",
        "　　",
        " ",
        "\n",
        "&nbsp;",
        "&amp;",
        "&#19968;",
        "&#x4e00;",
        "&lt;p&gt;",
        "A",
        "。",
        "“",
        "\u200b",
        "𠀀",
    ]
)
COMMENTS = st.sampled_from(
    [
        "<!-- x -->",
        "<!--[<p>广告</p>]-->",
        "<!---->",
        "<script>if (a < b) {'</p>'}</script>",
        "<style>p{}</style>",
        "<br>",
        "<br/>",
        "<img alt='a>b'>",
    ]
)
NAMES = st.sampled_from(
    [
        "p",
        "div",
        "b",
        "span",
        "font",
        "td",
        "tr",
        "table",
        "li",
        "ul",
        "h2",
        "a href='x'",
        "p align=center",
        "st1:chsdate",
        'i title="a>b"',
        "span style='display:none'",
    ]
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda name, inner: f"<{name}>{''.join(inner)}</{name.split()[0]}>", NAMES, st.lists(children, max_size=5)
    )


MARKUP = st.lists(st.recursive(WORDS | COMMENTS, element, max_leaves=25), max_size=6).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Markup with pieces cut out, doubled and put elsewhere."""
    text = draw(MARKUP)
    for _ in range(draw(st.integers(0, 4))):
        a, b = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        piece = draw(
            st.sampled_from(
                [
                    "",
                    "<",
                    ">",
                    '"',
                    "</p>",
                    "<td>",
                    "-->",
                    "<!--",
                    "\0",
                    "&",
                    "&unknown;",
                    "<script",
                    "\ud800",
                    text[a:b] * 2,
                ]
            )
        )
        text = text[:a] + piece + text[b:]
    return text


QUIET = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@given(source=mutated())
@QUIET
def test_any_markup_maps_to_its_source(read: Callable[..., Document], source: str) -> None:
    """Whatever the markup, well formed or broken, each run of text is what its source range reads."""
    assert faults(read(source)) == []


@given(source=MARKUP)
@QUIET
def test_block_ranges_read_as_the_block(read: Callable[..., Document], source: str) -> None:
    """The source range of a block, its markup taken away by another parser, reads as the block; nothing else stands in it."""
    document = read(f"<div>{source}</div>")
    dropped = [b for b in document.blocks if b.role == "boilerplate"]
    for block in document.blocks:
        if block.role == "boilerplate" or any(
            b.source_start < block.source_end and b.source_end > block.source_start for b in dropped
        ):
            continue
        soup = BeautifulSoup(document.source[block.source_start : block.source_end], "html.parser")
        for tag in soup(["script", "style"]):
            tag.decompose()
        assert squeeze(soup.get_text()) == squeeze(document.text[block.start : block.end])


@given(source=st.text(alphabet=st.sampled_from("一二。\n \t　#*->[](){}:\"'\\&<>/a1|~=_"), max_size=200))
@QUIET
def test_any_lines_map_to_their_source(read: Callable[..., Document], source: str) -> None:
    """Plain text, Markdown, front matter and JSON, broken ones too."""
    for path in ("a.md", "a.txt", "a"):
        assert faults(read(source, path=path)) == []
    assert faults(read("---\ntitle: x\n---\n" + source)) == []
    assert faults(read('{"content": "' + source)) == []


@given(source=st.binary(max_size=300))
@QUIET
def test_any_bytes_give_a_document(read: Callable[..., Document], source: bytes) -> None:
    """Bytes of any kind are read or refused, never an exception."""
    assert faults(read(source)) == []


needs_corpus = pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus is not beside this checkout")


@needs_corpus
@pytest.mark.parametrize("folder", ["docs", "unannotated"])
def test_corpus_maps_to_its_source(read: Callable[..., Document], folder: str) -> None:
    """Real pages of every kind."""
    wrong = {
        path.name: bad
        for path in sorted((SHARED / folder).iterdir())
        if (bad := faults(read(path.read_bytes(), path=str(path))))
    }
    assert wrong == {}


@needs_corpus
def test_bulk_maps_to_its_source(read: Callable[..., Document]) -> None:
    """The documents of the throughput set."""
    with gzip.open(SHARED / "bulk.jsonl.gz", "rt", encoding="utf-8") as lines:
        wrong = [record["id"] for record in map(json.loads, lines) if faults(read(record["content"]))]
    assert wrong == []
