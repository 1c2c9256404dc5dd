"""Checked rule sets on disk, so that a command answers fast: reading, checking and expanding packs is done once.

An entry is found by what it was made of: the bytes of the packs, the code that checks them, the version of Python. It
is JSON with a checksum, written beside its place and moved there in one step; whatever is wrong with it, the packs are
read as if there were none. ``POLICYEXTRACT_CACHE`` names another folder, or is ``off``. See ``docs/decisions/063``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from policyextract.language.codec import dumps, loads

if TYPE_CHECKING:
    from policyextract.language.checked import RuleSet
    from policyextract.language.pack import Pack

VARIABLE = "POLICYEXTRACT_CACHE"
KEEP = 16
_FORMAT = b"policyextract-rules 1\n"


def cache_folder() -> Path | None:
    """Where entries are, or None when there is no cache: switched off, or a folder that is not ours alone to write."""
    named = os.environ.get(VARIABLE)
    if named == "off":
        return None
    if named:
        folder = Path(named)
    else:
        from platformdirs import user_cache_path

        folder = user_cache_path("policyextract", appauthor=False)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stat = folder.stat()
    except OSError:
        return None
    # Rules decide what is extracted: read none that somebody else could have put there.
    if hasattr(os, "getuid") and (stat.st_uid != os.getuid() or stat.st_mode & 0o022):
        return None
    return folder


def cached(roots: Sequence[tuple[Path, str]], load: Callable[[], tuple[RuleSet, list[Pack]]]) -> RuleSet:
    """The rule set of the packs in some folders, from the cache or else from ``load``.

    Parameters
    ----------
    roots : sequence of (Path, str)
        Folders of the named packs, and how they are shown in messages.
    load : callable
        Reads and checks the packs; what it raises is raised.
    """
    folder = cache_folder()
    if folder is None:
        return load()[0]
    path = folder / f"{_key(roots)}.json"
    ruleset = _read(path)
    if ruleset is None:
        ruleset, packs = load()
        with contextlib.suppress(OSError, TypeError, ValueError):
            _write(path, ruleset, packs)
    return ruleset


def _key(roots: Sequence[tuple[Path, str]]) -> str:
    from policyextract.language.packhash import pack_hash

    digest = hashlib.sha256(_FORMAT)
    for part in (sys.version, _code(), *(f"{root.resolve()}\0{shown}\0{pack_hash(root)}" for root, shown in roots)):
        digest.update(part.encode() + b"\n")
    return digest.hexdigest()[:40]


@cache
def _code() -> str:
    """A hash of the code that makes rule sets: a change of it makes every entry old."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted((*(package / "language").glob("*.py"), *(package / "values").rglob("*"))):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> RuleSet | None:
    """An entry that is whole and whose required packs are what they were."""
    from policyextract.language.packhash import pack_hash

    try:
        data = path.read_bytes()
        head, needs, payload = data.split(b"\n", 2)
        if hashlib.sha256(needs + payload).hexdigest() != head.decode():
            return None
        required = json.loads(needs)
        if any(pack_hash(Path(root)) != sha256 for root, sha256 in required["packs"]):
            return None
        if any(Path(place).exists() for place in required["absent"]):
            return None
        ruleset = loads(payload)
        os.utime(path)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
    return ruleset


def _write(path: Path, ruleset: RuleSet, packs: Sequence[Pack]) -> None:
    from policyextract.language.packhash import HASHED

    if any(Path(name).suffix not in HASHED for pack in packs for name in pack.csv_cache):
        return  # a file that the packs' hash does not cover
    required = {
        "packs": [[str(pack.root.resolve()), pack.sha256] for pack in packs],
        # A required pack is looked for beside the pack that requires it first: one put there later must be seen.
        "absent": [
            str(place)
            for pack in packs
            for name in pack.info.requires
            if not (place := pack.root.resolve().parent / name / "pack.yaml").exists()
        ],
    }
    needs = json.dumps(required, separators=(",", ":")).encode()
    payload = dumps(ruleset)
    head = hashlib.sha256(needs + payload).hexdigest().encode()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(b"\n".join((head, needs, payload)))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _forget(path.parent)


def _forget(folder: Path) -> None:
    """Keep the entries that were used last."""
    entries = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in entries[KEEP:]:
        path.unlink(missing_ok=True)
