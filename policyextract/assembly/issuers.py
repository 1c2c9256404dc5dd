"""Who issued a document, or the thing a report is about.

A document of its own says so in its label table, its title, its signature, the line of its adoption, its number. A
report says so in the acts of its title and lead: who issued, launched, held. The strongest act wins; a fuller list of
the same bodies completes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policyextract.assembly.context import Context
from policyextract.assembly.identity import title_passage
from policyextract.assembly.names import Body, Names
from policyextract.assembly.passages import Passage, aside, body
from policyextract.assembly.subjects import reported_titles
from policyextract.document import Annotation

_LEAD = 420
_HEAD = 420
_WEAK_ACTS = ("announced", "source")  # these name issuers only in the first paragraph
_WEAK = 40
_NEWS, _BACKGROUND = 50, 18
_VENUE = "venue"
_FULL = ("label", "title", "signature")
_ORDERS = ("order", "announcement")
_MARGIN = 4  # blanks, a comma, a seal between names
_SIGNED_LINES = 400
_NEXT_ORDER = 24
_DATELINE = 40


@dataclass(slots=True)
class Source:
    """One place that says who issued.

    Attributes
    ----------
    name : str
        ``label``, ``title``, ``signature``, ``adoption``, ``number``, ``byline`` or the kind of act.
    named : list of (Body, Passage, Annotation)
        In text order.
    first : bool
        Whether it stands in the title or in the first paragraph of the text.
    """

    name: str
    weight: float
    named: list[tuple[Body, Passage, Annotation]] = field(default_factory=list)
    first: bool = False

    def bodies(self) -> list[str]:
        """What makes two of its bodies the same: the id of one institution, else the name."""
        return [key(b) for b, _, _ in self.named]


def key(named: Body) -> str:
    """Two plates of one institution are one body; an organ of a body is another."""
    return named.id or named.name


class Finder:
    """Finds the sources of one document."""

    def __init__(self, context: Context, names: Names) -> None:
        self.context, self.names = context, names
        self.title = title_passage(context)
        self.whole = body(context)
        self.opening = _first_paragraph(context)
        self.reported_titles = reported_titles(context)

    # -- documents of their own --------------------------------------------------------------------------------------

    def formal(self) -> list[Source]:
        """Sources of an official document, best first."""
        made = (
            self._label(),
            self._title(official=True),
            self._signature(),
            self._promulgation(),
            self._adoption(),
            self._number(),
            self._byline(),
        )
        return [s for s in made if s is not None and s.named]

    def _label(self) -> Source | None:
        value = self.context.document.metadata.first("issuer")
        if value is None:
            return None
        passage = aside(self.context, value.text, "metadata")
        if value.start is not None and value.end is not None:
            standing = Passage(self.whole.document, self.whole.found, value.start, value.end, True)
            passage = standing if standing.of("actor") else passage
        if passage is None:
            return None
        return self._source("label", 100, passage, passage.of("actor"))

    def _title(self, official: bool) -> Source | None:
        if self.title is None:
            return None
        for subject in self.title.of("title_subject"):
            if official and not subject.get("official"):
                continue
            part = subject.captures["list"]
            inside = self.title.found.within("actor", part.start, part.end)
            return self._source("title", 85, self.title, inside)
        return None

    def _signature(self) -> Source | None:
        for day, actors in signatures(self.context):
            source = self._source("signature", 90, self.whole, actors)
            if source.named:
                self.context.memo["issuers.signing_day"] = day
                return source
        return None

    def _promulgation(self) -> Source | None:
        """The order that made an act public names its body."""
        for number in self.context.found.of("document_number"):
            if number.start > _HEAD:
                return None
            if number.get("own"):
                return self._source("number", 80, self.whole, self._ordering(number))
        for line in self.context.found.of("promulgation"):
            if line.start <= _HEAD:
                return self._source(
                    "promulgation", 78, self.whole, self.context.found.within("actor", line.start, line.end)
                )
        return None

    def _ordering(self, number: Annotation) -> list[Annotation]:
        """The bodies of an order: within its head, or (Taiwan) before each of the numbers that stand in a row."""
        found = self.context.found
        inside = found.within("actor", number.start, number.end)
        if inside or number.attrs.get("form") != "taiwan":
            return inside
        end = number.start
        for other in found.of("document_number"):
            if other.start < number.start or other.attrs.get("form") != "taiwan" or other.start - end > _NEXT_ORDER:
                continue
            inside += _chain(self.context, max(other.start - _NEXT_ORDER, 0), other.start)[-1:]
            end = other.end
        return inside

    def _adoption(self) -> Source | None:
        """Who adopted the act; who only approved it counts where nobody adopted."""
        head = [a for a in self.context.found.of("adoption") if a.start <= _HEAD]
        approving, folded = self.context.words("approving_words"), self.context.document.folded
        own = [a for a in head if not folded.endswith(approving, a.start, a.end)]
        for adoption in own or head:
            inside = self.context.found.within("actor", adoption.start, adoption.end)[:1]
            return self._source("adoption", 70, self.whole, inside)
        return None

    def _number(self) -> Source | None:
        """The bodies that an order's number names, or whose head it has."""
        number = self.context.result.get("document_number")
        if not number:
            return None
        passage, own = self.context.memo.get("numbers.own", (None, None))
        if own is not None and own.get("form") in _ORDERS:
            source = self._source("number", 60, passage, passage.found.within("actor", own.start, own.end))
            if source.named:
                return source
        named = self.names.by_id(str(number["agency_id"])) if number.get("agency_id") else None
        named = named or self.names.by_head(str(number.get("head")))
        if named is None:
            return None
        return Source("number", 60, [(named, passage, own)] if own is not None else [])

    def _byline(self) -> Source | None:
        """Lines near the top that hold nothing but bodies."""
        lines: list[Annotation] = []
        for block in self.context.document.blocks:
            if block.start > _HEAD:
                break
            inside = self.context.found.within("actor", block.start, block.end)
            if not inside or block.role in ("title", "addressee", "boilerplate", "metadata", "table_cell"):
                continue
            if _only_names(self.context.document.folded, block.start, block.end, inside):
                lines += inside
            elif lines:
                break
        return self._source("byline", 50, self.whole, lines) if lines else None

    # -- reports -------------------------------------------------------------------------------------------------------

    def reported(self) -> list[Source]:
        """Acts of title and lead, strongest first."""
        found: list[tuple[float, int, Source]] = []
        for titled in self._issued_titles():
            titled.first = True
            found.append((titled.weight, -2, titled))
        subject = self._title(official=False)
        if subject is not None and subject.named:
            found.append((subject.weight, -1, subject))
        for passage in self._passages():
            for act in [*passage.of("act"), *passage.of("weak_act")]:
                acting = [*act.arguments.get("issuer", ()), *act.arguments.get("partner", ())]
                signed = bool(act.attrs.get("signed"))
                source = self._source(str(act.attrs["act"]), float(act.attrs["weight"]), passage, acting, signed)
                if act.get("past"):
                    source.weight -= _BACKGROUND
                self._judge(source, act.start, passage, found)
            for meeting in passage.of("meeting_of"):
                part = meeting.captures["body"]
                inside = passage.found.within("actor", part.start, part.end)
                self._judge(self._source("held", 82, passage, inside, headed=True), meeting.start, passage, found)
        # What the first paragraph reports is the news; what stands further down tells how it came about.
        if any(s.first and start >= 0 and w >= _NEWS and s.name != _VENUE for w, start, s in found):
            found = [(w if s.first else w - _BACKGROUND, start, s) for w, start, s in found]
        found.sort(key=lambda f: (-f[0], f[1]))
        return [s for _, _, s in found]

    def _issued_titles(self) -> Iterable[Source]:
        """The act that is reported may name its body in its own title: 《X市人民政府办公室关于…的意见》."""
        for passage, start, end in self.reported_titles:
            actors = passage.found.within("actor", start, end)
            if actors and actors[0].start == start:
                row = [actors[0]]
                for other in actors[1:]:
                    if other.start - row[-1].end > 1:
                        break
                    row.append(other)
                verbs = self.context.words("title_verbs")
                if row[-1].end < end and passage.document.folded.startswith(verbs, row[-1].end):
                    yield self._source("issued-title", 97, passage, row)

    def _judge(self, source: Source, start: int, passage: Passage, found: list[tuple[float, int, Source]]) -> None:
        if not source.named:
            return
        weight = source.weight
        if not passage.visible:
            weight += 8
            start = -1
        elif start > _LEAD or (source.name in _WEAK_ACTS and start >= self.opening):
            return
        else:
            weight -= 10 * start / _LEAD
        source.weight = weight
        source.first = not passage.visible or start < self.opening
        found.append((weight, start, source))

    def _passages(self) -> Iterable[Passage]:
        if self.title is not None and not self.title.visible:
            yield self.title
        yield self.whole

    def _source(
        self, name: str, weight: float, passage: Passage, actors: Sequence[Annotation], headed: bool = False
    ) -> Source:
        """A source of these bodies; ``headed``: one counts although a person who acts for it stands there."""
        source = Source(name, weight)
        reporting = name not in ("label", "signature", "number", "adoption", "promulgation", "byline")
        for actor in sorted(actors, key=lambda a: a.start):
            if reporting and ((actor.get("person") and not headed) or actor.get("rhetoric")):
                continue
            for named in self.names.resolve(passage, actor):
                if named.kind == "media":
                    continue
                if key(named) not in source.bodies():
                    source.named.append((named, passage, actor))
        if reporting and source.named and all(a.get(_VENUE) for _, _, a in source.named):
            source.name = _VENUE
        return source


