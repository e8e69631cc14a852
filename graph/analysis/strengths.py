"""How strong each contact is, and how long the way over it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.analysis.history import CONTACT_KINDS
from graph.analysis.moment import Moment
from graph.snapshot import LinkTable, Snapshot
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.parts import ongoing

# What a link counts for that does not say: a cooperation or a pair of peers half, a mentor's regular work in full.
DEFAULT_STRENGTH = {"COOPERATES_WITH": 0.5, "PAIRED_WITH": 0.5, "MENTORS": 1.0}
STEP = 100  # the distance over the strongest contact; whole numbers, so that ways of equal length are equal


def strengths_of(snapshot: Snapshot, moment: Moment, kinds: tuple[str, ...] = CONTACT_KINDS) -> NDArray[np.float64]:
    """The strength of each of a moment's contacts, from 0 to 1; shape (n edges,).

    That of the strongest link between the two that holds on the day; links that do not say how
    strong they are count as `DEFAULT_STRENGTH` says. `kinds` are those of the moment's history.
    """
    n = len(moment.present)
    pairs = _pairs(moment.one, moment.other, n)
    strengths = np.zeros(len(pairs))
    for kind in kinds:
        table = snapshot.links(kind)
        links = table.taken(ongoing(table, moment.day))
        found = _pairs(np.minimum(links.source, links.target), np.maximum(links.source, links.target), n)
        at = np.searchsorted(pairs, found)
        held = at < len(pairs)
        held[held] = pairs[at[held]] == found[held]
        np.maximum.at(strengths, at[held], _stated(links, kind)[held])
    return frozen(strengths)


def distance_of(strengths: NDArray[np.float64]) -> NDArray[np.int64]:
    """The distance over contacts, in hundredths of a step: ``200 − 100 · strength``, rounded.

    The strongest contact is one step long (100), the weakest two (200): whoever knows somebody
    well is near, but a way over more people is never shorter than half of one over fewer.

    >>> distance_of(np.array([1.0, 0.5, 0.0])).tolist()
    [100, 150, 200]
    """
    return np.asarray(2 * STEP - np.rint(STEP * np.clip(strengths, 0.0, 1.0)), np.int64)


def _stated(links: LinkTable, kind: str) -> NDArray[np.float64]:
    default = DEFAULT_STRENGTH[kind]
    if "strength" not in links.columns:
        return np.full(len(links), default)
    stated = links.columns["strength"]
    return np.where(np.isnan(stated), default, stated)


def _pairs(one: Rows, other: Rows, n: int) -> NDArray[np.int64]:
    return one.astype(np.int64) * n + other
