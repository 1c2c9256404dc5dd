"""Readers of containers with rows or records: CSV, Parquet (pyarrow), WARC (fastwarc)."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any

from policyextract.batch.tasks import Fields, Loaded, LoadedTask, RowTask, Task
from policyextract.errors import InputError

#: Rows that are taken from a Parquet file at once.
PARQUET_ROWS = 64
#: What is a document among the responses of a crawl.
WARC_TYPES = ("text/html", "text/plain", "application/xhtml+xml", "text/markdown")


def csv_tasks(lines: Iterable[bytes], path: str, fields: Fields) -> Iterator[Task]:
    """Rows of a CSV file in UTF-8 with a header; ``.tsv`` is separated by tabs."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    delimiter = "\t" if ".tsv" in path.lower() else ","
    reader = csv.reader(_decoded(lines), delimiter=delimiter)
    header = next(reader, None)
    if header is None:
        return
    if fields.content not in header:
        raise InputError(f"no column {fields.content!r} (it has {', '.join(header)}); name it with --content-field")
    try:
        for row in reader:
            if row:
                yield RowTask(dict(zip(header, row, strict=False)), f"{path}:{reader.line_num}", fields)
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: {error}") from error


def _decoded(lines: Iterable[bytes]) -> Iterator[str]:
    encoding = "utf-8-sig"
    for line in lines:
        yield line.decode(encoding, "replace")
        encoding = "utf-8"


def parquet_tasks(path: str, fields: Fields) -> Iterator[Task]:
    """Rows of a Parquet file; only the columns that are asked for are read."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError("Parquet needs pyarrow: pip install 'policyextract[arrow]'") from None
    wanted = (fields.id, fields.content, fields.title, fields.published, fields.url)
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            columns = [name for name in file.schema_arrow.names if name in wanted]
            if fields.content not in columns:
                known = ", ".join(file.schema_arrow.names)
                raise InputError(f"no column {fields.content!r} (it has {known}); name it with --content-field")
            number = 0
            for batch in file.iter_batches(batch_size=PARQUET_ROWS, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield RowTask(row, f"{path}:{number}", fields)
    except pyarrow.ArrowException as error:
        raise InputError(str(error)) from error


def warc_tasks(stream: IO[bytes], path: str) -> Iterator[Task]:
    """Responses of a web crawl that are text; compression of file and of response is undone."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError("WARC needs fastwarc: pip install 'policyextract[batch]'") from None
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.resource):
        content = _warc_body(record)
        if content is not None:
            yield LoadedTask(Loaded(content, source_id=record.record_id, url=record.headers.get("WARC-Target-URI")))


def _warc_body(record: Any) -> bytes | None:
    if not record.is_http:
        kind = record.headers.get("Content-Type") or ""
    else:
        record.parse_http(auto_decode="all")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        kind = record.http_content_type or ""
    if not kind.lower().startswith(WARC_TYPES):
        return None
    body: bytes = record.reader.read()
    return body
