"""``python -m benchmarks.kills [--minutes 5]``: kill runs and their workers at random for as long as you like.

Each round runs the real command over some documents, kills it or one of its workers at a random moment, again and again
with ``--resume``, and compares the output with that of an undisturbed run, byte for byte. The suite does a short form.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.corpus import documents
from benchmarks.measure import ROOT

CODE = "from policyextract.cli import main; main()"


def start(crawl: Path, target: Path) -> subprocess.Popen[bytes]:
    """A run, or what is left of one."""
    command = [sys.executable, "-c", CODE, "batch", str(crawl), "-o", str(target), "--resume", "-w", "2", "-q"]
    return subprocess.Popen(command, cwd=ROOT)


def disturb(process: subprocess.Popen[bytes], chance: random.Random, seconds: float) -> str:
    """Let a run go on for a while, then kill it or one of its workers."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0, seconds))
    if process.poll() is not None:
        return "."
    # The two first children are multiprocessing's own helpers; the workers are children of the second.
    workers = psutil.Process(process.pid).children(recursive=True)[2:]
    if workers and chance.random() < 0.5:
        with contextlib.suppress(psutil.Error):
            chance.choice(workers).kill()
        return "w"
    process.kill()
    process.wait()
    return "R"


def main() -> None:
    """Rounds until the time is over; ends with an error at the first difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    chance = random.Random(arguments.seed)
    texts, _ = documents(None, arguments.documents)
    with tempfile.TemporaryDirectory() as folder:
        crawl = Path(folder, "crawl.jsonl")
        rows = [json.dumps({"id": str(n), "content": text}, ensure_ascii=False) for n, text in enumerate(texts)]
        crawl.write_text("\n".join(rows), encoding="utf-8")
        began = time.monotonic()
        whole = Path(folder, "whole.jsonl")
        start(crawl, whole).wait()
        seconds = time.monotonic() - began
        number = 0
        while time.monotonic() - began < 60 * arguments.minutes:
            number += 1
            suffix = chance.choice(["", ".gz"])
            target = Path(folder, f"{number}.jsonl{suffix}")
            done = []
            process = start(crawl, target)
            for _ in range(chance.randint(1, 6)):
                if process.poll() is not None:
                    process = start(crawl, target)
                done.append(disturb(process, chance, seconds))
            process.wait()
            start(crawl, target).wait()
            found = target.read_bytes()
            if suffix:
                import gzip

                found = gzip.decompress(found)
            same = found == whole.read_bytes()
            print(f"{number} {''.join(done)} {'same' if same else 'DIFFERENT'}")
            if not same:
                raise SystemExit(1)
            target.unlink()


if __name__ == "__main__":
    main()
