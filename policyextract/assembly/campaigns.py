"""Campaigns: one entry for each named campaign, its mentions joined, with duration, start, end and phases.

A campaign is kept when the text launches it (or speaks of it as its matter); a mention of the same campaign under a
shorter name joins it. A duration belongs to the campaign of its clause, or to the only campaign of the document when a
mention carries it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from policyextract.assembly.byplace import ByPlace
from policyextract.assembly.context import Context
from policyextract.document import Annotation
from policyextract.values.periods import last_day

_QUOTES = re.compile(r"[“”\"'‘’「」『』《》]")
_NICKNAME = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PERIODS = ("campaign_period", "campaign_time")
_NEAR = 150  # characters: how far a name reaches when others are named too
_SENTENCE = re.compile(r"[。；！？!?;\n]")


Period = tuple[str | None, str | None]


@dataclass(slots=True)
class Found:
    """A campaign and where it is spoken of."""

    name: str
    core: str
    first: Annotation
    spans: list[tuple[int, int]] = field(default_factory=list)
    names: list[tuple[int, int]] = field(default_factory=list)
    duration: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Durations and dates with a value, by place; ``periods`` are the dates of role ``campaign``."""

    durations: ByPlace
    dates: ByPlace
    periods: ByPlace


def read(context: Context) -> None:
    """Fill ``campaigns``. On documents of kind ``other`` there are none."""
    if context.result.get("kind") == "other":
        return
    campaigns = _joined(context)
    if not campaigns:
        return
    facts = _facts(context)
    for campaign in campaigns:
        campaign.duration = _stated_duration(context, facts, campaign)
    _durations_of_mentions(context, facts, campaigns)
    whole = _said_apart(context, facts, campaigns)
    context.result["campaigns"] = [
        _plain(context, facts, c, whole[i], len(campaigns) == 1) for i, c in enumerate(campaigns)
    ]


def _facts(context: Context) -> Facts:
    durations = [d for d in context.result.get("durations", ()) if d.get("value") and "/" not in d["value"]]
    dates = [d for d in context.result.get("dates", ()) if d.get("value")]
    return Facts(ByPlace(durations), ByPlace(dates), ByPlace(d for d in dates if d.get("role") == "campaign"))


def _joined(context: Context) -> list[Found]:
    """Named campaigns in text order, mentions of one under several names joined.

    The name is the fullest that the text launches, else the fullest of all.
    """
    out: list[Found] = []
    text = context.document.text
    for annotation in _told_now(context):
        capture = annotation.captures["name"]
        head = annotation.captures.get("head")
        name = text[capture.start : capture.end].strip()
        core = text[capture.start : head.start if head else capture.end].strip()
        known = next((c for c in out if _same(c.core, core)), None)
        place = (capture.start, capture.end)
        if known is None:
            out.append(Found(name, core, annotation, [(annotation.start, annotation.end)], [place]))
            continue
        known.names.append(place)
        known.spans.append((annotation.start, annotation.end))
        if _fuller(known, annotation, name, core):
            known.name, known.core, known.first = name, core, annotation
    return out


def _told_now(context: Context) -> list[Annotation]:
    """What is named without what only looks back: last year's campaign beside one of this year."""
    named = [a for a in context.found.of("campaign") if "name" in a.captures]
    now = [a for a in named if not a.get("past")]
    published = context.result.get("published")
    year = _year(str(published)) if published else None
    stems = {_stem(context, a): 0 for a in now}
    for annotation in now:
        stem = _stem(context, annotation)
        stems[stem] = max(stems[stem], _year(_name(context, annotation)) or 0)
    kept = [
        a
        for a in now
        if year is None
        or a.get("listed")
        or not (said := _year(_name(context, a)))
        or said >= min(year, stems[_stem(context, a)])
    ]
    return kept or named


def _name(context: Context, annotation: Annotation) -> str:
    capture = annotation.captures["name"]
    return context.document.text[capture.start : capture.end]


def _stem(context: Context, annotation: Annotation) -> str:
    """The nickname without its year, by which the campaigns of several years are known for one series."""
    name = _name(context, annotation)
    nickname = _NICKNAME.search(name)
    return re.sub(r"[^\w]|\d", "", nickname[1] if nickname else name)


def _year(text: str) -> int | None:
    match = _YEAR.search(text)
    return int(match[0]) if match else None


