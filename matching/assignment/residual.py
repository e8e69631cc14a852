"""What could still be changed: the residual network of a flow, and its strongly connected parts.

Flows of the same total differ by cycles of the residual network, so only arcs within one part can change.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from matching.assignment.instance import Ints
from matching.assignment.network import Network


def strong_parts(network: Network, flow: Ints) -> Ints:
    """For each node the number of its strongly connected part in the residual network, from 0."""
    more, less = np.flatnonzero(flow < network.high), np.flatnonzero(flow > network.low)
    starts = np.concatenate([network.tail[more], network.head[less]])
    ends = np.concatenate([network.head[more], network.tail[less]])
    shape = (network.n_nodes, network.n_nodes)
    graph = csr_matrix((np.ones(len(starts), np.int8), (starts, ends)), shape)
    parts: Ints = connected_components(graph, directed=True, connection="strong")[1].astype(np.int64)
    return parts


def settled(network: Network, flow: Ints) -> Network:
    """The network in which every arc that no cycle passes through is fixed; the same flows remain."""
    parts = strong_parts(network, flow)
    fixed = parts[network.tail] != parts[network.head]
    return network.with_bounds(np.where(fixed, flow, network.low), np.where(fixed, flow, network.high))
