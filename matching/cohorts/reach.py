"""Who competes for the same places: the organisations and mentors that moving pairs about could touch.

From an organisation without a mentor one goes to every mentor that it may have, from a full mentor to every
organisation it has that could move, and so on. Where that meets a free place, moving others would
make room. Where it meets none, the organisations found can be helped by the mentors found
and by nobody else, and there are more of them than places (Hall 1935).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matching.assignment import Instance
from matching.assignment.instance import Ints


@dataclass(frozen=True, slots=True)
class Reached:
    """Rows of the organisations and mentors that were met.

    Attributes
    ----------
    free : tuple of int
        Mentors among them that have a free place.
    """

    seekers: tuple[int, ...]
    mentors: tuple[int, ...]
    free: tuple[int, ...]


class Places:
    """Who may have whom, and who has whom, of one answer."""

    def __init__(self, instance: Instance, chosen: Ints, locked: Ints) -> None:
        self._mentors_of: dict[int, list[int]] = defaultdict(list)
        self._movable: dict[int, list[int]] = defaultdict(list)
        for seeker, mentor in zip(instance.seeker.tolist(), instance.provider.tolist(), strict=True):
            if instance.capacity[mentor]:
                self._mentors_of[seeker].append(mentor)
        fixed = set(locked.tolist())
        for pair in chosen.tolist():
            if pair not in fixed:
                self._movable[int(instance.provider[pair])].append(int(instance.seeker[pair]))
        locked_loads = np.bincount(instance.provider[locked], minlength=instance.n_providers)
        self._unlocked = instance.capacity - locked_loads
        self._load = np.bincount(instance.provider[chosen], minlength=instance.n_providers)
        self._capacity = instance.capacity

    def mentors_of(self, seeker: int) -> tuple[int, ...]:
        """Mentors with places that an organisation may have."""
        return tuple(self._mentors_of[seeker])

    def without_locks(self, mentors: Iterable[int]) -> int:
        """How many places mentors have beside those of locked pairs, which nobody moves."""
        return int(self._unlocked[list(mentors)].sum())

    def reached(self, seekers: Iterable[int]) -> Reached:
        """What is met from these organisations."""
        found, mentors, waiting = set(seekers), set[int](), list(seekers)
        while waiting:
            for mentor in self._mentors_of[waiting.pop()]:
                if mentor not in mentors:
                    mentors.add(mentor)
                    new = set(self._movable[mentor]) - found
                    found |= new
                    waiting.extend(new)
        free = [mentor for mentor in sorted(mentors) if self._load[mentor] < self._capacity[mentor]]
        return Reached(tuple(sorted(found)), tuple(sorted(mentors)), tuple(free))
