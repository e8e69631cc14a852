"""One part of the network: actors of a region, a sphere, a sector, or a component of the programme."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph import schema
from graph.analysis.history import CONTACT_KINDS, History, history_of
from graph.analysis.traits import CIVIL_SOCIETY, MENTOR_ONLY, sectors_of
from graph.errors import UnknownName
from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask
from graph.snapshot.nodes import ROLE_BITS

SECTOR_CHOICES = (CIVIL_SOCIETY, *schema.SECTORS, MENTOR_ONLY)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the network is narrowed to; None narrows nothing. Contacts count where both ends are within.

    Attributes
    ----------
    component : str, optional
        Actors who need or offer a skill of this component (its first or its second).
    region : str, optional
        Code of a voivodeship or powiat: actors with their seat there.
    sphere : str, optional
        Code of a sphere: actors who work in it.
    sector : str, optional
        ``ngo`` for organisations, a sector for partners, ``mentor`` for mentors who are neither.
    role : str, optional
        Organisation, Partner or Mentor: actors who hold the role.
    kind : str, optional
        One of `CONTACT_KINDS`: contacts of this kind only.
    """

    component: str | None = None
    region: str | None = None
    sphere: str | None = None
    sector: str | None = None
    role: str | None = None
    kind: str | None = None

    @property
    def is_everything(self) -> bool:
        """Whether nothing is narrowed."""
        return self == Scope()


def scoped(snapshot: Snapshot, scope: Scope) -> History:
    """The history of that part of the network.

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector, role or kind; it names those there are.
    """
    history = history_of(snapshot)
    if scope.kind is not None:
        _check("kind of contact", scope.kind, CONTACT_KINDS)
    mask = actors_in(snapshot, scope)
    if mask.all() and scope.kind is None:
        return history
    return history.only(None if mask.all() else mask, None if scope.kind is None else (scope.kind,))


def actors_in(snapshot: Snapshot, scope: Scope) -> Mask:
    """Which actors are within the scope, present or not; shape (n actors,).

    Raises
    ------
    UnknownName
        As `scoped` raises it, but for the kind.
    """
    mask = np.ones(len(snapshot.actors), dtype=bool)
    if scope.component is not None:
        mask &= _of_component(snapshot, scope.component)
    if scope.region is not None:
        mask &= _of_region(snapshot, scope.region)
    if scope.sphere is not None:
        _check("sphere", scope.sphere, snapshot.spheres.ids.tolist())
        mask &= snapshot.active_in[:, [snapshot.spheres.row_of[scope.sphere]]].toarray().ravel() != 0
    if scope.sector is not None:
        _check("sector", scope.sector, SECTOR_CHOICES)
        mask &= sectors_of(snapshot.actors) == scope.sector
    if scope.role is not None:
        _check("role", scope.role, schema.ROLES)
        mask &= (snapshot.actors.roles & ROLE_BITS[scope.role]) != 0
    return mask


def _of_component(snapshot: Snapshot, component: str) -> Mask:
    _check("component", component, schema.COMPONENTS)
    skills = snapshot.skills
    of_it = ((skills.component == component) | (skills.component_secondary == component)).astype(np.int64)
    counts = (snapshot.needs != 0).astype(np.int64) @ of_it + (snapshot.offers != 0).astype(np.int64) @ of_it
    return np.asarray(counts > 0)


def _of_region(snapshot: Snapshot, region: str) -> Mask:
    _check("region", region, snapshot.regions.ids.tolist())
    row = snapshot.regions.row_of[region]
    within = (np.arange(len(snapshot.regions)) == row) | (snapshot.region_map.voivodeship_of == row)
    # The last place stands for actors whose region is not known.
    return np.append(within, np.False_)[snapshot.region_of]


def _check(what: str, name: str, choices: tuple[str, ...] | list[str]) -> None:
    if name not in choices:
        raise UnknownName(what, name, list(choices))
