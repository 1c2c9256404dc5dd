"""What a document calls itself: the base kind of its title's last noun, or of what a news item reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.passages import Passage, body
from policyextract.assembly.subjects import reported_titles, roundup, without_brackets
from policyextract.assembly.tables import Tables
from policyextract.document import Annotation
from policyextract.values.folding import fold

_LEAD = 700
_OPENING = 60
_BEHIND, _OUTER = 2, 14
_ABRIDGED = 2  # a title in its marks with one word behind: an abstract, an extract


def read(context: Context) -> None:
    """Write ``document_type`` and ``status``."""
    kind = context.result.get("kind")
    if kind == "policy":
        found = _of_title(context) or _of_itself(context) or _of_reported(context)
    elif kind in ("policy_news", "interpretation"):
        found = _of_reported(context)
    else:
        found = None
    if found is not None:
        passage, start, end = found
        base = base_type(passage.document.text[start:end], context.tables)
        if base is not None:
            context.result["document_type"] = base
            context.result.setdefault("provenance", {})["document_type"] = [passage.span(start, end)]
    _status(context)


def base_type(written: str, tables: Mapping[str, Any]) -> str | None:
    """The base kind of a type noun, in the characters it is written in.

    >>> tables = {"document_types": {"实施细则": {"base": "细则"}, "复函": {"base": "函"}}}
    >>> base_type("實施細則", tables), base_type("复函", tables)
    ('細則', '函')
    """
    folded = fold(written)
    types = tables.get("document_types", {})
    row = next((types[folded[i:]] for i in range(len(folded)) if folded[i:] in types), None)
    if row is None:
        return None
    base = str(row["base"])
    return written[-len(base) :] if folded.endswith(base) else base


Found = tuple[Passage, int, int]


def _of_title(context: Context) -> Found | None:
    title = title_passage(context)
    if title is None:
        return None
    nouns = [a for a in title.of("title_type") if not _quoted(title, a)]
    return _place(title, nouns[-1], "type") if nouns else None


def _quoted(passage: Passage, annotation: Annotation) -> bool:
    """Inside book-title marks that do not make up the whole title."""
    book = passage.found.covering("book_title", annotation.start, annotation.end)
    return book is not None and passage.end - book.end > _ABRIDGED


def _of_itself(context: Context) -> Found | None:
    """The noun a text without a title uses for itself most often."""
    found = context.found.of("self_type")
    if not found:
        return None
    tally = Counter(context.document.folded[slice(*_span(a))] for a in found)
    most = tally.most_common(1)[0][0]
    first = next(a for a in found if context.document.folded[slice(*_span(a))] == most)
    return body(context), *_span(first)


def _of_reported(context: Context) -> Found | None:
    """The type of the one document that a report is about."""
    titles = reported_titles(context)
    if len(titles) > 1 or _many_matters(context):
        return None
    if titles:
        passage, start, end = titles[0]
        outer = [a for a in passage.found.within("outer_type", end, end + _OUTER) if a.start - end <= _BEHIND]
        if outer:
            return _place(passage, outer[0], "type")
        folded = passage.document.folded[start:end]
        stop = start + len(without_brackets(folded))
        folded = folded[: stop - start]
        ending = max((noun for noun in context.words("document_types") if folded.endswith(noun)), key=len, default="")
        return (passage, stop - len(ending), stop) if ending else None
    nouns = [(p, a) for p in _leads(context) for a in p.of("issued_type")]
    kinds = {base_type(p.document.text[slice(*_span(a))], context.tables) for p, a in nouns}
    if len(kinds) != 1:
        return None
    passage, annotation = nouns[-1]
    return passage, *_span(annotation)


def _many_matters(context: Context) -> bool:
    """A page of several items, or a meeting of a body with an agenda: about no single document."""
    title = title_passage(context)
    if title is not None and title.of("agenda"):
        return True
    return roundup(context) or any(a.start < _OPENING for a in context.found.of("agenda"))


def _leads(context: Context) -> list[Passage]:
    title = title_passage(context)
    whole = body(context)
    lead = Passage(whole.document, whole.found, 0, min(_LEAD, whole.end), True)
    return [lead, title] if title is not None and not title.visible else [lead]


def _place(passage: Passage, annotation: Annotation, capture: str) -> Found:
    part = annotation.captures.get(capture)
    start, end = (part.start, part.end) if part else (annotation.start, annotation.end)
    return passage, start, end


def _span(annotation: Annotation) -> tuple[int, int]:
    part = next((p for name in ("type", "type_2", "offered") if (p := annotation.captures.get(name))), None)
    return (part.start, part.end) if part else (annotation.start, annotation.end)


def _status(context: Context) -> None:
    """A draft, a trial version, a repealed act: from the words behind the title's noun."""
    title = title_passage(context)
    if title is None:
        return
    folded = title.folded
    for word, status in context.tables.made(_statuses):
        if word in folded:
            context.result["status"] = status
            return


def _statuses(tables: Tables) -> list[tuple[str, str]]:
    return [(fold(word), status) for word, status in tables.get("status_words", {}).items()]
