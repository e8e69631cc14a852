"""The voivodeships beside each other: who is there, how they are linked, and how many non-profits there are at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from graph.analysis import traits_of
from graph.analysis.linkage import linkage_of_voivodeships
from graph.snapshot.nodes import ORGANISATION
from seeds.reference import voivodeships
from web.services.cards import label_of
from web.services.growth.moments import Part, part_json
from web.services.growth.standing_alone import standing_of

FIGURES = ("organisations", "per_10k", "contacts", "across", "isolates")
COLUMNS = (
    *("region_id", "region", "n_actors", "n_organisations", "n_nonprofits", "per_10k"),
    *("n_inside", "n_across", "n_isolates", "standing"),
)


@dataclass(frozen=True, slots=True)
class RegionFigures:
    """A voivodeship on a day.

    Attributes
    ----------
    region : str
        Its name without the word for a voivodeship.
    n_nonprofits : int
        Non-profits of the voivodeship in 2024, estimated from what Statistics Poland publishes.
    per_10k : float
        Organisations of the network for 10,000 of these.
    n_inside, n_across : int
        Contacts with both ends there, and with one.
    n_isolates : int
        Members in contact with nobody.
    standing : str
        ``empty``, ``unlinked`` (nobody has a contact), ``closed`` (none to the rest) or ``linked``.
    """

    region_id: str
    region: str
    n_actors: int
    n_organisations: int
    n_nonprofits: int
    per_10k: float
    n_inside: int
    n_across: int
    n_isolates: int
    standing: str

    def figure(self, name: str) -> float:
        """One of `FIGURES`."""
        return {
            "organisations": self.n_organisations,
            "per_10k": self.per_10k,
            "contacts": self.n_inside + self.n_across,
            "across": self.n_across,
            "isolates": self.n_isolates,
        }[name]


@dataclass(frozen=True, slots=True)
class RegionsAnswer:
    """The voivodeships of a part of the network, in order of code; `n_elsewhere` have no known one."""

    part: Part
    regions: tuple[RegionFigures, ...]
    n_elsewhere: int

    def ranked(self, figure: str) -> list[RegionFigures]:
        """The voivodeships by one of `FIGURES`, the most first, ties by code."""
        return sorted(self.regions, key=lambda one: (-one.figure(figure), one.region_id))


def regions_of(part: Part, language: str) -> RegionsAnswer:
    """The 16 voivodeships, each as it is in this part of the network; none where the network has no regions."""
    snapshot, present = part.snapshot, part.moment.present
    linkage = linkage_of_voivodeships(snapshot, part.moment)
    trait = traits_of(snapshot).region
    organisations = np.flatnonzero(present & ((snapshot.actors.roles & ORGANISATION) > 0))
    n_organisations = dict(zip(trait.values, trait.counts(organisations).tolist(), strict=True))
    n_nonprofits = {one.code: one.n_nonprofits for one in voivodeships()}
    names = {one.code: one.name_pl if language == "pl" else one.name_en for one in voivodeships()}
    found = []
    for code, n in n_organisations.items():
        row = snapshot.regions.row_of[code]
        there = n_nonprofits.get(code, 0)
        found.append(
            RegionFigures(
                region_id=code,
                region=names.get(code) or label_of(snapshot.regions, row, language),
                n_actors=int(linkage.n_actors[row]),
                n_organisations=n,
                n_nonprofits=there,
                per_10k=round(10_000 * n / there, 2) if there else 0.0,
                n_inside=int(linkage.n_inside[row]),
                n_across=int(linkage.n_across[row]),
                n_isolates=int(linkage.n_isolates[row]),
                standing=standing_of(linkage, row),
            )
        )
    n_placed = int((trait.of[np.flatnonzero(present)] >= 0).sum())
    return RegionsAnswer(part, tuple(sorted(found, key=lambda one: one.region_id)), part.moment.n_present - n_placed)


def regions_answer_json(answer: RegionsAnswer) -> dict[str, Any]:
    """The voivodeships for programs."""
    return {
        **part_json(answer.part),
        "n_elsewhere": answer.n_elsewhere,
        "regions": [{name: getattr(one, name) for name in COLUMNS} for one in answer.regions],
    }
