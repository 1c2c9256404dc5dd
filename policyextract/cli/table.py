"""A result as a readable table for people."""

from __future__ import annotations

import os
import sys

from rich.console import Console
from rich.table import Table
from rich.text import Text

from policyextract.models import PolicyDocument
from policyextract.views.summary import Listing, head, listings

_WIDE = 120  # when the output is no terminal
_ALREADY_SAID = {"issuer"}  # in the head


def console() -> Console:
    """A console on stdout: colours on a terminal only, a fixed width when piped."""
    width = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _WIDE
    return Console(file=sys.stdout, width=width, highlight=False, emoji=False)


def show(doc: PolicyDocument) -> None:
    """Print the facts of a document: the single values first, then each list that has something in it."""
    out = console()
    with out.capture() as shown:
        _print(doc, out)
    text = shown.get()
    print(text if out.is_terminal else "\n".join(line.rstrip() for line in text.splitlines()))


def _print(doc: PolicyDocument, out: Console) -> None:
    single = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    single.add_column(style="cyan", no_wrap=True)
    single.add_column(overflow="fold")
    for name, value in head(doc).items():
        single.add_row(name, _text(value))
    out.print(single)
    for listing in listings(doc):
        if listing.kind not in _ALREADY_SAID:
            out.print()
            out.print(Text(f"{listing.name} ({len(listing.rows)})", style="bold"))
            out.print(_table(listing))


def _table(listing: Listing) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    used = [n for n, _ in enumerate(listing.columns) if any(row.cells[n] for row in listing.rows)]
    for n in used:
        style = "cyan" if n == used[0] and n != used[-1] else ""
        table.add_column(
            listing.columns[n],
            style=style,
            header_style="dim",
            overflow="fold",
            max_width=None if n == used[-1] else 48,
        )
    for row in listing.rows:
        table.add_row(*(_text(row.cells[n]) for n in used))
    return table


def _text(value: str) -> Text:
    """Content as it stands: square brackets in a document are no markup."""
    return Text(value.replace("\n", " "))
