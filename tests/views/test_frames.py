"""A list of a result becomes a data frame of each library, with the same columns whatever it holds."""

import pytest

from policyextract.models import PolicyDocument
from policyextract.views.frames import tables, to_frame
from tests.views.documents import small


def test_rows_carry_evidence_and_rule() -> None:
    """A row is a fact with its value, rule and place in text and source."""
    row = small().to_frame("dates").iloc[0]
    assert (row["value"], row["role"], row["rule"]) == ("2022-04-21", "meeting", "r")
    assert (row["start"], row["end"], row["source_start"]) == (6, 11, 15)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_every_table_in_every_backend(backend: str) -> None:
    """Full and empty tables have the same columns."""
    full, empty = small(), PolicyDocument()
    for table in tables(empty):
        columns = [list(to_frame(doc, table, backend).columns) for doc in (full, empty)]
        assert len(columns[0]) == len(columns[1]) > 1


def test_fields_of_packs_are_tables() -> None:
    """A field that a pack defines is a table of its own."""
    frame = small().to_frame("slogans")
    assert frame["value"].tolist() == [1.5]
    assert frame["attributes"].tolist() == ["by=x"]


def test_items_are_flat() -> None:
    """``items`` holds the items of all enumerations."""
    assert small().to_frame("items")["marker"].tolist() == ["一要"]


def test_unknown_names_list_what_there_is() -> None:
    """A wrong table or backend is answered with those that exist."""
    with pytest.raises(ValueError, match=r"there are .*directives"):
        to_frame(small(), "directive")
    with pytest.raises(ValueError, match="pandas, polars, pyarrow"):
        to_frame(small(), "dates", "excel")
