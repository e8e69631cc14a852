"""Gaps: needs that nobody within reach can meet, as proposals of trainings.

>>> from matching.gaps import GapOptions
>>> GapOptions().enough_places
0.5
"""

from matching.gaps.finding import Gaps, find_gaps
from matching.gaps.options import MODES, TRAVEL, GapOptions, GapQuestion
from matching.gaps.results import Attendee, FreeProvider, Nearest, Proposal, Totals

__all__ = [
    "MODES",
    "TRAVEL",
    "Attendee",
    "FreeProvider",
    "GapOptions",
    "GapQuestion",
    "Gaps",
    "Nearest",
    "Proposal",
    "Totals",
    "find_gaps",
]
