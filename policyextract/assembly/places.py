"""Places: regions written in full, in short or left out, and the region a page is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from policyextract.assembly.passages import Passage
from policyextract.assembly.tables import Tables
from policyextract.document import Annotation, Capture

Row = Mapping[str, str]
_LEVELS = {"province": 0, "prefecture": 1, "county": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A place as it stands in an official name, and the code of its innermost region."""

    name: str
    region: str | None
    rows: tuple[Row, ...] = ()


class Places:
    """Places of one document.

    Parameters
    ----------
    tables : Tables
        ``regions`` by code; ``place_levels``: what a word for a level (省, 市, 区 …) can mean, best first.
    passages : sequence of Passage
        Title, then body: the first place of the title or the most frequent one is what the page is about.
    beside : callable
        Who put the page out, as passages; asked only where title and body do not say which place is meant.
    """

    def __init__(
        self,
        tables: Tables,
        passages: Sequence[Passage],
        beside: Callable[[], Sequence[Passage]] = tuple,
    ) -> None:
        self.regions: Mapping[str, Row] = tables.get("regions", {})
        self.levels: Mapping[str, Sequence[str]] = tables.get("place_levels", {})
        self.passages = passages
        self._tables = tables
        self._beside = beside
        self._main: Place | None = None
        self._seen = False
        self._published: list[Row] | None = None
        self.local = False

    @property
    def main(self) -> Place | None:
        """The place the page is about; None when it names none."""
        if not self._seen:
            self._seen = True
            self._main = self._find_main()
        return self._main

    def of_capture(self, passage: Passage, capture: Capture) -> Place | None:
        """The place of a capture that holds one or several region names."""
        start, end = capture.start, capture.end
        written = passage.written(start, end)
        found = passage.found.within("region", start, end)
        zones = passage.found.within("zone", start, end)
        if zones or not found:
            return Place(written, self._code(found, None))
        names, above = [], None
        for annotation in found:
            surface = passage.document.folded[annotation.start : annotation.end]
            row = self._choose(self._called(annotation, surface), above)
            if row is None:
                return Place(written, None)
            names.append(
                row["name"]
                if _is_short(row, passage.document.folded[annotation.start : annotation.end])
                else passage.written(annotation.start, annotation.end)
            )
            above = row
        assert above is not None
        prefix = self._prefix(above) if len(found) == 1 else ""
        return Place(prefix + "".join(names), above["code"], (above,))

    def behind_province(self, passage: Passage, capture: Capture) -> int:
        """Where a place begins without the province that official names leave out: 江西省宜春市 is 宜春市."""
        found = passage.found.within("region", capture.start, capture.end)
        if len(found) < 2 or found[1].start != found[0].end:
            return capture.start
        first = self._choose(self._called(found[0], passage.document.folded[found[0].start : found[0].end]), None)
        if first is None or first["level"] != "province" or self.is_municipality(first):
            return capture.start
        return found[1].start

    def each(self, passage: Passage, capture: Capture) -> Iterable[tuple[Place, Annotation]]:
        """The places of a list, each on its own, with what names it."""
        for region in passage.found.within("region", capture.start, capture.end):
            place = self.of_capture(passage, Capture(region.start, region.end, region.value))
            if place is not None:
                yield place, region

    def of_level(self, word: str) -> Place | None:
        """The page's place at a level named by a bare word (省政府, 市住建委)."""
        wanted = self.levels.get(word)
        if not wanted:
            return None
        if "zone" in wanted and (zone := self._zone()) is not None:
            return zone
        place = self._at_level(self._candidates(), wanted)
        if place is None and len(word) > 1:
            place = self._only(word, wanted)
        return place or self._at_level(self._publishers(), wanted)

    def _only(self, word: str, wanted: Sequence[str]) -> Place | None:
        """What 我盟 is in a text that is about a province and names one league in it."""
        rows = {
            row["code"]: row
            for passage in self.passages
            for annotation in passage.of("region")
            if isinstance(annotation.value, list) and len(annotation.value) == 1
            for row in annotation.value
        }
        main = self._near()
        inside = [r for r in rows.values() if r["name"].endswith(word[-1]) and (main is None or _below(r, main))]
        return self._at_level(inside, wanted) if len(inside) == 1 else None

    def _at_level(self, rows: Iterable[Row], wanted: Sequence[str]) -> Place | None:
        for row in rows:
            chain = [row, *self._parents(row)]
            for level in wanted:
                for r in chain:
                    if r["level"] == level or (level == "city" and self._is_city(r)):
                        return Place(self._prefix(r) + r["name"], r["code"], (r,))
        return None

    def _publishers(self) -> list[Row]:
        """The region of who put the page out, where it names one."""
        if self._published is None:
            self._published = []
            for passage in self._beside():
                above: Row | None = None
                for annotation in passage.of("region"):
                    surface = passage.document.folded[annotation.start : annotation.end]
                    above = self._choose(self._called(annotation, surface), above)
                if above is not None:
                    self._published.append(above)
        return self._published

    def _zone(self) -> Place | None:
        """The development zone the page speaks of, when it names exactly one."""
        found = {p.written(z.start, z.end): z for p in self.passages for z in p.of("zone")}
        if len(found) != 1:
            return None
        name, zone = next(iter(found.items()))
        passage = self.passages[-1]
        return Place(name, self._code(passage.found.within("region", zone.start, zone.end), None))

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _is_city(self, row: Row) -> bool:
        """A prefecture, a municipality directly under the state, or a city of county rank."""
        return (
            row["level"] == "prefecture"
            or (row["level"] == "province" and len(row["name"]) == 3 and self._has_counties(row))
            or (row["level"] == "county" and row["code"][4:6] >= "81")
        )

    def is_municipality(self, row: Row) -> bool:
        """A city directly under the state, whose departments are called otherwise."""
        return row["level"] == "province" and self._is_city(row)

    def _has_counties(self, row: Row) -> bool:
        first = row["code"][:2] + "01"  # a municipality's districts stand directly below it
        return any(
            (district := self.regions.get(f"{first}{i:02}")) is not None and district["parent"] == row["code"]
            for i in range(1, 8)
        )

    def _parents(self, row: Row) -> Iterable[Row]:
        while row.get("parent") and row["parent"] in self.regions:
            row = self.regions[row["parent"]]
            yield row

    def _prefix(self, row: Row) -> str:
        """What stands before a district's name in official use: its city. Counties and cities stand alone."""
        parent = self.regions.get(row.get("parent") or "")
        if row["level"] != "county" or parent is None or row["code"][4:6] > "20":
            return ""
        return str(parent["name"])

    def _called(self, annotation: Annotation, surface: str) -> list[Row]:
        """All regions of a name: a short name may be a district's as well as a city's."""
        rows: list[Row] = annotation.value if isinstance(annotation.value, list) else []
        return [*rows, *(r for r in self._tables.made(_shorts).get(surface, ()) if r not in rows)]

    def _choose(self, rows: Sequence[Row], above: Row | None) -> Row | None:
        """Of regions with one name, the one below the name before it, else the one near the page's place."""
        if len(rows) == 1:
            return rows[0]
        page = self._near()
        for near in [n for n in (above, page) if n is not None] + (list(self._parents(page)) if page else []):
            inside = [r for r in rows if _below(r, near)]
            if inside:
                return min(inside, key=lambda r: bool(r["last_seen"]))
        current = [r for r in rows if not r["last_seen"]] or rows
        ranked = sorted(current, key=lambda r: _LEVELS[r["level"]])
        if len(ranked) > 1 and ranked[0]["level"] == ranked[1]["level"]:
            return None
        return ranked[0] if ranked else None

    def _near(self) -> Row | None:
        place = self.main
        return place.rows[0] if place is not None and place.rows else None

    def _code(self, found: Sequence[Annotation], above: Row | None) -> str | None:
        row = self._choose(found[-1].value or (), above) if found else None
        return row["code"] if row else None

    def _candidates(self) -> Iterable[Row]:
        main = self.main
        return main.rows if main is not None else ()

    def _find_main(self) -> Place | None:
        tally: dict[str, float] = {}
        rows: dict[str, Row] = {}
        for passage in self.passages:
            for i, annotation in enumerate(passage.of("region")):
                known: list[Row] = annotation.value if isinstance(annotation.value, list) else []
                if len(known) != 1:
                    continue
                row = known[0]
                weight = (3.0 if not passage.visible or annotation.end < 60 else 1.0) / (1 + i // 20)
                rows[row["code"]] = row
                tally[row["code"]] = tally.get(row["code"], 0) + weight
        if not tally:
            return None
        best = max(
            tally,
            key=lambda c: (tally[c] + sum(v for k, v in tally.items() if k != c and _below(rows[k], rows[c])) * 0.2, c),
        )
        row = rows[best]
        # A province counts as the page's place only when no place inside it is named as often.
        return Place(row["name"], row["code"], (row,))


def _is_short(row: Row, folded: str) -> bool:
    return folded == row.get("short")


def _below(row: Row, above: Row) -> bool:
    """Whether a region lies in another, by their codes."""
    code, top = row["code"], above["code"]
    if top.endswith("0000"):
        return code[:2] == top[:2]
    return code[:4] == top[:4] if top.endswith("00") else code == top


def _shorts(tables: Tables) -> dict[str, list[Row]]:
    """Regions by short name."""
    index: dict[str, list[Row]] = {}
    for row in tables.get("regions", {}).values():
        if row.get("short"):
            index.setdefault(row["short"], []).append(row)
    return index
