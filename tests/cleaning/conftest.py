"""The shipped cleaning rules, and the stage with them."""

from collections.abc import Callable

import pytest

from policyextract.cleaning import CleaningRules, clean, compile_cleaning
from policyextract.document import Document
from policyextract.language import load_ruleset


@pytest.fixture(scope="session")
def rules() -> CleaningRules:
    return compile_cleaning(load_ruleset(["cn-core"]).cleaning)


@pytest.fixture(scope="session")
def read(rules: CleaningRules) -> Callable[..., Document]:
    def read_one(source: str | bytes, **hints: str) -> Document:
        return clean(source, rules=rules, **hints)

    return read_one
