"""Joint projects: each is led by one of a pair that did a project, with others the lead has worked with.

Every link of cooperation stays as it was drawn. Members who did not know each other yet get one
of the kind "project" from the project's first day, since whoever runs a project together cooperates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph.schema import COOPERATION_KINDS
from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Ints, Mask, Pairs, rank_within, spread
from seeds.drawing.cooperation import CHANCE, Cooperation
from seeds.drawing.timeline import NEVER, TODAY
from seeds.reference import spheres

_KIND = COOPERATION_KINDS.index("project")
_SHARES_OF_FURTHER_MEMBERS = (0.4, 0.33, 0.18, 0.09)  # none to three besides the pair
_SHARE_OF_SECOND_THEME = 0.4


@dataclass(frozen=True, slots=True)
class Projects:
    """Columns of projects in order of their first day, and ragged rows by project.

    `members` holds the lead first; `acquainted` are links of members who met in a project.
    """

    starts: Ints
    lead: Ints
    members: Pairs
    themes: Pairs
    acquainted: Cooperation

    def __len__(self) -> int:
        return len(self.starts)


def draw_projects(
    n_projects: int, actors: Actors, n_done: Ints, cooperation: Cooperation, rng: np.random.Generator
) -> Projects:
    """So many projects, or as many as there is cooperation of that kind.

    Parameters
    ----------
    n_done :
        How many projects each organisation has run; of a pair the one that ran more leads.
    """
    of_kind = np.flatnonzero(cooperation.kind == _KIND)
    chosen = rng.permutation(of_kind)[:n_projects]
    chosen = chosen[np.lexsort((chosen, cooperation.since[chosen]))]
    starts, lead, other = cooperation.since[chosen], *_lead_and_other(cooperation, chosen, n_done)
    members = _with_further(starts, lead, other, actors, cooperation, rng)
    themes = _themes(members, lead, actors, rng)
    return Projects(starts, lead, members, themes, _acquainted(starts, members, actors, cooperation, rng))


def _lead_and_other(cooperation: Cooperation, chosen: Ints, n_done: Ints) -> tuple[Ints, Ints]:
    """Who has run more projects leads, the one who looked where both ran as many; a partner never does."""
    one, other = cooperation.first[chosen], cooperation.second[chosen]
    done = np.concatenate([n_done, [-1]])
    place = len(n_done)
    swapped = done[np.minimum(other, place)] > done[np.minimum(one, place)]
    return np.where(swapped, other, one), np.where(swapped, one, other)


def _with_further(
    starts: Ints, lead: Ints, other: Ints, actors: Actors, links: Cooperation, rng: np.random.Generator
) -> Pairs:
    """The lead, the other of the pair, and some of those whom the lead has worked with and who are still there."""
    project, further = _worked_with(lead, links, starts)
    kept = (further != other[project]) & (actors.left[further] > starts[project])
    once = np.unique(project[kept] * len(actors) + further[kept])
    project, further = once // len(actors), once % len(actors)
    shuffled = np.lexsort((rng.random(len(project)), project))
    project, further = project[shuffled], further[shuffled]
    wanted = rng.choice(len(_SHARES_OF_FURTHER_MEMBERS), size=len(starts), p=_SHARES_OF_FURTHER_MEMBERS)
    joins = rank_within(project) < wanted[project]
    everybody = np.arange(len(starts))
    rows = np.concatenate([everybody, everybody, project[joins]])
    order = np.argsort(rows, kind="stable")
    return Pairs(rows[order], np.concatenate([lead, other, further[joins]])[order])


def _worked_with(lead: Ints, links: Cooperation, starts: Ints) -> tuple[Ints, Ints]:
    """Positions in `lead`, and whom each has begun to work with by its day, perhaps more than once."""
    one, other = np.concatenate([links.first, links.second]), np.concatenate([links.second, links.first])
    order = np.argsort(one, kind="stable")
    low, high = (np.searchsorted(one[order], lead, side=side) for side in ("left", "right"))
    project = spread(high - low)
    before = np.cumsum(high - low) - (high - low)
    link = order[np.arange(len(project)) - before[project] + low[project]]
    at = link % max(len(links), 1)
    begun = links.since[at] <= starts[project]
    return project[begun], other[link[begun]]


def _themes(members: Pairs, lead: Ints, actors: Actors, rng: np.random.Generator) -> Pairs:
    """The sphere that most members work in, the lead's before others; perhaps another that members share."""
    low, high = (np.searchsorted(actors.spheres.rows, members.values, side=side) for side in ("left", "right"))
    at = spread(high - low)
    before = np.cumsum(high - low) - (high - low)
    sphere = actors.spheres.values[np.arange(len(at)) - before[at] + low[at]]
    keys, first, count = np.unique(members.rows[at] * len(spheres()) + sphere, return_index=True, return_counts=True)
    project, theme = keys // len(spheres()), keys % len(spheres())
    # Rows hold the lead first, so the first to work in a sphere is the lead wherever the lead does.
    of_lead = members.values[at[first]] == lead[project]
    order = np.lexsort((rng.random(len(keys)), -(count + 0.5 * of_lead), project))
    project, theme, count = project[order], theme[order], count[order]
    place = rank_within(project)
    second = (place == 1) & (count > 1) & (rng.random(len(place)) < _SHARE_OF_SECOND_THEME)
    told = (place == 0) | second
    return Pairs(project[told], theme[told])


