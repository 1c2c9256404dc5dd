"""Classify rules: attributes for annotations from cues around them."""

from __future__ import annotations

from bisect import bisect_left

from policyextract.document import Annotation, Claim
from policyextract.engine.context import Conditions
from policyextract.engine.search import Hits, Trace
from policyextract.engine.view import REACH, View
from policyextract.language.checked import CheckedRule


class ClassifyRunner:
    """A classify rule, ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=True)
        c = rule.context
        self.local = not (c.before or c.after or c.near) or c.scope == "clause"
        self.side = rule.options.get("side", "")
        self._claims = [Claim(key, value, rule.priority, rule.id) for key, value in rule.set.items()]
        self.reach = min(rule.options.get("reach") or REACH, REACH)

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> None:
        """Put the rule's claims on every annotation that meets its conditions; ``hits`` are places of its cues."""
        rule = self.rule
        near = hits is not None and bool(self.side or self.local)
        text = ""
        for type_ in rule.of:
            for annotation in view.found.of(type_):
                if near and not self._near(hits or (), annotation):
                    continue
                if not text:
                    text = view.shadow(rule.shadow).text if rule.shadow else view.folded
                failed = self.conditions.failed(view, text, annotation.start, annotation.end)
                if trace:
                    trace(rule.id, annotation.start, annotation.end, failed)
                if failed is None:
                    annotation.claims += self._claims

    def _near(self, hits: Hits, annotation: Annotation) -> bool:
        """Whether a cue stands on its side of the annotation, no further away than its pattern reaches."""
        low = annotation.end if self.side == "right" else annotation.start - self.reach
        high = annotation.start if self.side == "left" else annotation.end + self.reach
        i = bisect_left(hits, (low, 0))
        return i < len(hits) and hits[i][0] < high
