"""A result as JSON-LD: schema.org Legislation with ELI's names for force dates and relations.

Evidence is given as W3C Web Annotation selectors (position and quote) that count in the decoded source.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from policyextract.models import Actor, Campaign, Directive, PolicyDocument, Reference, Span

CONTEXT = {
    "@vocab": "https://schema.org/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
}
_TYPES = {"policy": "Legislation", "policy_news": "NewsArticle", "interpretation": "Article", "other": "CreativeWork"}
_RELATIONS = {
    "basis": "eli:based_on",
    "amends": "eli:amends",
    "repeals": "eli:repeals",
    "forwards": "dcterms:references",
    "about": "about",
    "cites": "eli:cites",
}
# EDTF's codes for quarters and halves of a year.
_PARTS = {"Q1": "33", "Q2": "34", "Q3": "35", "Q4": "36", "H1": "40", "H2": "41"}
_PART = re.compile(r"\b(\d{4})-(Q[1-4]|H[12])\b")


def edtf(value: str) -> str:
    """A date value in EDTF: quarters and halves by their codes.

    >>> edtf("2022-Q1/2022-H2")
    '2022-33/2022-41'
    """
    return _PART.sub(lambda m: f"{m[1]}-{_PARTS[m[2]]}", value)


def to_jsonld(doc: PolicyDocument) -> dict[str, Any]:
    """A result as a JSON-LD object.

    >>> to_jsonld(PolicyDocument(kind="policy", title="通知"))["name"]
    '通知'
    """
    expires = doc.expires
    made: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": _TYPES[doc.kind],
        "@id": doc.source.url,
        "name": doc.title,
        "inLanguage": doc.language,
        "publisher": {"@type": "Organization", "name": doc.publisher} if doc.publisher else None,
        "datePublished": doc.published.isoformat() if doc.published else None,
        "legislationIdentifier": doc.document_number.value if doc.document_number else None,
        "legislationType": doc.document_type,
        "legislationDate": doc.signed.isoformat() if doc.signed else None,
        "legislationPassedBy": [_actor(actor) for actor in doc.issuers],
        "legislationResponsible": [_actor(actor) for actor in doc.actors if actor.role in ("lead", "responsible")],
        "audience": [_actor(actor) for actor in doc.addressees],
        "eli:first_date_entry_in_force": doc.effective.isoformat() if doc.effective else None,
        "eli:date_no_longer_in_force": expires.isoformat() if isinstance(expires, dt.date) else None,
        "dcterms:valid": expires if isinstance(expires, str) else None,
        "mentions": [_campaign(campaign) for campaign in doc.campaigns],
        "potentialAction": [_directive(directive) for directive in doc.directives],
        "prov:wasGeneratedBy": [f"{pack.name} {pack.version} sha256:{pack.sha256}" for pack in doc.packs],
        "dcterms:identifier": f"sha256:{doc.source.sha256}" if doc.source.sha256 else None,
    }
    for reference in doc.references:
        made.setdefault(_RELATIONS[reference.relation], []).append(_reference(reference))
    return _full(made)


def _actor(actor: Actor) -> dict[str, Any]:
    return _full(
        {
            "@type": "GovernmentOrganization",
            "name": actor.name,
            "identifier": actor.id,
            "parentOrganization": actor.parent,
            "areaServed": actor.region,
            "oa:hasSelector": _selectors(actor.evidence),
        }
    )


def _campaign(campaign: Campaign) -> dict[str, Any]:
    return _full(
        {
            "@type": "Event",
            "name": campaign.name,
            "duration": campaign.duration,
            "startDate": edtf(campaign.start) if campaign.start else None,
            "endDate": edtf(campaign.end) if campaign.end else None,
            "subEvent": [
                _full({"@type": "Event", "name": p.name, "startDate": p.start, "endDate": p.end})
                for p in campaign.phases
            ],
            "oa:hasSelector": _selectors(campaign.evidence),
        }
    )


def _directive(directive: Directive) -> dict[str, Any]:
    return _full(
        {
            "@type": "Action",
            "name": directive.heading or directive.marker,
            "description": directive.text,
            "agent": directive.bearer,
            "endTime": edtf(directive.deadline) if directive.deadline else None,
            "oa:hasSelector": _selectors(directive.evidence),
        }
    )


def _reference(reference: Reference) -> dict[str, Any]:
    return _full(
        {
            "@type": "Legislation",
            "name": reference.title,
            "legislationIdentifier": reference.document_number,
            "oa:hasSelector": _selectors(reference.evidence),
        }
    )


def _selectors(spans: Iterable[Span]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for span in spans:
        if span.source_start is not None:
            position = {"@type": "oa:TextPositionSelector", "oa:start": span.source_start, "oa:end": span.source_end}
            found.append(position)
        found.append({"@type": "oa:TextQuoteSelector", "oa:exact": span.text})
    return found


def _full(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, [], "")}
