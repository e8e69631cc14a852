"""A unit of work as JSON values and back, so that an intent can keep it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from graph import schema
from graph.errors import InvalidRecord
from graph.model import Link, LinkKey, Node, NodeKey, Unit, Value
from graph.schema import Kind, Property


def unit_as_json(unit: Unit) -> dict[str, Any]:
    """The unit in JSON values; dates as ISO text.

    >>> unit_as_json(Unit(deleted_nodes=(NodeKey("Actor", "org-1"),)))["deleted_nodes"]
    [['Actor', 'org-1']]
    """
    return {
        "nodes": [{"id": n.id, "labels": sorted(n.labels), "properties": _plain(n.properties)} for n in unit.nodes],
        "links": [
            {"type": k.type, "source": k.source, "target": k.target, "properties": _plain(k.properties)}
            for k in unit.links
        ],
        "deleted_links": [[k.type, k.source, k.target, list(k.key)] for k in unit.deleted_links],
        "deleted_nodes": [list(key) for key in unit.deleted_nodes],
        "replace": unit.replace,
    }


def unit_from_json(values: Mapping[str, Any]) -> Unit:
    """The unit that `unit_as_json` was given.

    Raises
    ------
    InvalidRecord
        The values are not those of a unit.
    UnknownName
        They name a label or a link type that the schema does not have.
    """
    try:
        return Unit(
            nodes=tuple(_node(one) for one in values["nodes"]),
            links=tuple(_link(one) for one in values["links"]),
            deleted_links=tuple(LinkKey(t, s, e, tuple(key)) for t, s, e, key in values["deleted_links"]),
            deleted_nodes=tuple(NodeKey(base, node_id) for base, node_id in values["deleted_nodes"]),
            replace=bool(values["replace"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRecord("kept unit of work", "payload", f"cannot be read back ({error!r:.80})") from error


def _plain(properties: Mapping[str, Value | None]) -> dict[str, Any]:
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in properties.items()}


def _node(values: Mapping[str, Any]) -> Node:
    labels = [schema.node_label(name) for name in values["labels"]]
    known = {name: prop for label in labels for name, prop in label.by_name.items()}
    return Node(values["id"], frozenset(values["labels"]), _typed(known, values["properties"]))


def _link(values: Mapping[str, Any]) -> Link:
    known = schema.link_type(values["type"]).by_name
    return Link(values["type"], values["source"], values["target"], _typed(known, values["properties"]))


def _typed(known: Mapping[str, Property], properties: Mapping[str, Any]) -> dict[str, Value | None]:
    return {name: _value(known.get(name), value) for name, value in properties.items()}


def _value(prop: Property | None, value: Any) -> Value | None:
    if prop is None or value is None:
        return value  # type: ignore[no-any-return]  # a value of JSON, which the store will check
    if prop.kind is Kind.DATE:
        return date.fromisoformat(value)
    if prop.kind is Kind.DATETIME:
        return datetime.fromisoformat(value)
    return float(value) if prop.kind is Kind.FLOAT else value
