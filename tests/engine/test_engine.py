"""The engine: what each construct of the rule language finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from policyextract.engine.engine import Engine
from tests.packs import annotate, plain, ruleset, texts


def test_pattern_with_typed_captures(tmp_path: Path) -> None:
    """Captures are read by their normaliser, enum words become their codes."""
    rules = ruleset(
        tmp_path,
        """
        enums:
          length: {半年: P6M, 一年: P1Y}
        rules:
          - id: term
            gives: term
            pattern: '为期(?P<length>{length})|第(?P<n>[0-9]+)期'
            captures: {n: number}
        """,
    )
    first, second = annotate(rules, "为期半年，第１２期").of("term")
    assert first.captures["length"].value == "P6M"
    assert second.captures["n"].value == 12


def test_matching_is_on_the_folded_text(tmp_path: Path) -> None:
    """A rule written in simplified half-width characters reads full-width and traditional text, offsets unmoved."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '(?P<n>[0-9]+)个工作组（试行）'}\n")
    text = "設立３個工作組（試行）"
    [found] = annotate(rules, text).of("t")
    assert (found.start, found.end) == (2, len(text))
    assert text[found.captures["n"].start : found.captures["n"].end] == "３"


def test_cascade_over_annotations(tmp_path: Path) -> None:
    """A pattern may name types: it sees each annotation as a whole and gets its value."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: {公安部: {id: mps}, 公安部办公厅: {id: go}}}
        rules:
          - {id: joint, gives: joint, pattern: '(?P<lead>{body})(?:、{body})+联合'}
        """,
    )
    text = "公安部办公厅、公安部联合印发"
    found = annotate(rules, text)
    assert texts(found, "joint", text) == ["公安部办公厅、公安部联合"]
    lead = found.of("joint")[0].captures["lead"]
    assert lead.value == [{"term": "公安部办公厅", "id": "go"}]
    assert lead.annotation is found.of("body")[0]


def test_an_annotation_alone_and_with_what_follows(tmp_path: Path) -> None:
    """A pattern of one annotation and an optional rest has its captures, conditions and text in either case."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: {公安部: {id: mps}, 教育部: {id: moe}}}
        rules:
          - {id: group, gives: group, pattern: '(?P<lead>{body})(?P<more>等部门)?', unless: {right: ['党组']}}
        """,
    )
    text = "公安部、教育部等部门，公安部等。教育部党组，教育部"
    found = annotate(rules, text)
    assert texts(found, "group", text) == ["公安部", "教育部等部门", "公安部", "教育部"]
    assert [sorted(one.captures) for one in found.of("group")] == [["lead"], ["lead", "more"], ["lead"], ["lead"]]
    assert [one.captures["lead"].annotation for one in found.of("group")] == [found.of("body")[i] for i in (0, 1, 2, 4)]
    reasons: list[str | None] = []

    def trace(rule: str, start: int, end: int, failed: str | None) -> None:
        if rule.endswith("group"):
            reasons.append(failed)

    Engine(rules).annotate(plain(text), trace)
    assert reasons == [None, None, None, "unless.right", None]


def test_many_keys_of_one_line(tmp_path: Path) -> None:
    """A pattern without bound that begins with its key finds every match of a line, wide characters between them."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '部署[^，。]*(?P<what>行动|检查)'}\n")
    text = "部署😀甲行动，部署乙，é部署丙检查丁行动，部署。部署戊检查"
    found = annotate(rules, text)
    assert texts(found, "t", text) == ["部署😀甲行动", "部署丙检查丁行动", "部署戊检查"]
    assert [text[a.captures["what"].start : a.captures["what"].end] for a in found.of("t")] == ["行动", "行动", "检查"]


def test_context_decides_the_left_edge(tmp_path: Path) -> None:
    """`left` takes part in the search: the match begins behind it, not at the first possible character."""
    rules = ruleset(
        tmp_path, "rules:\n  - {id: x, gives: name, pattern: '[^，。]{2,12}专项行动', left: ['开展(?:为期半年的)?']}\n"
    )
    text = "各地组织开展为期半年的寄递安全专项行动"
    assert texts(annotate(rules, text), "name", text) == ["寄递安全专项行动"]


@pytest.mark.parametrize(
    ("conditions", "found"),
    [
        ("left: [block-start]", ["甲1"]),
        ("left: ['，']", ["甲2"]),
        ("right: [block-end]", ["甲3"]),
        ("before: [丁]", ["甲3"]),
        ("after: [丙]", ["甲1", "甲2"]),
        ("near: [丙]", ["甲1", "甲2"]),
        ("near: [丁], scope: clause", ["甲3"]),
        ("unless: {left: [block-start]}", ["甲2", "甲3"]),
        ("unless: {right: ['。']}", ["甲1", "甲2", "甲3"]),
        ("unless: {near: [丙]}", ["甲3"]),
        ("unless: {match: 甲2}", ["甲1", "甲3"]),
        ("inside: [quote]", ["甲2"]),
        ("unless: {inside: [quote]}", ["甲1", "甲3"]),
        ("in: [title]", []),
    ],
)
def test_conditions(tmp_path: Path, conditions: str, found: list[str]) -> None:
    """Each context key keeps just the matches it describes."""
    rules = ruleset(
        tmp_path,
        f"""
        rules:
          - {{id: q, gives: quote, pattern: '，甲2丙'}}
          - {{id: x, gives: t, pattern: '甲[0-9]', {conditions}}}
        """,
    )
    text = "甲1，甲2丙。丁甲3"
    assert texts(annotate(rules, text), "t", text) == found


def test_word_boundary_is_asked_of_jieba(tmp_path: Path) -> None:
    """`boundary: word` refuses a marker inside a word."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '[一二]要', boundary: word}\n")
    text = "按照统一要求，一要摸清底数，发展是第一要务"
    [found] = annotate(rules, text).of("t")
    assert found.start == text.index("一要摸清")


