"""Where one test of a pack is run: the pack with what it requires, a text as a document, found against expected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from policyextract.cleaning import CleaningRules, clean, compile_cleaning
from policyextract.document import Annotation, Block, Cell, Document, Metadata, Segment, SourceMap
from policyextract.engine.annotations import Annotations
from policyextract.errors import PackError, PolicyExtractError
from policyextract.extractor import Extractor
from policyextract.language import load_pack, load_ruleset
from policyextract.language.checked import RuleSet
from policyextract.language.cleaning_section import CleaningTest
from policyextract.language.pack import Pack
from policyextract.toolkit.cases import Case
from policyextract.toolkit.compare import differences
from policyextract.toolkit.marks import Mark, MarkError, parse_marks
from policyextract.values.folding import fold


def as_document(text: str, role: Any = "paragraph", under: str | None = None) -> Document:
    """A text as a cleaned document: each line a block of the role; a head of its column stands behind it.

    >>> [block.role for block in as_document("a\\nb").blocks]
    ['paragraph', 'paragraph']
    """
    cells = () if under is None else (Cell(0, len(text), ((len(text) + 1, len(text) + 1 + len(under)),)),)
    text = text if under is None else f"{text}\n{under}"
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), at, at + len(line), role))
        at += len(line) + 1
    whole = [Segment(0, len(text), 0, len(text), True)] if text else []
    return Document(text, fold(text), blocks, Metadata(), SourceMap(whole), text, cells=cells)


class Found(NamedTuple):
    """One thing a rule found: its span, how it is called, and what may be asked of it."""

    name: str
    start: int
    end: int
    annotation: Annotation | None = None
    value: Any = None


@dataclass(slots=True)
class Outcome:
    """What a rule made of a text: what it found, and the candidates it refused with the reason."""

    document: Document
    found: list[Found]
    others: Annotations
    refused: list[tuple[int, int, str]] = field(default_factory=list)


class Bench:
    """A pack ready for its tests.

    Parameters
    ----------
    pack : Pack
        As read; what it requires is read beside it.
    """

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    @classmethod
    def of(cls, name_or_path: str | Path) -> Bench:
        """The bench of a pack by name or folder."""
        return cls(load_pack(name_or_path))

    @cached_property
    def ruleset(self) -> RuleSet:
        """The pack with what it requires."""
        return load_ruleset([self.pack.root])

    @cached_property
    def _engine(self) -> Any:
        from policyextract.engine.engine import Engine

        return Engine(self.ruleset)

    @cached_property
    def _extractor(self) -> Extractor:
        return Extractor([self.pack.root])

    @cached_property
    def _cleaning(self) -> CleaningRules:
        return compile_cleaning(self.ruleset.cleaning)

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {rule.id: rule.kind for rule in self.ruleset.rules}

    def check(self, case: Case) -> str | None:
        """Run a case; None when it passes, else what is wrong, in a few lines."""
        if case.kind == "untested":
            return "has no test: add a text under tests.match"
        if case.document is not None:
            return self._check_document(case)
        if case.cleaning is not None:
            return self._check_cleaning(case.cleaning)
        assert case.text is not None
        try:
            text, marks = parse_marks(case.text.text)
        except MarkError as error:
            return f"the marks of the test are wrong: {error}"
        outcome = self.run(case.rule, text, case.text.block or "paragraph", case.text.under)
        if case.kind == "no_match":
            return _report(outcome, marks, ["nothing should be found"]) if outcome.found else None
        faults = list(self._faults(outcome, marks, case.rule))
        if case.kind == "todo":
            return "this todo passes now: move it to tests.match" if not faults else None
        return _report(outcome, marks, faults) if faults else None

    def run(self, rule: str, text: str, role: str = "paragraph", under: str | None = None) -> Outcome:
        """What one rule makes of a text."""
        document = as_document(text, role, under)
        refused: list[tuple[int, int, str]] = []

        def trace(fired: str, start: int, end: int, failed: str | None) -> None:
            if fired == rule and failed is not None:
                refused.append((start, end, failed))

        annotations = self._engine.annotate(document, trace)
        kind = self._kinds.get(rule)
        if kind == "sequence":
            found = _items(annotations, rule)
        elif kind == "classify":
            claimed = (a for a in annotations if any(c.rule == rule for c in a.claims))
            found = [Found(a.type, a.start, a.end, a, a.value) for a in claimed]
        else:
            found = [Found(a.type, a.start, a.end, a, a.value) for a in annotations if a.rule == rule]
        return Outcome(document, sorted(found, key=lambda f: (f.start, -f.end)), annotations, refused)

    def _faults(self, outcome: Outcome, marks: Sequence[Mark], rule: str) -> Iterable[str]:
        whole = {(f.name, f.start, f.end): f for f in outcome.found}
        own = {f.name for f in outcome.found} | self._gives(rule)
        marked: set[tuple[str, int, int]] = set()
        for mark in marks:
            text = outcome.document.text[mark.start : mark.end]
            key = (mark.name, mark.start, mark.end)
            parts = [whole[key]] if key in whole else list(self._parts(outcome, mark, own))
            if key in whole or ((mark.name in own or mark.name.isdigit()) and not parts):
                marked.add(key)
            if not parts:
                yield f"not found: <{mark.name}>{text}"
                continue
            for name, value in mark.attributes.items():
                answers = {answer for part in parts for answer in _answer(part, name)}
                if value not in answers and value not in {answer.capitalize() for answer in answers}:
                    shown = " or ".join(sorted(answers)) or "nothing"
                    yield f"<{mark.name}>{text}: expected {name}={value}, found {shown}"
        if marked:
            for place, hit in whole.items():
                if place not in marked:
                    yield f"not expected: <{hit.name}>{outcome.document.text[hit.start : hit.end]}"
        elif not outcome.found:
            yield "nothing was found"

    def _gives(self, rule: str) -> set[str]:
        for checked in self.ruleset.rules:
            if checked.id == rule:
                return {checked.gives, *checked.of} - {""}
        return set()

    @staticmethod
    def _parts(outcome: Outcome, mark: Mark, own: set[str]) -> Iterable[Found]:
        """Captures and arguments of what was found, and annotations of other rules, that stand exactly at a mark."""
        for hit in outcome.found:
            if hit.annotation is None:
                continue
            capture = hit.annotation.captures.get(mark.name)
            if capture is not None and (capture.start, capture.end) == (mark.start, mark.end):
                yield Found(mark.name, mark.start, mark.end, capture.annotation, capture.value)
            for argument in hit.annotation.arguments.get(mark.name, ()):
                if (argument.start, argument.end) == (mark.start, mark.end):
                    yield Found(mark.name, mark.start, mark.end, argument, argument.value)
        for other in outcome.others.of(mark.name) if mark.name not in own else ():
            if (other.start, other.end) == (mark.start, mark.end):
                yield Found(mark.name, mark.start, mark.end, other, other.value)

    def _check_cleaning(self, test: CleaningTest) -> str | None:
        document = clean(test.source, rules=self._cleaning)
        expected = {key: cell for key, cell in test.model_dump(exclude={"source"}).items() if cell}
        found = {
            "text": document.text,
            "roles": [block.role for block in document.blocks if block.end > block.start],
            "metadata": {name: values[0].text for name, values in document.metadata.values.items() if values},
        }
        return "\n".join(differences(expected, found)) or None

    def _check_document(self, case: Case) -> str | None:
        test = case.document
        assert test is not None
        if (test.file is None) == (test.text is None):
            return "a document test has either `file` or `text`"
        try:
            source: Any = test.text if test.file is None else self.pack.inside(test.file)
            doc = self._extractor.extract(source, title=test.title, published=test.published)
        except (ValueError, PolicyExtractError) as error:
            if isinstance(error, PackError):
                raise
            return str(error)
        faults = list(differences(test.expect, doc.model_dump(mode="json")))
        return "\n".join(faults) if faults else None


def _items(annotations: Annotations, rule: str) -> list[Found]:
    """The items that a sequence rule's markers begin, marker included, called by their number (0 for none)."""
    found: list[Found] = []
    stack = [annotation.value for annotation in annotations.of("enumeration")]
    while stack:
        for node in stack.pop().nodes:
            if node.marker.family.rule == rule:
                found.append(Found(str(node.number or 0), node.marker.start, node.end))
            stack += node.lists
    return found


