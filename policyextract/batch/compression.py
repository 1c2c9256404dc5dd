"""Compressed files by their suffix: ``.gz`` with the standard library, ``.zst`` with the ``zstandard`` package."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import IO, Any, Protocol, cast

from policyextract.errors import InputError, PolicyExtractError

SUFFIXES = (".gz", ".zst")


def compression(path: str | Path) -> str:
    """The compression that a path's suffix names: ``gz``, ``zst`` or nothing.

    >>> compression("crawl.jsonl.gz"), compression("crawl.jsonl")
    ('gz', '')
    """
    suffix = Path(path).suffix.lower()
    return suffix[1:] if suffix in SUFFIXES else ""


def inner_suffix(path: str | Path) -> str:
    """The suffix below the compression.

    >>> inner_suffix("crawl.JSONL.gz"), inner_suffix("page.html")
    ('.jsonl', '.html')
    """
    path = Path(path)
    return (Path(path.stem) if compression(path) else path).suffix.lower()


def zstandard() -> Any:
    """The zstandard module, or one clear sentence that it is missing."""
    try:
        import zstandard as module
    except ImportError:
        raise InputError("files ending in .zst need zstandard: pip install 'policyextract[batch]'") from None
    return module


def open_stream(stream: IO[bytes], kind: str) -> IO[bytes]:
    """A binary stream, decompressed as ``kind`` says."""
    if kind == "gz":
        return cast(IO[bytes], gzip.GzipFile(fileobj=stream))
    if kind == "zst":
        reader = zstandard().ZstdDecompressor().stream_reader(stream, read_across_frames=True)
        return cast(IO[bytes], io.BufferedReader(reader, 1 << 16))
    return stream


def open_path(path: Path) -> IO[bytes]:
    """A file for reading, decompressed by its suffix."""
    return open_stream(path.open("rb"), compression(path))


def read_bytes(path: Path) -> bytes:
    """The whole file, decompressed by its suffix; a damaged archive is an :class:`InputError`."""
    try:
        if not compression(path):
            return path.read_bytes()
        with open_path(path) as stream:
            return stream.read()
    except damaged() as error:
        raise InputError(f"{path}: damaged or cut short: {error}") from error


def damaged() -> tuple[type[Exception], ...]:
    """What the decompressors raise on a damaged file."""
    errors: tuple[type[Exception], ...] = (EOFError, gzip.BadGzipFile, zlib.error)
    try:
        return (*errors, zstandard().ZstdError)
    except PolicyExtractError:
        return errors


class Compressor(Protocol):
    """A block of bytes in, a complete and independent block out."""

    def __call__(self, block: bytes, /) -> bytes: ...


def compressor(kind: str) -> Compressor:
    """Compress block by block: each block is a whole gzip member or zstd frame.

    Members may stand one behind another in one file, so a run that was cut off goes on behind the last whole one, and
    the bytes are the same as those of an undisturbed run.
    """
    if kind == "gz":
        return lambda block: gzip.compress(block, compresslevel=6, mtime=0)
    if kind == "zst":
        frame = zstandard().ZstdCompressor(level=6)
        return lambda block: cast(bytes, frame.compress(block))
    return lambda block: block
