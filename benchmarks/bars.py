"""The bars of the design, each a function that gives rows of the table."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks import adhoc, rules
from benchmarks.measure import ROOT, Row, fresh, interleaved
from policyextract.batch.supervisor import Limits, Supervisor
from policyextract.batch.tasks import Loaded, LoadedTask
from policyextract.cleaning import clean
from policyextract.engine.engine import Engine
from policyextract.extractor import Extractor


def floor_of(texts: list[str], words: list[str]) -> object:
    """The floor: one HTML parse of the same bytes and one Aho-Corasick pass over the text for the packs' words."""
    import ahocorasick_rs
    from selectolax.lexbor import LexborHTMLParser

    automaton = ahocorasick_rs.AhoCorasick(words)

    def work() -> None:
        for text in texts:
            body = LexborHTMLParser(text.encode()).body
            automaton.find_matches_as_indexes(body.text() if body else "")

    return work


def throughput(texts: list[str], rounds: int) -> list[Row]:
    """Time for a document, against the floor and against the ad-hoc stack."""
    extractor = Extractor()
    script, patterns = adhoc.script(extractor._ready().ruleset)
    sample = texts[:: max(len(texts) // 100, 1)]

    def ours(some: list[str]) -> None:
        for text in some:
            extractor.extract(text)

    words = extractor._ready().scanner.texts
    floor = floor_of(texts, words)
    ours(texts)  # warm: jieba, caches
    times = interleaved({"floor": floor, "ours": lambda: ours(texts)}, rounds)  # type: ignore[dict-item]
    ours_ms, floor_ms = (1000 * times[name] / len(texts) for name in ("ours", "floor"))
    few = interleaved(
        {"script": lambda: [script(text) for text in sample], "ours": lambda: ours(sample)}, min(rounds, 3)
    )
    return [
        Row(
            "time for a document, against the floor",
            f"{ours_ms / floor_ms:.1f}",
            "15",
            "8",
            f"{ours_ms:.2f} ms, floor {floor_ms:.3f} ms with {len(words):,} words, "
            f"mean {sum(map(len, texts)) // len(texts)} characters",
        ),
        Row(
            "ad-hoc stack (BeautifulSoup, re, dateparser, pydantic) against us",
            f"{few['script'] / few['ours']:.1f}",
            "5",
            "20",
            f"{1000 * few['script'] / len(sample):.1f} ms a document, {patterns} patterns, {len(sample)} documents",
        ),
    ]


def calendar(texts: list[str], rounds: int) -> list[Row]:
    """The rules of dates and durations alone (moments, lengths, and all they need), against the floor."""
    extractor = Extractor()
    engine = extractor._ready()
    subset = rules.giving(engine.ruleset, {"date", "duration"})
    alone = Engine(subset)
    documents = [clean(text, rules=extractor._cleaning, path=None) for text in texts]

    def work() -> None:
        for document in documents:
            alone.annotate(document)

    work()
    times = interleaved({"floor": floor_of(texts, engine.scanner.texts), "calendar": work}, rounds)  # type: ignore[dict-item]
    found, floor = (1000 * times[name] / len(texts) for name in ("calendar", "floor"))
    detail = f"{found:.2f} ms, {len(subset.rules)} rules with their own pass over the text, floor {floor:.3f} ms"
    return [Row("rules of dates and durations, against the floor", f"{found / floor:.1f}", "3", "-", detail)]


def more_rules(texts: list[str], rounds: int) -> list[Row]:
    """Ten times more rules."""
    plain = Extractor()
    ruleset = plain._ready().ruleset
    large = rules.multiplied(ruleset, 10, texts)
    many = rules.extractor_with(large)
    sample = texts[:: max(len(texts) // 300, 1)]

    def work(extractor: Extractor) -> None:
        for text in sample:
            extractor.extract(text)

    work(plain), work(many)
    times = interleaved({"plain": lambda: work(plain), "many": lambda: work(many)}, rounds)
    detail = f"{len(ruleset.rules)} and {len(large.rules)} rules"
    return [Row("ten times more rules", f"{times['many'] / times['plain']:.2f}", "1.5", "1.2", detail)]


def size(texts: list[str], rounds: int) -> list[Row]:
    """Time for a character in a document of 10 MB, against documents of 10 kB."""
    extractor = Extractor()
    small = _pages(texts, 10_000, 100)
    medium = _pages(texts, 100_000, 10)
    large = _pages(texts, 10_000_000, 1)

    def work(pages: list[str]) -> None:
        for page in pages:
            extractor.extract(page)

    work(small)
    contestants = {"10 kB": small, "100 kB": medium, "10 MB": large}
    times = interleaved(
        {name: (lambda pages=pages: work(pages)) for name, pages in contestants.items()}, min(rounds, 3)
    )
    cost = {name: times[name] / sum(map(len, pages)) * 1e6 for name, pages in contestants.items()}
    detail = ", ".join(f"{name} {value:.2f} µs" for name, value in cost.items()) + " a character"
    return [
        Row(
            "document of 10 MB against 10 kB, a character", f"{cost['10 MB'] / cost['10 kB']:.2f}", "1.5", "1.1", detail
        )
    ]


def _pages(texts: list[str], size_in_bytes: int, number: int) -> list[str]:
    """Pages of about a size, of whole documents one behind another."""
    pages, at = [], 0
    for _ in range(number):
        parts, length = [], 0
        while length < size_in_bytes:
            text = texts[at % len(texts)]
            at += 1
            parts.append(text)
            length += len(text.encode())
        pages.append("\n".join(parts).encode()[:size_in_bytes].decode("utf-8", "ignore"))
    return pages


def workers(texts: list[str], rounds: int) -> list[Row]:
    """Documents a second with two workers against one, from the first result to the last."""
    many = [LoadedTask(Loaded(text)) for text in texts] * max(1, round(3000 / len(texts)))
    extractor = Extractor()
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for number, found in rates.items():
            records = Supervisor(extractor, Limits(workers=number)).run(enumerate(many))
            # Until the workers have seen some documents they are not warm.
            warm = sum(1 for _ in islice(records, 500))
            began = time.perf_counter()
            done = sum(1 for _ in records)
            found.append(done / (time.perf_counter() - began))
            assert warm + done == len(many)
    one, two = (statistics.median(rates[number]) for number in (1, 2))
    detail = f"{one:,.0f} and {two:,.0f} documents a second"
    return [Row("two workers against one", f"{two / one:.2f}", "1.8", "1.95", detail)]


def memory(texts: list[str]) -> list[Row]:
    """Greatest memory of a run over many documents against one over few, all processes together."""
    few, many = (_peak(texts, number) for number in (1000, 20_000))
    detail = f"{few / 1e6:.0f} and {many / 1e6:.0f} MB, two workers"
    return [Row("memory of 20,000 documents against 1,000", f"{many / few:.2f}", "1.1", "1.0", detail)]


def _peak(texts: list[str], number: int) -> int:
    import psutil

    with tempfile.TemporaryDirectory() as folder:
        crawl = Path(folder, "crawl.jsonl")
        with crawl.open("w", encoding="utf-8") as file:
            for n in range(number):
                file.write(json.dumps({"id": str(n), "content": texts[n % len(texts)]}, ensure_ascii=False) + "\n")
        code = "from policyextract.cli import main; main()"
        command = ["batch", str(crawl), "-o", str(Path(folder, "facts.jsonl")), "--workers", "2", "--no-text"]
        process = psutil.Popen([sys.executable, "-c", code, *command], cwd=ROOT, stderr=subprocess.DEVNULL)
        peak = 0
        while process.poll() is None:
            try:
                family = [process, *process.children(recursive=True)]
                peak = max(peak, sum(one.memory_info().rss for one in family))
            except psutil.Error:
                continue
            time.sleep(0.05)
    return peak


def startup(texts: list[str], rounds: int) -> list[Row]:
    """Import, and the first result of a new process."""
    timed = "import time; began = time.perf_counter(); {}; print(time.perf_counter() - began)"
    imports = {
        "ours": timed.format("from policyextract import extract"),
        "pydantic": timed.format("from pydantic import BaseModel"),
    }
    found: dict[str, list[float]] = {name: [] for name in (*imports, "first")}
    first = (
        "from policyextract import extract; import time; began = time.perf_counter(); "
        "extract('<p>4月21日，公安部召开会议。</p>'); print(time.perf_counter() - began)"
    )
    for _ in range(3 * rounds):
        for name, code in {**imports, "first": first}.items():
            found[name].append(fresh(code))
    median = {name: statistics.median(times) for name, times in found.items()}
    extractor = Extractor()
    (page,) = _pages(texts, 100_000, 1)
    extractor.extract(page)
    warm = interleaved({"page": lambda: extractor.extract(page)}, rounds)["page"]
    return [
        Row(
            "`from policyextract import extract` against `from pydantic import BaseModel`",
            f"{median['ours'] / median['pydantic']:.2f}",
            "2",
            "1.5",
            f"{1000 * median['ours']:.0f} and {1000 * median['pydantic']:.0f} ms",
        ),
        Row(
            "first result after import, against a warm page of 100 kB",
            f"{median['first'] / warm:.1f}",
            "10",
            "cached",
            f"{1000 * median['first']:.0f} and {1000 * warm:.0f} ms",
        ),
    ]
