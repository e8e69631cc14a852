"""A row beside what the network has: what would change, and what would bring it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Link, LinkKey, Node, Value, make_link
from web.services.importing.row_reading import joined_of
from web.services.importing.wanted import Wanted

RATINGS = {"NEEDS": "priority", "OFFERS": "level", "ATTENDED": "n_persons"}
INWARD = frozenset({"ATTENDED"})  # links whose source is the other end: who came to an event


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a row that the network has otherwise; None where it has nothing, or shall have nothing.

    Attributes
    ----------
    field : str
        A property, or a link type whose values are codes.
    """

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """What a row writes: into the unit, and into the unit that brings back what was.

    Attributes
    ----------
    node : Node or None
        What is set of the node.
    former : Node or None
        The node as it was; None where it was not there.
    links, deleted :
        Links that are set, and keys of those that go.
    former_links :
        Links that are set or go, as they were.
    added_keys :
        Keys of links that were not there.
    """

    changes: tuple[Change, ...] = ()
    node: Node | None = None
    former: Node | None = None
    links: tuple[Link, ...] = ()
    deleted: tuple[LinkKey, ...] = ()
    former_links: tuple[Link, ...] = ()
    added_keys: tuple[LinkKey, ...] = ()


def as_new(wanted: Wanted, node_id: str) -> Difference:
    """Everything that the row has, for a node that is not there yet."""
    given = {name: value for name, value in wanted.properties.items() if value is not None}
    properties = {**given, **joined_of(wanted)}
    links = tuple(_links(node_id, wanted))
    node = Node(node_id, frozenset({wanted.label}), properties)
    return Difference(node=node, links=links, added_keys=tuple(link.key for link in links))


def against(wanted: Wanted, node: Node, there: Sequence[Link]) -> Difference:
    """What the row changes about a node that has these links; fields that the row does not have stay."""
    properties = _changed_properties(wanted, node)
    known = {link.key: link for link in there if _is_own(link, node, wanted)}
    set_links = [link for link in _links(node.id, wanted) if _is_news(link, known.get(link.key))]
    kept = {link.key for link in _links(node.id, wanted)}
    gone = [link for key, link in known.items() if link.type in wanted.whole and key not in kept]
    gains = wanted.label not in node.labels
    changes = [Change(name, node.properties.get(name), value) for name, value in sorted(properties.items())]
    changes += [Change("role", ", ".join(sorted(node.labels)), wanted.label)] if gains else []
    changes += _changes_of_links(set_links, gone, known)
    changed = Node(node.id, frozenset({wanted.label}), properties) if properties or gains else None
    return Difference(
        changes=tuple(changes),
        node=changed,
        former=node if changed else None,
        links=tuple(set_links),
        deleted=tuple(link.key for link in gone),
        former_links=(*(known[link.key] for link in set_links if link.key in known), *gone),
        added_keys=tuple(link.key for link in set_links if link.key not in known),
    )


def _changed_properties(wanted: Wanted, node: Node) -> dict[str, Value | None]:
    """What the row says otherwise; that somebody joined later than is known is no news, unless an export was edited."""
    changed = {n: value for n, value in wanted.properties.items() if not _is_same(node.properties.get(n), value)}
    known, told = node.properties.get("joined"), changed.get("joined")
    if isinstance(known, date) and isinstance(told, date) and known < told and wanted.given_id != node.id:
        del changed["joined"]
    return changed


def _is_same(known: Value | None, value: Value | None) -> bool:
    """Whether the two are the same, but for spaces, which a file does not keep."""
    if isinstance(known, str) and isinstance(value, str):
        return known.split() == value.split()
    return known == value


def _links(node_id: str, wanted: Wanted) -> Iterator[Link]:
    for link_type, targets in wanted.links.items():
        for target, rating in targets.items():
            rated = {RATINGS[link_type]: rating} if rating is not None and link_type in RATINGS else {}
            source, end = (target, node_id) if link_type in INWARD else (node_id, target)
            yield make_link(link_type, source, end, **rated)


def _is_own(link: Link, node: Node, wanted: Wanted) -> bool:
    """Whether the link is one that a row about the node may set."""
    return link.type in wanted.links and (link.target if link.type in INWARD else link.source) == node.id


def _is_news(link: Link, known: Link | None) -> bool:
    return known is None or any(known.properties.get(name) != value for name, value in link.properties.items())


def _changes_of_links(
    set_links: Sequence[Link], gone: Sequence[Link], known: Mapping[LinkKey, Link]
) -> Iterator[Change]:
    for link_type in sorted({link.type for link in (*set_links, *gone)}):
        touched = [link for link in set_links if link.type == link_type]
        old = [known[link.key] for link in touched if link.key in known]
        old += [link for link in gone if link.type == link_type]
        yield Change(link_type, _codes(old), _codes(touched))


def _codes(links: Sequence[Link]) -> list[str] | None:
    """Codes with their ratings, in order.

    >>> _codes([make_link("NEEDS", "org-1", "T3.01", priority=3)])
    ['T3.01:3']
    """
    rated = [(link, link.properties.get(RATINGS.get(link.type, ""))) for link in links]
    ends = [(link.source if link.type in INWARD else link.target, rating) for link, rating in rated]
    return sorted(f"{end}:{rating}" if rating else end for end, rating in ends) or None
