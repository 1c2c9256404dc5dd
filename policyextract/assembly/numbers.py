"""The number of this document, among all document numbers that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.passages import Passage, aside, body
from policyextract.assembly.subjects import inner, reported_titles
from policyextract.document import Annotation
from policyextract.values import DocumentNumberValue
from policyextract.values.document_number import read_document_number
from policyextract.values.folding import unspaced

_LEAD = 500
_LOCAL_PREFIX = 2  # characters that a local body puts before a national head: 晋教基, 苏州教基
_BRACKET = 60  # characters of a bracket behind a title
_LONGEST_TAIL = 8  # characters a department adds to a stem


def read(context: Context) -> None:
    """Write ``document_number``."""
    for passage, annotation in _candidates(context):
        made = number_of(context, passage, annotation)
        if made is not None:
            context.result["document_number"] = made
            context.memo["numbers.own"] = passage, annotation
            context.result.setdefault("provenance", {})["document_number"] = made["evidence"]
            return


def number_of(context: Context, passage: Passage, annotation: Annotation) -> dict[str, Any] | None:
    """The value of a document number with its head cut to what is one."""
    written = passage.text(annotation)
    head = annotation.captures.get("head")
    if annotation.attrs.get("form") == "taiwan" and head is not None:
        office = passage.document.text[head.start : head.end]
        return _made(passage, annotation.start, annotation, unspaced(written), office, None)
    parts = annotation.value
    if not isinstance(parts, DocumentNumberValue):
        return None
    if head is None:
        return _made(passage, annotation.start, annotation, parts.value, None, parts)
    folded = passage.document.folded[head.start : head.end]
    cut = _cut(folded, annotation, context.tables)
    slots = {k: c.value for k, c in annotation.captures.items()}
    slots["head"] = _plain_heads(folded[cut:], context) + str(annotation.attrs.get("suffix", ""))
    remade = read_document_number(slots)
    if remade is None:
        return None
    agency_id = head_agency(folded[cut:], context.tables)
    value = remade.value
    if slots.get("plain_year") and folded.endswith(context.words("announcement_endings")):
        value = _without_head(slots, value)
    return _made(passage, head.start + cut, annotation, value, remade.head, remade, agency_id)


def _plain_heads(written: str, context: Context) -> str:
    """The heads of a joint order without what each may bear before its name."""
    for prefix in context.words("order_prefixes"):
        written = re.sub(f"(?<=[、,]){re.escape(prefix)}", "", written)
    return written


def _without_head(slots: Mapping[str, Any], value: str) -> str:
    """Announcements are cited by year and number alone: 2022年第12号."""
    bare = read_document_number({**slots, "head": None})
    return bare.value if bare is not None else value


def head_agency(head: str, tables: Mapping[str, Any]) -> str | None:
    """Ids of the bodies that use a head, the present one first, joined by ``|``; None for a head that is not known."""
    row = known_head(head, tables.get("document_number_heads", {}))
    return str(row["agency_ids"]) if row else None


def known_head(head: str, heads: Mapping[str, Mapping[str, str]]) -> Mapping[str, str] | None:
    """The row of a head: written in the table, or a stem of it with a department's word behind."""
    row = heads.get(head)
    if row is not None:
        return row
    for n in range(min(len(head) - 1, 8), 1, -1):
        row = heads.get(head[:n])
        if row is not None and row.get("match") == "stem" and len(head) - n <= _LONGEST_TAIL:
            return row
    return None


def _cut(head: str, annotation: Annotation, tables: Mapping[str, Any]) -> int:
    """Where the head begins in what stands before the bracket."""
    if annotation.attrs.get("form") in ("order", "announcement"):
        return next(
            (len(p) for p in tables.get("order_prefixes", ()) if head.startswith(p) and len(head) - len(p) > 3), 0
        )
    heads = tables.get("document_number_heads", {})
    at = _behind_words(head, (*tables.get("before_head", ()), *tables.get("document_types", ())))
    for i in range(at, len(head) - 1):
        if known_head(head[i:], heads) is not None:
            return at if 0 < i - at <= _LOCAL_PREFIX else i
    return at


