"""Worker processes under supervision: hand out tasks, replace the dead, name the document that killed them.

Each worker has a pipe of its own and reports every document, so the parent knows which document a worker that died or
hangs was reading; nothing is shared between workers that a kill could leave locked (``docs/decisions/060``).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import types
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any

from policyextract.batch.records import Record, SupportsExtract, failed_task, process
from policyextract.batch.tasks import Task
from policyextract.batch.worker import READY, Chunk, serve
from policyextract.errors import PolicyExtractError

#: How often a document may be the one that a dying worker was reading before it is held to be the cause.
ATTEMPTS = 3
#: Workers that may die one after another before they are ready; then something else is wrong.
FALSE_STARTS = 5
_STARTING = threading.Lock()


class WorkerError(PolicyExtractError):
    """Workers die before they have read a single document."""

    code = "PX103"


@dataclass(frozen=True, slots=True)
class Limits:
    """How a run is spread over processes.

    Attributes
    ----------
    workers : int
        Worker processes; 0 works in this process, without time limit and without protection from crashes.
    time_limit : float or None
        Seconds one document may take.
    chunk : int
        Documents handed to a worker at once.
    chunk_bytes : int
        Bytes handed to a worker at once (one document more may be larger).
    window : int
        Documents read but not yet given back, for each worker.
    window_bytes : int
        Bytes held for documents read but not yet given back.
    """

    workers: int = 1
    time_limit: float | None = 60.0
    chunk: int = 16
    chunk_bytes: int = 1 << 18
    window: int = 256
    window_bytes: int = 1 << 26


def default_workers() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


@dataclass(eq=False, slots=True)
class _Worker:
    process: Any
    pipe: Connection
    ready: bool = False
    since: float = 0.0
    pending: deque[tuple[int, Task]] = field(default_factory=deque)


class Supervisor:
    """Run tasks in worker processes.

    Parameters
    ----------
    extractor : SupportsExtract
        Picklable; each worker gets a copy and builds it once.
    limits : Limits
    text : bool
        Whether records keep the cleaned text and its blocks.
    """

    def __init__(self, extractor: SupportsExtract, limits: Limits, *, text: bool = True) -> None:
        self._extractor = extractor
        self._limits = limits
        self._text = text
        self._workers: list[_Worker] = []
        self._retry: deque[Chunk] = deque()
        self._attempts: dict[int, int] = {}
        self._false_starts = 0
        self._weights: dict[int, int] = {}
        self._held = 0
        self._exhausted = False

    def run(
        self, tasks: Iterable[tuple[int, Task]], *, ordered: bool = True
    ) -> Generator[tuple[int, Record], None, None]:
        """Yield ``(index, record)`` for every task; the input is read only a bounded window ahead.

        Parameters
        ----------
        tasks : iterable of (int, Task)
            Indices grow; they need not be contiguous.
        ordered : bool
            Give records back in the order of the tasks, else as they are ready.
        """
        if self._limits.workers < 1:
            for index, task in tasks:
                yield index, process(self._extractor, task, text=self._text)
            return
        source = iter(tasks)
        try:
            if ordered:
                yield from self._ordered(source)
            else:
                for index, record in self._results(source):
                    self._give_back(index)
                    yield index, record
        finally:
            self.close()

    def close(self) -> None:
        """Stop all workers at once."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()

    @property
    def pids(self) -> list[int]:
        """Process ids of the workers."""
        return [worker.process.pid for worker in self._workers]

    def _ordered(self, source: Iterator[tuple[int, Task]]) -> Iterator[tuple[int, Record]]:
        waiting: dict[int, Record] = {}
        for index, record in self._results(source):
            waiting[index] = record
            # Dictionaries keep the order of insertion: the first weight is that of the oldest task not given back.
            while self._weights and (oldest := next(iter(self._weights))) in waiting:
                self._give_back(oldest)
                yield oldest, waiting.pop(oldest)

    def _give_back(self, index: int) -> None:
        self._held -= self._weights.pop(index)

    def _results(self, source: Iterator[tuple[int, Task]]) -> Iterator[tuple[int, Record]]:
        """Records as they are ready; the consumer calls ``_give_back`` for each."""
        while True:
            self._hand_out(source)
            if not self._retry and self._exhausted and not any(worker.pending for worker in self._workers):
                return
            ready = wait([worker.pipe for worker in self._workers], self._patience())
            for worker in [worker for worker in self._workers if worker.pipe in ready]:
                yield from self._receive(worker)
            yield from self._overdue()

    # Handing out

    def _hand_out(self, source: Iterator[tuple[int, Task]]) -> None:
        """Give each worker work for now and the next chunk, so that it never waits for the parent."""
        while len(self._workers) < self._limits.workers:
            self._workers.append(self._start())
        for reserve in (0, 1):
            for worker in list(self._workers):
                if worker.ready and len(worker.pending) <= reserve * self._limits.chunk // 2:
                    chunk = self._retried(worker) or self._next_chunk(source)
                    if chunk:
                        self._send(worker, chunk)

    def _retried(self, worker: _Worker) -> Chunk | None:
        # A chunk that is tried again goes to a worker with nothing else to lose.
        return self._retry.popleft() if self._retry and not worker.pending else None

    def _next_chunk(self, source: Iterator[tuple[int, Task]]) -> Chunk:
        limits = self._limits
        chunk: Chunk = []
        size = 0
        while not self._exhausted and len(chunk) < limits.chunk and size < limits.chunk_bytes:
            if len(self._weights) >= limits.window * limits.workers or self._held >= limits.window_bytes:
                break
            try:
                index, task = next(source)
            except StopIteration:
                self._exhausted = True
                break
            chunk.append((index, task))
            weight = task.weight
            self._weights[index] = weight
            self._held += weight
            size += weight
        return chunk

    def _send(self, worker: _Worker, chunk: Chunk) -> None:
        if not worker.pending:
            worker.since = time.monotonic()
        worker.pending.extend(chunk)
        # A worker that has died meanwhile is met when its pipe is read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.pipe.send(chunk)

    # Taking back

    def _receive(self, worker: _Worker) -> Iterator[tuple[int, Record]]:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._died(worker)
            return
        worker.since = time.monotonic()
        if message == READY:
            worker.ready = True
            self._false_starts = 0
            return
        index, record = message
        worker.pending.popleft()
        self._attempts.pop(index, None)
        yield index, record

    def _died(self, worker: _Worker) -> Iterator[tuple[int, Record]]:
        """Replace a dead worker; its documents are tried again, the one it was reading alone and not for ever."""
        self._discard(worker)
        if not worker.ready:
            self._false_starts += 1
            if self._false_starts >= FALSE_STARTS:
                raise WorkerError(f"workers die before they are ready ({_cause(worker.process.exitcode)})")
        if not worker.pending:
            return
        index, task = worker.pending.popleft()
        rest = list(worker.pending)
        if rest:
            self._retry.appendleft(rest)
        attempts = self._attempts.get(index, 0) + 1
        if attempts < ATTEMPTS:
            self._attempts[index] = attempts
            self._retry.appendleft([(index, task)])
            return
        self._attempts.pop(index, None)
        cause = _cause(worker.process.exitcode)
        yield index, failed_task(task, "WorkerDied", f"the worker process died on this document ({cause})")

    def _overdue(self) -> Iterator[tuple[int, Record]]:
        limit = self._limits.time_limit
        if limit is None:
            return
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.pending and now - worker.since > limit]:
            if worker.pipe.poll():  # not slow: the consumer of the records was, and a message lies here unread
                continue
            worker.process.kill()
            self._discard(worker)
            index, task = worker.pending.popleft()
            if worker.pending:
                self._retry.appendleft(list(worker.pending))
            yield index, failed_task(task, "TimeLimit", f"over the time limit of {limit:g} s")

    def _patience(self) -> float | None:
        """Seconds until the first worker is overdue."""
        if self._limits.time_limit is None:
            return None
        since = [worker.since for worker in self._workers if worker.pending]
        if not since:
            return None
        return max(min(since) + self._limits.time_limit - time.monotonic(), 0.0) + 0.001

    # Processes

    def _start(self) -> _Worker:
        context: Any = multiprocessing.get_context(_start_method())
        if isinstance(context, multiprocessing.context.ForkServerContext):
            context.set_forkserver_preload(["policyextract.batch.worker", "policyextract.extractor"])
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self._extractor, self._text), daemon=True)
        with _without_main():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _discard(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.process.join(5)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()


def _start_method() -> str:
    """Never ``fork``: the caller may have threads, and a lock held at the fork stays locked for ever."""
    return "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Start a worker that does not import the caller's script, so scripts need no ``if __name__ == "__main__"``."""
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        try:
            return signal.Signals(-exitcode).name
        except ValueError:
            return f"signal {-exitcode}"
    return f"exit code {exitcode}"
