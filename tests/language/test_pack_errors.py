"""Errors of packs: every fault, with file, line, column and the mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyextract.errors import PackError, Place, Problem
from policyextract.language import load_pack, load_ruleset
from tests.packs import write_pack


def problems_of(folder: Path, files: dict[str, str], **info: str) -> list[Problem]:
    """What is wrong with a pack."""
    with pytest.raises(PackError) as caught:
        load_ruleset([write_pack(folder, files, **info)])
    return list(caught.value.problems)


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    """A misspelt key is reported at its place with the key that was meant."""
    [problem] = problems_of(tmp_path, {"a": "rules:\n  - id: x\n    gives: thing\n    patern: 甲\n    pattern: 甲\n"})
    assert (problem.place.line, problem.place.column) == (4, 5)
    assert problem.place.file.endswith("a.rules.yaml")
    assert "`patern`" in problem.message
    assert "`pattern`" in problem.help


def test_every_fault_of_a_pack_is_reported_at_once(tmp_path: Path) -> None:
    """Faults in several files come in one error."""
    found = problems_of(
        tmp_path,
        {
            "a": "rules:\n  - id: x\n    gives: thing\n    pattern: '(甲'\n",
            "b": "rules:\n  - id: y\n    gives: thing\n    pattern: '{nothing}'\n",
        },
    )
    assert {p.place.file.rsplit("/", 1)[1] for p in found} == {"a.rules.yaml", "b.rules.yaml"}


def test_duplicate_key_is_refused(tmp_path: Path) -> None:
    """The second of two equal keys is an error, not a silent winner."""
    [problem] = problems_of(tmp_path, {"a": "fragments:\n  x: 甲\n  x: 乙\n"})
    assert "duplicate key `x`" in problem.message
    assert problem.place.line == 3


def test_undefined_reference_suggests(tmp_path: Path) -> None:
    """A name in braces that means nothing is reported with the nearest name."""
    text = "fragments:\n  month: '[0-9]+月'\nrules:\n  - id: x\n    gives: thing\n    pattern: '{mouth}底'\n"
    [problem] = problems_of(tmp_path, {"a": text})
    assert "`{mouth}`" in problem.message
    assert "`month`" in problem.help
    assert problem.place.line == 6


def test_cycle_of_types_shows_its_path(tmp_path: Path) -> None:
    """Rules that need each other are refused with the way round."""
    text = """
    rules:
      - {id: a, gives: first, pattern: '{second}甲'}
      - {id: b, gives: second, pattern: '{first}乙'}
    """
    [problem] = problems_of(tmp_path, {"a": text})
    assert "first > second > first" in problem.message


def test_cycle_of_fragments_shows_its_path(tmp_path: Path) -> None:
    """Fragments that contain each other are refused with the way round."""
    text = "fragments:\n  a: '{b}'\n  b: '{a}'\nrules:\n  - {id: x, gives: t, pattern: '{a}'}\n"
    [problem] = problems_of(tmp_path, {"a": text})
    assert "a > b > a" in problem.message


def test_lookaround_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """RE2's refusal is passed on with what to write instead."""
    [problem] = problems_of(tmp_path, {"a": "rules:\n  - {id: x, gives: t, pattern: '甲(?=乙)'}\n"})
    assert "left, right, unless" in problem.help


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{id: x, gives: t, pattern: 甲, in: [paragraf]}", "no block role"),
        ("{id: x, gives: t, pattern: 甲, inside: [qoute]}", "no annotation type"),
        ("{id: x, gives: t, pattern: 甲, captures: {n: number}}", "no capture `n`"),
        ("{id: x, gives: t, pattern: '(?P<n>甲)', captures: {n: nubmer}}", "no normaliser"),
        ("{id: x, gives: t, pattern: '(?P<n>甲)(?P<n>乙)'}", "stands twice"),
        ("{id: x, gives: t, pattern: 甲, left: ['(?P<n>乙)']}", "captures belong in the pattern"),
        ("{id: X1, gives: t, pattern: 甲}", "no valid name"),
        ("{id: x, gives: t}", "`pattern` is missing"),
        ("{id: x, gives: t, pattern: 甲, value: dates}", "is not one of"),
    ],
)
def test_reference_faults(tmp_path: Path, rule: str, message: str) -> None:
    """Each kind of wrong reference is said in one sentence."""
    [problem] = problems_of(tmp_path, {"a": f"rules:\n  - {rule}\n"})
    assert message in problem.message
    assert problem.place.line == 2


def test_same_id_twice(tmp_path: Path) -> None:
    """Two rules of one file may not share an id."""
    text = "rules:\n  - {id: x, gives: t, pattern: 甲}\n  - {id: x, gives: t, pattern: 乙}\n"
    [problem] = problems_of(tmp_path, {"a": text})
    assert "used twice" in problem.message


def test_yaml_mistake_has_a_place(tmp_path: Path) -> None:
    """Broken YAML is reported where it breaks."""
    [problem] = problems_of(tmp_path, {"a": "rules:\n  - id: x\n   gives: t\n"})
    assert problem.place.line == 3


def test_an_open_quote_is_told_where_it_opens(tmp_path: Path) -> None:
    """Not at the end of the file, which is where the reader notices."""
    [problem] = problems_of(tmp_path, {"a": "rules:\n  - id: x\n    pattern: '甲\n    gives: t\n"})
    assert (problem.place.line, problem.place.column) == (3, 14)


