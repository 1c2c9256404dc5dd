"""What users write against the public face passes a strict type checker."""

from pathlib import Path

import pytest
from mypy import api

ROOT = Path(__file__).parent.parent
PROGRAM = """
from pathlib import Path
from policyextract import Extractor, Failure, PolicyDocument, extract, extract_many, load_pack

doc: PolicyDocument = extract(Path("a.html"), published="2022-04-22", packs=["cn-core"])
value: str | None = doc.dates[0].value
start: int | None = doc.directives[0].evidence[0].start
again: PolicyDocument = Extractor().extract(b"x")
for result in extract_many(["x"]):
    if isinstance(result, Failure):
        print(result.error)
    else:
        print(result.title)
name: str = load_pack("cn-core").name
"""


@pytest.mark.slow
def test_the_public_names_are_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lazy names are typed as what they are; a wrong use is an error."""
    monkeypatch.chdir(ROOT)
    options = ["--strict", "--ignore-missing-imports", "--follow-imports=silent", "--config-file=", "-c"]
    out, _, code = api.run([*options, PROGRAM])
    assert code == 0, out
    out, _, code = api.run([*options, "from policyextract import extract\nextract(3)\n"])
    assert code == 1
    assert 'has incompatible type "int"' in out
