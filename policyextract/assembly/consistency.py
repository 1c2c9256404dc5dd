"""Warnings: where the facts of a document contradict each other."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import Any

from policyextract.assembly.actors import document_day, names_of
from policyextract.assembly.context import Context
from policyextract.assembly.issuers import Source
from policyextract.assembly.names import Names
from policyextract.assembly.passages import body
from policyextract.document import Annotation

_ONE_YEAR = 1
# Plates and seals outlive a body by months, branches by a year; a new name is in use some days before it is official.
_OUTLIVES, _FORERUNS = dt.timedelta(days=366), dt.timedelta(days=31)
# A page that stands a year after the day of effect is a copy, not the publication.
_COPY = dt.timedelta(days=366)


def read(context: Context) -> None:
    """Compare counts, sources, dates and validity; each contradiction is one warning."""
    _issuer_count(context)
    _sources(context)
    _number(context)
    _order_of_days(context)
    _validity(context)


def _issuer_count(context: Context) -> None:
    stated = context.result.get("stated_issuer_count")
    found = len(context.result.get("issuers") or [])
    if stated and stated != found:
        context.warn("issuer-count-mismatch", f"the text says {stated} bodies, {found} are named")


def _sources(context: Context) -> None:
    """Title, label and signature should name the same bodies."""
    formal: list[Source] = context.memo.get("actors.formal", [])
    compared = [s for s in formal if s.name in ("label", "title", "signature")]
    for one, other in pairwise(compared):
        if not set(one.bodies()) & set(other.bodies()):
            named = ", ".join(b.name for b, _, _ in other.named)
            context.warn("issuer-sources-differ", f"{one.name} and {other.name} name different bodies: {named}")
            return


def _number(context: Context) -> None:
    number = context.result.get("document_number")
    if not number:
        return
    ids = {a["id"] for a in context.result.get("issuers") or []} | {
        a["parent"] for a in context.result.get("issuers") or []
    }
    users = number.get("agency_id")
    if users and context.result.get("kind") == "policy" and ids - {None} and users not in ids:
        context.warn("number-issuer-mismatch", f"the head of {number['value']} belongs to another body: {users}")
    signed = context.result.get("signed")
    if number.get("year") and isinstance(signed, dt.date) and abs(int(number["year"]) - signed.year) > _ONE_YEAR:
        context.warn(
            "number-year-mismatch", f"{number['value']} does not fit the day of signature {signed.isoformat()}"
        )


def _order_of_days(context: Context) -> None:
    """Signed, then published, then in force."""
    days: dict[str, dt.date] = {}
    for name in ("signed", "published", "effective"):
        value = context.result.get(name)
        day = value.date() if isinstance(value, dt.datetime) else value
        if isinstance(day, dt.date):
            days[name] = day
    signed, published, effective = days.get("signed"), days.get("published"), days.get("effective")
    if signed and published and published < signed:
        context.warn("published-before-signed", "the day of publication lies before the day of signature")
    if signed and effective and effective < signed:
        context.warn("effective-before-signed", "the document takes effect before it was signed")
    elif not (published and effective) or effective == signed or context.result.get("kind") != "policy":
        return  # 自印发之日起 and a page of some days later agree; a report comes when it comes
    elif effective < published < effective + _COPY:
        context.warn("effective-before-published", "the document takes effect before it was published")


def _validity(context: Context) -> None:
    """An issuer whose name was not in use at the document's date, nor shortly before or after."""
    day = document_day(context)
    if day is None:
        return
    named: dict[str, Any] = {a["name"]: a for a in context.result.get("issuers") or []}
    names = names_of(context)
    seen: set[str] = set()
    for annotation in context.found.of("actor"):
        for found in names.resolve(body(context), annotation):
            if found.valid or found.name not in named or found.name in seen:
                continue
            seen.add(found.name)
            if _in_use_nearby(context, annotation, found.name, day):
                continue
            context.warn(
                "agency-not-valid-then",
                f"{found.name} was not the name of a body at the document's date",
                annotation.start,
                annotation.end,
            )


def _in_use_nearby(context: Context, annotation: Annotation, name: str, day: dt.date) -> bool:
    names = names_of(context)
    for other in (day - _OUTLIVES, day + _FORERUNS):
        then = Names(context.tables, other, names.places, names.traditional).resolve(body(context), annotation)
        if any(b.valid and b.name == name for b in then):
            return True
    return False
