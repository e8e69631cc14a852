"""The communities that stand together on the map: the labels they keep over the years, and their names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph.analysis.communities import NO_COMMUNITY, Communities
from graph.analysis.community_traits import shared_traits
from graph.analysis.community_years import labelled
from graph.analysis.history import History
from graph.analysis.layout import Layout
from graph.snapshot import Snapshot
from graph.snapshot.columns import frozen
from web.services.growth.communities import CommunitiesAnswer, first_members, names_of_communities
from web.services.growth.moments import part_of
from web.services.growth.question import EVERYTHING


def communities_on(snapshot: Snapshot, history: History, layouts: Sequence[Layout]) -> CommunitiesAnswer:
    """The groups of the last layout, under labels that go on from layout to layout.

    They are of all contacts there have been, unlike those of one day, since places on the map are.
    """
    years = labelled([_of_layout(layout, history) for layout in layouts])
    part = part_of(snapshot, None, EVERYTHING)
    last = years.divisions[-1]
    degree = np.bincount(np.concatenate((history.one, history.other)), minlength=history.n_actors)
    return CommunitiesAnswer(part, years, shared_traits(snapshot, last), first_members(last, degree))


def names_by_label(answer: CommunitiesAnswer, language: str) -> dict[int, str]:
    """What each community is called, by its label, the largest first; mentors go by their ids."""
    names = names_of_communities(answer, language)
    return dict(zip(answer.labels.tolist(), names, strict=True))


def shared_by_label(answer: CommunitiesAnswer, language: str) -> dict[int, str]:
    """What the members of each community share, in a few words.

    Nothing for those that share nothing, and for the smaller of two that share the same: one
    name would stand in two places of the map. The list calls each by a name of its own.
    """
    named = zip(answer.labels.tolist(), names_of_communities(answer, language), answer.traits, strict=True)
    found: dict[str, int] = {}
    for label, name, traits in named:
        if traits:
            found.setdefault(name.partition(" (")[0], label)
    return {label: name for name, label in found.items()}


def _of_layout(layout: Layout, history: History) -> Communities:
    """The layout's groups, the largest first; of equal ones first the one with the smallest id."""
    of = np.full(history.n_actors, NO_COMMUNITY, dtype=np.int32)
    grouped = layout.group >= 0
    sizes = np.bincount(layout.group[grouped])
    order = np.argsort(-sizes, kind="stable")
    number = np.empty(len(sizes), dtype=np.int32)
    number[order] = np.arange(len(sizes))
    of[layout.rows[grouped]] = number[layout.group[grouped]]
    return Communities(layout.day, frozen(of), frozen(sizes[order].astype(np.int64)), float("nan"))
