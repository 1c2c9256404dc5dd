"""A pack changes rules of packs that it requires by their id; the other pack stays as it is."""

from pathlib import Path

import pytest

from policyextract import PackError
from policyextract.language import load_ruleset
from tests.packs import annotate, texts, write_pack

BASE = """
dictionaries:
  - {id: words, gives: word, terms: {甲局: {k: 1}, 乙局: {k: 2}}, unless: {right: ['长']}}
rules:
  - {id: fee, gives: fee, pattern: '[0-9]+元', in: [title, paragraph], set: {kind: plain}}
"""


def found(folder: Path, override: str, type_: str, text: str, role: str = "paragraph") -> list[str]:
    """What the base pack finds under a pack with one override."""
    write_pack(folder, {"a": BASE}, name="base")
    ours = write_pack(folder, {"b": f"overrides:\n  - {override}\n"}, name="ours", requires="{base: '>=1'}")
    return texts(annotate(load_ruleset([ours]), text, role), type_, text)


@pytest.mark.parametrize(
    ("override", "type_", "text", "expected"),
    [
        ("{rule: base/a/fee, off: true}", "fee", "收5元", []),
        ("{rule: base/a/fee, unless: {left: ['退']}}", "fee", "收5元退6元", ["5元"]),
        ("{rule: base/a/words, unless: {left: ['原']}}", "word", "原甲局、甲局长、乙局", ["乙局"]),
        ("{rule: base/a/words, add: {丙局: {k: 3}}, remove: [甲局]}", "word", "甲局、乙局、丙局", ["乙局", "丙局"]),
        ("{rule: base/a/words, add: [丙局]}", "word", "丙局", ["丙局"]),
    ],
)
def test_what_an_override_changes(override: str, type_: str, text: str, expected: list[str], tmp_path: Path) -> None:
    """Off, narrower, with more or fewer terms; a rule's own conditions stay."""
    assert found(tmp_path, override, type_, text) == expected


def test_block_roles_are_narrowed(tmp_path: Path) -> None:
    """`in` keeps those of the rule's roles that the override names too."""
    override = "{rule: base/a/fee, in: [title, heading]}"
    assert found(tmp_path / "a", override, "fee", "5元", "title") == ["5元"]
    assert found(tmp_path / "b", override, "fee", "5元", "paragraph") == []
    assert found(tmp_path / "c", override, "fee", "5元", "heading") == []


def test_constants_are_changed(tmp_path: Path) -> None:
    """`set` replaces constants of the rule."""
    write_pack(tmp_path, {"a": BASE}, name="base")
    text = "overrides: [{rule: base/a/fee, set: {kind: other, more: 1}}]\n"
    ours = write_pack(tmp_path, {"b": text}, name="ours", requires="{base: '>=1'}")
    [fee] = annotate(load_ruleset([ours]), "5元").of("fee")
    assert fee.attrs == {"kind": "other", "more": 1}


def test_the_other_pack_stays_as_it_is(tmp_path: Path) -> None:
    """Who does not use the overriding pack sees nothing of it, also in the same process."""
    assert found(tmp_path, "{rule: base/a/fee, off: true}", "fee", "5元") == []
    assert texts(annotate(load_ruleset([tmp_path / "base"]), "5元"), "fee", "5元") == ["5元"]


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("{rule: base/a/fees, off: true}", "did you mean `base/a/fee`"),
        ("{rule: ours/b/own, off: true}", "no rule `ours/b/own` to override"),
        ("{rule: base/a/fee, add: [5角]}", "change the terms of a dictionary"),
        ("{rule: base/a/fee, unless: {left: ['(']}}", "RE2 refuses the pattern"),
    ],
)
def test_faulty_overrides_are_told_with_their_place(override: str, said: str, tmp_path: Path) -> None:
    """An override that names nothing, or asks for what cannot be, is a fault of the pack that has it."""
    with pytest.raises(PackError) as caught:
        found(tmp_path, override, "fee", "5元")
    assert said in str(caught.value)
