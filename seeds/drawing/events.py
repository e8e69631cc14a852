"""Events: the fourteen kinds of a programme, repeated over the country, and who came."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Buckets, Floats, Ints, Mask
from seeds.drawing.cohorts import CohortLinks
from seeds.drawing.event_calendar import CALENDAR
from seeds.drawing.places import powiat_weights, voivodeship_of_powiat
from seeds.drawing.timeline import day

ANYWHERE = -1
_ATTENDANTS = 30  # invited per event; those who had not joined or had left are not counted
_SHARE_FROM_AWAY = 0.35


@dataclass(frozen=True, slots=True)
class Events:
    """Columns of events: position in `CALENDAR`, day, powiat (-1 online), and attendances.

    `actor[k]` came to `event[k]` with `n_persons[k]` people; `n_attendants` counts them all.
    """

    kind: Ints
    starts: Ints
    powiat: Ints
    n_attendants: Ints
    event: Ints
    actor: Ints
    n_persons: Ints

    def __len__(self) -> int:
        return len(self.kind)


def draw_events(
    n_events: int, actors: Actors, participations: CohortLinks, recruitment: Floats, rng: np.random.Generator
) -> Events:
    """So many events, each kind in turn, and who came to them."""
    kind = np.arange(n_events) % len(CALENDAR)
    later = np.where(np.arange(n_events) < len(CALENDAR), 0, rng.integers(0, 15, size=n_events))
    starts = np.array([day(event.starts) for event in CALENDAR])[kind] + later
    towns = powiat_weights()[:, 1:].sum(axis=1) * recruitment
    powiat = rng.choice(len(towns), size=n_events, p=towns / towns.sum())
    powiat = np.where(np.array([event.mode == "online" for event in CALENDAR])[kind], ANYWHERE, powiat)
    event, actor = _attendances(kind, starts, powiat, actors, participations, rng)
    n_persons = rng.choice([1, 2, 3], size=len(event), p=[0.62, 0.3, 0.08])
    n_attendants = np.bincount(event, weights=n_persons, minlength=n_events).astype(np.int64)
    n_attendants += rng.integers(0, 6, size=n_events)
    return Events(kind, starts, powiat, n_attendants, event, actor, n_persons)


def _attendances(
    kind: Ints, starts: Ints, powiat: Ints, actors: Actors, participations: CohortLinks, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    invited = np.repeat(np.arange(len(kind)), _ATTENDANTS)
    closed = np.array([entry.closed for entry in CALENDAR])[kind][invited]
    near = np.where(powiat == ANYWHERE, ANYWHERE, voivodeship_of_powiat()[powiat])
    guest_event, guest = _open_invitations(invited[~closed], near, actors, rng)
    cohort = np.array([entry.cohort for entry in CALENDAR])[kind]
    learner_event, learner = _closed_invitations(invited[closed], near, cohort, actors, participations, rng)
    stays = (participations.since[learner] <= starts[learner_event]) & (
        participations.until[learner] >= starts[learner_event]
    )
    event = np.concatenate([guest_event, learner_event[stays]])
    actor = np.concatenate([guest, participations.first[learner[stays]]])
    came = (actors.joined[actor] <= starts[event]) & (actors.left[actor] >= starts[event])
    once = np.unique(event[came] * len(actors) + actor[came])
    return once // len(actors), once % len(actors)


def _from_away(event: Ints, near: Ints, rng: np.random.Generator) -> Mask:
    away: Mask = (near[event] == ANYWHERE) | (rng.random(len(event)) < _SHARE_FROM_AWAY)
    return away


def _open_invitations(event: Ints, near: Ints, actors: Actors, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Events and actors, mostly of the event's voivodeship."""
    home = Buckets.of(actors.voivodeship, n_buckets=16).pick(np.maximum(near[event], 0), rng)
    actor = np.where(_from_away(event, near, rng), rng.integers(0, len(actors), size=len(event)), home)
    return event[actor >= 0], actor[actor >= 0]


def _closed_invitations(
    event: Ints, near: Ints, cohort: Ints, actors: Actors, participations: CohortLinks, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Events and rows of participations in the event's cohort."""
    at_home = participations.cohort * 16 + actors.voivodeship[participations.first]
    home = Buckets.of(at_home, n_buckets=48).pick(cohort[event] * 16 + np.maximum(near[event], 0), rng)
    anywhere = Buckets.of(participations.cohort, n_buckets=3).pick(cohort[event], rng)
    row = np.where(_from_away(event, near, rng), anywhere, home)
    return event[row >= 0], row[row >= 0]
