"""Who has worked with whom by the day, and when last."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from graph.snapshot.columns import Column, Rows, frozen
from graph.snapshot.links import LinkTable
from graph.snapshot.matrices import Matrix, matrix_of, row_sizes, sealed
from graph.snapshot.parts import Part, begun

_FIRST_DAY = 1  # a sparse matrix drops zeros, and no cooperation is told apart before 1970


@dataclass(frozen=True, slots=True, eq=False)
class Contacts(Part):
    """Actors that have cooperated, been paired or mentored by the day.

    Attributes
    ----------
    last_day : int32 matrix, actors × actors, symmetric
        Day number of the last day on which the two were in touch: the day itself where
        something between them is not over.
    n_contacts : int32 array, shape (n actors,)
    """

    last_day: Matrix
    n_contacts: Rows


def contacts(ids: Column, cooperation: LinkTable, pairs: LinkTable, mentors: LinkTable, day: int) -> Contacts:
    """The contacts that the three kinds of links make."""
    last_day = csr_array((len(ids), len(ids)), dtype=np.int32)
    for links in (cooperation, pairs, mentors):
        last_day = last_day.maximum(_symmetric(len(ids), links, day))
    last_day.sort_indices()
    return Contacts(
        (ids, cooperation, pairs, mentors, day), sealed(last_day), frozen(row_sizes(last_day).astype(np.int32))
    )


def _symmetric(n_actors: int, links: LinkTable, day: int) -> Matrix:
    past = links.taken(begun(links, day))
    last = np.clip(past.columns["until"], _FIRST_DAY, max(day, _FIRST_DAY)).astype(np.int32)
    first_of_pair = np.flatnonzero(_starts_new_pair(past))
    once = past.taken(first_of_pair)
    latest = np.maximum.reduceat(last, first_of_pair) if len(past) else last
    one_way = matrix_of(once, (n_actors, n_actors), latest)
    return one_way.maximum(one_way.T.tocsr())


def _starts_new_pair(links: LinkTable) -> Column:
    if not len(links):
        return np.zeros(0, dtype=bool)
    differs = (links.source[1:] != links.source[:-1]) | (links.target[1:] != links.target[:-1])
    return np.concatenate([[True], differs])
