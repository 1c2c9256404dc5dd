"""What the page says about itself: values of metadata fields, best first.

Each find is a candidate with a rank; the lowest rank wins, and between equals the earlier one. Values that are visible
keep their place in the raw text until the final text is known.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from policyextract.cleaning.draft import Draft
from policyextract.cleaning.pagedates import read_page_date
from policyextract.cleaning.raw import Named
from policyextract.values.folding import fold

# Ranks by where a value was found.
ORIGINAL, REGION, LABEL, META, HEADING, FRONT_MATTER, LOOKS, TAG, TEXT, DROPPED = range(0, 1000, 100)
_PUBLISHED = "published"
_HREF_HOST = re.compile(r"https?://([^/:?#\s\"']+)", re.IGNORECASE)


class Candidate(NamedTuple):
    """One value of a field. ``start``/``end`` are places in the raw text, None for values that are not visible."""

    field: str
    text: str
    origin: str
    rank: int
    start: int | None = None
    end: int | None = None
    source_start: int | None = None
    source_end: int | None = None


_LEAST_TITLE = 6
_MOST_QUOTES = 5
_NOT_WORD = re.compile(r"[\W_]+")


def bare(text: str) -> str:
    """A title without blanks and marks, folded: what two spellings of it share."""
    return _NOT_WORD.sub("", fold(text))


def from_named(draft: Draft) -> list[Candidate]:
    """Candidates from ``<meta>``, ``<title>``, JSON-LD and front matter."""
    out: list[Candidate] = []
    for named in draft.raw.named:
        if named.origin == "json_ld":
            out += _json_ld(draft, named)
        elif named.name == "<title>":
            if title := without_site(named.text, draft.rules.section.site_separators):
                out.append(Candidate("title", title, "tag", TAG, None, None, named.source_start, named.source_end))
                # behind the site's name: counts where a line of the page confirms it
                for separator in draft.rules.section.site_separators:
                    tail = title.partition(separator)[2].strip()
                    if len(tail) >= _LEAST_TITLE:
                        out.append(out[-1]._replace(text=tail, rank=TAG + 1))
                        break
        else:
            found = _by_name(draft, named, named.name, named.text)
            out += found
            # the same with the site's name behind it, which counts where a line of the page confirms it
            for c in found:
                if c.field == "title" and c.origin == "meta":
                    title = without_site(c.text, draft.rules.section.site_separators)
                    if title != c.text:
                        out.append(c._replace(text=title, rank=TAG))
    return out


def _by_name(draft: Draft, named: Named, name: str, text: str) -> list[Candidate]:
    base = FRONT_MATTER if named.origin == "front_matter" else META
    text = " ".join(text.split())
    return [
        Candidate(field, text, named.origin, base + rank, None, None, named.source_start, named.source_end)
        for field, rank in draft.rules.names.get(name.lower(), ())
        if text and (field != _PUBLISHED or read_page_date(text) is not None)
    ]


def _json_ld(draft: Draft, named: Named) -> list[Candidate]:
    try:
        data = json.loads(named.text, strict=False)
    except (ValueError, RecursionError):
        return []
    out: list[Candidate] = []
    pending: list[Any] = [data]
    for _ in range(200):  # a page describes few things; more is an attack
        if not pending:
            break
        value = pending.pop(0)
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, str):
                    out += _by_name(draft, named, f"json-ld:{key}", inner)
                elif isinstance(inner, dict) and isinstance(inner.get("name"), str):
                    out += _by_name(draft, named, f"json-ld:{key}", inner["name"])
            pending += [inner for inner in value.values() if isinstance(inner, list)]
    return out


def without_site(title: str, separators: list[str]) -> str:
    """The page's title without the site's name behind it.

    Examples
    --------
    >>> without_site("关于某事的通知_某某网", ["_", " - "])
    '关于某事的通知'
    """
    title = " ".join(title.split())
    for separator in separators:
        head, found, tail = title.partition(separator)
        if found and len(head.strip()) >= 6 and len(head.strip()) >= len(tail.strip()) // 2:
            return head.strip()
    return title


def host_of(draft_named: list[Named], start_of_source: str) -> str:
    """The host a page says it is from: canonical or og:url, front matter's url, or a comment at its beginning."""
    for named in draft_named:
        if named.name.lower() in ("canonical", "og:url", "url", "original_url", "link", "sitedomain"):
            found = _HREF_HOST.search(named.text)
            if found:
                return found[1].lower()
            if named.name.lower() == "sitedomain":
                return named.text.split(",")[0].strip().lower()
    found = _HREF_HOST.match(start_of_source[4:].lstrip()) if start_of_source.startswith("<!--") else None
    return found[1].lower() if found else ""


def restored_quotes(title: str, text: str) -> str:
    """Quotation marks that a file name took from a title, put back where the text proves them.

    Examples
    --------
    >>> restored_quotes("国务院印发《_十四五_规划》", "日前，国务院印发《“十四五”规划》。")
    '国务院印发《“十四五”规划》'
    >>> restored_quotes("整治_马甲_平台_规范_聚合_模式", "整治“马甲”平台，规范“聚合”模式。")
    '整治“马甲”平台_规范“聚合”模式'
    >>> restored_quotes("开展_整治_刷单_乱象_行动", "部署开展“整治‘刷单’乱象”行动。")
    '开展“整治‘刷单’乱象”行动'
    """

    parts = title.split("_")
    out, i = parts[0], 1
    while i < len(parts):
        for j in range(min(i + _MOST_QUOTES, len(parts) - 1), i, -1):  # the longest first: quotations hold others
            inner = "[\u201c\u201d\u2018\u2019]".join(re.escape(part) for part in parts[i:j])
            found = re.search(f"\u201c{inner}\u201d", text) if parts[i] else None
            if found is not None:
                out += found[0] + parts[j]
                i = j + 1
                break
        else:
            out += "_" + parts[i]
            i += 1
    return out
