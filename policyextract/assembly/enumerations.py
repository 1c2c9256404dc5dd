"""Ordered lists: the engine's trees as the result has them, with lead-in, speaker, path and warnings.

Chapters are headings: they feed the ``path`` of the articles they hold and are no items. Parts of one sequence that
stand under several headings are one list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from policyextract.assembly.bare import FAMILY, BareList, bare_lists
from policyextract.assembly.context import Context
from policyextract.assembly.headings import heading_of, heading_title
from policyextract.assembly.leadins import LeadIn, lead_in_before
from policyextract.engine.outline import Branch, Node
from policyextract.models import Item, make_item

MEMO = "enumerations.entries"


@dataclass(slots=True)
class Entry:
    """An item of the result together with where it came from; ``directives`` decides on it."""

    item: Item
    enumeration: dict[str, Any]
    lead_in: LeadIn | None
    family: str
    start: int
    end: int
    own_end: int
    """End of the item's own text, before the lists nested in it."""
    parent: Entry | None = None
    leaf: bool = True
    heading: str | None = None
    bare: bool = False
    """Nothing but a heading stands before the lists nested in it."""
    list_start: int = 0
    since: int = 0


def read(context: Context) -> None:
    """Fill ``enumerations``; leaves the entries in reading order for ``directives``."""
    builder = _Builder(context)
    for annotation in context.found.of("enumeration"):
        builder.add(annotation.value, None, [])
    if context.result.get("kind") != "other":
        for found in bare_lists(context):
            builder.add_bare(found)
    builder.sort()
    if builder.enumerations:
        context.result["enumerations"] = builder.enumerations
    context.memo[MEMO] = builder.entries


