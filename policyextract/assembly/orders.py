"""Is it an order? Cues of the packs inside one stretch of text, weighed.

``order`` cues demand something, ``no_order`` cues say that nothing is demanded (definitions, purposes, approvals,
facts), ``list_subject`` tells what a list enumerates. Which word is which cue is in the packs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from policyextract.assembly.context import Context
from policyextract.document import Annotation

_SENTENCE_BEGIN = re.compile(r"[。；;!！?？\n]")
# A line of a table of contents ends with its page.
_CONTENTS_LINE = re.compile(r"[^。；，;,\n]+[^0-9.%\n]。?[0-9]{1,3}")
# A sentence that is this short and has no mark behind it is a heading.
_OPENING = 3
# A definition that begins this near to the item's begin is what the item is for.
_DEFINED = 30


# So many verbs of doing outweigh a fact.
_FACTS = 3
# Why a question orders nothing.
ASKED = "asked"
# How far before a list the sentence that announces it may begin.
_BEFORE = 240


class Verdict(NamedTuple):
    """Whether a stretch of text orders something, and in what modality."""

    directive: bool
    modality: str | None = None


NOTHING = Verdict(False)
_NO_REASONS: frozenset[str] = frozenset()
# Forms of cues that a fact outweighs: a verb without a subject, a body and what it does.
WEAK = ("imperative", "task")


def judge(context: Context, start: int, end: int, subject: str | None, policy: Mapping[str, Any]) -> Verdict:
    """Weigh the cues between two offsets.

    Parameters
    ----------
    subject : str or None
        What the list enumerates, as ``list_subject`` says: ``finding``, ``condition``, ``eligibility``,
        ``requirement`` or None; ``telling`` when its items tell what was done.
    policy : mapping
        How the pack weighs cues for the list's family (table ``directive_families``): ``always``, and
        ``encourages: false`` where encouragement alone orders nobody.
    """
    against = context.found.within("no_order", start, end)
    orders = _binding(context.found.within("order", start, end), against, policy)
    if not orders and not against and subject != "requirement" and not policy.get("always"):
        return NOTHING
    strong = [a for a in orders if a.attrs.get("form") not in WEAK]
    reasons = {a.attrs.get("reason") for a in against} if against else _NO_REASONS
    opening = _begin(context, start, end)
    modality = _modality(orders) if orders else None
    if subject == "eligibility" or _is_contents_line(context.document.text[opening:end].rstrip()):
        return NOTHING
    names = ("contents",) if subject == "requirement" else ("contents", "matter")
    if against and any(a.attrs.get("reason") in names and _is_all(context, a, opening, end) for a in against):
        return NOTHING
    if against and any(a.attrs.get("told") and a.start <= opening for a in against):
        return Verdict(True, modality) if any(a.attrs.get("undertaking") for a in orders) else NOTHING
    if policy.get("always"):
        return Verdict(True, modality or "obligation")
    if "purpose" in reasons and not [a for a in strong if a.start > against[0].end]:
        return NOTHING
    if subject == "finding":
        undertaken = any(a.attrs.get("undertaking") for a in strong)
        binds = undertaken or (_modals(strong) and "fact" not in reasons)
        return Verdict(True, modality) if binds else NOTHING
    if subject == "telling":
        return Verdict(True, modality) if strong and "fact" not in reasons else NOTHING
    if subject == "requirement" and "fact" not in reasons and not policy.get("tasks"):
        return Verdict(True, modality or "obligation")
    plain = subject is None and not any(a.start == opening for a in _modals(strong))
    begun = plain and any(a.start == opening for a in orders)
    if "attribute" in reasons and (plain or subject == "condition") and _is_attribute(context, against, end, begun):
        return NOTHING
    if subject == "condition":
        return Verdict(True, modality) if _modals(strong) else NOTHING
    if "goal" in reasons:
        return Verdict(True, modality) if _modals(strong) else NOTHING
    if "approval" in reasons:
        return Verdict(True, modality) if _modals(strong) or _behind(context, against, strong, end) else NOTHING
    if policy.get("encourages") is False and {_said(a) for a in orders} == {"encouragement"}:
        return NOTHING
    if not against:
        return Verdict(True, modality) if orders else NOTHING
    if any(a.attrs.get("reason") == "definition" and a.start <= opening + _DEFINED for a in against):
        return Verdict(True, modality) if _modals(strong) else NOTHING
    facts = sum(a.attrs.get("reason") == "fact" for a in against)
    soft = sum(bool(a.attrs.get("soft")) for a in against)
    if strong and (facts <= len(orders) or _modals(strong)):
        return Verdict(True, modality)
    if "definition" in reasons:
        return NOTHING
    told = 0 if soft == facts and facts <= 2 * len(orders) else facts
    if orders and _FACTS * told <= len(orders):
        return Verdict(True, modality)
    return NOTHING


def _binding(orders: list[Annotation], against: list[Annotation], policy: Mapping[str, Any]) -> list[Annotation]:
    """The cues that bind: tasks of public bodies in articles only, and there no verb of what a sentence permits."""
    if not policy.get("tasks"):
        orders = [a for a in orders if a.attrs.get("form") != "task"]
    if not against:
        return orders
    reasons = ("permission", "scope") if policy.get("permits") else ("scope",)
    permitted = [(a.start, a.end) for a in against if a.attrs.get("reason") in reasons]
    orders = [a for a in orders if a.attrs.get("modal") or not any(begin <= a.start < end for begin, end in permitted)]
    questions = [(a.start, a.end) for a in against if a.attrs.get("reason") == ASKED]
    return [a for a in orders if not any(begin <= a.start < end for begin, end in questions)] if questions else orders


def asked(context: Context, start: int, end: int) -> bool:
    """Whether an item begins with a question; what the lists under it say is the answer."""
    opening = _begin(context, start, end)
    found = context.found.within("no_order", opening, end)
    return any(a.start == opening and a.attrs.get("reason") == ASKED for a in found)


def heading_subject(context: Context, start: int, end: int) -> str | None:
    """What all lists under an item enumerate, as the words say that it begins with (next steps)."""
    found = context.found.within("list_subject", start, min(end, start + _DEFINED))
    return "requirement" if any(a.start == start and a.attrs["force"] == "requirement" for a in found) else None


def judge_heading(context: Context, start: int, end: int, subject: str | None = None) -> Verdict:
    """A heading over other items orders something when it begins with a verb of doing or holds a modal word.

    In a list that tells findings only a modal word does.
    """
    opening = _begin(context, start, end)
    if _is_contents_line(context.document.text[opening:end].rstrip()):
        return NOTHING
    named = any(
        a.start <= opening and a.attrs.get("reason") == "goal" for a in context.found.within("no_order", start, end)
    )
    orders = [
        a
        for a in context.found.within("order", start, end)
        if (a.start <= opening + _OPENING and a.attrs.get("form") != "task" and subject != "finding" and not named)
        or a.attrs.get("modal")
    ]
    return Verdict(True, _modality(orders)) if orders else NOTHING


def _is_contents_line(text: str) -> bool:
    return text[-1:].isdigit() and _CONTENTS_LINE.fullmatch(text) is not None


def _behind(context: Context, against: list[Annotation], strong: list[Annotation], end: int) -> bool:
    """Something is demanded in a sentence behind the one that approves."""
    approval = next(a for a in against if a.attrs.get("reason") == "approval")
    mark = _SENTENCE_BEGIN.search(context.document.text, approval.end, end)
    return mark is not None and any(a.start >= mark.end() for a in strong)


def _ends(context: Context, annotation: Annotation, end: int) -> bool:
    """An annotation is the end of a stretch."""
    return not context.document.text[annotation.end : end].strip()


def _is_attribute(context: Context, against: list[Annotation], end: int, begun: bool) -> bool:
    """A stretch ends in the mark of an attribute; in a noun of persons, if it did not begin with a verb of doing."""
    found = [a for a in against if a.attrs.get("reason") == "attribute" and _ends(context, a, end)]
    return any(not (begun and a.attrs.get("who")) for a in found)


def _is_all(context: Context, annotation: Annotation, start: int, end: int) -> bool:
    """An annotation covers all of a stretch."""
    return annotation.start <= start and _ends(context, annotation, end)


def _modals(strong: list[Annotation]) -> list[Annotation]:
    return [a for a in strong if a.attrs.get("modal")]


def _begin(context: Context, start: int, end: int) -> int:
    text = context.document.text
    while start < end and text[start].isspace():
        start += 1
    return start


def _modality(orders: list[Annotation]) -> str:
    """The modality of the first cue; of two at one place, that of the modal word before the verb's."""
    first = orders[0]
    if len(orders) > 1 and orders[1].start == first.start:
        first = min(orders, key=lambda a: (a.start, a.attrs.get("form") in WEAK))
    return _said(first)


def _said(order: Annotation) -> str:
    """The modality of a cue: of the word captured, else of the rule."""
    word = order.captures.get("modality")
    return str(word.value if word else order.attrs["modality"])


def subject_of(context: Context, start: int, since: int) -> str | None:
    """What the list that begins at ``start`` enumerates, as the words directly before it say."""
    text = context.document.text
    low = max(since, start - _BEFORE)
    begins = [m.end() for m in _SENTENCE_BEGIN.finditer(text, low, max(start - 1, low))]
    # blank lines between announcement and list do not count
    while begins and not text[begins[-1] : start].strip():
        begins.pop()
    low = begins[-1] if begins else low
    found = context.found.within("list_subject", low, start + 1)
    return str(found[-1].attrs.get("force")) if found else None
