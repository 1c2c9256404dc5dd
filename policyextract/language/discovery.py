"""Where rule packs are: shipped with the package, in a folder, or in an installed distribution.

Nothing of a pack is executed or imported: an entry point of the group ``policyextract.packs`` names a *data path*
(``our_rules.pack`` is the folder ``our_rules/pack``), which is looked up without importing ``our_rules``.
"""

from __future__ import annotations

import difflib
import importlib.metadata
import importlib.util
import os
import re
from pathlib import Path

from policyextract.errors import PackError, Place, Problem

ENTRY_POINT_GROUP = "policyextract.packs"
PACK_FILE = "pack.yaml"
_DATA_PATH = re.compile(r"[A-Za-z_]\w*(?:[./:][A-Za-z0-9_-]+)*", re.ASCII)


def shipped_rules() -> Path:
    """The folder of the packs that ship with the package.

    In a wheel it is ``policyextract/rules``; in an editable install it is ``rules/`` beside the package.

    >>> (shipped_rules() / "cn-core").name
    'cn-core'
    """
    packaged = Path(__file__).parent.parent / "rules"
    return packaged if packaged.is_dir() else packaged.parent.parent / "rules"


def shipped_packs() -> dict[str, Path]:
    """Name and folder of each pack that ships with the package, by name."""
    root = shipped_rules()
    if not root.is_dir():
        return {}
    return {folder.name: folder for folder in sorted(root.iterdir()) if (folder / PACK_FILE).is_file()}


def installed_packs() -> dict[str, Path]:
    """Name and folder of each pack that an installed distribution offers.

    Installed packs make their names known; none is active by itself.
    """
    found: dict[str, Path] = {}
    for entry in importlib.metadata.entry_points(group=ENTRY_POINT_GROUP):
        folder = _data_path(entry.value)
        if folder is not None:
            found.setdefault(entry.name, folder)
    return found


def find_pack(name_or_path: str | os.PathLike[str]) -> Path:
    """The folder of a pack, by the name of a shipped or installed pack or by its path.

    A path is a ``Path`` or a string with a separator (``./our-pack``); a bare string is a name first.

    Parameters
    ----------
    name_or_path : str or path
        ``cn-core``, ``./our-pack``, ``Path("our-pack")``.

    Raises
    ------
    PackError
        When there is no such pack; the message names the nearest one known.
    """
    text = os.fspath(name_or_path)
    as_path = Path(text)
    is_path = not isinstance(name_or_path, str) or "/" in text or os.sep in text or text.startswith(".")
    if not is_path:
        folder = shipped_packs().get(text) or installed_packs().get(text)
        if folder is not None:
            return folder
    if (as_path / PACK_FILE).is_file():
        return as_path
    if as_path.name == PACK_FILE and as_path.is_file():
        return as_path.parent
    raise PackError([_not_found(text, as_path, is_path)])


def _not_found(text: str, path: Path, is_path: bool) -> Problem:
    if path.is_dir():
        return Problem("PX291", Place(text), f"the folder has no {PACK_FILE}", help="name the folder of one pack")
    if is_path:
        return Problem("PX290", Place(text), "there is no such pack folder")
    known = sorted({**shipped_packs(), **installed_packs()})
    near = difflib.get_close_matches(text, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known packs: {', '.join(known) or 'none'}."
    return Problem("PX290", Place(text), "there is no pack of this name", help=f"{hint} A folder is written ./{text}")


def _data_path(value: str) -> Path | None:
    """The folder that an entry point's value names, found without importing anything."""
    if not _DATA_PATH.fullmatch(value):
        return None
    top, *rest = re.split(r"[./:]", value)
    try:
        spec = importlib.util.find_spec(top)  # a top-level name is located, not imported
    except (ImportError, ValueError):
        return None
    for base in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(base, *rest)
        if (folder / PACK_FILE).is_file():
            return folder
    return None
