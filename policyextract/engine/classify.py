"""Classify rules: attributes for annotations from cues around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from policyextract.document import Annotation, Claim
from policyextract.engine.context import Conditions
from policyextract.engine.scan import Hits
from policyextract.engine.search import Trace
from policyextract.engine.view import REACH, View
from policyextract.language.checked import CheckedRule


class ClassifyRunner:
    """A classify rule, ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=True)
        c = rule.context
        self.side = rule.options.get("side", "")
        #: Whether a cue of the rule must stand near the annotation, and not only somewhere in the text.
        self.local = bool(self.side) or not (c.before or c.after or c.near or c.under) or c.scope == "clause"
        self._claims = [Claim(key, value, rule.priority, rule.id) for key, value in rule.set.items()]
        self.reach = min(rule.options.get("reach") or REACH, REACH)

    def look(self, view: View, annotation: Annotation, trace: Trace | None = None) -> None:
        """Put the rule's claims on an annotation that meets its conditions."""
        text = view.shadow(self.rule.shadow).text if self.rule.shadow else view.folded
        failed = self.conditions.failed(view, text, annotation.start, annotation.end)
        if trace:
            trace(self.rule.id, annotation.start, annotation.end, failed)
        if failed is None:
            annotation.claims += self._claims

    def is_near(self, places: list[tuple[int, int]], annotation: Annotation) -> bool:
        """Whether a cue stands on its side of the annotation, no further away than its pattern reaches."""
        low = annotation.end if self.side == "right" else annotation.start - self.reach
        high = annotation.start if self.side == "left" else annotation.end + self.reach
        i = bisect_left(places, (low, 0))
        return i < len(places) and places[i][0] < high


class Classifier:
    """The classify rules of one annotation type, asked together.

    The characters beside an annotation tell which of the rules can hold there: they are bits of a number, so that a
    rule that cannot costs nothing.

    Parameters
    ----------
    runners : iterable of (int, ClassifyRunner)
        Number of the rule and the rule, in running order.
    """

    def __init__(self, runners: Iterable[tuple[int, ClassifyRunner]]) -> None:
        self._runners = list(runners)
        self.bits = {number: 1 << k for k, (number, _) in enumerate(self._runners)}
        edges = [runner.rule.options.get("edges") or (None, None) for _, runner in self._runners]
        self._before, self._before_any = _by_character([before for before, _ in edges])
        self._after, self._after_any = _by_character([after for _, after in edges])

    def run(self, type_: str, view: View, hits: Hits, awake: int, trace: Trace | None = None) -> None:
        """Ask the rules that are awake, each a bit, of all annotations of the type."""
        folded, before, after = view.folded, self._before.get, self._after.get
        for annotation in view.found.of(type_):
            left = awake
            if trace is None:
                start, end = annotation.start, annotation.end
                left &= before(folded[start - 1] if start else "", self._before_any)
                left &= after(folded[end : end + 1], self._after_any)
            while left:
                bit = left & -left
                left ^= bit
                number, runner = self._runners[bit.bit_length() - 1]
                places = hits.of(number) if runner.local else None
                if places is None or runner.is_near(places, annotation):
                    runner.look(view, annotation, trace)


def _by_character(edges: list[frozenset[str] | None]) -> tuple[dict[str, int], int]:
    """For each character the rules that can hold beside it, and those that can hold beside any other."""
    anywhere = sum(1 << k for k, characters in enumerate(edges) if characters is None)
    out: dict[str, int] = {}
    for k, characters in enumerate(edges):
        for character in characters or ():
            out[character] = out.get(character, anywhere) | 1 << k
    return out, anywhere
