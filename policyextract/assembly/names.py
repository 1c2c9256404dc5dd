"""Official names: which row of the tables a name means at a date, and how a local body's name is composed.

The tables ``agencies`` (names with validity), ``local_bodies`` (what a short noun stands for) and ``regions`` are
knowledge of the packs; this file looks up and composes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from policyextract.assembly.passages import Passage
from policyextract.assembly.places import Place, Places
from policyextract.assembly.tables import Tables
from policyextract.document import Annotation, Capture
from policyextract.values.folding import fold as fold_any

Row = Mapping[str, str]
fold = lru_cache(maxsize=1 << 13)(fold_any)  # a few names come again and again
_LONG_NOUN = 20  # characters of the longest noun that may end with a short form
_COLUMNS = ("name", "aliases", "context_aliases", "short_aliases")


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a text names.

    Attributes
    ----------
    valid : bool
        Whether the name was in use at the document's date.
    known : bool
        Whether it is in a table or composed of known parts (not a loosely matched name).
    """

    name: str
    id: str | None
    parent: str | None = None
    region: str | None = None
    valid: bool = True
    known: bool = True
    kind: str | None = None


def in_force(row: Row, day: dt.date | None) -> bool:
    """Whether a name was in use on a day; months and years count whole.

    >>> in_force({"valid_from": "2018-03", "valid_to": "2023-05-18"}, dt.date(2018, 3, 1))
    True
    """
    begin, end = row.get("valid_from") or "", row.get("valid_to") or ""
    if day is None:
        return not end
    iso = day.isoformat()
    return iso[: len(begin)] >= begin and (not end or iso[: len(end)] <= end)


def best_row(rows: Sequence[Row], day: dt.date | None) -> tuple[Row, bool]:
    """The row in use at a date and True, else the latest one and False."""
    valid = [r for r in rows if in_force(r, day)]
    if valid:
        return max(valid, key=lambda r: r.get("valid_from") or ""), True
    return max(rows, key=lambda r: (not r.get("valid_to"), r.get("valid_to") or "", r.get("valid_from") or "")), False


