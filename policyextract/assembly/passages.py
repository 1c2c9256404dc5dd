"""A stretch of text with its annotations: the body of a document, or a title or label that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policyextract.assembly.context import Context
from policyextract.document import Annotation, Block, BlockRole, Document, Metadata, Segment, SourceMap
from policyextract.engine.annotations import Annotations
from policyextract.models import Span, make_span
from policyextract.values.folding import fold, unspaced


@dataclass(frozen=True, slots=True)
class Passage:
    """Text and annotations, with the bounds that count.

    Attributes
    ----------
    visible : bool
        Whether it is part of the document's text; else its evidence has no offsets.
    """

    document: Document
    found: Annotations
    start: int
    end: int
    visible: bool

    @property
    def folded(self) -> str:
        """The matching view of the passage."""
        return self.document.folded[self.start : self.end]

    def of(self, type_: str) -> Sequence[Annotation]:
        """Annotations of a type inside the passage, in text order."""
        return self.found.within(type_, self.start, self.end)

    def text(self, annotation: Annotation) -> str:
        """The characters of an annotation as written."""
        return self.document.text[annotation.start : annotation.end]

    def written(self, start: int, end: int) -> str:
        """The characters of a stretch as written, without blanks inside."""
        return unspaced(self.document.text[start:end])

    def span(self, start: int, end: int) -> Span:
        """Evidence of a stretch; without offsets when it stands outside the text."""
        if self.visible:
            return self.document.span(start, end)
        return bare_span(self.document.text[start:end])


def bare_span(text: str, source_start: int | None = None, source_end: int | None = None) -> Span:
    """Evidence that stands in no text: front matter, a tag, an argument."""
    return make_span({"start": None, "end": None, "text": text, "source_start": source_start, "source_end": source_end})


def body(context: Context) -> Passage:
    """The whole text."""
    whole: Passage | None = context.memo.get("passages.body")
    if whole is None:
        whole = Passage(context.document, context.found, 0, len(context.document.text), True)
        context.memo["passages.body"] = whole
    return whole


def aside(context: Context, text: str, role: BlockRole = "title") -> Passage | None:
    """A text that stands beside the body, annotated on its own; None when there is no engine or no text."""
    if context.annotate is None or not text.strip():
        return None
    blocks = [Block(0, len(text), 0, 0, role)]
    segments = SourceMap([Segment(0, len(text), 0, 0, False)])
    document = Document(text, fold(text), blocks, Metadata(), segments, language=context.document.language)
    return Passage(document, context.annotate(document), 0, len(text), False)
