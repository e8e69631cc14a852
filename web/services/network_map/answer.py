"""The map as one compact answer: everyone's place and traits, and every dated contact."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import CONTACT_KINDS
from graph.analysis.scope import Scope, actors_in
from graph.analysis.traits import traits_of
from graph.schema import COMPONENTS, ROLES
from graph.snapshot import NO_DAY, date_of
from web.services.network_map.drawn import NetworkMap
from web.services.network_map.packing import front_coded, packed

_UNITS_A_STEP = 40
_FINEST = 4095  # keeps positions in two digits to base 64 for a few thousand actors
_FEWEST_UNITS_A_STEP = 12


def map_json(network: NetworkMap) -> dict[str, Any]:
    """Everything a map is drawn from, whatever language and narrowing; see web/api/map_answers.py."""
    snapshot, rows = network.snapshot, network.rows
    first_day = int(network.history.first_day or 0) if len(rows) else 0
    first = date_of(first_day) if len(rows) else None
    traits = traits_of(snapshot)
    places, unit = units(network.points)
    return {
        "as_of": snapshot.as_of.isoformat(),
        "revision": snapshot.revision,
        "first_day": first.isoformat() if first else None,
        "years": [{"year": name, "last_day": last - first_day} for name, last in network.year_ends.items()],
        "n_actors": len(rows),
        "n_left_out": network.n_left_out,
        "units_a_step": unit,
        "mean_displacement": None if network.mean_displacement is None else round(network.mean_displacement, 4),
        "roles": list(ROLES),
        "components": list(COMPONENTS),
        "sectors": list(traits.sector.values),
        "regions": snapshot.regions.ids.tolist(),
        "voivodeship_of": packed(snapshot.region_map.voivodeship_of + 1),
        "spheres": snapshot.spheres.ids.tolist(),
        "actors": {
            "ids": front_coded(snapshot.actors.ids[rows].tolist()),
            "names": [name or "" for name in snapshot.actors.names[rows].tolist()],
            "x": packed(places[:, 0]),
            "y": packed(places[:, 1]),
            "roles": packed(snapshot.actors.roles[rows]),
            "sector": packed(traits.sector.of[rows] + 1),
            "region": packed(snapshot.region_of[rows] + 1),
            "community": packed(network.community),
            "components": packed(_components(network)),
            **_spheres(network),
            **_membership(network, first_day),
        },
        "contacts": {"kinds": list(CONTACT_KINDS), **_contacts(network)},
    }


def units(points: NDArray[np.float64]) -> tuple[NDArray[np.int64], float]:
    """Positions as whole numbers from 0, and how many units a step between neighbours has."""
    if not len(points):
        return np.empty((0, 2), dtype=np.int64), float(_UNITS_A_STEP)
    offset = points - points.min(axis=0)
    unit = min(_UNITS_A_STEP, max(_FINEST / max(float(offset.max()), 1e-9), _FEWEST_UNITS_A_STEP))
    return np.rint(offset * unit).astype(np.int64), round(unit, 3)


def _components(network: NetworkMap) -> NDArray[np.int64]:
    """One bit for each component of the programme of which somebody needs or offers a skill."""
    snapshot = network.snapshot
    within = [actors_in(snapshot, Scope(component=one))[network.rows] for one in COMPONENTS]
    return np.asarray(sum(mask.astype(np.int64) << bit for bit, mask in enumerate(within)))


def _spheres(network: NetworkMap) -> dict[str, str]:
    mine = network.snapshot.active_in[network.rows] if len(network.rows) else network.snapshot.active_in[:0]
    return {"n_spheres": packed(np.diff(mine.indptr)), "spheres": packed(mine.indices)}


def _membership(network: NetworkMap, first_day: int) -> dict[str, str]:
    joined, left = network.history.joined[network.rows], network.history.left[network.rows]
    stayed = np.where(left == NO_DAY, 0, np.maximum(left.astype(np.int64) - joined, 1))
    return {"joined": packed(joined - first_day), "stayed": packed(stayed)}


def _contacts(network: NetworkMap) -> dict[str, Any]:
    history, rows = network.history, network.rows
    # Whoever has not joined yet has no place on the map, and no contact.
    shown = history.start < NO_DAY
    position = np.full(history.n_actors, -1, dtype=np.int64)
    position[rows] = np.arange(len(rows))
    one, other = position[history.one], position[history.other]
    shown &= (one >= 0) & (other >= 0)
    start, stop = history.start[shown].astype(np.int64), history.stop[shown].astype(np.int64)
    both_joined = np.maximum(history.joined[history.one], history.joined[history.other])[shown]
    return {
        "n_contacts": int(shown.sum()),
        "n_of_one": packed(np.bincount(one[shown], minlength=len(rows))),
        "gap": packed(_gaps(one[shown], other[shown])),
        "after": packed(start - both_joined),
        "lasted": packed(np.where(stop == NO_DAY, 0, stop - start)),
        "kind": packed(history.kind[shown]),
    }


def _gaps(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """How far each other stands behind that of the contact before, or behind the first of the two: small numbers.

    >>> _gaps(np.array([0, 0, 3]), np.array([2, 7, 4])).tolist()
    [2, 5, 1]
    """
    former = np.roll(other, 1)
    begins = np.diff(one, prepend=-1) != 0
    former[begins] = one[begins]
    return other - former
