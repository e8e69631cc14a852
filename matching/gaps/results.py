"""What gaps are told as: proposals of trainings, with the numbers behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["online", "on_site"]
Cause = Literal["nobody_offers", "nobody_free", "nobody_within_reach", "too_few_places"]
Note = Literal["no_organisations", "no_needs", "all_met", "none_of_this_mode"]


@dataclass(frozen=True, slots=True)
class Attendee:
    """An organisation that would come.

    Attributes
    ----------
    organisation_id : str
    priority : int
        Of the need, 1 to 3; 2 where it is not given.
    km : float or None
        From its home to the venue; None online, and where its home is not known.
    access : float
        Free places for it within reach, from 0 (nobody can help) to below `enough_places`.
    online : bool
    """

    organisation_id: str
    priority: int
    km: float | None
    access: float
    online: bool


@dataclass(frozen=True, slots=True)
class FreeProvider:
    """Somebody within reach who could help some of them today.

    Attributes
    ----------
    actor_id : str
    n_places : int
        Free places.
    n_sharing : int
        Organisations within its reach, also elsewhere, that need the skill.
    n_reached : int
        Those among them who would come or are served already here.
    """

    actor_id: str
    n_places: int
    n_sharing: int
    n_reached: int


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest actor that offers the skill at a sufficient level, whether within reach or not.

    Attributes
    ----------
    actor_id : str
    km : float or None
        From the venue (online: from where most would come) to the nearest of its regions.
    n_places : int
        Free places; 0 where it is full.
    online : bool
    """

    actor_id: str
    km: float | None
    n_places: int
    online: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """A training that would close a gap.

    Attributes
    ----------
    rank : int
        From 1, most urgent first.
    skill_id, component : str
    mode : {"online", "on_site"}
        Online: all who would come work online, so one online provider would close the gap.
        On site: they do not say that they work online, so somebody has to be there.
    region_id : str
        The venue of a training on site, near where most would come; empty online, and where
        nobody's home is known.
    around_id : str
        The venue; online, the home of most who would come. Empty where no home is known.
    cause : str
        Why there is a gap.
    urgency : float
        Sum of priority · (1 − access) over those who would come.
    n_needing : int
        Organisations here that need it in this mode, also those that are served.
    n_served : float
        How many of them the free places within reach would serve today: Σ min(1, access).
    n_would_come : int
        Those with less access than enough.
    attendees : tuple of Attendee
        Who would come: highest priority first, then least access, then id.
    could_also_come : tuple of str
        On site: ids of those nearby who work online and stand in the online proposal.
    providers : tuple of FreeProvider
        Who could help some of them today, most reached first.
    nearest : Nearest or None
        None where nobody in the network offers it.
    """

    rank: int
    skill_id: str
    component: str
    mode: Mode
    region_id: str
    around_id: str
    cause: Cause
    urgency: float
    n_needing: int
    n_served: float
    n_would_come: int
    attendees: tuple[Attendee, ...]
    could_also_come: tuple[str, ...]
    providers: tuple[FreeProvider, ...]
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class Totals:
    """All needs that were asked about.

    Attributes
    ----------
    n_organisations : int
        Organisations present, at home where was asked.
    n_needs : int
        Their needs of the skills asked for; the sum of the next three.
    n_being_helped : int
        With a mentor now who offers the skill.
    n_met : int
        With access to enough free places.
    n_unmet : int
        Without.
    n_unmet_online : int
        Those among them whose organisation works online.
    urgency : float
        Sum of the urgency of all unmet ones.
    """

    n_organisations: int
    n_needs: int
    n_being_helped: int
    n_met: int
    n_unmet: int
    n_unmet_online: int
    urgency: float
