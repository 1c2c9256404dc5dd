"""policyextract: typed, validated facts out of Chinese policy documents, each grounded in the exact characters.

>>> from policyextract import extract
"""

from __future__ import annotations
