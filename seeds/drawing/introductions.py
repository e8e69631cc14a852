"""Introductions asked for, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Ints, Mask, spread
from seeds.drawing.cohorts import CohortLinks
from seeds.drawing.cooperation import NEED, Cooperation, find_offering
from seeds.drawing.timeline import NEVER, TODAY

PEER, MENTOR, PARTNER = range(3)
N_DECLINE_REASONS = 6
_SHARE_OF_NEEDS_INTRODUCED = 0.45
_SHARE_OF_MENTORS_INTRODUCED = 0.3
_UNANSWERED_DAYS = 30


@dataclass(frozen=True, slots=True)
class Introductions:
    """A seeker, a provider and days; NEVER for what has not happened.

    `worked` counts only where feedback was given; `decline_reason` is -1 unless declined.
    """

    seeker: Ints
    provider: Ints
    kind: Ints
    since: Ints
    accepted: Ints
    declined: Ints
    expired: Ints
    feedback: Ints
    worked: Mask
    decline_reason: Ints

    def __len__(self) -> int:
        return len(self.seeker)


def draw_introductions(
    actors: Actors, cooperation: Cooperation, mentorships: CohortLinks, rng: np.random.Generator
) -> Introductions:
    """Introductions that led to cooperation or mentoring, and others that did not."""
    parts = (
        _led_to_cooperation(actors, cooperation, rng),
        _led_to_mentoring(actors, mentorships, rng),
        _led_to_nothing(actors, cooperation, rng),
    )
    names = Introductions.__slots__
    return Introductions(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _led_to_cooperation(actors: Actors, links: Cooperation, rng: np.random.Generator) -> Introductions:
    by_need = np.nonzero((links.reason == NEED) & (links.first < actors.n_organisations))[0]
    by_need = by_need[_first_of_pair(links, by_need, len(actors))]
    chosen = by_need[rng.random(len(by_need)) < _SHARE_OF_NEEDS_INTRODUCED]
    met = np.maximum(actors.joined[links.first[chosen]], actors.joined[links.second[chosen]])
    accepted = np.maximum(links.since[chosen] - rng.integers(2, 20, size=len(chosen)), met)
    kind = np.where(links.second[chosen] >= actors.n_organisations, PARTNER, PEER)
    return _accepted(links.first[chosen], links.second[chosen], kind, accepted, actors, rng, worked=0.9)


def _led_to_mentoring(actors: Actors, links: CohortLinks, rng: np.random.Generator) -> Introductions:
    chosen = np.nonzero(rng.random(len(links)) < _SHARE_OF_MENTORS_INTRODUCED)[0]
    chosen = chosen[_first_of_pair(links, chosen, len(actors))]
    accepted = links.since[chosen] - rng.integers(1, 8, size=len(chosen))
    kind = np.full(len(chosen), MENTOR)
    return _accepted(links.second[chosen], links.first[chosen], kind, accepted, actors, rng, worked=0.85)


def _first_of_pair(links: Cooperation | CohortLinks, rows: Ints, n_actors: int) -> Ints:
    """Positions in `rows` of each pair's earliest link."""
    pair = links.first[rows] * n_actors + links.second[rows]
    order = np.lexsort((links.since[rows], pair))
    earliest: Ints = np.sort(order[np.unique(pair[order], return_index=True)[1]])
    return earliest


def _accepted(
    seeker: Ints, provider: Ints, kind: Ints, accepted: Ints, actors: Actors, rng: np.random.Generator, *, worked: float
) -> Introductions:
    n = len(seeker)
    met = np.maximum(actors.joined[seeker], actors.joined[provider])
    since = np.maximum(accepted - rng.integers(1, 15, size=n), met)
    feedback = accepted + rng.integers(50, 130, size=n)
    told = (feedback <= _last_day(actors, seeker, provider)) & (rng.random(n) < 0.8)
    never = np.full(n, NEVER)
    return Introductions(
        seeker=seeker,
        provider=provider,
        kind=kind,
        since=since,
        accepted=accepted,
        declined=never,
        expired=never,
        feedback=np.where(told, feedback, NEVER),
        worked=rng.random(n) < worked,
        decline_reason=np.full(n, -1),
    )


def _led_to_nothing(actors: Actors, links: Cooperation, rng: np.random.Generator) -> Introductions:
    """Asked for and declined, lapsed, still open, or accepted without anything coming of it."""
    seeker = spread(rng.poisson(0.4, size=actors.n_organisations))
    provider = find_offering(actors, seeker, rng)
    since = _asked(actors, seeker, provider, rng)
    kept = _strangers(actors, links, seeker, provider) & (since < _last_day(actors, seeker, provider))
    seeker, provider, since = seeker[kept], provider[kept], since[kept]
    n, last = len(seeker), _last_day(actors, seeker, provider)
    answered = since + rng.integers(1, 21, size=n)
    lapsed = since + _UNANSWERED_DAYS
    fate = rng.choice(3, size=n, p=[0.25, 0.42, 0.33])
    accepted = np.where((fate == 0) & (answered <= last), answered, NEVER)
    declined = np.where((fate == 1) & (answered <= last), answered, NEVER)
    expired = np.where((accepted == NEVER) & (declined == NEVER) & (lapsed <= last), lapsed, NEVER)
    feedback = np.where((accepted < NEVER) & (accepted + 90 <= last), accepted + 90, NEVER)
    return Introductions(
        seeker=seeker,
        provider=provider,
        kind=np.where(provider >= actors.n_organisations, PARTNER, PEER),
        since=since,
        accepted=accepted,
        declined=declined,
        expired=expired,
        feedback=feedback,
        worked=np.zeros(n, bool),
        decline_reason=np.where(declined < NEVER, rng.integers(0, N_DECLINE_REASONS, size=n), -1),
    )


def _asked(actors: Actors, seeker: Ints, provider: Ints, rng: np.random.Generator) -> Ints:
    met = np.maximum(actors.joined[seeker], actors.joined[provider])
    room = np.maximum(TODAY - met, 1)
    asked: Ints = met + 5 + (rng.random(len(seeker)) * room).astype(np.int64)
    return asked


def _strangers(actors: Actors, links: Cooperation, seeker: Ints, provider: Ints) -> Mask:
    """Pairs that never cooperated, each once, of two different actors."""
    low, high = np.minimum(seeker, provider), np.maximum(seeker, provider)
    pair = low * len(actors) + high
    known = np.minimum(links.first, links.second) * len(actors) + np.maximum(links.first, links.second)
    once = np.zeros(len(pair), bool)
    once[np.unique(pair, return_index=True)[1]] = True
    strange: Mask = (provider >= 0) & (seeker != provider) & once & ~np.isin(pair, known)
    return strange


def _last_day(actors: Actors, seeker: Ints, provider: Ints) -> Ints:
    day: Ints = np.minimum(np.minimum(actors.left[seeker], actors.left[provider]), TODAY)
    return day
