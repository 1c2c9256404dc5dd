"""Classify rules: attributes for annotations from cues around them."""

from __future__ import annotations

from policyextract.document import Claim
from policyextract.engine.context import REACH, Conditions
from policyextract.engine.search import Hits, Trace
from policyextract.engine.view import View
from policyextract.language.checked import CheckedRule


class ClassifyRunner:
    """A classify rule, ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=True)
        c = rule.context
        self.local = not (c.before or c.after or c.near) or c.scope == "clause"

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> None:
        """Put the rule's claims on every annotation that meets its conditions; ``hits`` are places of its cues."""
        rule = self.rule
        text = view.shadow(rule.shadow).text if rule.shadow else view.folded
        for type_ in rule.of:
            for annotation in view.found.of(type_):
                if hits is not None and self.local and not _near(hits, annotation.start, annotation.end):
                    continue
                failed = self.conditions.failed(view, text, annotation.start, annotation.end)
                if trace:
                    trace(rule.id, annotation.start, annotation.end, failed)
                if failed is None:
                    annotation.claims += [Claim(k, v, rule.priority, rule.id) for k, v in rule.set.items()]


def _near(hits: Hits, start: int, end: int) -> bool:
    low, high = start - REACH, end + REACH
    return any(a < high and b > low for a, b in hits)
