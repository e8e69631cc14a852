"""Who can meet most of the needs of each organisation, for all of them, block by block in several processes.

Joblib carries the blocks: by default to processes of this machine, which share the arrays of
the lists by memory-mapped files; within ``joblib.parallel_config`` to whatever backend it names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from joblib import delayed

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, row_of_matrix
from graph.snapshot.nodes import ORGANISATION
from matching.best_offers import BestOffers, offers_for, wanted_of
from matching.need_lists import NeedLists, need_lists
from matching.spreading import spread

BLOCK_ROWS = 1_000  # about a fifth of a second each


def best_offers_of_all(
    snapshot: Snapshot,
    k: int = 10,
    *,
    role: int = ORGANISATION,
    seekers: Rows | None = None,
    n_jobs: int | None = None,
) -> Iterator[BestOffers]:
    """The k best of `matching.best_offers` for every organisation present, in blocks, in order of id.

    The number of processes and the backend change nothing in the answer.

    Parameters
    ----------
    k : int, 1 or more
    role : int
        Who is looked for, as in `best_offers`.
    seekers : int32 array, optional
        Rows of those to answer, in this order, instead of every organisation present.
    n_jobs : int, optional
        How many processes, -1 for one per core; by default what ``joblib.parallel_config``
        says, else no other process.

    Raises
    ------
    InvalidOption

    Examples
    --------
    >>> from datetime import date
    >>> from graph.snapshot import snapshot_of
    >>> from seeds.programme import sample_programme
    >>> programme = sample_programme()
    >>> blocks = list(best_offers_of_all(snapshot_of(programme.nodes, programme.links, date(2024, 1, 1)), 3))
    >>> [block.providers.shape for block in blocks]
    [(245, 3)]
    """
    if seekers is None:
        organisations = (snapshot.actors.roles & ORGANISATION) > 0
        seekers = np.flatnonzero(organisations & snapshot.present).astype(np.int32)
    lists = replace(need_lists(snapshot, role), made_from=())  # what they were made from need not travel
    blocks = np.array_split(seekers, range(BLOCK_ROWS, len(seekers), BLOCK_ROWS))
    return spread((delayed(_of_block)(lists, snapshot.needs, block, k) for block in blocks), n_jobs)


def _of_block(lists: NeedLists, needs: Matrix, seekers: Rows, k: int) -> BestOffers:
    wanted = [wanted_of(lists, seeker, *row_of_matrix(needs, seeker)) for seeker in seekers.tolist()]
    return offers_for(lists, wanted, k)
