"""Dates and durations of whole documents: what is read, from what it is resolved, and which role it has."""

from pathlib import Path

import pytest

from policyextract import extract

SENTENCES = Path(__file__).parents[1] / "data" / "date_sentences.tsv"


def cases():
    """published, sentence, dates and durations of each line."""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            published, sentence, dates, durations = [*line.split("\t"), "", ""][:4]
            yield pytest.param(published, sentence, dates, durations, id=sentence[:24])


@pytest.mark.parametrize(("published", "sentence", "dates", "durations"), list(cases()))
def test_sentences(published, sentence, dates, durations):
    """Each sentence gives the dates and durations listed beside it, and no others."""
    found = extract(sentence, published=published)
    said = ";".join(f"{d.text}={d.value}" for d in found.dates if d.value)
    lasting = ";".join(f"{d.text}={d.value}{' workday' if d.unit == 'workday' else ''}" for d in found.durations)
    assert (said, lasting) == (dates, durations)
