"""Token rules: spaCy's Matcher over jieba tokens, loaded only when a document has one of a rule's literals."""

from __future__ import annotations

import logging
import warnings
from functools import cached_property, lru_cache
from typing import Any

from policyextract.document import Annotation, Capture
from policyextract.engine.context import Conditions
from policyextract.engine.search import Hits, Trace
from policyextract.engine.view import View
from policyextract.language.checked import CheckedRule
from policyextract.values import normalise


@lru_cache(maxsize=1)
def pipeline() -> Any:
    """``spacy.blank('zh')`` with the jieba segmenter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import spacy

        jieba.setLogLevel(logging.ERROR)
        return spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})


class TokenRunner:
    """A token rule, ready to run on the lines that hold one of its literals."""

    def __init__(self, rule: CheckedRule) -> None:
        self.rule = rule
        self.conditions = Conditions(rule.context, adjacent=True)

    @cached_property
    def _matcher(self) -> Any:
        from spacy.matcher import Matcher

        matcher = Matcher(pipeline().vocab)
        matcher.add(self.rule.id, self.rule.tokens, greedy="LONGEST")
        return matcher

    def run(self, view: View, hits: Hits | None, trace: Trace | None = None) -> list[Annotation]:
        """All matches that meet the conditions."""
        out: list[Annotation] = []
        done = -1
        for start, end in hits or ():
            if start < done:
                continue
            low, high = view.line(start, end)
            done = high
            doc = pipeline()(view.folded[low:high])
            for _, first, last in self._matcher(doc):
                made = self._annotation(view, low + doc[first].idx, low + doc[last - 1].idx + len(doc[last - 1]), trace)
                if made is not None:
                    out.append(made)
        return out

    def _annotation(self, view: View, start: int, end: int, trace: Trace | None) -> Annotation | None:
        rule = self.rule
        failed = self.conditions.failed(view, view.folded, start, end)
        value: Any = None
        if failed is None and rule.value is not None:
            value = normalise(rule.value, view.folded[start:end], dict(rule.set))
            failed = "value" if value is None else None
        if trace:
            trace(rule.id, start, end, failed)
        if failed is not None:
            return None
        captures: dict[str, Capture] = {}
        return Annotation(rule.gives, start, end, rule.id, value, captures, dict(rule.set), {}, rule.priority)
