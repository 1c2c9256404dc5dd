"""The hash of a pack: its identity in results and in the cache."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

#: Files that are content of a pack.
HASHED = (".yaml", ".csv", ".md", ".txt", ".html")


def pack_hash(root: Path) -> str:
    """SHA-256 over the sorted relative paths and bytes of a pack's files (not of what tools leave behind)."""
    digest = hashlib.sha256()
    for path in sorted(_content(root), key=lambda p: p.relative_to(root).as_posix()):
        name = path.relative_to(root).as_posix().encode()
        data = path.read_bytes()
        digest.update(b"%d %s %d\n" % (len(name), name, len(data)))
        digest.update(data)
    return digest.hexdigest()


def _content(root: Path) -> Iterator[Path]:
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        hidden = any(p.startswith(".") or p == "__pycache__" for p in parts)
        if not hidden and path.suffix in HASHED and path.is_file():
            yield path
