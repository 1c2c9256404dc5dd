"""policyextract: typed, validated facts out of Chinese policy documents, each grounded in the exact characters.

>>> from policyextract import extract
>>> doc = extract("4月21日，国家邮政局、公安部联合召开会议。", published="2022-04-22")
>>> [date.value for date in doc.dates]
['2022-04-21']

Importing this package is light: each name is fetched from its room when it is first used (PEP 562).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from policyextract.batch import Failure as Failure
    from policyextract.batch import extract_many as extract_many
    from policyextract.errors import InputError as InputError
    from policyextract.errors import PackError as PackError
    from policyextract.errors import PolicyExtractError as PolicyExtractError
    from policyextract.extractor import Extractor as Extractor
    from policyextract.extractor import extract as extract
    from policyextract.language import load_pack as load_pack
    from policyextract.models import Actor as Actor
    from policyextract.models import Amount as Amount
    from policyextract.models import Campaign as Campaign
    from policyextract.models import DateMention as DateMention
    from policyextract.models import Directive as Directive
    from policyextract.models import DocumentNumber as DocumentNumber
    from policyextract.models import Duration as Duration
    from policyextract.models import Enumeration as Enumeration
    from policyextract.models import Item as Item
    from policyextract.models import Pack as Pack
    from policyextract.models import Phase as Phase
    from policyextract.models import PolicyDocument as PolicyDocument
    from policyextract.models import Reference as Reference
    from policyextract.models import Source as Source
    from policyextract.models import Span as Span
    from policyextract.models import Target as Target
    from policyextract.models import TextBlock as TextBlock
    from policyextract.models import Value as Value
    from policyextract.models import Warning as Warning  # noqa: A004  # the contract's name

__version__ = "0.1.0"

_MODELS = [
    "Actor",
    "Amount",
    "Campaign",
    "DateMention",
    "Directive",
    "DocumentNumber",
    "Duration",
    "Enumeration",
    "Item",
    "Pack",
    "Phase",
    "PolicyDocument",
    "Reference",
    "Source",
    "Span",
    "Target",
    "TextBlock",
    "Value",
    "Warning",
]
_HOMES = {
    "extract": "policyextract.extractor",
    "Extractor": "policyextract.extractor",
    "extract_many": "policyextract.batch",
    "Failure": "policyextract.batch",
    "load_pack": "policyextract.language",
    "InputError": "policyextract.errors",
    "PackError": "policyextract.errors",
    "PolicyExtractError": "policyextract.errors",
    **dict.fromkeys(_MODELS, "policyextract.models"),
}
__all__ = ["__version__", *_HOMES]

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
