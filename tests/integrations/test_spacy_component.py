"""The spaCy component puts facts on a Doc, as spans of its own text."""

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

import policyextract.integrations.spacy_component  # noqa: F401  # registers the factory where nothing is installed

TEXT = "  4月21日，公安部召开会议。<b>会议强调</b>，一要摸清底数。二要依法查处。"


@pytest.fixture(scope="module")
def doc() -> Doc:
    nlp = spacy.blank("zh")
    nlp.add_pipe("policyextract")
    return nlp(TEXT)


def test_spans_stand_in_the_docs_own_text(doc: Doc) -> None:
    """Spans count in the text that came in, markup and blanks included, and carry their facts."""
    found = {(span.label_, span.text): span._.fact for span in doc.spans["policyextract"]}
    assert ("dates", "4月21日") in found
    assert found["directives", "二要依法查处。"].marker == "二要"


def test_result_is_an_extension(doc: Doc) -> None:
    """The whole result is at hand."""
    assert [directive.marker for directive in doc._.policy.directives] == ["一要", "二要"]


def test_pipeline_is_saved_with_its_packs(tmp_path: Path) -> None:
    """The configuration holds the packs, so a saved pipeline finds the same facts."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("policyextract", config={"packs": ["cn-core", "cn-penalties"]})
    nlp.to_disk(tmp_path)
    doc = spacy.load(tmp_path)("违反本办法第五条规定的，处五千元以上三万元以下的罚款。")
    assert [pack.name for pack in doc._.policy.packs] == ["cn-core", "cn-penalties"]
    assert {span.label_ for span in doc.spans["policyextract"]} >= {"penalties", "fines"}
