"""What a notebook shows for a result: the facts, and the text with each fact highlighted."""

from __future__ import annotations

from policyextract.models import PolicyDocument
from policyextract.views.html import STYLE, highlighted, legend, tables


def to_html(doc: PolicyDocument) -> str:
    """A result as one HTML fragment with its own style.

    >>> from policyextract.models import PolicyDocument
    >>> "&lt;b&gt;" in to_html(PolicyDocument(title="<b>", text="<b>"))
    True
    """
    return (
        f'<div class="px"><style>{STYLE}</style>{tables(doc)}'
        f"<details open><summary>text</summary>{legend(doc)}{highlighted(doc)}</details></div>"
    )
