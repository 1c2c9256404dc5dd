"""The packs that ship beside cn-core show what sharing is: facts of their own, without any Python."""

import subprocess
import sys
from pathlib import Path

import pytest

from policyextract import extract
from policyextract.language import load_pack
from policyextract.language.discovery import shipped_packs

ROOT = Path(__file__).parent.parent
PENALTIES = ["cn-core", "cn-penalties"]


@pytest.mark.parametrize("name", shipped_packs())
def test_a_pack_is_named_as_its_folder(name: str) -> None:
    """Name, licence and description are said, and all but the base pack require another."""
    info = load_pack(name).info
    assert info.name == name
    assert info.licence
    assert info.description
    assert bool(info.requires) == (name != "cn-core")


def test_penalties_of_an_act() -> None:
    """Who may be fined for what, how much, by which article, by whom."""
    doc = extract(ROOT / "examples" / "measures.txt", packs=PENALTIES)
    [penalty] = doc.fields["penalties"]
    assert (penalty.value, penalty.unit) == ("5000/30000", "CNY")
    assert penalty.attributes["basis"] == "本办法第五条"
    assert penalty.attributes["enforcer"] == "城市人民政府交通运输主管部门"


def test_token_rules_load_spacy_only_when_needed() -> None:
    """A text without one of a token rule's words costs neither spaCy nor the segmenter."""
    code = f"""
import sys
from policyextract import extract
extract("对单位处五百元罚款。", packs={PENALTIES!r})
assert "spacy" not in sys.modules
assert extract("对单位给予警告。", packs={PENALTIES!r}).fields["sanctions"][0].text == "给予警告"
assert "spacy" in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_citys_short_names_are_only_known_to_its_pack() -> None:
    """A region pack adds names and number heads, and changes nothing for those who do not ask for it."""
    page = ROOT / "rules" / "cn-shanghai" / "examples" / "joint-notice.html"
    with_pack = extract(page, packs=["cn-core", "cn-shanghai"])
    assert with_pack.document_number is not None
    assert with_pack.document_number.agency_id == "sh_com"
    assert {actor.id for actor in with_pack.issuers} == {"sh_com", "sh_pnr", "sh_gre"}
    without = extract(page)
    assert without.document_number is None or without.document_number.agency_id != "sh_com"
    assert [pack.name for pack in without.packs] == ["cn-core"]
