"""Where records go: a file that appears whole and can be resumed, or a stream (standard output, a pipe, a device)."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import IO, Any

from policyextract.batch.compression import compression, compressor
from policyextract.batch.journal import Journal, Progress
from policyextract.batch.records import Record
from policyextract.errors import OutputError

#: A block is closed at the first of these. For compressed output the block is the compression's frame, so its borders
#: may depend on the records only, never on the clock.
BLOCK_RECORDS = 256
BLOCK_BYTES = 1 << 22
#: Plain output has no frames: a block is also closed when it is this old, so that little is lost by a kill.
BLOCK_SECONDS = 0.5
FAILED, DOCUMENTS = "failures", "documents"


class Output:
    """Collects records into blocks and hands them on.

    Parameters
    ----------
    name : str
        For messages.
    kind : str
        Compression: ``gz``, ``zst`` or nothing.
    """

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.progress = Progress()
        self._compress = compressor(kind)
        self._timed = not kind
        self._block: list[bytes] = []
        self._indices: list[int] = []
        self._size = 0
        self._counts = Counter[str]()
        self._began = 0.0
        self._safe = 0

    def write(self, index: int, record: Record) -> None:
        """Take the record of a task."""
        if not self._block:
            self._began = time.monotonic()
        self._block.append(record.line)
        self._indices.append(index)
        self._size += len(record.line)
        self._counts.update(record.counts)
        self._counts[DOCUMENTS] += 1
        self._counts[FAILED] += record.failed
        full = len(self._block) >= BLOCK_RECORDS or self._size >= BLOCK_BYTES
        if full or (self._timed and time.monotonic() - self._began > BLOCK_SECONDS):
            self.flush()

    def flush(self) -> None:
        """Close the block. Compressed output must not be flushed before its block is full or the run is over."""
        if not self._block:
            return
        block = self._compress(b"\n".join(self._block) + b"\n")
        for index in self._indices:
            self.progress.add(index)
        self.progress.counts.update(self._counts)
        self._block, self._indices, self._size = [], [], 0
        self._counts.clear()
        try:
            self._store(block)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._error(error) from error
        self._safe = self.progress.counts[DOCUMENTS]

    def finish(self) -> None:
        """Write the rest and make the output visible."""
        self.flush()
        self.close()

    def close(self) -> None:
        """Let go of the files."""

    def _store(self, block: bytes) -> None:
        raise NotImplementedError

    def _error(self, error: OSError) -> OutputError:
        return OutputError(f"cannot write {self.name}: {error.strerror or error}")


class StreamOutput(Output):
    """Standard output, a pipe or a device: nothing to resume."""

    def __init__(self, name: str, kind: str, stream: IO[bytes]) -> None:
        super().__init__(name, kind)
        self._stream = stream

    def _store(self, block: bytes) -> None:
        self._stream.write(block)
        self._stream.flush()

    def close(self) -> None:
        try:
            self._stream.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise self._error(error) from error


class FileOutput(Output):
    """A file, built beside its final place and moved there in one step.

    Parameters
    ----------
    path : Path
    header : dict
        What must be equal for a run to be resumed.
    resume : bool
        Continue an unfinished run.
    overwrite : bool
        Throw away an earlier output or an unfinished run.
    """

    def __init__(self, path: Path, header: dict[str, Any], *, resume: bool = False, overwrite: bool = False) -> None:
        super().__init__(str(path), compression(path))
        self._path = path
        self._journal = Journal(path)
        self.was_complete = False
        self._again = "-" not in header["inputs"]  # standard input cannot be read a second time
        try:
            self._begin(header, resume, overwrite)
        except OSError as error:
            raise self._error(error) from error
        self.progress = self._journal.progress
        self._safe = self.progress.counts[DOCUMENTS]

    def _begin(self, header: dict[str, Any], resume: bool, overwrite: bool) -> None:
        unfinished = self._journal.exists()
        if resume and unfinished:
            if self._journal.finished(self._path):
                self.was_complete = True
            else:
                self._journal.resume(header)
            return
        if resume and self._path.exists():
            self.was_complete = True
            return
        if not overwrite and unfinished:
            ways = "continue it with --resume, or throw" if self._again else "throw"
            raise OutputError(f"an unfinished run stands in {self._journal.path}: {ways} it away with --overwrite")
        if not overwrite and self._path.exists():
            raise OutputError(f"{self._path} exists already: name another file, or replace it with --overwrite")
        self._journal.start(header)

    def _store(self, block: bytes) -> None:
        self._journal.write(block)

    def _error(self, error: OSError) -> OutputError:
        safe = self._safe
        note = f" ({safe:,} records are safe: make room and go on with --resume)" if safe and self._again else ""
        return OutputError(f"cannot write {self.name}: {error.strerror or error}{note}")

    def finish(self) -> None:
        if self.was_complete:
            return
        self.flush()
        try:
            self._journal.finish(self._path)
        except OSError as error:
            raise self._error(error) from error

    def close(self) -> None:
        self._journal.close()
