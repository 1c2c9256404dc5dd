"""Loading packs with what they require, and checking that they fit together."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from policyextract.errors import PackError, Problem
from policyextract.language.discovery import find_pack
from policyextract.language.pack import Pack
from policyextract.language.pack import load_pack as _load_folder

DEFAULT_PACKS = ("cn-core",)
LANGUAGE_VERSION = "1.0.0"
PackName = str | os.PathLike[str]


def load_pack(name_or_path: PackName) -> Pack:
    """Read and check one pack, by the name of a shipped or installed pack or by its folder.

    Raises
    ------
    PackError
        No such pack, or faults in it: all of them, with file, line and column.

    Examples
    --------
    >>> load_pack('cn-core').info.name
    'cn-core'
    """
    return _load_folder(find_pack(name_or_path), os.fspath(name_or_path))


def load_packs(names: Sequence[PackName] | None = None) -> list[Pack]:
    """The named packs and all they require, each once, required packs first.

    ``None`` means exactly ``cn-core``. A required pack is looked up among the named ones, beside the pack that
    requires it, then among shipped and installed packs.
    """
    loaded: dict[str, Pack] = {}
    given: dict[str, Pack] = {}
    for name in names if names is not None else DEFAULT_PACKS:
        pack = load_pack(name)
        given[pack.name] = pack
    problems: list[Problem] = []
    for pack in list(given.values()):
        _add(pack, given, loaded, problems, ())
    if problems:
        raise PackError(problems)
    return list(loaded.values())


def _add(
    pack: Pack, given: dict[str, Pack], loaded: dict[str, Pack], problems: list[Problem], path: tuple[str, ...]
) -> None:
    if pack.name in loaded:
        return
    if pack.name in path:
        problems.append(_fault(pack, ("requires",), f"packs require each other: {' > '.join((*path, pack.name))}"))
        return
    _check_manifest(pack, problems)
    for name, wanted in pack.info.requires.items():
        needed = given.get(name) or loaded.get(name) or _required(pack, name, problems)
        if needed is None:
            continue
        given[name] = needed
        _check_version(pack, needed, wanted, problems)
        _add(needed, given, loaded, problems, (*path, pack.name))
    loaded.setdefault(pack.name, pack)


def _required(pack: Pack, name: str, problems: list[Problem]) -> Pack | None:
    beside = Path(pack.root).resolve().parent / name
    try:
        if (beside / "pack.yaml").is_file():
            return _load_folder(beside, f"{Path(pack.shown).parent}/{name}")
        return load_pack(name)
    except PackError as error:
        if not any(p.code in ("PX290", "PX291") for p in error.problems):
            raise
        problems.append(_fault(pack, ("requires", name), f"the required pack `{name}` is nowhere to be found"))
        return None


def _check_version(pack: Pack, needed: Pack, wanted: str, problems: list[Problem]) -> None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion

    try:
        if needed.info.version not in SpecifierSet("" if wanted == "*" else wanted):
            problems.append(
                _fault(
                    pack,
                    ("requires", needed.name),
                    f"needs `{needed.name}` {wanted}; version {needed.info.version} is here",
                )
            )
    except InvalidSpecifier:
        problems.append(_fault(pack, ("requires", needed.name), f"`{wanted}` is no version range", "write '>=1,<2'"))
    except InvalidVersion:
        return  # said where the needed pack is looked at


def _check_manifest(pack: Pack, problems: list[Problem]) -> None:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet
    from packaging.version import InvalidVersion, Version

    try:
        Version(pack.info.version)
    except InvalidVersion:
        problems.append(_fault(pack, ("version",), f"`{pack.info.version}` is no version", "write 1.0.0"))
    try:
        if LANGUAGE_VERSION not in SpecifierSet(pack.info.engine):
            problems.append(
                _fault(pack, ("engine",), f"needs the engine {pack.info.engine}; version {LANGUAGE_VERSION} is here")
            )
    except InvalidSpecifier:
        problems.append(_fault(pack, ("engine",), f"`{pack.info.engine}` is no version range", "write '>=1,<2'"))


def _fault(pack: Pack, path: tuple[str, ...], message: str, help: str = "") -> Problem:
    place = pack.info_yaml.place(path)
    return Problem("PX242", place, message, help, pack.info_yaml.excerpt(place))
