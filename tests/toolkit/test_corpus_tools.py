"""coverage, diff and evaluate: what rules do to many documents."""

import json
from pathlib import Path

import pytest

from policyextract.cli import exits
from policyextract.cli.app import run
from policyextract.errors import InputError
from policyextract.toolkit.coverage import measure
from policyextract.toolkit.diff import diff
from policyextract.toolkit.evaluate import evaluate, raised_floors
from tests.packs import write_pack

RULES = """
fields: {{fee: fees}}
rules:
  - id: fee
    gives: fee
    pattern: '(?P<number>[0-9]+){unit}'
    captures: {{number: number}}
    value: money
    unless: {{right: ['旦']}}
    tests: {{match: ['5元']}}
  - {{id: never, gives: fee, pattern: '无此词', tests: {{match: ['无此词']}}}}
"""


@pytest.fixture
def corpus(tmp_path: Path) -> str:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "a.txt").write_text("收费5元，退8元。5元旦。", encoding="utf-8")
    (folder / "b.txt").write_text("收费10角。", encoding="utf-8")
    return str(folder)


def pack(folder: Path, unit: str, name: str = "sample") -> Path:
    return write_pack(folder, {"fees": RULES.format(unit=unit)}, name=name)


def test_coverage_counts_what_stands_and_what_was_refused(tmp_path: Path, corpus: str) -> None:
    """A rule's matches, documents and refused candidates are counted; rules that never fired are named."""
    seen = measure([corpus], [pack(tmp_path, "元")])
    rule = "sample/fees/fee"
    assert (seen.documents, seen.fired[rule], seen.in_documents[rule], seen.refused[rule]) == (2, 2, 1, 1)
    assert seen.never == ["sample/fees/never"]


def test_diff_tells_added_removed_and_changed(tmp_path: Path, corpus: str) -> None:
    """Facts at the same place with another value are changed, others added or removed."""
    before = [pack(tmp_path / "a", "元")]
    changes = list(diff(before, [pack(tmp_path / "b", "(?:元|角)")], [corpus]))
    assert [[str(change) for change in document] for document in changes] == [
        [],
        ["+ fields.fees: 10 CNY {'number': 10}  10角  (sample/fees/fee)"],
    ]
    gone = next(iter(diff(before, [pack(tmp_path / "c", "角")], [corpus])))
    assert [change.kind for change in gone] == ["removed", "removed"]
    other = write_pack(tmp_path / "d", {"fees": RULES.format(unit="元").replace("value: money", "value: text")})
    assert [change.kind for change in next(iter(diff(before, [other], [corpus])))] == ["changed", "changed"]


def gold(folder: Path, *lines: dict[str, object]) -> Path:
    (folder / "gold.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    (folder / "meta.jsonl").write_text('{"id": "a", "published": "2023-09-15"}\n', encoding="utf-8")
    docs = folder / "docs"
    docs.mkdir(exist_ok=True)
    (docs / "a.txt").write_text("9月14日，公安部召开会议。会议强调，一要摸清底数。二要依法查处。", encoding="utf-8")
    return folder


def test_evaluate_scores_the_fields_that_gold_has(tmp_path: Path) -> None:
    """Right, wrong and missing are counted by field, wrong ones by rule; fields that gold leaves out are not scored."""
    dates = [{"value": "2023-09-14", "role": "meeting"}, {"value": "2023-10", "role": "event"}]
    done = evaluate(gold(tmp_path, {"id": "a", "issuers": ["公安部"], "dates": dates}))
    assert done.documents == 1
    assert (done.fields["dates"].right, done.fields["dates"].found, done.fields["dates"].expected) == (1, 1, 2)
    assert "directives" not in done.fields
    assert [(m.field, m.kind, m.key) for m in done.misses if m.field == "dates"] == [("dates", "missing", ("2023-10",))]
    assert all(score.right == score.found for rule, score in done.rules.items() if "/dates/" in rule)


def test_floors_only_rise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A field below its floor fails the command; --raise never lowers one."""
    folder = gold(tmp_path, {"id": "a", "dates": [{"value": "2023-09-14"}, {"value": "2023-10"}]})
    floors = tmp_path / "floors.json"
    floors.write_text('{"dates": 0.9}')
    assert run(["evaluate", str(folder), "--floors", str(floors)]) == exits.FINDINGS
    assert "dates: F1 0.6667 is below its floor 0.9" in capsys.readouterr().err
    assert raised_floors(evaluate(folder), {"dates": 0.9, "kind": 0.5}) == {
        "dates": 0.9,
        "date roles": 0.0,
        "kind": 0.5,
    }
    floors.write_text('{"dates": 0.5}')
    assert run(["evaluate", str(folder), "--floors", str(floors), "--raise", "--json"]) == exits.OK
    assert json.loads(floors.read_text())["dates"] == 0.666
    assert json.loads(capsys.readouterr().out)["fields"]["dates"]["recall"] == 0.5


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--floors", "{}/none.json"], exits.INPUT, "cannot be read"),
        (["--floors", "{}/list.json"], exits.INPUT, "an object of numbers"),
        (["--raise"], exits.USAGE, "--floors"),
        (["--errors", "date"], exits.USAGE, "no such field; there are kind, title"),
    ],
)
def test_a_gate_that_is_not_there_lets_nothing_pass(
    options: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A floors file that is missing or none, and names of no field, end before anything is measured."""
    (tmp_path / "list.json").write_text("[]")
    folder = gold(tmp_path, {"id": "a", "dates": []})
    assert run(["evaluate", str(folder), *(option.format(tmp_path) for option in options)]) == code
    assert said in capsys.readouterr().err


def test_faulty_gold_names_the_line(tmp_path: Path) -> None:
    """A gold file that is missing or broken, and a document that is not there, are told with their place."""
    with pytest.raises(InputError, match=r"gold\.jsonl: cannot be read"):
        evaluate(tmp_path)
    with pytest.raises(InputError, match="there is no document b"):
        evaluate(gold(tmp_path, {"id": "b"}))
    (tmp_path / "gold.jsonl").write_text("\nno json\n")
    with pytest.raises(InputError, match=r"gold\.jsonl:2: not JSON"):
        evaluate(tmp_path)


def test_commands_print_tables(tmp_path: Path, corpus: str, capsys: pytest.CaptureFixture[str]) -> None:
    """coverage and diff end with a line that sums up; --fail makes a change a finding."""
    one, two = str(pack(tmp_path / "a", "元")), str(pack(tmp_path / "b", "角"))
    assert run(["coverage", corpus, "--pack", one]) == exits.OK
    assert capsys.readouterr().out.endswith("1 of 2 rules fired in 2 documents\n")
    assert run(["diff", one, two, corpus, "--fail"]) == exits.FINDINGS
    assert capsys.readouterr().out.endswith("fields.fees: 1 added, 2 removed\n2 of 2 documents changed\n")
