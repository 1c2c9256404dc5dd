"""The nearest valid name, for errors that help."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], listed: int = 12) -> str:
    """A help sentence with the nearest of the known names, or where none is near with the first of them.

    >>> nearest('dictonaries', ['dictionaries', 'rules'])
    'did you mean `dictionaries`?'
    """
    names = sorted(set(known))
    found = get_close_matches(name, names, n=1, cutoff=0.6)
    if found:
        return f"did you mean `{found[0]}`?"
    shown = ", ".join(names[:listed]) + (" …" if len(names) > listed else "")
    return f"known: {shown}" if names and listed else ""
