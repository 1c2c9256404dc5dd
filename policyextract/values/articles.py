"""Articles cited in a row: ``第五条第（二）项、第九条和第十二条`` names three."""

from __future__ import annotations

import re

from policyextract.values.folding import unspaced

# A new article begins with its ordinal; paragraphs and items (款, 项) belong to the article before them.
_NEXT = re.compile(r"[、，,和及与或]+(?=第[^、，,和及与或款项条]{1,8}条)")


def split_articles(text: str) -> list[str]:
    """The articles of a row, each with its paragraphs and items, as written.

    >>> split_articles("第五条第（二）项、第（三）项、第九条和第十二条至第十四条")
    ['第五条第（二）项、第（三）项', '第九条', '第十二条至第十四条']
    """
    return [part for part in _NEXT.split(unspaced(text)) if part]
