"""The JSON Schemas say the same as the models, and the files in docs/schema are current."""

import json
from pathlib import Path

import jsonschema
import pytest

from policyextract import extract
from policyextract.toolkit.schema import FILES, schema, schema_text

ROOT = Path(__file__).parent.parent.parent
RULE_FILES = sorted((ROOT / "rules").rglob("*.rules.yaml"))


@pytest.mark.parametrize("name", FILES)
def test_files_are_current(name: str) -> None:
    """The file is what the models say now; if not: python -m policyextract.toolkit.schema docs/schema."""
    assert (ROOT / "docs" / "schema" / FILES[name]).read_text(encoding="utf-8") == schema_text(name)


def test_shipped_rule_files_are_valid_and_name_their_schema() -> None:
    """An editor that reads the comment at the head of a shipped file finds nothing to complain about."""
    validator = jsonschema.Draft202012Validator(schema("pack"))
    for file in RULE_FILES:
        text = file.read_text(encoding="utf-8")
        found = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / found).resolve() == ROOT / "docs" / "schema" / FILES["pack"], file
        errors = [
            f"{file.name}: {error.json_path} {error.message[:200]}" for error in validator.iter_errors(_plain(text))
        ]
        assert errors == []


def test_a_misspelt_key_is_invalid() -> None:
    """The vocabulary is closed for the editor too."""
    validator = jsonschema.Draft202012Validator(schema("pack"))
    assert not validator.is_valid({"rules": [{"id": "a", "gives": "b", "patern": "c"}]})


def test_a_result_is_valid() -> None:
    """What extract returns is what the result's schema describes."""
    doc = extract(ROOT / "examples" / "notice.html")
    jsonschema.validate(json.loads(doc.model_dump_json()), schema("result"))


def _plain(text: str) -> object:
    from policyextract.language.yamlnodes import parse_yaml

    data = parse_yaml(text, "x", [])
    assert data is not None
    return data.data
