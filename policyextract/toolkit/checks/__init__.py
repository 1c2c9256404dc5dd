"""The checks of ``policyextract lint``: a file each, listed here by hand so that their order is decided on purpose."""

from __future__ import annotations

from policyextract.toolkit.checks import (
    ascii_classes,
    literals,
    manifest,
    never,
    shadowed,
    terms,
    unbounded,
    untested,
    unused,
)
from policyextract.toolkit.checks.base import Check, Issue, Subject

CHECKS: tuple[Check, ...] = (
    untested.check,
    never.check,
    ascii_classes.check,
    shadowed.check,
    unused.check,
    unbounded.check,
    literals.check,
    terms.check,
    manifest.check,
)

__all__ = ["CHECKS", "Check", "Issue", "Subject"]
