"""Documents as Arrow record batches: one function that runs unchanged inside Spark, Ray, Daft, Polars and DuckDB.

Columns in by name (``content``; ``id``, ``title``, ``published``, ``url`` if there are such), a fixed schema out, one
row for each row in, errors as a column: no document ends a job. ``docs/cluster.md`` shows the commands.

Examples
--------
>>> import pyarrow as pa
>>> from policyextract.integrations.arrow import ArrowExtractor
>>> table = pa.table({"id": ["a", "b"], "content": ["<p>0</p>", "<p>1</p>"]})
>>> ArrowExtractor()(table).column("id").to_pylist()
['a', 'b']
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from policyextract.batch.records import Record, SupportsExtract
from policyextract.batch.supervisor import Limits, Supervisor
from policyextract.batch.tasks import Fields, RowTask, Task

#: What comes out. ``record`` is the line that ``policyextract batch`` writes for the same document.
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("url", pa.string()),
        ("kind", pa.string()),
        ("title", pa.string()),
        ("published", pa.string()),
        ("document_number", pa.string()),
        ("document_type", pa.string()),
        ("issuers", pa.list_(pa.string())),
        ("effective", pa.string()),
        ("expires", pa.string()),
        ("record", pa.string()),
        ("error", pa.struct([("type", pa.string()), ("message", pa.string())])),
    ]
)
#: The same in the words that Spark's ``mapInArrow`` takes.
SPARK_SCHEMA = (
    "id string, url string, kind string, title string, published string, document_number string, "
    "document_type string, issuers array<string>, effective string, expires string, record string, "
    "error struct<type: string, message: string>"
)
#: Rows of a batch that is given back: engines may hand over ten thousand documents at once.
ROWS = 64


class ArrowExtractor:
    """Record batches of documents in, record batches of facts out.

    Pickles small and builds its rules once in each worker process.

    Parameters
    ----------
    packs : sequence, optional
        As for ``extract``.
    content, id, title, published, url : str
        Names of the columns.
    text : bool
        Keep the cleaned text and its blocks in ``record``.
    time_limit : float, optional
        Seconds for one document. With it documents are read in a process of its own, so that one that hangs or crashes
        becomes a row with an error and not a task that the engine tries again until the job fails. :meth:`map` starts
        that process once for its stream, a call once for its batch: make batches large then.
    extractor : Extractor, optional
        An extractor to use in place of one with ``packs``.
    """

    def __init__(
        self,
        packs: Sequence[str | Path] | None = None,
        *,
        content: str = "content",
        id: str = "id",  # noqa: A002 -- the column's name
        title: str = "title",
        published: str = "published",
        url: str = "url",
        text: bool = True,
        time_limit: float | None = None,
        extractor: SupportsExtract | None = None,
    ) -> None:
        if extractor is None:
            from policyextract.extractor import Extractor

            extractor = Extractor(packs)
        self._extractor = extractor
        self._fields = Fields(id, content, title, published, url)
        self._text = text
        self._time_limit = time_limit

    def __call__(self, batch: Any) -> Any:
        """Facts of one batch, for Daft, ``map_batches`` of Ray, Polars and DuckDB.

        Parameters
        ----------
        batch : pyarrow.RecordBatch, pyarrow.Table or anything with the Arrow stream interface
            A Polars frame or a DuckDB relation, say.

        Returns
        -------
        pyarrow.RecordBatch or pyarrow.Table
            A record batch for a record batch, else a table.
        """
        single = isinstance(batch, pa.RecordBatch)
        rows = list(self._rows([batch if single else pa.table(batch)]))
        return pa.RecordBatch.from_pylist(rows, SCHEMA) if single else pa.Table.from_pylist(rows, SCHEMA)

    def map(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Facts of a stream of batches, for Spark's ``mapInArrow``; small batches out, so memory stays flat."""
        rows = self._rows(batches)
        while part := list(islice(rows, ROWS)):
            yield pa.RecordBatch.from_pylist(part, SCHEMA)

    def _rows(self, batches: Iterable[pa.RecordBatch | pa.Table]) -> Iterator[dict[str, Any]]:
        tasks = zip(count(), (task for batch in batches for task in self._tasks(batch)), strict=False)
        limits = Limits(workers=0 if self._time_limit is None else 1, time_limit=self._time_limit)
        for _, record in Supervisor(self._extractor, limits, text=self._text).run(tasks):
            yield _row(record)

    def _tasks(self, batch: pa.RecordBatch | pa.Table) -> Iterator[Task]:
        fields = self._fields
        names = {fields.id, fields.content, fields.title, fields.published, fields.url}
        wanted = [name for name in batch.schema.names if name in names]
        if fields.content not in wanted:
            known = ", ".join(batch.schema.names)
            raise KeyError(f"no column {fields.content!r} (there are {known}); name it: ArrowExtractor(content=…)")
        batch = batch.select(wanted)
        for start in range(0, batch.num_rows, ROWS):
            for row in batch.slice(start, ROWS).to_pylist():
                yield RowTask(row, "", fields)


def _row(record: Record) -> dict[str, Any]:
    line = record.line.decode()
    facts = json.loads(line)
    source = facts["source"]
    number = facts.get("document_number")
    return {
        "id": source.get("id"),
        "url": source.get("url"),
        "kind": facts.get("kind"),
        "title": facts.get("title"),
        "published": facts.get("published"),
        "document_number": number and number["value"],
        "document_type": facts.get("document_type"),
        "issuers": [issuer["name"] for issuer in facts.get("issuers", [])],
        "effective": facts.get("effective"),
        "expires": facts.get("expires"),
        "record": line,
        "error": facts.get("error"),
    }
