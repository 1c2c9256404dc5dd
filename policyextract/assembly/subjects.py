"""Which cited titles are the subject of a text: what a report reports, what a notice passes on."""

from __future__ import annotations

from collections.abc import Iterable

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.passages import Passage, body
from policyextract.assembly.tables import Tables
from policyextract.document import Annotation
from policyextract.values.folding import unspaced

_LEAD = 700
_OPENING = 260
_TAIL = 6
_SURELY = ("passed", "repeals", "amends")
_ITEMS, _HEADLINE = 4, 40
_CLOSING = "。;:,."
_BRACKETS = {")": "(", "]": "[", "】": "【", "〕": "〔", ">": "<", "〉": "〈"}
Titled = tuple[Passage, int, int]


def inner(passage: Passage, annotation: Annotation) -> Titled:
    """The title inside the marks."""
    capture = annotation.captures["title"]
    return passage, capture.start, capture.end


def is_act(context: Context, passage: Passage, annotation: Annotation) -> bool:
    """Whether book-title marks hold a law or an official document: told by the last noun, brackets aside."""
    known: dict[Annotation, bool] = context.memo.setdefault("subjects.acts", {})
    if annotation not in known:
        known[annotation] = _is_act(context, passage, annotation)
    return known[annotation]


def _is_act(context: Context, passage: Passage, annotation: Annotation) -> bool:
    if annotation.get("medium"):
        return False
    _, start, end = inner(passage, annotation)
    folded = bare_title(passage.document.folded[start:end])
    if folded.endswith(context.words("act_endings")):
        return True
    if any(folded.endswith(context.words(table)) for table in ("no_act_endings", "no_act_reports")):
        return False
    if annotation.get("relation") in _SURELY or annotation.get("coded") or _status(context, passage, annotation):
        return True
    if annotation.get("relation") == "issued" and annotation.get("shortened"):
        return True  # issued and given a short form: an act, whatever its last noun
    return folded.endswith(context.words("document_types"))


def _status(context: Context, passage: Passage, annotation: Annotation) -> bool:
    """Whether a status in brackets ends the title (征求意见稿, 试行): only acts have one."""
    _, start, end = inner(passage, annotation)
    title = passage.document.folded[start:end].strip()
    return title.endswith(context.tables.made(_in_brackets))


def _in_brackets(tables: Tables) -> tuple[str, ...]:
    return tuple(f"({word})" for word in tables.get("status_words", ()))


def bare_title(folded: str) -> str:
    """A folded title without blanks at its ends, nor the brackets, versions and marks behind it."""
    return without_brackets(folded.strip())


def without_brackets(folded: str) -> str:
    """A folded title without what stands in brackets at its end: (试行), (2024年版)."""
    folded = folded.rstrip()
    while folded and folded[-1] in _BRACKETS:
        opening = folded.rfind(_BRACKETS[folded[-1]])
        if opening <= 0:
            break
        folded = folded[:opening].rstrip()
    return folded


def titles(context: Context) -> Iterable[tuple[Passage, Annotation]]:
    """All book titles that hold an act: those of the title first, then those of the text."""
    title = title_passage(context)
    if title is not None and not title.visible:
        for annotation in title.of("book_title"):
            if is_act(context, title, annotation):
                yield title, annotation
    whole = body(context)
    for annotation in context.found.of("book_title"):
        if is_act(context, whole, annotation):
            yield whole, annotation


def short_forms(context: Context) -> dict[str, Annotation]:
    """Short forms that the text defines (以下简称), folded, with the title they stand for."""
    known: dict[str, Annotation] = context.memo.get("subjects.short", {})
    if "subjects.short" in context.memo:
        return known
    books = context.found.of("book_title")
    for short in context.found.of("abbreviation"):
        capture = short.captures["short"]
        before = [b for b in books if b.end <= short.start and short.start - b.end < 60]
        if before:
            known[context.document.folded[capture.start : capture.end]] = before[-1]
    context.memo["subjects.short"] = known
    return known


def is_short(context: Context, folded: str) -> bool:
    """A short form: one that the text defines, or a bare type noun (《通知》)."""
    shorts, types = short_forms(context), context.tables.get("document_types", {})
    return any(title in shorts or title in types for title in (folded, bare_title(folded)))


