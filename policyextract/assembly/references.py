"""Cited acts and how this document stands to them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.enumerations import MEMO as ENTRIES
from policyextract.assembly.identity import title_passage
from policyextract.assembly.numbers import number_of
from policyextract.assembly.passages import Passage, body
from policyextract.assembly.subjects import bare_title, inner, is_act, is_short, reported_titles, short_forms
from policyextract.document import Annotation
from policyextract.values.articles import split_articles

# What a cue of the rules means for each kind of document: an issued act is the subject of a report; a notice passes
# it on.
_REPORTED = {"issued": "about", "passed": "about", "draft": "about", "introduced": "about"}
_OFFICIAL = {"issued": "cites", "passed": "forwards", "draft": "about", "introduced": "about"}
_STRENGTH = ("about", "forwards", "repeals", "amends", "basis", "cites")
_ENDS = ("repeals", "amends")
_SAID_OF_SHORT = (*_ENDS, "basis")  # 根据《条例》 of a policy, a short form, grounds it on the act
_NO_MARKS = str.maketrans("", "", " “”‘’\"'\u3000")
_NEAR = 12
_SHORT = 8  # characters: a title so short may stand for a longer one that ends with it
_MORE = 3
_LINE = 12
_BEFORE_LIST = ": \n"  # what may stand between an announcement and its list


def read(context: Context) -> None:
    """Write ``references``: each title once, with its strongest relation and the articles that are cited of it."""
    news = context.result.get("kind") in ("policy_news", "interpretation")
    subjects = {_key(p, s, e) for p, s, e in reported_titles(context)}
    own = _key_of(context.result.get("title") or "")
    found: dict[str, dict[str, Any]] = {}
    later: list[tuple[str, Passage, Annotation]] = []
    for passage, annotation in _books(context):
        _, start, end = inner(passage, annotation)
        key = _key(passage, start, end)
        if not is_act(context, passage, annotation):
            continue
        # The document's own title is no citation, nor the act that a decree makes known, but a forerunner of the same
        # title that it repeals or amends is.
        itself = key == own or annotation.get("enacted")
        if itself and not news and annotation.get("relation") not in _ENDS:
            continue
        if is_short(context, key) and not (key in subjects and len(subjects) == 1):
            later.append((key, passage, annotation))
            continue
        relation = _relation(context, passage, annotation, key, news, subjects)
        key = _unsigned(context, passage, start, end)
        known = found.get(key)
        if known is None:
            found[key] = _reference(passage, start, end, annotation, relation)
        elif _STRENGTH.index(relation) < _STRENGTH.index(known["relation"]):
            known["relation"], known["rule"] = relation, _rule(annotation)
        _details(context, found[key], passage, annotation)
    _expand(context, found, later)
    _under_headings(context, found)
    _same(found)
    if news:
        _headline_forms(context, found)
    context.result["references"] = list(found.values())


def _expand(
    context: Context, found: dict[str, dict[str, Any]], later: Sequence[tuple[str, Passage, Annotation]]
) -> None:
    """What the text says of a short form (以下简称) it says of the act that it stands for."""
    shorts = short_forms(context)
    for key, passage, annotation in later:
        book = shorts.get(key)
        if book is None:
            continue
        _, start, end = inner(body(context), book)
        known = found.get(_unsigned(context, body(context), start, end))
        if known is None:
            continue
        _details(context, known, passage, annotation)
        relation = annotation.get("relation")
        said = _SAID_OF_SHORT if context.result.get("kind") == "policy" else _ENDS
        if relation in said and _STRENGTH.index(relation) < _STRENGTH.index(known["relation"]):
            known["relation"], known["rule"] = relation, _rule(annotation)


def _under_headings(context: Context, found: dict[str, dict[str, Any]]) -> None:
    """What stands in an item headed by its purpose (检查依据, 废止的规章) has that relation, if nothing else is."""
    cited = [made for made in found.values() if made["relation"] == "cites"]
    if cited:
        for relation, table in (("basis", "basis_headings"), ("repeals", "repeals_headings")):
            _under_heading(context, cited, relation, context.words(table))


def _under_heading(context: Context, cited: list[dict[str, Any]], relation: str, words: tuple[str, ...]) -> None:
    folded = context.document.folded
    places = [
        (entry.start, entry.end)
        for entry in context.memo.get(ENTRIES, ())
        if (entry.heading or folded[max(entry.list_start - _LINE, 0) : entry.list_start].rstrip(_BEFORE_LIST)).endswith(
            words
        )
    ]
    for made in cited if places else ():
        at = made["evidence"][0].start
        if made["relation"] == "cites" and at is not None and any(a <= at < b for a, b in places):
            made["relation"] = relation


def _unsigned(context: Context, passage: Passage, start: int, end: int) -> str:
    """The key of a title without the bodies or the state that it begins with: 《财政部关于…》 is 《关于…》."""
    folded = passage.document.folded
    at = start
    for actor in passage.found.within("actor", start, end):
        if _key_of(folded[at : actor.start]):
            break
        at = actor.end
    rest, key = _key(passage, at, end), _key(passage, start, end)
    if at > start and rest.startswith(context.words("title_verbs")):
        return rest
    state = next((s for s in context.tables.get("title_states", ()) if key.startswith(s)), "")
    return key[len(state) :]


def _same(found: dict[str, dict[str, Any]]) -> None:
    """Drop titles that repeat the end of a longer one: a short form that no one defined."""
    for key in list(found):
        if len(key) > _SHORT:
            continue
        if any(bare_title(o).endswith(key) and len(bare_title(o)) >= len(key) + _MORE for o in found):
            del found[key]


def _headline_forms(context: Context, found: dict[str, dict[str, Any]]) -> None:
    """Drop the short name that a headline has for the act that the report names in full."""
    title = title_passage(context)
    for annotation in title.of("book_title") if title is not None else ():
        short = _key(*inner(title, annotation)) if title is not None else ""
        full = (o for o, r in found.items() if r["relation"] == "about" and abbreviates(short, o))
        if short in found and any(full):
            del found[short]


def abbreviates(short: str, full: str) -> bool:
    """Whether a title leaves characters out of a longer one, but for the first and the last two.

    >>> abbreviates("新冠病毒防控方案", "新型冠状病毒肺炎防控方案"), abbreviates("防控方案", "防控办法")
    (True, False)
    """
    short, full = bare_title(short), bare_title(full)
    if len(short) >= len(full) or short[:1] != full[:1] or short[-2:] != full[-2:]:
        return False
    rest = iter(full)
    return all(c in rest for c in short)


def _books(context: Context) -> list[tuple[Passage, Annotation]]:
    title = title_passage(context)
    whole = body(context)
    out = [(whole, a) for a in context.found.of("book_title")]
    if title is not None and not title.visible:
        out = [(title, a) for a in title.of("book_title")] + out
    return out


def _relation(
    context: Context, passage: Passage, annotation: Annotation, key: str, news: bool, subjects: set[str]
) -> str:
    cue = str(annotation.get("relation", ""))
    meaning = (_REPORTED if news else _OFFICIAL).get(cue, cue)
    if news:
        if key in subjects:
            return "about"
        # What 现予公布 makes public is the news, however far down it stands; other cues of issuing only cite.
        if meaning == "about":
            return "about" if cue == "passed" else "cites"
        return meaning or "cites"
    if cue == "issued" and key in subjects and not _in_text(context, passage, annotation):
        return "about"
    return meaning or "cites"


def _in_text(context: Context, passage: Passage, annotation: Annotation) -> bool:
    """Whether a book title stands in the body, not in the title."""
    title = title_passage(context)
    return passage.visible and not (title is not None and title.visible and title.start <= annotation.start < title.end)


def _reference(passage: Passage, start: int, end: int, annotation: Annotation, relation: str) -> dict[str, Any]:
    return {
        "title": passage.document.text[start:end].strip(),
        "document_number": None,
        "relation": relation,
        "article": None,
        "articles": [],
        "evidence": [passage.span(annotation.start, annotation.end)],
        "rule": _rule(annotation),
    }


def _details(context: Context, made: dict[str, Any], passage: Passage, annotation: Annotation) -> None:
    """Number and articles that stand behind a mention of the act."""
    number = _behind(passage, "document_number", annotation.end)
    if number is not None and made["document_number"] is None:
        read_number = number_of(context, passage, number)
        made["document_number"] = read_number["value"] if read_number else None
    row = _behind(passage, "cited_article", annotation.end)
    if row is not None:
        made["articles"] += [a for a in split_articles(passage.text(row)) if a not in made["articles"]]
        made["article"] = made["articles"][0]


def _behind(passage: Passage, type_: str, end: int) -> Annotation | None:
    found: Sequence[Annotation] = passage.found.within(type_, end, end + 60)
    return found[0] if found and found[0].start - end <= _NEAR else None


def _rule(annotation: Annotation) -> str:
    claim = annotation.claim("relation")
    return claim.rule if claim else annotation.rule


def _key(passage: Passage, start: int, end: int) -> str:
    return _key_of(passage.document.folded[start:end])


def _key_of(folded: str) -> str:
    return folded.translate(_NO_MARKS)
