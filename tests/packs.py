"""Small packs written by tests."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from policyextract.document import Block, Document, Metadata, Segment, SourceMap
from policyextract.engine.annotations import Annotations
from policyextract.engine.engine import Engine
from policyextract.language import RuleSet, load_ruleset
from policyextract.values.folding import fold


def write_pack(folder: Path, files: dict[str, str], name: str = "sample", **info: str) -> Path:
    """A pack folder with rule files given by topic; `info` holds further lines of pack.yaml."""
    root = folder / name
    root.mkdir(parents=True, exist_ok=True)
    lines = {"name": name, "version": "1.0.0", **info}
    (root / "pack.yaml").write_text("".join(f"{k}: {v}\n" for k, v in lines.items()), encoding="utf-8")
    for topic, text in files.items():
        path = root / (topic if "." in topic else f"{topic}.rules.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return root


def ruleset(folder: Path, text: str, **files: str) -> RuleSet:
    """The rule set of a pack with one rule file."""
    return load_ruleset([write_pack(folder, {"rules": text, **files})])


def plain(text: str, role: str = "paragraph") -> Document:
    """A document of which each line is a block of one role."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(at, at + len(line), at, at + len(line), role))  # type: ignore[arg-type]
        at += len(line) + 1
    segments = [Segment(0, len(text), 0, len(text), True)] if text else []
    return Document(text, fold(text), blocks, Metadata(), SourceMap(segments), text)


def annotate(rules: RuleSet, text: str, role: str = "paragraph") -> Annotations:
    """Run a rule set over a text."""
    return Engine(rules).annotate(plain(text, role))


def texts(found: Annotations, type_: str, text: str) -> list[str]:
    """The texts of the annotations of a type."""
    return [text[a.start : a.end] for a in found.of(type_)]
