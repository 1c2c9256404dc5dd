"""The JSON-LD export says the facts in the names of schema.org, ELI and Web Annotation."""

import json
from pathlib import Path

from policyextract import extract
from policyextract.views.jsonld import CONTEXT, edtf, to_jsonld
from tests.views.documents import small

NOTICE = Path(__file__).parent.parent.parent / "examples" / "notice.html"


def test_an_act_is_legislation() -> None:
    """Identifier, dates, bodies and relations of an act stand under their standard names."""
    made = to_jsonld(extract(NOTICE, url="https://a.example/1"))
    assert (made["@type"], made["@id"]) == ("Legislation", "https://a.example/1")
    assert made["legislationIdentifier"] == "国办发〔2023〕99号"
    assert made["legislationDate"] == "2023-03-16"
    assert [body["name"] for body in made["legislationPassedBy"]] == ["国务院办公厅"]
    assert [act["name"] for act in made["eli:based_on"]] == ["中华人民共和国水污染防治法"]
    assert [act["name"] for act in made["eli:repeals"]] == ["城市内河保洁暂行规定"]


def test_evidence_is_selectors_in_the_source() -> None:
    """Position and quote of each fact, so that one of the two survives an edit."""
    [event] = to_jsonld(small())["mentions"]
    position, quote = event["oa:hasSelector"]
    assert (position["oa:start"], position["oa:end"], quote["oa:exact"]) == (24, 35, "开展治理行动")


def test_unknown_is_left_out() -> None:
    """Nothing is null or empty, and every prefix is declared."""
    made = json.loads(json.dumps(to_jsonld(small())))
    assert all(value not in (None, [], "") for value in made.values())
    assert {name.split(":")[0] for name in made if ":" in name} <= set(CONTEXT)


def test_periods_in_edtf() -> None:
    """Quarters and halves get EDTF's codes; everything else stays."""
    assert [edtf(v) for v in ("2022-Q4", "../2022-H1", "2022-04-21", "--06-30")] == [
        "2022-36",
        "../2022-40",
        "2022-04-21",
        "--06-30",
    ]