def _behind_words(head: str, words: Sequence[str]) -> int:
    """Behind the last of the words that no head holds, leaving two characters at least."""
    at = 0
    for word in words:
        i = head.rfind(word, 0, len(head) - 2)
        if i >= 0 and len(head) - i - len(word) >= 2:
            at = max(at, i + len(word))
    return at


def _made(
    passage: Passage,
    start: int,
    annotation: Annotation,
    value: str,
    head: str | None,
    parts: DocumentNumberValue | None,
    agency_id: str | None = None,
) -> dict[str, Any]:
    return {
        "text": passage.document.text[start : annotation.end],
        "value": value,
        "head": head,
        "year": parts.year if parts else None,
        "number": str(parts.number) if parts else None,
        "agency_id": agency_id.split("|")[0] if agency_id else None,
        "evidence": [passage.span(start, annotation.end)],
        "rule": annotation.rule,
    }


def _candidates(context: Context) -> Iterable[tuple[Passage, Annotation]]:
    """Document numbers that can be this document's own, best first."""
    label = context.document.metadata.first("document_number")
    if label is not None:
        passage = _label(context, label.start, label.end) or aside(context, label.text, "metadata")
        if passage is not None:
            for annotation in passage.of("document_number"):
                yield passage, annotation
    title = title_passage(context)
    if title is not None:
        for annotation in title.of("document_number"):
            if not _cited(title, annotation):
                yield title, annotation
    whole = body(context)
    official = context.result.get("kind") == "policy"
    for annotation in context.found.of("document_number"):
        if annotation.start >= _LEAD:
            break
        if _alone(whole, annotation) or (
            not _cited(whole, annotation)
            and (
                annotation.get("own")
                or (official and (_behind_title(context, annotation) or _below_letterhead(context, annotation)))
            )
        ):
            yield whole, annotation
    if not official:
        yield from _reported(context)


def _reported(context: Context) -> Iterable[tuple[Passage, Annotation]]:
    """The number in the bracket behind the one title that a report is about."""
    titles = reported_titles(context)
    if len(titles) != 1:
        return
    passage, start, end = titles[0]
    wanted, whole = unspaced(passage.document.folded[start:end]), body(context)
    for book in context.found.of("book_title"):
        _, start, end = inner(whole, book)
        if unspaced(context.document.folded[start:end]) != wanted:
            continue
        for annotation in context.found.within("document_number", book.end, book.end + _BRACKET):
            if annotation.start - book.end <= 1 and not annotation.get("several"):
                yield whole, annotation


def _label(context: Context, start: int | None, end: int | None) -> Passage | None:
    if start is None or end is None:
        return None
    found = Passage(context.document, context.found, start, end, True)
    return found if found.of("document_number") else None


def _cited(passage: Passage, annotation: Annotation) -> bool:
    return (
        bool(annotation.get("cited"))
        or passage.found.covering("book_title", annotation.start, annotation.end) is not None
    )


def _behind_title(context: Context, annotation: Annotation) -> bool:
    """Whether the head follows the last noun of a title on the same line: 关于煤炭工业的意见国发〔2005〕18号."""
    head = annotation.captures.get("head")
    if head is None:
        return False
    folded = context.document.folded
    before = folded[: head.start + _cut(folded[head.start : head.end], annotation, context.tables)].rstrip()
    line = before[before.rfind("\n") + 1 :]
    return line.endswith(context.words("document_types"))


def _below_letterhead(context: Context, annotation: Annotation) -> bool:
    """Whether it ends the line of data that a text begins with: 财政部 民政部文件财社〔2022〕8号."""
    first = next((b for b in context.document.blocks if b.end > b.start), None)
    return (
        first is not None and first.role == "metadata" and first.start <= annotation.start < annotation.end == first.end
    )


def _alone(passage: Passage, annotation: Annotation) -> bool:
    """Whether the number has a line to itself."""
    folded = passage.document.folded
    start, end = annotation.start, annotation.end
    left = folded.rfind("\n", 0, start) + 1
    right = folded.find("\n", end)
    line = folded[left : right if right >= 0 else len(folded)]
    return len(line) - (end - start) <= 4
