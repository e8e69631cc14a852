"""What can go wrong with a question to the recommender."""

from __future__ import annotations


class MatchingError(Exception):
    """Base of every error that this package raises on purpose."""


class UnknownActor(MatchingError):
    """There is no such actor in the snapshot."""

    def __init__(self, actor_id: str) -> None:
        super().__init__(f"there is no actor {actor_id!r} in the network; look it up by name first")
        self.actor_id = actor_id


class InvalidOption(MatchingError):
    """An option of the question has a value that is not allowed.

    Attributes
    ----------
    option : str
        Name of the option.
    """

    def __init__(self, option: str, value: object, allowed: str) -> None:
        super().__init__(f"{option} is {value!r:.60}; allowed: {allowed}")
        self.option = option
        self.value = value
        self.allowed = allowed
