"""Dictionaries: terms found by the engine's one automaton pass."""

from __future__ import annotations

from collections.abc import Iterable

from policyextract.document import Annotation
from policyextract.engine.context import Conditions
from policyextract.engine.search import Trace
from policyextract.engine.view import View
from policyextract.language.checked import CheckedRule


class DictionaryRunner:
    """A dictionary rule, ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=True)

    def run(self, view: View, terms: Iterable[tuple[int, int, str]], trace: Trace | None = None) -> list[Annotation]:
        """Annotations of all terms that meet the conditions; the value is the list of rows with that term."""
        rule = self.rule
        text = view.shadow(rule.shadow).text if rule.shadow else view.folded
        out = []
        for start, end, term in terms:
            failed = self.conditions.failed(view, text, start, end)
            if trace:
                trace(rule.id, start, end, failed)
            if failed is None:
                rows = rule.terms[term]
                out.append(Annotation(rule.gives, start, end, rule.id, rows, {}, dict(rule.set), {}, rule.priority))
        return out
