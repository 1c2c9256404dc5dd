"""The command line: data on stdout, one sentence on stderr, documented exit codes."""

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from policyextract import PolicyDocument
from policyextract.cli import exits
from policyextract.cli.app import COMMANDS, run
from tests.packs import write_pack

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "after-school-campaign.md"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = run(list(words))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_table_shows_the_facts(capsys: pytest.CaptureFixture[str]) -> None:
    """Without an option a person reads a table."""
    code, out, err = call(capsys, "extract", str(EXAMPLE))
    assert (code, err) == (0, "")
    assert "黑食堂" in out
    assert "cn-core" in out


def test_json_round_trips(capsys: pytest.CaptureFixture[str]) -> None:
    """JSON is the whole result, with the text or without."""
    _, out, _ = call(capsys, "extract", str(EXAMPLE), "--format", "json")
    assert PolicyDocument.model_validate_json(out).text
    _, out, _ = call(capsys, "extract", str(EXAMPLE), "-f", "json", "--no-text")
    assert not PolicyDocument.model_validate_json(out).text


def test_yaml_keeps_characters(capsys: pytest.CaptureFixture[str]) -> None:
    """YAML holds the same values as JSON, Chinese characters as they are."""
    _, out, _ = call(capsys, "extract", str(EXAMPLE), "-f", "yaml")
    assert "教育部" in out
    _, as_json, _ = call(capsys, "extract", str(EXAMPLE), "-f", "json")
    assert yaml.load(out, yaml.CBaseLoader)["title"] == json.loads(as_json)["title"]


def test_html_is_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """HTML is the review page of the one document."""
    _, out, _ = call(capsys, "extract", str(EXAMPLE), "-f", "html")
    assert out.startswith("<!DOCTYPE html>")