class Names:
    """Resolves actor annotations of one document.

    Parameters
    ----------
    traditional : bool or None
        None of a text in simplified characters; of others, whether it speaks from Taiwan.
    """

    def __init__(self, tables: Tables, day: dt.date | None, places: Places, traditional: bool | None = None) -> None:
        self.tables, self.day, self.places, self.traditional = tables, day, places, traditional
        self._known: dict[tuple[str, str], list[Body]] = {}

    def resolve(self, passage: Passage, actor: Annotation) -> list[Body]:
        """The bodies an annotation names: one, or two for a pair; none when a place is missing."""
        same = actor.rule, passage.document.text[actor.start : actor.end]
        if same not in self._known:
            self._known[same] = self._resolve(passage, actor)
        return self._known[same]

    def _resolve(self, passage: Passage, actor: Annotation) -> list[Body]:
        form = actor.attrs.get("form")
        captures = actor.captures
        if form == "pair":
            return [b for i in _ids(captures["pair"]) if (b := self.by_id(i)) is not None]
        if form in ("local", "open", "relative"):
            return self._local(passage, actor)
        if form == "places":
            return self._several(passage, actor)
        if form == "row":
            return self._row(passage, actor)
        if form == "affiliate":
            return self._affiliate(passage, actor)
        if form == "fields":
            return self._fields(passage, actor)
        if form == "ellipsis":
            return self._ellipsis(passage, actor)
        if form == "as-written":
            return [Body(passage.written(actor.start, actor.end), None)]
        if form == "set":
            return [b for i in str(actor.attrs["id"]).split("|") if (b := self.by_id(i)) is not None]
        agency = captures.get("agency")
        if agency is None or not isinstance(agency.value, list):
            return [Body(passage.written(actor.start, actor.end), None, known=form != "open")]
        head = self._across(passage, agency) or self.of_rows(
            agency.value, passage.document.folded[agency.start : agency.end]
        )
        if form == "in-context":
            if _ends_longer(passage, actor):
                return []
            # A local page's 统计局 is its own.
            own = self._local_short(passage, actor) if self.places.local else []
            if own:
                return own
        if form in ("organ", "mechanism"):
            rest = passage.written(agency.end, actor.end)
            rest = self._long_organ(rest)
            return [Body(head.name + rest, None, head.id, None, head.valid, kind=head.kind)]
        if form == "vertical":
            return self._vertical(passage, actor, head)
        if actor.attrs.get("as_written") or head.kind in ("taiwan", "hongkong", "macao"):
            # Kept in the script it is written in; a short form gives the name of its row.
            written = passage.written(actor.start, actor.end)
            short = fold(written) != fold(head.name) and fold(written) in map(
                fold, agency.value[0].get("aliases", "").split("|")
            )
            return [Body(head.name if short else written, head.id, kind=head.kind)]
        return [head]

    def _across(self, passage: Passage, agency: Capture) -> Body | None:
        """Taiwan's body of a name that the mainland has or had, too; nameless where the text does not tell which."""
        if self.traditional is None:
            return None
        surface = passage.document.folded[agency.start : agency.end]
        found = self.tables.made(_of_taiwan).get(surface)
        if found is None or (not self.traditional and self.of_rows(agency.value, surface).valid):
            return None
        return Body(passage.written(agency.start, agency.end), found if self.traditional else None, kind="taiwan")

    def by_id(self, agency_id: str) -> Body | None:
        """The body of an id, by its name at the date."""
        rows = rows_of(self.tables, agency_id)
        if not rows:
            return None
        valid = [r for r in rows if in_force(r, self.day)]
        row = valid[0] if valid else rows[0]
        return _body(row, bool(valid))

    def by_head(self, head: str) -> Body | None:
        """The regional government or office that numbers its documents with a head."""
        found = self.tables.made(_heads).get(fold(head))
        if found is None:
            return None
        column, region = found
        return Body(region["name"] + str(self.tables["region_head_nouns"][column]), None, region=region["code"])

    def of_rows(self, rows: Sequence[Row], surface: str) -> Body:
        """The body that rows with one term mean at the date; an official name stays as it is written."""
        every = [*rows, *(r for r in self._with_term(surface) if r not in rows)]
        if len(every) == 1:
            return _body(every[0], in_force(every[0], self.day))
        exact = [r for r in every if fold(r["name"]) == surface]
        row, valid = best_row(every, self.day)
        if exact and row not in exact and any(r["id"] == row["id"] for r in exact):
            row, valid = best_row([r for r in exact if r["id"] == row["id"]], self.day)
        shared = {r["name"] for r in every if r["id"] == row["id"]}
        if len(shared) > 1 and not exact:
            row = self._spelled_out(row, shared) or row
        return _body(row, valid)

    def _spelled_out(self, row: Row, names: set[str]) -> Row | None:
        """Of several names of one institution with one short form, the one the text itself spells out."""
        for passage in self.places.passages:
            for annotation in passage.of("agency"):
                for r in annotation.value or ():
                    if (
                        r["id"] == row["id"]
                        and fold(r["name"]) == passage.document.folded[annotation.start : annotation.end]
                    ):
                        return dict(r)
        return None

    def _with_term(self, surface: str) -> Iterable[Row]:
        return self.tables.made(_agencies)[0].get(surface, ())

    # -- composed names --------------------------------------------------------------------------------------------

    def _local(self, passage: Passage, actor: Annotation) -> list[Body]:
        body = actor.captures["body"]
        where: str | None = None
        folded = passage.document.folded[body.start : body.end]
        if "place" in actor.captures:
            place, where = self._place(passage, actor.captures["place"], folded)
        else:
            place = self.places.of_level(passage.document.folded[slice(*actor.captures["level"][:2])])
        if place is None:
            return []
        noun = passage.written(body.start, body.end)
        organ = actor.captures.get("organ")
        tail = passage.written(organ.start, organ.end) if organ else ""
        known = actor.attrs.get("form") != "open"
        if not known:
            return [Body(str(where) + noun + tail, None, region=place.region, known=False)]
        return self._placed(place, where, noun, folded, tail)

    def _place(self, passage: Passage, capture: Capture, noun: str) -> tuple[Place | None, str]:
        """The place of a body and how it is written; a province before a city is left out, but for courts."""
        start = capture.start
        if not noun.endswith(self.tables.words("province_kept")):
            start = self.places.behind_province(passage, capture)
        place = self.places.of_capture(passage, Capture(start, capture.end, capture.value))
        return place, passage.written(start, capture.end)

    def _placed(self, place: Place, where: str | None, noun: str, folded: str, tail: str) -> list[Body]:
        row = self.tables.get("local_bodies", {}).get(folded)
        if row is not None and row["kind"] in ("vertical", "institution") and where is not None:
            # A vertical system's own name takes the place as it is written.
            return [Body(row["prefix"] + where + row["full"] + tail, None, region=place.region)]
        return self._composed(place.name, place.region, noun, folded, tail, True)

    def _row(self, passage: Passage, actor: Annotation) -> list[Body]:
        """Several body nouns behind one place."""
        place, where = self._place(
            passage, actor.captures["place"], passage.document.folded[slice(*actor.captures["bodies"][:2])]
        )
        if place is None:
            return []
        made: list[Body] = []
        for noun in passage.found.within("body_noun", *actor.captures["bodies"][:2]):
            folded = passage.document.folded[noun.start : noun.end]
            made += self._placed(place, where, passage.written(noun.start, noun.end), folded, "")
        return made

    def _fields(self, passage: Passage, actor: Annotation) -> list[Body]:
        """A place's departments by their fields of work, as the place's level and the day would have them."""
        place = self.places.of_capture(passage, actor.captures["place"])
        if place is None or not place.rows or self.places.is_municipality(place.rows[-1]):
            return []
        region, made = place.rows[-1], []
        for work in passage.found.within("field_of_work", *actor.captures["fields"][:2]):
            row, _ = best_row(work.value, self.day)
            if template := row.get(region["level"]):
                name = template.replace("{place}", place.name).replace("{short}", region["short"])
                made.append(Body(name, None, region=place.region))
        return made

    def _affiliate(self, passage: Passage, actor: Annotation) -> list[Body]:
        """The committee of a league or another party in a place."""
        place = self.places.of_capture(passage, actor.captures["place"])
        head = passage.document.folded[slice(*actor.captures["head"][:2])]
        if place is None:
            return []
        full = self.tables.get("affiliates", {}).get(head, head)
        return [Body(f"{full}{place.name}{self.tables.get('affiliate_committee', '')}", None, region=place.region)]

    def _several(self, passage: Passage, actor: Annotation) -> list[Body]:
        """One body noun behind several places."""
        body, found = actor.captures["body"], actor.captures["places"]
        noun = passage.written(body.start, body.end)
        folded = passage.document.folded[body.start : body.end]
        made = []
        for place, region in self.places.each(passage, found):
            made += self._placed(place, passage.written(region.start, region.end), noun, folded, "")
        return made

    def _local_short(self, passage: Passage, actor: Annotation) -> list[Body]:
        folded = passage.document.folded[actor.start : actor.end]
        if folded not in self.tables.get("local_bodies", {}) or self.places.main is None:
            return []
        place = self.places.main
        return self._composed(place.name, place.region, passage.written(actor.start, actor.end), folded, "", True)

    def _composed(self, place: str, region: str | None, noun: str, folded: str, tail: str, known: bool) -> list[Body]:
        row = self.tables.get("local_bodies", {}).get(folded)
        if row is None:
            return [Body(place + noun + tail, None, region=region, known=known)]
        names = str(row["full"]).split("|")
        prefixes = (str(row["prefix"]).split("|") + [""] * len(names))[: len(names)]
        made = []
        for name, prefix in zip(names, prefixes, strict=True):
            full = noun if name == folded else name
            made.append(Body(prefix + place + full + tail, None, region=region, known=known, kind=row["kind"]))
        return made

    def _vertical(self, passage: Passage, actor: Annotation, head: Body) -> list[Body]:
        place, where = self._place(passage, actor.captures["place"], "")
        branch = passage.written(actor.captures["branch"].start, actor.end)
        return [Body(head.name + where + branch, None, head.id, place.region if place else None, head.valid)]

    def _ellipsis(self, passage: Passage, actor: Annotation) -> list[Body]:
        full = (
            actor.attrs.get("full")
            or str(actor.attrs.get("prefix", "")) + passage.document.folded[actor.start : actor.end]
        )
        rows = list(self._with_term(str(full)))
        return [self.of_rows(rows, str(full))] if rows else []

    def _long_organ(self, organ: str) -> str:
        return str(self.tables.get("organ_names", {}).get(organ, organ))


