"""To whom a document is sent: the groups of its line of addressees."""

from __future__ import annotations

import re
from typing import Any

from policyextract.assembly.actors import addressee_line, names_of
from policyextract.assembly.context import Context
from policyextract.assembly.passages import body
from policyextract.values.folding import unspaced

_GROUP = re.compile("[^,，;；\n]+")


def read(context: Context) -> None:
    """Write ``addressees``: one entry a group; a group that is one body gets its official name and id."""
    out: list[dict[str, Any]] = []
    line = addressee_line(context)
    if line is not None:
        part = line.captures["list"]
        for group in _groups(context, part.start, part.end):
            out.append(_addressee(context, *group, line.rule, len(out) + 1))
    context.result["addressees"] = out


def _groups(context: Context, start: int, end: int) -> list[tuple[int, int]]:
    """Groups between commas; a comma inside brackets parts nothing."""
    folded = context.document.folded[start:end]
    found: list[tuple[int, int]] = []
    for match in _GROUP.finditer(folded):
        begin, stop = match.span()
        if found and folded.count("(", found[-1][0] - start, found[-1][1] - start) > folded.count(
            ")", found[-1][0] - start, found[-1][1] - start
        ):
            found[-1] = (found[-1][0], start + stop)
            continue
        found.append((start + begin, start + stop))
    return found


def _addressee(context: Context, start: int, end: int, rule: str, order: int) -> dict[str, Any]:
    text = context.document.text[start:end].strip()
    whole = body(context)
    actors = context.found.within("actor", start, end)
    named = None
    if len(actors) == 1 and actors[0].end - actors[0].start >= len(text):
        bodies = names_of(context).resolve(whole, actors[0])
        named = bodies[0] if len(bodies) == 1 else None
    return {
        "name": named.name if named else unspaced(text),
        "id": named.id if named else None,
        "text": text,
        "role": "addressee",
        "order": order,
        "parent": named.parent if named else None,
        "region": named.region if named else None,
        "evidence": [context.span(start, end)],
        "rule": rule,
    }