@pytest.mark.parametrize(
    ("keys", "message", "help"),
    [
        ("value: mony", "`mony` is not one of", "did you mean `money`?"),
        ("priority: high", "expected a whole number, found `high`", ""),
    ],
)
def test_a_wrong_value_is_said_plainly(tmp_path: Path, keys: str, message: str, help: str) -> None:
    """With the nearest of the values there are."""
    [problem] = problems_of(tmp_path, {"a": f"rules:\n  - {{id: x, gives: t, pattern: 甲, {keys}}}\n"})
    assert problem.message.startswith(message)
    assert problem.help == help


def test_a_version_that_is_none(tmp_path: Path) -> None:
    """Refused in the pack that has it, not first where another pack requires it."""
    [problem] = problems_of(tmp_path, {"a": "fragments: {x: 甲}\n"}, version="one")
    assert problem.message == "`one` is no version"


def test_words_that_yaml_would_convert_stay_words(tmp_path: Path) -> None:
    """`no` and a bare date are text, as YAML 1.2 has it."""
    pack = load_pack(write_pack(tmp_path, {"a": "tables:\n  t: {a: no, b: 2022-04-21, c: 12, d: 1.5, e: true}\n"}))
    assert pack.files[0].rules.tables["t"] == {"a": "no", "b": "2022-04-21", "c": 12, "d": 1.5, "e": True}


@pytest.mark.parametrize("name", ["../outside.csv", "/etc/hostname"])
def test_no_file_outside_the_pack(tmp_path: Path, name: str) -> None:
    """A path that leads out of the folder is refused."""
    (tmp_path / "outside.csv").write_text("name\n甲\n", encoding="utf-8")
    text = f"dictionaries:\n  - {{id: x, gives: t, csv: {name}, term_columns: [name]}}\n"
    [problem] = problems_of(tmp_path, {"a": text})
    assert "leads out of the pack" in problem.message


def test_no_link_outside_the_pack(tmp_path: Path) -> None:
    """A symbolic link that leads out of the folder is refused, for data and for rule files."""
    (tmp_path / "outside.csv").write_text("name\n甲\n", encoding="utf-8")
    (tmp_path / "outside.rules.yaml").write_text("tables: {}\n", encoding="utf-8")
    root = write_pack(tmp_path, {"a": "dictionaries:\n  - {id: x, gives: t, csv: in.csv, term_columns: [name]}\n"})
    (root / "in.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(PackError, match="leads out of the pack"):
        load_ruleset([root])
    (root / "b.rules.yaml").symlink_to(tmp_path / "outside.rules.yaml")
    with pytest.raises(PackError, match="through a link"):
        load_ruleset([root])


def test_csv_faults_name_the_column(tmp_path: Path) -> None:
    """A column that the CSV file does not have is reported with the nearest one."""
    text = "dictionaries:\n  - {id: x, gives: t, csv: d.csv, term_columns: [nmae]}\n"
    [problem] = problems_of(tmp_path, {"a": text, "d.csv": "name,id\n甲,1\n"})
    assert "no column `nmae`" in problem.message
    assert "`name`" in problem.help


def test_required_pack_is_missing(tmp_path: Path) -> None:
    """A required pack that is nowhere is an error at its line of pack.yaml."""
    [problem] = problems_of(tmp_path, {"a": "tables: {}\n"}, requires="{no-such-pack: '>=1'}")
    assert "no-such-pack" in problem.message
    assert problem.place.file.endswith("pack.yaml")
    assert problem.place.line == 3


def test_required_version_is_checked(tmp_path: Path) -> None:
    """A required pack in another version is an error that names both versions."""
    write_pack(tmp_path, {"a": "tables: {}\n"}, name="base")
    [problem] = problems_of(tmp_path, {"a": "tables: {}\n"}, requires="{base: '>=2'}")
    assert "needs `base` >=2; version 1.0.0 is here" in problem.message


def test_alias_bomb_is_refused_quickly(tmp_path: Path) -> None:
    """YAML aliases that expand without end are refused by the cap on values."""
    lines = ["tables:", "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"  a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    [problem] = problems_of(tmp_path, {"a": "\n".join(lines)})
    assert "expands to more than" in problem.message


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    """Values nested beyond the cap are refused, not a crash."""
    [problem] = problems_of(tmp_path, {"a": "tables: {a: " + "[" * 3000 + "]" * 3000 + "}"})
    assert "nested deeper" in problem.message or "not valid YAML" in problem.message


def test_fragment_explosion_is_refused(tmp_path: Path) -> None:
    """Fragments that double twenty times are refused by the cap on pattern size."""
    lines = ["fragments:", "  f0: 甲乙丙丁"] + [f"  f{i}: '{{f{i - 1}}}{{f{i - 1}}}'" for i in range(1, 25)]
    lines += ["rules:", "  - {id: x, gives: t, pattern: '{f24}'}"]
    found = problems_of(tmp_path, {"a": "\n".join(lines)})
    assert any("characters" in p.message for p in found)


def test_a_long_line_is_shown_around_the_fault() -> None:
    """The caret stands under the fault however long the line is, and the message stays short."""
    problem = Problem("PX205", Place("a.rules.yaml", 2, 1004), "not valid YAML", "", "x" * 1003 + "[" + "y" * 100_000)
    shown, caret = str(problem).split("\n")[1:]
    assert shown[caret.index("^")] == "["
    assert len(str(problem)) < 500
