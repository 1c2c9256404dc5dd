"""``python -m benchmarks.cleaning [CORPUS]``: what cleaning costs, and that its cost grows with size only.

CORPUS is JSONL (.gz) with the field ``content``, or a folder of documents.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import documents
from benchmarks.measure import interleaved, machine
from policyextract.cleaning import CleaningRules, clean, compile_cleaning
from policyextract.language import load_ruleset

SENTENCE = "各地要加强组织领导，明确责任分工，确保各项工作取得实效。"
GROWING: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: f"<p>{SENTENCE}</p>\n" * n,
    "one line": lambda n: SENTENCE * n,
    "nested elements": lambda n: "<div>" * n + SENTENCE,
    "cut-off tags": lambda n: "<script " * n,
    "unclosed attributes": lambda n: '<a b="' * n,
    "label table": lambda n: "<table>" + "<tr><td>文号</td><td>一</td></tr>" * n + "</table>",
    "signatures in one line": lambda n: "做好工作。某某部2020年1月1日关于" * n,
}


def read_folder(folder: Path) -> list[str | bytes]:
    """The files of a folder."""
    return [path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()]


def against_parse(sources: list[str] | list[str | bytes], rules: CleaningRules) -> None:
    """Time of cleaning against one selectolax parse, and what the source maps hold."""
    from selectolax.lexbor import LexborHTMLParser

    def parse() -> None:
        for source in sources:
            LexborHTMLParser(source)

    def ours() -> None:
        for source in sources:
            clean(source, rules=rules)

    ours()
    times = interleaved({"parse": parse, "ours": ours}, 5)
    found = [clean(source, rules=rules) for source in sources]
    segments = [segment for document in found for segment in document.source_map.segments]
    mismatches = sum(
        document.text[s.start : s.end].split() != document.source[s.source_start : s.source_end].split()
        for document in found
        for s in document.source_map.segments
        if s.copied
    )
    each = 1000 / len(sources)
    print(
        f"{len(sources):,} documents: {times['ours'] * each:.3f} ms, parse {times['parse'] * each:.3f} ms, "
        f"ratio {times['ours'] / times['parse']:.1f}; {len(segments):,} segments, {mismatches} mismatches"
    )


def growth(rules: CleaningRules) -> None:
    """Time per character of ten times more of the same; about 1 is linear."""
    for name, make in GROWING.items():
        small, large = make(5_000), make(50_000)
        times = interleaved(
            {"small": lambda s=small: clean(s, rules=rules), "large": lambda s=large: clean(s, rules=rules)}, 3
        )
        ratio = times["large"] / times["small"] / (len(large) / len(small))
        print(f"{name}: {ratio:.2f} times the time per character for {len(large):,} characters")


def main() -> None:
    """Measure and print."""
    rules = compile_cleaning(load_ruleset(["cn-core"]).cleaning)
    print(machine())
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if place is not None and place.is_dir():
        against_parse(read_folder(place), rules)
    else:
        against_parse(documents(place, None)[0], rules)
    growth(rules)


if __name__ == "__main__":
    main()
