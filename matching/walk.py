"""A random walk over joint projects and cooperation that again and again returns to where it began.

One step goes from an actor to one of its ties at random and from there to one of the tie's
members at random: ties are past projects, and cooperation outside of them as ties of two. With
probability 0.15 it returns instead (personalised PageRank; Page et al. 1999, Haveliwala 2002). Up to 5,000
actors the thirty steps are exact; above there are eight, and whatever is less than `PRUNED` is not
followed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array

from graph.snapshot import Snapshot
from graph.snapshot.columns import frozen
from graph.snapshot.contacts import Contacts
from graph.snapshot.matrices import Matrix, entries_of_rows, row_sizes, sealed
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects

RESTART, N_STEPS = 0.15, 30
EXACT_UP_TO, N_STEPS_ABOVE = 5_000, 8
PRUNED = 5e-4

Shares = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Walk(Part):
    """Where one step leads.

    Attributes
    ----------
    steps : matrix, actors × actors
        Probability of each next actor; rows of actors with a tie sum to 1.
    n_ties : int64 array, shape (n actors,)
    n_tied : int
        How many actors have a tie.
    """

    steps: Matrix
    n_ties: NDArray[np.int64]
    n_tied: int

    def shares_from(self, actor: int) -> Shares:
        """The share of its time that the walk from an actor spends at each; sums to at most 1."""
        found = np.zeros(len(self.n_ties))
        if actor < 0 or not self.n_ties[actor]:
            return found
        here = np.zeros(len(self.n_ties))
        here[actor] = 1.0
        exact = len(self.n_ties) <= EXACT_UP_TO
        for _ in range(N_STEPS if exact else N_STEPS_ABOVE):
            found += RESTART * here
            here = (1 - RESTART) * (self.steps.T @ here if exact else self._step(here))
            if not here.any():
                break
        return found + here if exact else found

    def _step(self, here: Shares) -> Shares:
        rows = np.flatnonzero(here > PRUNED)
        if not len(rows):
            return np.zeros(len(here))
        entries, owners = entries_of_rows(self.steps.indptr, rows)
        shares = here[rows][owners] * self.steps.data[entries]
        return np.bincount(self.steps.indices[entries], shares, len(here)).astype(np.float64)


def walk(snapshot: Snapshot) -> Walk:
    """The walk over a snapshot's projects and cooperation."""
    return snapshot.derive(_made, snapshot.contacts, snapshot.projects)


def _made(former: Walk | None, contacts: Contacts, projects: Projects) -> Walk:
    of_actor = projects.of_actor.astype(np.float64)
    sizes = row_sizes(projects.members)
    to_members = of_actor @ diags_array(1.0 / np.maximum(sizes, 1)) @ projects.members.astype(np.float64)
    pairs = csr_array(contacts.last_day.astype(bool).astype(np.float64))
    if len(projects):
        apart = pairs - pairs.multiply(csr_array(to_members).astype(bool))
        apart.eliminate_zeros()
        pairs = csr_array(apart)
    n_pairs = row_sizes(pairs)
    n_ties = n_pairs + row_sizes(projects.of_actor)
    weights = to_members + 0.5 * pairs + diags_array(0.5 * n_pairs)
    steps = csr_array(diags_array(1.0 / np.maximum(n_ties, 1)) @ weights)
    steps.sort_indices()
    return Walk((contacts, projects), sealed(steps), frozen(n_ties), int((n_ties > 0).sum()))
