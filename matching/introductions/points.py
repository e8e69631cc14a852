"""The points of many pairs at once: what each effect amounts to, and what it counts for.

One unit of each effect:

- ``fit``: the recommender's reciprocal score, in log-odds;
- ``joined``: ln(1 + a·b) / ln(1 + ⌊n/2⌋·⌈n/2⌉) for components of a and b actors out of n, so 1 where
  two halves of the network are joined, 0 within one component;
- ``isolates``: how many of the two have no contact yet;
- ``distance``: 1 − 1/d for two who are d steps apart, 1 where they are not connected;
- ``communities``, ``regions``, ``sectors``: 1 / (1 + c) for two of different ones, with c contacts between these;
- ``joined_lately``: 1 where one of the two joined lately.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from graph.analysis.hops import NOT_CONNECTED
from graph.snapshot.columns import Column, Mask
from matching.introductions.divisions import NO_BRIDGE
from matching.introductions.network import Net
from matching.introductions.options import EFFECTS
from matching.introductions.results import Partition
from matching.scoring import TIE_DECIMALS

Amounts = NDArray[np.float64]
_BRIDGES: tuple[Partition, ...] = ("community", "region", "sector")


def amounts_of(net: Net, seekers: Column, providers: Column, hops: Column, fit: Amounts, lately: Mask) -> Amounts:
    """What each effect of each pair amounts to; shape (n effects, n pairs), in the order of `EFFECTS`.

    Parameters
    ----------
    seekers, providers : int arrays, shape (n pairs,)
        Rows of actors that are not in contact.
    hops : int array, shape (n pairs,)
    fit : float64 array, shape (n pairs,)
        Reciprocal scores.
    lately : bool array, shape (n actors,)
        Who joined lately.
    """
    return np.array(
        [
            fit,
            _joined(net, seekers, providers),
            (net.degree[seekers] == 0).astype(np.float64) + (net.degree[providers] == 0),
            np.where(hops == NOT_CONNECTED, 1.0, 1.0 - 1.0 / np.where(hops == NOT_CONNECTED, 1, hops)),
            *(_bridged(net, name, seekers, providers) for name in _BRIDGES),
            (lately[seekers] | lately[providers]).astype(np.float64),
        ]
    )


def values_of(amounts: Amounts, weights: Mapping[str, float]) -> Amounts:
    """The points of each pair together, rounded so that ties are ties; shape (n pairs,)."""
    return np.asarray((weights_in_order(weights) @ amounts).round(TIE_DECIMALS))


def weights_in_order(weights: Mapping[str, float]) -> Amounts:
    """The weights in the order of `EFFECTS`."""
    return np.array([weights.get(effect, 0.0) for effect in EFFECTS])


def _joined(net: Net, seekers: Column, providers: Column) -> Amounts:
    one, other, n = net.component_of[seekers], net.component_of[providers], net.n_present
    newly = np.where(one == other, 0, net.size_of_component[one] * net.size_of_component[other])
    return np.asarray(np.log1p(newly) / np.log1p(max((n // 2) * (n - n // 2), 1)))


def _bridged(net: Net, name: Partition, seekers: Column, providers: Column) -> Amounts:
    between = net.divisions[name].between(seekers, providers)
    return np.where(between == NO_BRIDGE, 0.0, 1.0 / (1.0 + np.maximum(between, 0)))
