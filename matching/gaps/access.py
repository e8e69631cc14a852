"""How many free places there are for each organisation that needs a skill.

The two-step floating catchment area (Luo and Wang 2003), which health geography uses for
doctors and patients. First each provider shares its free places evenly among all the
organisations within its reach that need the skill; then each organisation adds up its shares:

    access_i = Σ over providers j that reach i of  places_j / |{organisations k reached by j}|

0 means that nobody within reach can help, 1 that there is a place for everybody. The sum of
all access equals the places of the providers that reach anybody. Each skill is looked at on
its own, so somebody with two places who offers two skills has two places in each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Mask, Rows
from graph.snapshot.matrices import row_of_matrix
from graph.snapshot.nodes import ORGANISATION
from graph.snapshot.parts import ongoing
from matching.gaps.reach import Reach

NOT_GIVEN = 2  # what a level or priority counts as that is not given

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Access:
    """One skill: who needs it, who could help, and how many places there are for each.

    Attributes
    ----------
    skill : int
    needing : int32 array, shape (n needing,)
        Rows of the organisations present that need it and whom no mentor helps with it now.
    priority : int array, shape (n needing,)
    n_reaching : int array, shape (n needing,)
        How many free providers reach each.
    access : float64 array, shape (n needing,)
        Free places for each, rounded to nine decimals.
    being_helped : int32 array, shape (n being helped,)
        Rows of those that need it and have a mentor for it now.
    offering : int32 array, shape (n offering,)
        Rows of the actors present that offer it at a sufficient level, free or not.
    places, n_sharing : int arrays, shape (n offering,)
        Free places of each, and how many of `needing` it reaches.
    """

    skill: int
    needing: Rows
    priority: Rows
    n_reaching: Rows
    access: Numbers
    being_helped: Rows
    offering: Rows
    places: Rows
    n_sharing: Rows


def access_to(snapshot: Snapshot, reach: Reach, places_of_actor: Rows, skill: int, min_level: int) -> Access:
    """The access to one skill."""
    offering = _offering(snapshot, skill, min_level)
    needing, priority = _needing(snapshot, skill)
    helped = np.isin(needing, _helped_by(snapshot, offering))
    being_helped, needing, priority = needing[helped], needing[~helped], priority[~helped]
    places = places_of_actor[offering]
    both = np.intersect1d(needing, offering, return_indices=True)
    n_sharing = _n_sharing(reach, needing, offering)
    n_sharing[both[2]] -= reaches_itself(reach, both[0])
    shares = places / np.maximum(n_sharing, 1)
    access = _summed(reach, needing, offering, shares)
    access[both[1]] -= shares[both[2]] * reaches_itself(reach, both[0])
    n_reaching = _summed(reach, needing, offering, np.sign(places).astype(np.float64))
    n_reaching[both[1]] -= np.sign(places[both[2]]) * reaches_itself(reach, both[0])
    return Access(
        skill,
        needing,
        priority,
        np.rint(n_reaching).astype(np.int32),
        np.where(np.rint(n_reaching) > 0, access.round(9), 0.0),
        being_helped,
        offering,
        places,
        n_sharing,
    )


def reaches_itself(reach: Reach, actors: Rows) -> Mask:
    """Who of the actors is within its own reach; nobody helps itself, so those are taken out."""
    return np.asarray(reach.online[actors] | (reach.home_of[actors] < reach.n_homes - 1))


def _offering(snapshot: Snapshot, skill: int, min_level: int) -> Rows:
    actors, levels = row_of_matrix(snapshot.skill_lists.offered_by, skill)
    good = np.where(levels < 0, NOT_GIVEN, levels) >= min_level
    return actors[good & snapshot.present[actors]]


def _needing(snapshot: Snapshot, skill: int) -> tuple[Rows, Rows]:
    """Organisations present that need the skill, and with which priority."""
    actors, priorities = row_of_matrix(snapshot.skill_lists.needed_by, skill)
    kept = snapshot.present[actors] & ((snapshot.actors.roles[actors] & ORGANISATION) > 0)
    return actors[kept], np.where(priorities[kept] < 0, NOT_GIVEN, priorities[kept]).astype(np.int32)


def _helped_by(snapshot: Snapshot, offering: Rows) -> Rows:
    """Whom one of these actors mentors on the day."""
    mentors = snapshot.links("MENTORS")
    return mentors.target[ongoing(mentors, snapshot.day) & np.isin(mentors.source, offering)]


def _n_sharing(reach: Reach, needing: Rows, offering: Rows) -> Rows:
    everybody, online = reach.by_home(needing), reach.by_home(needing[reach.online[needing]])
    within = reach.within(offering)
    beyond = (online.sum() - within @ online) * reach.online[offering]
    return np.asarray(np.rint(within @ everybody + beyond), dtype=np.int32)


def _summed(reach: Reach, needing: Rows, offering: Rows, values: Numbers) -> Numbers:
    """For each that needs the skill, the sum of the values of those that reach it."""
    within = reach.within(offering)
    online_values = values * reach.online[offering]
    near = values @ within
    beyond = online_values.sum() - online_values @ within
    homes = reach.home_of[needing]
    return np.asarray(near[homes] + beyond[homes] * reach.online[needing])
