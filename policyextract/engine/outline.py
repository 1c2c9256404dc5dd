"""Ordered lists, second half: which list stands inside which item, and where each item ends.

A list lies inside an item of another list when it begins before that item ends. For every item but the last of its
list the end is plain: the next marker of the list. Only for last items is there something to decide, and the same
rules decide extent and nesting:

* an inline item keeps the sentences that elaborate it, but none where its siblings have one sentence each; it stops at
  a cue of the pack (a new lead-in, another speaker, a closing formula) or at the end of its block;
* an item that fills its block stops there; a bare heading takes what follows, as its siblings do.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from policyextract.document import Block
from policyextract.engine.sequences import Chain, Edge, Family, Marker

# Marks, not words: what ends a sentence, and what may still belong to it.
_SENTENCE = re.compile(r"[。!?！？]+[”’」』\"')）\]]*")
# A sentence that is so many times shorter than the shortest sibling is but the heading of an item.
_SHORT = 3
# A remark in brackets, no marker.
_REMARK = re.compile(r"[(（](?!.{1,3}[)）])[^()（）\n]{3,80}[)）][。;；]?")
_HEADING_LENGTH = 45
# Statutes know seven levels; what nests deeper is noise.
MAX_DEPTH = 10
# So many first characters make two sentences begin alike.
_ALIKE = 2
Ends = Callable[[Family, int], bool]

_POINT = "list_item"
_BODY = frozenset({"paragraph", _POINT, "table_cell"})


@dataclass(frozen=True, slots=True)
class Habits:
    """What an item's elder siblings are like: one sentence each, how many blocks, bare headings among them."""

    single: bool
    shortest: int
    blocks: int
    contents: bool
    begins: frozenset[str]
    """How sentences begin in the siblings that look like another's: such a begin ends nothing here."""


@dataclass(slots=True, eq=False)
class Node:
    """An item of a list in the making. ``start`` is behind the marker; ``end`` is set when the item closes."""

    marker: Marker
    number: int | None
    chain: Chain
    parent: Node | None
    start: int
    end: int = -1
    lists: list[Branch] = field(default_factory=list)
    stop: int | None = None
    """Where a sentence begins that is not the item's, once it has been met."""
    scanned: int = -1
    """Up to where sentences were looked at; a document in one line is read once, not once a list."""
    plain: int = -1
    """Up to where no sentence ends."""
    habits: Habits | None = None

    @property
    def level(self) -> int:
        """1 for outermost; headings do not count."""
        level, node = 1, self.parent
        while node is not None:
            level += not node.marker.family.heading
            node = node.parent
        return level


@dataclass(slots=True, eq=False)
class Branch:
    """The part of a chain that stands inside one item (or outermost)."""

    chain: Chain
    parent: Node | None
    nodes: list[Node] = field(default_factory=list)


