"""Writes an actor's name and description: the same for the same number, none twice if asked."""

from __future__ import annotations

import random
from collections.abc import Callable

Texts = tuple[str, str]
_MOST_ATTEMPTS = 200


class Writer:
    """Draws texts with a random source of each actor's own, so that streams can begin anew.

    Parameters
    ----------
    seed : int
        The network's.
    unique : bool
        Whether to draw again until neither the name nor the description was written before.
    """

    def __init__(self, seed: int, *, unique: bool) -> None:
        self._seed = seed
        self._unique = unique
        self._written: set[str] = set()

    def write(self, number: int, draw: Callable[[random.Random], Texts]) -> Texts:
        """Name and description of the actor with that number.

        Raises
        ------
        RuntimeError
            No new text was found; there are too many actors for unique ones.
        """
        rng = random.Random(self._seed * 10_000_019 + number)
        for _ in range(_MOST_ATTEMPTS):
            texts = draw(rng)
            if not self._unique:
                return texts
            if self._written.isdisjoint(texts):
                self._written.update(texts)
                return texts
        raise RuntimeError(f"no new name and description for actor {number}; ask for fewer organisations")
