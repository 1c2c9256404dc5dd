"""Stage 1: any page in, readable text out, every character mapped back to the source.

``clean`` reads a document with the ``cleaning`` rules of the active packs, which ``compile_cleaning`` makes ready.
"""

from policyextract.cleaning.rules import CleaningRules, compile_cleaning
from policyextract.cleaning.stage import clean

__all__ = ["CleaningRules", "clean", "compile_cleaning"]