def _first_paragraph(context: Context) -> int:
    """Where the first paragraph that is longer than a dateline ends."""
    for block in context.document.blocks:
        if block.role == "paragraph" and block.end - block.start > _DATELINE:
            return block.end
    return _LEAD


def signatures(context: Context) -> Iterable[tuple[Annotation, list[Annotation]]]:
    """Signing days with the bodies before them: glued on the same line, or on lines of their own above."""
    for day in context.found.of("signing_day"):
        left = context.document.folded.rfind("\n", 0, day.start) + 1
        actors = _chain(context, left, day.start)
        # Names on lines of their own above; a line with more than names is none of the signature.
        while left > 0 and (not actors or actors[0].start - left <= _MARGIN) and day.start - left < _SIGNED_LINES:
            above = context.document.folded.rfind("\n", 0, left - 1) + 1
            line = _chain(context, above, left - 1)
            if not line and above > 0 and not actors and _in_brackets(context.document.folded, above, left - 1):
                left = above  # who keeps the seal of the body above: （某局代章）
                continue
            if not line or line[0].start - above > _MARGIN:
                if line and not actors and _ends_line(context, line[-1], left - 1):
                    actors = line  # the last line of an annex's name, with the author glued to it
                break
            actors, left = [*line, *actors], above
        if actors:
            yield day, actors


