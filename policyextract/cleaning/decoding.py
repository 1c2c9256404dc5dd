"""Bytes to text: byte order mark, strict UTF-8, the declared charset, GB 18030 and Big5, then detection.

The order is measured, not guessed: strict UTF-8 hardly ever accepts anything else, while detectors take short GBK for
Korean or Western text; so detection (``bs4.dammit`` with charset-normalizer) comes last and is loaded only then.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

# UTF-32 before UTF-16: its little-endian mark begins with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{3,40})""", re.IGNORECASE)
# What pages call a charset and what they mean: the superset decodes every byte the named one does.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_HEAD = 4096
_SAMPLE = 1 << 16
# How files begin that are no text: PNG, JPEG, GIF, PDF, zip (OOXML), gzip, OLE (doc, xls), rar, 7z, RIFF.
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
    b"RIFF",
)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")


# Formats that hold no text as it stands: documents of office programs, archives, pictures.
_BINARY_MAGIC = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x7fELF",
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f\x1a\x1b")


class Decoded(NamedTuple):
    """Decoded source and the name of the encoding it was in (None for text that came as ``str``)."""

    text: str
    encoding: str | None


def decode(source: str | bytes) -> Decoded:
    """The source as text, without byte order mark and lone surrogates; empty for what is no text (an image).

    Examples
    --------
    >>> decode("关于".encode("gbk")).encoding
    'gb18030'
    >>> decode(b"\\xef\\xbb\\xbfok")
    Decoded(text='ok', encoding='utf-8')
    """
    if isinstance(source, str):
        return Decoded(_valid(source), None)
    if source.startswith(_BINARY):
        return Decoded("", None)
    decoded = _decode(source)
    return decoded if _is_text(decoded.text) else Decoded("", None)


def _is_text(text: str) -> bool:
    """Text has next to no control characters and replacement characters; a sample decides."""
    sample = text[: _HEAD * 4]
    return len(_NO_TEXT.findall(sample)) * 10 <= len(sample)


def _decode(source: bytes) -> Decoded:
    if source.startswith(_BINARY_MAGIC):
        return Decoded("", None)
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return Decoded(_valid(source[len(mark) :].decode(encoding, "replace")), encoding)
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text[:_HEAD]:
            return Decoded(text, "utf-8")
        guess = _utf16_without_mark(source)
        if guess is None:
            return Decoded("", None) if _is_binary(source) else Decoded(text, "utf-8")
        return Decoded(_valid(source.decode(guess, "replace")), guess)
    if guess := _utf16_without_mark(source):
        return Decoded(_valid(source.decode(guess, "replace")), guess)
    if _is_binary(source):
        return Decoded("", None)
    return _legacy(source)


def _valid(text: str) -> str:
    """Lone surrogates are no characters: one U+FFFD each, so that offsets stay."""
    text = text.removeprefix("\ufeff")
    try:
        text.encode("utf-8")  # five times as fast as looking for surrogates
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def _is_binary(source: bytes) -> bool:
    """Whether a good part of a sample are control characters, which no text encoding uses."""
    sample = source[:_HEAD]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * 0.1


def _utf16_without_mark(source: bytes) -> str | None:
    """UTF-16 by its zeros: markup and digits leave every other byte empty."""
    head = source[:_HEAD]
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0::2].count(0), head[1::2].count(0)
    guess = "utf-16-le" if odd > half * 0.1 and even * 10 < odd else None
    guess = "utf-16-be" if even > half * 0.1 and odd * 10 < even else guess
    if guess is None:
        return None
    text = head.decode(guess, "replace")
    usual = sum(1 for char in text if char.isascii() or "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef")
    return guess if usual > len(text) * 0.7 else None


def _legacy(source: bytes) -> Decoded:
    candidates = []
    if declared := _DECLARED.search(source[:_HEAD]):
        name = declared[1].decode("ascii").lower()
        candidates.append(_SUPERSETS.get(name, name))
    for encoding in dict.fromkeys([*candidates, "gb18030", "big5hkscs"]):
        try:
            text = source.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if encoding == "utf-8" or _plausible(text):
            return Decoded(_valid(text), encoding)
    return _detected(source, candidates)


# Characters of the first level of GB 2312 and Big5 are the common ones; text read with the wrong table is full of
# rare ones, of private use and of Latin accents.
def _plausible(text: str) -> bool:
    """Whether decoded text looks like text in Chinese or plain Latin script, judged by a sample."""
    sample = [char for char in text[: _HEAD * 4] if char > "\x7f"][:400]
    if not sample:
        return True
    try:
        common = sum(1 for char in sample if _is_common(char))
    except UnicodeError:
        return False
    return common >= len(sample) * 0.8


def _is_common(char: str) -> bool:
    if "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e" or "\u2010" <= char <= "\u2027":
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return False
    for encoding, first, last in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            lead = char.encode(encoding)[0]
        except UnicodeEncodeError:
            continue
        if first <= lead <= last:
            return True
    return False


def _detected(source: bytes, declared: list[str]) -> Decoded:
    """What remains: damaged bytes or another script. The declared charset wins if nothing better is found."""
    from bs4.dammit import EncodingDetector

    for encoding in ("gb18030", "utf-8"):  # a few damaged bytes do not make it another encoding
        text = source.decode(encoding, "replace")
        if text and text.count("\ufffd") * 50 < len(text) and _plausible(text):
            return Decoded(_valid(text), encoding)
    sample = source[:_SAMPLE]
    guesses = []
    for guess in EncodingDetector(sample, known_definite_encodings=declared, is_html=True).encodings:
        try:
            codecs.lookup(guess)
            guesses.append(guess)
            return Decoded(_valid(source.decode(guess)), guess)
        except (UnicodeDecodeError, LookupError):
            continue
    encoding = guesses[0] if guesses else "utf-8"
    return Decoded(_valid(source.decode(encoding, "replace")), encoding)
