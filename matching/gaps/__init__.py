"""Gaps: needs that nobody within reach can meet, as proposals of trainings.

>>> from matching.gaps import GapOptions
>>> GapOptions().enough_places
0.5
"""

from matching.gaps.finding import Gaps, Supply, find_gaps, gaps_in, supply_of
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
    "Supply",
    "Totals",
    "find_gaps",
    "gaps_in",
    "supply_of",
]
