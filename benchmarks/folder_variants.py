"""A folder of joint projects made poorer: without texts, places or roles, coarser, smaller, or without any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from matching.evaluation.formats import Folder, Project

Variant = Callable[[Folder], Folder]

SEED = 20090101
N_FEW = 30


def without_texts(folder: Folder) -> Folder:
    """Titles, texts and what organisations say of themselves are gone."""
    return _projects(_orgs(folder, text=""), title="", text="")


def without_names(folder: Folder) -> Folder:
    """Organisations are called by a number that tells nothing."""
    return replace(folder, orgs={org: replace(one, name=f"#{n}") for n, (org, one) in enumerate(folder.orgs.items())})


def without_themes(folder: Folder) -> Folder:
    """Projects have no themes."""
    return _projects(folder, themes=())


def without_places(folder: Folder) -> Folder:
    """Nobody has a country, region or city, and no project a place."""
    return _projects(_orgs(folder, country="", region="", city=""), places=())


def without_types(folder: Folder) -> Folder:
    """Nobody is of a type."""
    return _orgs(folder, type="")


def without_roles(folder: Folder) -> Folder:
    """Nobody is marked as having called."""
    return _projects(folder, callers=())


def bare(folder: Folder) -> Folder:
    """Nothing but who took part when."""
    poorer: tuple[Variant, ...] = (without_texts, without_names, without_themes, without_places, without_types)
    for variant in (*poorer, without_roles):
        folder = variant(folder)
    return folder


def by_year(folder: Folder) -> Folder:
    """Projects begin on the first day of their year."""
    moved = (replace(one, day=one.day.replace(month=1, day=1), end=None) for one in folder.projects)
    return replace(folder, projects=tuple(sorted(moved, key=lambda one: (one.day, one.id))))


def shuffled(folder: Folder) -> Folder:
    """Everybody is in as many projects as before, but in which ones is chance."""
    rng = np.random.default_rng(SEED)
    pool = rng.permutation([org for one in folder.projects for org in one.members]).tolist()
    projects = []
    for one in folder.projects:
        members = tuple(dict.fromkeys(pool.pop() for _ in one.members))
        projects.append(replace(one, members=members, callers=members[:1]))
    return replace(folder, projects=tuple(projects))


def at_random(folder: Folder) -> Folder:
    """Members are drawn evenly from all, so that nothing tells anything."""
    rng = np.random.default_rng(SEED)
    orgs = sorted({org for one in folder.projects for org in one.members})
    projects = []
    for one in folder.projects:
        members = tuple(rng.choice(orgs, len(one.members), replace=False).tolist())
        projects.append(replace(one, members=members, callers=members[:1]))
    return replace(folder, projects=tuple(projects))


def few(folder: Folder) -> Folder:
    """Only the organisations with most projects, and what these did."""
    n_projects: dict[str, int] = {}
    for one in folder.projects:
        for org in one.members:
            n_projects[org] = n_projects.get(org, 0) + 1
    return _only(folder, set(sorted(n_projects, key=lambda org: (-n_projects[org], org))[:N_FEW]))


def one_component(folder: Folder) -> Folder:
    """Only the largest group of organisations that are joined by projects."""
    group = {org: org for one in folder.projects for org in one.members}

    def head(org: str) -> str:
        while group[org] != org:
            org = group[org]
        return org

    for one in folder.projects:
        for org in one.members[1:]:
            group[head(org)] = head(one.members[0])
    members: dict[str, set[str]] = {}
    for org in group:
        members.setdefault(head(org), set()).add(org)
    return _only(folder, max(members.values(), key=lambda orgs: (len(orgs), min(orgs))))


def _only(folder: Folder, orgs: set[str]) -> Folder:
    def kept(those: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(org for org in those if org in orgs)

    smaller = (replace(one, members=kept(one.members), callers=kept(one.callers)) for one in folder.projects)
    return replace(folder, projects=tuple(one for one in smaller if one.members))


def _projects(folder: Folder, **values: Any) -> Folder:
    projects: tuple[Project, ...] = tuple(replace(one, **values) for one in folder.projects)
    return replace(folder, projects=projects)


def _orgs(folder: Folder, **values: Any) -> Folder:
    return replace(folder, orgs={org: replace(one, **values) for org, one in folder.orgs.items()})


VARIANTS: Mapping[str, Variant] = {
    "as it is": lambda folder: folder,
    "no texts": without_texts,
    "no names": without_names,
    "no themes": without_themes,
    "no places": without_places,
    "no types": without_types,
    "no roles": without_roles,
    "who and when alone": bare,
    "years only": by_year,
    "who and year alone": lambda folder: by_year(bare(folder)),
    "30 organisations": few,
    "largest component": one_component,
    "members shuffled": shuffled,
    "shuffled, bare": lambda folder: bare(shuffled(folder)),
    "members at random": at_random,
    "random, bare": lambda folder: bare(at_random(folder)),
}
