"""``policyextract explain``: which rules fired where, and where a candidate died."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from policyextract.cli import exits
from policyextract.cli.extract import PackOption


def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for stdin.")],
    rule: Annotated[str | None, typer.Option(help="Only this rule: its id, or the end of it.")] = None,
    at: Annotated[int | None, typer.Option(help="Only what touches this offset of the cleaned text.")] = None,
    find: Annotated[str | None, typer.Option(help="Like --at, for the first place where this stands.")] = None,
    pack: PackOption = None,
) -> int:
    """Show which rules fired where; for a rule that did not fire, the condition that failed last.

    [bold]Examples[/]

    policyextract explain notice.html

    policyextract explain notice.html --rule dates/moment

    policyextract explain notice.html --at 120
    """
    from policyextract.toolkit.explain import explain_document

    source = sys.stdin.buffer.read() if file == "-" else Path(file)
    told = explain_document(source, packs=pack or None, rule=rule, at=at, find=find)
    for line in told:
        print(line)
    return exits.OK
