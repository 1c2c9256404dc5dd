"""The result: what :func:`policyextract.extract` returns. Pydantic only; the public contract (design, section 3).

Field names follow the field's vocabularies (ELI, Akoma Ntoso, schema.org Legislation, TIMEX3, W3C Web Annotation).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from policyextract.unchecked import maker

if TYPE_CHECKING:
    import pandas

    from policyextract.document import Block

SCHEMA_VERSION = "1.0.0"

Kind = Literal["policy", "policy_news", "interpretation", "other"]
DateRole = Literal[
    "meeting",
    "issued",
    "effective",
    "expires",
    "deadline",
    "campaign",
    "target",
    "event",
    "cited",
    "published",
    "other",
]
ActorRole = Literal[
    "issuer",
    "lead",
    "co_issuer",
    "convener",
    "consulted",
    "approver",
    "forwarder",
    "adopter",
    "countersigner",
    "interpreter",
    "addressee",
    "copy",
    "responsible",
    "mentioned",
]
Relation = Literal["basis", "amends", "repeals", "forwards", "about", "cites"]
Modality = Literal["obligation", "prohibition", "permission", "encouragement"]
Bound = Literal["at_most", "at_least", "about"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Span(_Model):
    """Evidence: the exact characters that prove a fact (W3C TextPositionSelector and TextQuoteSelector).

    ``start``/``end`` count code points in ``PolicyDocument.text``, ``source_start``/``source_end`` in the decoded
    source. ``start`` and ``end`` are null for what stands only in front matter, tags or arguments.
    """

    start: int | None
    end: int | None
    text: str
    source_start: int | None = None
    source_end: int | None = None


make_span: Callable[[dict[str, Any]], Span] = maker(Span)


class _Fact(_Model):
    evidence: list[Span] = Field(default_factory=list)
    rule: str | None = None


class Pack(_Model):
    """A rule pack that took part: the lock of a result."""

    name: str
    version: str
    sha256: str


class Source(_Model):
    """What was read. ``path`` is as given; ``sha256`` is over the bytes (of UTF-8 for a ``str``)."""

    id: str | None = None
    url: str | None = None
    path: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    sha256: str | None = None


class DocumentNumber(_Fact):
    """发文字号. ``value`` is the normal form, ``国办发〔2022〕12号`` (GB/T 9704: full year in 〔〕)."""

    text: str
    value: str
    head: str | None = None
    year: int | None = None
    number: int | None = None
    agency_id: str | None = None


class Actor(_Fact):
    """A body in a role. ``name`` is the official full name valid at the document's date, ``text`` as written.

    ``id`` and ``parent`` are ids of the packs' tables of bodies, ``region`` is the six-digit code of GB/T 2260,
    ``order`` the place among the issuers, from 1.
    """

    name: str
    id: str | None = None
    text: str
    role: ActorRole
    order: int | None = None
    parent: str | None = None
    region: str | None = None


class DateMention(_Fact):
    """A calendar expression. ``value`` in a closed form of ISO 8601/EDTF, null when it cannot be resolved.

    ``anchor`` says what a missing part was taken from: ``text``, ``dateline``, ``published``, ``document_number``,
    ``signed``. ``derived`` marks a date computed from others. ``precision`` is that of the text: ``day``, ``week``,
    ``month``, ``quarter``, ``half``, ``year``, ``decade``, ``plan`` or ``period``.
    """

    text: str
    value: str | None = None
    role: DateRole = "other"
    precision: str | None = None
    anchor: str | None = None
    derived: bool = False


class Duration(_Fact):
    """A length of time. ``value`` in ISO 8601 (``P6M``), a range as ``P1Y/P3Y``; working days have ``unit`` workday.

    ``anchor`` is the event it counts from, as written (``收到申请之日``).
    """

    text: str
    value: str | None = None
    unit: str | None = None
    anchor: str | None = None
    bound: Bound | None = None


class Phase(_Fact):
    """A phase of a campaign, with the dates the text states."""

    name: str
    position: int | None = None
    start: str | None = None
    end: str | None = None


class Campaign(_Fact):
    """A campaign (专项行动, 集中整治 …): name as written, duration in ISO 8601, start and end only as stated.

    ``derived`` names computed values, such as ``{"end": "2022-10-31"}``.
    """

    name: str
    duration: str | None = None
    start: str | None = None
    end: str | None = None
    phases: list[Phase] = Field(default_factory=list)
    derived: list[dict[str, str]] = Field(default_factory=list)


class Item(_Fact):
    """An item of an ordered list. ``text`` is its whole extent without the marker, nested items included."""

    marker: str
    number: int | None = None
    level: int = 1
    path: list[str] = Field(default_factory=list)
    text: str
    directive: bool = False
    items: list[Item] = Field(default_factory=list)


make_item: Callable[[dict[str, Any]], Item] = maker(Item)


class Enumeration(_Fact):
    """An ordered list as a tree. ``family`` names the marker family of the rules (``n-yao``, ``article`` …)."""

    family: str
    lead_in: str | None = None
    speaker: str | None = None
    items: list[Item] = Field(default_factory=list)


class Directive(_Fact):
    """An item that orders something, flat and in reading order.

    ``modality`` follows LegalRuleML's deontic terms; ``bearer`` is who must act, ``responsible`` the bodies the text
    makes responsible, ``deadline`` a date value.
    """

    marker: str | None = None
    number: int | None = None
    level: int = 1
    path: list[str] = Field(default_factory=list)
    text: str
    heading: str | None = None
    modality: Modality | None = None
    bearer: str | None = None
    responsible: list[str] = Field(default_factory=list)
    deadline: str | None = None
    lead_in: str | None = None
    speaker: str | None = None


class Reference(_Fact):
    """A cited act. ``relation`` as in ELI (based_on, amends, repeals, cites) and 转发/解读.

    ``articles`` are those that the text cites of it, with paragraph and item (``第二十三条第一款``), also under a short
    form; ``article`` is the first of them.
    """

    title: str
    document_number: str | None = None
    relation: Relation = "cites"
    article: str | None = None
    articles: list[str] = Field(default_factory=list)


class Value(_Fact):
    """A value of a field that a pack defines, with its unit and attributes."""

    text: str
    value: str | int | float | None = None
    unit: str | None = None
    attributes: dict[str, str | int | float | None] = Field(default_factory=dict)


class Amount(_Fact):
    """A sum of money in whole units of ``currency`` (ISO 4217): 3万元 is 30000; ``minimum``/``maximum`` for ranges."""

    text: str
    value: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    currency: str = "CNY"


class Target(_Fact):
    """A stated goal: ``by`` when (a date value), what (``indicator``), how much (``value`` in ``unit``, as written)."""

    text: str
    by: str | None = None
    indicator: str | None = None
    value: float | None = None
    unit: str | None = None


class Warning(_Model):
    """Something the reader should know; ``code`` is stable (``issuer-count-mismatch``, ``no-text`` …)."""

    code: str
    message: str
    span: Span | None = None


class TextBlock(_Model):
    """A block of the cleaned text; boilerplate has an empty span."""

    start: int
    end: int
    role: str
    source_start: int | None = None
    source_end: int | None = None


_make_block = maker(TextBlock)


def make_blocks(blocks: Iterable[Block]) -> list[TextBlock]:
    """The blocks of a cleaned document as models."""
    make = _make_block
    return [
        make({"start": start, "end": end, "role": role, "source_start": source_start, "source_end": source_end})
        for start, end, source_start, source_end, role in blocks
    ]


class PolicyDocument(_Model):
    """Everything that was found in one document.

    Values are typed and validated; each carries the exact characters that prove it. ``model_dump_json`` round-trips.

    Attributes
    ----------
    kind : str
        ``other`` has nothing of policy in it: then there are no issuers, campaigns and directives.
    document_type, legal_hierarchy, status : str or None
        The base kind of the title's noun (通知, 办法 …); the rank of the act (行政法规, 部门规章 …); ``draft``,
        ``trial``, ``revised`` or ``repealed``.
    issuers, actors : list of Actor
        Who issued or jointly launched it; every body once a role.
    stated_issuer_count : int or None
        The number the text gives (等三部门).
    effective, signed : date or None
        Of this document, not of those it cites; ``expires`` is a day or a length (``P5Y``), as stated.
    fields : dict
        What other packs' rules define, by name.
    metadata, provenance : dict
        What the page says of itself, by label; the evidence of the single values, by field.
    text, blocks
        The cleaned text in which all offsets count, and its blocks.
    """

    schema_version: str = SCHEMA_VERSION
    engine_version: str = ""
    packs: list[Pack] = Field(default_factory=list)
    source: Source = Field(default_factory=Source)
    kind: Kind = "other"
    title: str | None = None
    publisher: str | None = None
    published: dt.datetime | dt.date | None = None
    language: str | None = None
    document_number: DocumentNumber | None = None
    document_type: str | None = None
    legal_hierarchy: str | None = None
    status: str | None = None
    issuers: list[Actor] = Field(default_factory=list)
    actors: list[Actor] = Field(default_factory=list)
    stated_issuer_count: int | None = None
    dates: list[DateMention] = Field(default_factory=list)
    durations: list[Duration] = Field(default_factory=list)
    effective: dt.date | None = None
    expires: dt.date | str | None = None
    signed: dt.date | None = None
    campaigns: list[Campaign] = Field(default_factory=list)
    enumerations: list[Enumeration] = Field(default_factory=list)
    directives: list[Directive] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    addressees: list[Actor] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    amounts: list[Amount] = Field(default_factory=list)
    fields: dict[str, list[Value]] = Field(default_factory=dict)
    metadata: dict[str, list[str]] = Field(default_factory=dict)
    provenance: dict[str, list[Span]] = Field(default_factory=dict)
    warnings: list[Warning] = Field(default_factory=list)
    text: str = ""
    blocks: list[TextBlock] = Field(default_factory=list)

    def to_frame(self, table: str = "dates", backend: str = "pandas") -> pandas.DataFrame:
        """One of the lists as a data frame.

        Parameters
        ----------
        table : str
            Name of a list field: ``dates``, ``directives``, ``issuers`` …
        backend : str
            ``pandas``, ``polars`` or ``pyarrow``; the library must be installed.

        Raises
        ------
        ValueError
            For a table or backend that does not exist; the message lists those that do.
        """
        from policyextract.views.frames import to_frame

        return to_frame(self, table, backend)

    def __repr__(self) -> str:
        """One line for prompts and logs; ``model_dump()`` has everything.

        >>> PolicyDocument(kind="policy", title="某通知", warnings=[Warning(code="a", message="b")])
        <PolicyDocument kind='policy' title='某通知' warnings: 1>
        """
        said = {name: getattr(self, name) for name in ("kind", "title", "published")}
        single = "".join(f" {name}={str(value)!r}" for name, value in said.items() if value is not None)
        lists = {name: value for name, value in self if isinstance(value, list) and name not in ("packs", "blocks")}
        counts = ", ".join(f"{name}: {len(value)}" for name, value in (lists | self.fields).items() if value)
        return f"<PolicyDocument{single}{' ' * bool(counts)}{counts}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        from policyextract.views.notebook import to_html

        return to_html(self)
