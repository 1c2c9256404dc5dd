"""The stage as a line: decode, read, squeeze blanks, drop boilerplate, labels, titles, roles, assemble."""

from __future__ import annotations

import hashlib
import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import itemgetter, ne

from policyextract.cleaning.boilerplate import find_boilerplate
from policyextract.cleaning.candidates import Candidate, from_named
from policyextract.cleaning.decoding import decode
from policyextract.cleaning.draft import Draft, Part, pieces_of
from policyextract.cleaning.flat import split_flat
from policyextract.cleaning.jsontext import read_keys
from policyextract.cleaning.labels import read_dropped, read_labels
from policyextract.cleaning.raw import add_segments, edit, source_range
from policyextract.cleaning.reading import read
from policyextract.cleaning.roles import assign_roles
from policyextract.cleaning.rules import CleaningRules
from policyextract.cleaning.tables import find_heads
from policyextract.cleaning.titles import find_titles, improved
from policyextract.cleaning.whitespace import gaps
from policyextract.document import Block, Cell, Document, Metadata, MetaValue, Segment, SourceMap
from policyextract.values.folding import fold

_new_tuple = tuple.__new__  # half the time of calling the class, and there is one block a paragraph
_HAN_RUNS = re.compile("[\u4e00-\u9fff]+")


def clean(
    source: str | bytes,
    *,
    rules: CleaningRules,
    media_type: str | None = None,
    path: str | os.PathLike[str] | None = None,
) -> Document:
    """Read a document in whatever form it came.

    Parameters
    ----------
    source : str or bytes
        HTML, Markdown, plain text, JSON; bytes in any of the usual encodings.
    rules : CleaningRules
        From :func:`compile_cleaning`.
    media_type : str, optional
        What the server said, if it is known; a hint.
    path : str or path, optional
        The file's name; its suffix is a hint.

    Returns
    -------
    Document
        Never raises on content: what cannot be read gives an empty text.

    Examples
    --------
    >>> from policyextract.cleaning.rules import compile_cleaning
    >>> from policyextract.language.cleaning_section import CleaningSection
    >>> rules = compile_cleaning([CleaningSection()])
    >>> document = clean("<p><b>一要</b>聚焦</p><p>二要摸清</p>", rules=rules)
    >>> document.text
    '一要聚焦\\n二要摸清'
    >>> document.span(2, 4).source_start, document.source[12:14]
    (12, '聚焦')
    """
    text, encoding = decode(source)
    raw, active, keys = read(text, rules, media_type, os.fspath(path) if path is not None else None)
    edit(raw, gaps(raw.text, rules.section.units))
    if keys is not None:
        keys = [key for key, line in zip(keys, raw.lines, strict=True) if line.end > line.start]
    raw.lines = [line for line in raw.lines if line.end > line.start]
    draft = Draft(raw, fold(raw.text), rules, active, keys)
    draft.pieces = pieces_of(draft, *find_boilerplate(draft))
    find_heads(draft)
    candidates = from_named(draft)
    candidates += read_keys(draft) if keys is not None else read_labels(draft)
    candidates += read_dropped(draft)
    candidates += split_flat(draft)
    candidates += find_titles(draft, candidates)
    assign_roles(draft)
    document = _assemble(draft, improved(candidates, raw.text))
    document.source, document.encoding = text, encoding
    raw_bytes = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    document.sha256 = hashlib.sha256(raw_bytes).hexdigest()
    return document


