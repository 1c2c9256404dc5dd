"""When this document was signed, when it takes effect and when it ends.

The rules say which dates and durations are its own (``own``), not those of another act, an article or one measure.
Where its own dates disagree there is no value: null beats wrong.
"""

from __future__ import annotations

import datetime as dt
import re

from policyextract.assembly.anchors import Standpoint
from policyextract.assembly.context import Context
from policyextract.assembly.dates import Mention
from policyextract.assembly.passages import body
from policyextract.assembly.subjects import inner, is_short, reported_titles, roundup
from policyextract.document import Annotation
from policyextract.values.durations import DurationValue
from policyextract.values.folding import unspaced
from policyextract.values.resolve import days

_NEAR = 80  # characters between an act and the day it takes effect
_SENTENCE_END = re.compile("[。;\n]")


def read(context: Context) -> None:
    """Write ``signed``, ``effective`` and ``expires``."""
    here: Standpoint = context.memo["dates.standpoint"]
    mentions: list[Mention] = context.memo["dates.mentions"]
    if here.signed is not None:
        context.result["signed"] = here.signed
        if here.signed_by is not None:
            context.prove("signed", here.signed_by.start, here.signed_by.end)
    kind = context.result.get("kind")
    if kind not in ("policy", "policy_news", "interpretation") or (kind == "policy_news" and roundup(context)):
        return  # of the acts that a roundup tells of none is its own
    span = _best(
        [m for m in mentions if m.annotation.get("own_span") and m.annotation.value.end and m.value], single=True
    )
    _effective(context, mentions, span)
    _expires(context, mentions, span)


def _best(mentions: list[Mention], single: bool = False) -> Mention | None:
    """The mention with the strongest claim to be the document's own; None when equals disagree."""
    ranked: dict[int, list[Mention]] = {}
    for mention in mentions:
        claim = mention.annotation.claim("own")
        ranked.setdefault(claim.priority if claim else 0, []).append(mention)
    if not ranked:
        return None
    best = ranked[max(ranked)]
    if single:
        return best[0] if len({m.value for m in mentions}) == 1 else None
    return best[0] if len({m.day for m in best}) == 1 else None


def _effective(context: Context, mentions: list[Mention], span: Mention | None) -> None:
    own = [m for m in mentions if m.annotation.get("own") == "effective" and m.role == "effective" and m.day]
    if not own:
        told = [m for m in mentions if m.annotation.get("reported") == "effective" and m.day]
        own = [m for m in told if _of_the_subject(context, m.annotation, context.result["kind"] == "policy")]
    found = _best(own)
    if found is not None:
        context.result["effective"] = found.day
        context.prove("effective", found.annotation.start, found.annotation.end)
    elif not own and span is not None:
        first, _ = days(span.value or "")
        if first is not None:
            context.result["effective"] = first
            context.prove("effective", span.annotation.start, span.annotation.end)


def _of_the_subject(context: Context, annotation: Annotation, named: bool = False) -> bool:
    """Whether the act that a report names before a day is what it reports, as far as it reports acts at all.

    A policy (``named``) takes effect with another act only where that is the one it makes known.
    """
    folded = context.document.folded
    books = context.found.within("book_title", max(annotation.start - _NEAR, 0), annotation.start)
    if not books or _SENTENCE_END.search(folded, books[-1].end, annotation.start):
        return not named
    subjects = {unspaced(passage.document.folded[a:b]) for passage, a, b in reported_titles(context)}
    _, start, end = inner(body(context), books[-1])
    key = unspaced(folded[start:end])
    if not subjects:
        return not named
    return is_short(context, key) or any(s.endswith(key) or key.endswith(s) for s in subjects)


def _expires(context: Context, mentions: list[Mention], span: Mention | None) -> None:
    own = [m for m in mentions if m.annotation.get("own") == "expires" and m.value]
    found = _best(own, single=True)
    if found is not None:
        _put(context, _last(found), found.annotation)
        return
    if span is not None and not own:
        _put(context, _last(span), span.annotation)
        return
    lengths = [a for a in context.found.of("duration") if a.get("own") == "expires"]
    values = {a.value.value for a in lengths if isinstance(a.value, DurationValue) and a.value.unit is None}
    if len(values) == 1 and not own:
        _put(context, values.pop(), lengths[0])


def _last(mention: Mention) -> dt.date | None:
    return days(mention.value or "")[1]


def _put(context: Context, value: dt.date | str | None, by: Annotation) -> None:
    if value is not None:
        context.result["expires"] = value
        context.prove("expires", by.start, by.end)