@pytest.mark.parametrize(
    ("policy", "found"), [("longest", ["甲乙丙"]), ("priority", ["乙丙丁"]), ("keep_all", ["甲乙丙", "乙丙丁"])]
)
def test_overlap_policies(tmp_path: Path, policy: str, found: list[str]) -> None:
    """Which of overlapping annotations of a type stay is said per type."""
    rules = ruleset(
        tmp_path,
        f"""
        rules:
          - {{id: a, gives: t, pattern: 甲乙丙}}
          - {{id: b, gives: t, pattern: 乙丙丁, priority: 5}}
        overlap: {{t: {policy}}}
        """,
    )
    if policy == "longest":
        rules = ruleset(
            tmp_path, "rules:\n  - {id: a, gives: t, pattern: 甲乙丙}\n  - {id: b, gives: t, pattern: 乙丙}\n"
        )
    text = "甲乙丙丁"
    assert texts(annotate(rules, text), "t", text) == found


def test_relation_takes_a_chain_of_arguments(tmp_path: Path) -> None:
    """An argument that is joined takes the unbroken chain next to the trigger, and its claims."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: [公安部, 财政部, 教育部]}
        relations:
          - id: joint
            gives: joint
            trigger: 联合印发
            arguments:
              issuer: {type: body, side: before, many: true, joined: '[、和]', set: {role: issuer}}
        """,
    )
    text = "教育部表示，公安部、财政部联合印发通知"
    found = annotate(rules, text)
    [joint] = found.of("joint")
    assert [text[a.start : a.end] for a in joint.arguments["issuer"]] == ["公安部", "财政部"]
    assert [b.get("role") for b in found.of("body")] == [None, "issuer", "issuer"]


def test_relation_needs_its_arguments(tmp_path: Path) -> None:
    """Without a required argument in scope there is no relation."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: bodies, gives: body, terms: [公安部]}
        relations:
          - {id: joint, gives: joint, trigger: 联合印发, arguments: {issuer: {type: body, side: before}}}
        """,
    )
    assert not annotate(rules, "公安部开会。近日联合印发通知").of("joint")


@pytest.mark.parametrize("side", ["before", "after", "any"])
@pytest.mark.parametrize(
    "text", ["公安部日前联合印发", "公安部在昨天下午联合印发", "联合印发后公安部", "联合印发后，日前公安部", "印发"]
)
def test_relation_takes_what_is_near_enough(tmp_path: Path, side: str, text: str) -> None:
    """An argument may stand as far from its trigger as the rule says, and no further."""
    rules = ruleset(
        tmp_path,
        f"""
        dictionaries:
          - {{id: bodies, gives: body, terms: [公安部]}}
        relations:
          - {{id: joint, gives: joint, trigger: 联合?印发, arguments: {{issuer: {{type: body, side: {side}, within: 2}}}}}}
        """,
    )
    near = {"公安部日前联合印发": "before", "联合印发后公安部": "after"}.get(text)
    assert bool(annotate(rules, text).of("joint")) is (near is not None and side in (near, "any"))


def test_classify_keeps_every_claim_and_the_strongest_wins(tmp_path: Path) -> None:
    """Two cues give two claims; the higher priority is the attribute."""
    rules = ruleset(
        tmp_path,
        """
        rules:
          - {id: d, gives: day, pattern: '[0-9]+日'}
        classify:
          - {id: start, of: day, set: {role: start}, right: [起], priority: 10}
          - {id: force, of: day, set: {role: effective}, right: [起施行], priority: 20}
        """,
    )
    first, second = annotate(rules, "自1日起施行，自2日起开展").of("day")
    assert (first.get("role"), second.get("role")) == ("effective", "start")
    assert {c.rule.rsplit("/", 1)[1] for c in first.claims} == {"start", "force"}


