"""What the engine receives: rules with every reference resolved, as plain data that can be cached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from policyextract.language.literals import Literals

NO_LITERALS = Literals(None, (), None)
RuleKind = Literal["pattern", "dictionary", "token", "sequence", "relation", "classify"]


@dataclass(frozen=True, slots=True)
class CheckedCapture:
    """How a capture is read: the normaliser, and the codes of the enum words it may hold."""

    kind: str
    codes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class CheckedContext:
    """Context conditions with patterns expanded; empty strings mean no condition."""

    blocks: frozenset[str] = frozenset()
    before: str = ""
    after: str = ""
    near: str = ""
    under: str = ""
    scope: str | int = "sentence"
    inside: tuple[str, ...] = ()
    boundary: str | None = None
    not_blocks: frozenset[str] = frozenset()
    not_left: str = ""
    not_right: str = ""
    not_before: str = ""
    not_after: str = ""
    not_near: str = ""
    not_inside: tuple[str, ...] = ()
    not_match: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class CheckedArgument:
    """An argument of a relation with its chain pattern expanded."""

    name: str
    types: tuple[str, ...]
    side: str
    many: bool
    joined: str
    within: int | None
    required: bool
    set: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CheckedRule:
    """One rule, resolved.

    Attributes
    ----------
    pattern : str
        ``left(core)right`` in one RE2 pattern (``core`` is its first group) of pattern rules, sequences and triggers of
        relations. Empty for dictionaries, tokens and classify rules.
    left : str
        What of ``pattern`` stands before the core.
    shadow : tuple of str
        Annotation types it refers to, sorted: the copy of the text it runs on.
    depends : frozenset of str
        Every type that must be complete before it runs.
    terms : mapping
        Dictionary terms, folded, to their rows.
    """

    id: str
    kind: RuleKind
    gives: str
    pattern: str = ""
    shadow: tuple[str, ...] = ()
    depends: frozenset[str] = frozenset()
    captures: Mapping[str, CheckedCapture] = field(default_factory=dict)
    literals: Literals = NO_LITERALS
    left: str = ""
    left_width: int = 0
    context: CheckedContext = field(default_factory=CheckedContext)
    value: str | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    priority: int = 0
    terms: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    tokens: list[list[dict[str, Any]]] = field(default_factory=list)
    arguments: tuple[CheckedArgument, ...] = ()
    of: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class PackId:
    """Name, version and hash of a pack that takes part."""

    name: str
    version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The packs put together.

    Attributes
    ----------
    packs : tuple of PackId
        In load order, required packs first.
    rules : tuple of CheckedRule
        In running order: a rule stands behind all that give the types it refers to.
    order : tuple of str
        Annotation types in the order in which they become complete.
    type_characters : mapping of str to str
        The private-use character of each type.
    overlap : mapping of str to str
        Overlap policy by type.
    tables : mapping
        Knowledge for assembly.
    fields : mapping of str to str
        Types that become entries of the result's ``fields``.
    cleaning : tuple
        The packs' cleaning sections, in load order.
    """

    packs: tuple[PackId, ...]
    rules: tuple[CheckedRule, ...]
    order: tuple[str, ...]
    type_characters: Mapping[str, str]
    overlap: Mapping[str, str]
    tables: Mapping[str, Any]
    fields: Mapping[str, str]
    cleaning: tuple[Any, ...]