class _Builder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.enumerations: list[dict[str, Any]] = []
        self.entries: list[Entry] = []
        self._by_chain: dict[int, tuple[dict[str, Any], LeadIn | None]] = {}
        self._done = 0

    def add(self, branch: Branch, parent: Entry | None, path: list[str]) -> None:
        """Add a branch: its items to their list, or what a heading holds to the lists it holds."""
        if branch.chain.family.heading:
            for node in branch.nodes:
                title = heading_title(self.context, node.marker.start, self._first_nested(node))
                for nested in node.lists:
                    self.add(nested, parent, [*path, title])
            return
        enumeration, lead_in = self._enumeration(branch, parent)
        for node in branch.nodes:
            target = parent.item.items if parent is not None else enumeration["items"]
            self._item(node, branch, enumeration, lead_in, parent, path, target)
        self._warn(branch)

    def add_bare(self, found: BareList) -> None:
        """Add orders that have no number."""
        context, lead_in = self.context, found.lead_in
        enumeration: dict[str, Any] = {
            "family": FAMILY,
            "lead_in": lead_in.text,
            "speaker": lead_in.speaker,
            "items": [],
            "evidence": [context.span(found.orders[0].marker_start, found.orders[-1].end)],
            "rule": found.rule,
        }
        self.enumerations.append(enumeration)
        for order in found.orders:
            item = _made(context, found.rule, (order.marker_start, order.start), (order.start, order.end))
            enumeration["items"].append(item)
            entry = Entry(item, enumeration, lead_in, FAMILY, order.start, order.end, order.end)
            entry.list_start = found.orders[0].marker_start
            self.entries.append(entry)

    def sort(self) -> None:
        """Bring lists and entries into reading order."""
        self.enumerations.sort(key=lambda e: e["evidence"][0].start)
        self.entries.sort(key=lambda e: e.start)

    def _enumeration(self, branch: Branch, parent: Entry | None) -> tuple[dict[str, Any], LeadIn | None]:
        """The list a branch belongs to: its parent's, that of an earlier part of its sequence, or a new one."""
        first = branch.nodes[0].marker
        if parent is not None:
            own = lead_in_before(self.context, first.start, parent.start)
            return parent.enumeration, own or parent.lead_in
        known = self._by_chain.get(id(branch.chain))
        if known is not None:
            return known
        lead_in = lead_in_before(self.context, first.start, self._done)
        enumeration: dict[str, Any] = {
            "family": first.family.id,
            "lead_in": lead_in.text if lead_in else None,
            "speaker": lead_in.speaker if lead_in else None,
            "items": [],
            "evidence": [self.context.span(first.start, branch.nodes[-1].end)],
            "rule": first.family.rule,
        }
        self.enumerations.append(enumeration)
        self._done = branch.nodes[-1].end
        self._by_chain[id(branch.chain)] = enumeration, lead_in
        return enumeration, lead_in

    def _item(
        self,
        node: Node,
        branch: Branch,
        enumeration: dict[str, Any],
        lead_in: LeadIn | None,
        parent: Entry | None,
        path: list[str],
        target: list[Item],
    ) -> None:
        text = self.context.document.text
        marker = node.marker
        own_end = min(self._first_nested(node), node.end)
        heading = heading_of(text, node.start, own_end, bool(node.lists))
        item = _made(self.context, marker.family.rule, (marker.start, marker.end), (node.start, node.end))
        item.number, item.level, item.path = node.number, node.level, list(path)
        target.append(item)
        entry = Entry(
            item,
            enumeration,
            lead_in,
            branch.chain.family.id,
            node.start,
            node.end,
            own_end,
            parent,
            not node.lists,
            heading,
        )
        entry.bare = bool(node.lists) and text[node.start : own_end].strip().rstrip("。") == (heading or "")
        entry.list_start = branch.nodes[0].marker.start
        entry.since = parent.start if parent is not None else 0
        self.entries.append(entry)
        for nested in node.lists:
            self.add(nested, entry, [*path, (item.marker + (heading or "")).strip()])

    @staticmethod
    def _first_nested(node: Node) -> int:
        return min([b.nodes[0].marker.start for b in node.lists]) if node.lists else node.end

    def _warn(self, branch: Branch) -> None:
        """Say what is odd about the numbers of a list."""
        text = self.context.document.text
        chain = branch.chain
        first = branch.nodes[0].marker
        if not chain.whole and not chain.family.lone and first is chain.markers[0]:
            shown = text[first.start : first.end].strip()
            self.context.warn("sequence-gap", f"a number is missing before {shown}", first.start, first.end)
        if not chain.gaps and not chain.duplicates:
            return
        own = {id(node.marker) for node in branch.nodes}
        for code, places in (("sequence-gap", chain.gaps), ("sequence-duplicate", chain.duplicates)):
            for i in places:
                marker = chain.markers[i]
                if id(marker) not in own:
                    continue
                shown, before = text[marker.start : marker.end].strip(), chain.markers[i - 1]
                if code == "sequence-gap" and _glued(text[before.end : marker.start], shown):
                    continue
                after = text[before.start : before.end].strip()
                what = "a number is missing before" if code == "sequence-gap" else "the number is repeated at"
                self.context.warn(code, f"{what} {shown} (after {after})", marker.start, marker.end)


def _glued(between: str, shown: str) -> bool:
    """Whether a number in brackets of the same kind stands between two markers: missed by the rules, not by the text.

    >>> _glued("……健全监管体系（四）加强管理。……", "（五）")
    True
    """
    opening, closing = shown[:1], shown[-1:]
    return bool(opening and not opening.isalnum()) and bool(
        re.search(f"{re.escape(opening)}[^\\W_]{{1,3}}{re.escape(closing)}", between)
    )


def _made(context: Context, rule: str, marker: tuple[int, int], extent: tuple[int, int]) -> Item:
    """An item of the first level without a number; the rest is up to the caller."""
    text = context.document.text
    return make_item(
        {
            "evidence": [context.span(marker[0], extent[1])],
            "rule": rule,
            "marker": text[slice(*marker)].strip(),
            "number": None,
            "level": 1,
            "path": [],
            "text": text[slice(*extent)].strip(),
            "directive": False,
            "items": [],
        }
    )
