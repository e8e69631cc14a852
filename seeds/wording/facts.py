"""What the texts about an actor are made from: the drawn facts, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from seeds.wording.places import PlaceName


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation as its texts see it; needs and offers are skill codes, weightiest first.

    `theme` narrows the first sphere, so that name and description speak of one thing; it is
    empty where the sphere has no themes.
    """

    form: str
    spheres: tuple[str, ...]
    theme: str
    place: PlaceName
    village: bool
    founded_year: int
    years: int
    experienced: bool
    n_staff: int
    n_volunteers: int
    n_projects: int
    reach: str
    needs: tuple[str, ...]
    offers: tuple[str, ...]

    @property
    def informal(self) -> bool:
        """Whether it is a group without a legal form."""
        return self.form == "INFORMAL"


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """A partner as its texts see it."""

    partner_type: str
    place: PlaceName
    village: bool
    needs: tuple[str, ...]
    offers: tuple[str, ...]
