"""Who cooperates with whom, and why: every link here was proposed for a stated reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from graph.schema import COOPERATION_KINDS
from seeds.drawing.actors import Actors
from seeds.drawing.arrays import Buckets, Floats, Ints, Mask, Pairs, spread
from seeds.drawing.events import Events
from seeds.drawing.timeline import NEVER, TODAY
from seeds.reference import powiats, skills, spheres

PLACE_AND_SPHERE, NEIGHBOURS, PLACE, NEED, EVENT, CHANCE = range(6)

# Proposals an organisation makes for each reason, on average; some find nobody.
_RATES = (0.75, 0.7, 0.45, 0.95, 0.4, 0.05)
_PARTNER_RATES = (1.6, 0.5, 1.3, 1.3, 0.4, 0.05)
# What comes of each reason: chances of project, event, service, resources, informal.
_KINDS = np.array(
    [
        [0.35, 0.30, 0.05, 0.12, 0.18],
        [0.35, 0.32, 0.08, 0.05, 0.20],
        [0.12, 0.33, 0.05, 0.28, 0.22],
        [0.20, 0.08, 0.60, 0.04, 0.08],
        [0.50, 0.22, 0.08, 0.04, 0.16],
        [0.30, 0.30, 0.10, 0.10, 0.20],
    ]
)
_SHARE_ENDED = 0.4
_SHARE_AGAIN = 0.15


@dataclass(frozen=True, slots=True)
class Cooperation:
    """Dated links between actors; `first` is the one who looked, `second` whom it found."""

    first: Ints
    second: Ints
    reason: Ints
    kind: Ints
    since: Ints
    until: Ints
    strength: Floats

    def __len__(self) -> int:
        return len(self.first)


@dataclass(frozen=True, slots=True)
class _Proposals:
    first: Ints
    second: Ints
    reason: Ints
    not_before: Ints

    def where(self, kept: Mask | Ints) -> _Proposals:
        return _Proposals(self.first[kept], self.second[kept], self.reason[kept], self.not_before[kept])


def draw_cooperation(actors: Actors, events: Events, rng: np.random.Generator) -> Cooperation:
    """Dated cooperation of organisations with each other and with partners."""
    openness = rng.gamma(2.0, 0.5, size=actors.first_mentor)
    proposals = _once_a_pair(_possible(_propose(actors, events, openness, rng), actors), actors)
    first = _dated(proposals, actors, rng)
    return _joined([first, _again(first, actors, rng)])


def _propose(actors: Actors, events: Events, openness: Floats, rng: np.random.Generator) -> _Proposals:
    """Candidates for each reason, found in small buckets, never by comparing all with all."""
    finders: Mapping[int, Callable[[Ints], Ints]] = {
        PLACE_AND_SPHERE: lambda seekers: _same_place_and_sphere(actors, seekers, rng),
        NEIGHBOURS: lambda seekers: _same_sphere_next_door(actors, seekers, rng),
        PLACE: lambda seekers: Buckets.of(actors.powiat, n_buckets=len(powiats())).pick(actors.powiat[seekers], rng),
        NEED: lambda seekers: find_offering(actors, seekers, rng),
        CHANCE: lambda seekers: rng.integers(0, actors.first_mentor, size=len(seekers)),
    }
    is_partner = np.arange(actors.first_mentor) >= actors.n_organisations
    found = []
    for reason, find in finders.items():
        rates = np.where(is_partner, _PARTNER_RATES[reason], _RATES[reason]) * openness
        seekers = spread(rng.poisson(rates))
        found.append(_proposals(seekers, find(seekers), reason))
    found.append(_met_at_event(actors, events, rng))
    columns = ("first", "second", "reason", "not_before")
    return _Proposals(*(np.concatenate([getattr(part, name) for part in found]) for name in columns))


def _same_place_and_sphere(actors: Actors, seekers: Ints, rng: np.random.Generator) -> Ints:
    buckets = _by_place_and_sphere(actors.powiat, len(powiats()), actors)
    return buckets.pick(actors.powiat[seekers] * len(spheres()) + _one_of(actors.spheres, seekers, rng), rng)


def _same_sphere_next_door(actors: Actors, seekers: Ints, rng: np.random.Generator) -> Ints:
    """Of the same sphere in a neighbouring powiat; where nobody is there, in the voivodeship."""
    sphere = _one_of(actors.spheres, seekers, rng)
    next_door = _one_of(_neighbours(), actors.powiat[seekers], rng)
    near = _by_place_and_sphere(actors.powiat, len(powiats()), actors).pick(next_door * len(spheres()) + sphere, rng)
    home = actors.voivodeship[seekers]
    further = _by_place_and_sphere(actors.voivodeship, 16, actors).pick(home * len(spheres()) + sphere, rng)
    return np.where(near >= 0, near, further)


def find_offering(actors: Actors, seekers: Ints, rng: np.random.Generator) -> Ints:
    """Somebody of the voivodeship who offers one of the seeker's needs; mentors are apart."""
    offers = actors.offers.rows < actors.first_mentor
    rows, offered = actors.offers.rows[offers], actors.offers.skills[offers]
    buckets = Buckets.of(actors.voivodeship[rows] * len(skills()) + offered, rows, n_buckets=16 * len(skills()))
    needed = _one_of(Pairs(actors.needs.rows, actors.needs.skills), seekers, rng)
    found = buckets.pick(actors.voivodeship[seekers] * len(skills()) + np.maximum(needed, 0), rng)
    return np.where(needed >= 0, found, -1)


