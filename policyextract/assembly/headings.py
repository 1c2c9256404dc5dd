"""The heading of an item: all of a bare heading, or the run-in heading before its first full stop."""

from __future__ import annotations

import re

from policyextract.assembly.context import Context

# Marks only: a heading ends at the line's end or at the first full stop; commas inside make it a sentence when long.
_MARKS = re.compile(r"[：:；;！!？?]")
LONGEST = 40


def heading_of(text: str, start: int, end: int, nested: bool = False) -> str | None:
    """The heading of an item whose own text is ``text[start:end]``, or None.

    >>> heading_of('简化程序。取消两项证明。', 0, 12)
    '简化程序'
    >>> heading_of('取消两项证明。', 0, 7) is None
    True
    """
    own = text[start:end].strip()
    line, broken, _ = own.partition("\n")
    sentence, ended, _ = line.partition("。")
    if not (broken or ended or nested):
        return None
    head = sentence.rstrip("：:")
    if not head or len(head) > LONGEST or _MARKS.search(head):
        return None
    more = len(own) > len(sentence) + 1
    return head if more or nested else None


def heading_title(context: Context, start: int, until: int) -> str:
    """The line of a chapter heading, its marker included."""
    text = context.document.text
    line = text.find("\n", start)
    end = min(until, line if line >= 0 else len(text), start + 2 * LONGEST)
    return text[start:end].strip()
