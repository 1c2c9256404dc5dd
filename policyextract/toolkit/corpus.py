"""The documents of a corpus, for tools that run rules over many of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyextract.batch.readers import Inputs
from policyextract.batch.tasks import Loaded
from policyextract.errors import InputError
from policyextract.language import PackName


def documents(names: Sequence[str]) -> Iterator[tuple[str, Loaded]]:
    """Name and content of each document in files, folders, globs and containers, as ``batch`` reads them.

    Raises
    ------
    InputError
        A document cannot be read, or there is none.
    """
    empty = True
    for task in Inputs(names).tasks():
        empty = False
        loaded = task.load()
        yield loaded.source_id or loaded.url or loaded.path or "stdin", loaded
    if empty:
        raise InputError(f"{', '.join(names)}: there are no documents here")


def pack_list(text: str) -> list[PackName]:
    """``cn-core,./ours`` as a list of packs."""
    return [part.strip() for part in text.split(",") if part.strip()]