def test_known_metadata_outranks_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """What the caller knows is taken over."""
    options = ["--title", "某通知", "--published", "2020-01-02", "--url", "https://a.example/1"]
    _, out, _ = call(capsys, "extract", str(EXAMPLE), "-f", "json", *options)
    doc = json.loads(out)
    assert (doc["title"], doc["published"], doc["source"]["url"]) == ("某通知", "2020-01-02", "https://a.example/1")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["extract", "missing.html"], exits.INPUT, "missing.html: no such file"),
        (["extract", "."], exits.INPUT, "is a directory"),
        (["extract", str(EXAMPLE), "--published", "yesterday"], exits.USAGE, "--published yesterday: no date"),
        (["extract", str(EXAMPLE), "--pack", "cn-cor"], exits.PACK, "did you mean cn-core"),
        (["extract", str(EXAMPLE), "--fromat", "json"], exits.USAGE, "no such option: --fromat"),
        (["extrat"], exits.USAGE, "Did you mean 'extract'"),
        (["extract"], exits.USAGE, "missing argument"),
        (["schema", "packs"], exits.USAGE, "'packs' is not one of"),
        (["report", "nowhere", "-o", "x.html"], exits.INPUT, "no such file"),
        (["report", str(EXAMPLE), "-o", "no/such/folder/x.html"], exits.OUTPUT, "cannot be written"),
        (["new-pack", "Our Pack"], exits.INPUT, "small letters"),
        (["explain", str(EXAMPLE), "--rule", "no-such-rule"], exits.INPUT, "there is no rule no-such-rule"),
        (["explain", str(EXAMPLE), "--rule", "dates/momen"], exits.INPUT, "did you mean `cn-core/dates/moment`?"),
        (["test", "cn-penalties", "-k", "no-such-rule"], exits.USAGE, "no rule's id contains 'no-such-rule'"),
    ],
)
def test_errors_are_one_sentence(words: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Bad input ends with its documented code, a sentence on stderr, nothing on stdout, no traceback."""
    got, out, err = call(capsys, *words)
    assert (got, out) == (code, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe\x01" * 50, b" \n\t "])
def test_no_text_is_said_once(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty or binary file gives an empty result, one line and its own exit code."""
    file = tmp_path / "empty"
    file.write_bytes(content)
    code, out, err = call(capsys, "extract", str(file), "-f", "json")
    assert code == exits.NO_TEXT
    assert json.loads(out)["warnings"][0]["code"] == "no-text"
    assert err == f"policyextract: {file}: there is no text in this document\n"


def test_pack_errors_name_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt key is told with file, line, column and the nearest valid key."""
    pack = write_pack(tmp_path, {"a": "rules:\n  - id: r\n    gives: t\n    patern: 甲\n"})
    code, _, err = call(capsys, "extract", str(EXAMPLE), "--pack", str(pack))
    assert code == exits.PACK
    assert f"{pack}/a.rules.yaml:4:5" in err
    assert "`pattern`" in err


def test_test_and_lint_of_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Failing tests and lint errors are findings; the summary is the last line; JUnit goes to its file."""
    good = "fields: {t: ts}\nrules: [{id: r, gives: t, pattern: 甲乙, tests: {match: [甲乙], no_match: [%s]}}]\n"
    for number, (text, code) in enumerate((("甲", exits.OK), ("甲乙", exits.FINDINGS))):
        pack = write_pack(tmp_path / str(number), {"a": good % text})
        report = tmp_path / f"{number}.xml"
        got, out, _ = call(capsys, "test", str(pack), "--junit", str(report))
        assert got == code
        assert out.splitlines()[-1].startswith(f"{2 - code} passed, {code} failed")
        assert "<testsuite " in report.read_text()
    bad = write_pack(tmp_path / "bad", {"a": "rules: [{id: r, gives: t, pattern: '甲乙\\b'}]\n"})
    assert call(capsys, "lint", str(bad))[0] == exits.FINDINGS


def test_new_pack_passes_its_own_tests_and_lint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The skeleton is clean, works as a pack, and is not written over."""
    assert call(capsys, "new-pack", "our-rules", "--in", str(tmp_path))[0] == exits.OK
    pack = str(tmp_path / "our-rules")
    code, out, _ = call(capsys, "test", pack)
    assert (code, out.split(",")[1]) == (exits.OK, " 0 failed")
    assert call(capsys, "lint", pack, "--strict")[:2] == (exits.OK, "0 errors, 0 warnings\n")
    document = tmp_path / "a.txt"
    document.write_text("可拨打12315投诉举报热线反映问题。", encoding="utf-8")
    _, out, _ = call(capsys, "extract", str(document), "--pack", pack, "-f", "json")
    assert json.loads(out)["fields"]["hotlines"][0]["attributes"]["number"] == "12315"
    code, _, err = call(capsys, "new-pack", "our-rules", "--in", str(tmp_path))
    assert (code, "not empty" in err) == (exits.INPUT, True)


def test_report_of_documents_folders_and_results(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is made of files, of a folder, and of the records of a batch; failures among them are left out."""
    _, record, _ = call(capsys, "extract", str(EXAMPLE), "-f", "json")
    results = tmp_path / "facts.jsonl"
    results.write_text(json.dumps(json.loads(record)) + '\n{"source": {}, "error": {"type": "x"}}\n', encoding="utf-8")
    page = tmp_path / "review.html"
    assert call(capsys, "report", str(EXAMPLE), str(EXAMPLE.parent), str(results), "-o", str(page)) == (0, "", "")
    assert page.read_text(encoding="utf-8").count("<article") == 2 + len(list(EXAMPLE.parent.iterdir()))
    packed = tmp_path / "facts.jsonl.gz"
    packed.write_bytes(gzip.compress(results.read_bytes()))
    assert call(capsys, "report", str(packed), "-o", str(page)) == (0, "", "")
    assert "黑食堂" in page.read_text(encoding="utf-8")
    results.write_text("no json\n")
    assert "facts.jsonl:1: not a result" in call(capsys, "report", str(results), "-o", str(page))[2]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command shows how it is used."""
    code, out, _ = call(capsys, command, "--help")
    assert code == exits.OK
    assert f"policyextract {command}" in out.split("Example", 1)[1]


def shell(script: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    program = f"{sys.executable} -c 'from policyextract.cli import main; main()'"
    root = str(EXAMPLE.parent.parent)
    environ = {**os.environ, "PYTHONPATH": root, **env}
    return subprocess.run(script.replace("policyextract ", program + " "), shell=True, capture_output=True, env=environ)


def test_stdin_in_a_c_locale() -> None:
    """A document comes through a pipe and goes out in UTF-8, whatever the locale."""
    done = shell(
        f"cat {EXAMPLE} | policyextract extract - --format json", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "教育部".encode() in done.stdout


def test_a_reader_that_stops_early_is_no_error() -> None:
    """``| head -1`` is quiet."""
    done = shell(f"policyextract extract {EXAMPLE} -f json | head -1")
    assert (done.returncode, done.stderr, done.stdout) == (0, b"", b"{\n")


def test_piped_output_has_no_colours() -> None:
    """Escape sequences are for terminals."""
    assert b"\x1b" not in shell(f"policyextract extract {EXAMPLE}").stdout
