"""The extractor ties the four stages together; this is the only place that knows their order."""

from __future__ import annotations

import datetime as dt
import gc
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from policyextract.errors import InputError

if TYPE_CHECKING:
    from policyextract.assembly.tables import Tables
    from policyextract.cleaning import CleaningRules
    from policyextract.document import Document
    from policyextract.engine.annotations import Annotations
    from policyextract.engine.engine import Engine
    from policyextract.engine.search import Trace
    from policyextract.models import Pack, PolicyDocument

PackNames = Sequence[str | os.PathLike[str]]


class Extractor:
    """Documents to facts with a fixed set of rule packs.

    Safe between threads and forks; pickles as the names of its packs and builds its rules once per process, when first
    needed.

    Parameters
    ----------
    packs : sequence of str or path, optional
        Names of shipped or installed packs, or folders. ``None`` means exactly ``cn-core``.

    Raises
    ------
    InputError
        ``packs`` is a single name.
    PackError
        At the first use, when a pack is missing or faulty: every fault with file, line and column.

    Examples
    --------
    >>> Extractor().extract('4月21日，公安部召开会议。', published='2022-04-22').dates[0].value
    '2022-04-21'
    """

    def __init__(self, packs: PackNames | None = None) -> None:
        self._names = _names(packs)
        self._lock = Lock()
        self._engine: Engine | None = None
        self._cleaning: CleaningRules | None = None  # with the tables made ready before the engine
        self._tables: Tables | None = None

    def __reduce__(self) -> tuple[type[Extractor], tuple[Any, ...]]:
        return type(self), (self._names,)

    @property
    def packs(self) -> list[Pack]:
        """Name, version and sha256 of each pack in use: the lock of the results."""
        from policyextract.models import Pack

        return [Pack(name=p.name, version=p.version, sha256=p.sha256) for p in self._ready().ruleset.packs]

    def extract(
        self,
        source: str | bytes | os.PathLike[str],
        *,
        title: str | None = None,
        published: str | dt.date | dt.datetime | None = None,
        url: str | None = None,
        source_id: str | None = None,
        path: str | None = None,
    ) -> PolicyDocument:
        """Facts of one document; see :func:`extract`.

        ``source_id`` is kept in the result; ``path`` too, and says where content was read from that is passed as
        ``bytes`` (out of an archive, say).
        """
        self._ready()  # before the collector rests: packs may have to be read
        given = read_when(published)
        with _collector_at_rest():  # and what was made for the document is freed before it goes on
            return self._facts(source, title, given, url, source_id, path)

    def _facts(
        self,
        source: str | bytes | os.PathLike[str],
        title: str | None,
        published: dt.date | dt.datetime | None,
        url: str | None,
        source_id: str | None,
        path: str | None,
    ) -> PolicyDocument:
        from policyextract.assembly.assemble import assemble
        from policyextract.assembly.context import Context, Given
        from policyextract.engine.engine import ENGINE_VERSION
        from policyextract.models import PolicyDocument, make_blocks

        engine = self._ready()
        given = Given(title, published, url)
        document, path = self._clean(source, path)
        found = engine.annotate(document)
        assert self._tables is not None
        context = Context(document, found, self._tables, given, engine.ruleset.fields, engine.annotate)
        if not document.text.strip():
            context.warn("no-text", "there is no text in this document")
        result = assemble(context)
        context.memo.clear()  # what it holds may know the context: without cycles all is freed at once
        result["engine_version"] = ENGINE_VERSION
        result["packs"] = [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in engine.ruleset.packs]
        result["source"] = {
            "id": source_id,
            "url": url,
            "path": path,
            "media_type": document.media_type,
            "encoding": document.encoding,
            "sha256": document.sha256,
        }
        result["language"] = document.language
        result["metadata"] = document.metadata.texts()
        result["text"] = document.text
        result["blocks"] = make_blocks(document.blocks)
        return PolicyDocument.model_validate(result)

    def annotate(
        self, source: str | bytes | os.PathLike[str], trace: Trace | None = None
    ) -> tuple[Document, Annotations]:
        """The first three stages only: the cleaned document and what the rules found. For rule authors' tools."""
        document, _ = self._clean(source)
        return document, self._ready().annotate(document, trace)

    def _clean(
        self, source: str | bytes | os.PathLike[str], known_path: str | None = None
    ) -> tuple[Document, str | None]:
        from policyextract.cleaning import clean

        content, path = _content(source)
        path = path or known_path
        self._ready()
        assert self._cleaning is not None
        return clean(content, rules=self._cleaning, path=path), path

    def _ready(self) -> Engine:
        """The engine, built once."""
        if self._engine is None:
            with self._lock:
                if self._engine is None:
                    from policyextract.assembly.tables import Tables
                    from policyextract.cleaning import compile_cleaning
                    from policyextract.engine.engine import Engine
                    from policyextract.language import load_ruleset

                    ruleset = load_ruleset(self._names)
                    self._cleaning = compile_cleaning(ruleset.cleaning)
                    self._tables = Tables(ruleset.tables)
                    self._engine = Engine(ruleset)
        return self._engine


