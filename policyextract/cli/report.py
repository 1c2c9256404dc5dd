"""``policyextract report``: one self-contained HTML page for a reviewer."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policyextract.cli import exits
from policyextract.cli.extract import PackOption

if TYPE_CHECKING:
    from policyextract.models import PolicyDocument

_DOCUMENTS = {".html", ".htm", ".md", ".markdown", ".txt", ".xml"}


def report(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Documents, folders, results of batch (.jsonl, also .gz, .zst), or - for stdin.",
        ),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write, or - for stdout.")],
    pack: PackOption = None,
    title: Annotated[str, typer.Option(help="The page's heading.")] = "policyextract review",
) -> int:
    """Write one HTML page that shows each fact where it stands in the text, and which rule found it.

    The page needs nothing but itself: no network, no scripts. Everything from documents is escaped.

    [bold]Examples[/]

    policyextract report notice.html -o review.html

    policyextract report crawl/ -o review.html --pack cn-core --pack ./our-pack

    policyextract report facts.jsonl -o review.html
    """
    from policyextract.report.page import page

    docs: list[PolicyDocument] = []
    for name in inputs:
        docs += _read(name, pack or None)
    if not docs:
        raise exits.Stop(exits.INPUT, f"{', '.join(inputs)}: there are no documents here")
    html = page(docs, title=title)
    if str(output) == "-":
        print(html)
        return exits.OK
    try:
        partial = output.with_name(f".{output.name}.{os.getpid()}")
        partial.write_text(html, encoding="utf-8")
        partial.replace(output)
    except OSError as error:
        raise exits.Stop(exits.OUTPUT, f"{output}: cannot be written ({error.strerror or error})") from error
    if sys.stderr.isatty():
        print(f"{len(docs)} documents in {output}", file=sys.stderr)
    return exits.OK


def _read(name: str, packs: list[str] | None) -> list[PolicyDocument]:
    from policyextract import extract
    from policyextract.batch.compression import inner_suffix

    path = Path(name)
    if name == "-":
        return [extract(sys.stdin.buffer.read(), packs=packs)]
    if inner_suffix(path) == ".jsonl" and path.is_file():
        return _results(path)
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in _DOCUMENTS and p.is_file())
        return [extract(file, packs=packs) for file in files]
    return [extract(path, packs=packs)]


def _results(path: Path) -> list[PolicyDocument]:
    """Results that ``batch`` wrote; failures are left out (they hold no facts)."""
    import json

    from policyextract.batch.compression import read_bytes
    from policyextract.models import PolicyDocument

    docs = []
    for number, line in enumerate(read_bytes(path).splitlines(), 1):
        try:
            record = json.loads(line)
            if "error" not in record:
                docs.append(PolicyDocument.model_validate(record))
        except ValueError as error:
            raise exits.Stop(exits.INPUT, f"{path}:{number}: not a result of policyextract batch") from error
    return docs
