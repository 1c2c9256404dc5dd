"""``python -m benchmarks [NAME...]``: measure, print the table, and on request write it into the docs."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks import bars, dates
from benchmarks.corpus import documents
from benchmarks.measure import Row, machine

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def main() -> None:
    """Run the benchmarks that are named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="throughput calendar rules size workers memory startup dates; all by default"
    )
    parser.add_argument("--corpus", type=Path, help="JSONL (.gz) with the field content")
    parser.add_argument("--limit", type=int, help="documents of the corpus to use")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--write", type=Path, help="put the table into this Markdown file, between its marks")
    arguments = parser.parse_args()
    texts, name = documents(arguments.corpus, arguments.limit)
    rounds = arguments.rounds
    suites: dict[str, Callable[[], list[Row]]] = {
        "throughput": lambda: bars.throughput(texts, rounds),
        "calendar": lambda: bars.calendar(texts, rounds),
        "rules": lambda: bars.more_rules(texts, rounds),
        "size": lambda: bars.size(texts, rounds),
        "workers": lambda: bars.workers(texts, min(rounds, 3)),
        "memory": lambda: bars.memory(texts),
        "startup": lambda: bars.startup(texts, rounds),
        "dates": lambda: dates.dates(rounds),
    }
    if unknown := set(arguments.names) - set(suites):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(suites)}")
    about = f"{machine()}; {len(texts):,} documents ({name}), {rounds} rounds, {dt.date.today()}"
    print(about, file=sys.stderr)
    rows = []
    for suite in arguments.names or suites:
        print(f"{suite} …", file=sys.stderr)
        rows += suites[suite]()
    table = "\n".join(
        [
            "| measured | ratio | bar | goal | in numbers |",
            "|---|---|---|---|---|",
            *(f"| {row.name} | **{row.ratio}** | {row.first} | {row.goal} | {row.detail} |" for row in rows),
        ]
    )
    print(table)
    if arguments.write:
        page = arguments.write.read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        _, _, after = rest.partition(END)
        arguments.write.write_text(f"{before}{BEGIN}\n{about}.\n\n{table}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
