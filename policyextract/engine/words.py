"""Word boundaries from jieba, asked only at candidate places."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from threading import Lock
from typing import Any

_lock = Lock()
_REACH = 16
_RUN_LEFT = re.compile("[\u3400-\u9fff]*\\Z")
_RUN_RIGHT = re.compile("[\u3400-\u9fff]*")


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with _lock:
        tokenizer.initialize()
    return tokenizer


@lru_cache(maxsize=4096)
def _cuts(run: str) -> frozenset[int]:
    """Offsets in a run of Chinese characters at which jieba begins or ends a word."""
    at, cuts = 0, {0}
    # Without the hidden Markov model: it joins markers to what follows (measured on the corpus).
    for word in _tokenizer().cut(run, HMM=False):
        at += len(word)
        cuts.add(at)
    return frozenset(cuts)


def is_boundary(text: str, offset: int) -> bool:
    """Whether a word begins or ends at an offset, by jieba on the Chinese run around it.

    >>> is_boundary('各地要统一要求', 4)
    False
    """
    if offset <= 0 or offset >= len(text):
        return True
    left = _RUN_LEFT.search(text, max(offset - _REACH, 0), offset)
    right = _RUN_RIGHT.match(text, offset, offset + _REACH)
    assert left and right  # both patterns match the empty string
    if not left[0] or not right[0]:
        return True
    return len(left[0]) in _cuts(left[0] + right[0])
