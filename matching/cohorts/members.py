"""Who takes part in a cohort: organisations that look for mentors, and mentors with places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seeker:
    """An organisation that looks for mentors.

    Attributes
    ----------
    demand : int
        How many mentors it asks for; at least 1.
    availability : tuple of str
        When it can meet, in the words that the coordinator uses; empty where it has not said.
    waited : int
        Cohorts in a row in which it took part and got no mentor.
    """

    actor_id: str
    demand: int = 1
    availability: tuple[str, ...] = ()
    waited: int = 0


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor with places.

    Attributes
    ----------
    capacity : int
        How many organisations can be taken at most.
    minimum : int
        How many at least, if it can be helped.
    affiliation : str or None
        Id of the organisation or partner that the mentor belongs to.
    """

    actor_id: str
    capacity: int
    minimum: int = 0
    availability: tuple[str, ...] = ()
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Members:
    """The two sides of a cohort, each in order of id, so that ties break by id.

    Attributes
    ----------
    excluded : frozenset of (seeker id, mentor id)
        Pairs with a conflict of interest that somebody has named.
    """

    seekers: tuple[Seeker, ...]
    mentors: tuple[Mentor, ...]
    excluded: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls, seekers: Iterable[Seeker], mentors: Iterable[Mentor], excluded: Iterable[tuple[str, str]] = ()
    ) -> Members:
        """The members in order of id, whatever order they come in.

        >>> Members.of([Seeker("org-2"), Seeker("org-1")], []).seekers[0].actor_id
        'org-1'
        """
        return cls(
            tuple(sorted(seekers, key=lambda one: one.actor_id)),
            tuple(sorted(mentors, key=lambda one: one.actor_id)),
            frozenset(excluded),
        )
