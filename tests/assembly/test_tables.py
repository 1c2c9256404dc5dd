"""What is made of tables lives as long as they do; those of cn-core hold together: ids, parents, validity, bases."""

import gc
import weakref
from collections import defaultdict

import pytest

from policyextract import Extractor
from policyextract.language import load_ruleset
from policyextract.values.folding import fold


@pytest.fixture(scope="module")
def tables():
    return load_ruleset(None).tables


def test_nothing_of_the_tables_outlives_their_extractor():
    """Whoever makes extractors with many packs, one after another, keeps nothing of those that are gone."""
    extractor = Extractor(["cn-core", "cn-shanghai"])
    extractor.extract("沪财发〔2022〕7号\n市财政局、浦东新区印发《办法（试行）》。")
    tables = weakref.ref(extractor._tables)
    del extractor
    gc.collect()
    assert tables() is None


def test_parents_and_successors_are_known_bodies(tables):
    """No id points nowhere."""
    ids = {r["id"] for r in tables["agencies"]}
    assert {r[c] for r in tables["agencies"] for c in ("parent", "successor")} - {""} <= ids


def test_a_name_means_one_body_at_a_time(tables):
    """Two rows with one term never overlap in time, unless they are one institution."""
    terms = defaultdict(list)
    for row in tables["agencies"]:
        for term in "|".join(row[c] for c in ("name", "aliases", "context_aliases", "short_aliases")).split("|"):
            if term:
                terms[fold(term)].append(row)

    def overlap(a, b):
        return (a["valid_from"] or "0") < (b["valid_to"] or "9") and (b["valid_from"] or "0") < (a["valid_to"] or "9")

    clashes = [
        (term, a["id"], b["id"])
        for term, rows in terms.items()
        for i, a in enumerate(rows)
        for b in rows[i + 1 :]
        if a["id"] != b["id"] and overlap(a, b)
    ]
    assert clashes == []


def test_a_body_begins_before_it_ends(tables):
    """Validity runs forward."""
    both = [r for r in tables["agencies"] if r["valid_from"] and r["valid_to"]]
    assert [r["name"] for r in both if r["valid_from"] > r["valid_to"]] == []


def test_number_heads_belong_to_known_bodies(tables):
    """Every head names bodies of the table."""
    ids = {r["id"] for r in tables["agencies"]}
    heads = tables["document_number_heads"].values()
    assert {i for h in heads for i in h["agency_ids"].split("|")} <= ids


def test_regions_lie_in_regions(tables):
    """Every parent is a region of a higher level."""
    regions = tables["regions"]
    assert [r["name"] for r in regions.values() if r["parent"] and r["parent"] not in regions] == []


def test_a_base_kind_ends_its_terms(tables):
    """So that the base can be cut out of the title in the characters it is written in; a few are other words."""
    odd = {t for t, r in tables["document_types"].items() if not t.endswith(r["base"])}
    assert all(tables["document_types"][t]["base"] in tables["document_types"] for t in odd)


def test_a_code_stands_for_its_present_name(tables):
    """Codes were reused; former names stand before the present one in the file."""
    assert tables["regions"]["130602"]["name"] == "竞秀区"
