"""A Daft job over the same function: Parquet in, Parquet out."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet
import pytest

from policyextract.integrations.arrow import SCHEMA, ArrowExtractor
from tests.batch.fakes import FakeExtractor

daft = pytest.importorskip("daft")
pytestmark = pytest.mark.slow


class Facts:
    """Built once in each worker."""

    def __init__(self) -> None:
        self.extract = ArrowExtractor(extractor=FakeExtractor())

    @daft.method.batch(return_dtype=daft.DataType.from_arrow_type(pa.struct(list(SCHEMA))), batch_size=32)
    def facts(self, id: "daft.Series", content: "daft.Series") -> pa.Array:  # noqa: A002 -- the column's name
        """Facts of a batch as one column of structs."""
        table = pa.table({"id": id.to_arrow(), "content": content.to_arrow()})
        return self.extract(table).to_struct_array().combine_chunks()


def test_parquet_job(tmp_path: Path) -> None:
    """Every row has its record, errors stand in their column."""
    rows = [{"id": f"d{n}", "content": "RAISE" if n == 40 else f"text {n}"} for n in range(200)]
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "crawl.parquet")
    frame = daft.read_parquet(str(tmp_path / "crawl.parquet"))
    column = daft.cls(Facts, max_concurrency=2)().facts(frame["id"], frame["content"]).alias("facts")
    frame.select(column).select(daft.col("facts").unnest()).write_parquet(str(tmp_path / "facts"))
    found = pyarrow.parquet.read_table(tmp_path / "facts").to_pylist()
    assert sorted(row["id"] for row in found) == sorted(row["id"] for row in rows)
    assert {row["id"]: row["error"]["type"] for row in found if row["error"]} == {"d40": "RuntimeError"}
    assert all(json.loads(row["record"])["source"]["id"] == row["id"] for row in found)
