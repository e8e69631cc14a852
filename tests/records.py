"""Short ways to write the records that tests of the stores need."""

from __future__ import annotations

from datetime import date

from graph.model import Link, Node, NodeKey, Value, make_link, make_node

JOINED = date(2021, 3, 1)


def organisation(node_id: str, **properties: Value) -> Node:
    """An organisation with what a new one must have."""
    return make_node(node_id, "Organisation", **({"name": f"Koło {node_id}", "joined": JOINED} | properties))


def mentor(node_id: str, **properties: Value) -> Node:
    """A mentor with what a new one must have."""
    return make_node(node_id, "Mentor", **({"joined": JOINED} | properties))


def cohort(node_id: str) -> Node:
    """A cohort with what a new one must have."""
    return make_node(node_id, "Cohort", name=node_id, starts=JOINED)


def cooperation(source: str, target: str, since: date = JOINED, kind: str = "project", **properties: Value) -> Link:
    """Two actors that did something together."""
    return make_link("COOPERATES_WITH", source, target, since=since, kind=kind, **properties)


def mentoring(source: str, target: str, cohort_id: str = "2024", **properties: Value) -> Link:
    """A mentor that supports an actor."""
    return make_link("MENTORS", source, target, **({"since": JOINED, "cohort": cohort_id} | properties))


def actor(node_id: str) -> NodeKey:
    """The key of an actor."""
    return NodeKey("Actor", node_id)
