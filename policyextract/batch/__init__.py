"""Many documents: readers, worker processes, journal, writers (design, section 7).

``command`` is the command line's way in, ``api`` Python's; both stand on ``supervisor``.
"""

from policyextract.batch.api import extract_many
from policyextract.batch.records import Failure

__all__ = ["Failure", "extract_many"]
