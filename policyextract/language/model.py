"""The rule language as models: what a pack file may say.

One source for three readers: the loader validates with these models, editors complete from their JSON Schema
(``policyextract schema pack``), and the documentation lists the same keys.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from policyextract.language.cleaning_section import CleaningSection

NAME = r"^[a-z][a-z0-9_-]*$"
Name = Annotated[str, Field(pattern=NAME)]
Scalar = str | int | float | bool | None
ValueKind = Literal["date", "duration", "number", "percent", "money", "agency", "document_number", "enum", "text"]
OverlapPolicy = Literal["longest", "priority", "keep_all"]
Boundary = Literal["word", "left", "right"]
Scope = Literal["clause", "sentence", "block", "document"] | Annotated[int, Field(ge=1, le=1000)]


def _texts(value: Any) -> Any:
    """Numbers that YAML reads in a list of patterns (``[5]``) are meant as text."""
    if isinstance(value, list):
        return [str(v) if isinstance(v, int | float) and not isinstance(v, bool) else v for v in value]
    return value


Patterns = Annotated[list[str], BeforeValidator(_texts)]


class Strict(BaseModel):
    """Closed vocabulary: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", defer_build=True, populate_by_name=True)


class TestCase(Strict):
    """A test text that needs more than itself: the role of its block, or what is known of the page."""

    text: str
    block: str | None = Field(None, description="role of the block the text stands in")
    title: str | None = None
    published: str | None = None
    under: str | None = Field(None, description="head of the column of a table that the text stands in")


