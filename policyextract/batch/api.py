"""Many documents from Python: the machine of ``policyextract batch``, lazy in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from policyextract.batch.records import Error, Failure, SupportsExtract, extract_task, failure
from policyextract.batch.supervisor import Limits, Supervisor, default_workers
from policyextract.batch.tasks import BrokenTask, Fields, FileTask, Loaded, LoadedTask, RowTask, Task
from policyextract.models import PolicyDocument

__all__ = ["Error", "Failure", "extract_many"]

_FIELDS = Fields()


def extract_many(
    documents: Iterable[str | bytes | Path | Mapping[str, Any]],
    *,
    workers: int | None = None,
    packs: Sequence[str | Path] | None = None,
    time_limit: float | None = 60.0,
    extractor: SupportsExtract | None = None,
) -> Iterator[PolicyDocument | Failure]:
    """Extract many documents in worker processes, one result for each, in order.

    The documents are read only a little ahead of the results that are taken, so both sides may be endless. A document
    that cannot be read, crashes its worker or is over the time limit gives a :class:`Failure`; the run goes on.

    Parameters
    ----------
    documents : iterable
        What ``extract`` takes (text, bytes, ``Path``), or a mapping with ``content`` and, if known, ``id``, ``title``,
        ``published`` and ``url``.
    workers : int, optional
        Worker processes, by default one for each processor; 0 works in this process, without time limit.
    packs : sequence, optional
        As for ``extract``.
    time_limit : float, optional
        Seconds for one document; None for no limit.
    extractor : Extractor, optional
        An extractor to use in place of one with ``packs``.

    Yields
    ------
    PolicyDocument or Failure

    Examples
    --------
    >>> from policyextract import extract_many
    >>> for result in extract_many(["<p>0</p>", None], workers=0):
    ...     print(type(result).__name__)
    PolicyDocument
    Failure
    """
    if extractor is None:
        from policyextract.extractor import Extractor

        extractor = Extractor(packs)
    _ = extractor.packs  # a pack that cannot be used is an error here, not one for each document
    limits = Limits(workers=default_workers() if workers is None else workers, time_limit=time_limit)
    return _extract_many(extractor, enumerate(map(_task, documents)), limits)


def _extract_many(
    extractor: SupportsExtract, tasks: Iterator[tuple[int, Task]], limits: Limits
) -> Iterator[PolicyDocument | Failure]:
    if limits.workers < 1:
        for _, task in tasks:
            try:
                yield extract_task(extractor, task)
            except Exception as error:
                yield failure(task.source(), type(error).__name__, str(error))
        return
    for _, record in Supervisor(extractor, limits).run(tasks):
        if record.failed:
            yield Failure.model_validate_json(record.line)
        else:
            yield PolicyDocument.model_validate_json(record.line)


def _task(document: Any) -> Task:
    if isinstance(document, Path):
        return FileTask(str(document))
    if isinstance(document, Mapping):
        return RowTask(dict(document), "", _FIELDS)
    if isinstance(document, str | bytes):
        return LoadedTask(Loaded(document))
    return BrokenTask("", f"a document is text, bytes, a Path or a mapping, not {type(document).__name__}")
