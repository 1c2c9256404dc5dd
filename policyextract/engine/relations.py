"""Relations: a trigger and its arguments within a scope."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Any

from policyextract.document import Annotation, Claim
from policyextract.engine.search import Hits, Searcher, Trace
from policyextract.engine.view import View
from policyextract.language.checked import CheckedArgument, CheckedRule
from policyextract.language.regex import condition


class Argument:
    """One argument of a relation, ready to run."""

    def __init__(self, spec: CheckedArgument) -> None:
        self.spec = spec

    @cached_property
    def _gap(self) -> Any:
        return condition(self.spec.joined)

    def reachable(self, view: View, keys: Hits, width: int) -> Hits:
        """The keys of triggers, none wider than ``width``, to which it can stand as near as it must."""
        spec = self.spec
        if spec.within is None or not spec.required:
            return keys
        spans = view.spans_of(spec.types)
        back, ahead = width + spec.within, width
        edges = [end for _, end in spans] if spec.side != "after" else []
        if spec.side != "before":
            edges += [start for start, _ in spans]
            ahead = back
        edges.sort()
        edges.append(len(view.folded) + ahead + 1)
        return [(start, end) for start, end in keys if edges[bisect_left(edges, end - back)] <= start + ahead]

    def find(self, view: View, trigger: Annotation, low: int, high: int) -> list[Annotation]:
        """The annotations that fill it, in text order."""
        spec = self.spec
        out: list[Annotation] = []
        if spec.side in ("before", "any"):
            out += self._side(view, low, trigger.start, trigger.start, before=True)
        if spec.side in ("after", "any") and (spec.many or not out):
            out += self._side(view, trigger.end, high, trigger.end, before=False)
        return sorted(out, key=lambda a: a.start)

    def _side(self, view: View, low: int, high: int, edge: int, before: bool) -> list[Annotation]:
        spec = self.spec
        found = [a for t in spec.types for a in view.found.within(t, low, high)]
        found.sort(key=lambda a: -a.end if before else a.start)
        if not found:
            return []
        nearest = found[0]
        distance = edge - nearest.end if before else nearest.start - edge
        if spec.within is not None and distance > spec.within:
            return []
        if not spec.many:
            return [nearest]
        if not spec.joined:
            return found
        chain = [nearest]
        for other in found[1:]:
            last = chain[-1]
            gap = view.folded[other.end : last.start] if before else view.folded[last.end : other.start]
            if (other.end > last.start if before else other.start < last.end) or not self._gap.fullmatch(gap.encode()):
                break
            chain.append(other)
        return chain


class RelationRunner:
    """A relation rule, ready to run."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.searcher = Searcher(rule)
        self.arguments = [Argument(a) for a in rule.arguments]

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> list[Annotation]:
        """Triggers whose required arguments are all there; claims are put on the arguments by the engine."""
        width = self.searcher.width
        if hits is not None and width is not None and not trace:
            for argument in self.arguments:
                hits = argument.reachable(view, hits, width)
            if not hits:
                return []
        out = []
        for trigger in self.searcher.run(view, hits, trace):
            low, high = view.scope(self.rule.context.scope, trigger.start, trigger.end)
            found: dict[str, list[Annotation]] = {}
            for argument in self.arguments:
                filled = argument.find(view, trigger, low, high)
                if filled:
                    found[argument.spec.name] = filled
                elif argument.spec.required:
                    if trace:
                        trace(self.rule.id, trigger.start, trigger.end, f"arguments.{argument.spec.name}")
                    break
            else:
                trigger.arguments = found
                parts = [a for filled in found.values() for a in filled]
                trigger.start = min([trigger.start, *(a.start for a in parts)])
                trigger.end = max([trigger.end, *(a.end for a in parts)])
                out.append(trigger)
        return out

    def claims(self, relation: Annotation) -> None:
        """Put what the relation says on its arguments."""
        for argument in self.arguments:
            for filled in relation.arguments.get(argument.spec.name, ()):
                for key, value in argument.spec.set.items():
                    filled.claims.append(Claim(key, value, self.rule.priority, self.rule.id, relation))
