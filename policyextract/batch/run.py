"""A run from inputs to output: readers, supervisor, journal, progress and summary put together."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from policyextract.batch.output import DOCUMENTS, FAILED, FileOutput, Output, StreamOutput
from policyextract.batch.progress import ProgressLine
from policyextract.batch.readers import STDIN, Inputs, Options, Survey
from policyextract.batch.records import SupportsExtract
from policyextract.batch.summary import Summary
from policyextract.batch.supervisor import Limits, Supervisor, default_workers
from policyextract.batch.tasks import Task
from policyextract.errors import InputError, OutputError


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is done.

    Attributes
    ----------
    reading : Options
        Input format and field names.
    limits : Limits
        Workers, time limit, window.
    text : bool
        Keep the cleaned text and its blocks in the records.
    ordered : bool
        Records in the order of the documents.
    resume, overwrite : bool
        Continue an unfinished run; replace an earlier output.
    progress : bool or None
        Show progress; None decides by the terminal.
    """

    reading: Options = field(default_factory=Options)
    limits: Limits = field(default_factory=lambda: Limits(workers=default_workers()))
    text: bool = True
    ordered: bool = True
    resume: bool = False
    overwrite: bool = False
    progress: bool | None = None


def run(extractor: SupportsExtract, names: Sequence[str], output: str, settings: Settings | None = None) -> Summary:
    """Extract every document behind ``names`` into ``output``.

    Parameters
    ----------
    extractor : SupportsExtract
    names : sequence of str
        Files, folders, globs, ``-``.
    output : str
        A ``.jsonl`` file, also with ``.gz`` or ``.zst``; ``-`` for standard output.
    settings : Settings, optional

    Returns
    -------
    Summary
        Of the whole output, a resumed run's earlier part included.

    Raises
    ------
    InputError
        An input does not exist, or the run to be resumed was another one.
    OutputError
        The output cannot be written.
    """
    settings = settings or Settings()
    packs = [pack.model_dump() for pack in extractor.packs]
    inputs = Inputs(names, settings.reading, _own_files(output), sys.stdin.buffer if STDIN in names else None)
    survey = inputs.survey()
    target = _open(output, _header(packs, survey, settings), settings)
    if isinstance(target, FileOutput) and target.was_complete:
        counts = target.progress.counts  # of a run that was killed at its last step; else nobody knows them any more
        return Summary.of(counts) if counts else Summary(was_complete=True)
    try:
        with _interruptible():
            _work(extractor, inputs, survey, target, settings)
            target.finish()
    finally:
        # An interrupted run writes nothing more: it may have been in the middle of a block. Half a second is lost.
        target.close()
    return Summary.of(target.progress.counts)


def _work(extractor: SupportsExtract, inputs: Inputs, survey: Survey, target: Output, settings: Settings) -> None:
    supervisor = Supervisor(extractor, settings.limits, text=settings.text)
    records = supervisor.run(_left(inputs, target), ordered=settings.ordered)
    with closing(records), ProgressLine(inputs, survey, settings.progress) as line:
        line.skip(target.progress.counts[DOCUMENTS], target.progress.counts[FAILED])
        for index, record in records:
            target.write(index, record)
            line.step(record.failed)


def _left(inputs: Inputs, target: Output) -> Iterator[tuple[int, Task]]:
    """The documents that have no record yet. (What is done is asked once for each, as the journal moves on.)"""
    done = target.progress.done
    beyond = frozenset(target.progress.beyond)
    for index, task in enumerate(inputs.tasks()):
        if index >= done and index not in beyond:
            yield index, task


def _header(packs: list[dict[str, Any]], survey: Survey, settings: Settings) -> dict[str, Any]:
    """What must be equal for a run to be continued: all that the bytes of the output depend on."""
    from policyextract import __version__

    return {
        "version": __version__,
        "packs": {pack["name"]: f"{pack['version']} {pack['sha256']}" for pack in packs},
        "options": {
            "input_format": settings.reading.format,
            **{f"{name}_field": value for name, value in asdict(settings.reading.fields).items()},
            "text": settings.text,
            "ordered": settings.ordered,
            "time_limit": settings.limits.time_limit,
        },
        "inputs": survey.fingerprints,
    }


def _own_files(output: str) -> list[Path]:
    """The files of this run; a name that cannot be a file is an error before any work is done."""
    if output == STDIN:
        return []
    path = Path(output)
    if path.is_dir():
        raise OutputError(f"cannot write {output}: it is a folder; name a file, such as facts.jsonl")
    if not path.parent.is_dir():
        raise OutputError(f"cannot write {output}: there is no folder {path.parent}")
    return [path, path.with_name(path.name + ".partial"), path.with_name(path.name + ".journal")]


def _open(output: str, header: dict[str, Any], settings: Settings) -> Output:
    if output == STDIN:
        if settings.resume:
            raise InputError("--resume needs an output file: name one with -o")
        return StreamOutput("standard output", "", sys.stdout.buffer)
    path = Path(output)
    if path.exists() and not path.is_file():  # a device or a named pipe
        try:
            return StreamOutput(output, "", path.open("wb", buffering=0))
        except OSError as error:
            raise OutputError(f"cannot write {output}: {error.strerror}") from error
    if settings.resume and STDIN in header["inputs"]:
        raise InputError(
            "--resume cannot continue a run from standard input, which cannot be read a second time: save it first "
            "(cat > crawl.jsonl), then policyextract batch crawl.jsonl"
        )
    return FileOutput(path, header, resume=settings.resume, overwrite=settings.overwrite)


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a request to terminate end the run as Ctrl-C does: with everything that is done kept."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, _: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