def _ends_longer(passage: Passage, actor: Annotation) -> bool:
    """Whether a short form is but the end of a local body's noun: 旅游局 of some zone's 文化广电和旅游局."""
    around = passage.found.within("body_noun", actor.start - _LONG_NOUN, actor.end)
    return any(noun.start < actor.start and noun.end == actor.end for noun in around)


def _body(row: Row, valid: bool) -> Body:
    return Body(row["name"], row["id"], row.get("parent") or None, None, valid, kind=row.get("kind"))


def _ids(capture: Capture) -> list[str]:
    return str(capture.value[0]["ids"]).split("|") if isinstance(capture.value, list) else []


def rows_of(tables: Tables, agency_id: str) -> Sequence[Row]:
    """The rows of one institution in the table of agencies."""
    return tables.made(_agencies)[1].get(agency_id, ())


def _agencies(tables: Tables) -> tuple[dict[str, list[Row]], dict[str, list[Row]]]:
    """Rows by every name and alias, and by id."""
    terms: dict[str, list[Row]] = {}
    ids: dict[str, list[Row]] = {}
    for row in tables.get("agencies", ()):
        ids.setdefault(row["id"], []).append(row)
        for column in _COLUMNS:
            for term in (row.get(column) or "").split("|"):
                if term:
                    terms.setdefault(fold(term), []).append(row)
    return terms, ids


def _of_taiwan(tables: Tables) -> dict[str, str]:
    """Ids of Taiwan's bodies by names that the mainland has, too."""
    return {fold(name): str(agency_id) for name, agency_id in tables.get("taiwan_bodies", {}).items()}


def _heads(tables: Tables) -> dict[str, tuple[str, Row]]:
    """Regions by the heads of their document numbers, with the column that has it."""
    return {
        fold(head): (column, row)
        for row in tables.get("regions", {}).values()
        for column in tables.get("region_head_nouns", {})
        for head in (row.get(column) or "").split("|")
        if head
    }
