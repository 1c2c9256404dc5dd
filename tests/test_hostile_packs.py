"""Packs come from strangers: each hostile one is refused with a sentence, or costs no more than its size.

Costs are processor time of this process, which a loaded machine does not change much, and where growth is the point a
ratio of the least of several rounds: 10 is linear, 100 is not, 40 is the bound.
"""

import time
from pathlib import Path

import pytest

from policyextract import Extractor, PackError
from policyextract.language import load_ruleset
from tests.packs import write_pack

LAUGHS = "tables:\n  a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"  {b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (LAUGHS, "expands to more than"),
        ("tables:\n  a: " + "[" * 100 + "]" * 100, "nested deeper"),
        ("tables:\n  a: " + "[" * 100_000, "PX20"),
        ("tables: {a: !!python/object/apply:os.system ['true']}\n", "PX|tables"),
        ("tables: {a: '" + "甲" * 1_000_000 + "'}\n", "larger than"),
        (
            "fragments: {a: '{b}{b}{b}{b}', b: '{c}{c}{c}{c}', c: '{d}{d}{d}{d}', d: '" + "甲乙" * 500 + "'}\n"
            "rules: [{id: r, gives: t, pattern: '{a}{a}'}]\n",
            "expands",
        ),
        ("rules: [{id: r, gives: t, pattern: '(?:甲{1000}){1000}'}]\n", "RE2 refuses"),
        ("rules: [{id: r, gives: t, pattern: '(?=甲)乙'}]\n", "no lookaround"),
        ("dictionaries: [{id: d, gives: t, csv: ../outside.csv, term_columns: [a]}]\n", "leads out of the pack"),
        ("dictionaries: [{id: d, gives: t, csv: /etc/passwd, term_columns: [a]}]\n", "leads out of the pack"),
        ("dictionaries: [{id: d, gives: t, csv: link.csv, term_columns: [a]}]\n", "leads out of the pack"),
        ("dictionaries: [{id: d, gives: t, csv: big.csv, term_columns: [a]}]\n", "larger than"),
        (
            "documents: [{id: d, file: ../../secret.txt, expect: {}}]\nrules: [{id: r, gives: t, pattern: '('}]\n",
            "PX229",
        ),
    ],
    ids=lambda value: value[:40] if "PX" not in value else value,
)
def test_refused(rules: str, said: str, tmp_path: Path) -> None:
    """What is too large, too deep, executable or outside the folder is a pack error, quickly."""
    (tmp_path / "outside.csv").write_text("a\n甲乙\n")
    pack = write_pack(tmp_path, {"a": rules})
    (pack / "link.csv").symlink_to(tmp_path / "outside.csv")
    with (pack / "big.csv").open("wb") as big:
        big.truncate(100_000_000)
    began = time.process_time()
    try:
        ruleset = load_ruleset([pack])
    except PackError as error:
        assert any(part in str(error) for part in said.split("|"))
        assert len(str(error)) < 5_000
    else:  # a tag of another language is no instruction here: the value is plain data
        assert "!!python" in rules
        assert ruleset.tables["a"] == ["true"]
    assert time.process_time() - began < 10


def seconds(packs: list[Path], *texts: str) -> list[float]:
    """Processor seconds for each text: the least of three rounds, taken in turn."""
    extractor = Extractor(packs)
    extractor.extract("甲")
    rounds = [[_cost(extractor, text) for text in texts] for _ in range(3)]
    return [min(costs) for costs in zip(*rounds, strict=True)]


def _cost(extractor: Extractor, text: str) -> float:
    began = time.process_time()
    extractor.extract(text)
    return time.process_time() - began


def test_catastrophic_pattern_is_linear(tmp_path: Path) -> None:
    """A pattern that makes a backtracking engine hang takes time in proportion to the text."""
    pack = write_pack(tmp_path, {"a": "fields: {t: ts}\nrules: [{id: r, gives: t, pattern: '(?:一+)+要吗'}]\n"})
    small, large = seconds([pack], "一" * 100_000 + "要", "一" * 1_000_000 + "要")
    assert large < 40 * small + 0.05


def test_a_thousand_one_character_rules_stay_linear(tmp_path: Path) -> None:
    """Rules that all fire on the same character cost in proportion to the text."""
    rules = "rules:\n" + "".join(f"  - {{id: r{i}, gives: t{i % 500}, pattern: '的'}}\n" for i in range(1000))
    pack = write_pack(tmp_path, {"a": rules})
    small, large = seconds([pack], "的甲" * 20, "的甲" * 200)
    assert large < 40 * small + 0.05


def test_too_many_types_are_refused(tmp_path: Path) -> None:
    """Each type takes a character of the private area; there is an end to them."""
    rules = "rules:\n" + "".join(f"  - {{id: r{i}, gives: t{i}, pattern: '的'}}\n" for i in range(1000))
    with pytest.raises(PackError, match="more than 600 annotation types"):
        load_ruleset([write_pack(tmp_path, {"a": rules})])


def test_a_large_dictionary_is_one_automaton(tmp_path: Path) -> None:
    """A hundred thousand terms are built in seconds and cost a search nothing much."""
    pack = write_pack(
        tmp_path, {"a": "fields: {t: ts}\ndictionaries: [{id: d, gives: t, csv: d.csv, term_columns: [a]}]\n"}
    )
    (pack / "d.csv").write_text("a\n" + "".join(f"第{i}号设施\n" for i in range(100_000)), encoding="utf-8")
    small, large = seconds([pack], "巡查第77777号设施。" * 1_000, "巡查第77777号设施。" * 10_000)
    assert large < 40 * small + 0.05


def test_links_in_circles_end(tmp_path: Path) -> None:
    """A link to the folder it stands in is not followed for ever."""
    pack = write_pack(tmp_path, {"a": "tables: {}\n"})
    (pack / "again").symlink_to(pack)
    load_ruleset([pack])
