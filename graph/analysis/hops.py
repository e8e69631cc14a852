"""How many steps apart actors are: breadth-first search from many of them at once."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix

NOT_CONNECTED = -1
AT_ONCE = 64  # sources, one bit of a word each

Hops = NDArray[np.int16]


def hops_from(adjacency: Matrix, sources: Rows) -> Hops:
    """Steps from each source to every actor; shape (n sources, n actors).

    0 for the source itself, `NOT_CONNECTED` where no chain of contacts leads. Sources may
    repeat. 64 of them are searched at once, a bit of each actor's word for each (the
    multi-source search of Then et al. 2014); it reads every contact once a step.

    Parameters
    ----------
    adjacency : matrix, actors × actors
        Symmetric; any entry is a contact.
    sources : int array, shape (n sources,)

    References
    ----------
    Then et al., "The More the Merrier: Efficient Multi-Source Graph Traversal", VLDB 2014.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> chain = csr_array(np.array([[0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 0]]))
    >>> hops_from(chain, np.array([0, 3])).tolist()
    [[0, 1, 2, -1], [-1, -1, -1, 0]]
    """
    hops = np.full((len(sources), adjacency.shape[0]), NOT_CONNECTED, dtype=np.int16)
    for first, some in blocks_of_hops(adjacency, sources):
        hops[first : first + len(some)] = some
    return hops


def blocks_of_hops(adjacency: Matrix, sources: Rows) -> Iterator[tuple[int, Hops]]:
    """The same 64 sources at a time, each block with the place of its first source."""
    for first in range(0, len(sources), AT_ONCE):
        yield first, _searched(adjacency, np.asarray(sources[first : first + AT_ONCE]))


def _searched(adjacency: Matrix, sources: Rows) -> Hops:
    n_actors = adjacency.shape[0]
    linked = np.flatnonzero(np.diff(adjacency.indptr))
    starts, neighbours = adjacency.indptr[linked], adjacency.indices
    hops = np.full((n_actors, len(sources)), NOT_CONNECTED, dtype=np.int16)
    hops[sources, np.arange(len(sources))] = 0
    reached = np.zeros(n_actors, dtype=np.uint64)
    np.bitwise_or.at(reached, sources, np.uint64(1) << np.arange(len(sources), dtype=np.uint64))
    newly = reached.copy()
    step = 0
    while len(linked) and newly.any():
        step += 1
        found = np.zeros(n_actors, dtype=np.uint64)
        found[linked] = np.bitwise_or.reduceat(newly[neighbours], starts)
        newly = np.bitwise_and(found, np.bitwise_not(reached))
        reached |= newly
        rows = np.flatnonzero(newly)
        at, bit = np.nonzero(_bits(newly[rows], len(sources)))
        hops[rows[at], bit] = step
    return np.ascontiguousarray(hops.T)


def _bits(words: NDArray[np.uint64], n_bits: int) -> NDArray[np.uint8]:
    """The first bits of each word, lowest first; shape (n words, n bits)."""
    as_bytes = words.astype("<u8").view(np.uint8).reshape(len(words), 8)
    return np.unpackbits(as_bytes, axis=1, bitorder="little")[:, :n_bits]
