"""Many documents: readers, worker processes, journal, writers (design, section 7).

``command`` is the command line's, ``api`` Python's way in; both stand on ``supervisor``.
"""
