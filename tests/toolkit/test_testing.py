"""The tests beside rules: what passes, what fails, and what a failure says."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from policyextract.toolkit.testing import Run, junit_xml, run_tests
from tests.packs import write_pack

RULES = """
fields: {{limit: limits}}
rules:
  - id: limit
    gives: limit
    pattern: '(?P<what>[^，。]{{1,6}})不得超过(?P<number>[0-9]+)日'
    captures: {{what: text, number: number}}
    value: duration
    set: {{unit: day, bound: at_most}}
    unless: {{right: ['游']}}
    tests: {tests}
"""


def run(folder: Path, tests: str, rest: str = "") -> Run:
    return run_tests([write_pack(folder, {"limits": RULES.format(tests=tests) + rest})])


def messages(folder: Path, tests: str, rest: str = "") -> list[str]:
    return [str(failure.message) for failure in run(folder, tests, rest).failures]


@pytest.mark.parametrize(
    "tests",
    [
        "{match: ['办理时限不得超过5日']}",
        "{match: ['<limit>办理时限不得超过5日</limit>。']}",
        '{match: [\'<limit bound="at_most"><what>办理时限</what>不得超过<number value="5">5</number>日</limit>\']}',
        "{match: ['<what>办理</what>不得超过5日，<what>答复</what>不得超过3日']}",
        "{match: ['办理不得超过5日'], no_match: ['办理不得超过5日游']}",
        "{match: ['办理不得超过5日'], todo: ['<limit>办理不得超过五日</limit>']}",
        "{match: [{text: '办理不得超过5日', block: heading}]}",
    ],
)
def test_what_passes(tests: str, tmp_path: Path) -> None:
    """Marks for the whole match, for captures, for their values, or none at all."""
    assert messages(tmp_path, tests) == []


@pytest.mark.parametrize(
    ("tests", "said"),
    [
        ("{match: ['办理五日']}", "nothing was found"),
        ("{match: ['办<limit>理不得超过5日</limit>']}", "not found: <limit>理不得超过5日"),
        ("{match: ['<limit>甲不得超过5日</limit>，乙不得超过3日']}", "not expected: <limit>乙不得超过3日"),
        ("{match: ['甲不得超过<number value=\"6\">5</number>日']}", "<number>5: expected value=6, found 5"),
        ("{match: ['<limit bound=\"about\">甲不得超过5日</limit>']}", "expected bound=about, found at_most"),
        ("{match: ['甲不得超过5日'], no_match: ['乙不得超过3日']}", "nothing should be found"),
        ("{match: ['<limit>甲不得超过5日']}", "the marks of the test are wrong: <limit> is never closed"),
        ("{match: ['甲不得超过5日游']}", "refused by `unless.right`: 甲不得超过5日"),
        ("{match: ['甲不得超过5日'], todo: ['<limit>乙不得超过3日</limit>']}", "this todo passes now: move it"),
        ("{no_match: ['甲乙']}", "has no test"),
    ],
)
def test_what_fails(tests: str, said: str, tmp_path: Path) -> None:
    """Each way a test can fail is one message that says what was expected and what was found."""
    [message] = messages(tmp_path, tests)
    assert said in message


def test_claims_of_classify_rules(tmp_path: Path) -> None:
    """A classify rule is tested by the attribute it gives to annotations of other rules."""
    classify = """
classify:
  - id: hard
    of: limit
    set: {force: hard}
    left: ['务必，']
    tests: {match: ['%s'], no_match: ['办理不得超过5日']}
"""
    tests = "{match: ['办理不得超过5日']}"
    for number, (text, said) in enumerate(
        [
            ('务必，<limit force="hard">办理不得超过5日</limit>', []),
            ('务必，<limit force="soft">办理不得超过5日</limit>', ["expected force=soft, found hard"]),
            ('尽量，<limit force="hard">办理不得超过5日</limit>', ["not found: <limit>"]),
        ]
    ):
        found = messages(tmp_path / str(number), tests, classify % text)
        assert len(found) == len(said)
        assert all(part in message for part, message in zip(said, found, strict=True))


def test_document_tests_compare_a_subset(tmp_path: Path) -> None:
    """A document test runs the whole path and names each place that differs."""
    documents = """
documents:
  - id: whole
    text: '办理不得超过5日。'
    expect: {fields: {limits: [{value: %s}]}}
"""
    tests = "{match: ['办理不得超过5日']}"
    assert messages(tmp_path / "a", tests, documents % "P5D") == []
    assert messages(tmp_path / "b", tests, documents % "P6D") == ["fields.limits[0].value: expected 'P6D', found 'P5D'"]


def test_cleaning_tests(tmp_path: Path) -> None:
    """A cleaning section is tested by a source and the text, roles or metadata that come out."""
    cleaning = """
cleaning:
  phrases: {drop_line: ['扫码阅读']}
  tests:
    - {source: '<h1>甲乙</h1><p>丙丁。</p><p>扫码阅读</p>', text: "甲乙\\n丙丁。"}
    - {source: '甲乙', metadata: {title: 丙}}
"""
    [message] = messages(tmp_path, "{match: ['甲不得超过5日']}", cleaning)
    assert "metadata" in message


def test_overrides_bring_their_own_tests(tmp_path: Path) -> None:
    """A pack that narrows a rule of another tests what it changed."""
    write_pack(tmp_path, {"limits": RULES.format(tests="{match: ['办理不得超过5日']}")}, name="base")
    override = """
overrides:
  - rule: base/limits/limit
    unless: {left: ['试']}
    tests: {no_match: ['%s不得超过5日']}
"""
    for word, expected in (("试办", 1), ("试，办", 1), ("", 0)):
        folder = write_pack(tmp_path, {"o": override % word}, name="ours", requires="{base: '>=1'}")
        assert len(run_tests([folder]).failures) == expected


def test_junit_names_file_and_line(tmp_path: Path) -> None:
    """The XML holds a test case for each case, with the message of a failure and the known gaps as skipped."""
    done = run(tmp_path, "{match: ['甲不得超过5日', '甲\\u0001'], todo: ['丙']}".replace("'", '"').replace('"', "'"))
    root = ElementTree.fromstring(junit_xml(done))
    assert [case.get("name") for case in root.iter("testcase")] == [
        "sample/limits/limit[match 1]",
        "sample/limits/limit[match 2]",
        "sample/limits/limit[todo 1]",
    ]
    assert len(root.findall(".//failure")) == len(root.findall(".//skipped")) == 1
    assert root.find("testsuite").attrib["failures"] == "1"  # type: ignore[union-attr]


def test_summary_counts(tmp_path: Path) -> None:
    """The closing line tells passed from failed and from what is still to do."""
    done = run(tmp_path, "{match: ['甲不得超过5日', '乙'], todo: ['丙']}")
    assert done.summary().startswith("1 passed, 1 failed, 1 todo in 1 pack")