def _case(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


Case = Annotated[TestCase, BeforeValidator(_case, json_schema_input_type=str | TestCase)]


class Tests(Strict):
    """Tests beside a rule: marks inside the text carry the expectation."""

    match: list[Case] = Field(default_factory=list, description="texts the rule must read as marked")
    no_match: list[Case] = Field(default_factory=list, description="texts in which the rule must find nothing")
    todo: list[Case] = Field(default_factory=list, description="known gaps; reported when they start to pass")


class Unless(Strict):
    """What forbids a match."""

    in_: list[str] = Field(default_factory=list, alias="in")
    left: Patterns = Field(default_factory=list)
    right: Patterns = Field(default_factory=list)
    before: Patterns = Field(default_factory=list)
    after: Patterns = Field(default_factory=list)
    near: Patterns = Field(default_factory=list)
    inside: list[str] = Field(default_factory=list)
    match: str | None = Field(default=None, description="pattern that, covering the whole match, refuses it")


class Context(Strict):
    """What must stand around a match. Replaces lookaround."""

    in_: list[str] = Field(default_factory=list, alias="in", description="block roles; none = all")
    left: Patterns = Field(default_factory=list, description="directly before (any of)")
    right: Patterns = Field(default_factory=list, description="directly behind (any of)")
    before: Patterns = Field(default_factory=list, description="somewhere before, within scope")
    after: Patterns = Field(default_factory=list, description="somewhere behind, within scope")
    near: Patterns = Field(default_factory=list, description="on either side, within scope")
    under: Patterns = Field(default_factory=list, description="somewhere in the head of the table's column")
    scope: Scope = "sentence"
    inside: list[str] = Field(default_factory=list, description="annotation types it must lie within")
    boundary: Boundary | None = Field(None, description="jieba must agree that a word begins/ends here")
    unless: Unless | None = None


class Rule(Context):
    """What every kind of rule has."""

    id: Name
    comment: str | None = Field(None, description="why the rule is as it is")
    tests: Tests = Field(default_factory=Tests)
    _off: bool = PrivateAttr(False)  # by an override

    @property
    def off(self) -> bool:
        """Switched off by an override."""
        return self._off


class PatternRule(Rule):
    """A pattern with named, typed captures."""

    gives: Name
    pattern: str
    captures: dict[str, str] = Field(default_factory=dict, description="text, number, another normaliser, or an enum")
    value: ValueKind | None = None
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int = 0


class DictionaryRule(Rule):
    """Terms, given here or as columns of a CSV file of the pack."""

    gives: Name
    terms: list[str] | dict[str, dict[str, Scalar]] | None = None
    csv: str | None = Field(None, description="file of the pack, UTF-8 with a header line")
    term_columns: list[str] = Field(default_factory=list)
    separator: str = "|"
    where: dict[str, list[str]] = Field(default_factory=dict, description="keep only rows with one of these values")
    value: ValueKind | None = None
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int = 0
    _added: dict[str, dict[str, Scalar]] = PrivateAttr(default_factory=dict)  # by overrides
    _removed: frozenset[str] = PrivateAttr(frozenset())

    @property
    def added(self) -> dict[str, dict[str, Scalar]]:
        """Terms added by overrides."""
        return self._added

    @property
    def removed(self) -> frozenset[str]:
        """Terms removed by overrides."""
        return self._removed

    def with_terms(self, added: dict[str, dict[str, Scalar]], removed: list[str]) -> DictionaryRule:
        """A copy with terms added and removed."""
        copy = self.model_copy()
        copy._added = {**self._added, **added}
        copy._removed = self._removed | set(removed)
        return copy


class TokenRule(Rule):
    """A spaCy Matcher pattern over jieba tokens; loads spaCy only when a document has one of ``literals``."""

    gives: Name
    tokens: list[list[dict[str, Any]]] = Field(description="alternatives, each a list of spaCy token patterns")
    literals: list[str] = Field(min_length=1, description="words of which one must stand in the text")
    value: ValueKind | None = None
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int = 0


class SequenceRule(Rule):
    """A family of markers that make an ordered list."""

    gives: Name = "enumeration"
    marker: str = Field(description="pattern with the capture number (or none, for unnumbered families)")
    captures: dict[str, str] = Field(default_factory=dict)
    starts: int = Field(1, description="number the list must start with")
    lone: bool = Field(False, description="a single marker may stand alone (articles)")
    rank: int = Field(50, description="usual depth: smaller is outer")
    kin: Name | None = Field(None, description="families of one kin may continue each other")
    heading: bool = Field(False, description="items feed the path of what they hold and are no items (chapters)")
    weak: Patterns = Field(default_factory=list, description="left edges that count only within a growing sequence")
    ends: Patterns = Field(default_factory=list, description="patterns at which the last item ends")
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int = 0


class Argument(Strict):
    """An argument of a relation: annotations of a type near the trigger."""

    type: Name | list[Name]
    side: Literal["before", "after", "any"] = "any"
    many: bool = False
    joined: str | None = Field(None, description="pattern of the gaps of an unbroken chain from the nearest one")
    within: int | None = Field(None, description="greatest distance to the trigger, in characters")
    required: bool = True
    set: dict[str, Scalar] = Field(default_factory=dict)


class RelationRule(Rule):
    """A trigger and its arguments within a scope."""

    gives: Name
    trigger: str
    captures: dict[str, str] = Field(default_factory=dict)
    arguments: dict[Name, Argument]
    value: ValueKind | None = None
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int = 50


class ClassifyRule(Rule):
    """Gives annotations of a type an attribute from cues in their context."""

    of: Name | list[Name]
    set: dict[str, Scalar]
    priority: int = 50


class Override(Strict):
    """Changes one rule of a required pack: off, narrow, add, remove. Merged, never copied."""

    rule: str
    off: bool = False
    unless: Unless | None = None
    in_: list[str] = Field(default_factory=list, alias="in")
    add: list[str] | dict[str, dict[str, Scalar]] | None = None
    remove: list[str] = Field(default_factory=list)
    set: dict[str, Scalar] = Field(default_factory=dict)
    priority: int | None = None
    tests: Tests = Field(default_factory=Tests)


class DocumentTest(Strict):
    """A whole document with the subset of the result that must come out."""

    id: Name
    file: str | None = None
    text: str | None = None
    title: str | None = None
    published: str | None = None
    expect: dict[str, Any]


class RuleFile(Strict):
    """One ``*.rules.yaml`` file."""

    fragments: dict[Name, str] = Field(default_factory=dict)
    enums: dict[Name, dict[str, Scalar]] = Field(default_factory=dict)
    dictionaries: list[DictionaryRule] = Field(default_factory=list)
    rules: list[PatternRule] = Field(default_factory=list)
    tokens: list[TokenRule] = Field(default_factory=list)
    sequences: list[SequenceRule] = Field(default_factory=list)
    relations: list[RelationRule] = Field(default_factory=list)
    classify: list[ClassifyRule] = Field(default_factory=list)
    overlap: dict[Name, OverlapPolicy] = Field(default_factory=dict)
    fields: dict[Name, str] = Field(
        default_factory=dict, description="annotation types that become entries of the result's `fields`: type to name"
    )
    tables: dict[Name, Any] = Field(default_factory=dict)
    cleaning: CleaningSection | None = None
    overrides: list[Override] = Field(default_factory=list)
    documents: list[DocumentTest] = Field(default_factory=list)


class PackInfo(Strict):
    """``pack.yaml``."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: str
    description: str = ""
    licence: str = ""
    engine: str = ">=1,<2"
    requires: dict[str, str] = Field(default_factory=dict)
    authors: list[str] = Field(default_factory=list)
    homepage: str | None = None
