"""Bodies with roles: ``issuers``, ``actors``, ``stated_issuer_count``."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.issuers import Finder, Source, key, merge_formal, merge_reported
from policyextract.assembly.names import Body, Names, fold
from policyextract.assembly.passages import Passage, aside, body
from policyextract.assembly.places import Places
from policyextract.assembly.subjects import roundup
from policyextract.document import Annotation

_BEHIND = 16
_LINE = 900  # within so many characters the line to the addressees stands
_JOINING = "co_issuer"


def read(context: Context) -> None:
    """Write the bodies; leave the sources for the consistency checks."""
    names = names_of(context)
    sources: list[Source] = []
    if context.result.get("kind") != "other" and not roundup(context):
        finder = Finder(context, names)
        formal = finder.formal() if context.result.get("kind") == "policy" else []
        context.memo["actors.formal"] = formal
        best = merge_formal(formal)
        organs = context.tables.get("body_organs", ())
        sources = [best] if best is not None else merge_reported(finder.reported(), _counted(context), organs)
        if context.result.get("kind") == "policy" and best is None:
            # The subject of a title that issues nothing (某会章程) is not the author.
            sources = [
                s for s in sources if s.name != "title" and (s.weight >= 60 or s.name in ("issued", "announced"))
            ]
    context.result["issuers"] = _issuers(sources)
    _signed(context)
    context.result["actors"] = _actors(context, names)
    _count(context, sources)


def names_of(context: Context) -> Names:
    """The resolver of official names for this document."""
    if "actors.names" not in context.memo:
        title = title_passage(context)
        passages = [p for p in (title, body(context)) if p is not None]
        # a context of its own: with the one that keeps the names it would be a cycle, and nothing freed at once
        alone = replace(context, result={}, memo={})
        places = Places(context.tables, passages, lambda: _publishers(alone))
        context.memo["actors.names"] = Names(context.tables, document_day(context), places, _traditional(context))
    made: Names = context.memo["actors.names"]
    return made


def _traditional(context: Context) -> bool | None:
    """None of a text in simplified characters; of others, whether its era or its bodies say that it is of Taiwan."""
    if context.document.language != "zh-Hant":
        return None
    return any(fold(word) in context.document.folded for word in context.tables.get("taiwan_marks", ()))


def addressee_line(context: Context) -> Annotation | None:
    """The line to the addressees of an official document; None in a report."""
    if context.result.get("kind") != "policy":
        return None
    return next((a for a in context.found.of("addressee_line") if a.start < _LINE), None)


def _publishers(context: Context) -> list[Passage]:
    """Who put the page out, as its tags and its line of source say."""
    metadata = context.document.metadata
    named = {v.text for key in ("publisher", "source", "author") if (v := metadata.first(key)) is not None}
    return [p for text in sorted(named) if (p := aside(context, text, "metadata")) is not None]


def document_day(context: Context) -> dt.date | None:
    """The day by which names are judged: signed, else the number's year, else published."""
    signed = context.result.get("signed")
    if isinstance(signed, dt.date):
        return signed
    number = context.result.get("document_number")
    published = context.result.get("published")
    day = published.date() if isinstance(published, dt.datetime) else published
    if number and number.get("year"):
        year = int(number["year"])
        return day if isinstance(day, dt.date) and day.year == year else dt.date(year, 7, 1)
    if context.result.get("kind") == "policy":
        for signing in context.found.of("signing_day"):
            try:
                return dt.date.fromisoformat(str(signing.value))
            except ValueError:
                continue
    return day if isinstance(day, dt.date) else None


def _signed(context: Context) -> None:
    """The day under the signature, when no other date was found to be the document's own."""
    signing: Annotation | None = context.memo.get("issuers.signing_day")
    if signing is None or context.result.get("signed") is not None:
        return
    try:
        context.result["signed"] = dt.date.fromisoformat(str(signing.value))
    except ValueError:
        return
    context.prove("signed", signing.start, signing.end)


def _counted(context: Context) -> bool:
    """Whether the title says how many bodies there are."""
    title = title_passage(context)
    return bool(title and title.of("stated_count"))


def _issuers(sources: list[Source]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    seen: set[str] = set()
    for source in sources:
        for named, passage, annotation in source.named:
            if key(named) in seen:
                continue
            seen.add(key(named))
            role = _JOINING if any(c.value == _JOINING for c in annotation.claims if c.key == "role") else "issuer"
            out.append(_actor(named, passage, annotation, role, len(out) + 1))
    return out


def _actor(named: Body, passage: Passage, annotation: Annotation, role: str, order: int | None) -> dict[str, Any]:
    return {
        "name": named.name,
        "id": named.id,
        "text": passage.text(annotation),
        "role": role,
        "order": order,
        "parent": named.parent,
        "region": named.region,
        "evidence": [passage.span(annotation.start, annotation.end)],
        "rule": annotation.rule,
    }


def _actors(context: Context, names: Names) -> list[dict[str, Any]]:
    """Every body once a role; issuers first."""
    out = list(context.result["issuers"])
    seen = {(a["name"], a["role"]) for a in out}
    issued = {a["name"] for a in out}
    whole, line = body(context), addressee_line(context)
    for annotation in context.found.of("actor"):
        if annotation.attrs.get("form") == "open":
            continue
        role = _role(annotation, line)
        names_of_others = annotation.get("names")
        if names_of_others == "part" or (names_of_others == "units" and role == "addressee"):
            continue
        for named in names.resolve(whole, annotation):
            if named.kind == "media" or (named.name, role) in seen or (role == "mentioned" and named.name in issued):
                continue
            seen.add((named.name, role))
            out.append(_actor(named, whole, annotation, role, None))
    times = Counter(a["name"] for a in out)
    return [a for a in out if a["role"] != "mentioned" or times[a["name"]] == 1]


def _role(annotation: Annotation, line: Annotation | None) -> str:
    """The strongest claim, but for the addressees in their line, and for who joins an issue: an issuer or nothing."""
    if line is not None and line.start <= annotation.start and annotation.end <= line.end:
        return "addressee"
    claim = annotation.claim("role")
    return str(claim.value) if claim and claim.value != _JOINING else "mentioned"


def _count(context: Context, sources: list[Source]) -> None:
    """How many issuers the text says there are: 等三部门 behind the names, or in the title."""
    title = title_passage(context)
    counts = []
    for source in sources:
        if source.named:
            _, passage, last = source.named[-1]
            counts += [c for c in passage.of("stated_count") if 0 <= c.start - last.end <= _BEHIND]
    if not counts and title is not None and sources:
        counts = list(title.of("stated_count"))
    if not counts:
        return
    value = counts[0].captures["count"].value
    if isinstance(value, int) and value > 1:
        context.result["stated_issuer_count"] = value
        if counts[0] in context.found.of("stated_count"):
            context.prove("stated_issuer_count", counts[0].start, counts[0].end)
