"""Which lead-in a list stands under: who says it, and with what force."""

from __future__ import annotations

from typing import NamedTuple

from policyextract.assembly.context import Context
from policyextract.document import Annotation

# A lead-in governs what follows it for a paragraph or three, until the next one.
REACH_BLOCKS = 3


class LeadIn(NamedTuple):
    """A lead-in: its text, the speaker and ``directive``, ``finding`` or ``event``."""

    text: str
    speaker: str | None
    force: str | None
    start: int
    end: int


def lead_in_before(context: Context, start: int, since: int) -> LeadIn | None:
    """The last lead-in or announcement between ``since`` and a list's first marker."""
    best: LeadIn | None = None
    for type_ in ("lead_in", "list_announcement"):
        for annotation in context.found.within(type_, since, start):
            if best is None or annotation.start >= best.start:
                best = lead_in(context, annotation)
    if best is None:
        return None
    between = context.document.text[best.end : start]
    return best if between.count("\n") <= REACH_BLOCKS else None


def lead_in(context: Context, annotation: Annotation) -> LeadIn:
    """An annotation as a lead-in."""
    speaker = annotation.captures.get("speaker")
    force = annotation.captures.get("force")
    text = context.document.text
    return LeadIn(
        text[annotation.start : annotation.end].strip("：: "),
        text[speaker.start : speaker.end] or None if speaker else None,
        str(force.value) if force and force.value else None,
        annotation.start,
        annotation.end,
    )
