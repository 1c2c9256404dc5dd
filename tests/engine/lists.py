"""A small candidate finder for the tests of the list engine: it stands in for the packs and the engine's automaton."""

import re
from bisect import bisect_right

from policyextract.document import Block
from policyextract.engine.outline import Branch, Layout, build_outline
from policyextract.engine.sequences import Edge, Family, Marker, find_chains

CN = "一二三四五六七八九十"
NUMERALS = [*CN, "十一", "十二", "十三", "十四", "十五"]
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"

FAMILIES = {
    "chapter": (Family("chapter", rank=2, heading=True, lone=True), r"第([一二三四五六七八九十]{1,3})章"),
    "article": (Family("article", rank=5, lone=True), r"第([一二三四五六七八九十]{1,3})条(?!规定|第)"),
    "cn-dun": (Family("cn-dun", rank=10), r"([一二三四五六七八九十]{1,3})、"),
    "cn-bracket": (Family("cn-bracket", rank=20), r"\(([一二三四五六七八九十]{1,3})\)"),
    "digit-dot": (Family("digit-dot", kin="digit", rank=30), r"(\d{1,2})\.(?!\d)"),
    "digit-dun": (Family("digit-dun", kin="digit", rank=30), r"(\d{1,2})、"),
    "digit-bracket": (Family("digit-bracket", rank=40), r"\((\d{1,2})\)"),
    "circled": (Family("circled", rank=50), r"([①-⑩])"),
    "dash": (Family("dash", rank=45, numbered=False), r"--"),
    "n-yao": (Family("n-yao", kin="clause", rank=60), r"([一二三四五六七八九十]{1,3})要"),
    "n-shi": (Family("n-shi", kin="clause", rank=60), r"([一二三四五六七八九十]{1,3})是"),
    "di-n": (Family("di-n", rank=55), r"第([一二三四五六七八九十]{1,3}),"),
    "qi-n": (Family("qi-n", rank=55), r"其([一二三四五六七八九十]{1,3}),"),
    "first-then": (Family("first-then", rank=25), r"(首先|其次|再次|最后),"),
}
STOPS = re.compile(r"会议|此外|他|希望|本办法")


def value(text: str) -> int | None:
    """Number of a marker."""
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    if text.isdigit():
        return int(text)
    if text in NUMERALS:
        return NUMERALS.index(text) + 1
    return {"首先": 1, "其次": 2, "再次": 3}.get(text)


def blocks_of(text: str) -> list[Block]:
    """A paragraph a line."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), 0, 0, "paragraph"))
        at += len(line) + 1
    return blocks


def candidates(text: str) -> list[Marker]:
    """Every place where a marker could stand: block start, behind a sentence mark, elsewhere weak."""
    starts = [b.start for b in blocks_of(text)]
    found = []
    for family, pattern in FAMILIES.values():
        for m in re.finditer(pattern, text):
            at = m.start()
            if at == 0 or text[at - 1] == "\n":
                edge = Edge.BLOCK
            else:
                edge = Edge.STRONG if text[at - 1] in "。;:!?" else Edge.WEAK
            number = value(m[1]) if m.re.groups else None
            found.append(Marker(family, at, m.end(), number, edge, bisect_right(starts, at) - 1))
    return found


def read(text: str, confirm=lambda marker: True) -> list[Branch]:
    """The lists of a text whose paragraphs are lines."""
    layout = Layout(text, blocks_of(text), lambda family, at: bool(STOPS.match(text, at)))
    return build_outline(find_chains(candidates(text), confirm), layout)


def tree(branches: list[Branch]) -> list:
    """Families and numbers only."""
    return [(b.chain.family.id, [(n.number, tree(n.lists)) for n in b.nodes]) for b in branches]


def texts(branches: list[Branch], text: str) -> list[str]:
    """Extents of all items, in reading order."""
    out = []
    for b in branches:
        for n in b.nodes:
            out.append(text[n.start : n.end])
            out += texts(n.lists, text)
    return out
