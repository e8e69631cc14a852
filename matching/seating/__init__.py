"""Tables of an event: who sits with whom in which round, so that people meet new ones."""

from matching.seating.counting import Repeats, fewest_repeats, meetings_of, repeats_of
from matching.seating.errors import InvalidTables, NoSeating, TooManySeats
from matching.seating.events import Seating, seat
from matching.seating.rounds import FullTables, full_tables

__all__ = [
    "FullTables",
    "InvalidTables",
    "NoSeating",
    "Repeats",
    "Seating",
    "TooManySeats",
    "fewest_repeats",
    "full_tables",
    "meetings_of",
    "repeats_of",
    "seat",
]
