"""The records of a network: nodes, links, units of work; checked against the schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from graph import schema
from graph.errors import InvalidRecord
from graph.fitting import Test, fast_tests, fits_kind, within
from graph.schema import LinkType, Property

Value = str | int | float | bool | date | datetime | list[str] | list[int]
Properties = Mapping[str, Value | None]

MAX_ID = 100


class NodeKey(NamedTuple):
    """What names a node: its base label and its id."""

    base: str
    id: str


class LinkKey(NamedTuple):
    """What names a link: its type, its ends and the values of the type's key, in its order."""

    type: str
    source: str
    target: str
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its id, its labels (more than one only for actors) and its properties.

    In a write, a property of None is removed; a read never returns None values.
    """

    id: str
    labels: frozenset[str]
    properties: Properties = field(default_factory=dict)

    @property
    def base(self) -> str:
        """The base label under which the id is unique."""
        return _base(self.labels)

    @property
    def key(self) -> NodeKey:
        """The base label and the id."""
        return NodeKey(self.base, self.id)


@lru_cache(maxsize=256)
def _base(labels: frozenset[str]) -> str:
    return schema.base_of(min(labels))


@dataclass(frozen=True, slots=True)
class Link:
    """A link between two nodes; `source` and `target` are ids under the type's base labels."""

    type: str
    source: str
    target: str
    properties: Properties = field(default_factory=dict)

    @property
    def key(self) -> LinkKey:
        """Its identity; dates in the key as ISO text.

        >>> Link("MENTORS", "m-1", "o-1", {"cohort": "2024"}).key
        LinkKey(type='MENTORS', source='m-1', target='o-1', key=('2024',))
        """
        names = schema.link_type(self.type).key
        return LinkKey(self.type, self.source, self.target, tuple(_key_text(self.properties[n]) for n in names))


