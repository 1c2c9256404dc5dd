"""CSS selectors that say more than one element can tell: BeautifulSoup answers them, for site profiles only.

The soup is fed the events of our own tokenizer, so that it stays linear on hostile pages (html.parser does not) and
each element knows where its tag stands in the source.
"""

from __future__ import annotations

from collections.abc import Sequence

from policyextract.cleaning.selectors import Purpose
from policyextract.cleaning.tags import VOID
from policyextract.cleaning.tokens import attributes, token_pattern


def selected(source: str, start: int, selectors: Sequence[tuple[Purpose, str]]) -> dict[int, tuple[Purpose, ...]]:
    """What the elements at which source positions are selected for.

    Examples
    --------
    >>> selected("<div><p>a</p><p>b</p></div>", 0, [(Purpose("drop", "x"), "div > p:last-child")])
    {13: (Purpose(what='drop', owner='x', rank=0),)}
    """
    from bs4 import BeautifulSoup
    from soupsieve import SelectorSyntaxError

    soup = BeautifulSoup("", "html.parser")
    soup.reset()
    for token in token_pattern(source).finditer(source, start):
        if token.lastgroup != "name":
            continue
        name = token["name"].lower()
        if token["close"]:
            soup.handle_endtag(name)
            continue
        soup.handle_starttag(name, None, None, attributes(token[0]), sourcepos=token.start())
        if name in VOID:
            soup.handle_endtag(name)
    out: dict[int, tuple[Purpose, ...]] = {}
    for purpose, selector in selectors:
        try:
            found = soup.select(selector)
        except (SelectorSyntaxError, RecursionError):
            continue
        for element in found:
            if element.sourcepos is not None:
                out[element.sourcepos] = (*out.get(element.sourcepos, ()), purpose)
    return out
