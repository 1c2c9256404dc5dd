"""Title, publisher and day of publication: what the caller knows first, then what the page says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from policyextract.assembly.anchors import absolute_day, stamped
from policyextract.assembly.context import Context
from policyextract.assembly.passages import Passage, aside, bare_span, body
from policyextract.cleaning.pagedates import read_page_date
from policyextract.document import MetaValue
from policyextract.values.folding import fold, unspaced

_LEAD = 600


def read(context: Context) -> None:
    """Write ``title``, ``publisher`` and ``published``; leave the annotated title for others."""
    _title(context)
    _published(context)
    publisher = _publisher(context)
    if publisher is not None:
        context.result["publisher"] = publisher.text
        _prove(context, "publisher", publisher)


def title_passage(context: Context) -> Passage | None:
    """The title with its annotations, whether it stands in the text or not."""
    found: Passage | None = context.memo.get("identity.title")
    return found


def _title(context: Context) -> None:
    metadata = context.document.metadata
    found = (
        MetaValue(context.given.title, "argument")
        if context.given.title
        else metadata.first("original_title") or metadata.first("title") or _titled(context)
    )
    if found is None:
        return
    context.result["title"] = found.text
    _prove(context, "title", found)
    context.memo["identity.title"] = _standing(context, found.text) or aside(context, found.text)


def _titled(context: Context) -> MetaValue | None:
    """The title block, or the title of a data row."""
    document = context.document
    blocks = [b for b in document.blocks if b.role == "title" and b.end > b.start]
    if blocks:
        text = " ".join(document.text[b.start : b.end] for b in blocks[:1])
        return MetaValue(text, "text", blocks[0].start, blocks[0].end)
    for row in context.found.of("data_row"):
        capture = row.captures["row_title"]
        text = document.text[capture.start : capture.end].strip()
        return MetaValue(text, "text", capture.start, capture.start + len(text))
    return None


def _standing(context: Context, title: str) -> Passage | None:
    """The title where it stands as a block of its own in the text."""
    wanted = unspaced(fold(title))
    for block in context.document.blocks:
        if block.role != "title":
            continue
        if unspaced(context.document.folded[block.start : block.end]) == wanted:
            whole = body(context)
            return Passage(whole.document, whole.found, block.start, block.end, True)
    return None


def _published(context: Context) -> None:
    if context.given.published is not None:
        context.result["published"] = context.given.published
        context.result.setdefault("provenance", {})["published"] = [bare_span(context.given.published.isoformat())]
        return
    for value in context.document.metadata.values.get("published", ()):
        when = read_page_date(value.text)
        if when is not None:
            context.result["published"] = when
            _prove(context, "published", value)
            return
    for type_ in ("promulgation", "data_row"):
        for annotation in context.found.of(type_):
            when = _day(annotation.value)
            if when is not None and annotation.start < _LEAD:
                context.result["published"] = when
                context.prove("published", annotation.start, annotation.end)
                return
    stamp = stamped(context)
    if stamp is not None:
        context.result["published"] = absolute_day(stamp.value)
        context.prove("published", stamp.start, stamp.end)


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _prove(context: Context, name: str, value: MetaValue) -> None:
    if value.start is not None and value.end is not None:
        context.prove(name, value.start, value.end)
        return
    span = bare_span(value.text, value.source_start, value.source_end)
    context.result.setdefault("provenance", {}).setdefault(name, []).append(span)


def _publisher(context: Context) -> MetaValue | None:
    """Who put the page out: the source it names, what its tags say, the author of a post."""
    metadata = context.document.metadata
    author = metadata.first("author")
    posted = author if author is not None and author.origin == "front_matter" else None
    return metadata.first("source") or metadata.first("publisher") or posted
