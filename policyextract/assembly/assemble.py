"""Annotations to the result: the order of the facts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import Any

from policyextract.assembly.context import Context

# Each file reads one kind of fact; later files may use what earlier ones wrote.
STEPS = (
    "identity",  # title, publisher, published
    "kind",
    "numbers",  # document number
    "types",  # document type, status
    "dates",
    "durations",
    "validity",  # effective, expires, signed
    "actors",
    "hierarchy",
    "addressees",
    "campaigns",
    "enumerations",
    "references",
    "directives",
    "counts",
    "amounts",
    "targets",
    "fields",
    "consistency",
)


@lru_cache(maxsize=1)
def _readers() -> tuple[Callable[[Context], None], ...]:
    return tuple(import_module(f"policyextract.assembly.{name}").read for name in STEPS)


def assemble(context: Context) -> dict[str, Any]:
    """Run every fact's file over the context and return the fields of the result."""
    for read in _readers():
        read(context)
    return context.result
