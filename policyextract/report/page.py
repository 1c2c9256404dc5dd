"""One self-contained HTML page: each document's text with its facts highlighted, and the tables that lead there.

No script, no network: it opens from disk, and a Content-Security-Policy forbids both should an escape ever fail.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from policyextract.models import PolicyDocument
from policyextract.views.html import COLOURS, STYLE, highlighted, tables

_PAGE_STYLE = (
    "body{margin:0;font:14px/1.6 system-ui,sans-serif;color:#1f2937}"
    "header{padding:.6em 1em;border-bottom:1px solid #ddd}"
    "header h1{font-size:1.1em;margin:0}main article.px{border-bottom:4px solid #eee;padding:0 1em 1em}"
    ".two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:2em}"
    ".two>div{max-height:92vh;overflow:auto}nav{padding:.4em 1em;columns:2}nav a{display:block}"
    "article>h2{font-size:1.05em}nav a{color:#1d4ed8;text-decoration:none}"
    ".switch label{margin-right:1em;white-space:nowrap}"
    "@media(max-width:60em){.two{grid-template-columns:1fr}.two>div{max-height:none}}"
)


def page(docs: Sequence[PolicyDocument], *, title: str = "policyextract review") -> str:
    """The review page of one or more results.

    >>> page([PolicyDocument(title="<script>")]).count("<script")
    0
    """
    switches = "".join(
        f'<label><input type="checkbox" checked id="show-{kind}"> <mark class="{kind}">{kind}</mark></label> '
        for kind in COLOURS
    )
    hide = "".join(
        f"body:has(#show-{kind}:not(:checked)) .text mark.{kind}{{background:none;box-shadow:none}}" for kind in COLOURS
    )
    contents = "".join(f'<a href="#d{n}">{escape(_name(doc))}</a>' for n, doc in enumerate(docs))
    articles = "".join(_article(doc, n) for n, doc in enumerate(docs))
    return (
        '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{_PAGE_STYLE}{STYLE}{hide}</style></head><body>"
        f'<header><h1>{escape(title)}</h1><div class="px switch">{switches}</div></header>'
        f"{f'<nav>{contents}</nav>' if len(docs) > 1 else ''}<main>{articles}</main></body></html>\n"
    )


def _article(doc: PolicyDocument, number: int) -> str:
    prefix = f"d{number}-"
    source = doc.source.url or doc.source.path or doc.source.id or ""
    text, facts = highlighted(doc, prefix), tables(doc, prefix, links=True)
    return (
        f'<article id="d{number}" class="px"><h2>{escape(_name(doc))}</h2><p class="rule">{escape(source)}</p>'
        f'<div class="two"><div>{text}</div><div>{facts}</div></div></article>'
    )


def _name(doc: PolicyDocument) -> str:
    return doc.title or doc.source.path or doc.source.url or doc.source.id or "untitled"
