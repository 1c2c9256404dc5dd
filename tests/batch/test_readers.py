"""From names on the command line to documents."""

import gzip
import io
import json
import os
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
import zstandard

from policyextract.batch.readers import Inputs, Options
from policyextract.batch.tasks import Fields, Loaded
from policyextract.errors import InputError


def loaded(*names: str | Path, **options: object) -> list[Loaded]:
    """Everything that is read."""
    stdin = options.pop("stdin", None)
    inputs = Inputs([str(name) for name in names], Options(**options), stdin=stdin)  # type: ignore[arg-type]
    return [task.load() for task in inputs.tasks()]


ROWS = [
    {"id": "a", "content": "甲", "title": "题", "published": "2022-04-22", "url": "https://example.org/a"},
    {"id": "b", "content": "乙", "title": None, "published": None, "url": None},
]
EXPECTED = [Loaded("甲", "a", "题", "2022-04-22", "https://example.org/a"), Loaded("乙", "b")]


def test_folder_is_read_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    """Every file below a folder is one document; the order never changes."""
    for name in ("b.html", "a/z.md", "a/.hidden", ".git/x", "c.txt.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(b"c") if name.endswith(".gz") else name.encode())
    assert [(Path(doc.path or "").name, doc.content) for doc in loaded(tmp_path)] == [
        ("z.md", b"a/z.md"),
        ("b.html", b"b.html"),
        ("c.txt.gz", b"c"),
    ]


def test_path_stays_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The result names the file as the user did, so that equal input gives equal bytes."""
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl/a.html").write_text("a")
    monkeypatch.chdir(tmp_path)
    assert [doc.path for doc in loaded("crawl", "./crawl/a.html", "crawl/*.html")] == [
        "crawl/a.html",
        "./crawl/a.html",
        "crawl/a.html",
    ]


@pytest.mark.parametrize("suffix", [".jsonl", ".jsonl.gz", ".jsonl.zst", ".csv", ".csv.gz", ".parquet"])
def test_containers_hold_documents(tmp_path: Path, suffix: str) -> None:
    """JSONL, CSV and Parquet give the same documents, compressed or not."""
    path = tmp_path / f"crawl{suffix}"
    if suffix == ".parquet":
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)
    else:
        if "csv" in suffix:
            lines = [",".join(ROWS[0]), *(",".join(value or "" for value in row.values()) for row in ROWS)]
            data = "\ufeff" + "\r\n".join(lines)
        else:
            data = "\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n\n"
        raw = data.encode()
        kind = path.suffix
        path.write_bytes(gzip.compress(raw) if kind == ".gz" else zstandard.compress(raw) if kind == ".zst" else raw)
    assert loaded(path) == EXPECTED


def test_field_names_are_options(tmp_path: Path) -> None:
    """A crawl with other names for its fields is read as it is."""
    path = tmp_path / "crawl.jsonl"
    path.write_text(json.dumps({"key": 7, "html": "甲", "headline": "题"}))
    assert loaded(path, fields=Fields(id="key", content="html", title="headline")) == [Loaded("甲", "7", "题")]


def test_standard_input_is_jsonl_or_a_list_of_paths(tmp_path: Path) -> None:
    """A pipe brings documents, or the names of files."""
    (tmp_path / "a.html").write_text("a")
    assert loaded("-", stdin=io.BytesIO(b'{"id": "a", "content": "x"}\n')) == [Loaded("x", "a")]
    assert loaded("-", format="paths", stdin=io.BytesIO(f"{tmp_path}/a.html\n".encode()))[0].content == b"a"


def test_document_without_name_is_named_by_its_place(tmp_path: Path) -> None:
    """A line without id or URL can still be found again."""
    path = tmp_path / "crawl.jsonl"
    path.write_text('{"content": "x"}\n{"content": "y", "url": "https://example.org"}\n')
    assert [doc.source_id for doc in loaded(path)] == [f"{path}:1", None]


WARC = (
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Target-URI: https://example.org/{n}\r\n"
    "WARC-Date: 2022-04-22T00:00:00Z\r\nContent-Type: application/http;msgtype=response\r\n"
    "Content-Length: {length}\r\n\r\n"
)


def test_warc_gives_the_pages_of_a_crawl(tmp_path: Path) -> None:
    """Text responses are documents with their URL; images and errors are not."""
    pytest.importorskip("fastwarc")
    parts = []
    for n, (status, kind) in enumerate([("200 OK", "text/html"), ("200 OK", "image/png"), ("404 No", "text/html")]):
        body = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n<p>{n}</p>"
        parts.append(WARC.format(n=n, length=len(body)) + body + "\r\n\r\n")
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(gzip.compress(part.encode()) for part in parts))
    assert loaded(path) == [Loaded(b"<p>0</p>", "<urn:uuid:0>", url="https://example.org/0")]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", r"crawl.jsonl:1: not JSON"),
        (b"[1]", r"crawl.jsonl:1: a JSON object is expected, not list"),
        (b'{"text": "x", "id": 1}', r"no field 'content' \(it has text, id\); name it with --content-field"),
        (b'{"content": 5}', r"field 'content' is int, not text"),
        (b"[" * 100_000, r"crawl.jsonl:1: not JSON"),
    ],
)
def test_bad_line_says_what_is_wrong(tmp_path: Path, line: bytes, message: str) -> None:
    """A line that is no document is an error of that line only, with its place."""
    path = tmp_path / "crawl.jsonl"
    path.write_bytes(line + b'\n{"content": "x"}\n')
    bad, good = Inputs([str(path)]).tasks()
    with pytest.raises(InputError, match=message):
        bad.load()
    assert bad.source().id in (f"{path}:1", "1")
    assert good.load().content == "x"


@pytest.mark.parametrize("name", ["cut.jsonl.gz", "bad.parquet", "nocolumn.csv", "not.jsonl.zst"])
def test_damaged_container_is_one_failure_behind_what_was_read(tmp_path: Path, name: str) -> None:
    """What could be read is kept, the rest is one record, and the next input is read."""
    path = tmp_path / name
    lines = b"".join(b'{"content": "%d"}\n' % n for n in range(5000))
    path.write_bytes(gzip.compress(lines)[:-200] if name.startswith("cut") else b"a,b\n1,2\n")
    (tmp_path / "z.html").write_text("z")
    *_, broken, last = Inputs([str(path), str(tmp_path / "z.html")]).tasks()
    with pytest.raises(InputError, match=f"{name}: cannot be read on"):
        broken.load()
    assert broken.source().path == str(path)
    assert last.load().content == b"z"


@pytest.mark.parametrize(
    ("name", "message"), [("nothing.html", "no such file or folder"), ("x/*.html", "no file matches")]
)
def test_missing_input_is_an_error_before_the_run(name: str, message: str) -> None:
    """A name that is wrong stops the command at once."""
    with pytest.raises(InputError, match=message):
        Inputs([name])


def test_unreadable_file_fails_alone(tmp_path: Path) -> None:
    """A file that vanished or may not be read is a failure with its path."""
    (tmp_path / "a.html").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to(tmp_path)
    inputs = Inputs([str(tmp_path)])
    assert inputs.survey().documents == 1
    (task,) = inputs.tasks()
    with pytest.raises(InputError, match=r"a.html: No such file"):
        task.load()


def test_name_that_is_not_utf8_can_be_written(tmp_path: Path) -> None:
    """File names are bytes: one that is not UTF-8 is written as escapes."""
    with open(os.fsencode(tmp_path) + b"/\xb9\xab.html", "wb"):  # noqa: PTH123 -- a name in bytes
        pass
    (doc,) = loaded(tmp_path)
    assert (doc.path or "").endswith("\\udcb9\\udcab.html")


def test_survey_sees_every_change(tmp_path: Path) -> None:
    """The fingerprint of an input changes with names, sizes and times; own output is left out."""
    (tmp_path / "a.html").write_text("a")
    own = tmp_path / "out.jsonl"

    def fingerprint() -> str:
        return Inputs([str(tmp_path)], leave_out=[own]).survey().fingerprints[str(tmp_path)]

    before = fingerprint()
    own.write_text("x")
    assert fingerprint() == before
    (tmp_path / "b.html").write_text("b")
    assert fingerprint() != before
