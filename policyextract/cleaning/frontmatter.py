"""Front matter: the ``---`` block (YAML) or ``+++`` block (TOML) before a post.

It is read line by line, not by a YAML reader: posts found on the web hold values that YAML refuses (a colon, a single
quotation mark), and each value must be found again in the source. Only what metadata needs is read: top-level scalars.
"""

from __future__ import annotations

import re

from policyextract.cleaning.raw import Named

_BLOCK = re.compile(
    r"\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_ENTRY = re.compile(r"^(?P<key>[^\W\d][\w .-]{0,40}?)[ \t]*[:=：][ \t]*(?P<value>.*?)[ \t]*\r?$", re.MULTILINE)
_LONGEST = 64 * 1024


def read_front_matter(source: str) -> tuple[list[Named], int]:
    """The top-level scalars and where the text behind the block begins (0 when there is none).

    Examples
    --------
    >>> entries, at = read_front_matter("---\\ntitle: 'It''s: a'\\ntags:\\n - x\\n---\\nbody")
    >>> [(e.name, e.text) for e in entries], at
    ([('title', "It's: a")], 37)
    """
    if not source[:64].lstrip().startswith(("---", "+++")):
        return [], 0
    block = _BLOCK.match(source, 0, _LONGEST)
    if block is None or not _ENTRY.search(block["body"]):
        return [], 0
    offset = block.start("body")
    entries = []
    for entry in _ENTRY.finditer(block["body"]):
        value, shift, length = _scalar(entry["value"])
        if value:
            start = offset + entry.start("value") + shift
            entries.append(Named(entry["key"], value, "front_matter", start, start + length))
    return entries, block.end()


def _scalar(value: str) -> tuple[str, int, int]:
    """The value without its quotation marks, where it begins in what was written, and how long it stands there."""
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
        inner = value[1:-1]
        text = inner.replace("''", "'") if value[0] == "'" else inner.replace('\\"', '"').replace("\\\\", "\\")
        return text.strip(), 1, len(inner)
    if value[:1] in ("", "|", ">", "[", "{", "&", "*", "-"):
        return "", 0, 0
    return value, 0, len(value)
