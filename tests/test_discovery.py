"""Packs are found by name, by folder and in installed distributions; nothing of them is imported."""

import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from policyextract.errors import PackError
from policyextract.language import discovery
from policyextract.language.discovery import find_pack


def make_pack(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("name: our-pack\nversion: 1.0.0\n")
    return folder


def offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    entries = [EntryPoint(name, value, discovery.ENTRY_POINT_GROUP)]
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: entries)


def test_folder_by_path(tmp_path: Path) -> None:
    """A path object, a string with a separator and the pack file itself name the same folder."""
    folder = make_pack(tmp_path / "our-pack")
    assert find_pack(folder) == find_pack(str(folder)) == find_pack(folder / "pack.yaml") == folder


def test_name_before_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare string is a known name first and a folder here second."""
    monkeypatch.chdir(tmp_path)
    shipped = {"our-pack": Path("shipped")}
    make_pack(tmp_path / "our-pack")
    monkeypatch.setattr(discovery, "shipped_packs", lambda: shipped)
    assert find_pack("our-pack") == Path("shipped")
    shipped.clear()
    assert find_pack("our-pack") == Path("our-pack")


def test_unknown_name_names_the_nearest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A misspelt name is answered with the nearest known one."""
    monkeypatch.setattr(discovery, "shipped_packs", lambda: {"cn-core": Path("x")})
    with pytest.raises(PackError, match="did you mean cn-core"):
        find_pack("cn-cor")


def test_folder_without_pack_file(tmp_path: Path) -> None:
    """A folder that is no pack is told apart from one that is missing."""
    with pytest.raises(PackError, match=r"has no pack\.yaml"):
        find_pack(tmp_path)
    with pytest.raises(PackError, match="no such pack folder"):
        find_pack(tmp_path / "missing")


def test_installed_pack_is_not_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point names a data path; the module it starts with is located, never run."""
    folder = make_pack(tmp_path / "team_rules" / "data")
    (tmp_path / "team_rules" / "__init__.py").write_text("raise RuntimeError('imported')")
    monkeypatch.syspath_prepend(tmp_path)
    offer(monkeypatch, "team", "team_rules.data")
    assert find_pack("team") == folder
    assert "team_rules" not in sys.modules


@pytest.mark.parametrize("value", ["no_such_module.data", "../outside", "os:system('x')", "", "team_rules.missing"])
def test_entry_point_that_leads_nowhere(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point that is no data path of an installed package makes no name known."""
    offer(monkeypatch, "team", value)
    assert discovery.installed_packs() == {}
