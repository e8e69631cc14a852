"""The whole network as arrays: what the texts and the records are then made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seeds.drawing.actors import Actors, side_by_side
from seeds.drawing.arrays import Ints, Mask, Pairs
from seeds.drawing.cohorts import CohortLinks, draw_mentorships, draw_participations, draw_peers
from seeds.drawing.cooperation import Cooperation, draw_cooperation
from seeds.drawing.events import Events, draw_events
from seeds.drawing.introductions import Introductions, draw_introductions
from seeds.drawing.mentors import Mentors, draw_mentors
from seeds.drawing.organisations import Organisations, draw_organisations, is_form
from seeds.drawing.partners import Partners, draw_partners
from seeds.drawing.places import draw_recruitment
from seeds.drawing.projects import Projects, draw_projects
from seeds.drawing.regions_of_work import draw_regions_of_work
from seeds.drawing.scale import Scale
from seeds.drawing.skill_profiles import draw_needs, draw_offers

_SHARE_OF_BRIGADES_ALSO_PARTNERS = 0.3


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything about a network but its texts; `also_partner` marks two-role organisations."""

    seed: int
    scale: Scale
    organisations: Organisations
    partners: Partners
    mentors: Mentors
    actors: Actors
    also_partner: Mask
    capacity: Ints
    works_in: Pairs
    participations: CohortLinks
    mentorships: CohortLinks
    peers: CohortLinks
    events: Events
    cooperation: Cooperation
    introductions: Introductions
    projects: Projects


def draw_plan(scale: Scale, seed: int) -> Plan:
    """The network of that scale; the same scale and seed give the same network."""
    rng = np.random.default_rng(seed)
    recruitment = draw_recruitment(scale.n_organisations, rng)
    organisations = draw_organisations(scale.n_organisations, recruitment, rng)
    needs = draw_needs(organisations, rng)
    offers = draw_offers(organisations, needs, rng)
    partners = draw_partners(scale.n_partners, recruitment, rng)
    mentors = draw_mentors(scale.n_mentors, recruitment, rng)
    actors = side_by_side(organisations, needs, offers, partners, mentors)
    participations = draw_participations(actors, rng)
    mentorships = draw_mentorships(actors, mentors, participations, rng)
    events = draw_events(scale.n_events, actors, participations, recruitment, rng)
    cooperation = draw_cooperation(actors, events, rng)
    return Plan(
        seed=seed,
        scale=scale,
        organisations=organisations,
        partners=partners,
        mentors=mentors,
        actors=actors,
        also_partner=_also_partners(organisations, rng),
        capacity=_capacity(actors, organisations, mentors, rng),
        works_in=draw_regions_of_work(actors, organisations, rng),
        participations=participations,
        mentorships=mentorships,
        peers=draw_peers(actors, participations, rng),
        events=events,
        cooperation=cooperation,
        introductions=draw_introductions(actors, cooperation, mentorships, rng),
        projects=draw_projects(scale.n_projects, actors, organisations.n_projects, cooperation, rng),
    )


def _also_partners(organisations: Organisations, rng: np.random.Generator) -> Mask:
    """Local action groups, and some fire brigades (the oldest of them at least)."""
    brigade = is_form(organisations.form, "OSP")
    chosen = brigade & (rng.random(len(brigade)) < _SHARE_OF_BRIGADES_ALSO_PARTNERS)
    if brigade.any():
        chosen[np.nonzero(brigade)[0][np.argmin(organisations.founded[brigade])]] = True
    return chosen | is_form(organisations.form, "LGD")


def _capacity(actors: Actors, organisations: Organisations, mentors: Mentors, rng: np.random.Generator) -> Ints:
    """How many organisations each actor can support at once; 0 for those who cannot yet."""
    n_offers = np.bincount(actors.offers.rows, minlength=len(actors))[: len(organisations)]
    able = np.rint(organisations.experience / 1.6 + rng.normal(0, 0.4, size=len(organisations))).astype(np.int64)
    own = np.where(n_offers > 0, np.clip(able, 0, 5), 0)
    partners = rng.integers(1, 7, size=actors.n_partners)
    return np.concatenate([own, partners, mentors.capacity])
