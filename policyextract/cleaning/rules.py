"""The ``cleaning`` sections of the active packs, merged and compiled once.

Patterns that mean the same are one RE2 program, run over the whole text at once: ten phrases cost what one costs.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from policyextract.cleaning.programs import (
    LINE_START,
    Program,
    Words,
    any_of,
    breaks,
    either,
    required,
    widest,
)
from policyextract.cleaning.selectors import Purpose, SelectorIndex
from policyextract.cleaning.tags import TagReader
from policyextract.language.cleaning_section import Blocks, CleaningSection, Label, Profile, Selectors
from policyextract.language.patterns import escape, fold_pattern

_WHOLE_LINE = LINE_START + "{}$"
_LINE_START = LINE_START + "{}"


# A whole line that cannot be longer is looked for among short lines only: its words may be frequent ones.
SHORT = 60


@dataclass(frozen=True, slots=True)
class CompiledProfile:
    """A site profile ready for use: what the tokenizer cannot answer, and its phrases."""

    id: str
    hosts: tuple[str, ...]
    markers: tuple[str, ...]
    complex: tuple[tuple[Purpose, str], ...]
    drop_line: Program | None
    cut_tail: Program | None


@dataclass(frozen=True, slots=True)
class _Programs:
    """Everything that cannot be pickled, and is built on first use."""

    tags: TagReader
    profiles: tuple[CompiledProfile, ...]
    drop_line: Program | None
    drop_inline: Program | None
    cut_tail: Program | None
    words: Words | None
    short_words: Words | None
    label: Program | None
    roles: Mapping[str, Program | None]
    flat_head: tuple[Program, ...]
    flat_signature: tuple[Program, ...]
    inner_title: tuple[Program, ...]
    break_before: Program | None


@dataclass(frozen=True, slots=True)
class LabelInfo:
    """What a visible label says."""

    field: str
    hidden: bool
    strong: bool


@dataclass(slots=True)
class CleaningRules:
    """Compiled cleaning rules: safe between threads and forks; pickles as its sections.

    Attributes
    ----------
    section : CleaningSection
        The merged section.
    labels : mapping of str to LabelInfo
        By folded label.
    names : mapping of str to tuple of (str, int)
        Metadata field and rank by lower-case machine name.
    """

    section: CleaningSection
    labels: dict[str, LabelInfo] = field(default_factory=dict)
    names: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    _programs: _Programs | None = None
    _lock: Any = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        from policyextract.values.folding import fold

        for name, label in self.section.labels.items():
            known = Label(words=label) if isinstance(label, list) else label
            for word in known.words:
                self.labels.setdefault(fold(word), LabelInfo(name, known.hidden, known.strong))
        for name, keys in self.section.names.items():
            for rank, key in enumerate(keys):
                self.names.setdefault(key.lower(), []).append((name, rank))

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (self.section.model_dump_json(),)

    @property
    def programs(self) -> _Programs:
        """The compiled patterns, built by the first thread that needs them."""
        if self._programs is None:
            with self._lock:
                if self._programs is None:
                    self._programs = self._compile()
        return self._programs

    def _compile(self) -> _Programs:
        section = self.section
        index = SelectorIndex()
        profiles = tuple(_profile(profile, index) for profile in section.profiles)
        _index(index, "", section.selectors, GENERAL)
        short = [pattern for pattern in section.phrases.drop_line if (widest(pattern) or SHORT + 1) <= SHORT]
        long = [pattern for pattern in section.phrases.drop_line if pattern not in short]
        phrases, flat = section.phrases, section.flat
        labels = _label_pattern(self.labels)
        return _Programs(
            tags=TagReader(frozenset(name.lower() for name in section.drop_elements), index),
            profiles=profiles,
            drop_line=any_of(phrases.drop_line, _WHOLE_LINE),
            drop_inline=any_of(phrases.drop_inline),
            cut_tail=any_of(phrases.cut_tail, _LINE_START),
            words=_words([*long, *phrases.cut_tail, *phrases.drop_inline]),
            short_words=_words(short),
            label=Program(labels, needs=":】]") if labels else None,
            roles={name: any_of(getattr(section.blocks, name), _WHOLE_LINE) for name in Blocks.model_fields},
            flat_head=tuple(Program(fold_pattern(p)) for p in flat.head),
            flat_signature=tuple(Program(fold_pattern(p)) for p in flat.signature),
            inner_title=tuple(Program(fold_pattern(p)) for p in flat.inner_title),
            break_before=breaks(flat.break_before),
        )


def _words(patterns: Sequence[str]) -> Words | None:
    """The words one of which stands in every line that one of the patterns matches; None if there is no telling."""
    words = required(either([pattern], "{}") for pattern in patterns)
    return None if words is None else Words(words)


def _rebuild(section: str) -> CleaningRules:
    return CleaningRules(CleaningSection.model_validate_json(section))


# Content selectors of everybody rank behind those of a profile.
GENERAL = 1000


def _index(index: SelectorIndex, owner: str, selectors: Selectors, rank: int) -> list[tuple[Purpose, str]]:
    wanted = [(Purpose("drop", owner), s) for s in selectors.drop]
    wanted += [(Purpose("content", owner, rank + n), s) for n, s in enumerate(selectors.content)]
    wanted += [(Purpose(name, owner), s) for name, found in selectors.fields.items() for s in found]
    return [(purpose, selector) for purpose, selector in wanted if not index.add(selector, purpose)]


def _profile(profile: Profile, index: SelectorIndex) -> CompiledProfile:
    return CompiledProfile(
        profile.id,
        tuple(host.lower() for host in profile.when.host),
        tuple(profile.when.marker),
        tuple(_index(index, profile.id, profile, 1)),
        any_of(profile.drop_line, _WHOLE_LINE),
        any_of(profile.cut_tail, _LINE_START),
    )


def _label_pattern(labels: Mapping[str, LabelInfo]) -> str:
    if not labels:
        return ""
    words = "|".join(escape(word) for word in sorted(labels, key=lambda w: (-len(w), w)))
    return rf"[【\[] ?(?:{words}) ?[】\]] ?:?|(?:{words}) ?:"


def compile_cleaning(sections: Sequence[CleaningSection]) -> CleaningRules:
    """Merge the sections of the active packs, in the order in which packs build on each other, and compile them.

    Parameters
    ----------
    sections : sequence of CleaningSection
        The required packs' sections first.

    Returns
    -------
    CleaningRules
        Patterns are compiled on first use.
    """
    return CleaningRules(merge(sections))


def merge(sections: Sequence[CleaningSection]) -> CleaningSection:
    """One section of several: lists are joined, a profile or label of a later pack replaces one of the same name."""
    if len(sections) == 1:
        return sections[0]
    profiles: dict[str, Profile] = {}
    merged = CleaningSection()
    for section in sections:
        profiles.update((profile.id, profile) for profile in section.profiles)
        for name, label in section.labels.items():
            merged.labels[name] = _merge_labels(merged.labels.get(name), label)
        for name, keys in section.names.items():
            merged.names[name] = [*merged.names.get(name, []), *keys]
        merged.units += section.units
        for attribute in ("drop_elements", "site_separators"):
            getattr(merged, attribute).extend(getattr(section, attribute))
        for part in ("selectors", "phrases", "blocks", "flat", "json_keys"):
            _join(getattr(merged, part), getattr(section, part))
    merged.profiles = list(profiles.values())
    return merged


def _join(into: Any, more: Any) -> None:
    for name in type(into).model_fields:
        value = getattr(more, name)
        if isinstance(value, dict):
            for key, entries in value.items():
                into.fields[key] = [*into.fields.get(key, []), *entries]
        else:
            getattr(into, name).extend(value)


def _merge_labels(first: list[str] | Label | None, second: list[str] | Label) -> list[str] | Label:
    if first is None:
        return second
    a = Label(words=first) if isinstance(first, list) else first
    b = Label(words=second) if isinstance(second, list) else second
    return Label(words=[*a.words, *b.words], hidden=b.hidden, strong=b.strong)