def _met_at_event(actors: Actors, events: Events, rng: np.random.Generator) -> _Proposals:
    attended = np.nonzero(events.actor < actors.first_mentor)[0]
    seeking = attended[rng.random(len(attended)) < _RATES[EVENT]]
    buckets = Buckets.of(events.event[attended], events.actor[attended], n_buckets=len(events))
    met = buckets.pick(events.event[seeking], rng)
    found = _proposals(events.actor[seeking], met, EVENT)
    return _Proposals(found.first, found.second, found.reason, events.starts[events.event[seeking]] + 1)


def _proposals(seekers: Ints, found: Ints, reason: int) -> _Proposals:
    return _Proposals(seekers, found, np.full(len(seekers), reason), np.zeros(len(seekers), np.int64))


def _by_place_and_sphere(place: Ints, n_places: int, actors: Actors) -> Buckets:
    local = actors.spheres.rows < actors.first_mentor
    rows, sphere = actors.spheres.rows[local], actors.spheres.values[local]
    return Buckets.of(place[rows] * len(spheres()) + sphere, rows, n_buckets=n_places * len(spheres()))


def _one_of(pairs: Pairs, rows: Ints, rng: np.random.Generator) -> Ints:
    """For each of `rows` one of its values at random; -1 for a row without any."""
    last = max(int(rows.max(initial=0)), int(pairs.rows.max(initial=0)))
    return Buckets.of(pairs.rows, pairs.values, n_buckets=last + 1).pick(rows, rng)


@cache
def _neighbours() -> Pairs:
    position = {powiat.code: row for row, powiat in enumerate(powiats())}
    pairs = [(row, position[code]) for row, powiat in enumerate(powiats()) for code in powiat.neighbours]
    rows, values = np.array(pairs).T
    return Pairs(rows, values)


def _possible(proposals: _Proposals, actors: Actors) -> _Proposals:
    """Those of two different actors, not two partners, who are in the network at one time."""
    one, other = proposals.first, proposals.second
    kept = (other >= 0) & (one != other) & (np.minimum(one, other) < actors.n_organisations)
    kept &= np.maximum(actors.joined[one], actors.joined[other]) < np.minimum(actors.left[one], actors.left[other])
    return proposals.where(kept)


def _once_a_pair(proposals: _Proposals, actors: Actors) -> _Proposals:
    """The first proposal of each pair, in order of the pair."""
    low, high = np.minimum(proposals.first, proposals.second), np.maximum(proposals.first, proposals.second)
    return proposals.where(np.unique(low * len(actors) + high, return_index=True)[1])


def _dated(proposals: _Proposals, actors: Actors, rng: np.random.Generator) -> Cooperation:
    n = len(proposals.first)
    met = np.maximum(actors.joined[proposals.first], actors.joined[proposals.second])
    since = np.maximum(met, proposals.not_before) + 3 + rng.exponential(130, size=n).astype(np.int64)
    end = np.minimum(np.minimum(actors.left[proposals.first], actors.left[proposals.second]), TODAY)
    kind = (rng.random(n)[:, None] > _KINDS.cumsum(axis=1)[proposals.reason]).sum(axis=1)
    links = Cooperation(
        proposals.first,
        proposals.second,
        proposals.reason,
        np.minimum(kind, len(COOPERATION_KINDS) - 1),
        since,
        _until(proposals, actors, since, rng),
        _strength(proposals, actors, rng),
    )
    return _kept(links, since < end)


def _until(proposals: _Proposals, actors: Actors, since: Ints, rng: np.random.Generator) -> Ints:
    """Last days; NEVER for what goes on, but nothing outlives the membership of either side."""
    lasted = since + 14 + rng.exponential(210, size=len(since)).astype(np.int64)
    over = (rng.random(len(since)) < _SHARE_ENDED) & (lasted < TODAY)
    left = np.minimum(actors.left[proposals.first], actors.left[proposals.second])
    return np.minimum(np.where(over, lasted, NEVER), left)


def _strength(proposals: _Proposals, actors: Actors, rng: np.random.Generator) -> Floats:
    one, other = proposals.first, proposals.second
    shared = (actors.powiat[one] == actors.powiat[other]) * 1.0
    shared += actors.first_sphere[one] == actors.first_sphere[other]
    shared += proposals.reason == NEED
    strength: Floats = np.round(np.clip(rng.beta(1.6, 3.2, size=len(one)) + 0.13 * shared, 0.05, 1.0), 2)
    return strength


def _again(first: Cooperation, actors: Actors, rng: np.random.Generator) -> Cooperation:
    """Some who stopped start anew later: the same two, a second link."""
    since = first.until + 30 + rng.exponential(120, size=len(first)).astype(np.int64)
    end = np.minimum(np.minimum(actors.left[first.first], actors.left[first.second]), TODAY)
    kept = (first.until < TODAY) & (since < end) & (rng.random(len(first)) < _SHARE_AGAIN)
    left = np.minimum(actors.left[first.first], actors.left[first.second])
    strength = np.round(np.minimum(first.strength + 0.1, 1.0), 2).astype(np.float64)
    again = Cooperation(first.first, first.second, first.reason, first.kind, since, left, strength)
    return _kept(again, kept)


def _kept(links: Cooperation, kept: Mask) -> Cooperation:
    return Cooperation(*(getattr(links, name)[kept] for name in Cooperation.__slots__))


def _joined(parts: Sequence[Cooperation]) -> Cooperation:
    return Cooperation(*(np.concatenate([getattr(part, name) for part in parts]) for name in Cooperation.__slots__))
