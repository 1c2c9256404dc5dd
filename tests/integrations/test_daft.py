"""The Daft job of ``docs/cluster.md``: Parquet and JSONL in, Parquet out, two workers, the records of the local command."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.parquet
import pytest

from policyextract.batch.run import Settings, run
from policyextract.batch.supervisor import Limits
from policyextract.extractor import Extractor
from policyextract.integrations.arrow import SCHEMA, ArrowExtractor
from policyextract.models import PolicyDocument
from tests.batch.fakes import FakeExtractor

pytest.importorskip("daft", reason="Daft is not installed: pip install 'policyextract[daft]'")
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
SCRIPT = next(
    block
    for block in re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "cluster.md").read_text("utf-8"), re.M | re.S)
    if "import daft" in block
)
NOTICE = (
    "<h1>关于开展第{n}号专项行动的通知</h1><p>各区教育局：</p>"
    "<p>{day}日召开会议，部署开展为期半年的校车安全专项行动。</p>"
)


class SignsIn(Extractor):
    """The real extractor, which leaves the number of each process that it works in."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __reduce__(self) -> tuple[type[Extractor], tuple[Any, ...]]:
        return type(self), (self.folder,)

    def extract(self, source: Any, **known: Any) -> PolicyDocument:
        """Extract, and say where."""
        (self.folder / str(os.getpid())).touch()
        return super().extract(source, **known)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Worker processes see this repository; nothing is reported to anybody."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("DO_NOT_TRACK", "true")
    monkeypatch.setenv("DAFT_PROGRESS_BAR", "0")


def job(source: Path, target: Path, extract: ArrowExtractor) -> list[dict[str, Any]]:
    """What the page's job writes with two workers."""
    names: dict[str, Any] = {"__name__": "facts_daft"}
    exec(compile(SCRIPT, "docs/cluster.md", "exec"), names)
    names["job"](str(source), str(target), 2, extract)
    workers = [child for child in psutil.Process().children() if "daft.execution.udf_worker" in child.cmdline()]
    psutil.wait_procs(workers, timeout=10)  # see the end of the page's script
    return pyarrow.parquet.read_table(target).to_pylist()


def local(source: Path) -> dict[str, str]:
    """What the local command writes, by id."""
    target = source.with_name("local.jsonl")
    run(Extractor(), [str(source)], str(target), Settings(limits=Limits(workers=1), overwrite=True, progress=False))
    return {json.loads(line)["source"]["id"]: line for line in target.read_text("utf-8").splitlines()}


def notices(count: int) -> list[dict[str, Any]]:
    """Invented notices, among them one with a broken date and one without a text."""
    rows: list[dict[str, Any]] = [
        {
            "id": f"d{n}",
            "content": NOTICE.format(n=n, day=f"3月{n % 28 + 1}"),
            "published": "2023-04-01",
            "url": f"https://example.org/{n}",
        }
        for n in range(count)
    ]
    rows[7]["published"] = "no date"
    rows[8]["content"] = None
    return rows


def test_parquet_job_with_two_workers(tmp_path: Path) -> None:
    """Two processes share the rows, every row has its record, and each record equals the local one."""
    crawl, workers = tmp_path / "crawl.parquet", tmp_path / "workers"
    workers.mkdir()
    pyarrow.parquet.write_table(pa.Table.from_pylist(notices(700)), crawl)
    rows = job(crawl, tmp_path / "facts", ArrowExtractor(extractor=SignsIn(workers)))
    assert len(rows) == 700
    assert list(rows[0]) == SCHEMA.names
    assert {row["id"]: row["record"] for row in rows} == local(crawl)
    assert [(row["id"], row["error"]["type"]) for row in rows if row["error"]] == [("d7", "InputError")]
    assert len(list(workers.iterdir())) == 2


def test_jsonl_job_by_its_command(tmp_path: Path) -> None:
    """The command of the page, as a user types it: the same records from JSONL."""
    crawl = tmp_path / "crawl.jsonl"
    crawl.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in notices(60)), encoding="utf-8")
    (tmp_path / "facts_daft.py").write_text(SCRIPT, encoding="utf-8")
    command = [sys.executable, "facts_daft.py", "crawl.jsonl", "facts", "2"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = pyarrow.parquet.read_table(tmp_path / "facts").to_pylist()
    assert {row["id"]: row["record"] for row in rows} == local(crawl)


def test_harmful_documents_are_rows_with_an_error(tmp_path: Path) -> None:
    """A document that raises, hangs or crashes its process ends neither the run nor its batch."""
    crawl = tmp_path / "crawl.parquet"
    harm = {40: "CRASH", 50: "HANG", 60: "RAISE"}
    rows = [{"id": f"d{n}", "content": harm.get(n, f"text {n}")} for n in range(100)]
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), crawl)
    found = job(crawl, tmp_path / "facts", ArrowExtractor(extractor=FakeExtractor(), time_limit=1))
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in rows)
    assert {row["id"]: row["error"]["type"] for row in found if row["error"]} == {
        "d40": "WorkerDied",
        "d50": "TimeLimit",
        "d60": "RuntimeError",
    }
