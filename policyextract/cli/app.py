"""The application: its commands, and which file each lives in."""

from __future__ import annotations

import contextlib
import sys
from importlib import import_module
from typing import Annotated, Any

import typer

from policyextract.cli import exits

app = typer.Typer(
    name="policyextract",
    help="Facts out of Chinese policy documents: issuers, dates, campaigns, directives, each grounded in the text.",
    epilog=exits.HELP,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

# Command to (module, function). A module is imported when its command runs or shows its help, so that
# `policyextract extract` never pays for what `batch` or `lint` need.
COMMANDS = {
    "extract": "policyextract.cli.extract:extract",
    "batch": "policyextract.batch.command:batch",
    "report": "policyextract.cli.report:report",
    "test": "policyextract.cli.packs:test",
    "lint": "policyextract.cli.packs:lint",
    "explain": "policyextract.cli.explain:explain",
    "schema": "policyextract.cli.packs:schema",
    "new-pack": "policyextract.cli.packs:new_pack",
    "evaluate": "policyextract.cli.corpus:evaluate",
    "coverage": "policyextract.cli.corpus:coverage",
    "diff": "policyextract.cli.corpus:diff",
}


@app.callback(invoke_without_command=True)
def _options(
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.")] = False,
) -> None:
    if version:
        from policyextract import __version__

        print(f"policyextract {__version__}")
        raise exits.Stop(exits.OK)


def load(names: list[str]) -> None:
    """Register the named commands on the application."""
    for name in names:
        module, function = COMMANDS[name].split(":")
        command = getattr(import_module(module), function)
        app.command(name, context_settings={"help_option_names": ["-h", "--help"]})(command)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and give back its exit code.

    Parameters
    ----------
    arguments : list of str, optional
        Instead of ``sys.argv[1:]``.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):  # a test's or an embedder's stream
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    words = sys.argv[1:] if arguments is None else arguments
    wanted = next((word for word in words if not word.startswith("-")), None)
    load([wanted] if wanted in COMMANDS else _available())
    command: Any = typer.main.get_command(app)
    return exits.guarded(lambda: command.main(words, prog_name="policyextract", standalone_mode=False))


def _available() -> list[str]:
    """The commands whose libraries are installed: help lists no command that cannot run."""
    names = []
    for name, home in COMMANDS.items():
        with contextlib.suppress(ModuleNotFoundError):
            import_module(home.split(":")[0])
            names.append(name)
    return names
