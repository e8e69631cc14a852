"""What search looks in and sorts by: the same text for both stores."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from graph import schema
from graph.folding import fold, fold_all
from graph.model import Node
from graph.property_columns import Column, PropertyColumns


class SearchTexts(NamedTuple):
    """What a store keeps of a node for search.

    Attributes
    ----------
    sort_text : str
        The folded name or Polish label, or else the id as it stands: found nodes are sorted by it.
    searched : str
        The folded text that search looks in, one property a line, so that no word spans two.
    """

    sort_text: str
    searched: str


def search_texts(nodes: Sequence[Node]) -> list[SearchTexts]:
    """What search sorts each of the nodes by and looks in.

    >>> koło = Node("o-1", frozenset({"Organisation"}), {"name": "Koło Gospodyń", "locality": "Łódź"})
    >>> search_texts([koło, Node("Men-1", frozenset({"Mentor"}))])[1]
    SearchTexts(sort_text='Men-1', searched='')
    """
    return list(map(SearchTexts, *search_columns(nodes, PropertyColumns(nodes))))


def search_columns(nodes: Sequence[Node], columns: PropertyColumns) -> tuple[list[str], list[str]]:
    """The same for many nodes, whose columns are given: their sort texts, and the texts that search looks in."""
    label_sets = {node.labels for node in nodes}
    if len(label_sets) > 1:
        texts = [search_texts([node])[0] for node in nodes]
        return [one.sort_text for one in texts], [one.searched for one in texts]
    names = _searched(label_sets.pop()) if label_sets else ()
    ids = [node.id for node in nodes]
    if not names:
        return ids, [""] * len(ids)
    folded = [_folded(columns[name]) if name in columns.names else [""] * len(ids) for name in names]
    titles = next(column for name, column in zip(names, folded, strict=True) if name in ("name", "label_pl"))
    lines = map("\n".join, zip(*folded, strict=True))
    return [title or node_id for title, node_id in zip(titles, ids, strict=True)], list(lines)


def _folded(column: Column) -> list[str]:
    return fold_all([text or "" for text in column] if None in column else column)


def searched_words(text: str) -> list[str]:
    """The folded words that must all stand in a node's searched text; each may be part of a longer word.

    >>> searched_words(" Łódź  KOŁO ")
    ['lodz', 'kolo']
    """
    return fold(text).split()


def refuse_negative(**numbers: int) -> None:
    """Refuse a page that begins before the first node or holds less than nothing.

    Raises
    ------
    ValueError
        Names the number that is below zero.
    """
    for name, number in numbers.items():
        if number < 0:
            raise ValueError(f"{name} must be 0 or more, not {number}")


@lru_cache(maxsize=128)
def _searched(labels: frozenset[str]) -> tuple[str, ...]:
    properties = [p for name in sorted(labels) for p in schema.node_label(name).properties]
    return tuple(dict.fromkeys(p.name for p in properties if p.searched))
