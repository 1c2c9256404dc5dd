"""``policyextract lint``: every check over every pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from policyextract.language import load_pack, load_ruleset
from policyextract.language.discovery import shipped_packs
from policyextract.toolkit.checks import CHECKS, Issue, Subject


def lint_packs(packs: Sequence[str | Path] | None = None) -> list[Issue]:
    """The issues of packs, errors first, then by place.

    Parameters
    ----------
    packs : sequence of str or Path, optional
        Names or folders; without it all packs that ship.

    Raises
    ------
    PackError
        A pack is missing or faulty: what the loader refuses is no matter of lint.
    """
    found: list[Issue] = []
    for name in packs if packs is not None else list(shipped_packs()):
        pack = load_pack(name)
        subject = Subject(pack, load_ruleset([pack.root]))
        found += [issue for check in CHECKS for issue in check(subject)]
    return sorted(found, key=lambda i: (i.severity != "error", i.place.file, i.place.line, i.place.column, i.code))
