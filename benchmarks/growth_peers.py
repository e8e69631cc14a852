"""Growth by month as networkx tells it, which builds the network of each month anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
from networkx.algorithms.assortativity.correlation import attribute_ac

from graph.analysis import History, Trait, Traits

COMPARED = ("n_actors", "n_contacts", "n_isolates", "n_components", "largest_component")
TRAITS = ("region", "size")  # all members of the benchmark's network are of one sector


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The network of one day, built anew."""

    graph: Any
    traits: Traits

    @classmethod
    def of(cls, history: History, traits: Traits, day: int) -> Rebuilt:
        """From membership and links that hold on the day."""
        rows, holds = np.flatnonzero(history.present_at(day)), history.ongoing_at(day)
        graph = nx.Graph()
        columns = [rows.tolist(), *(_values(traits.named(name), rows) for name in TRAITS)]
        graph.add_nodes_from((row, dict(zip(TRAITS, known, strict=True))) for row, *known in zip(*columns, strict=True))
        graph.add_edges_from(zip(history.one[holds].tolist(), history.other[holds].tolist(), strict=True))
        return cls(graph, traits)

    def counts(self) -> dict[str, float]:
        """Members, pairs, isolates, components and the largest of them."""
        graph = self.graph
        sizes = [len(part) for part in nx.connected_components(graph)]
        isolates = nx.number_of_isolates(graph)
        found = (graph.number_of_nodes(), graph.number_of_edges(), isolates, len(sizes), max(sizes, default=0))
        return dict(zip(COMPARED, map(float, found), strict=True))

    def mixing(self) -> dict[str, float]:
        """Assortativity by each trait, and the share of contacts across regions, of those whose ends are known."""
        found = {}
        for name in TRAITS:
            known = self.graph
            if (self.traits.named(name).of < 0).any():
                known = known.subgraph(row for row, value in known.nodes(name) if value is not None)
            mixed = nx.attribute_mixing_matrix(known, name)
            found[f"{name}_assortativity"] = float(attribute_ac(mixed))
            if name == "region":
                found["cross_region_share"] = float(1 - mixed.trace())
        return found

    def clustering(self) -> dict[str, float]:
        """Global and average local clustering."""
        return {"transitivity": nx.transitivity(self.graph), "local_clustering": nx.average_clustering(self.graph)}


def _values(trait: Trait, rows: np.ndarray) -> list[str | None]:
    names = np.array([*trait.values, None], dtype=object)
    return list(names[trait.of[rows]])
