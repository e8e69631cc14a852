"""How many of everything a network of some size has, in the proportions of the real programme."""

from __future__ import annotations

from dataclasses import dataclass

from seeds.errors import InvalidSize

MOST_ORGANISATIONS = 2_000_000


@dataclass(frozen=True, slots=True)
class Scale:
    """Counts of actors, events and joint projects.

    >>> Scale.of(270)
    Scale(n_organisations=270, n_partners=60, n_mentors=27, n_events=14, n_projects=66)
    >>> Scale.of(12).n_mentors
    5
    """

    n_organisations: int
    n_partners: int
    n_mentors: int
    n_events: int
    n_projects: int

    @classmethod
    def of(cls, n_organisations: int) -> Scale:
        """The counts that go with so many organisations.

        Raises
        ------
        InvalidSize
            Not from 1 to 2,000,000.
        """
        if not 1 <= n_organisations <= MOST_ORGANISATIONS:
            raise InvalidSize(n_organisations)
        share = n_organisations / 270
        partners, mentors, events = max(3, round(60 * share)), max(5, round(27 * share)), max(4, round(14 * share))
        return cls(n_organisations, partners, mentors, events, round(66 * share))

    @property
    def n_actors(self) -> int:
        """Organisations, partners and mentors together; this is also their order by number."""
        return self.n_organisations + self.n_partners + self.n_mentors
