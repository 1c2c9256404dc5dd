"""Sums of money."""

from __future__ import annotations

from typing import Any

from policyextract.assembly.context import Context
from policyextract.document import Annotation
from policyextract.values import Money


def read(context: Context) -> None:
    """Write ``amounts``."""
    context.result["amounts"] = [
        _amount(context, a, a.value) for a in context.found.of("amount") if isinstance(a.value, Money)
    ]


def _amount(context: Context, annotation: Annotation, money: Money) -> dict[str, Any]:
    return {
        "text": context.text(annotation),
        "value": money.value,
        "minimum": money.minimum,
        "maximum": money.maximum,
        "currency": money.currency,
        "evidence": context.evidence(annotation),
        "rule": annotation.rule,
    }