def _key_text(value: Value | None) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of work: written whole or not at all, in this order.

    Attributes
    ----------
    nodes, links :
        Upserted. A node known already gains the labels given; properties given are set,
        those given as None removed, the others kept. With `replace`, what is given is all
        there is afterwards: other labels and properties go.
    deleted_links, deleted_nodes :
        Removed after the upserts; removing what is not there is not an error, removing a
        node that still has links is.
    """

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    deleted_links: tuple[LinkKey, ...] = ()
    deleted_nodes: tuple[NodeKey, ...] = ()
    replace: bool = False


def make_node(node_id: str, *labels: str, **properties: Value | None) -> Node:
    """A checked node, without its None values.

    >>> make_node("t-1", "Cohort", name="Pierwsza", starts=date(2021, 9, 1)).base
    'Cohort'
    """
    return check_node(Node(node_id, frozenset(labels), {k: v for k, v in properties.items() if v is not None}))


def make_link(link_type: str, source: str, target: str, **properties: Value | None) -> Link:
    """A checked link, without its None values; the ends of a symmetric type in order of id.

    >>> make_link("BORDERS", "0202", "0201").source
    '0201'
    """
    given = {k: v for k, v in properties.items() if v is not None}
    return check_link(Link(link_type, source, target, given))


def check_node(node: Node) -> Node:
    """The node itself if the schema allows it.

    Required properties are the store's to demand when the node is new, since an update may
    leave them out; here they only may not be removed.

    Raises
    ------
    InvalidRecord
        Names the record, the field and what is wrong with it.
    UnknownName
        A label that is not in the schema.
    """
    tests = _NODE_TESTS.get(node.labels)
    if tests is not None and _is_plain_id(node.id) and _all_fit(tests, node.properties):
        return node
    return _check_node_closely(node)


def _check_node_closely(node: Node) -> Node:
    title = f"{'/'.join(sorted(node.labels)) or 'node'} {node.id}"
    _check_id(title, "id", node.id)
    labels = [schema.node_label(name) for name in sorted(node.labels)]
    if not labels:
        raise InvalidRecord(title, "labels", "are empty; give one of the schema's labels")
    if len({label.base for label in labels}) > 1:
        raise InvalidRecord(title, "labels", "do not share a base label")
    allowed = {name: prop for label in labels for name, prop in label.by_name.items()}
    for name, value in node.properties.items():
        _check_property(title, allowed, name, value)
    _NODE_TESTS.setdefault(node.labels, fast_tests(allowed.values()))
    return node


def missing_properties(node: Node) -> list[str]:
    """Names of the required properties that a new node lacks, in the schema's order.

    >>> missing_properties(Node("c", frozenset({"Cohort"}), {"name": "x"}))
    ['starts']
    """
    return [name for name in _required(node.labels) if node.properties.get(name) is None]


@lru_cache(maxsize=256)
def _required(labels: frozenset[str]) -> tuple[str, ...]:
    properties = [p for name in sorted(labels) for p in schema.node_label(name).properties]
    return tuple(dict.fromkeys(p.name for p in properties if p.required))


def check_link(link: Link) -> Link:
    """The link if the schema allows it, its ends in order where its type is symmetric.

    Raises
    ------
    InvalidRecord
        Names the record, the field and what is wrong with it.
    UnknownName
        A type that is not in the schema.
    """
    kind = schema.link_type(link.type)
    if not _is_plain_link(kind, link):
        _check_link_closely(kind, link)
    if kind.symmetric and link.source > link.target:
        return Link(link.type, link.target, link.source, link.properties)
    return link


def _is_plain_link(kind: LinkType, link: Link) -> bool:
    """Whether the link is allowed at first sight; if not, it may still be."""
    properties = link.properties
    return (
        _is_plain_id(link.source)
        and _is_plain_id(link.target)
        and (link.source != link.target or not joins_one_base(kind))
        and _LINK_REQUIRED[kind.name] <= properties.keys()
        and _all_fit(_LINK_TESTS[kind.name], properties)
        and (properties.get("until") is None or _are_in_order(properties))
    )


def _check_link_closely(kind: LinkType, link: Link) -> None:
    title = f"{link.type} {link.source}–{link.target}"
    _check_id(title, "source", link.source)
    _check_id(title, "target", link.target)
    if link.source == link.target and joins_one_base(kind):
        raise InvalidRecord(title, "target", "is the source itself")
    for prop in kind.properties:
        if prop.required and link.properties.get(prop.name) is None:
            raise InvalidRecord(title, prop.name, "is missing")
    for name, value in link.properties.items():
        _check_property(title, kind.by_name, name, value)
    refuse_disorder(link)


@lru_cache(maxsize=64)
def joins_one_base(kind: LinkType) -> bool:
    """Whether both ends are ids under one base label, so that a link could join a node to itself.

    >>> joins_one_base(schema.link_type("MENTORS")), joins_one_base(schema.link_type("OFFERS"))
    (True, False)
    """
    return schema.base_of(kind.source) == schema.base_of(kind.target)


def keeps_until(kind: LinkType) -> bool:
    """Whether an upsert may bring another `since` to an `until` that the store keeps.

    >>> keeps_until(schema.link_type("MENTORS")), keeps_until(schema.link_type("COOPERATES_WITH"))
    (True, False)
    """
    return "until" in kind.by_name and "since" not in kind.key


def refuse_disorder(link: Link) -> None:
    """Refuse a link that is over before it began.

    Raises
    ------
    InvalidRecord
        Its `until` is before its `since`.
    """
    if not _are_in_order(link.properties):
        since, until = link.properties["since"], link.properties["until"]
        raise InvalidRecord(f"{link.type} {link.source}–{link.target}", "until", f"({until}) is before since ({since})")


def _is_plain_id(value: str) -> bool:
    return (
        type(value) is str
        and 0 < len(value) <= MAX_ID
        and value.isprintable()
        and value[0] != " "  # the only printable space
        and value[-1] != " "
    )


def _all_fit(tests: Mapping[str, Test], properties: Properties) -> bool:
    for name, value in properties.items():
        test = tests.get(name)
        if test is None or not test(value):
            return False
    return True


def _check_id(title: str, name: str, value: str) -> None:
    if not isinstance(value, str) or not value or len(value) > MAX_ID:
        raise InvalidRecord(title, name, f"must be 1 to {MAX_ID} characters")
    if value != value.strip() or not value.isprintable():
        raise InvalidRecord(title, name, "has spaces at its ends or unprintable characters")


def _check_property(title: str, allowed: Mapping[str, Property], name: str, value: Value | None) -> None:
    prop = allowed.get(name)
    if prop is None:
        raise InvalidRecord(title, name, f"is not in the schema; it has: {', '.join(sorted(allowed)) or 'none'}")
    if value is None:
        if prop.required:
            raise InvalidRecord(title, name, "is required and cannot be removed")
        return
    if not fits_kind(prop.kind, value):
        raise InvalidRecord(title, name, f"must be {prop.kind}, not {value!r:.60}")
    if prop.choices and value not in prop.choices:
        raise InvalidRecord(title, name, f"must be one of {', '.join(prop.choices)}, not {value!r:.60}")
    if isinstance(value, (int, float)) and not within(prop, value):
        raise InvalidRecord(title, name, f"must be from {prop.minimum} to {prop.maximum}, not {value}")


def _are_in_order(properties: Properties) -> bool:
    since, until = properties.get("since"), properties.get("until")
    return not (isinstance(since, date) and isinstance(until, date) and until < since)


# The tests of a set of labels are made when a node with them was first found right.
_NODE_TESTS: dict[frozenset[str], dict[str, Test]] = {}
_LINK_TESTS = {kind.name: fast_tests(kind.properties) for kind in schema.LINK_TYPES}
_LINK_REQUIRED = {kind.name: {p.name for p in kind.properties if p.required} for kind in schema.LINK_TYPES}
