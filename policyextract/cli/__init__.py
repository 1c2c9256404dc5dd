"""The command line. ``main`` is the console script; each command is a small file, loaded when it is asked for."""

from __future__ import annotations


def main() -> None:
    """Run the ``policyextract`` command and leave with its exit code."""
    from policyextract.cli.app import run

    raise SystemExit(run())
