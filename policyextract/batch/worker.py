"""What runs inside a worker process: receive tasks, extract, send one message per document."""

from __future__ import annotations

import contextlib
import gc
import os
import queue
import signal
import threading
from multiprocessing.connection import Connection

from policyextract.batch.records import SupportsExtract, process
from policyextract.batch.tasks import Task

#: A chunk of work: the index of each task in the run, and the task.
Chunk = list[tuple[int, Task]]
READY = "ready"


def serve(pipe: Connection, extractor: SupportsExtract, text: bool) -> None:
    """Work until the pipe closes. The parent's death closes it too, so no worker outlives its run."""
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(ValueError, OSError):
            signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    # The parent hands out the next chunk while this one is worked on; a thread of its own takes it off the pipe, so
    # that neither side can block the other with a full pipe.
    inbox: queue.SimpleQueue[Chunk] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, inbox), daemon=True).start()
    with contextlib.suppress(Exception):  # what is wrong with packs shows with the first document, as its error
        extractor.extract("<p>0</p>")
    # The rules stay for ever, and a document leaves hardly any cycles: collect seldom, and only what is new.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    # The parent may be killed while a record is on its way: then there is nobody to complain to.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        pipe.send(READY)
        while True:
            for index, task in inbox.get():
                pipe.send((index, process(extractor, task, text=text)))


def _receive(pipe: Connection, inbox: queue.SimpleQueue[Chunk]) -> None:
    try:
        while True:
            inbox.put(pipe.recv())
    except (EOFError, OSError):
        os._exit(0)
