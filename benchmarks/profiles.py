"""What the members of the large network need, offer and are: skills, and for whole suggestions places, spheres, texts.

Skills are drawn in proportion to 1 / (rank + 10), so the commonest of 1,500 is offered by one in six and the rarest by
a hundred or two of 150,000.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.network import CooperationNetwork, Ints, organisations
from graph.model import Link, Node
from graph.schema import COMPONENTS
from seeds.reference import powiats, reference_links, reference_nodes, spheres

N_SKILLS = 1_500
MEAN_NEEDED, MEAN_OFFERED = 4.1, 8.4
SHARE_UNGRADED = 0.1
SHARE_WORKING_ELSEWHERE = 0.2
_UNSEEN = 10  # added to the rank, so that the first few skills do not take all


@dataclass(frozen=True, slots=True)
class Grades:
    """Who needs or offers what: rows of organisations and things, in order; grades from 1 to 3, 0 where not given."""

    owners: Ints
    things: Ints
    grades: Ints


@dataclass(frozen=True, slots=True)
class Profiles:
    """What each organisation needs and offers, its seat, where else it works, its spheres."""

    needs: Grades
    offers: Grades
    seats: Ints
    elsewhere: Grades
    spheres: Grades


def profiles(n_organisations: int, rng: np.random.Generator) -> Profiles:
    """The profiles of benchmarks/README.md for any number of organisations."""
    popularity = 1.0 / (np.arange(N_SKILLS) + _UNSEEN)
    population = np.array([powiat.population for powiat in powiats()], dtype=np.float64)
    return Profiles(
        _graded(_distinct(rng.poisson(MEAN_NEEDED, n_organisations), popularity, rng), rng),
        _graded(_distinct(rng.poisson(MEAN_OFFERED, n_organisations), popularity, rng), rng),
        _drawn(population, n_organisations, rng),
        _distinct((rng.random(n_organisations) < SHARE_WORKING_ELSEWHERE).astype(np.int64), population, rng),
        _distinct(rng.integers(1, 4, n_organisations), np.ones(len(spheres())), rng),
    )


def _distinct(counts: Ints, popularity: np.ndarray, rng: np.random.Generator) -> Grades:
    """For each organisation so many different things; what comes twice is drawn again."""
    codes = np.empty(0, dtype=np.int64)
    missing = counts
    while missing.any():
        owners = np.repeat(np.arange(len(counts)), missing)
        codes = np.union1d(codes, owners * len(popularity) + _drawn(popularity, len(owners), rng))
        missing = counts - np.bincount(codes // len(popularity), minlength=len(counts))
    return Grades(codes // len(popularity), codes % len(popularity), np.zeros(len(codes), dtype=np.int64))


def _drawn(popularity: np.ndarray, n: int, rng: np.random.Generator) -> Ints:
    cumulated = np.cumsum(popularity)
    return np.searchsorted(cumulated[:-1], rng.random(n) * cumulated[-1], side="right").astype(np.int64)


def _graded(things: Grades, rng: np.random.Generator) -> Grades:
    grades = rng.integers(1, 4, len(things.things))
    return replace(things, grades=np.where(rng.random(len(grades)) < SHARE_UNGRADED, 0, grades))


def skill_nodes() -> Iterator[Node]:
    """The skills, in order of id."""
    for rank in range(N_SKILLS):
        component = COMPONENTS[rank % len(COMPONENTS)]
        labels = {"label_pl": f"umiejętność {rank}", "label_en": f"skill {rank}"}
        yield Node(skill_id(rank), frozenset({"Skill"}), {**labels, "component": component})


def skill_id(rank: int) -> str:
    """Id of a skill by its rank; the order of ids is that of ranks."""
    return f"s-{rank:04}"


def member_nodes(network: CooperationNetwork, of_members: Profiles) -> Iterator[Node]:
    """The organisations with a text each, in order of id."""
    labels = [sphere.label_pl for sphere in spheres()]
    texts = [""] * len(network.joined)
    for row, sphere in zip(of_members.spheres.owners.tolist(), of_members.spheres.things.tolist(), strict=True):
        texts[row] += f"Działamy w dziedzinie: {labels[sphere]}. "
    for node, text in zip(organisations(network), texts, strict=True):
        yield Node(node.id, node.labels, {**node.properties, "about": text.strip()})


def place_nodes() -> Iterator[Node]:
    """Regions and spheres as they are."""
    return (node for node in reference_nodes() if node.base in {"Region", "Sphere"})


def place_links() -> Iterator[Link]:
    """How the regions lie to each other."""
    return (link for link in reference_links() if link.type in {"PART_OF", "BORDERS"})


def member_links(of_members: Profiles) -> dict[str, tuple[Grades, list[str], str | None]]:
    """Links from organisations to what is theirs, by type: rows, ids of the things, what a grade is called."""
    skills = [skill_id(rank) for rank in range(N_SKILLS)]
    regions = [powiat.code for powiat in powiats()]
    n = len(of_members.seats)
    seats = Grades(np.arange(n), of_members.seats, np.zeros(n, dtype=np.int64))
    return {
        "NEEDS": (of_members.needs, skills, "priority"),
        "OFFERS": (of_members.offers, skills, "level"),
        "LOCATED_IN": (seats, regions, None),
        "WORKS_IN": (of_members.elsewhere, regions, None),
        "ACTIVE_IN": (of_members.spheres, [sphere.code for sphere in spheres()], None),
    }


def skill_links(of_members: Profiles) -> Iterator[Link]:
    """Needs and offers as records, in order of (source, target) for each."""
    return _records(of_members, ("NEEDS", "OFFERS"))


def profile_links(of_members: Profiles) -> Iterator[Link]:
    """Everything of `member_links` as records."""
    return _records(of_members, tuple(member_links(of_members)))


def _records(of_members: Profiles, link_types: tuple[str, ...]) -> Iterator[Link]:
    for link_type in link_types:
        rows, ids, name = member_links(of_members)[link_type]
        columns = (rows.owners.tolist(), rows.things.tolist(), rows.grades.tolist())
        for owner, thing, grade in zip(*columns, strict=True):
            yield Link(link_type, f"org-{owner:07}", ids[thing], {name: grade} if name and grade else {})