def _of_organs(titled: Source, other: Source, organs: Sequence[str]) -> bool:
    """Whether a source names, for the one body that a title speaks of, its office."""
    named, passage, _ = titled.named[0]
    if len(titled.named) > 1 or (passage.visible and titled.name != "title"):
        return False
    names = {b.name for b, _, _ in other.named}
    return any(named.name + organ in names for organ in organs)


def _ends_line(context: Context, actor: Annotation, end: int) -> bool:
    """Whether a body, to which nothing is sent, is the last word of a line."""
    return not context.document.folded[actor.end : end].strip() and not actor.get("recipient")


def _in_brackets(folded: str, start: int, end: int) -> bool:
    line = folded[start:end].strip()
    return len(line) > 2 and line[0] == "(" and line[-1] == ")"


def _only_names(folded: str, start: int, end: int, names: Sequence[Annotation]) -> bool:
    """Whether a line holds nothing but names and marks between them."""
    rest, at = "", start
    for name in names:
        rest += folded[at : name.start]
        at = name.end
    return not any(c.isalnum() for c in rest + folded[at:end])


def _chain(context: Context, start: int, end: int) -> list[Annotation]:
    """The unbroken row of bodies that ends at ``end``."""
    out: list[Annotation] = []
    for actor in reversed(context.found.within("actor", start, end)):
        gap = context.document.folded[actor.end : end]
        if len(gap) > _MARGIN or any(c.isalnum() for c in gap):
            break
        out.insert(0, actor)
        end = actor.start
    return out


def merge_formal(sources: Sequence[Source]) -> Source | None:
    """The best source, completed by one that names more bodies and has all of its own."""
    if not sources:
        return None
    best = sources[0]
    for other in sources[1:]:
        if other.name in _FULL and len(other.named) > len(best.named) and set(best.bodies()) <= set(other.bodies()):
            best = other
    return best


def merge_reported(sources: Sequence[Source], counted: bool, organs: Sequence[str] = ()) -> list[Source]:
    """The acts that together name the issuers of what a report is about.

    The strongest act; a fuller list that holds all of it instead; and where the strongest is only the holder of a
    briefing, the body that the title speaks of as well. A fuller list must stand in the first paragraph, unless the
    title says that there are more (``counted``: 等三部门). Where the title speaks of a body for short and the lead of
    its office (``organs``: 办公室), the lead is right.
    """
    strong = [s for s in sources if s.weight >= _WEAK - 15]
    if not strong:
        return []
    best = strong[0]
    for other in strong[1:]:
        if other.name == _VENUE or not (other.first or counted or other.name == "title"):
            continue
        if set(best.bodies()) < set(other.bodies()) or _of_organs(best, other, organs):
            best = other
    parts = [best]
    title = next((s for s in strong if s.name == "title" and s is not best), None)
    venue = next((s for s in strong if s.name == _VENUE and s is not best), None)
    if best.name == _VENUE and title is not None:
        parts.append(title)
    elif venue is not None and (best.name == "title" or (best.name == "issued" and venue.first)):
        parts.insert(0, venue)
    return parts
