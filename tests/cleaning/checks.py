"""What holds of every cleaned document, checked without the code that made it."""

import html
import json
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from policyextract.document import Document

SHARED = Path(__file__).parents[2].parent / "shared" / "corpus"
BLANK = re.compile(
    r"[\s\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\xad\u034f\u061c\u180e\ufff9-\ufffb\x00-\x1f\x7f-\x9f]+"
)


def squeeze(text: str) -> str:
    """Without blanks and characters that have no ink."""
    return BLANK.sub("", text)


def resolved(source: str) -> set[str]:
    """What a piece of source can read: an HTML entity or a JSON escape."""
    readings = {squeeze(source), squeeze(html.unescape(source))}
    with suppress(ValueError):
        readings.add(squeeze(json.loads(f'"{source}"', strict=False)))
    return readings


def faults(document: Document) -> list[str]:
    """What is wrong with a document's blocks and source map; nothing, if all holds that a document promises."""
    found: list[str] = []
    text, source = document.text, document.source
    at = source_at = 0
    for segment in document.source_map.segments:
        piece, origin = text[segment.start : segment.end], source[segment.source_start : segment.source_end]
        if text[at : segment.start].strip("\n "):
            found.append(f"no source for {text[at : segment.start]!r}")
        if segment.start < at or segment.source_start < source_at:
            found.append(f"{segment} goes back")
        at, source_at = segment.end, segment.source_start
        if segment.copied and (len(piece) != len(origin) or squeeze(piece) != squeeze(origin)):
            found.append(f"{piece!r} is no copy of {origin!r}")
        if not segment.copied and squeeze(piece) not in resolved(origin):
            found.append(f"{piece!r} does not come of {origin!r}")
    if text[at:]:
        found.append(f"no source for {text[at:]!r}")
    kept = [block for block in document.blocks if block.role != "boilerplate"]
    if text != "\n".join(text[block.start : block.end] for block in kept):
        found.append("blocks and line breaks are not the text")
    for block in kept:
        if document.source_map.range(block.start, block.end) != (block.source_start, block.source_end):
            found.append(f"{block} is not where its characters are")
    if any(block.start != block.end for block in document.blocks if block.role == "boilerplate"):
        found.append("a boilerplate block stands in the text")
    if any(b.start < a.end or b.end > len(text) for a, b in pairwise(document.blocks)):
        found.append("blocks are not in order")
    if len(document.folded) != len(text):
        found.append("the folded view is of another length")
    return found
