"""Kinds of actors, by legal form or partner type, and how often kinds were together in past projects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.matrices import row_sizes
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects

STEADY = 5.0  # pairs added to both sides of a ratio, so that few of them say little


@dataclass(frozen=True, slots=True, eq=False)
class KindsOfActors(Part):
    """What kind each actor is, and what kinds do in projects.

    Attributes
    ----------
    names : tuple of str
        Codes of legal forms and partner types, in order.
    kind_of : int32 array, shape (n actors,)
        -1 where it is not known.
    together : float64 array, shape (n kinds, n kinds)
        ln((J + 5) / (E + 5)): J pairs of members of the two kinds in past projects, in either
        order; E as many as chance would make.
    active : float64 array, shape (n kinds,)
        ln((N + 5) / (M + 5)): N takings part of actors of the kind; M as many as if all kinds did alike.
    """

    names: tuple[str, ...]
    kind_of: Rows
    together: NDArray[np.float64]
    active: NDArray[np.float64]


def kinds_of_actors(snapshot: Snapshot) -> KindsOfActors:
    """The kinds of a snapshot's actors."""
    return snapshot.derive(_made, snapshot.actors, snapshot.projects)


def _made(former: KindsOfActors | None, actors: Actors, projects: Projects) -> KindsOfActors:
    codes = [form or kind or "" for form, kind in zip(actors.legal_form, actors.partner_type, strict=True)]
    names = tuple(sorted(set(codes) - {""}))
    number_of = {name: number for number, name in enumerate(names)}
    kind_of = np.fromiter((number_of.get(code, -1) for code in codes), np.int32, len(codes))
    known = np.flatnonzero(kind_of >= 0)
    shape = (len(codes), len(names))
    indicator = csr_array((np.ones(len(known)), (known, kind_of[known])), shape=shape)
    counts = np.asarray((projects.members.astype(np.float64) @ indicator).toarray())
    pairs = counts.T @ counts - np.diag(counts.sum(axis=0))
    taking_part = np.asarray(row_sizes(projects.of_actor).astype(np.float64) @ indicator)
    return KindsOfActors(
        (actors, projects),
        names,
        frozen(kind_of),
        frozen(_lift(pairs, np.outer(pairs.sum(axis=1), pairs.sum(axis=0)), pairs.sum())),
        frozen(_lift(taking_part, taking_part.sum() * np.asarray(indicator.sum(axis=0)), len(known))),
    )


def _lift(found: NDArray[np.float64], product: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    expected = product / total if total else product
    return np.asarray(np.log((found + STEADY) / (expected + STEADY)))