def test_dictionary_from_csv(tmp_path: Path) -> None:
    """Columns of a CSV file become attributes; rows that share a term come together."""
    rules = ruleset(
        tmp_path,
        """
        dictionaries:
          - {id: b, gives: body, csv: bodies.csv, term_columns: [name, aliases], where: {level: [central]}, value: agency}
        """,
        **{
            "bodies.csv": "id,name,aliases,level\n1,市场监管总局,总局|监管总局,central\n2,药监总局,总局,central\n3,市局,,local\n"
        },
    )
    found = annotate(rules, "市场监管总局和总局、市局").of("body")
    assert [[row["id"] for row in a.value] for a in found] == [["1"], ["1", "2"]]


def test_token_rule(tmp_path: Path) -> None:
    """A token rule matches jieba's words through spaCy's Matcher."""
    rules = ruleset(
        tmp_path,
        """
        tokens:
          - {id: x, gives: t, literals: [责令], tokens: [[{ORTH: 责令}, {ORTH: 停产}]]}
        """,
    )
    text = "由主管部门责令停产整顿"
    assert texts(annotate(rules, text), "t", text) == ["责令停产"]


def test_a_pattern_without_literal_is_tried_everywhere(tmp_path: Path) -> None:
    """A pattern from which no literal can be derived still finds its matches."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '[^。]{3}'}\n")
    text = "甲乙丙。丁戊己"
    assert texts(annotate(rules, text), "t", text) == ["甲乙丙", "丁戊己"]


def test_a_pattern_that_begins_with_its_words_has_its_left_context(tmp_path: Path) -> None:
    """Only where the left context stands, at the beginning of the text and behind a line break too; none overlaps."""
    rules = ruleset(
        tmp_path,
        """
        rules:
          - {id: x, gives: t, pattern: '部署(?:部署)?[一二](?P<what>[^，。]*)', left: [line-start, '[甲乙] {0,3}'], right: ['，']}
        """,
    )
    text = "部署一件，丙部署二件，甲  部署部署二宗，\n部署一台，甲部署三件，乙部署一辆。"
    found = annotate(rules, text)
    assert texts(found, "t", text) == ["部署一件", "部署部署二宗", "部署一台"]
    assert [a.captures["what"].value for a in found.of("t")] == ["件", "宗", "台"]


def test_classify_rules_ask_for_what_stands_beside(tmp_path: Path) -> None:
    """Both sides, the edges of the text, and rules without an edge of their own, in the order of the file."""
    rules = ruleset(
        tmp_path,
        """
        rules:
          - {id: body, gives: body, pattern: '[东西]局'}
        classify:
          - {id: host, of: body, set: {role: host}, left: ['由', block-start], right: ['主办']}
          - {id: guest, of: body, set: {role: guest}, right: ['参加|列席']}
          - {id: east, of: body, set: {side: east}, unless: {match: '西局'}}
        """,
    )
    found = annotate(rules, "西局主办，由东局主办，西局列席，邀东局主办，东局参加").of("body")
    assert [a.get("role") for a in found] == ["host", "host", "guest", None, "guest"]
    assert [a.get("side") for a in found] == [None, "east", None, "east", "east"]


def test_trace_says_why_a_candidate_died(tmp_path: Path) -> None:
    """The trace names the first condition that failed at each candidate."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '甲[0-9]', unless: {right: [乙]}}\n")
    seen = []
    Engine(rules).annotate(plain("甲1乙，甲2"), trace=lambda *event: seen.append(event))
    assert seen == [("sample/rules/x", 0, 2, "unless.right"), ("sample/rules/x", 4, 6, None)]


def test_private_characters_of_the_source_are_no_annotations(tmp_path: Path) -> None:
    """A source that holds the engine's own marks cannot fake an annotation."""
    rules = ruleset(
        tmp_path,
        "dictionaries:\n  - {id: b, gives: body, terms: [公安部]}\nrules:\n  - {id: x, gives: t, pattern: '{body}通知'}\n",
    )
    mark = rules.type_characters["body"]
    assert not annotate(rules, f"{mark}通知，公安部").of("t")


def test_hostile_pattern_stays_linear(tmp_path: Path) -> None:
    """A pattern that explodes in backtracking engines runs in linear time on RE2."""
    rules = ruleset(tmp_path, "rules:\n  - {id: x, gives: t, pattern: '(?:一+)+要$'}\n")
    assert not annotate(rules, "一" * 50_000 + "要 ").of("t")
