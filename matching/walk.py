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
        if actor < 0 or not self.n_ties[actor]:
            return np.zeros(len(self.n_ties))
        return self._exact(actor) if len(self.n_ties) <= EXACT_UP_TO else self._pruned(actor)

    def _exact(self, actor: int) -> Shares:
        found, here = np.zeros(len(self.n_ties)), np.zeros(len(self.n_ties))
        here[actor] = 1.0
        for _ in range(N_STEPS):
            found += RESTART * here
            here = (1 - RESTART) * (self.steps.T @ here)
        return found + here

    def _pruned(self, actor: int) -> Shares:
        """Looks only at those that the walk has come to: among many actors these are few."""
        n = len(self.n_ties)
        found, arriving, last = np.zeros(n), np.zeros(n), np.zeros(n, dtype=np.int64)
        rows, shares = np.array([actor]), np.ones(1)
        for _ in range(N_STEPS):
            found[rows] += RESTART * shares
            followed = shares > PRUNED
            if not followed.any():
                break
            entries, owners = entries_of_rows(self.steps.indptr, rows[followed])
            to = self.steps.indices[entries].astype(np.int64)
            np.add.at(arriving, to, shares[followed][owners] * self.steps.data[entries])
            numbers = np.arange(len(to))
            last[to] = numbers
            rows = to[last[to] == numbers]  # each once, without sorting them
            shares = (1 - RESTART) * arriving[rows]
            arriving[rows] = 0.0
        return found


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
