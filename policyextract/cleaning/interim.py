"""Stands in until the cleaning room lands; removed then."""

from __future__ import annotations

import html
import re
from typing import Any

from policyextract.document import Block, Document, Metadata, MetaValue, Segment, SourceMap
from policyextract.values.folding import fold

CleaningRules = Any


def compile_cleaning(sections: Any) -> Any:
    return None


def clean(source: str | bytes, *, rules: Any, path: Any = None) -> Document:
    text = source if isinstance(source, str) else source.decode("utf-8", "replace")
    meta = Metadata()
    m = re.match(r"\s*---\n(.*?)\n---\n", text, re.S)
    if m:
        for key, name in (("title", "title"), ("date", "published")):
            f = re.search(rf"^{key}: *'?(.*?)'?$", m[1], re.M)
            if f:
                meta.add(name, MetaValue(f[1], "front_matter"))
    body = text[m.end() :] if m else text
    body = re.sub(r"<!--.*?-->|<style.*?</style>|<script.*?</script>|<head.*?</head>", "", body, flags=re.S)
    body = re.sub(r"</?(?:p|div|br|h\d|li|tr|td|th|title|table)\b[^>]*>", "\n", body)
    body = html.unescape(re.sub(r"<[^>]+>", "", body))
    lines = [re.sub(r"[\s\u3000]+", "", x) for x in body.split("\n")]
    lines = [x for x in lines if x and not x.startswith(("责任编辑", "海量资讯"))]
    blocks, at = [], 0
    for i, line in enumerate(lines):
        if line.startswith("原标题："):
            meta.values.setdefault("title", []).insert(0, MetaValue(line[4:], "text", at + 4, at + len(line)))
        role: Any = "title" if i == 0 and not m else "paragraph"
        blocks.append(Block(at, at + len(line), 0, 0, role))
        at += len(line) + 1
    out = "\n".join(lines)
    return Document(out, fold(out), blocks, meta, SourceMap([Segment(0, len(out), 0, 0, False)] if out else []), text)
