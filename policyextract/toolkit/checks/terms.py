"""Dictionary terms of different meaning that get in each other's way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from policyextract.toolkit.checks.base import Issue, Subject, Written

_SHORT = 2  # characters two terms must share before their crossing is worth a word
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class TwoMeanings(Issue):
    """The same words in two dictionaries of one type, with different attributes."""

    code: ClassVar[str] = "two-meanings"
    sentence: ClassVar[str] = "{subject}"
    mend: ClassVar[str] = "keep the term in one of them, or tell the two apart by context"


@dataclass(frozen=True, slots=True)
class CrossingTerms(Issue):
    """Where the end of one term begins another, only one of the two is found."""

    code: ClassVar[str] = "crossing-terms"
    sentence: ClassVar[str] = "{subject}"
    mend: ClassVar[str] = "add the joined words as a term, or refuse one of the two by context"


def check(subject: Subject) -> Iterator[Issue]:
    """Terms given twice with different meaning; terms of one dictionary that cross."""
    given: dict[tuple[str, str], tuple[Written, Any]] = {}
    seen: dict[tuple[str, str], list[str]] = defaultdict(list)
    for written in subject.rules:
        if written.checked is None or written.checked.kind != "dictionary":
            continue
        terms = written.checked.terms
        for term, rows in terms.items():
            key = (written.checked.gives, term)
            first = given.setdefault(key, (written, rows))
            if first[0] is not written and _meaning(first[1]) != _meaning(rows):
                seen[written.id, first[0].id].append(term)
        crossing = list(_crossing(terms)) if len(terms) <= _MOST else []
        if crossing:
            yield CrossingTerms(written.place, f"terms of {written.id} cross: {_some(crossing)}")
    places = {written.id: written.place for written in subject.rules}
    for (rule, other), shared in seen.items():
        yield TwoMeanings(places[rule], f"terms of {rule} mean something else in {other}: {_some(shared)}")


def _some(found: list[str]) -> str:
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    return ", ".join(found[:3]) + more


def _crossing(terms: Mapping[str, Any]) -> Iterator[str]:
    heads: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        for size in range(_SHORT, len(term)):
            heads[term[:size]].append(term)
    for term, rows in terms.items():
        for size in range(_SHORT, len(term)):
            for other in heads.get(term[-size:], ()):
                joined = term + other[size:]
                if other != term and joined not in terms and _meaning(terms[other]) != _meaning(rows):
                    yield f"{term} and {other} in {joined}"


def _meaning(rows: Any) -> list[dict[str, Any]]:
    return [{key: cell for key, cell in row.items() if key != "term"} or {"term": row.get("term")} for row in rows]
