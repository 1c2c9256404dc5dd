"""kill -9 at any moment, of the run or of its workers, and --resume gives the output of an undisturbed run."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

DOCUMENTS = 1200
SPECIAL = {100: "RAISE", 333: "CRASH", 801: "EXIT"}


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crawl") / "crawl.jsonl"
    lines = (json.dumps({"id": f"d{n}", "content": SPECIAL.get(n, f"text {n} " * 50)}) for n in range(DOCUMENTS))
    path.write_text("\n".join(lines))
    return path


def start(*arguments: object) -> subprocess.Popen[bytes]:
    """A run in a process of its own."""
    return subprocess.Popen([sys.executable, "-m", "tests.batch.runner", *map(str, arguments)], stderr=subprocess.PIPE)


def finish(*arguments: object) -> bytes:
    """A whole run and its output."""
    process = start(*arguments)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors.decode()
    return Path(str(arguments[0])).read_bytes()


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a run has started."""
    with contextlib.suppress(psutil.Error):
        return [child.pid for child in psutil.Process(process.pid).children(recursive=True)]
    return []


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_kill_of_the_run_at_random_moments(crawl: Path, tmp_path: Path, suffix: str) -> None:
    """However often the run is killed, --resume ends with the same bytes."""
    chance = random.Random(suffix)
    began = time.monotonic()
    whole = finish(tmp_path / f"whole{suffix}", crawl, "--work", 0.001)
    seconds = time.monotonic() - began
    for number in range(2):
        target = tmp_path / f"out{number}{suffix}"
        for _ in range(3):
            process = start(target, crawl, "--resume", "--work", 0.001)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(chance.uniform(0.1, seconds))
            process.kill()
            said = process.communicate()[1].decode()
            # Python's fork server tells when its parent dies while the two shake hands; nothing of ours says a word.
            assert "policyextract" not in said and (not said or said.endswith("EOFError\n"))
        assert finish(target, crawl, "--resume") == whole


def test_kill_of_workers_at_random_moments(crawl: Path, tmp_path: Path) -> None:
    """Workers killed from outside change nothing in the output."""
    chance = random.Random(2)
    whole = finish(tmp_path / "whole", crawl)
    process = start(tmp_path / "out", crawl, "--work", 0.003)
    kills = 0
    while process.poll() is None:
        time.sleep(chance.uniform(0.1, 0.5))
        # The first children are multiprocessing's own helpers, which outlive the workers.
        for pid in chance.sample(workers(process)[2:], k=min(1, len(workers(process)[2:]))):
            kill(pid)
            kills += 1
    assert process.communicate()[1].decode() == ""
    assert kills >= 2
    assert (tmp_path / "out").read_bytes() == whole


def test_no_worker_outlives_a_killed_run(crawl: Path, tmp_path: Path) -> None:
    """When the run is killed its workers end by themselves."""
    process = start(tmp_path / "out", crawl, "--work", 0.01)
    while len(children := workers(process)) < 4 and process.poll() is None:
        time.sleep(0.05)
    kill(process.pid)
    process.communicate()
    _, alive = psutil.wait_procs([psutil.Process(pid) for pid in children if psutil.pid_exists(pid)], timeout=5)
    assert alive == []
