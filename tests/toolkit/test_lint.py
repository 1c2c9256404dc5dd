"""Each check of lint finds its fault in a small pack, and nothing in the same pack mended."""

from pathlib import Path

import pytest

from policyextract.toolkit.lint import lint_packs
from tests.packs import write_pack

TESTED = "tests: {match: ['甲乙丙丁'], no_match: ['戊']}"


def codes(folder: Path, rules: str, **info: str) -> list[str]:
    said = {"description": "d", "licence": "MIT", **info}
    return [issue.code for issue in lint_packs([write_pack(folder, {"a": rules}, **said)])]


def rule(pattern: str, more: str = TESTED, id: str = "r") -> str:  # noqa: A002
    return f"  - {{id: {id}, gives: thing, pattern: '{pattern}', {more}}}\n"


FIELDS = "fields: {thing: things}\n"


@pytest.mark.parametrize(
    ("code", "faulty", "mended"),
    [
        ("untested", rule("甲乙", "tests: {no_match: ['戊']}"), rule("甲乙")),
        ("no-counter-example", rule("甲乙", "tests: {match: ['甲乙']}"), rule("甲乙")),
        ("never-matches", rule(r"甲乙\x{FF11}"), rule("甲乙１")),
        ("never-matches", rule("(?:)?"), rule("甲?乙")),
        ("ascii-boundary", rule(r"甲乙\b"), rule("甲乙", f"right: [block-end], {TESTED}")),
        ("ascii-word", rule(r"甲乙\w{2}"), rule(r"甲乙\p{{Han}}{{2}}".replace("{{", "{").replace("}}", "}"))),
        ("unbounded", rule("甲.*乙"), rule("甲.{0,9}乙")),
        (
            "unbounded",
            rule("甲乙", f"after: ['丙.+丁'], {TESTED}"),
            rule("甲乙", f"unless: {{match: '.*丙'}}, {TESTED}"),
        ),
        ("no-literal", rule("[^。]{2,9}"), rule("[^。]{2,9}甲乙")),
        ("frequent-literal", rule("[0-9]"), rule("[0-9]甲乙")),
        ("shadowed", rule("甲乙") + rule("甲乙", id="s"), rule("甲乙") + rule("丙丁", id="s")),
        (
            "shadowed",
            rule("[甲乙]丙丁") + rule("甲丙丁", id="s"),
            rule("[甲乙]丙丁", f"left: ['戊'], {TESTED}") + rule("甲丙丁", id="s"),
        ),
    ],
)
def test_rules(code: str, faulty: str, mended: str, tmp_path: Path) -> None:
    """A faulty rule is found by its check; the mended one is clean."""
    assert code in codes(tmp_path / "a", FIELDS + "rules:\n" + faulty)
    assert codes(tmp_path / "b", FIELDS + "rules:\n" + mended) == []


def test_unused_names(tmp_path: Path) -> None:
    """A fragment, an enum and a type that nothing refers to are found; a used one is not."""
    names = "fragments: {one: '甲', two: '{one}乙', lost: '丙'}\nenums: {kind: {丁: d}, other: {戊: e}}\n"
    rules = "rules:\n" + rule("{two}{kind}") + "  - {id: s, gives: nothing, pattern: '己庚', " + TESTED + "}\n"
    found = lint_packs([write_pack(tmp_path, {"a": names + FIELDS + rules}, description="d", licence="MIT")])
    assert [(i.code, i.subject) for i in found] == [
        ("unused-name", "lost"),
        ("unused-name", "other"),
        ("unused-type", "sample/a/s (nothing)"),
    ]


def test_a_table_that_nothing_reads(tmp_path: Path) -> None:
    """A misspelt table is found with the one that is meant; one that assembly reads is in use."""
    tables = "tables: {%s: [{code: '990000', name: 甲}]}\n"
    faulty, right = (
        write_pack(tmp_path / name, {"a": tables % name}, description="d", licence="MIT", requires="{cn-core: '*'}")
        for name in ("regoins", "regions")
    )
    [issue] = lint_packs([faulty])
    assert (issue.code, issue.subject, issue.place.line) == ("unused-table", "`regoins` (there is `regions`)", 1)
    assert lint_packs([right]) == []


def test_a_relation_is_used_by_what_it_says(tmp_path: Path) -> None:
    """A relation whose type nobody reads is no waste when it gives its arguments an attribute."""
    relation = "relations: [{id: q, gives: nothing, trigger: '己庚', arguments: {a: {type: thing%s}}, %s}]\n"
    text = FIELDS + "rules:\n" + rule("甲乙") + relation
    assert codes(tmp_path / "a", text % ("", TESTED)) == ["unused-type"]
    assert codes(tmp_path / "b", text % (", set: {role: x}", TESTED)) == []


def test_terms_that_get_in_each_others_way(tmp_path: Path) -> None:
    """Crossing terms and terms with two meanings are told with examples, once a dictionary."""
    terms = "  - {id: %s, gives: thing, terms: {%s}, tests: {match: ['甲']}}\n"
    crossing = terms % ("d", "市财政局: {k: 1}, 财政局长: {k: 2}")
    double = crossing + terms % ("e", "市财政局: {k: 3}")
    alike = terms % ("d", "市财政局: {k: 1}, 财政局长: {k: 1}")
    for number, (text, expected) in enumerate(
        [(crossing, ["crossing-terms"]), (double, ["crossing-terms", "two-meanings"]), (alike, [])]
    ):
        assert codes(tmp_path / str(number), FIELDS + "dictionaries:\n" + text) == expected


def test_bare_manifest(tmp_path: Path) -> None:
    """A pack without a licence says so."""
    assert codes(tmp_path, "tables: {}\n", licence="''") == ["bare-manifest"]


def test_an_issue_says_where_and_how_to_mend(tmp_path: Path) -> None:
    """An issue is one line with file, line and column, and a line of help; errors come first."""
    text = FIELDS + "rules:\n" + rule("甲.*乙") + rule("丙丁", "tests: {}", id="s")
    said = [str(issue) for issue in lint_packs([write_pack(tmp_path, {"a": text}, description="d", licence="MIT")])]
    assert said[0].startswith(f"{tmp_path}/sample/a.rules.yaml:4:5: error untested: the rule sample/a/s has no text")
    assert "\n    help: give it one" in said[1]