def _fuller(known: Found, annotation: Annotation, name: str, core: str) -> bool:
    """A name takes the place of one that it holds wholly, or a launched one that of one only spoken of."""
    loose, looser = bool(known.first.attrs.get("loose")), bool(annotation.attrs.get("loose"))
    if loose is not looser:
        return loose
    old, new = _QUOTES.sub("", known.core), _QUOTES.sub("", core)
    if old in new:
        return _rank(annotation, name) > _rank(known.first, known.name)
    return bool(known.first.attrs.get("weak")) and not annotation.attrs.get("weak") and new not in old


def _rank(annotation: Annotation, name: str) -> tuple[bool, bool, int]:
    return "head" in annotation.captures, not annotation.attrs.get("weak"), len(name)


def _same(one: str, other: str) -> bool:
    """One name is the other with something left out (全国, 2022年, a word in the middle), heads aside."""
    nicknames = [match[1] for match in map(_NICKNAME.search, (one, other)) if match]
    if len(nicknames) == 2 and nicknames[0] == nicknames[1]:
        return True
    short, long = sorted((_QUOTES.sub("", x) for x in (one, other)), key=len)
    if short == long or long.endswith(short) or (long.startswith(short) and long[len(short) :].isdigit()):
        return True
    if short[:2] != long[:2] or len(short) < 3:
        return False
    rest = iter(long)
    return all(c in rest for c in short) and 2 * len(short) >= len(long)


def _stated_duration(context: Context, facts: Facts, campaign: Found) -> str | None:
    """The length the clause gives, else the one in the name (三年行动)."""
    for (start, _), name in zip(campaign.spans, campaign.names, strict=True):
        for mention in facts.durations.within(start, name[0]):
            return str(mention["value"])
    first = (campaign.first.start, campaign.first.end)
    for start, end in sorted(campaign.spans, key=first.__ne__):
        for length in context.found.within("campaign_length", start, end):
            return _iso(length.value)
    if campaign.first.attrs.get("listed"):
        return _list_duration(context, facts, campaign.first.start)
    return _sentence_duration(context, facts, campaign)


def _sentence_duration(context: Context, facts: Facts, campaign: Found) -> str | None:
    """利用六个月时间 said in the sentence that names this campaign and no other."""
    cues = context.words("campaign_length_cues")
    for start, end in campaign.spans:
        low, high = _sentence(context, start, end)
        others = context.found.within("campaign", low, high)
        if any((a.start, a.end) not in campaign.spans for a in others):
            continue
        for mention in facts.durations.within(low, high):
            if mention["text"].startswith(cues):
                return str(mention["value"])
    return None


def _list_duration(context: Context, facts: Facts, at: int) -> str | None:
    """开展为期三年的甲、“乙”等专项行动: one length for all that are listed in the sentence."""
    low, _ = _sentence(context, at, at)
    for edge in context.found.within("campaign_edge", low, at):
        for mention in facts.durations.within(edge.start, edge.end):
            return str(mention["value"])
    return None


def _durations_of_mentions(context: Context, facts: Facts, campaigns: list[Found]) -> None:
    """A length said of 此次行动 is that of the only campaign."""
    if len(campaigns) != 1 or campaigns[0].duration:
        return
    for annotation in context.found.of("campaign_mention"):
        for mention in facts.durations.within(annotation.start, annotation.end):
            campaigns[0].duration = str(mention["value"])
            return


def _iso(value: Any) -> str | None:
    return str(getattr(value, "value", value)) if value is not None else None


def _plain(context: Context, facts: Facts, campaign: Found, apart: Period, only: bool) -> dict[str, Any]:
    start, end = _period(context, facts, campaign)
    if (apart[0] and apart[1]) or not (start or end):
        start, end = apart[0] or start, apart[1] or end
    derived = []
    if start and campaign.duration and not end:
        computed = last_day(start, campaign.duration)
        if computed:
            derived.append({"end": computed})
    return {
        "name": campaign.name,
        "duration": campaign.duration,
        "start": start,
        "end": end,
        "phases": _phases(context, facts) if only else [],
        "derived": derived,
        "evidence": [context.span(a, b) for a, b in campaign.names],
        "rule": campaign.first.rule,
    }


def _period(context: Context, facts: Facts, campaign: Found) -> Period:
    """Start and end as stated: dates of role ``campaign`` in the sentences that name it."""
    start = end = None
    for (a, b), name in zip(campaign.spans, campaign.names, strict=True):
        low, high = _sentence(context, a, b)
        inside = {id(m) for m in facts.periods.within(*name)}
        for mention in facts.periods.within(low, high):
            if id(mention) in inside or _another_between(context, campaign, mention, a):
                continue
            first, last = _bounds(context, mention, low, b)
            start, end = start or first, end or last
    return start, end


