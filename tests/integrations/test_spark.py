"""A Spark job: Parquet and JSONL in, Parquet out, a worker killed, the records of the local command."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from policyextract.batch.run import Settings, run
from policyextract.batch.supervisor import Limits
from policyextract.extractor import Extractor
from policyextract.integrations.arrow import SPARK_SCHEMA, ArrowExtractor
from policyextract.models import PolicyDocument

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

sql = pytest.importorskip("pyspark.sql")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None and "JAVA_HOME" not in os.environ, reason="Spark needs Java"),
]
ROOT = Path(__file__).parents[2]
NOTICE = (
    "<h1>关于开展第{n}号专项行动的通知</h1><p>各区教育局：</p>"
    "<p>{day}日召开会议，部署开展为期半年的校车安全专项行动。</p>"
)


class KillsOnce(Extractor):
    """The real extractor, in a worker that is killed when it meets a certain document for the first time."""

    def __init__(self, packs: Any = None, flag: str = "") -> None:
        super().__init__(packs)
        self.flag = flag

    def __reduce__(self) -> tuple[type[Extractor], tuple[Any, ...]]:
        return type(self), (None, self.flag)

    def extract(self, source: Any, **known: Any) -> PolicyDocument:
        """Extract; on the marked document kill this process, once."""
        if known.get("source_id") == "d150" and self.flag and not Path(self.flag).exists():
            Path(self.flag).write_text(str(os.getpid()))
            os.kill(os.getpid(), signal.SIGKILL)
        return super().extract(source, **known)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SparkSession]":
    """Two cores, four attempts for each task; workers see this repository."""
    before = {name: os.environ.get(name) for name in ("PYSPARK_PYTHON", "PYTHONPATH")}
    os.environ.update(PYSPARK_PYTHON=sys.executable, PYTHONPATH=str(ROOT))
    session = (
        sql.SparkSession.builder.master("local[2,4]")
        .appName("policyextract")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.files.maxPartitionBytes", "16k")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invented notices in Parquet and JSONL, among them one that is no document."""
    folder = tmp_path_factory.mktemp("crawl")
    rows: list[dict[str, Any]] = [
        {"id": f"d{n}", "content": NOTICE.format(n=n, day=f"3月{n % 28 + 1}"), "published": "2023-04-01"}
        for n in range(300)
    ]
    rows[77]["published"] = "no date"
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), folder / "crawl.parquet", row_group_size=50)
    (folder / "crawl.jsonl").write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return folder


def local(crawl: Path) -> dict[str, str]:
    """What the local command writes, by id."""
    target = crawl / "local.jsonl"
    settings = Settings(limits=Limits(workers=1), overwrite=True, progress=False)
    summary = run(Extractor(), [str(crawl / "crawl.parquet")], str(target), settings)
    assert (summary.documents, summary.failures) == (300, 1)
    return {json.loads(line)["source"]["id"]: line for line in target.read_text("utf-8").splitlines()}


def test_parquet_job_with_a_killed_worker(spark: "SparkSession", crawl: Path) -> None:
    """Spark tries the task of a killed worker again; every record is there once and equals the local one."""
    flag = crawl / "killed"
    job = ArrowExtractor(extractor=KillsOnce(flag=str(flag)))
    frame = spark.read.parquet(str(crawl / "crawl.parquet")).repartition(4)
    frame.mapInArrow(job.map, SPARK_SCHEMA).write.parquet(str(crawl / "facts"))
    assert flag.exists()
    facts = pyarrow.parquet.read_table(crawl / "facts").to_pylist()
    assert len(facts) == 300
    assert {row["id"]: row["record"] for row in facts} == local(crawl)
    assert [row["error"]["type"] for row in facts if row["error"]] == ["InputError"]


def test_jsonl_job(spark: "SparkSession", crawl: Path) -> None:
    """JSONL in: the same records."""
    frame = spark.read.json(str(crawl / "crawl.jsonl"))
    rows = frame.mapInArrow(ArrowExtractor(time_limit=60).map, SPARK_SCHEMA).select("id", "record").collect()
    assert {row["id"]: row["record"] for row in rows} == local(crawl)
