"""A spaCy pipeline component: the facts of a text on its ``Doc``.

>>> import spacy
>>> nlp = spacy.blank("zh")
>>> _ = nlp.add_pipe("policyextract", config={"packs": ["cn-core"]})
>>> doc = nlp("4月21日，公安部召开会议。")
>>> [span.text for span in doc.spans["policyextract"] if span.label_ == "dates"]
['4月21日']
>>> doc._.policy.dates[0].value is None  # no year is known
True
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from policyextract.extractor import Extractor

KEY = "policyextract"
_LISTS = (
    *("issuers", "actors", "dates", "durations", "campaigns", "directives"),
    *("references", "addressees", "targets", "amounts"),
)


@Language.factory(
    KEY,
    default_config={"packs": None},
    assigns=["doc._.policy", "doc.spans"],
)
def make(nlp: Language, name: str, packs: Sequence[str] | None) -> PolicyComponent:
    """The component ``policyextract``; ``packs`` as for ``extract``."""
    return PolicyComponent(packs)


class PolicyComponent:
    """Sets ``doc._.policy`` (a ``PolicyDocument``) and ``doc.spans["policyextract"]`` (a span for each fact).

    Spans are labelled with the field of the result and carry the fact as ``span._.fact``. Where a fact begins or ends
    inside a token, its span takes the whole token; the exact characters are in the fact's evidence.
    """

    def __init__(self, packs: Sequence[str] | None = None) -> None:
        self._extractor = Extractor(packs)
        if not Doc.has_extension("policy"):
            Doc.set_extension("policy", default=None)
        if not Span.has_extension("fact"):
            Span.set_extension("fact", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Extract the facts of one text."""
        result = self._extractor.extract(doc.text)
        doc._.policy = result
        spans = []
        lists: dict[str, Sequence[Any]] = {name: getattr(result, name) for name in _LISTS} | dict(result.fields)
        for label, facts in lists.items():
            for fact in facts:
                for evidence in fact.evidence:
                    if evidence.source_start is None:
                        continue
                    span = doc.char_span(
                        evidence.source_start, evidence.source_end, label=label, alignment_mode="expand"
                    )
                    if span is not None:
                        span._.fact = fact
                        spans.append(span)
        doc.spans[KEY] = spans
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to save: the packs are in the pipeline's configuration."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> PolicyComponent:
        """Nothing to load."""
        return self

    def to_disk(self, _path: Any, **_: Any) -> None:
        """Nothing to save."""

    def from_disk(self, _path: Any, **_: Any) -> PolicyComponent:
        """Nothing to load."""
        return self
