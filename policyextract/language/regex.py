"""RE2, as this package uses it: over UTF-8 bytes, silent, bounded."""

from __future__ import annotations

from typing import Any

import re2

MAX_MEMORY = 8 << 20


def compiled(pattern: str) -> Any:
    """An RE2 object over UTF-8 bytes; a pattern may not take more than 8 MB.

    Raises
    ------
    re2.error
        RE2 refuses the pattern.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    return re2.compile(pattern.encode(), options)
