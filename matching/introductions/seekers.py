"""From which organisations introductions are sought: all, or in a large network those whom one would help most.

Three groups take turns, so that none takes all the places: organisations without contacts,
those in small components, and those of the largest component, community by community.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Column, Rows
from matching.introductions.network import Net


def looked_at(snapshot: Snapshot, net: Net, seekers: Rows, limit: int) -> Rows:
    """At most `limit` of the seekers, ascending.

    Without contacts: first those who say what they need, the latest to join before others. In
    small components: one of each, the largest components first, then a second one of each. In
    the largest component: one of each community, those with the fewest contacts to others
    first, then a second one; of a component or community, who has most contacts goes first.
    """
    if len(seekers) <= limit:
        return seekers
    alone, largest = net.degree[seekers] == 0, net.component_sizes == net.size_of_component.max()
    groups = (
        _isolates(snapshot, seekers[alone]),
        _by_part(net, seekers[~alone & ~largest[seekers]], net.component_of, -net.size_of_component),
        _by_part(net, seekers[~alone & largest[seekers]], net.divisions["community"].of, _outward(net)),
    )
    turns = np.concatenate([np.arange(len(group)) for group in groups])
    # A stable order: of one turn, the isolate goes first.
    return np.sort(np.concatenate(groups)[np.argsort(turns, kind="stable")][:limit])


def _isolates(snapshot: Snapshot, rows: Rows) -> Rows:
    says_nothing = np.diff(snapshot.needs.indptr)[rows] == 0
    return rows[np.lexsort((rows, -snapshot.actors.joined[rows].astype(np.int64), says_nothing))]


def _by_part(net: Net, rows: Rows, part_of: Rows, order_of_part: Column) -> Rows:
    """One of each part, then a second one of each, and so on."""
    part = part_of[rows]
    within = np.lexsort((rows, -net.degree[rows], part))
    turn = np.empty(len(rows), dtype=np.int64)
    turn[within] = _places_in_run(part[within])
    return rows[np.lexsort((rows, order_of_part[part], turn))]


def _places_in_run(values: Column) -> NDArray[np.int64]:
    """The place of each in its run of equal values, from 0.

    >>> _places_in_run(np.array([3, 3, 5, 7, 7, 7])).tolist()
    [0, 1, 0, 0, 1, 2]
    """
    starts = np.flatnonzero(np.diff(values, prepend=values[:1] - 1))
    return np.arange(len(values)) - np.repeat(starts, np.diff(np.append(starts, len(values))))


def _outward(net: Net) -> NDArray[np.int64]:
    """Contacts of each community with others."""
    division = net.divisions["community"]
    one, other = division.pairs >> 32, division.pairs & 0xFFFFFFFF
    n, apart = int(division.of.max(initial=-1)) + 1, one != other
    ends = np.concatenate((one[apart], other[apart]))
    return np.bincount(ends, np.tile(division.counts[apart], 2), n).astype(np.int64)
