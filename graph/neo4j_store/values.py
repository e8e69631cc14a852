"""Records as rows that Neo4j takes, and what it returns as records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any

from graph import schema
from graph.link_keys import read_key
from graph.model import Link, LinkKey, Node, NodeKey, Properties, Value
from graph.neo4j_store import cypher
from graph.schema import Kind, Property
from graph.searching import search_texts

Row = dict[str, Any]


def node_rows(nodes: Sequence[Node]) -> list[Row]:
    """The nodes as rows of an upsert; their search texts are made from what is given here."""
    return [
        {
            **_unsigned(node.properties),
            "id": node.id,
            cypher.SEARCH_TEXT: texts.searched,
        }
        for node, texts in zip(nodes, search_texts(nodes), strict=True)
    ]


def search_rows(nodes: Sequence[Node]) -> list[Row]:
    """For each node what search looks in."""
    return [{"id": node.id, "text": texts.searched} for node, texts in zip(nodes, search_texts(nodes), strict=True)]


def link_row(link: Link) -> Row:
    """The link as one row of an upsert."""
    return {"source": link.source, "target": link.target, "properties": _unsigned(link.properties)}


def _unsigned(properties: Properties) -> dict[str, Value | None]:
    """The properties with a zero that has no sign, since the embedded store keeps none."""
    return {name: value + 0.0 if isinstance(value, float) else value for name, value in properties.items()}


def key_row(key: LinkKey) -> Row | None:
    """What finds the link, or None where no link can have such a key.

    >>> key_row(LinkKey("MENTORS", "m", "o", ("2024",)))
    {'source': 'm', 'target': 'o', 'properties': {'cohort': '2024'}}

    Raises
    ------
    InvalidRecord
        The key has not as many values as its type asks for.
    """
    said = read_key(key)
    if said is None:
        return None
    values = dict(zip(schema.link_type(key.type).key, said.values, strict=True))
    return {"source": said.source, "target": said.target, "properties": values}


def node_of(base: str, found: Sequence[Any]) -> Node:
    """The node of a row of id, labels and properties; what is not in the schema is left out."""
    node_id, labels, properties = found
    roles = [schema.node_label(name) for name in schema.labels_under(base) if name in labels]
    allowed = {name: prop for role in roles for name, prop in role.by_name.items()}
    return Node(node_id, frozenset(role.name for role in roles), _native(allowed, properties))


def link_of(link_type: str, source: str, target: str, properties: Mapping[str, Any]) -> Link:
    """The link with its properties as Python's own values; what is not in the schema is left out."""
    return Link(link_type, source, target, _native(schema.link_type(link_type).by_name, properties))


def _native(allowed: Mapping[str, Property], properties: Mapping[str, Any]) -> dict[str, Value | None]:
    """The properties that the schema has, in its order."""
    return {
        name: _native_value(prop, properties[name])
        for name, prop in allowed.items()
        if properties.get(name) is not None
    }


def _native_value(prop: Property, value: Any) -> Value:
    native: Value = value
    if prop.kind is Kind.DATE:
        native = value.to_native()
    elif prop.kind is Kind.DATETIME:
        native = value.to_native().astimezone(UTC)
    return native


def key_texts(keys: Iterable[NodeKey | LinkKey]) -> list[str]:
    """The keys as texts, as the log of changes keeps them."""
    return [json.dumps(key, ensure_ascii=False) for key in keys]


def node_key_of(text: str) -> NodeKey:
    """The key that `key_texts` made this text of."""
    return NodeKey(*json.loads(text))


def link_key_of(text: str) -> LinkKey:
    """The key that `key_texts` made this text of."""
    link_type, source, target, key = json.loads(text)
    return LinkKey(link_type, source, target, tuple(key))
