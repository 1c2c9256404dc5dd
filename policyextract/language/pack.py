"""Reading a pack from its folder: checked models with the place of every value."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from policyextract.errors import PackError, Place, Problem
from policyextract.language.model import PackInfo, RuleFile
from policyextract.language.packhash import pack_hash
from policyextract.language.suggest import nearest
from policyextract.language.yamlnodes import Loc, YamlData, read_yaml

SUFFIX = ".rules.yaml"
MAX_FILES = 2_000
MAX_CSV_BYTES = 20_000_000
MAX_CSV_ROWS = 200_000


@dataclass(slots=True)
class PackFile:
    """One rule file: its topic, its checked content and the places of its values."""

    topic: str
    shown: str
    rules: RuleFile
    yaml: YamlData

    def place(self, *path: str | int) -> Place:
        """Place of a value, such as ``place('rules', 3, 'pattern')``."""
        return self.yaml.place(path)

    def problem(self, code: str, path: Loc, message: str, help: str = "") -> Problem:
        """A problem at a value of this file."""
        place = self.yaml.place(path)
        return Problem(code, place, message, help, self.yaml.excerpt(place))


@dataclass(slots=True)
class Pack:
    """A pack as read: checked file by file; references are checked when packs are put together."""

    info: PackInfo
    root: Path
    shown: str
    sha256: str
    files: list[PackFile]
    info_yaml: YamlData
    csv_cache: dict[str, list[dict[str, str]]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.info.name

    def rows(self, name: str) -> list[dict[str, str]]:
        """Rows of a CSV file of the pack.

        Raises
        ------
        ValueError
            The file lies outside the pack, cannot be read or is too large; the message says which.
        """
        if name not in self.csv_cache:
            self.csv_cache[name] = read_csv(self.inside(name))
        return self.csv_cache[name]

    def inside(self, name: str) -> Path:
        """Path of a file of the pack, refused when it leads out of the folder (also through a link)."""
        path = (self.root / name).resolve()
        if Path(name).is_absolute() or not path.is_relative_to(self.root.resolve()):
            raise ValueError(f"`{name}` leads out of the pack")
        if not path.is_file():
            raise ValueError(f"`{name}` is no file of the pack")
        return path


def read_csv(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file with a header line, as mappings of text."""
    if path.stat().st_size > MAX_CSV_BYTES:
        raise ValueError(f"`{path.name}` is larger than {MAX_CSV_BYTES} bytes")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ValueError(f"`{path.name}` is not UTF-8 (byte {error.start})") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows: list[dict[str, str]] = []
    for row in reader:
        if None in row or any(v is None for v in row.values()):
            raise ValueError(f"`{path.name}` line {reader.line_num}: not as many values as the header has columns")
        rows.append(dict(row))
        if len(rows) > MAX_CSV_ROWS:
            raise ValueError(f"`{path.name}` has more than {MAX_CSV_ROWS} rows")
    return rows


def load_pack(root: Path, shown: str | None = None) -> Pack:
    """Read and check the pack in a folder.

    Parameters
    ----------
    root : Path
        The folder with ``pack.yaml``.
    shown : str, optional
        How the folder is named in messages; the path as given by default.

    Raises
    ------
    PackError
        With every fault of the pack's files.
    """
    shown = shown or str(root)
    problems: list[Problem] = []
    info_yaml = read_yaml(root / "pack.yaml", f"{shown}/pack.yaml", problems)
    if info_yaml is None:
        raise PackError(problems)
    info = _validate(PackInfo, info_yaml, problems)
    files = []
    for path in rule_files(root):
        name = path.relative_to(root).as_posix()
        if not path.resolve().is_relative_to(root.resolve()):
            problems.append(Problem("PX207", Place(f"{shown}/{name}"), "leads out of the pack through a link"))
            continue
        data = read_yaml(path, f"{shown}/{name}", problems)
        if data is None:
            continue
        checked = _validate(RuleFile, data, problems)
        if checked is not None:
            files.append(PackFile(name[: -len(SUFFIX)].replace("/", "-"), f"{shown}/{name}", checked, data))
    if problems or info is None:
        raise PackError(problems)
    return Pack(info, root, shown, pack_hash(root), files, info_yaml)


def rule_files(root: Path) -> list[Path]:
    """The rule files of a pack folder, sorted."""
    found = sorted(p for p in root.rglob("*" + SUFFIX) if p.is_file())
    if len(found) > MAX_FILES:
        raise PackError([Problem("PX203", Place(str(root)), f"more than {MAX_FILES} rule files")])
    return found


M = TypeVar("M", bound=BaseModel)


def _validate(model: type[M], data: YamlData, problems: list[Problem]) -> M | None:
    if not isinstance(data.data, dict):
        problems.append(Problem("PX210", data.place(()), "expected keys with values"))
        return None
    try:
        return model.model_validate(data.data)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            problems.append(_problem(model, data, fault))
        return None


def _problem(model: type[BaseModel], data: YamlData, fault: Any) -> Problem:
    """A pydantic fault with file, line, column and the nearest valid key."""
    loc = _known(fault["loc"], data)
    place = data.place(loc)
    kind, message, help = fault["type"], fault["msg"], ""
    if kind == "extra_forbidden":
        key = str(fault["loc"][-1])
        message, help = f"unknown key `{key}`", nearest(key, _keys(model, loc[:-1]))
    elif kind == "missing":
        message = f"the key `{fault['loc'][-1]}` is missing"
    elif kind == "string_pattern_mismatch":
        message = f"`{fault['input']}` is no valid name"
        help = "names are lower-case letters, digits, - and _, and begin with a letter"
    elif kind == "literal_error":
        message = f"`{fault['input']}` is not one of {fault['ctx']['expected']}"
        help = nearest(str(fault["input"]), re.findall(r"'([^']*)'", fault["ctx"]["expected"]), listed=0)
    elif kind.startswith(("int_", "float_", "bool_")):
        want = {"int": "a whole number", "float": "a number"}.get(kind.partition("_")[0], "true or false")
        message = f"expected {want}, found `{fault['input']}`"
    elif kind in ("list_type", "dict_type", "model_type", "string_type"):
        want = {"list_type": "a list", "string_type": "text"}.get(kind, "keys with values")
        message = f"expected {want}, found {_said(fault['input'])}"
    return Problem("PX211", place, message, help, data.excerpt(place))


def _said(value: Any) -> str:
    names = {str: "text", int: "a number", float: "a number", bool: "true/false", list: "a list", dict: "keys"}
    return names.get(type(value), "nothing")


def _known(loc: Loc, data: YamlData) -> Loc:
    """The part of a pydantic location that stands in the file (unions and validators put words of their own in)."""
    path: Loc = ()
    for part in loc:
        if (*path, part) in data.places:
            path = (*path, part)
    return path


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """Valid keys at a location."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {f.alias or n: f for n, f in current.model_fields.items()}
            found = _models(fields[part].annotation) if part in fields else []
            current = found[0] if found else None
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return []
    return [f.alias or n for n, f in current.model_fields.items()]


def _models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for a in get_args(annotation) for m in _models(a)]