def _answer(found: Found, key: str) -> set[str]:
    """Every text that an attribute of a mark may be compared with."""
    value, annotation = found.value, found.annotation
    rows = value if isinstance(value, list) else [value] if isinstance(value, dict) else []
    if key == "value":
        if rows:
            return {str(cell) for row in rows for name, cell in row.items() if name in ("id", "name", "term")}
        return set() if value is None else {_text(value)}
    answers = {str(row[key]) for row in rows if isinstance(row, dict) and row.get(key) is not None}
    if annotation is not None:
        given = annotation.get(key)
        if given is not None:
            answers.add(_text(given))
        capture = annotation.captures.get(key)
        if capture is not None and capture.value is not None:
            answers.add(_text(capture.value))
    own = getattr(value, key, None)
    if own is not None and not callable(own):
        answers.add(_text(own))
    return answers


def _text(value: Any) -> str:
    """A value as a mark writes it: ``true`` and ``5`` rather than ``True`` and ``5.0``."""
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _report(outcome: Outcome, marks: Sequence[Mark], faults: Iterable[str]) -> str:
    text = outcome.document.text
    lines = [*faults, f"text:  {_inline(text)}"]
    found = ", ".join(f"<{f.name}>{_inline(text[f.start : f.end])}" for f in outcome.found)
    lines.append(f"found: {found or 'nothing'}")
    for start, end, reason in outcome.refused[:4]:
        lines.append(f"refused by `{reason}`: {_inline(text[start:end])}")
    return "\n".join(lines)


def _inline(text: str) -> str:
    shown = text.replace("\n", "⏎")
    return shown if len(shown) <= 120 else shown[:117] + "..."
