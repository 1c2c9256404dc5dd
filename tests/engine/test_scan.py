"""The automaton pass: which rules wake, and at which places."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyextract.engine.scan import Scanner
from policyextract.engine.view import frame
from policyextract.language import RuleSet
from tests.packs import annotate, ruleset, texts


def places(rules: RuleSet, text: str) -> list[tuple[int, int]] | None:
    """Where the first rule is tried; None when it sleeps."""
    hits = Scanner(rules.rules).scan(frame(text))
    return hits.of(0) if 0 in hits.rules() else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("本市通知，在县境内", [(6, 7)]),
        ("市政府", [(0, 1)]),
        ("甲\n市政府", [(2, 3)]),
        ("城市与县城", None),
    ],
)
def test_a_rule_with_a_frequent_key_sleeps_where_its_neighbours_are_wrong(
    tmp_path: Path, text: str, found: list[tuple[int, int]] | None
) -> None:
    """A single character wakes its rule only beside the characters that the pattern has there, or at a line's edge."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '[市县][^。]', left: [block-start, '[在于]']}\n")
    assert places(rules, text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("另外，甲。其中另外", [(0, 2)]), ("此外。\n此外", [(0, 2), (4, 6)]), ("甲此外", [])]
)
def test_a_longer_key_is_tried_between_its_neighbours_only(
    tmp_path: Path, text: str, found: list[tuple[int, int]]
) -> None:
    """Keys of several characters wake their rule wherever they stand, and lose the places with the wrong neighbours."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '(?:另外|此外)[^乙]', left: [block-start]}\n")
    assert places(rules, text) == found


def test_neighbours_may_be_annotations(tmp_path: Path) -> None:
    """A key beside an annotation is found there, and an annotation beside a key."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: [公安部]}
        rules:
          - {id: x, gives: t, pattern: '{body}令'}
          - {id: y, gives: u, pattern: '[^。]?据{body}'}
          - {id: z, gives: v, pattern: '[（〔]{body}[^。]{1,9}'}
        """,
    )
    text = "根据公安部令，公安部命令（公安部印发）"
    found = annotate(rules, text)
    assert [texts(found, t, text) for t in "tuv"] == [["公安部令"], ["根据公安部"], ["（公安部印发）"]]
