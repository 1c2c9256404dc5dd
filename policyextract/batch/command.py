"""``policyextract batch``: many documents in, one JSON line for each."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from typing import Annotated

import typer

#: The run is done, and some documents failed (their records say why).
FAILURES = 1


class InputFormat(StrEnum):
    """What the inputs are, when their suffix does not say it."""

    auto = "auto"
    file = "file"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    warc = "warc"
    paths = "paths"


def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files, folders, globs, or - for stdin. JSONL, CSV, TSV, Parquet and WARC hold many documents, "
            "any other file is one; .gz and .zst are opened.",
        ),
    ],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="facts.jsonl, also .gz or .zst; - for stdout.")
    ] = "-",
    pack: Annotated[
        list[str] | None,
        typer.Option(
            "--pack", "-p", metavar="NAME|FOLDER", help="A rule pack; may be given several times. Without it: cn-core."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", min=0, help="Worker processes; without it one for each processor."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Continue an unfinished run.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an earlier output or unfinished run.")
    ] = False,
    unordered: Annotated[
        bool, typer.Option("--unordered", help="Records as they are ready, not in the order of the documents.")
    ] = False,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the cleaned text in the records.")] = True,
    time_limit: Annotated[
        float, typer.Option("--time-limit", min=0, metavar="SECONDS", help="For one document; 0 is no limit.")
    ] = 60.0,
    input_format: Annotated[
        InputFormat,
        typer.Option(
            "--input-format", help="What the inputs are, if their suffix does not say; paths: a list of files."
        ),
    ] = InputFormat.auto,
    id_field: Annotated[str, typer.Option("--id-field", help="Name of the field or column.")] = "id",
    content_field: Annotated[str, typer.Option("--content-field", help="Name of the field or column.")] = "content",
    title_field: Annotated[str, typer.Option("--title-field", help="Name of the field or column.")] = "title",
    published_field: Annotated[
        str, typer.Option("--published-field", help="Name of the field or column.")
    ] = "published",
    url_field: Annotated[str, typer.Option("--url-field", help="Name of the field or column.")] = "url",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
) -> int:
    """Extract the facts of many documents: one JSON line for each, a result or the error.

    A run that was stopped or killed goes on with [bold]--resume[/] and gives the same output as one that was not.

    The output appears when it is whole; until then OUT.partial and OUT.journal stand in its place.

    [bold]Examples[/]

    policyextract batch crawl/ -o facts.jsonl

    policyextract batch 'pages/**/*.html' more.jsonl.gz -o facts.jsonl.zst --workers 8

    policyextract batch crawl.parquet --content-field html --id-field url -o facts.jsonl

    find archive -name '*.htm' | policyextract batch - --input-format paths > facts.jsonl

    policyextract batch crawl/ -o facts.jsonl --resume
    """
    from policyextract.batch.readers import Options
    from policyextract.batch.run import Settings, run
    from policyextract.batch.supervisor import Limits, default_workers
    from policyextract.batch.tasks import Fields
    from policyextract.extractor import Extractor

    settings = Settings(
        reading=Options(input_format.value, Fields(id_field, content_field, title_field, published_field, url_field)),
        limits=Limits(default_workers() if workers is None else workers, time_limit or None),
        text=text,
        ordered=not unordered,
        resume=resume,
        overwrite=overwrite,
        progress=False if quiet else None,
    )
    began = time.monotonic()
    summary = run(Extractor(pack or None), inputs, output, settings)
    if not quiet:
        for line in summary.lines(time.monotonic() - began):
            print(line, file=sys.stderr)
    return FAILURES if summary.failures else 0
