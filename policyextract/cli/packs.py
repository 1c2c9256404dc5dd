"""``policyextract test``, ``lint``, ``schema``, ``new-pack``: the rule author's commands."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policyextract.cli import exits

Packs = Annotated[
    list[str] | None,
    typer.Argument(metavar="PACK", help="Names or folders of packs. Without any: those that ship.", show_default=False),
]


def test(
    packs: Packs = None,
    junit: Annotated[Path | None, typer.Option(help="Write the results as JUnit XML for a CI server.")] = None,
    match: Annotated[str | None, typer.Option("--match", "-k", help="Only rules whose id contains this.")] = None,
) -> int:
    """Run the tests that stand beside the rules.

    Fails when a test fails, when a rule has no test, and when a todo passes (so that it is promoted to match).

    [bold]Examples[/]

    policyextract test

    policyextract test ./our-pack --junit report.xml

    policyextract test cn-core -k dates/
    """
    from policyextract.toolkit.testing import junit_xml, run_tests

    run = run_tests(packs or None, match=match)
    if match is not None and not run.results:
        raise exits.Stop(exits.USAGE, f"no rule's id contains {match!r}")
    for failure in run.failures:
        print(failure)
    if junit is not None:
        try:
            junit.write_text(junit_xml(run), encoding="utf-8")
        except OSError as error:
            raise exits.Stop(exits.OUTPUT, f"{junit}: cannot be written ({error.strerror})") from error
    print(run.summary())
    return exits.FINDINGS if run.failures else exits.OK


def lint(
    packs: Packs = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
) -> int:
    """Look for rules that cannot work or that nobody needs.

    Errors fail the command; warnings are shown. Each finding names file, line, column and the mend.

    [bold]Examples[/]

    policyextract lint

    policyextract lint ./our-pack --strict
    """
    from policyextract.toolkit.lint import lint_packs

    issues = lint_packs(packs or None)
    for issue in issues:
        print(issue)
    errors = sum(issue.severity == "error" for issue in issues)
    print(f"{errors} errors, {len(issues) - errors} warnings")
    return exits.FINDINGS if errors or (strict and issues) else exits.OK


class SchemaName(StrEnum):
    """The schemas there are."""

    pack = "pack"
    manifest = "manifest"
    result = "result"


def schema(
    name: Annotated[
        SchemaName,
        typer.Argument(help="pack: *.rules.yaml files; manifest: pack.yaml; result: what extract returns."),
    ],
) -> None:
    """Print a JSON Schema, for completion in editors and for checking results.

    [bold]Examples[/]

    policyextract schema pack > rules.schema.json

    policyextract schema result | jq .properties.dates
    """
    from policyextract.toolkit.schema import schema_text

    print(schema_text(name.value), end="")


def new_pack(
    name: Annotated[str, typer.Argument(help="Name of the pack; also of the folder that is made.")],
    folder: Annotated[Path, typer.Option("--in", help="Where to make it.")] = Path(),
) -> int:
    """Make a skeleton of a pack that passes its own tests and lint.

    [bold]Example[/]

    policyextract new-pack our-rules && policyextract test ./our-rules
    """
    from policyextract.toolkit.newpack import make_pack

    made = make_pack(name, folder)
    print(f"made {made}; try: policyextract test {made if made.is_absolute() else f'./{made}'}")
    return exits.OK
