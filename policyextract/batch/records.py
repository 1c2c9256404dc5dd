"""Records: what comes out for one document, a result or a failure, as one line of JSON with its counts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import NamedTuple, Protocol

from pydantic import BaseModel, ConfigDict

from policyextract.batch.tasks import Loaded, Task
from policyextract.models import Pack, PolicyDocument, Source


class SupportsExtract(Protocol):
    """What a batch needs of an extractor; :class:`policyextract.Extractor` is one."""

    @property
    def packs(self) -> list[Pack]: ...

    def extract(
        self,
        source: str | bytes,
        *,
        title: str | None = None,
        published: str | dt.date | None = None,
        url: str | None = None,
        source_id: str | None = None,
        path: str | None = None,
    ) -> PolicyDocument: ...


class Error(BaseModel):
    """Why a document has no result: the type of the error and its message."""

    model_config = ConfigDict(extra="forbid", defer_build=True)

    type: str
    message: str


class Failure(BaseModel):
    """A document that could not be read: its record beside the results.

    >>> Failure(source={"id": "a"}, error={"type": "TimeLimit", "message": "over 30 s"}).error.type
    'TimeLimit'
    """

    model_config = ConfigDict(extra="forbid", defer_build=True)

    source: Source
    error: Error


class Record(NamedTuple):
    """One line of the output, without its line end, and what the summary counts in it."""

    line: bytes
    counts: Counter[str]
    failed: bool


# Single-valued fields that the summary counts when they are filled.
_SINGLE = ("document_number", "document_type", "title", "published", "signed", "effective", "expires")
_LISTS = (
    "issuers",
    "actors",
    "dates",
    "durations",
    "campaigns",
    "enumerations",
    "directives",
    "references",
    "addressees",
    "targets",
    "amounts",
)
WARNING, FACT, ERROR = "warning:", "fact:", "error:"


def counts_of(document: PolicyDocument) -> Counter[str]:
    """Facts per field and warnings by code of one result."""
    counts: Counter[str] = Counter()
    for name in _LISTS:
        if found := getattr(document, name):
            counts[FACT + name] = len(found)
    for name in _SINGLE:
        if getattr(document, name) is not None:
            counts[FACT + name] = 1
    for name, values in document.fields.items():
        counts[f"{FACT}fields.{name}"] = len(values)
    for warning in document.warnings:
        counts[WARNING + warning.code] += 1
    return counts


def failure(source: Source, type_: str, message: str) -> Failure:
    """A failure; the message is kept to one line of readable length and is always valid UTF-8."""
    message = " ".join(message.split())[:2000].encode("utf-8", "backslashreplace").decode()
    return Failure(source=source, error=Error(type=type_, message=message))


def failure_record(failed: Failure) -> Record:
    """The line of a failure; fields of the source that are null are left out."""
    line = failed.model_dump_json(exclude_none=True).encode()
    return Record(line, Counter({ERROR + failed.error.type: 1}), True)


def failed_task(task: Task, type_: str, message: str) -> Record:
    """The record of a task that failed."""
    try:
        return failure_record(failure(task.source(), type_, message))
    except Exception:  # the name of the source is itself what cannot be written (lone surrogates in an id)
        return failure_record(failure(Source(), type_, message))


def extract_task(extractor: SupportsExtract, task: Task) -> PolicyDocument:
    """Open a task and extract it."""
    return extract_loaded(extractor, task.load())


def extract_loaded(extractor: SupportsExtract, loaded: Loaded) -> PolicyDocument:
    """Facts of a document that a reader opened."""
    return extractor.extract(
        loaded.content,
        title=loaded.title,
        published=loaded.published,
        url=loaded.url,
        source_id=loaded.source_id,
        path=loaded.path,
    )


def process(extractor: SupportsExtract, task: Task, *, text: bool = True) -> Record:
    """The record of one document; an error of any kind becomes a failure record."""
    try:
        document = extract_task(extractor, task)
        line = document.model_dump_json(exclude=None if text else {"text", "blocks"}).encode()
    except Exception as error:
        return failed_task(task, type(error).__name__, str(error))
    return Record(line, counts_of(document), False)
