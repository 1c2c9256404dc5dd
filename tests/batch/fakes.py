"""Extractors that stand in for the real one: fast, and with documents that do harm."""

import os
import signal
import time
from typing import Any

from policyextract.models import Pack, PolicyDocument, Source
from policyextract.models import Warning as Warned


class FakeExtractor:
    """Gives back the title and one warning; some words in a document make it misbehave."""

    def __init__(self, version: str = "1", work: float = 0.0) -> None:
        self.packs = [Pack(name="fake", version=version, sha256=version * 8)]
        self.work = work

    def extract(
        self,
        source: Any,
        *,
        title: str | None = None,
        published: Any = None,
        url: str | None = None,
        source_id: str | None = None,
        path: str | None = None,
    ) -> PolicyDocument:
        """What the words of the document ask for."""
        text = source.decode() if isinstance(source, bytes) else str(source)
        if self.work:
            time.sleep(self.work)
        if "CRASH" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "EXIT" in text:
            os._exit(7)
        if "HANG" in text:
            time.sleep(1000)
        if "RAISE" in text:
            raise RuntimeError(f"cannot read\n{text}")
        return PolicyDocument(
            packs=self.packs,
            source=Source(id=source_id, url=url, path=path),
            title=title or text[:40],
            text=text,
            warnings=[Warned(code="fake", message="always")],
        )


class DiesAtStart(FakeExtractor):
    """Kills every worker before it is ready."""

    def extract(self, source: Any, **known: Any) -> PolicyDocument:
        """Never comes back."""
        os._exit(9)