def extract(
    source: str | bytes | os.PathLike[str],
    *,
    title: str | None = None,
    published: str | dt.date | dt.datetime | None = None,
    url: str | None = None,
    packs: PackNames | None = None,
) -> PolicyDocument:
    """Read one policy document and return its facts.

    Parameters
    ----------
    source : str, bytes or path
        HTML, Markdown or plain text as ``str`` or ``bytes`` (any encoding), or a ``pathlib.Path`` to a file.
    title : str, optional
        The title, if known; outranks what the page says.
    published : str, date or datetime, optional
        When it was published, ISO format if a string; outranks what the page says.
    url : str, optional
        Where it was found; kept in the result.
    packs : sequence of str or path, optional
        Rule packs by name or folder; ``None`` means exactly ``cn-core``.

    Returns
    -------
    PolicyDocument
        Never raises on content: empty or binary input gives an empty result with the warning ``no-text``.

    Raises
    ------
    InputError
        ``source`` is no document: a missing file, a directory, a wrong type; ``published`` is no date; ``packs`` is a
        single name.
    PackError
        A pack is missing or faulty.

    Examples
    --------
    >>> doc = extract('国家邮政局、公安部联合召开会议，部署开展为期半年的寄递安全专项行动。')
    >>> [campaign.name for campaign in doc.campaigns]
    ['寄递安全专项行动']
    """
    return _shared(_names(packs)).extract(source, title=title, published=published, url=url)


def _names(packs: PackNames | None) -> tuple[str | os.PathLike[str], ...] | None:
    if isinstance(packs, str | os.PathLike):  # its characters would be taken for names
        raise InputError(f"packs is a list, such as packs=[{os.fspath(packs)!r}]")
    return None if packs is None else tuple(packs)


@lru_cache(maxsize=8)
def _shared(packs: tuple[str | os.PathLike[str], ...] | None) -> Extractor:
    return Extractor(packs)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking again and again over the live objects of a document.

    There are thousands of them, millions in a large one, and what a document leaves behind is freed by reference
    counting; the collector goes on when it is read.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def read_when(value: str | dt.date | dt.datetime | None) -> dt.date | dt.datetime | None:
    """What a caller says of the time of publication, as a date or datetime.

    >>> read_when("2022-04-22")
    datetime.date(2022, 4, 22)
    """
    if value is None or isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        raise InputError(f"published must be a date, a datetime or an ISO string, not {type(value).__name__}")
    text = value.strip()
    try:
        return dt.date.fromisoformat(text) if len(text) <= 10 else dt.datetime.fromisoformat(text)
    except ValueError:
        raise InputError(f"published={value!r} is no ISO date such as 2022-04-22") from None


def _content(source: str | bytes | os.PathLike[str]) -> tuple[str | bytes, str | None]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), None
    if isinstance(source, str):
        _no_path(source)
        return source, None
    if not isinstance(source, os.PathLike):
        raise InputError(f"a document is str, bytes or a pathlib.Path, not {type(source).__name__}")
    path = Path(source)
    try:
        return path.read_bytes(), str(source)
    except IsADirectoryError:
        raise InputError(f"{path} is a directory; name a file, or use `policyextract batch` for folders") from None
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


_LOOKS_LIKE_PATH = re.compile(r"[^\n<>|\"?*]{1,250}\.(?:html?|md|txt|jsp|json|pdf|docx?|xml)")


def _no_path(text: str) -> None:
    """A str that names a file, or could only be the name of one, is a path by mistake."""
    if not 0 < len(text) <= 255 or "\n" in text or "<" in text:
        return
    likely = _LOOKS_LIKE_PATH.fullmatch(text.strip()) is not None
    if not likely and ("/" in text or os.sep in text):
        try:
            likely = Path(text).exists()
        except (OSError, ValueError):
            likely = False
    if likely:
        raise InputError(f"{text!r} looks like a path; pass pathlib.Path({text!r}) to read a file")
