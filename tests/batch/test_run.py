"""A whole run: one record for each input, resumable, atomic, with clear errors."""

import gzip
import io
import json
import resource
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import zstandard

from policyextract.batch import output as output_module
from policyextract.batch.journal import Journal, ResumeError
from policyextract.batch.readers import Options
from policyextract.batch.run import Settings, run
from policyextract.batch.summary import Summary
from policyextract.batch.supervisor import Limits
from policyextract.batch.tasks import Fields
from policyextract.errors import InputError, OutputError
from tests.batch.fakes import FakeExtractor

HERE = Limits(workers=0)


class Killed(BaseException):
    """Stands for a kill in the middle of a run."""


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    path = tmp_path / "crawl.jsonl"
    path.write_text("".join(json.dumps({"id": f"d{n}", "content": f"text {n}"}) + "\n" for n in range(1000)))
    return path


def settings(**changes: Any) -> Settings:
    return Settings(**{"limits": HERE, "progress": False, **changes})


def records(path: Path) -> list[dict[str, Any]]:
    raw = path.read_bytes()
    if path.suffix == ".gz":
        raw = gzip.decompress(raw)
    elif path.suffix == ".zst":
        raw = zstandard.ZstdDecompressor().stream_reader(raw, read_across_frames=True).read()
    return [json.loads(line) for line in raw.decode().splitlines()]


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_every_input_has_one_record(crawl: Path, tmp_path: Path, suffix: str) -> None:
    """The output holds one line for each document, in order, and nothing else is left behind."""
    target = tmp_path / f"out.jsonl{suffix}"
    summary = run(FakeExtractor(), [str(crawl)], str(target), settings())
    assert [record["source"]["id"] for record in records(target)] == [f"d{n}" for n in range(1000)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["crawl.jsonl", target.name]
    assert summary == Summary(1000, 0, {}, {"fake": 1000}, {"title": 1000})


def test_failures_are_records(tmp_path: Path) -> None:
    """A document that fails has its record between the others, and the summary counts it."""
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text('{"id": "a", "content": "x"}\n{"id": "b", "content": "RAISE"}\nnonsense\n')
    summary = run(FakeExtractor(), [str(crawl)], str(tmp_path / "out.jsonl"), settings())
    assert [record.get("error", {}).get("type") for record in records(tmp_path / "out.jsonl")] == [
        None,
        "RuntimeError",
        "InputError",
    ]
    assert (summary.failures, summary.errors) == (2, {"InputError": 1, "RuntimeError": 1})
    assert summary.lines()[:2] == ["3 documents, 2 failures", "failures: InputError 1, RuntimeError 1"]


def test_text_is_left_out_on_request(crawl: Path, tmp_path: Path) -> None:
    """Records without the cleaned text are small."""
    run(FakeExtractor(), [str(crawl)], str(tmp_path / "out.jsonl"), settings(text=False))
    assert not {"text", "blocks"} & records(tmp_path / "out.jsonl")[0].keys()


class Stops(FakeExtractor):
    """Is killed at a document."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def extract(self, source: Any, **known: Any) -> Any:
        """Extract, unless the time has come."""
        self.left -= 1
        if self.left < 0:
            raise Killed
        return super().extract(source, **known)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
@pytest.mark.parametrize(
    "tear", [b"", b'{"end": 99', b'{"end": 100000000, "crc": 1, "done": 5, "beyond": [], "counts": {}}\n']
)
def test_resumed_output_is_the_same(crawl: Path, tmp_path: Path, suffix: str, tear: bytes) -> None:
    """A run that stopped and had its files torn goes on and gives the bytes of an undisturbed one."""
    whole, broken = tmp_path / f"whole.jsonl{suffix}", tmp_path / f"broken.jsonl{suffix}"
    summary = run(FakeExtractor(), [str(crawl)], str(whole), settings())
    with pytest.raises(Killed):
        run(Stops(700), [str(crawl)], str(broken), settings())
    journal = Journal(broken)
    for path, garbage in ((journal.path, tear), (journal.partial_path, b"\0" * 100)):
        path.write_bytes(path.read_bytes() + garbage)
    assert not broken.exists()
    assert run(Stops(744), [str(crawl)], str(broken), settings(resume=True)) == summary
    assert broken.read_bytes() == whole.read_bytes()


def test_damaged_block_is_done_again(crawl: Path, tmp_path: Path) -> None:
    """Bytes that a crash of the machine tore are found by their checksum."""
    whole, broken = tmp_path / "whole.jsonl", tmp_path / "broken.jsonl"
    run(FakeExtractor(), [str(crawl)], str(whole), settings())
    with pytest.raises(Killed):
        run(Stops(900), [str(crawl)], str(broken), settings())
    partial = Journal(broken).partial_path
    raw = bytearray(partial.read_bytes())
    raw[len(raw) // 2] ^= 1
    partial.write_bytes(raw)
    run(FakeExtractor(), [str(crawl)], str(broken), settings(resume=True))
    assert broken.read_bytes() == whole.read_bytes()


def test_unordered_run_resumes_without_loss_or_double(crawl: Path, tmp_path: Path) -> None:
    """The journal of an unordered run knows which documents have their record."""
    target = tmp_path / "out.jsonl"
    limits = Limits(workers=2, chunk=3)
    runs = settings(limits=limits, ordered=False)
    output_module.BLOCK_RECORDS, before = 50, output_module.BLOCK_RECORDS
    try:
        with pytest.raises(OutputError):
            small = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, small[1]))
            try:
                run(FakeExtractor(), [str(crawl)], str(target), runs)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, small)
        run(FakeExtractor(), [str(crawl)], str(target), settings(limits=limits, ordered=False, resume=True))
    finally:
        output_module.BLOCK_RECORDS = before
    assert sorted(record["source"]["id"] for record in records(target)) == sorted(f"d{n}" for n in range(1000))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"extractor": FakeExtractor("2")}, "the packs changed (fake)"),
        ({"text": False}, "the options changed (text)"),
        ({"reading": Options(fields=Fields(title="headline"))}, "the options changed (title_field)"),
        ({"touch": True}, "the inputs changed"),
        ({"ordered": False}, "the options changed (ordered)"),
    ],
)
def test_resume_refuses_another_run(crawl: Path, tmp_path: Path, change: dict[str, Any], message: str) -> None:
    """Packs, options and inputs must be those the run began with; what may differ is the number of workers."""
    target = tmp_path / "out.jsonl"
    with pytest.raises(Killed):
        run(Stops(700), [str(crawl)], str(target), settings())
    if change.pop("touch", False):
        crawl.write_text(crawl.read_text() + '{"content": "new"}\n')
    extractor = change.pop("extractor", FakeExtractor())
    with pytest.raises(ResumeError) as refused:
        run(extractor, [str(crawl)], str(target), settings(resume=True, **change))
    assert message in str(refused.value)
    assert "--overwrite" in str(refused.value)


def test_nothing_is_overwritten_unasked(crawl: Path, tmp_path: Path) -> None:
    """An earlier output or unfinished run is only replaced on request; a finished one has nothing to resume."""
    target = tmp_path / "out.jsonl"
    with pytest.raises(Killed):
        run(Stops(700), [str(crawl)], str(target), settings())
    with pytest.raises(OutputError, match="continue it with --resume"):
        run(FakeExtractor(), [str(crawl)], str(target), settings())
    run(FakeExtractor(), [str(crawl)], str(target), settings(overwrite=True))
    with pytest.raises(OutputError, match="replace it with --overwrite"):
        run(FakeExtractor(), [str(crawl)], str(target), settings())
    before = target.read_bytes()
    again = run(Stops(0), [str(crawl)], str(target), settings(resume=True))
    assert target.read_bytes() == before
    assert again.lines(0.1) == ["the output is whole already: there was nothing to resume"]


def test_kill_at_the_last_step_is_seen(crawl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed when the output stands but the journal too: the run is recognised as whole."""
    target = tmp_path / "out.jsonl"

    def killed(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(Path, "unlink", killed)
        run(FakeExtractor(), [str(crawl)], str(target), settings())
    before = target.read_bytes()
    summary = run(Stops(0), [str(crawl)], str(target), settings(resume=True))
    assert (summary.documents, target.read_bytes()) == (1000, before)
    assert not Journal(target).exists()


def test_two_runs_do_not_share_an_output(crawl: Path, tmp_path: Path) -> None:
    """A second run on the same output is refused while the first one lives."""
    journal = Journal(tmp_path / "out.jsonl")
    journal.start({})
    with pytest.raises(ResumeError, match="another run is writing this output"):
        run(FakeExtractor(), [str(crawl)], str(tmp_path / "out.jsonl"), settings(overwrite=True))
    journal.close()


def test_full_disk_is_one_clear_error_and_what_is_done_is_safe(crawl: Path, tmp_path: Path) -> None:
    """A disk that fills up ends the run with one sentence; with room again it goes on to the same bytes."""
    whole, target = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    run(FakeExtractor(), [str(crawl)], str(whole), settings())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (whole.stat().st_size * 2 // 3, before[1]))
    try:
        with pytest.raises(OutputError, match=r"cannot write .*out.jsonl: File too large \(512 records are safe"):
            run(FakeExtractor(), [str(crawl)], str(target), settings())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    run(FakeExtractor(), [str(crawl)], str(target), settings(resume=True))
    assert target.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/dev/full", "No space left on device"),
        ("nowhere/out.jsonl", "there is no folder nowhere"),
        (".", "it is a folder"),
        ("crawl.jsonl/out.jsonl", "there is no folder crawl.jsonl"),
    ],
)
def test_unwritable_output_is_one_clear_error(
    crawl: Path, monkeypatch: pytest.MonkeyPatch, target: str, message: str
) -> None:
    """Where nothing can be written the run says so and leaves devices as they are."""
    monkeypatch.chdir(crawl.parent)
    with pytest.raises(OutputError, match=f"cannot write .*{message}"):
        run(FakeExtractor(), [str(crawl)], target, settings())
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_output_in_the_input_folder_is_no_input(tmp_path: Path) -> None:
    """Output and journal may stand among the documents."""
    (tmp_path / "a.html").write_text("a")
    with pytest.raises(Killed):
        run(Stops(0), [str(tmp_path)], str(tmp_path / "out.jsonl"), settings())
    assert run(FakeExtractor(), [str(tmp_path)], str(tmp_path / "out.jsonl"), settings(resume=True)).documents == 1


@pytest.mark.parametrize("sent", ["SIGINT", "SIGTERM"])
def test_interrupted_run_keeps_what_is_done(crawl: Path, tmp_path: Path, sent: str) -> None:
    """Ctrl-C and a polite request to end leave a run that can be continued to the same bytes."""
    whole, target = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    run(FakeExtractor(), [str(crawl)], str(whole), settings(limits=Limits(workers=1, time_limit=20.0)))
    code = (
        "import os, signal, sys; from tests.batch.test_run import *\n"
        # As in a terminal: a background job of a shell inherits that it is ignored.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Asks(FakeExtractor):\n"
        "    count = 0\n"
        "    def extract(self, source, **known):\n"
        "        self.count += 1\n"
        f"        self.count == 700 and os.kill(os.getpid(), signal.{sent})\n"
        "        return super().extract(source, **known)\n"
        "try: run(Asks(), sys.argv[1:2], sys.argv[2], settings(limits=Limits(workers=0, time_limit=20.0)))\n"
        "except KeyboardInterrupt: print('stopped')"
    )
    process = subprocess.run([sys.executable, "-c", code, str(crawl), str(target)], capture_output=True, text=True)
    assert (process.stdout, target.exists()) == ("stopped\n", False), process.stderr
    resumed = settings(limits=Limits(workers=0, time_limit=20.0), resume=True)
    run(Stops(500), [str(crawl)], str(target), resumed)
    assert target.read_bytes() == whole.read_bytes()


def test_a_stopped_run_from_standard_input_does_not_offer_to_resume(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be read a second time is thrown away, and the error says how."""
    target = str(tmp_path / "out.jsonl")
    given = io.TextIOWrapper(io.BytesIO(b'{"id": "a", "content": "x"}\n' * 1000))
    monkeypatch.setattr("sys.stdin", given)
    with pytest.raises(Killed):
        run(Stops(700), ["-"], target, settings())
    with pytest.raises(OutputError, match=r"unfinished run stands in \S+: throw it away with --overwrite"):
        run(FakeExtractor(), ["-"], target, settings())
    with pytest.raises(InputError, match="save it first"):
        run(FakeExtractor(), ["-"], target, settings(resume=True))
