"""What a document is: policy, news of policy, an explanation, or nothing of policy.

Cues of the rules (``kind_cue``) and of the page's metadata speak for a side with a weight, each rule once; the table
``kind_thresholds`` says how much a side needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.issuers import signatures
from policyextract.document import Annotation

_EVERYWHERE = 1 << 60
_SIGNATURE = "signature"  # found in the text, not among the labels


def read(context: Context) -> None:
    """Write ``kind``; the cues that decided are its provenance."""
    weighed = _cues(context)
    sides = {side: sum(w for w, _ in cues.values()) for side, cues in weighed.items()}
    context.memo["kind.sides"] = sides
    kind = decide(sides, context.tables.get("kind_thresholds", {}))
    context.result["kind"] = kind
    for _, place in sorted(weighed.get(kind, {}).values(), key=lambda c: -c[0])[:3]:
        if place is not None:
            context.prove("kind", place.start, place.end)


def decide(sides: Mapping[str, float], thresholds: Mapping[str, float]) -> str:
    """The kind from the weights of the sides.

    The press's voice (``report``) counts against a document of its own, and what is foreign or everyday (``other``)
    against news. Matter of policy that nobody reports is a stretch of a policy.

    >>> decide({"policy": 9}, {"policy": 6}), decide({"policy": 7, "report": 6}, {"policy": 6})
    ('policy', 'other')
    >>> decide({"matter": 5}, {"matter": 3}), decide({"matter": 5, "report": 6}, {"matter": 3})
    ('policy', 'policy_news')
    """

    def least(side: str) -> float:
        return float(thresholds.get(side, 1))

    policy, other, report, matter = (sides.get(side, 0) for side in ("policy", "other", "report", "matter"))
    news = sides.get("policy_news", 0) + matter
    if sides.get("interpretation", 0) >= least("interpretation"):
        return "interpretation"
    if policy - report >= least("policy"):
        return "policy"
    # A text that quotes a document at length, or a document with a reporter's line.
    if report < least("report") and policy >= least("policy"):
        return "policy"
    if matter >= least("matter") and matter == news and not report and not other:
        return "policy"
    if news - other >= least("policy_news"):
        return "policy_news"
    return "other"


def _cues(context: Context) -> dict[str, dict[str, tuple[float, Annotation | None]]]:
    first: dict[str, tuple[Mapping[str, Any], Annotation | None]] = {}
    for cue in context.found.of("kind_cue"):
        if cue.rule not in first and cue.start < cue.attrs.get("within", _EVERYWHERE):
            first[cue.rule] = cue.attrs, cue
    title = title_passage(context)
    if title is not None and not title.visible:
        for cue in title.of("kind_cue"):
            first.setdefault(cue.rule, (cue.attrs, None))
    for field, attrs in context.tables.get("kind_metadata", {}).items():
        if context.document.metadata.first(field) is not None or (
            field == _SIGNATURE and next(iter(signatures(context)), None) is not None
        ):
            first[f"metadata/{field}"] = attrs, None
    weighed: dict[str, dict[str, tuple[float, Annotation | None]]] = {}
    for rule, (attrs, place) in first.items():
        weighed.setdefault(str(attrs["kind"]), {})[rule] = float(attrs["weight"]), place
    return weighed
