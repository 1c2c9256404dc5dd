"""What the stages hand to each other: ``Document``, ``Block``, ``SourceMap``, ``Annotation``.

All offsets are Unicode code points: ``start``/``end`` in the cleaned ``Document.text``, ``source_start``/``source_end``
in the decoded source (W3C TextPositionSelector: start inclusive, end exclusive).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from policyextract.models import Span, make_span

BlockRole = Literal[
    "title",
    "metadata",
    "dateline",
    "addressee",
    "heading",
    "paragraph",
    "list_item",
    "table_cell",
    "signature",
    "annex",
    "boilerplate",
]


class Segment(NamedTuple):
    """A run of text and the source range it came from.

    ``copied`` runs map one character to one character; in others (entities, replaced characters) every character of
    the run shares the whole source range.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    copied: bool


class SourceMap:
    """Maps each character of the cleaned text to its exact range in the decoded source.

    Parameters
    ----------
    segments : iterable of Segment
        In text order, gapless over the text except for characters that have no source (the ``\\n`` between blocks).
    """

    __slots__ = ("_starts", "segments")

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.segments = tuple(segments)
        self._starts = [s.start for s in self.segments]

    def at(self, offset: int) -> tuple[int, int] | None:
        """Source range of one character, or None for a character that stands in no source (a block break)."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return None
        s = self.segments[i]
        if offset >= s.end:
            return None
        if s.copied:
            at = s.source_start + offset - s.start
            return at, at + 1
        return s.source_start, s.source_end

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """Source range from the first to the last character of ``text[start:end]`` that has a source."""
        if start >= end:
            return None
        segments, starts = self.segments, self._starts
        i = bisect_right(starts, start) - 1
        if i >= 0:
            low, high, source, _, copied = segments[i]
            if copied and end <= high:  # most evidence lies within one run
                return source + start - low, source + end - low
        else:
            i = 0
        if i < len(segments) and segments[i].end <= start:
            i += 1
        j = bisect_right(starts, end - 1) - 1
        if i > j or i >= len(segments):
            return None
        first, last = segments[i], segments[j]
        begin = first.source_start + max(start - first.start, 0) if first.copied else first.source_start
        stop = last.source_start + min(end, last.end) - last.start if last.copied else last.source_end
        return begin, stop


class Block(NamedTuple):
    """A paragraph-like piece of the document.

    A ``boilerplate`` block has a source range and an empty span (it is not in the text), so what was dropped can be
    seen.
    """

    start: int
    end: int
    source_start: int
    source_end: int
    role: BlockRole


class Cell(NamedTuple):
    """Text of a table that stands under the heads of its column, the outermost first."""

    start: int
    end: int
    heads: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Metadata:
    """What the page says about itself, by the names of the ``metadata`` labels of the packs.

    ``values`` maps a field (``title``, ``published``, ``publisher``, ``issuer``, ``document_number``, ``signed``,
    ``index_number``, ``topic``, ``editor``, ``author``, ``url``, ``original_title`` …) to what was found, best first.
    """

    values: dict[str, list[MetaValue]] = field(default_factory=dict)

    def first(self, name: str) -> MetaValue | None:
        """The best value of a field, or None."""
        found = self.values.get(name)
        return found[0] if found else None

    def texts(self) -> dict[str, list[str]]:
        """The different texts of every field, best first."""
        return {name: list(dict.fromkeys(v.text for v in found)) for name, found in self.values.items()}

    def add(self, name: str, value: MetaValue) -> None:
        """Append a value of a field."""
        self.values.setdefault(name, []).append(value)


class MetaValue(NamedTuple):
    """One metadata value and where it stands.

    ``origin`` is ``argument``, ``front_matter``, ``meta``, ``json_ld``, ``label``, ``tag`` or ``text``. ``start`` and
    ``end`` are offsets in the cleaned text when the value is visible there, else None; the source offsets are None for
    arguments.
    """

    text: str
    origin: str
    start: int | None = None
    end: int | None = None
    source_start: int | None = None
    source_end: int | None = None


@dataclass(slots=True)
class Document:
    """A cleaned document: text, blocks, metadata and the map back to the source.

    Attributes
    ----------
    text : str
        Readable text; blocks separated by ``\\n``.
    folded : str
        The matching view: same length as ``text``; full width to half width, traditional to simplified, variants of
        zero, dash and bracket unified.
    blocks : sequence of Block
        In text order, boilerplate blocks among them in source order.
    source : str
        The decoded input that source offsets count in.
    cells : sequence of Cell
        The cells of tables that stand under heads, in text order.
    """

    text: str
    folded: str
    blocks: Sequence[Block]
    metadata: Metadata
    source_map: SourceMap
    source: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    sha256: str = ""
    language: str | None = None
    cells: Sequence[Cell] = ()

    def span(self, start: int, end: int) -> Span:
        """Evidence of ``text[start:end]``."""
        source_start, source_end = self.source_map.range(start, end) or (None, None)
        text = self.text[start:end]
        return make_span(
            {"start": start, "end": end, "text": text, "source_start": source_start, "source_end": source_end}
        )


class Capture(NamedTuple):
    """A named part of an annotation: where it stands, its typed value, and the annotation it is, if it is one."""

    start: int
    end: int
    value: Any
    annotation: Annotation | None = None


class Claim(NamedTuple):
    """What a ``classify`` rule or a relation says of an annotation; the claim with the highest priority wins."""

    key: str
    value: Any
    priority: int
    rule: str
    by: Annotation | None = None


@dataclass(slots=True, eq=False)
class Annotation:
    """What one rule found: a typed span with values.

    Attributes
    ----------
    type : str
        The annotation type the rule gives (``agency``, ``date``, ``campaign`` …).
    start, end : int
        Span in the cleaned text.
    rule : str
        Full rule id, ``pack/file/rule``.
    value : object
        Result of the rule's ``value`` normaliser, or None.
    captures : mapping of str to Capture
        Named parts; several of one name (relation arguments) are a list under ``arguments``.
    attrs : dict
        Constant attributes from the rule's ``set``.
    claims : list of Claim
        What classify rules and relations say of it.
    arguments : mapping of str to list of Annotation
        Only for relations.
    priority : int
        From the rule, for the overlap policy.
    """

    type: str
    start: int
    end: int
    rule: str
    value: Any = None
    captures: Mapping[str, Capture] = field(default_factory=dict)
    attrs: Mapping[str, Any] = field(default_factory=dict)
    arguments: Mapping[str, list[Annotation]] = field(default_factory=dict)
    priority: int = 0
    claims: list[Claim] = field(default_factory=list)

    def claim(self, key: str) -> Claim | None:
        """The strongest claim on an attribute; the first of equals."""
        best: Claim | None = None
        for c in self.claims:
            if c.key == key and (best is None or c.priority > best.priority):
                best = c
        return best

    def get(self, key: str, default: Any = None) -> Any:
        """An attribute: the strongest claim, else the rule's constant."""
        if self.claims:
            best = self.claim(key)
            if best is not None:
                return best.value
        return self.attrs.get(key, default)

    def text(self, document: Document) -> str:
        """The characters of the annotation as written."""
        return document.text[self.start : self.end]