class Layout:
    """What the outline needs to know of a document.

    Parameters
    ----------
    text : str
        The folded text.
    blocks : iterable of Block
        The document's blocks; those without a span (boilerplate) do not count.
    ends : callable
        Whether a family's last item ends before the sentence that begins at an offset (a lead-in, another speaker, a
        closing formula). Asked at the sentences behind last items only.
    """

    def __init__(self, text: str, blocks: Iterable[Block], ends: Ends | None = None) -> None:
        self.text = text
        self.blocks = [b for b in blocks if b.end > b.start]
        self.ends = ends
        self._starts = [b.start for b in self.blocks]

    def block_at(self, offset: int) -> int:
        """Index of the block that holds an offset."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def stops(self, family: Family, offset: int) -> bool:
        """Whether something at this offset, the start of a sentence, ends the family's last item."""
        return self.ends is not None and self.ends(family, offset)

    def trim(self, start: int, end: int) -> int:
        """The end without trailing blanks."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def is_single(self, start: int, end: int) -> bool:
        """Whether a range holds one sentence only."""
        match = _SENTENCE.search(self.text, start, end)
        return match is None or self.begin(match.end(), end) >= end

    def own_end(self, start: int, limit: int) -> int:
        """The end of the block that holds an offset, or the limit."""
        return min(self.blocks[self.block_at(start)].end, limit) if self.blocks else limit

    def begin(self, offset: int, end: int) -> int:
        """The first character behind blanks."""
        while offset < end and self.text[offset].isspace():
            offset += 1
        return offset


class Outline:
    """Builds the tree of lists of one document from its chains."""

    def __init__(self, chains: Sequence[Chain], layout: Layout) -> None:
        self.layout = layout
        self.roots: list[Branch] = []
        self._stack: list[Branch] = []
        self._left = {id(c): len(c.markers) for c in chains}
        order = sorted(
            ((m, c.numbers[i] if m.family.numbered else None, c) for c in chains for i, m in enumerate(c.markers)),
            key=lambda entry: entry[0].start,
        )
        for marker, number, chain in order:
            self._place(marker, number, chain)
        while self._stack:
            self._close(len(layout.text))

    # placing

    def _place(self, marker: Marker, number: int | None, chain: Chain) -> None:
        stack, begin = self._stack, marker.start
        if any(b.chain is chain for b in stack):
            while stack[-1].chain is not chain:
                self._close(begin)
            self._end_item(stack[-1], begin, cut=True)
        else:
            while stack and (len(stack) >= MAX_DEPTH or not self._holds(stack[-1], marker, chain)):
                self._close(begin)
            branch = Branch(chain, stack[-1].nodes[-1] if stack else None)
            (branch.parent.lists if branch.parent else self.roots).append(branch)
            stack.append(branch)
        branch = stack[-1]
        branch.nodes.append(Node(marker, number, chain, branch.parent, marker.end))
        self._left[id(chain)] -= 1

    def _holds(self, branch: Branch, marker: Marker, chain: Chain) -> bool:
        """The open item of a branch is not over where another chain's marker stands."""
        if self._left[id(branch.chain)]:
            return True
        node = branch.nodes[-1]
        if branch.chain.family.heading:
            return chain.family.rank > branch.chain.family.rank
        end = self._tail(branch, node, marker.start + 1)
        if marker.start < end:
            return True
        if self.layout.begin(end, marker.start) < marker.start:
            return False
        # directly behind: the item announces the list, or stands as the heading of a deeper kind of list
        if self._announces(node, end):
            return True
        deeper = chain.family.rank > branch.chain.family.rank
        return deeper and (marker.edge is not Edge.BLOCK or node.marker.edge is Edge.BLOCK)

    def _announces(self, node: Node, end: int) -> bool:
        last = self.layout.text[self.layout.trim(node.start, end) - 1]
        return last in ":："

    # closing

    def _close(self, at: int) -> None:
        branch = self._stack.pop()
        goes_on = branch.parent is not None and bool(self._left[id(branch.chain)])
        if goes_on and not (branch.parent and branch.parent.marker.family.heading):
            at = self._before_turn(branch, at)
        self._end_item(branch, at, cut=goes_on)

    def _before_turn(self, branch: Branch, at: int) -> int:
        """Where the item of a list that goes on under the next outer item ends: there, or before a block that turns."""
        layout, node = self.layout, branch.nodes[-1]
        begin = max((n.end for b in node.lists for n in b.nodes), default=node.start)
        for block in layout.blocks[layout.block_at(begin) + 1 :]:
            if block.start >= at:
                break
            if block.role not in _BODY or layout.stops(branch.chain.family, block.start):
                return block.start
        return at

    def _end_item(self, branch: Branch, at: int, cut: bool) -> None:
        """Set the end of a branch's newest item: at the given place, or before it where the item ends by itself."""
        node = branch.nodes[-1]
        end = at if cut else self._tail(branch, node, at)
        held = max((n.end for b in node.lists for n in b.nodes), default=node.start)
        node.end = self.layout.trim(node.start, max(min(end, at), held, node.start))

    # the tail of a last item

    def _tail(self, branch: Branch, node: Node, limit: int) -> int:
        """Where an item that no marker of its own list follows ends by itself, the limit at the latest."""
        layout = self.layout
        at = layout.block_at(node.marker.start)
        own_end = min(layout.blocks[at].end, limit) if layout.blocks else limit
        habits = node.habits
        if habits is None:
            habits = node.habits = self._habits(branch.chain.family, branch.nodes[:-1])
        if node.marker.edge is not Edge.BLOCK and habits.single:
            match = _SENTENCE.search(layout.text, max(node.start, node.plain), own_end)
            node.plain = match.start() if match else own_end
            if match and match.end() - node.start > habits.shortest // _SHORT:
                return self._bracket(branch.chain.family, match.end(), own_end)
            if match is None:
                return own_end
        stop = self._stop(branch.chain.family, node, own_end, habits.begins)
        if stop is not None:
            return stop
        if node.marker.edge is not Edge.BLOCK:
            return own_end
        return self._block_tail(branch.chain.family, node, at, own_end, limit)

    def _bracket(self, family: Family, end: int, limit: int) -> int:
        """The end of a remark in brackets behind a sentence (who is responsible), or the end of the sentence."""
        match = _REMARK.match(self.layout.text, end, limit)
        return end if match is None or self.layout.stops(family, end) else match.end()

    def _stop(self, family: Family, node: Node, end: int, known: frozenset[str]) -> int | None:
        """The end of the sentence before the first one that is not the item's."""
        layout = self.layout
        if node.stop is None:
            for match in _SENTENCE.finditer(layout.text, max(node.scanned, node.start), end):
                begin = layout.begin(match.end(), end)
                if begin >= end:
                    break
                node.scanned = match.end()
                if layout.stops(family, begin) and layout.text[begin : begin + _ALIKE] not in known:
                    node.stop = match.end()
                    break
        return node.stop if node.stop is not None and node.stop < end else None

    def _begins(self, family: Family, node: Node) -> Iterator[str]:
        """The first characters of an item's sentences that, behind a last item, would be another's."""
        layout = self.layout
        end = layout.own_end(node.marker.start, node.end)
        for match in _SENTENCE.finditer(layout.text, node.start, end):
            begin = layout.begin(match.end(), end)
            if begin < end and layout.stops(family, begin):
                yield layout.text[begin : begin + _ALIKE]

    def _habits(self, family: Family, siblings: Sequence[Node]) -> Habits:
        layout = self.layout
        blocks = sorted(self._own_blocks(s) for s in siblings)
        return Habits(
            single=bool(siblings) and all(layout.is_single(s.start, s.end) for s in siblings),
            shortest=min((s.end - s.start for s in siblings), default=0),
            blocks=blocks[len(blocks) // 2] if blocks else 1,
            contents=any(self._bare(s) for s in siblings),
            begins=frozenset(b for s in siblings for b in self._begins(family, s)),
        )

    def _block_tail(self, family: Family, node: Node, at: int, own_end: int, limit: int) -> int:
        """The end of the item's block, or of the blocks that a bare heading or its siblings' habit adds."""
        layout, habits = self.layout, node.habits
        assert habits is not None
        extra = habits.blocks - 1
        needed = self._is_heading(node, own_end) and not habits.contents  # a heading has something under it
        extra = max(extra, int(needed))
        end = own_end
        for i in range(at + 1, len(layout.blocks)):
            block = layout.blocks[i]
            # the points of a list without numbers stand together
            if i > at + extra and (i == at + 1 or not block.role == layout.blocks[i - 1].role == _POINT):
                break
            if (
                block.start >= limit
                or block.role not in (*_BODY, layout.blocks[at].role)
                or (layout.stops(family, block.start) and not needed)
            ):
                break
            end, needed = min(block.end, limit), False
        return end

    def _own_blocks(self, node: Node) -> int:
        """How many blocks an item's own text takes, what is nested in it aside."""
        until = min((b.nodes[0].marker.start for b in node.lists), default=node.end)
        until = max(until - 1, node.marker.start)
        return self.layout.block_at(until) - self.layout.block_at(node.marker.start) + 1

    def _bare(self, node: Node) -> bool:
        """A heading with nothing under it, as in a table of contents."""
        return not node.lists and self._own_blocks(node) == 1 and self._is_heading(node, node.end)

    def _is_heading(self, node: Node, own_end: int) -> bool:
        if own_end - node.start > 2 * _HEADING_LENGTH:
            return False
        text = self.layout.text[node.start : own_end].rstrip()
        return len(text) <= _HEADING_LENGTH and not _SENTENCE.search(text) and not text.endswith((";", "；"))


def build_outline(chains: Sequence[Chain], layout: Layout) -> list[Branch]:
    """The lists of a document as trees: outermost branches in text order, each node with its extent and its lists."""
    return Outline(chains, layout).roots
