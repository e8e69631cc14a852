"""Growth the plain way: the network of one day built anew from the records, and networkx asked about it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import networkx as nx

from graph.model import Link, Node
from tests.networks import Network

KINDS = ("COOPERATES_WITH", "PAIRED_WITH", "MENTORS")
ROLES = ("Organisation", "Partner", "Mentor")


class NaiveGrowth:
    """The figures of a network of records, narrowed to a part, on any day."""

    def __init__(self, network: Network, scope: dict[str, str]) -> None:
        self.network, self.scope = network, scope
        self.actors = {node.id: node for node in network.nodes if node.base == "Actor" and self._is_within(node)}

    def figures(self, first: date, day: date) -> dict[str, float | int | None]:
        """Every figure of the period from `first` to `day`."""
        now = self.graph_on(day)
        return {
            **self._actors(now, first, day),
            **self._contacts(now, day),
            **_shape(now),
            **_clustering(now),
            **_mixing(now),
            **self._introductions(now, first, day),
        }

    def graph_on(self, day: date) -> nx.Graph:
        """Who belongs to the network on the day and who is in contact with whom."""
        now = nx.Graph()
        for node in self.actors.values():
            if self._is_present(node, day):
                now.add_node(node.id, sector=_sector(node), region=self._region(node), size=_size(node))
        for link in self._links_on(day):
            now.add_edge(link.source, link.target)
        return now

    def _is_present(self, node: Node, day: date) -> bool:
        left = node.properties.get("left")
        return node.properties["joined"] <= day and (left is None or day < left)

    def _links_on(self, day: date, kinds: Iterable[str] = KINDS) -> list[Link]:
        found = []
        for link in self.network.links:
            ends = [self.actors.get(link.source), self.actors.get(link.target)]
            if link.type not in kinds or self.scope.get("kind", link.type) != link.type or None in ends:
                continue
            until = link.properties.get("until")
            holds = link.properties["since"] <= day and (until is None or day <= until)
            if holds and all(self._is_present(end, day) for end in ends):
                found.append(link)
        return found

    def _is_within(self, node: Node) -> bool:
        wanted, linked = self.scope, [link for link in self.network.links if link.source == node.id]
        tests = {
            "role": lambda role: role in node.labels,
            "sector": lambda sector: _sector(node) == sector,
            "region": lambda region: any(
                one.type == "LOCATED_IN" and region in {one.target, one.target[:2]} for one in linked
            ),
            "sphere": lambda sphere: any(one.type == "ACTIVE_IN" and one.target == sphere for one in linked),
            "component": lambda component: any(
                one.type in {"NEEDS", "OFFERS"} and component in self._components(one.target) for one in linked
            ),
            "kind": lambda kind: True,
        }
        return all(tests[name](value) for name, value in wanted.items())

    def _components(self, skill_id: str) -> set[str]:
        (skill,) = [node for node in self.network.nodes if node.id == skill_id]
        return {skill.properties.get("component"), skill.properties.get("component_secondary")}

    def _region(self, node: Node) -> str | None:
        seats = [one.target for one in self.network.links if one.type == "LOCATED_IN" and one.source == node.id]
        return seats[0][:2] if seats else None

    def _actors(self, now: nx.Graph, first: date, day: date) -> dict[str, int]:
        in_role = {role: sum(role in self.actors[one].labels for one in now) for role in ROLES}
        told = [node.properties for node in self.actors.values()]
        ever = [one for one in told if one.get("left") is None or one["joined"] < one["left"]]
        return {
            "n_actors": len(now),
            "n_organisations": in_role["Organisation"],
            "n_partners": in_role["Partner"],
            "n_mentors": in_role["Mentor"],
            "n_joined": sum(first <= one["joined"] <= day for one in ever),
            "n_left": sum(one.get("left") is not None and first <= one["left"] <= day for one in ever),
        }

    def _contacts(self, now: nx.Graph, day: date) -> dict[str, int]:
        links = {kind: self._links_on(day, [kind]) for kind in KINDS}
        pairs = {kind: {frozenset((one.source, one.target)) for one in found} for kind, found in links.items()}
        return {
            "n_contacts": now.number_of_edges(),
            "n_links": sum(map(len, links.values())),
            "n_cooperations": len(pairs["COOPERATES_WITH"]),
            "n_peer_pairs": len(pairs["PAIRED_WITH"]),
            "n_mentorings": len(pairs["MENTORS"]),
            "n_cooperation_links": len(links["COOPERATES_WITH"]),
            "n_peer_links": len(links["PAIRED_WITH"]),
            "n_mentoring_links": len(links["MENTORS"]),
        }

    def _introductions(self, now: nx.Graph, first: date, day: date) -> dict[str, float | int | None]:
        asked = [one for one in self.network.links if one.type == "INTRODUCED_TO"]
        asked = [one for one in asked if {one.source, one.target} <= set(self._ever())]
        both_ways = nx.DiGraph(
            (one.source, one.target)
            for one in asked
            if one.properties["since"] <= day and one.source in now and one.target in now
        )
        within = {
            name: sum(first <= one.properties[name] <= day for one in asked if one.properties.get(name))
            for name in ("since", "accepted", "declined", "expired")
        }
        return {
            "n_asked": within["since"],
            "n_accepted": within["accepted"],
            "n_declined": within["declined"],
            "n_expired": within["expired"],
            "introduction_reciprocity": nx.overall_reciprocity(both_ways) if both_ways.size() else None,
        }

    def _ever(self) -> list[str]:
        days = {one.id: (one.properties["joined"], one.properties.get("left")) for one in self.actors.values()}
        return [one for one, (joined, left) in days.items() if left is None or joined < left]


def _sector(node: Node) -> str | None:
    if "Organisation" in node.labels:
        return "ngo"
    return node.properties.get("sector") if "Partner" in node.labels else "mentor"


def _size(node: Node) -> str | None:
    n_staff = node.properties.get("n_staff") if "Organisation" in node.labels else None
    if n_staff is None:
        return None
    return "0" if n_staff == 0 else "1-5" if n_staff <= 5 else "6-20" if n_staff <= 20 else "21+"


def _shape(now: nx.Graph) -> dict[str, float | int | None]:
    n, parts = len(now), sorted(map(len, nx.connected_components(now)))
    isolates = list(nx.isolates(now))
    return {
        "density": nx.density(now) if n > 1 else None,
        "mean_degree": sum(degree for _, degree in now.degree) / n if n else None,
        "n_isolates": len(isolates),
        "n_free_mentors": sum(now.nodes[one]["sector"] == "mentor" for one in isolates),
        "isolate_share": len(isolates) / n if n else None,
        "n_components": len(parts),
        "largest_component": parts[-1] if parts else 0,
        "largest_share": parts[-1] / n if n else None,
    }


def _clustering(now: nx.Graph) -> dict[str, float | int | None]:
    has_triples = any(degree > 1 for _, degree in now.degree)
    return {
        "n_triangles": sum(nx.triangles(now).values()) // 3,
        "transitivity": nx.transitivity(now) if has_triples else None,
        "local_clustering": nx.average_clustering(now) if len(now) else None,
    }


def _mixing(now: nx.Graph) -> dict[str, float | None]:
    return {
        "cross_sector_share": _across(_known(now, "sector"), "sector"),
        "cross_region_share": _across(_known(now, "region"), "region"),
        **{f"{name}_assortativity": _alike(_known(now, name), name) for name in ("sector", "region", "size")},
    }


def _known(now: nx.Graph, trait: str) -> nx.Graph:
    """Contacts with a known value at both ends, and those ends."""
    known = now.subgraph(one for one, value in now.nodes(trait) if value is not None)
    return known.subgraph(one for one, degree in known.degree if degree)


def _across(known: nx.Graph, trait: str) -> float | None:
    value = dict(known.nodes(trait))
    across = [value[one] != value[other] for one, other in known.edges]
    return sum(across) / len(across) if across else None


def _alike(known: nx.Graph, trait: str) -> float | None:
    if len({value for _, value in known.nodes(trait)}) < 2:
        return None
    return float(nx.attribute_assortativity_coefficient(known, trait))
