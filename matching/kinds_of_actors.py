"""Kinds of actors, by legal form or partner type, and how often kinds were together in past projects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot import Snapshot
from graph.snapshot.columns import Rows, frozen
from graph.snapshot.matrices import row_sizes
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects
from matching.beyond_chance import beyond_chance, members_of_groups, pairs_beyond_chance


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
    members = members_of_groups(kind_of, len(names))
    taking_part = np.asarray(row_sizes(projects.of_actor).astype(np.float64) @ members)
    alike = taking_part.sum() * np.asarray(members.sum(axis=0))
    return KindsOfActors(
        (actors, projects),
        names,
        frozen(kind_of),
        frozen(pairs_beyond_chance(projects, members)),
        frozen(beyond_chance(taking_part, alike, float((kind_of >= 0).sum()))),
    )
