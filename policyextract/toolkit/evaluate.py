"""Precision, recall and F1 against gold annotations, per field and per rule, with floors that only rise.

A gold folder holds ``gold.jsonl`` (a line a document: ``id`` and the expected fields, written as results are; names
alone will do for ``issuers``), the documents as ``docs/ID.*``, and, if there is anything to pass to ``extract``,
``meta.jsonl`` (``id``, ``title``, ``published``). Only the fields that a gold line has are scored. Blanks and quotation
marks of names and titles do not count.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policyextract.errors import InputError
from policyextract.extractor import Extractor
from policyextract.language import PackName
from policyextract.values.folding import unspaced

Key = tuple[Any, ...]
_HEAD = 6  # characters of an item's text that must agree


@dataclass(slots=True)
class Score:
    """Counts of one field or rule."""

    right: int = 0
    found: int = 0
    expected: int = 0

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 when nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Share of what is expected that was found; 1 when nothing is expected."""
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Miss:
    """One error: ``kind`` is ``missing`` or ``wrong``."""

    document: str
    field: str
    kind: str
    key: Key
    rule: str | None = None


@dataclass(slots=True)
class Evaluation:
    """Scores of a run. For a rule only precision means something: what it missed has no rule."""

    documents: int = 0
    fields: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    rules: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    misses: list[Miss] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain numbers, rounded to four places."""
        return {
            "documents": self.documents,
            "fields": {
                name: {
                    "precision": round(s.precision, 4),
                    "recall": round(s.recall, 4),
                    "f1": round(s.f1, 4),
                    "expected": s.expected,
                }
                for name, s in self.fields.items()
            },
            "rules": {r: {"right": s.right, "found": s.found} for r, s in sorted(self.rules.items())},
        }


def evaluate(folder: Path, packs: Sequence[PackName] | None = None) -> Evaluation:
    """Extract the documents of a gold folder and compare.

    Raises
    ------
    InputError
        The folder has no ``gold.jsonl``, a line of it is not JSON, or a document is missing.
    """
    extractor = Extractor(packs)
    known = {row["id"]: row for row in _lines(folder / "meta.jsonl")} if (folder / "meta.jsonl").is_file() else {}
    done = Evaluation()
    for gold in _lines(folder / "gold.jsonl"):
        given = known.get(gold["id"], {})
        files = sorted((folder / "docs").glob(f"{gold['id']}.*"))
        if not files:
            raise InputError(f"{folder / 'docs'}: there is no document {gold['id']}")
        doc = extractor.extract(files[0].read_bytes(), title=given.get("title"), published=given.get("published"))
        done.documents += 1
        _compare(done, str(gold["id"]), gold, doc.model_dump(mode="json"))
    return done


def below_floors(done: Evaluation, floors: Mapping[str, float]) -> list[str]:
    """The fields whose F1 is below their floor, as sentences."""
    return [
        f"{name}: F1 {done.fields[name].f1:.4f} is below its floor {floor}"
        for name, floor in floors.items()
        if name not in done.fields or done.fields[name].f1 < floor
    ]


def read_floors(path: Path) -> dict[str, float]:
    """The least F1 by field, from a JSON file.

    Raises
    ------
    InputError
        There is no such file (a gate that is not there would let everything pass), or it holds something else.
    """
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise InputError(f"{path}: not JSON ({error})") from None
    if not isinstance(floors, dict) or not all(isinstance(floor, int | float) for floor in floors.values()):
        raise InputError(f'{path}: floors are an object of numbers, such as {{"dates": 0.95}}')
    return floors


def raised_floors(done: Evaluation, floors: Mapping[str, float]) -> dict[str, float]:
    """Floors as high as what is reached now; none is lowered."""
    reached = {name: int(score.f1 * 1000) / 1000 for name, score in done.fields.items()}
    return {name: max(reached.get(name, 0.0), floors.get(name, 0.0)) for name in {**reached, **floors}}


def _compare(done: Evaluation, document: str, gold: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    for name, (source, keys) in FIELDS.items():
        if source not in gold:
            continue
        want, have = Counter(k for k, _ in keys(gold)), list(keys(found))
        score = done.fields[name]
        score.expected += want.total()
        score.found += len(have)
        for key, rule in have:
            right = want[key] > 0
            want[key] -= right
            score.right += right
            if rule:
                done.rules[rule].found += 1
                done.rules[rule].right += right
            if not right:
                done.misses.append(Miss(document, name, "wrong", key, rule))
        done.misses += [Miss(document, name, "missing", key) for key in want.elements()]


_BLANKS_AND_QUOTES = re.compile("[\\s\"'\u2018\u2019\u201c\u201d\u300c-\u300f]+")


def _bare(value: Any) -> Any:
    """A text without blanks and quotation marks."""
    return _BLANKS_AND_QUOTES.sub("", value) if isinstance(value, str) else value


Keys = Callable[[Mapping[str, Any]], Iterator[tuple[Key, str | None]]]


def _single(name: str) -> tuple[str, Keys]:
    def keys(doc: Mapping[str, Any]) -> Iterator[tuple[Key, str | None]]:
        value = doc.get(name)
        if isinstance(value, dict):
            yield (value.get("value"),), value.get("rule")
        elif value is not None:
            yield (str(value)[:10] if name in ("published", "effective", "signed") else _bare(value),), None

    return name, keys


def _listed(name: str, *parts: str, optional: Callable[[Mapping[str, Any]], bool] | None = None) -> tuple[str, Keys]:
    def keys(doc: Mapping[str, Any]) -> Iterator[tuple[Key, str | None]]:
        seen: set[Key] = set()
        for row in doc.get(name) or ():
            if isinstance(row, str):
                row = {parts[0]: row}
            if optional is not None and optional(row):
                continue
            key = tuple(_bare(row.get(part)) for part in parts)
            if key not in seen:
                seen.add(key)
                yield key, row.get("rule")

    return name, keys


def _items(directives: bool) -> tuple[str, Keys]:
    def keys(doc: Mapping[str, Any]) -> Iterator[tuple[Key, str | None]]:
        stack = [
            row for e in doc.get("enumerations") or () for row in (e.get("items") or [e] if isinstance(e, dict) else [])
        ]
        while stack:
            row = stack.pop(0)
            text = unspaced(str(row.get("text") or row.get("starts") or ""))
            if row.get("number") is not None and (row.get("directive") or not directives):
                yield (row.get("marker"), row.get("number"), text[:_HEAD]), row.get("rule")
            stack = [*(row.get("items") or ()), *stack]

    return "enumerations", keys


def _unresolved(row: Mapping[str, Any]) -> bool:
    return not row.get("value") or row.get("role") == "published" or bool(row.get("derived"))


# What is scored, by name: the field of the result, and the keys that must agree.
FIELDS: dict[str, tuple[str, Keys]] = {
    **{
        name: _single(name)
        for name in ("kind", "title", "published", "document_number", "document_type", "effective", "expires", "signed")
    },
    "issuers": _listed("issuers", "name"),
    "dates": _listed("dates", "value", optional=_unresolved),
    "date roles": _listed("dates", "value", "role", optional=_unresolved),
    "durations": _listed("durations", "value", "unit"),
    "campaigns": _listed("campaigns", "name"),
    "campaign durations": _listed("campaigns", "name", "duration"),
    "items": _items(directives=False),
    "directives": _items(directives=True),
    "references": _listed("references", "title"),
    "reference relations": _listed("references", "title", "relation"),
}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise InputError(f"{path}:{number}: not JSON ({error})") from None
            if not isinstance(row, dict) or "id" not in row:
                raise InputError(f"{path}:{number}: a gold line is an object with an id")
            yield row
