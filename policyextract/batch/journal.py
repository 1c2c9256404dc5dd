"""The journal of a run: how far the partial output is whole, so that a killed run goes on where it stopped.

Two files stand beside the output while a run lasts: ``OUT.partial`` with the records, and ``OUT.journal`` with one line
of JSON for the run (packs, options, inputs) and one for each block of records that was written. A line counts only when
it is whole and the bytes it speaks of are in the partial file with the right checksum.

When bytes are safe: a block and its journal line are handed to the operating system at once, which a killed process
cannot undo. Against a crash of the machine both files are flushed to the disk (``fsync``, data before journal) at most
every ``SYNC_SECONDS``, and at the end; what a crash tears is found by the checksums and done again.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from policyextract.errors import InputError

SYNC_SECONDS = 5.0
FORMAT = 1


class ResumeError(InputError):
    """A run cannot be continued: other packs, options or inputs, or another process writes the same output."""

    code = "PX104"


@dataclass(slots=True)
class Progress:
    """How far a run has come: what is safe in the partial file.

    Attributes
    ----------
    end : int
        Length of the partial file that is whole.
    done : int
        All tasks below this index have a record.
    beyond : set of int
        Indices from ``done`` on that have a record too (unordered runs only).
    counts : Counter
        Documents, failures and what the summary counts, so far.
    """

    end: int = 0
    done: int = 0
    beyond: set[int] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, index: int) -> None:
        """Mark the record of a task as written."""
        self.beyond.add(index)
        while self.done in self.beyond:
            self.beyond.remove(self.done)
            self.done += 1

    def __contains__(self, index: int) -> bool:
        return index < self.done or index in self.beyond


class Journal:
    """The two files of an unfinished run.

    Parameters
    ----------
    output : Path
        The final file.
    """

    def __init__(self, output: Path) -> None:
        self.path = output.with_name(output.name + ".journal")
        self.partial_path = output.with_name(output.name + ".partial")
        self.progress = Progress()
        self._file: IO[bytes] | None = None
        self._partial: IO[bytes] | None = None
        self._synced = 0.0

    def exists(self) -> bool:
        """Whether an unfinished run stands beside the output."""
        return self.path.exists()

    def start(self, header: dict[str, Any]) -> None:
        """Begin a run, throwing away what an earlier one left."""
        self._open("wb")
        self._append({"journal": FORMAT, **header})
        self._sync()

    def resume(self, header: dict[str, Any]) -> None:
        """Continue a run: check that it is the same one and cut off what is not whole.

        Raises
        ------
        ResumeError
            Packs, options or inputs are not those the run began with.
        """
        lines = _whole_lines(self.path)
        if not lines:  # killed before the first line was whole
            self.start(header)
            return
        self._compare(lines[0][0], {"journal": FORMAT, **header})
        self._open("r+b")
        assert self._partial is not None and self._file is not None
        kept = lines[0][1]
        for line, end in lines[1:]:
            if "complete" in line:
                break
            block = self._partial.read(line["end"] - self.progress.end)
            if len(block) != line["end"] - self.progress.end or zlib.crc32(block) != line["crc"]:
                break
            kept = end
            self.progress = Progress(line["end"], line["done"], set(line["beyond"]), Counter(line["counts"]))
        for file, end in ((self._partial, self.progress.end), (self._file, kept)):
            file.seek(end)
            file.truncate()

    def finished(self, output: Path) -> bool:
        """Whether the run was whole and was killed at its last step; then the journal is thrown away."""
        lines = _whole_lines(self.path)
        if not lines or "complete" not in lines[-1][0] or self.partial_path.exists() or not output.exists():
            return False
        self.progress.counts = Counter(lines[-1][0]["counts"])
        self.path.unlink()
        return True

    def write(self, block: bytes) -> None:
        """Append a block of records, and say in the journal that it is there."""
        assert self._partial is not None
        write_all(self._partial, block)
        self.progress.end += len(block)
        self._append(
            {
                "end": self.progress.end,
                "crc": zlib.crc32(block),
                "done": self.progress.done,
                "beyond": sorted(self.progress.beyond),
                "counts": dict(sorted(self.progress.counts.items())),
            }
        )
        if time.monotonic() - self._synced > SYNC_SECONDS:
            self._sync()

    def finish(self, output: Path) -> None:
        """Make the partial file the output, in one step."""
        self._append({"complete": self.progress.end, "counts": dict(sorted(self.progress.counts.items()))})
        self._sync()
        self.close()
        self.partial_path.replace(output)
        # Only now: a run that is killed between the two steps finds the output whole and a journal to throw away.
        self.path.unlink()
        _sync_folder(output.parent)

    def close(self) -> None:
        """Leave the files as they are, to be continued."""
        for file in (self._partial, self._file):
            if file is not None:
                with contextlib.suppress(OSError):
                    file.close()
        self._partial = self._file = None

    def _open(self, mode: str) -> None:
        # Opened without truncating first: the lock must be ours before anything is thrown away.
        self._file = self.path.open("r+b" if self.path.exists() else "w+b", buffering=0)
        _lock(self._file, self.path)
        if mode == "wb":
            self._file.truncate()
        self._partial = self.partial_path.open(
            mode if mode == "wb" or self.partial_path.exists() else "w+b", buffering=0
        )

    def _append(self, line: dict[str, Any]) -> None:
        assert self._file is not None
        write_all(self._file, json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def _sync(self) -> None:
        for file in (self._partial, self._file):
            assert file is not None
            os.fsync(file.fileno())
        self._synced = time.monotonic()

    def _compare(self, before: dict[str, Any], now: dict[str, Any]) -> None:
        now = json.loads(json.dumps(now))
        changed = [key for key in now if before.get(key) != now[key]]
        if not changed:
            return
        details = "; ".join(_difference(key, before.get(key), now[key]) for key in changed)
        raise ResumeError(
            f"cannot resume {self.path}: {details}. Give the same packs, options and inputs as at the start, "
            "or start anew with --overwrite"
        )


def write_all(file: IO[bytes], data: bytes) -> None:
    """Write everything, or raise what the system says (a full disk takes a part first)."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) or 0 :]


def _difference(key: str, before: Any, now: Any) -> str:
    if isinstance(before, dict) and isinstance(now, dict):
        names = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
        return f"the {key} changed ({', '.join(names[:5])})"
    return f"the {key} changed"


def _whole_lines(path: Path) -> list[tuple[dict[str, Any], int]]:
    """The lines of a journal that are whole, each with the offset of its end."""
    lines: list[tuple[dict[str, Any], int]] = []
    end = 0
    for raw in path.read_bytes().splitlines(keepends=True):
        end += len(raw)
        try:
            line = json.loads(raw)
        except ValueError:
            break
        if not raw.endswith(b"\n") or not isinstance(line, dict):
            break
        lines.append((line, end))
    return lines


def _lock(file: IO[bytes], path: Path) -> None:
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise ResumeError(f"another run is writing this output ({path} is locked)") from None


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
