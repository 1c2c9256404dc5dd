"""From what the user names (files, folders, globs, ``-``) to tasks, in an order that never changes.

Nothing is held in memory but one folder's names at a time.
"""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from policyextract.batch import tables
from policyextract.batch.compression import compression, damaged, inner_suffix, open_path
from policyextract.batch.tasks import BrokenTask, Fields, FileTask, LineTask, Task
from policyextract.errors import InputError

#: Containers by suffix, below a compression; every other file is one document.
CONTAINERS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
FORMATS = ("auto", "file", "jsonl", "csv", "parquet", "warc", "paths")
STDIN = "-"
#: What a file that is damaged in the middle raises.
UNREADABLE: tuple[type[Exception], ...] = (OSError, ValueError, InputError, *damaged())


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read."""

    format: str = "auto"
    fields: Fields = field(default_factory=Fields)


@dataclass(slots=True)
class Survey:
    """What is known of the inputs before they are read.

    Attributes
    ----------
    files, size : int
        Number of files and their bytes.
    documents : int or None
        Number of documents, where each file is one.
    fingerprints : dict
        For each input as given, a hash over names, sizes and times of its files.
    """

    files: int = 0
    size: int = 0
    documents: int | None = 0
    fingerprints: dict[str, str] = field(default_factory=dict)


class Inputs:
    """The documents behind the arguments of the command line.

    Parameters
    ----------
    names : sequence of str
        Files, folders, globs, or ``-`` for standard input (JSONL, unless ``options`` say otherwise).
    options : Options
    leave_out : iterable of Path
        Files that are never input: the output of this run and its journal.
    stdin : binary stream, optional
    """

    def __init__(
        self,
        names: Sequence[str],
        options: Options | None = None,
        leave_out: Iterable[Path] = (),
        stdin: IO[bytes] | None = None,
    ) -> None:
        self.names = list(names)
        self._options = options or Options()
        self._leave_out = {path.resolve() for path in leave_out}
        self._stdin = stdin
        self.bytes_read = 0
        if self._options.format not in FORMATS:
            raise InputError(f"unknown input format {self._options.format!r}: one of {', '.join(FORMATS)}")
        for name in self.names:
            if name != STDIN and not Path(name).exists() and next(iter(_glob(name)), None) is None:
                kind = "no file matches" if glob.has_magic(name) else "no such file or folder:"
                raise InputError(f"{kind} {name}")

    def survey(self) -> Survey:
        """Look at all files without reading them."""
        survey = Survey()
        for name in self.names:
            digest = hashlib.blake2b(digest_size=16)
            for path in self._paths(name):
                if path == STDIN:
                    survey.documents = None
                    continue
                size, time = _size_and_time(path)
                digest.update(f"{path}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
                survey.files += 1
                survey.size += size
                if self._format(path) != "file":
                    survey.documents = None
            survey.fingerprints[name] = digest.hexdigest()
        if survey.documents is not None:
            survey.documents = survey.files
        return survey

    def tasks(self) -> Iterator[Task]:
        """Every document, in order. A file that cannot be read on becomes one task that fails."""
        for name in self.names:
            for path in self._paths(name):
                before = self.bytes_read
                try:
                    yield from self._read(path)
                except UNREADABLE as error:
                    text = getattr(error, "strerror", None) or str(error)
                    yield BrokenTask(path, f"{path}: cannot be read on: {text.removeprefix(f'{path}: ')}")
                if path != STDIN:
                    self.bytes_read = before + _size_and_time(path)[0]

    def _read(self, path: str) -> Iterator[Task]:
        format_ = self._format(path)
        if format_ == "file" and path != STDIN:
            yield FileTask(path)
            return
        if format_ == "parquet":
            yield from tables.parquet_tasks(path, self._options.fields)
            return
        with self._open(path) as stream:
            counted = _Counted(stream, self) if path == STDIN or not compression(path) else stream
            if format_ == "csv":
                yield from tables.csv_tasks(counted, path, self._options.fields)
            elif format_ == "warc":
                yield from tables.warc_tasks(stream, path)
            elif format_ == "paths":
                yield from (FileTask(os.fsdecode(line)) for line in _lines(counted) if line)
            else:
                for number, line in enumerate(_lines(counted), 1):
                    if line:
                        yield LineTask(line, f"{path}:{number}", self._options.fields)

    def _open(self, path: str) -> IO[bytes]:
        if path != STDIN:
            return open_path(Path(path))
        if self._stdin is None:
            raise InputError("standard input is not there")
        return self._stdin

    def _format(self, path: str) -> str:
        if self._options.format != "auto":
            return self._options.format
        if path == STDIN:
            return "jsonl"
        return CONTAINERS.get(inner_suffix(path), "file")

    def _paths(self, name: str) -> Iterator[str]:
        if name == STDIN:
            yield STDIN
            return
        for found in [name] if Path(name).exists() else _glob(name):
            if Path(found).is_dir():
                yield from self._walk(found)
            elif self._is_input(found):
                yield found

    def _walk(self, folder: str, above: tuple[str, ...] = ()) -> Iterator[str]:
        """All files below a folder, sorted; hidden names and links that lead in circles are left out."""
        real = str(Path(folder).resolve())
        if real in above:
            return
        try:
            with os.scandir(folder) as found:
                entries = sorted((entry.name, entry.is_dir()) for entry in found if not entry.name.startswith("."))
        except OSError as error:
            raise InputError(f"{folder}: {error.strerror}") from error
        for name, is_folder in entries:
            path = os.path.join(folder, name)  # noqa: PTH118 -- the path as given, which Path would rewrite
            if is_folder:
                yield from self._walk(path, (*above, real))
            elif self._is_input(path):
                yield path

    def _is_input(self, path: str) -> bool:
        return not self._leave_out or Path(path).resolve() not in self._leave_out


def _size_and_time(path: str) -> tuple[int, int]:
    try:
        stat = Path(path).stat()
    except OSError:  # a dangling link, a file that vanished: its record will say so
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def _glob(name: str) -> list[str]:
    return sorted(glob.glob(name, recursive=True))  # noqa: PTH207 -- the path as given


def _lines(stream: Any) -> Iterator[bytes]:
    first = True
    for line in stream:
        if first and line.startswith(b"\xef\xbb\xbf"):
            line = line[3:]
        first = False
        yield line.strip()


class _Counted:
    """Lines of a stream, with the bytes counted for the remaining time."""

    def __init__(self, stream: IO[bytes], inputs: Inputs) -> None:
        self._stream = stream
        self._inputs = inputs

    def __iter__(self) -> Iterator[bytes]:
        for line in self._stream:
            self._inputs.bytes_read += len(line)
            yield line
