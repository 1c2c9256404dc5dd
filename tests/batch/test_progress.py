"""Progress: on a terminal only."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

CODE = "import sys; from policyextract.cli import main; sys.argv[0] = 'policyextract'; main()"


def run_on_terminal(arguments: list[str]) -> str:
    """What a command writes to a terminal on standard error."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen([sys.executable, "-c", CODE, *arguments], stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # the terminal is gone: the end
        pass
    os.close(ours)
    assert process.wait(60) == 0
    return said.decode()


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    folder = tmp_path / "crawl"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.html").write_text(f"<p>page {number}</p>")
    return folder


def test_terminal_shows_documents_rate_and_failures(crawl: Path) -> None:
    """A person sees how the run comes along, and the summary stays."""
    said = run_on_terminal(["batch", str(crawl), "-o", str(crawl.parent / "facts.jsonl"), "--workers", "1"])
    assert "3 documents" in said
    assert "/s" in said
    assert "0 failures" in said
    assert "3 documents in" in said


def test_quiet_says_nothing(crawl: Path) -> None:
    """--quiet is quiet even on a terminal."""
    assert run_on_terminal(["batch", str(crawl), "-o", str(crawl.parent / "f.jsonl"), "-q", "--workers", "1"]) == ""
