"""The command: options in, records out, a summary on standard error, exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from policyextract.cli.app import run

NOTICE = "<h1>关于开展校车安全检查的通知</h1><p>本通知自2023年4月1日起施行。</p>"


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    rows = [{"key": f"d{n}", "html": NOTICE} for n in range(3)] + [{"key": "bad"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def batch(*arguments: object) -> int:
    return run(["batch", *map(str, arguments)])


def test_records_and_summary(crawl: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One record for each line; failures are counted and give exit code 1."""
    target = tmp_path / "facts.jsonl"
    assert batch(crawl, "-o", target, "--id-field", "key", "--content-field", "html", "--workers", 0) == 1
    found = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [record["source"]["id"] for record in found] == ["d0", "d1", "d2", f"{crawl}:4"]
    assert [record.get("effective") for record in found] == ["2023-04-01"] * 3 + [None]
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0].startswith("4 documents in ")
    assert "failures: InputError 1" in said.err


def test_the_record_is_that_of_extract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Batch and extract give the same result for the same file."""
    page = tmp_path / "page.html"
    page.write_text(NOTICE, encoding="utf-8")
    assert batch(page, "-o", tmp_path / "facts.jsonl", "--quiet", "--workers", 1) == 0
    assert run(["extract", str(page), "--format", "json"]) == 0
    assert json.loads((tmp_path / "facts.jsonl").read_text("utf-8")) == json.loads(capsys.readouterr().out)


def test_pipe_in_and_out(tmp_path: Path) -> None:
    """Standard input to standard output, data only."""
    line = json.dumps({"id": "a", "content": NOTICE})
    code = "from policyextract.cli import main; main()"
    command = [sys.executable, "-c", code, "batch", "-", "--no-text", "--workers", "1"]
    process = subprocess.run(command, input=line, capture_output=True, text=True, encoding="utf-8", timeout=60)
    record = json.loads(process.stdout)
    assert (process.returncode, record["source"]["id"], "text" in record) == (0, "a", False)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere", "-o", "x.jsonl"], 3, "no such file or folder: nowhere"),
        (["crawl.jsonl", "-o", "nowhere/x.jsonl"], 6, "there is no folder nowhere"),
        (["crawl.jsonl", "-o", "/dev/full", "--workers", "0"], 6, "cannot write /dev/full: No space left on device"),
        (["crawl.jsonl", "-o", "x.jsonl", "--pack", "no-such-pack"], 4, "there is no pack of this name"),
        (["-", "-o", "x.jsonl", "--resume"], 3, "save it first (cat > crawl.jsonl)"),
        (["crawl.jsonl", "--resume"], 3, "--resume needs an output file"),
    ],
)
def test_one_clear_error(
    crawl: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    said: str,
) -> None:
    """What cannot work is one sentence and its documented exit code, and nothing is left behind."""
    monkeypatch.chdir(crawl.parent)
    assert batch(*arguments) == code
    errors = capsys.readouterr().err
    assert said in errors
    assert "Traceback" not in errors
    assert [path.name for path in crawl.parent.iterdir()] == ["crawl.jsonl"]