def reported_titles(context: Context) -> list[Titled]:
    """Distinct titles that the title or the lead presents as issued, adopted, introduced."""
    if "subjects.reported" not in context.memo:
        context.memo["subjects.reported"] = _reported_titles(context)
    known: list[Titled] = context.memo["subjects.reported"]
    return known


def _reported_titles(context: Context) -> list[Titled]:
    found: dict[str, Titled] = {}
    bare: dict[str, Titled] = {}
    shortened: set[str] = set()
    items = roundup(context)
    sitting = any(m.start < _OPENING for m in context.found.of("meeting_of"))
    for passage, annotation in titles(context):
        in_title = not passage.visible
        far = passage.visible and annotation.start >= _OPENING and annotation.get("relation") == "issued"
        head = (sitting and annotation.get("sat")) or (items and _heads_item(context, annotation))
        if passage.visible and annotation.start >= _LEAD and not (far and head):
            continue
        # once the opening has named the news, what gets a short form below is its background
        if far and not (head or (not found and _prominent(context, annotation))):
            continue
        if not (in_title or annotation.get("shortened") or annotation.get("relation") in ("issued", "passed", "draft")):
            continue
        _, start, end = inner(passage, annotation)
        key = unspaced(passage.document.folded[start:end])
        if is_short(context, key):
            if not items:
                bare.setdefault(key, (passage, start, end))
        else:
            found.setdefault(key, (passage, start, end))
        if annotation.get("shortened"):
            shortened.add(key)
    whole = {k: v for k, v in found.items() if not any(k != o and k in o for o in found)}
    first = next(iter(whole), None)
    if first is not None and shortened & set(whole) == {first}:  # the one that the text goes on to call by a short form
        whole = {first: whole[first]}
    return list((whole or bare).values()) or _unnamed(context)


def _prominent(context: Context, annotation: Annotation) -> bool:
    """Whether an issued act that stands further down is still what the text is about.

    A meeting passed it, it gets a short form, the title speaks of it, or an item of a roundup begins with it.
    """
    if annotation.get("sat") or annotation.get("shortened"):
        return True
    folded = context.document.folded
    title, capture = title_passage(context), annotation.captures["title"]
    tail = bare_title(folded[capture.start : capture.end])
    if title is not None and len(tail) > _TAIL and tail[-_TAIL:] in title.folded:
        return True
    return _heads_item(context, annotation)


def _heads_item(context: Context, annotation: Annotation) -> bool:
    """Whether an item of a roundup, below its headline, begins with an act."""
    folded = context.document.folded
    line = folded.rfind("\n", 0, annotation.start) + 1
    above = folded[folded.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)]
    return annotation.start - line <= _HEADLINE and 0 < len(above) <= _HEADLINE and above[-1] not in _CLOSING


def _unnamed(context: Context) -> list[Titled]:
    """The one document a report speaks of by a bare noun only (《意见》明确), without ever naming an act."""
    every = [a for _, a in titles(context)]
    keys = {unspaced(p.document.folded[s:e]) for p, s, e in (inner(body(context), a) for a in every)}
    if len(keys) != 1 or not all(is_short(context, k) for k in keys) or context.result.get("kind") != "policy_news":
        return []
    first = next((t for t in titles(context) if t[0].visible and t[1].get("speaks")), None)
    return [inner(*first)] if first is not None else []


def roundup(context: Context) -> bool:
    """A page of several items has no issuers that would be right for all."""
    title = title_passage(context)
    if (title and title.of("roundup")) or context.found.of("roundup"):
        return True
    return context.result.get("kind") == "policy_news" and title is None and _several_items(context)


def _several_items(context: Context) -> bool:
    """Short lines and long paragraphs in turn, from the first line on: headlines with their items."""
    lines = [b for b in context.document.blocks if b.end > b.start and b.role not in ("dateline", "metadata", "title")]
    folded = context.document.folded
    if lines and folded[lines[0].end - 1] in ":)":  # the dateline
        lines = lines[1:]
    if len(lines) < _ITEMS:
        return False
    for i, block in enumerate(lines[:_ITEMS]):
        short = block.end - block.start <= _HEADLINE and folded[block.end - 1] not in _CLOSING
        if short != (i % 2 == 0):
            return False
    return True