def _assemble(draft: Draft, candidates: list[Candidate]) -> Document:
    """Put the kept pieces together; text, folded view, blocks, segments and metadata places in one pass."""
    raw = draft.raw
    texts: list[str] = []
    folds: list[str] = []
    blocks: list[Block] = []
    slices: list[tuple[int, int, int]] = []
    found: list[Segment] = []
    begins: dict[int, tuple[int, int]] = {}
    at = hint = 0
    text, runs = raw.text, raw.runs
    for piece in draft.pieces:
        if piece.role == "boilerplate":
            _drop(blocks, source_range(runs, piece.start, piece.end), max(at - 1, 0))
            continue
        begin, first = at, len(found)
        for start, end in piece.spans:
            slices.append((start, end, at))
            hint = add_segments(found, runs, start, end, at, hint)
            at += end - start
        texts.append(text[start:end] if len(piece.spans) == 1 else draft.written(piece))
        folds.append(piece.text)
        blocks.append(_new_tuple(Block, (begin, at, found[first][2], found[-1][3], piece.role or "paragraph")))
        if draft.cells:
            begins[id(piece)] = begin, at
        at += 1
    text = "\n".join(texts)
    return Document(
        text=text,
        folded="\n".join(folds),
        blocks=tuple(blocks),
        metadata=_metadata(draft, candidates, slices) if candidates else Metadata(),
        source_map=SourceMap(found),
        media_type=raw.media_type,
        language=_language(text),
        cells=tuple(_cells(draft, begins)) if draft.cells else (),
    )


def _cells(draft: Draft, begins: dict[int, tuple[int, int]]) -> Iterator[Cell]:
    """The cells that stand under heads, as far as both are in the text."""

    def place(part: Part) -> tuple[int, int] | None:
        begin, end = begins.get(id(part.piece), (0, 0))
        stop = end if part.end is None else begin + part.end
        return (begin + part.start, stop) if stop <= end else None

    for part, heads in draft.cells:
        span = place(part)
        bounds = [(place(first), place(last)) for first, last in heads]
        over = tuple((first[0], last[1]) for first, last in bounds if first and last and first[0] < last[1])
        if span and span[0] < span[1] and over and part.piece.role != "metadata":
            yield Cell(*span, over)


def _drop(blocks: list[Block], where: tuple[int, int] | None, at: int) -> None:
    """A boilerplate block; neighbours become one."""
    if where is None:
        return
    start, end = where
    if blocks and blocks[-1].role == "boilerplate":
        blocks[-1] = blocks[-1]._replace(source_end=max(end, blocks[-1].source_end))
    else:
        blocks.append(Block(at, at, start, end, "boilerplate"))


def _metadata(draft: Draft, candidates: list[Candidate], slices: list[tuple[int, int, int]]) -> Metadata:
    metadata = Metadata()
    known: set[tuple[str, str]] = set()
    for candidate in candidates:
        if (candidate.field, candidate.text) in known:
            continue
        known.add((candidate.field, candidate.text))
        start = end = None
        source_start, source_end = candidate.source_start, candidate.source_end
        if candidate.start is not None and candidate.end is not None:
            start, last = _visible(slices, candidate.start), _visible(slices, candidate.end - 1)
            end = last + 1 if start is not None and last is not None else None
            start = start if end is not None else None
            where = source_range(draft.raw.runs, candidate.start, candidate.end)
            if where is not None:
                source_start, source_end = where
        metadata.add(candidate.field, MetaValue(candidate.text, candidate.origin, start, end, source_start, source_end))
    return metadata


def _visible(slices: list[tuple[int, int, int]], place: int) -> int | None:
    """Where a character of the raw text stands in the final text, if it does."""
    i = bisect_right(slices, place, key=itemgetter(0)) - 1
    if i < 0 or place >= slices[i][1]:
        return None
    return slices[i][2] + place - slices[i][0]


def _language(text: str) -> str | None:
    """Traditional or simplified, by which characters folding changes in a sample; None without Chinese text."""
    middle = len(text) // 2
    sample = text[:100] + text[middle : middle + 100] if len(text) > 200 else text
    han = "".join(_HAN_RUNS.findall(sample))
    if len(han) * 20 < len(sample) or not han:
        return None
    folded = fold(han)
    changed = 0 if folded == han else sum(map(ne, han, folded))
    return "zh-Hant" if changed * 12 > len(han) else "zh-Hans"
