"""Whether a mentor has a place for an introduction that is about to be accepted."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Link, LinkKey, NodeKey
from graph.snapshot import snapshot_of
from graph.store import Store
from web.services.introduction_errors import MentorFull


def refuse_full(store: Store, accepted: Link) -> None:
    """Refuse to accept the introduction where it would take a place that the mentor does not have.

    The places are counted by the snapshot's own rule, over what the store says now. Whoever
    takes a place of the mentor already needs no other. A mentor who has not said how many
    can be supported is never full.

    Raises
    ------
    MentorFull
    """
    mentor = NodeKey("Actor", accepted.target)
    node = store.node(mentor)
    capacity = node.properties.get("capacity") if node else None
    if not isinstance(capacity, int):
        return
    links = {link.key: link for kind in ("MENTORS", "INTRODUCED_TO") for link in store.neighbours(mentor, kind)}
    taken, taken_then = (_n_taken(store, mentor, ls) for ls in (links, links | {accepted.key: accepted}))
    if taken_then > max(taken, capacity):
        raise MentorFull(mentor.id, capacity)


def _n_taken(store: Store, mentor: NodeKey, links: Mapping[LinkKey, Link]) -> int:
    ends = {NodeKey("Actor", end) for link in links.values() for end in (link.source, link.target)}
    around = snapshot_of(store.nodes([mentor, *sorted(ends - {mentor})]).values(), links.values())
    return int(around.mentoring.n_mentored[around.actors.row_of[mentor.id]])
