"""What can be wrong with a question about tables."""

from __future__ import annotations

from matching.errors import MatchingError


class InvalidTables(MatchingError):
    """A number is not possible, somebody is unknown, or wishes contradict each other; the message names which."""


class NoSeating(MatchingError):
    """No plan was found that keeps all wishes; the message names who, the round and the next step."""


class TooManySeats(InvalidTables):
    """So many seats in all rounds that nobody would wait for the plan.

    Attributes
    ----------
    seats, most : int
    """

    def __init__(self, seats: int, most: int) -> None:
        super().__init__(f"{seats:,} seats are too many; at most {most:,} in all rounds")
        self.seats = seats
        self.most = most
