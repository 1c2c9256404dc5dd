"""From the models of one rule file to checked rules: references resolved, patterns expanded and tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import re2

from policyextract.errors import Place, Problem
from policyextract.language.checked import CheckedArgument, CheckedCapture, CheckedContext, CheckedRule, RuleKind
from policyextract.language.context import BLOCK_ROLES, alternatives, sides, unless_sides
from policyextract.language.cues import best_literals
from policyextract.language.literals import Literals, derive, words_of
from policyextract.language.model import (
    ClassifyRule,
    DictionaryRule,
    PatternRule,
    RelationRule,
    Rule,
    SequenceRule,
    TokenRule,
    Unless,
)
from policyextract.language.pack import Pack, PackFile
from policyextract.language.patterns import Expanded, ExpansionError, Names, expand
from policyextract.language.regex import compiled
from policyextract.language.suggest import nearest
from policyextract.language.terms import read_terms
from policyextract.language.yamlnodes import Loc
from policyextract.values.folding import fold

NORMALISERS = ("date", "duration", "number", "percent", "money", "agency", "document_number", "enum", "text")
MAX_LEFT = 64


class RuleBuilder:
    """Builds the checked rules of one file; faults go to ``problems`` with their place."""

    def __init__(
        self, pack: Pack, file: PackFile, names: Names, problems: list[Problem], seen: dict[str, Place]
    ) -> None:
        self.pack, self.file, self.names, self.problems, self.seen = pack, file, names, problems, seen
        self.characters = frozenset(names.types.values())
        self.path: Loc = ()
        self.types: set[str] = set()
        self.groups: tuple[str, ...] = ()

    def rules(self) -> list[CheckedRule]:
        """All rules of the file that can be built."""
        sections: tuple[tuple[RuleKind, str, Sequence[Rule]], ...] = (
            ("dictionary", "dictionaries", self.file.rules.dictionaries),
            ("pattern", "rules", self.file.rules.rules),
            ("token", "tokens", self.file.rules.tokens),
            ("sequence", "sequences", self.file.rules.sequences),
            ("relation", "relations", self.file.rules.relations),
            ("classify", "classify", self.file.rules.classify),
        )
        self._types_known()
        built = []
        for kind, section, rules in sections:
            for i, rule in enumerate(rules):
                if rule.off:
                    continue
                self.path, self.types, self.groups = (section, i), set(), ()
                before = len(self.problems)
                self._unique(rule.id)
                made = getattr(self, f"_{kind}")(rule)
                if len(self.problems) == before and made is not None:
                    built.append(made)
        return built

    # -- the kinds -------------------------------------------------------------------------------------------------

    def _pattern(self, rule: PatternRule) -> CheckedRule | None:
        core = self._expand(rule.pattern, ("pattern",))
        return self._searching(rule, "pattern", rule.gives, core, rule.captures, rule.value, rule.set, rule.priority)

    def _sequence(self, rule: SequenceRule) -> CheckedRule | None:
        core = self._expand(rule.marker, ("marker",))
        options = {
            "starts": rule.starts,
            "lone": rule.lone,
            "rank": rule.rank,
            "kin": rule.kin,
            "heading": rule.heading,
            "left": sides(rule, self._entry).left,
            "weak": alternatives(rule.weak, "weak", self._entry),
            "ends": alternatives(rule.ends, "ends", self._entry),
        }
        return self._searching(
            rule, "sequence", rule.gives, core, rule.captures, None, rule.set, rule.priority, options
        )

    def _relation(self, rule: RelationRule) -> CheckedRule | None:
        core = self._expand(rule.trigger, ("trigger",))
        arguments = []
        depends: set[str] = set()
        for name, spec in rule.arguments.items():
            types = tuple(spec.type) if isinstance(spec.type, list) else (spec.type,)
            for t in types:
                self._type(t, ("arguments", name, "type"))
            depends.update(types)
            joined = self._expand(spec.joined, ("arguments", name, "joined")).pattern if spec.joined else ""
            arguments.append(
                CheckedArgument(name, types, spec.side, spec.many, joined, spec.within, spec.required, spec.set)
            )
        made = self._searching(rule, "relation", rule.gives, core, rule.captures, rule.value, rule.set, rule.priority)
        return None if made is None else replace(made, arguments=tuple(arguments), depends=made.depends | depends)

    def _dictionary(self, rule: DictionaryRule) -> CheckedRule | None:
        context = self._context(rule, adjacent=True)
        terms = read_terms(rule, self.pack, self._fail)
        return self._made(
            rule,
            "dictionary",
            rule.gives,
            context=context,
            value=rule.value,
            set=rule.set,
            priority=rule.priority,
            terms=terms,
        )

    def _token(self, rule: TokenRule) -> CheckedRule | None:
        context = self._context(rule, adjacent=True)
        literals = Literals(frozenset(fold(t) for t in rule.literals), (), None)
        return self._made(
            rule,
            "token",
            rule.gives,
            context=context,
            value=rule.value,
            set=rule.set,
            priority=rule.priority,
            tokens=rule.tokens,
            literals=literals,
        )

    def _classify(self, rule: ClassifyRule) -> CheckedRule | None:
        of = tuple(rule.of) if isinstance(rule.of, list) else (rule.of,)
        for t in of:
            self._type(t, ("of",))
        context = self._context(rule, adjacent=True)
        options = best_literals(context, self.characters)
        made = self._made(
            rule, "classify", "", context=context, set=rule.set, priority=rule.priority, of=of, options=options
        )
        return replace(made, depends=made.depends | set(of))

    # -- parts -----------------------------------------------------------------------------------------------------

    def _searching(
        self,
        rule: Rule,
        kind: RuleKind,
        gives: str,
        core: Expanded,
        captures: Mapping[str, str],
        value: str | None,
        set_: Mapping[str, Any],
        priority: int,
        options: Mapping[str, Any] | None = None,
    ) -> CheckedRule | None:
        """A rule whose core is searched for, between its left and right context."""
        self.groups = core.groups
        left, right = sides(rule, self._entry)
        weak = (options or {}).get("weak", "")
        if weak and left:
            left = f"(?:{left}|{weak})"
        full = f"{left}({core.pattern}){right}"
        self._compiles(full, self._core_key(kind))
        width = words_of(left).width if left else 0
        return self._made(
            rule,
            kind,
            gives,
            pattern=full,
            captures=self._captures(core, captures),
            literals=derive(full, self.characters),
            left=left,
            left_width=MAX_LEFT if width is None else min(width, MAX_LEFT),
            context=self._context(rule),
            value=value,
            set=set_,
            priority=priority,
            options=options or {},
        )

    def _made(self, rule: Rule, kind: RuleKind, gives: str, **fields: Any) -> CheckedRule:
        context: CheckedContext = fields["context"]
        depends = frozenset(self.types) | {*context.inside, *context.not_inside}
        place = self.file.place(*self.path)
        return CheckedRule(
            id=f"{self.pack.name}/{self.file.topic}/{rule.id}",
            kind=kind,
            gives=gives,
            shadow=tuple(sorted(self.types)),
            depends=depends,
            file=place.file,
            line=place.line,
            **fields,
        )

    @staticmethod
    def _core_key(kind: RuleKind) -> str:
        return {"pattern": "pattern", "sequence": "marker"}.get(kind, "trigger")

    def _captures(self, core: Expanded, given: Mapping[str, str]) -> dict[str, CheckedCapture]:
        known = [*NORMALISERS, *self.names.enums]
        for name, kind in given.items():
            if name not in core.groups:
                self._fail(
                    "PX223", ("captures", name), f"the pattern has no capture `{name}`", nearest(name, core.groups)
                )
            elif kind not in known:
                self._fail("PX224", ("captures", name), f"`{kind}` is no normaliser and no enum", nearest(kind, known))
        result = {}
        for name in core.groups:
            wanted = given.get(name)
            enums = (wanted,) if wanted in self.names.enums else core.enums.get(name, ())
            codes = {fold(w): c for e in enums if e for w, c in self.names.enums[e].items()}
            result[name] = CheckedCapture(
                "text" if wanted is None or wanted in self.names.enums else wanted, codes or None
            )
        return result

    def _context(self, rule: Rule, adjacent: bool = False) -> CheckedContext:
        unless = rule.unless or Unless()
        for role in rule.in_:
            self._role(role, ("in",))
        for role in unless.in_:
            self._role(role, ("unless", "in"))
        for t in rule.inside:
            self._type(t, ("inside",))
        for t in unless.inside:
            self._type(t, ("unless", "inside"))
        not_left, not_right = unless_sides(unless, self._unless_entry)
        fields: dict[str, Any] = {
            **{key: alternatives(getattr(rule, key), key, self._entry) for key in ("before", "after", "near", "under")},
            "not_left": not_left,
            "not_right": not_right,
            "not_before": alternatives(unless.before, "before", self._unless_entry),
            "not_after": alternatives(unless.after, "after", self._unless_entry),
            "not_near": alternatives(unless.near, "near", self._unless_entry),
            "not_match": self._unless_entry(unless.match, ("match",)) if unless.match else "",
        }
        if adjacent:
            fields["left"], fields["right"] = sides(rule, self._entry)
        return CheckedContext(
            blocks=frozenset(rule.in_),
            scope=rule.scope,
            inside=tuple(rule.inside),
            boundary=rule.boundary,
            not_blocks=frozenset(unless.in_),
            not_inside=tuple(unless.inside),
            **fields,
        )

    # -- checks ----------------------------------------------------------------------------------------------------

    def _expand(self, pattern: str, key: Loc) -> Expanded:
        try:
            made = expand(pattern, self.names, nearest)
        except ExpansionError as error:
            self._fail("PX227", key, str(error), error.help)
            return Expanded("", frozenset(), {}, ())
        self.types |= made.types
        return made

    def _entry(self, pattern: str, key: Loc) -> str:
        made = self._expand(pattern, key)
        for name in made.groups:
            self._fail("PX228", key, f"the capture `{name}` stands in a context; captures belong in the pattern")
        self._compiles(made.pattern, *key)
        return made.pattern

    def _unless_entry(self, pattern: str, key: Loc) -> str:
        return self._entry(pattern, ("unless", *key))

    def _compiles(self, pattern: str, *key: str | int) -> None:
        try:
            compiled(pattern)
        except re2.error as error:
            message = error.args[0].decode(errors="replace") if isinstance(error.args[0], bytes) else str(error)
            help = "RE2 has no lookaround: use left, right, unless" if "(?" in message else ""
            self._fail("PX229", key, f"RE2 refuses the pattern: {message}", help)

    def _type(self, name: str, key: Loc) -> None:
        if name not in self.names.types:
            self._fail("PX230", key, f"`{name}` is no annotation type", nearest(name, self.names.types))

    def _role(self, role: str, key: Loc) -> None:
        if role not in BLOCK_ROLES:
            self._fail("PX231", key, f"`{role}` is no block role", nearest(role, BLOCK_ROLES))

    def _types_known(self) -> None:
        for section in ("overlap", "fields"):
            for name in getattr(self.file.rules, section):
                self.path = (section,)
                self._type(name, (name,))
        for name, value in self.file.rules.tables.items():
            if isinstance(value, dict) and "csv" in value and set(value) <= {"csv", "key"}:
                try:
                    self.pack.rows(value["csv"])
                except ValueError as error:
                    self.path = ("tables", name)
                    self._fail("PX222", (), str(error))

    def _unique(self, name: str) -> None:
        if name in self.seen and self.seen[name].file == self.file.shown:
            self._fail("PX232", ("id",), f"the rule id `{name}` is used twice, also at {self.seen[name]}")
        self.seen[name] = self.file.place(*self.path, "id")

    def _fail(self, code: str, key: Loc, message: str, help: str = "") -> None:
        self.problems.append(self.file.problem(code, (*self.path, *key), message, help))
