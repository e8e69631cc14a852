"""What the contact of two would change, told in full."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.analysis import traits_of
from graph.analysis.hops import NOT_CONNECTED, Hops, hops_from
from graph.analysis.shortcuts import shortening
from graph.snapshot import Snapshot
from matching.introductions.divisions import NO_BRIDGE
from matching.introductions.network import Net
from matching.introductions.options import STEPS_NEAR
from matching.introductions.results import Bridge, Effect, End


def effect_of(snapshot: Snapshot, net: Net, seeker: int, provider: int, lately: NDArray[np.bool_]) -> Effect:
    """The effect of a contact between two that have none, in a network of at least these two."""
    from_ends = hops_from(net.adjacency, np.array([seeker, provider]))
    hops = int(from_ends[0][provider])
    apart = hops == NOT_CONNECTED
    asking = _end(snapshot, net, seeker, from_ends, lately)
    answering = _end(snapshot, net, provider, from_ends[::-1], lately)
    return Effect(
        seeker=asking,
        provider=answering,
        hops_before=None if apart else hops,
        n_newly_connected=asking.component_size * answering.component_size if apart else 0,
        bridges=tuple(_bridges(snapshot, net, seeker, provider)),
        shortening=shortening(net.adjacency, net.n_present, seeker, provider, from_ends),
    )


def _end(snapshot: Snapshot, net: Net, row: int, from_ends: Hops, lately: NDArray[np.bool_]) -> End:
    """One of the two; `from_ends` are its own steps to all, then those of the other one."""
    own, others = from_ends
    return End(
        actor_id=str(snapshot.actors.ids[row]),
        n_contacts=int(net.degree[row]),
        component_size=int(net.component_sizes[row]),
        n_near=_n_near(own),
        n_near_after=_n_near(_with_contact(own, others)),
        joined_lately=bool(lately[row]),
    )


def _n_near(hops: Hops) -> int:
    return int(((hops > 0) & (hops <= STEPS_NEAR)).sum())


def _with_contact(own: Hops, others: Hops) -> Hops:
    """Steps of an actor with a contact more, from its own and the steps of its new contact."""
    through = np.where(others == NOT_CONNECTED, np.int16(STEPS_NEAR + 1), others + np.int16(1))
    return np.where(own == NOT_CONNECTED, through, np.minimum(own, through))


def _bridges(snapshot: Snapshot, net: Net, seeker: int, provider: int) -> Iterator[Bridge]:
    traits = traits_of(snapshot)
    for name, division in net.divisions.items():
        n_contacts = int(division.between(np.array([seeker]), np.array([provider]))[0])
        if n_contacts != NO_BRIDGE:
            one, other = (
                str(part) if name == "community" else traits.named(name).values[part]
                for part in (int(division.of[row]) for row in (seeker, provider))
            )
            yield Bridge(name, one, other, n_contacts)
