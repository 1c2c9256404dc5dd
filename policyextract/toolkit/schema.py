"""JSON Schemas, from the same models that parse the YAML and make the result.

They also stand as files in ``docs/schema/``, where editors find them by the comment at the head of each rule file; a
test says whether they are current. ``python -m policyextract.toolkit.schema docs/schema`` writes them again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FILES = {"pack": "rule-file.json", "manifest": "pack.json", "result": "result.json"}
_TITLES = {
    "pack": "policyextract: a rule file (*.rules.yaml)",
    "manifest": "policyextract: pack.yaml",
    "result": "policyextract: the result of extract",
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of rule files (``pack``), of ``pack.yaml`` (``manifest``) or of the ``result``.

    >>> sorted(schema("manifest")["required"])
    ['name', 'version']
    """
    if name == "result":
        from policyextract.models import SCHEMA_VERSION, PolicyDocument

        made = PolicyDocument.model_json_schema(mode="serialization")
        made["version"] = SCHEMA_VERSION
    else:
        from policyextract.language.model import PackInfo, RuleFile

        made = (RuleFile if name == "pack" else PackInfo).model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": _TITLES[name]}


def schema_text(name: str) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_schemas(folder: Path) -> None:
    """Write the files of all schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in FILES.items():
        (folder / file).write_text(schema_text(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
