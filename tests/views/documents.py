"""A small result made by hand, for tests of how results look."""

import datetime as dt

from policyextract.models import (
    Actor,
    Campaign,
    DateMention,
    Directive,
    Enumeration,
    Item,
    PolicyDocument,
    Span,
    TextBlock,
    Value,
    Warning,  # the contract's name
)

TEXT = "标题<b>\n4月21日，公安部开展治理行动。\n一要查处。二要整改[red]。"


def span(words: str) -> list[Span]:
    start = TEXT.index(words)
    return [Span(start=start, end=start + len(words), text=words, source_start=start + 9, source_end=start + 20)]


def small() -> PolicyDocument:
    order = {"rule": "cn-core/directives/n-yao", "level": 1}
    return PolicyDocument(
        kind="policy_news",
        title="标题<b>",
        published=dt.datetime(2022, 4, 22, 8, tzinfo=dt.UTC),
        text=TEXT,
        blocks=[
            TextBlock(start=0, end=5, role="title"),
            TextBlock(start=0, end=0, role="boilerplate", source_start=3, source_end=9),
            TextBlock(start=6, end=22, role="paragraph"),
            TextBlock(start=23, end=len(TEXT), role="paragraph"),
        ],
        issuers=[
            Actor(
                name="公安部", text="公安部", role="issuer", evidence=span("公安部"), rule="cn-core/agencies/agencies"
            )
        ],
        dates=[DateMention(text="4月21日", value="2022-04-21", role="meeting", evidence=span("4月21日"), rule="r")],
        campaigns=[Campaign(name="治理行动", duration="P6M", evidence=span("开展治理行动"))],
        directives=[
            Directive(marker="一要", number=1, text="查处。", evidence=span("一要查处。"), **order),
            Directive(marker="二要", number=2, text="整改[red]。", evidence=span("二要整改[red]。"), **order),
        ],
        enumerations=[
            Enumeration(family="n-yao", items=[Item(marker="一要", number=1, text="查处。", directive=True)])
        ],
        fields={"slogans": [Value(text="<i>口号</i>", value=1.5, attributes={"by": "x"})]},
        provenance={"title": span("标题")},
        warnings=[Warning(code="sequence-gap", message="<one> is missing")],
    )