def _acquainted(
    starts: Ints, members: Pairs, actors: Actors, known: Cooperation, rng: np.random.Generator
) -> Cooperation:
    """A link from the first day for members who had none by then; two partners need none."""
    project, one, other = _pairs_of(members)
    since = starts[project]
    low, high = np.minimum(one, other), np.maximum(one, other)
    new = (low < actors.n_organisations) & ~_known_by(low, high, since, known, len(actors))
    low, high, since = low[new], high[new], since[new]
    # Projects go by their first day, so the first of a pair is the earliest.
    once = np.sort(np.unique(low * len(actors) + high, return_index=True)[1])
    low, high, since = low[once], high[once], since[once]
    n = len(low)
    ends = since + 90 + rng.exponential(200, size=n).astype(np.int64)
    left = np.minimum(actors.left[low], actors.left[high])
    until = np.minimum(np.where(ends < TODAY, ends, NEVER), left)
    strength = np.round(np.clip(rng.beta(1.6, 3.2, size=n), 0.05, 1.0), 2).astype(np.float64)
    return Cooperation(low, high, np.full(n, CHANCE), np.full(n, _KIND), since, until, strength)


def _pairs_of(members: Pairs) -> tuple[Ints, Ints, Ints]:
    """Project, one member and a later one, for every two members of each project."""
    place = rank_within(members.rows)
    found = []
    for apart in range(1, int(place.max(initial=0)) + 1):
        later = np.flatnonzero(place >= apart)
        found.append((members.rows[later], members.values[later - apart], members.values[later]))
    if not found:
        return (np.zeros(0, np.int64),) * 3
    project, one, other = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.argsort(project, kind="stable")
    return project[order], one[order], other[order]


def _known_by(low: Ints, high: Ints, day: Ints, links: Cooperation, n_actors: int) -> Mask:
    """Which pairs had begun to cooperate by the day."""
    key = np.minimum(links.first, links.second) * n_actors + np.maximum(links.first, links.second)
    order = np.lexsort((links.since, key))
    pairs, first = np.unique(key[order], return_index=True)
    if not len(pairs):
        return np.zeros(len(low), bool)
    at = np.minimum(np.searchsorted(pairs, low * n_actors + high), len(pairs) - 1)
    known: Mask = (pairs[at] == low * n_actors + high) & (links.since[order][first][at] <= day)
    return known
