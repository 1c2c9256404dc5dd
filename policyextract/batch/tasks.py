"""A task: one input document on its way to a worker.

Readers make tasks cheap (a path, a raw line) and workers open them, so that parsing happens on all cores and the
parent process only hands out work.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from policyextract.batch.compression import read_bytes
from policyextract.errors import InputError
from policyextract.models import Source


class Loaded(NamedTuple):
    """What a task opens to: a document and what is known of it, ready for ``extract``."""

    content: str | bytes
    source_id: str | None = None
    title: str | None = None
    published: str | dt.date | None = None
    url: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the columns (CSV, Parquet) or keys (JSONL) that hold a document and its known metadata."""

    id: str = "id"
    content: str = "content"
    title: str = "title"
    published: str = "published"
    url: str = "url"

    def load(self, row: Mapping[str, Any], place: str) -> Loaded:
        """The document in a row; ``place`` (``crawl.jsonl:12``) names it when it has neither id nor URL."""
        where = f"{place}: " if place else ""
        if self.content not in row:
            known = ", ".join(map(str, row)) or "nothing"
            raise InputError(f"{where}no field {self.content!r} (it has {known}); name it with --content-field")
        content = row[self.content]
        if content is None:
            content = ""
        if not isinstance(content, str | bytes):
            raise InputError(f"{where}field {self.content!r} is {type(content).__name__}, not text")
        url = _text(row.get(self.url))
        published = row.get(self.published)
        if not isinstance(published, dt.date):
            published = _text(published)
        name = _text(row.get(self.id))
        if name is None and url is None:
            name = place or None
        return Loaded(content, name, _text(row.get(self.title)), published, url)


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _printable(path: str) -> str:
    """A path that can stand in JSON: bytes of a name that are not UTF-8 are written as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


class Task:
    """One document to be read; subclasses say where it lies."""

    __slots__ = ()

    def load(self) -> Loaded:
        """Open the document (in the worker)."""
        raise NotImplementedError

    def source(self) -> Source:
        """Name the document for a failure record; never raises."""
        try:
            loaded = self.load()
        except Exception:
            return self.fallback()
        return Source(id=loaded.source_id, url=loaded.url, path=loaded.path)

    def fallback(self) -> Source:
        """The name when the document cannot be opened."""
        raise NotImplementedError

    @property
    def weight(self) -> int:
        """Bytes that the task holds in memory."""
        return 0


@dataclass(frozen=True, slots=True)
class FileTask(Task):
    """A file that is one document; ``.gz`` and ``.zst`` are opened."""

    path: str

    def load(self) -> Loaded:
        try:
            return Loaded(read_bytes(Path(self.path)), path=_printable(self.path))
        except OSError as error:
            raise InputError(f"{self.path}: {error.strerror or error}") from error

    def source(self) -> Source:
        return self.fallback()

    def fallback(self) -> Source:
        return Source(path=_printable(self.path))


@dataclass(frozen=True, slots=True)
class LineTask(Task):
    """A line of JSONL, still as bytes."""

    line: bytes
    place: str
    fields: Fields

    def load(self) -> Loaded:
        try:
            row = json.loads(self.line)
        except ValueError as error:
            raise InputError(f"{self.place}: not JSON: {error}") from None
        except RecursionError:
            raise InputError(f"{self.place}: not JSON that can be read: nested too deep") from None
        if not isinstance(row, dict):
            raise InputError(f"{self.place}: a JSON object is expected, not {type(row).__name__}")
        return self.fields.load(row, self.place)

    def fallback(self) -> Source:
        return Source(id=self.place)

    @property
    def weight(self) -> int:
        return len(self.line)


@dataclass(frozen=True, slots=True)
class RowTask(Task):
    """A row of a table (CSV, Parquet), or a mapping handed over from Python."""

    row: Mapping[str, Any]
    place: str
    fields: Fields = field(default_factory=Fields)

    def load(self) -> Loaded:
        return self.fields.load(self.row, self.place)

    def fallback(self) -> Source:
        return Source(id=_text(self.row.get(self.fields.id)) or self.place or None)

    @property
    def weight(self) -> int:
        content = self.row.get(self.fields.content)
        return len(content) if isinstance(content, str | bytes) else 0


@dataclass(frozen=True, slots=True)
class LoadedTask(Task):
    """A document that is in memory already."""

    loaded: Loaded

    def load(self) -> Loaded:
        return self.loaded

    def fallback(self) -> Source:
        return Source(id=self.loaded.source_id, url=self.loaded.url, path=self.loaded.path)

    @property
    def weight(self) -> int:
        return len(self.loaded.content)


@dataclass(frozen=True, slots=True)
class BrokenTask(Task):
    """Something that was met in the place of a document; it becomes a failure record."""

    name: str
    message: str

    def load(self) -> Loaded:
        raise InputError(self.message)

    def fallback(self) -> Source:
        return Source(path=_printable(self.name))
