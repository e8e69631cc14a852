"""What in the network is not as the stores would have written it.

A store refuses such records, so they come from outside: a file put back by a tool that saves
what it can, or somebody's own statements in Neo4j Browser. Everything is read page by page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from operator import gt
from typing import Any

from graph import schema
from graph.errors import InvalidRecord, UnknownName
from graph.model import LinkKey, Node, check_node, missing_properties
from graph.schema import Kind, LinkType
from graph.store import LinkColumns, Store
from web.services.repair.found import Found

_EPOCH = date(1970, 1, 1).toordinal()
# What a value of another type than the schema's does to whoever reads it.
_UNREADABLE = (AttributeError, TypeError, ValueError)

Labels = Mapping[str, frozenset[str]]


@dataclass(slots=True)
class NetworkDamage:
    """What is wrong with a network.

    Attributes
    ----------
    endless :
        Links of which an end is not there.
    lost_roles :
        By actor, the roles that its links ask for and it lacks.
    wrong, unread :
        Records that do not fit the schema; labels and types of which not every record was read.
    actors :
        Ids of everybody who is there.
    """

    endless: list[LinkKey] = field(default_factory=list)
    lost_roles: dict[str, set[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    actors: frozenset[str] = frozenset()

    def found(self) -> Iterator[Found]:
        """The same in words."""
        yield Found("link-without-end", tuple(map(link_title, sorted(self.endless))))
        roles = ((actor_id, "/".join(sorted(roles))) for actor_id, roles in sorted(self.lost_roles.items()))
        yield Found("lost-role", tuple(f"{actor_id} {role}" for actor_id, role in roles))
        yield Found("wrong-record", tuple(self.wrong))
        yield Found("unread-record", tuple(self.unread))


def link_title(key: LinkKey) -> str:
    """The link as messages name it.

    >>> link_title(LinkKey("MENTORS", "men-1", "org-1", ("2024",)))
    'MENTORS men-1–org-1 2024'
    """
    return " ".join((f"{key.type} {key.source}–{key.target}", *key.key))


def look_at_network(store: Store) -> NetworkDamage:
    """What is wrong with the network; what others write meanwhile is no damage."""
    damage = NetworkDamage()
    revision, counts = store.revision(), store.counts()
    read: dict[str, int] = {}
    labels = {base: _labels(store, base, damage, read) for base in schema.BASE_LABELS}
    for kind in schema.LINK_TYPES:
        read[kind.name] = _look_at_links(store, kind, labels, damage)
    if store.revision() == revision:
        damage.unread += [f"{name} {counts[name] - n}" for name, n in read.items() if 0 <= n < counts[name]]
    damage.actors = frozenset(labels[schema.ACTOR])
    return damage


def _labels(store: Store, base: str, damage: NetworkDamage, read: dict[str, int]) -> dict[str, frozenset[str]]:
    """The labels by id of every node under the base label."""
    labels: dict[str, frozenset[str]] = {}
    roles = schema.labels_under(base)
    read |= dict.fromkeys(roles, 0)
    try:
        for node in store.stream_nodes(base):
            labels[node.id] = node.labels
            for role in node.labels:
                read[role] += 1
            if not _fits(node):
                damage.wrong.append(f"{base} {node.id}")
    except _UNREADABLE:
        damage.unread.append(base)
        read |= dict.fromkeys(roles, -1)
    return labels


def _fits(node: Node) -> bool:
    try:
        return not missing_properties(check_node(node))
    except (InvalidRecord, UnknownName):
        return False


def _look_at_links(store: Store, kind: LinkType, labels: Mapping[str, Labels], damage: NetworkDamage) -> int:
    """How many links of the type were read; -1 where one could not be."""
    n_read = 0
    sources, targets = labels[schema.base_of(kind.source)], labels[schema.base_of(kind.target)]
    try:
        for batch in store.stream_link_columns(kind.name):
            n_read += len(batch.sources)
            damage.wrong += _wrong_links(kind, batch)
            absent = {one for one in batch.sources if one not in sources}
            absent_targets = {one for one in batch.targets if one not in targets}
            if absent or absent_targets:
                ends = zip(batch.sources, batch.targets, strict=True)
                lacking = [source in absent or target in absent_targets for source, target in ends]
                damage.endless += compress(_keys(kind, batch), lacking)
            _look_for_roles(kind.source, batch.sources, sources, damage)
            _look_for_roles(kind.target, batch.targets, targets, damage)
    except _UNREADABLE:
        damage.unread.append(kind.name)
        return -1
    return n_read


def _look_for_roles(role: str, ids: Sequence[str], labels: Labels, damage: NetworkDamage) -> None:
    if role in schema.BASE_LABELS:
        return
    for one in set(ids):
        if one in labels and role not in labels[one]:
            damage.lost_roles.setdefault(one, set()).add(role)


def _wrong_links(kind: LinkType, batch: LinkColumns) -> Iterator[str]:
    """Links that lack something required, end before they begin, or stand there twice."""
    needed = [batch.columns[prop.name] for prop in kind.properties if prop.required]
    wrong = [any(value is None for value in values) for values in zip(*needed, strict=True)] if needed else []
    if "until" in batch.columns:
        dates = zip(batch.columns["since"], batch.columns["until"], strict=True)
        over = [since is not None and until is not None and until < since for since, until in dates]  # type: ignore[operator]
        wrong = [one or other for one, other in zip(wrong, over, strict=True)]
    if kind.symmetric:
        turned = map(gt, batch.sources, batch.targets)
        wrong = [one or other for one, other in zip(wrong or [False] * len(batch.sources), turned, strict=True)]
    yield from (link_title(key) for key in compress(_keys(kind, batch), wrong))
    identities = list(zip(batch.sources, batch.targets, *(batch.columns[name] for name in kind.key), strict=True))
    if len(set(identities)) < len(identities):
        yield from (f"{link_title(key)} (twice)" for key in _repeated(_keys(kind, batch)))


def _repeated(keys: Iterator[LinkKey]) -> Iterator[LinkKey]:
    seen: set[LinkKey] = set()
    for key in keys:
        if key in seen:
            yield key
        seen.add(key)


def _keys(kind: LinkType, batch: LinkColumns) -> Iterator[LinkKey]:
    texts = [[_text(kind.by_name[name].kind, value) for value in batch.columns[name]] for name in kind.key]
    rows: Iterator[tuple[Any, ...]] = zip(batch.sources, batch.targets, *texts, strict=True)
    return (LinkKey(kind.name, source, target, key) for source, target, *parts in rows for key in [tuple(parts)])


def _text(kind: Kind, value: Any) -> str:
    if value is None:
        return "?"
    return date.fromordinal(value + _EPOCH).isoformat() if kind is Kind.DATE else str(value)
