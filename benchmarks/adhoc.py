"""What people write today: BeautifulSoup, ``re`` with one pattern after another, dateparser, pydantic.

For the same facts it needs the same knowledge, so its patterns are those of the packs: every rule that refers to no
annotation, as a pattern of the standard library run over the whole text, and the names of bodies as one alternation.
Each date that is found goes to dateparser. What the packs do beyond (roles, resolution, extents) it does not do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from pydantic import BaseModel

from policyextract.language.checked import RuleSet
from policyextract.language.syntax import readable


class Found(BaseModel):
    """A fact of the script."""

    kind: str
    text: str
    start: int
    end: int
    when: dt.datetime | None = None


class Facts(BaseModel):
    """The script's result."""

    text: str
    facts: list[Found]


def script(ruleset: RuleSet) -> tuple[Callable[[str], Facts], int]:
    """The script, ready to run on one document, and the number of its patterns."""
    import dateparser
    from bs4 import BeautifulSoup

    patterns: list[tuple[str, re.Pattern[str]]] = []
    for rule in ruleset.rules:
        if rule.pattern and not rule.shadow:
            try:
                patterns.append((rule.gives, re.compile(readable(rule.pattern))))
            except re.error:
                continue
    names = {term for rule in ruleset.rules if rule.gives == "agency" for term in rule.terms}
    names = names or {term for rule in ruleset.rules for term in rule.terms if len(term) > 3}
    longest = sorted(names, key=lambda name: (-len(name), name))[:1500]
    patterns.append(("agency", re.compile("|".join(map(re.escape, longest)))))

    def extract(content: str) -> Facts:
        soup = BeautifulSoup(content, "lxml")
        for tag in soup(["script", "style"]):
            tag.decompose()
        text = soup.get_text("\n")
        facts = []
        for kind, pattern in patterns:
            for match in pattern.finditer(text):
                fact = Found(kind=kind, text=match.group(), start=match.start(), end=match.end())
                if kind in ("date", "moment"):
                    fact.when = dateparser.parse(fact.text, languages=["zh"])
                facts.append(fact)
        return Facts(text=text, facts=facts)

    return extract, len(patterns)
