"""A result as pieces of HTML: the text with its facts highlighted, and tables of the facts.

Everything that comes from a document is escaped; the pieces hold no script and load nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from policyextract.models import PolicyDocument
from policyextract.views.summary import head, listings, single_values

COLOURS = {
    "value": "#e5e7eb",
    "issuer": "#bfdbfe",
    "actor": "#dbeafe",
    "date": "#fde68a",
    "duration": "#fcd34d",
    "campaign": "#bbf7d0",
    "directive": "#c084fc",
    "item": "#cbd5e1",
    "reference": "#fed7aa",
    "target": "#a7f3d0",
    "amount": "#99f6e4",
    "field": "#fecdd3",
    "warning": "#fecaca",
}
_SHORT = 22  # characters of a cell that are not broken into lines
_LONG = {"directive", "item"}  # whole sentences: a line at the side instead of a colour behind
STYLE = (
    ".px{font:14px/1.7 system-ui,sans-serif;color:#1f2937;background:#fff;padding:.2em .4em}"
    ".px h3{font-size:1em;margin:1em 0 .2em}.px table{border-collapse:collapse;width:100%}"
    ".px td,.px th{text-align:left;vertical-align:top;padding:.1em .8em .1em 0;border-bottom:1px solid #f1f1f1}"
    ".px td.n{white-space:nowrap}.px th{color:#6b7280;font-weight:normal}"
    ".px .rule{color:#6b7280;font-size:.85em;white-space:nowrap}"
    ".px .text p{margin:.3em 0}.px .title{font-weight:bold}.px .heading{font-weight:bold}"
    ".px mark{color:inherit;border-radius:2px;padding:0 1px}.px mark:target{outline:2px solid #dc2626}"
    ".px .legend mark{margin-right:.6em}.px a{color:#1d4ed8;text-decoration:none}"
    + "".join(
        f".px mark.{kind}{{background:none;box-shadow:inset 0 -2px {colour}}}"
        if kind in _LONG
        else f".px mark.{kind}{{background:{colour}}}"
        for kind, colour in COLOURS.items()
    )
)


class Mark(NamedTuple):
    """A highlighted range of the text. ``anchor`` is set on the first piece of the fact that a table row points at."""

    start: int
    end: int
    kind: str
    label: str
    anchor: str = ""


def marks(doc: PolicyDocument, prefix: str = "") -> list[Mark]:
    """The ranges of the text that prove facts; ``prefix`` keeps anchors of several documents apart."""
    found = [
        Mark(span.start, span.end, "value", name)
        for name, span in single_values(doc)
        if span.start is not None and span.end is not None
    ]
    for number, listing in enumerate(listings(doc)):
        for position, row in enumerate(listing.rows):
            anchor = f"{prefix}f{number}-{position}"
            label = " · ".join(filter(None, [listing.name, row.cells[0], row.cells[1], row.rule or ""]))
            for span in row.evidence:
                if span.start is not None and span.end is not None and span.start < span.end:
                    found.append(Mark(span.start, span.end, listing.kind, label, anchor))
                    anchor = ""
    return found


def highlighted(doc: PolicyDocument, prefix: str = "") -> str:
    """The cleaned text, block by block, with its facts highlighted."""
    if not doc.text:
        return "<p>The text was left out of this result.</p>"
    blocks = [(b.start, b.end, b.role) for b in doc.blocks if b.end > b.start] or [(0, len(doc.text), "paragraph")]
    waiting = sorted(marks(doc, prefix), key=lambda mark: mark.start)
    open_marks: list[Mark] = []
    taken = 0
    paragraphs = []
    for start, end, role in blocks:
        while taken < len(waiting) and waiting[taken].start < end:
            open_marks.append(waiting[taken])
            taken += 1
        open_marks = [mark for mark in open_marks if mark.end > start]
        inside = [m._replace(start=max(m.start, start), end=min(m.end, end)) for m in open_marks if m.start < end]
        body = "".join(_nested(doc.text, start, end, inside))
        paragraphs.append(f'<p class="{escape(role)}">{body}</p>')
        # A fact that runs on into the next block keeps its anchor only where it begins.
        open_marks = [mark._replace(anchor="") for mark in open_marks]
    return f'<div class="text">{"".join(paragraphs)}</div>'


def _nested(text: str, start: int, end: int, inside: Iterable[Mark]) -> Iterator[str]:
    """``text[start:end]`` with properly nested marks: of two that cross, the later is cut in two."""
    queue = [(m.start, -m.end, n, m) for n, m in enumerate(inside)]
    heapq.heapify(queue)
    ends: list[int] = []
    at, count = start, len(queue)
    while queue:
        begin, minus_end, _, mark = heapq.heappop(queue)
        while ends and ends[-1] <= begin:
            yield escape(text[at : ends[-1]]) + "</mark>"
            at = ends.pop()
        stop = -minus_end
        if ends and stop > ends[-1]:
            count += 1
            heapq.heappush(queue, (ends[-1], -stop, count, mark._replace(start=ends[-1], anchor="")))
            stop = ends[-1]
        anchor = f' id="{escape(mark.anchor)}"' if mark.anchor else ""
        yield escape(text[at:begin])
        yield f'<mark class="{mark.kind}" title="{escape(mark.label)}"{anchor}>'
        at = begin
        ends.append(stop)
    while ends:
        yield escape(text[at : ends[-1]]) + "</mark>"
        at = ends.pop()
    yield escape(text[at:end])


def tables(doc: PolicyDocument, prefix: str = "", links: bool = False) -> str:
    """The single values and the lists; with ``links``, each row leads to its place in the text."""
    rows = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in head(doc).items())
    parts = [f"<table>{rows}</table>"]
    for number, listing in enumerate(listings(doc)):
        used = [n for n, _ in enumerate(listing.columns) if any(row.cells[n] for row in listing.rows)]
        body = []
        for position, row in enumerate(listing.rows):
            cells = [escape(row.cells[n]) for n in used]
            short = [' class="n"' if len(cell) <= _SHORT else "" for cell in cells]
            if links and any(span.start is not None for span in row.evidence):
                first = next(n for n, cell in enumerate(cells) if cell or n == len(cells) - 1)
                cells[first] = f'<a href="#{escape(prefix)}f{number}-{position}">{cells[first] or "→"}</a>'
            tail = f'<td class="rule">{escape(row.rule or "")}</td>'
            row_cells = (f"<td{kind}>{cell}</td>" for kind, cell in zip(short, cells, strict=True))
            body.append(f"<tr>{''.join(row_cells)}{tail}</tr>")
        columns = "".join(f"<th>{escape(listing.columns[n])}</th>" for n in used)
        parts.append(
            f"<h3>{escape(listing.name)} ({len(listing.rows)})</h3>"
            f"<table><tr>{columns}<th>rule</th></tr>{''.join(body)}</table>"
        )
    return "".join(parts)


def legend(doc: PolicyDocument) -> str:
    """The colours that occur in this document."""
    kinds = [kind for kind in COLOURS if kind in {mark.kind for mark in marks(doc)}]
    return '<p class="legend">' + "".join(f'<mark class="{kind}">{kind}</mark>' for kind in kinds) + "</p>"
