"""Rule sets on disk: used when they are what they claim to be, ignored otherwise."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from policyextract.language import load_packs, load_ruleset
from policyextract.language.cache import KEEP, VARIABLE
from policyextract.language.codec import dumps, loads
from policyextract.language.ruleset import build_ruleset
from tests.packs import write_pack

RULES = """
rules:
  - id: meeting
    gives: meeting
    pattern: '召开(?P<what>{cn}{1,4})会议'
    captures: {what: text}
    right: ['。']
fragments:
  cn: '[一二三四]'
"""
FILES = {"meetings": RULES}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "cache"
    monkeypatch.setenv(VARIABLE, str(path))
    return path


def pack(tmp_path: Path, rules: str = RULES, **info: str) -> Path:
    return write_pack(tmp_path, {"meetings": rules}, **info)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("*"))


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on packs may not be read and checked."""

    def read(*_: Any) -> None:
        raise AssertionError("the packs were read again")

    monkeypatch.setattr("policyextract.language.loading.load_packs", read)


def test_rule_set_survives_json() -> None:
    """Every rule of the shipped pack is the same after writing and reading."""
    ruleset = build_ruleset(load_packs())
    assert loads(dumps(ruleset)) == ruleset


def test_second_load_reads_no_pack(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was checked once comes from the cache."""
    first = load_ruleset([pack(tmp_path)])
    forbid_reading(monkeypatch)
    assert load_ruleset([tmp_path / "sample"]) == first
    assert len(entries(folder)) == 1


def test_changed_pack_is_read_again(tmp_path: Path) -> None:
    """The bytes of the pack are what an entry is found by."""
    first = load_ruleset([pack(tmp_path)])
    second = load_ruleset([pack(tmp_path, RULES.replace("召开", "举行"))])
    assert first.rules[0].pattern != second.rules[0].pattern


def test_changed_required_pack_is_read_again(tmp_path: Path) -> None:
    """A change in a pack that is only required is seen, and so is one that is put in front of it."""
    base = write_pack(tmp_path / "elsewhere", FILES, name="base")
    user = write_pack(tmp_path / "elsewhere", {}, name="user", requires="{base: '*'}")
    before = load_ruleset([user])
    write_pack(tmp_path / "elsewhere", {"meetings": RULES.replace("召开", "举行")}, name="base")
    after = load_ruleset([user])
    assert base.exists()
    assert [before.rules[0].pattern[1:3], after.rules[0].pattern[1:3]] == ["召开", "举行"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-3] + b"???",
        lambda data: b"\0" * 1000,
        lambda data: b"\n\n{}",
    ],
)
def test_damaged_entry_is_ignored_and_replaced(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, damage: Any
) -> None:
    """An entry that is cut, changed or empty is as none; the next one is whole again."""
    first = load_ruleset([pack(tmp_path)])
    (entry,) = entries(folder)
    entry.write_bytes(damage(entry.read_bytes()))
    assert load_ruleset([tmp_path / "sample"]) == first
    forbid_reading(monkeypatch)
    assert load_ruleset([tmp_path / "sample"]) == first


def test_writers_at_once_do_not_disturb_each_other(tmp_path: Path, folder: Path) -> None:
    """Many processes that fill the cache together all get the rules and leave one whole entry."""
    root = pack(tmp_path)
    code = (
        "import sys; from pathlib import Path; from policyextract.language import load_ruleset;"
        "print(load_ruleset([Path(sys.argv[1])]).rules[0].id)"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, root], stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    assert [process.communicate(timeout=60)[0] for process in running] == ["sample/meetings/meeting\n"] * 4
    assert [path.suffix for path in entries(folder)] == [".json"]


@pytest.mark.parametrize("place", ["off", "/proc/nowhere"])
def test_works_without_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Switched off, or with no place to write, rules are simply read."""
    monkeypatch.setenv(VARIABLE, place)
    assert load_ruleset([pack(tmp_path)]).rules[0].id == "sample/meetings/meeting"


def test_folder_that_others_may_write_is_not_trusted(tmp_path: Path, folder: Path) -> None:
    """Rules that somebody else could have put there are not read."""
    folder.mkdir()
    folder.chmod(0o777)
    load_ruleset([pack(tmp_path)])
    assert entries(folder) == []


def test_old_entries_are_forgotten(tmp_path: Path, folder: Path) -> None:
    """The folder does not grow with every change of a rule."""
    for number in range(KEEP + 3):
        load_ruleset([pack(tmp_path, f"# {number}\n{RULES}")])
    assert len(entries(folder)) == KEEP
