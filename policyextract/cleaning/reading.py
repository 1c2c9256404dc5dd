"""Which reader a source needs: HTML, XML, JSON, Markdown, lines."""

from __future__ import annotations

import re
from pathlib import PurePath

from policyextract.cleaning.candidates import host_of
from policyextract.cleaning.frontmatter import read_front_matter
from policyextract.cleaning.jsonish import looks_like_json, read_json
from policyextract.cleaning.lines import (
    apply_markdown,
    glue_wrapped,
    looks_like_markdown,
    mark_pages,
    read_lines,
    strip_tags,
)
from policyextract.cleaning.markup import HtmlReader
from policyextract.cleaning.raw import Named, Raw
from policyextract.cleaning.rules import CleaningRules
from policyextract.cleaning.selectors import Purpose

_KNOWN = re.compile(
    r"<(?:!doctype|!--|/?(?:html|head|body|div|p|br|table|tr|td|span|font|h[1-6]|ul|ol|li|a|meta|script|style|section|"
    r"article|strong|b|em|i|center|img|figure|blockquote|title|pre|video|iframe|form|input|sup|sub|u|hr|link|main)"
    r"(?=[\s/>]))",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:p|br|div|td|li|h[1-6]|tr|body|html)(?=[\s/>])", re.IGNORECASE)
_STATING = ("canonical", "og:url", "SiteDomain", "sitedomain")
_MARKDOWN_SUFFIXES = frozenset((".md", ".markdown", ".mdown", ".mkd"))
_TEXT_SUFFIXES = frozenset((".txt", ".text"))


def read(
    source: str, rules: CleaningRules, media_type: str | None, path: str | None
) -> tuple[Raw, frozenset[str], list[str] | None]:
    """The raw text of a source, the profiles that apply to it, and for JSON the key of each line."""
    suffix = PurePath(path).suffix.lower() if path else ""
    front, start = read_front_matter(source)
    tagged = "<" in source and _KNOWN.search(source, start) is not None
    profiles = rules.programs.profiles
    active = {""}
    if profiles and (tagged or front):
        active |= _applying(rules, source, front)
    frozen = frozenset(active)
    if not front and suffix not in _TEXT_SUFFIXES and looks_like_json(source):
        raw, keys = read_json(source)
        return raw, frozen, keys
    kind = _kind(source, start, tagged, suffix, media_type)
    if kind in ("html", "xml"):
        extra = _beyond_tags(source, start, rules, frozen) if len(frozen) > 1 else None
        raw = HtmlReader(source, rules.programs.tags, frozen, start, kind == "html", extra).read()
    else:
        raw = read_lines(source, start)
        if tagged:
            strip_tags(raw)
        if kind == "markdown":
            apply_markdown(raw)
    if kind in ("text", "markdown"):
        mark_pages(raw)
        glue_wrapped(raw)
    raw.named[:0] = front
    return raw, frozen, None


def _beyond_tags(
    source: str, start: int, rules: CleaningRules, active: frozenset[str]
) -> dict[int, tuple[Purpose, ...]] | None:
    """What the selectors of the active profiles mean that need the tree."""
    selectors = [entry for profile in rules.programs.profiles if profile.id in active for entry in profile.complex]
    if not selectors:
        return None
    from policyextract.cleaning.soup import selected

    return selected(source, start, selectors)


def _kind(source: str, start: int, tagged: bool, suffix: str, media_type: str | None) -> str:
    if media_type:
        if "html" in media_type:
            return "html"
        if "markdown" in media_type:
            return "markdown"
    begins = source[start : start + 2000].lstrip()[:200]
    if begins.startswith("<?xml") and not tagged:
        return "xml"
    if tagged and begins.startswith("<"):
        return "html"
    if not tagged and re.match(r"<[A-Za-z][\w-]*>", begins) and "</" in source:
        return "xml"
    markdown = suffix in _MARKDOWN_SUFFIXES or (
        suffix not in _TEXT_SUFFIXES and (start > 0 or looks_like_markdown(source, start))
    )
    if tagged:
        tags = sum(1 for _ in _BLOCK_TAG.finditer(source, start))
        lines = source.count("\n", start) + 1
        if tags * 2 >= lines and tags >= 2:
            return "html"
    return "markdown" if markdown else "text"


def _applying(rules: CleaningRules, source: str, front: list[Named]) -> set[str]:
    out = set()
    host = host_of(front, source[:300])
    head = source[:20_000].lower() if any(word in source for word in _STATING) else ""
    for profile in rules.programs.profiles:
        if (
            any(marker in source for marker in profile.markers)
            or any(host == name or host.endswith("." + name) for name in profile.hosts)
            or any(name in head and _states_host(head, name) for name in profile.hosts)
        ):
            out.add(profile.id)
    return out


def _states_host(head: str, name: str) -> bool:
    """Whether the page says it is from this host: in its canonical link, og:url or site domain."""
    site = rf"\b{re.escape(name)}\b"
    said = "(?:canonical|og:url|sitedomain)"
    return re.search(rf"{said}[^<>]{{0,300}}{site}|{site}[^<>]{{0,300}}{said}", head) is not None
