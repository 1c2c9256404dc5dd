"""The ``cleaning:`` section of a rule file: what is boilerplate, where the body stands, how labels are spelt.

All patterns are RE2 over folded text, as everywhere in the rule language. Lists of several packs are joined, a
depending pack's entries after those of the pack it requires.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

NAME = r"^[a-z][a-z0-9_-]*$"
FIELD = r"^[a-z][a-z0-9_]*$"
MAX_PATTERN = 8000
_LOOKAROUND = re.compile(r"\(\?(?:=|!|<=|<!|>)|\\[1-9]")


def _pattern(value: str) -> str:
    """A pattern RE2 accepts; what it refuses is said in its own words."""
    if len(value) > MAX_PATTERN:
        raise ValueError(f"the pattern has {len(value)} characters; the limit is {MAX_PATTERN}")
    if _LOOKAROUND.search(value):
        raise ValueError("lookaround and back references do not exist in RE2")
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(value, options)
    except re2.error as error:
        detail = error.args[0] if error.args else error
        raise ValueError(f"RE2 cannot read the pattern: {detail.decode() if isinstance(detail, bytes) else detail}")  # noqa: B904
    return value


Pattern = Annotated[str, AfterValidator(_pattern)]
FieldName = Annotated[str, Field(pattern=FIELD)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Selectors(_Section):
    """CSS selectors. Simple ones (``nav``, ``#content``, ``div.share``, ``[role=navigation]``) cost nothing; others are
    answered by BeautifulSoup and may stand in a profile only.
    """

    drop: list[str] = Field(default_factory=list, description="regions that are no part of the document")
    content: list[str] = Field(default_factory=list, description="regions that hold the document's body")
    fields: dict[FieldName, list[str]] = Field(
        default_factory=dict, description="regions whose text is the value of a metadata field"
    )


class When(_Section):
    """When a site profile applies: any of the hosts, or any of the marks."""

    host: list[str] = Field(default_factory=list, description="host of the page, sub-domains included")
    marker: list[str] = Field(default_factory=list, description="text that stands in the source of each such page")


class Profile(Selectors):
    """What is known about the pages of one site. Costs nothing on the pages of others."""

    id: str = Field(pattern=NAME)
    when: When
    drop_line: list[Pattern] = Field(default_factory=list, description="lines that are no part of the document")
    cut_tail: list[Pattern] = Field(default_factory=list, description="lines from which on nothing belongs to it")


class Phrases(_Section):
    """Boilerplate by its words. A pattern must cover the whole line unless it says otherwise."""

    drop_line: list[Pattern] = Field(default_factory=list, description="a line of nothing but this is dropped")
    drop_inline: list[Pattern] = Field(default_factory=list, description="dropped wherever it stands in a line")
    cut_tail: list[Pattern] = Field(
        default_factory=list, description="a line beginning so and everything behind it is dropped, unless body follows"
    )


class Label(_Section):
    """How a field is labelled on pages: ``发文字号：…``."""

    words: list[str] = Field(description="the label as written, without blanks and colon")
    hidden: bool = Field(default=False, description="the line is recorded as metadata and not part of the text")
    strong: bool = Field(default=True, description="false: a label only in the head or the tail of a page")


class Blocks(_Section):
    """Cues for the roles of blocks. Each pattern is matched against one whole line of folded text."""

    title: list[Pattern] = Field(default_factory=list, description="a line that is a title of a document")
    not_title: list[Pattern] = Field(default_factory=list)
    letterhead: list[Pattern] = Field(
        default_factory=list, description="a line above the title, which is the title only where no other is"
    )
    edition: list[Pattern] = Field(
        default_factory=list,
        description="a line above or below the text that tells in which edition, or when, it appeared",
    )
    lead: list[Pattern] = Field(default_factory=list, description="a line with which a report begins, below its title")
    site_title: list[Pattern] = Field(
        default_factory=list, description="what stands in <title> or a heading but is no title of a document"
    )
    document_number: list[Pattern] = Field(default_factory=list, description="a line that is a document number")
    addressee: list[Pattern] = Field(default_factory=list, description="a line that names who is addressed")
    not_addressee: list[Pattern] = Field(default_factory=list)
    heading: list[Pattern] = Field(default_factory=list)
    list_item: list[Pattern] = Field(default_factory=list)
    dateline: list[Pattern] = Field(default_factory=list, description="place, agency, day; or who adopted it when")
    page_time: list[Pattern] = Field(
        default_factory=list, description="a line under the title that tells when the page was published"
    )
    signature: list[Pattern] = Field(default_factory=list, description="a line of names behind the body")
    signature_date: list[Pattern] = Field(default_factory=list, description="the day under the names")
    annex: list[Pattern] = Field(default_factory=list, description="a line that announces or opens an annex")


class Flat(_Section):
    """Text that lost its line breaks: where the breaks were. Every capture is a block of its own."""

    head: list[Pattern] = Field(
        default_factory=list,
        description="from the start: captures ``title``, ``number``, ``addressee``, ``dateline``, ``metadata``",
    )
    signature: list[Pattern] = Field(
        default_factory=list, description="captures ``signature`` and ``date``; what follows begins a block"
    )
    inner_title: list[Pattern] = Field(
        default_factory=list, description="a title directly behind a signature: a second document begins"
    )
    break_before: list[Pattern] = Field(
        default_factory=list, description="every capture begins a block; the rest of the pattern is context"
    )


class Json(_Section):
    """Documents that come as JSON: what its keys mean. Keys that are labels need no mention."""

    content: list[str] = Field(default_factory=list, description="keys whose values are paragraphs")
    marker: list[str] = Field(default_factory=list, description="keys whose value opens the paragraph that follows")
    skip: list[str] = Field(default_factory=list, description="keys whose values are no text")


class CleaningTest(_Section):
    """A source and what must come out of it."""

    source: str
    text: str | None = None
    roles: list[str] | None = None
    metadata: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _expects_something(self) -> CleaningTest:
        if self.text is None and self.roles is None and not self.metadata:
            raise ValueError("say what must come out: text, roles or metadata")
        return self


class CleaningSection(_Section):
    """The ``cleaning:`` section of a rule file."""

    drop_elements: list[str] = Field(default_factory=list, description="HTML elements without text of the document")
    selectors: Selectors = Field(default_factory=Selectors)
    profiles: list[Profile] = Field(default_factory=list)
    phrases: Phrases = Field(default_factory=Phrases)
    labels: dict[FieldName, list[str] | Label] = Field(
        default_factory=dict, description="visible labels by the metadata field they give"
    )
    names: dict[FieldName, list[str]] = Field(
        default_factory=dict, description="names in <meta>, JSON-LD and front matter by the metadata field they give"
    )
    units: str = Field(default="", description="characters that follow a number without a blank")
    site_separators: list[str] = Field(default_factory=list, description="what parts title and site in <title>")
    blocks: Blocks = Field(default_factory=Blocks)
    flat: Flat = Field(default_factory=Flat)
    json_keys: Json = Field(default_factory=Json)
    tests: list[CleaningTest] = Field(default_factory=list)