def _said_apart(context: Context, facts: Facts, campaigns: list[Found]) -> list[Period]:
    """When each runs by a sentence, a heading or brackets of their own: said of the one named last before, near enough.

    In a text of one campaign it may stand anywhere behind its name.
    """
    out: list[Period] = [(None, None)] * len(campaigns)
    for kind in _PERIODS:
        for annotation in context.found.of(kind):
            named = [(place, i) for i, c in enumerate(campaigns) for place, _ in c.names if place < annotation.end]
            if not named:
                continue
            place, i = max(named)
            if len(campaigns) > 1 and annotation.start - place > _NEAR:
                continue
            start, end = _stated_period(context, facts, annotation)
            out[i] = out[i][0] or start, out[i][1] or end
    return out


def _stated_period(context: Context, facts: Facts, annotation: Annotation) -> Period:
    """The dates of one statement: A to B, from A on, or only the end."""
    start = end = None
    for mention in facts.dates.within(annotation.start, annotation.end):
        first, last = _bounds(context, mention, annotation.start)
        start, end = start or first, end or last
    return start, end


def _bounds(context: Context, mention: dict[str, Any], low: int, clause_end: int | None = None) -> Period:
    """What one date says of a period: both ends, or of a point (5月中旬启动 is no period) the one that its cues name.

    Where a clause tells of something else too, a point without a cue says nothing; in a statement of its own it is the
    start.
    """
    first, slash, last = str(mention["value"]).partition("/")
    before, behind = _around(context, mention, low)
    closing = context.tables.get("campaign_closing_cues", {})
    closes = before.endswith(tuple(closing.get("before", ()))) or behind.startswith(tuple(closing.get("behind", ())))
    opens = behind.startswith(context.words("campaign_opening_cues"))
    if slash and last != ".." and not (first[:7] == last[:7] and (closes or opens)):
        return None if first == ".." else first, last
    if closes:
        return None, first if last in ("", "..") else last
    told = clause_end is None or opens or last == ".." or _starts(context, mention, low, clause_end)
    return first if told else None, None


def _around(context: Context, mention: dict[str, Any], low: int) -> tuple[str, str]:
    """What stands before a date in its sentence, and the few characters behind it."""
    span = next(s for s in mention["evidence"] if s.start is not None)
    return context.document.text[low : span.start], context.document.text[span.end : span.end + 8]


def _another_between(context: Context, campaign: Found, mention: dict[str, Any], start: int) -> bool:
    """从甲日开始开展乙行动，推进丙行动: the date is said of the first, unless both are listed together."""
    at = next(s.end for s in mention["evidence"] if s.end is not None)
    return not campaign.first.attrs.get("listed") and bool(context.found.within("campaign", at, start))


def _starts(context: Context, mention: dict[str, Any], low: int, high: int) -> bool:
    """Something beside the date says that the campaign begins there."""
    cues = context.tables.get("campaign_start_cues", {})
    text = context.document.text
    span = next(s for s in mention["evidence"] if s.start is not None)
    before, behind = text[low : span.start], text[span.start : high]
    return before.endswith(tuple(cues.get("before", ()))) or any(c in behind for c in cues.get("behind", ()))


def _sentence(context: Context, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentence around a range."""
    text = context.document.text
    floor = max(start - 200, 0)
    low = max((m.end() for m in _SENTENCE.finditer(text, floor, start)), default=floor)
    match = _SENTENCE.search(text, end)
    return low, match.start() if match else len(text)


def _phases(context: Context, facts: Facts) -> list[dict[str, Any]]:
    """Phases with the dates that stand beside them."""
    phases = []
    for position, annotation in enumerate(context.found.of("campaign_phase"), 1):
        capture = annotation.captures["name"]
        start = end = None
        for mention in facts.dates.within(annotation.start, annotation.end):
            first, slash, last = str(mention["value"]).partition("/")
            start, end = first or None, (last or None) if slash else None
            break
        phases.append(
            {
                "name": context.document.text[capture.start : capture.end],
                "position": position,
                "start": None if start == ".." else start,
                "end": None if end == ".." else end,
                "evidence": context.evidence(annotation),
                "rule": annotation.rule,
            }
        )
    return phases
