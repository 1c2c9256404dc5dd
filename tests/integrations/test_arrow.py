"""Arrow batches in, a fixed schema out."""

import json
import pickle
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from policyextract.batch.readers import Options
from policyextract.batch.run import Settings, run
from policyextract.batch.supervisor import Limits
from policyextract.integrations.arrow import SCHEMA, SPARK_SCHEMA, ArrowExtractor
from tests.batch.fakes import FakeExtractor

ROWS = [
    {"id": "a", "content": "甲", "url": "https://example.org/a", "extra": 1},
    {"id": "b", "content": "RAISE", "url": None, "extra": 2},
    {"id": "c", "content": None, "url": None, "extra": 3},
]


def arrow(**options: object) -> ArrowExtractor:
    return ArrowExtractor(extractor=FakeExtractor(), **options)  # type: ignore[arg-type]


def test_one_row_for_each_row_and_errors_in_a_column() -> None:
    """A document that fails is a row with an error; the batch goes on."""
    found = arrow()(pa.RecordBatch.from_pylist(ROWS))
    assert (type(found), found.schema) == (pa.RecordBatch, SCHEMA)
    assert found.column("id").to_pylist() == ["a", "b", "c"]
    assert found.column("title").to_pylist() == ["甲", None, ""]
    assert found.column("error").to_pylist() == [None, {"type": "RuntimeError", "message": "cannot read RAISE"}, None]


def test_records_are_those_of_the_local_command(tmp_path: Path) -> None:
    """The column ``record`` holds the lines that ``policyextract batch`` writes for the same table."""
    table = pa.Table.from_pylist(ROWS)
    pyarrow.parquet.write_table(table, tmp_path / "in.parquet")
    settings = Settings(reading=Options(), limits=Limits(workers=0), progress=False)
    run(FakeExtractor(), [str(tmp_path / "in.parquet")], str(tmp_path / "out.jsonl"), settings)
    lines = (tmp_path / "out.jsonl").read_text().splitlines()
    assert arrow()(table).column("record").to_pylist() == lines
    assert [json.loads(line)["source"]["id"] for line in lines] == ["a", "b", "c"]


def test_stream_of_batches_gives_small_batches() -> None:
    """A large batch is given back in small ones, so that memory stays flat."""
    large = pa.RecordBatch.from_pylist([{"id": str(n), "content": "x"} for n in range(200)])
    found = list(arrow().map(iter([large, large])))
    assert [batch.num_rows for batch in found] == [64] * 6 + [16]
    assert [name for batch in found for name in batch.column("id").to_pylist()] == 2 * [str(n) for n in range(200)]


def test_time_limit_isolates_documents() -> None:
    """With a time limit a document that hangs or crashes is a row with an error."""
    batch = pa.RecordBatch.from_pylist(
        [{"id": n, "content": text} for n, text in enumerate(["a", "HANG", "EXIT", "b"])]
    )
    (streamed,) = arrow(time_limit=0.5).map([batch])
    for found in (streamed, arrow(time_limit=0.5)(batch)):
        errors = [error and error["type"] for error in found.column("error").to_pylist()]
        assert errors == [None, "TimeLimit", "WorkerDied", None]


def test_columns_are_named_by_option() -> None:
    """Other names are options; a missing column is said with what there is."""
    batch = pa.RecordBatch.from_pylist([{"key": "a", "html": "甲"}])
    assert arrow(content="html", id="key")(batch).column("id").to_pylist() == ["a"]
    with pytest.raises(KeyError, match=r"no column 'content' \(there are key, html\)"):
        arrow()(batch)


def test_frames_of_other_libraries_go_in() -> None:
    """Whatever speaks Arrow's stream interface is a table: Polars, DuckDB."""
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    frame = polars.DataFrame({"id": ["a"], "content": ["甲"]})
    assert polars.from_arrow(arrow()(frame))["title"].to_list() == ["甲"]
    facts = arrow()(duckdb.sql("select 'a' as id, '甲' as content").to_arrow_table())
    assert duckdb.arrow(facts).project("title").fetchall() == [("甲",)]


def test_pickles_small() -> None:
    """What is sent to the workers of a cluster is a few names."""
    assert len(pickle.dumps(ArrowExtractor(["cn-core"]))) < 1000


def test_spark_words_name_the_same_columns() -> None:
    """The schema for Spark is the schema for Arrow."""
    names = [part.split()[0] for part in SPARK_SCHEMA.split(", ") if not part.startswith("message")]
    assert names == SCHEMA.names
