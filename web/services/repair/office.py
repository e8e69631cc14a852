"""What in the office is about actors who are not in the network."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from web.office import imports, intents, leftovers
from web.office.database import Office
from web.services.repair.found import Found

# A change takes less; one that is open for longer was cut off.
_UNDER_WAY = timedelta(minutes=1)
# From so many persons on, it says something that most of them are nobody in the network.
_FEW_PERSONS = 3


@dataclass(frozen=True, slots=True)
class OfficeRows:
    """Whom the office speaks of.

    Attributes
    ----------
    cut_off :
        Changes that were begun a while ago and are open, by action and subject.
    coming : frozenset of str
        Ids that an open change brings into the network.
    """

    persons: frozenset[str]
    shown: frozenset[str]
    members: frozenset[tuple[str, str]]
    choices: frozenset[tuple[str, str]]
    cut_off: tuple[str, ...]
    coming: frozenset[str]

    def known_before(self, actors: Set[str]) -> Set[str]:
        """Ids of persons and of those shown who are not among the actors, nor on their way."""
        return (self.persons | self.shown) - actors - self.coming

    def found(self, actors: Set[str]) -> Iterator[Found]:
        """What it says about others than the actors, who are those of the network a little later."""
        here = actors | self.coming
        yield Found("open-change", self.cut_off)
        if self.is_of_another_network(here):
            yield Found("other-network", (f"{len(self.persons - here)} of {len(self.persons)}",))
        else:
            yield Found("lost-person", tuple(sorted(self.persons - here)))
            yield Found("lost-suggestion", tuple(sorted(self.shown - here)))
        yield Found("lost-member", tuple(f"{of} {one}" for of, one in sorted(self.members) if one not in here))
        yield Found("lost-choice", tuple(f"{of} {one}" for of, one in sorted(self.choices) if one not in here))

    def is_of_another_network(self, actors: Set[str]) -> bool:
        """Whether most persons are nobody there: a wrong address is likelier than that all of them were lost."""
        n_lost = len(self.persons - actors)
        return len(self.persons) >= _FEW_PERSONS and 2 * n_lost > len(self.persons)


def look_at_office(office: Office) -> OfficeRows:
    """Whom the office speaks of; read it before the network, into which changes come later."""
    with office.reading() as connection:
        return rows_of(connection)


def rows_of(connection: sa.Connection) -> OfficeRows:
    """The same inside a transaction."""
    left_open = intents.open_ones(connection)
    now = datetime.now(UTC)
    cut_off = [one for one in left_open if one.created_at is None or abs(now - one.created_at) > _UNDER_WAY]
    return OfficeRows(
        frozenset(leftovers.persons(connection)),
        frozenset(leftovers.shown(connection) - imports.merged_away(connection)),
        frozenset(leftovers.members(connection)),
        frozenset(leftovers.choices(connection)),
        tuple(f"{one.action} {one.subject}" for one in cut_off),
        frozenset(_ids_in([one.payload.get("unit") for one in left_open])),
    )


def _ids_in(units: list[object]) -> Iterator[str]:
    for unit in units:
        for node in unit.get("nodes", ()) if isinstance(unit, dict) else ():
            yield node["id"]
