"""``policyextract extract``: one document in, its facts out."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policyextract.cli import exits

if TYPE_CHECKING:
    from policyextract.models import PolicyDocument


class Format(StrEnum):
    """How the result is written."""

    table = "table"
    json = "json"
    yaml = "yaml"
    html = "html"
    jsonld = "jsonld"


PackOption = Annotated[
    list[str] | None,
    typer.Option(
        "--pack",
        "-p",
        metavar="NAME|FOLDER",
        help="A rule pack; may be given several times. Without it: cn-core.",
        show_default=False,
    ),
]


def extract(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document (HTML, Markdown, text), or - for stdin.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="How the result is written.")] = Format.table,
    pack: PackOption = None,
    title: Annotated[str | None, typer.Option(help="The title, if you know it; outranks the page.")] = None,
    published: Annotated[str | None, typer.Option(help="When it was published: 2022-04-22.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it was found; kept in the result.")] = None,
    text: Annotated[bool, typer.Option("--text/--no-text", help="Keep the cleaned text in JSON and YAML.")] = True,
) -> int:
    """Extract the facts of one document.

    [bold]Examples[/]

    policyextract extract notice.html

    policyextract extract page.md --format json --no-text | jq .issuers

    curl -s https://example.org/page | policyextract extract - --url https://example.org/page

    policyextract extract notice.html --pack cn-core --pack ./our-pack --format html > review.html
    """
    from policyextract import InputError
    from policyextract import extract as extract_document
    from policyextract.extractor import read_when

    try:
        when = read_when(published)
    except InputError as error:
        raise exits.Stop(exits.USAGE, f"--published {published}: no date such as 2022-04-22") from error
    source = sys.stdin.buffer.read() if file == "-" else Path(file)
    doc = extract_document(source, title=title, published=when, url=url, packs=pack or None)
    write(doc, form, text)
    if any(warning.code == "no-text" for warning in doc.warnings):
        name = "stdin" if file == "-" else file
        raise exits.Stop(exits.NO_TEXT, f"{name}: there is no text in this document")
    return exits.OK


def write(doc: PolicyDocument, form: Format, text: bool = True) -> None:
    """Write a result to stdout."""
    left_out = None if text else {"text", "blocks"}
    if form is Format.json:
        print(doc.model_dump_json(indent=2, exclude=left_out))
    elif form is Format.yaml:
        import yaml

        yaml.safe_dump(
            doc.model_dump(mode="json", exclude=left_out), sys.stdout, allow_unicode=True, sort_keys=False, width=120
        )
    elif form is Format.jsonld:
        import json

        from policyextract.views.jsonld import to_jsonld

        print(json.dumps(to_jsonld(doc), ensure_ascii=False, indent=2))
    elif form is Format.html:
        from policyextract.report.page import page

        print(page([doc]))
    else:
        from policyextract.cli.table import show

        show(doc)
