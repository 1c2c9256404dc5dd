"""Workers under supervision: order, limits, crashes, hangs."""

import contextlib
import itertools
import json
import os
import random
import signal
import time
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from policyextract.batch.supervisor import Limits, Supervisor, WorkerError
from policyextract.batch.tasks import Loaded, LoadedTask, Task
from tests.batch.fakes import DiesAtStart, FakeExtractor


def tasks(texts: Iterable[str]) -> Iterator[tuple[int, Task]]:
    for number, text in enumerate(texts):
        yield number, LoadedTask(Loaded(text, source_id=str(number)))


def errors(texts: Iterable[str], **limits: Any) -> dict[int, str]:
    """The type of error of each document that failed."""
    supervisor = Supervisor(FakeExtractor(), Limits(**{"workers": 2, "chunk": 4, **limits}))
    found = {index: json.loads(record.line) for index, record in supervisor.run(tasks(texts))}
    assert list(found) == sorted(found)
    return {index: record["error"]["type"] for index, record in found.items() if "error" in record}


def test_records_come_in_order() -> None:
    """Every document has its record, in the order of the input."""
    supervisor = Supervisor(FakeExtractor(), Limits(workers=2, chunk=3))
    found = [(index, json.loads(record.line)["title"]) for index, record in supervisor.run(tasks(map(str, range(500))))]
    assert found == [(number, str(number)) for number in range(500)]


def test_unordered_records_are_complete() -> None:
    """Without order each document still has exactly one record."""
    supervisor = Supervisor(FakeExtractor(), Limits(workers=2, chunk=3))
    assert sorted(index for index, _ in supervisor.run(tasks("x" * 300), ordered=False)) == list(range(300))


def test_every_harm_is_recorded_on_its_document() -> None:
    """Documents that raise, crash, end or hang their worker fail alone; their neighbours do not."""
    texts = [str(number) for number in range(60)]
    texts[7], texts[21], texts[22], texts[40] = "RAISE", "CRASH", "EXIT", "HANG"
    assert errors(texts, time_limit=1.0) == {7: "RuntimeError", 21: "WorkerDied", 22: "WorkerDied", 40: "TimeLimit"}


def test_failure_says_why() -> None:
    """The record of a failure names the document, the type and one line of message."""
    supervisor = Supervisor(FakeExtractor(), Limits(workers=1))
    (_, raised), (_, crashed) = supervisor.run(tasks(["RAISE", "CRASH"]))
    assert json.loads(raised.line) == {
        "source": {"id": "0"},
        "error": {"type": "RuntimeError", "message": "cannot read RAISE"},
    }
    assert json.loads(crashed.line)["error"]["message"] == "the worker process died on this document (SIGSEGV)"


def test_killed_workers_lose_nothing() -> None:
    """Workers killed at random from outside are replaced, and no innocent document is blamed."""
    supervisor = Supervisor(FakeExtractor(work=0.002), Limits(workers=2, chunk=8))
    chance = random.Random(1)
    done = []
    for index, record in supervisor.run(tasks(map(str, range(600)))):
        assert not record.failed
        done.append(index)
        if index % 120 == 60:
            with contextlib.suppress(ProcessLookupError):  # killed already, and not yet missed
                os.kill(chance.choice(supervisor.pids), signal.SIGKILL)
    assert done == list(range(600))


def test_input_is_read_only_a_window_ahead() -> None:
    """A slow consumer slows the reader: an endless input is no problem."""
    read = itertools.count()

    def endless() -> Iterator[str]:
        for number in read:
            yield str(number)

    supervisor = Supervisor(FakeExtractor(), Limits(workers=2, chunk=4, window=16))
    results = supervisor.run(tasks(endless()))
    for _ in range(100):
        next(results)
    time.sleep(0.3)
    assert next(read) <= 100 + 2 * 16 + 1
    results.close()
    assert supervisor.pids == []


def test_large_documents_fill_the_window_sooner() -> None:
    """The window also counts bytes, so memory does not grow with the size of the documents."""
    read = []

    def large() -> Iterator[str]:
        for number in range(100):
            read.append(number)
            yield "x" * 1_000_000

    supervisor = Supervisor(FakeExtractor(), Limits(workers=1, window_bytes=4_000_000))
    results = supervisor.run(tasks(large()))
    next(results)
    assert len(read) <= 6
    assert sum(1 for _ in results) == 99


def test_slow_consumer_is_no_slow_document() -> None:
    """Time that the consumer takes is not counted against the documents."""
    supervisor = Supervisor(FakeExtractor(), Limits(workers=1, chunk=2, time_limit=0.5))
    failed = []
    for index, record in supervisor.run(tasks(map(str, range(12)))):
        failed += [index] if record.failed else []
        if index in (0, 5):
            time.sleep(1.0)
    assert failed == []


def test_workers_that_never_start_are_an_error() -> None:
    """When no worker becomes ready the run ends with one clear error, and does not blame the documents."""
    with pytest.raises(WorkerError, match="die before they are ready"):
        list(Supervisor(DiesAtStart(), Limits(workers=1)).run(tasks(["a"])))


def test_no_workers_means_this_process() -> None:
    """workers=0 gives the same records without processes."""
    here = Supervisor(FakeExtractor(), Limits(workers=0)).run(tasks(["a", "RAISE", "b"]))
    there = Supervisor(FakeExtractor(), Limits(workers=2)).run(tasks(["a", "RAISE", "b"]))
    assert list(here) == list(there)
