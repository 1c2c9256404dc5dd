"""A skeleton of a rule pack that passes its own tests and lint."""

from __future__ import annotations

import re
from pathlib import Path

from policyextract.errors import InputError, OutputError
from policyextract.toolkit.schema import FILES, schema_text

_NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)


def make_pack(name: str, folder: Path = Path()) -> Path:
    """Make the folder of a new pack and give back its path.

    Parameters
    ----------
    name : str
        Small letters, digits and hyphens; also the name of the folder.
    folder : Path
        Where to make it.

    Raises
    ------
    InputError
        When the name is none, or the folder exists and holds something.
    OutputError
        When it cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise InputError(f"{name}: a pack's name is of small letters, digits and hyphens, such as our-rules")
    target = folder / name
    try:
        if target.exists() and any(target.iterdir()):
            raise InputError(f"{target}: exists and is not empty")
        (target / ".schema").mkdir(parents=True, exist_ok=True)
        for file in sorted((Path(__file__).parent / "skeleton").iterdir()):
            text = file.read_text(encoding="utf-8").replace("@NAME@", name)
            (target / file.name.removesuffix(".template")).write_text(text, encoding="utf-8")
        for kind in ("pack", "manifest"):
            (target / ".schema" / FILES[kind]).write_text(schema_text(kind), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror or error})") from error
    return target
