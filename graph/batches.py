"""Checks many records at once, column by column: the same rules as one by one, several times faster.

A batch that is right at first sight is taken; any other is checked record by record, so that
what is refused, and with which words, is always what `graph.model` says.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from itertools import chain
from math import inf, isfinite
from operator import gt

from graph import schema
from graph.fitting import INT64, MAX_TEXT, is_encodable
from graph.model import MAX_ID, Link, Node, check_link, check_node, joins_one_base
from graph.property_columns import Column, PropertyColumns
from graph.schema import Kind, LinkType, Property

_ABSENT = type(None)
_PYTHON_TYPES: dict[Kind, type] = {
    Kind.STR: str,
    Kind.INT: int,
    Kind.FLOAT: float,
    Kind.BOOL: bool,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
}


def check_nodes(nodes: Sequence[Node], columns: PropertyColumns | None = None) -> list[Node]:
    """The nodes themselves if the schema allows every one; `columns` are theirs, for who needs them again.

    Raises
    ------
    InvalidRecord, UnknownName
        As `graph.model.check_node`, for the first that is wrong.
    """
    label_sets = {node.labels for node in nodes}
    if len(label_sets) == 1 and _are_plain_nodes(label_sets.pop(), nodes, columns or PropertyColumns(nodes)):
        return list(nodes)
    return [check_node(node) for node in nodes]


def check_links(links: Sequence[Link]) -> list[Link]:
    """The links if the schema allows every one, their ends in order where their type is symmetric.

    Raises
    ------
    InvalidRecord, UnknownName
        As `graph.model.check_link`, for the first that is wrong.
    """
    names = {link.type for link in links}
    if len(names) != 1:
        return [check_link(link) for link in links]
    kind = schema.link_type(names.pop())
    sources, targets = [link.source for link in links], [link.target for link in links]
    if not _are_plain_links(kind, links, sources, targets):
        return [check_link(link) for link in links]
    if not kind.symmetric or not any(map(gt, sources, targets)):
        return list(links)
    return [
        link if link.source < link.target else Link(link.type, link.target, link.source, link.properties)
        for link in links
    ]


def _are_plain_nodes(labels: frozenset[str], nodes: Sequence[Node], columns: PropertyColumns) -> bool:
    known = [schema.node_label(name) for name in sorted(labels)]
    if len({label.base for label in known}) != 1:
        return False
    properties = {name: prop for label in known for name, prop in label.by_name.items()}
    return are_plain_ids([node.id for node in nodes]) and _fit(properties.values(), columns)


def _are_plain_links(kind: LinkType, links: Sequence[Link], sources: list[str], targets: list[str]) -> bool:
    columns = PropertyColumns(links)
    return (
        are_plain_ids(sources)
        and are_plain_ids(targets)
        and (not joins_one_base(kind) or all(map(str.__ne__, sources, targets)))
        and _fit(kind.properties, columns)
        and (not kind.dated or _are_in_order(columns["since"], columns["until"]))
    )


def _are_in_order(since: Column, until: Column) -> bool:
    return until.count(None) == len(until) or all(
        last is None or first <= last for first, last in zip(since, until, strict=True)
    )


def are_plain_ids(ids: Collection[str]) -> bool:
    """Whether all are ids as the schema wants them and none needs a closer look."""
    distinct = set(ids)
    if set(map(type, distinct)) != {str} or "" in distinct:
        return False
    joined = "".join(distinct)
    return max(map(len, distinct)) <= MAX_ID and joined.isprintable() and " " not in joined


def _fit(properties: Collection[Property], columns: PropertyColumns) -> bool:
    if not columns.names <= {prop.name for prop in properties}:
        return False
    texts: list[str] = []
    for prop in properties:
        given = prop.name in columns.names
        if not (_column_fits(prop, columns[prop.name], texts) if given else not prop.required):
            return False
    return _are_texts(texts)


def _column_fits(prop: Property, column: Column, texts: list[str]) -> bool:
    """Whether every value fits; texts that are not one of a few choices are put by, to be looked at together.

    A required property that is absent needs a closer look: an update may leave it out.
    """
    expected = _PYTHON_TYPES.get(prop.kind, list)
    types = set(map(type, column))
    if not types <= {expected, _ABSENT} or (prop.required and _ABSENT in types):
        return False
    given = [value for value in column if value is not None] if _ABSENT in types else column
    return not given or _values_fit(prop, given, texts)


def _values_fit(prop: Property, given: Column, texts: list[str]) -> bool:
    match prop.kind:
        case Kind.STR if prop.choices:
            return set(given) <= set(prop.choices)
        case Kind.STR:
            texts += given
        case Kind.INT | Kind.FLOAT:
            return _in_range(prop, given)
        case Kind.DATETIME:
            return all(moment.tzinfo is UTC for moment in given)
        case Kind.STR_LIST | Kind.INT_LIST:
            return _list_column_fits(prop.kind, given, texts)
    return True


def _list_column_fits(kind: Kind, column: Column, texts: list[str]) -> bool:
    items = list(chain.from_iterable(column))
    if kind is Kind.STR_LIST:
        texts += items
        return set(map(type, items)) <= {str}
    return set(map(type, items)) <= {int} and all(-INT64 <= item < INT64 for item in items)


def _in_range(prop: Property, numbers: Column) -> bool:
    low, high = min(numbers), max(numbers)
    # A NaN may hide from min and max, but not from a sum.
    in_reach = low >= -INT64 and high < INT64 if prop.kind is Kind.INT else isfinite(sum(numbers))
    return (
        in_reach
        and low >= (-inf if prop.minimum is None else prop.minimum)
        and high <= (inf if prop.maximum is None else prop.maximum)
    )


def _are_texts(texts: list[str]) -> bool:
    if not texts:
        return True
    joined = "".join(texts)
    return max(map(len, texts)) <= MAX_TEXT and "\0" not in joined and (joined.isascii() or is_encodable(joined))
