"""What search looks in and sorts by: the same text for both stores."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from graph import schema
from graph.folding import fold
from graph.model import Node, Properties


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


def search_texts(node: Node) -> SearchTexts:
    """What search sorts the node by and looks in.

    >>> node = Node("o-1", frozenset({"Organisation"}), {"name": "Koło Gospodyń", "locality": "Łódź"})
    >>> search_texts(node)
    SearchTexts(sort_text='kolo gospodyn', searched='kolo gospodyn\\nlodz')
    >>> search_texts(Node("Men-1", frozenset({"Mentor"})))
    SearchTexts(sort_text='Men-1', searched='')
    """
    value_of = node.properties.get
    folded = {name: fold(text) for name in _searched(node.labels) if isinstance(text := value_of(name), str)}
    title = folded.get("name") or folded.get("label_pl") or node.id
    return SearchTexts(title, "\n".join(folded.values()))


def searched_text(node: Node) -> str:
    """The text that search looks in; see `search_texts`."""
    return search_texts(node).searched


def sort_text(node_id: str, properties: Properties) -> str:
    """The text that found nodes are sorted by; see `search_texts`."""
    name = properties.get("name") or properties.get("label_pl")
    return fold(name) if isinstance(name, str) else node_id


def searched_words(text: str) -> list[str]:
    """The folded words that must all stand in a node's searched text; each may be part of a longer word.

    >>> searched_words(" Łódź  KOŁO ")
    ['lodz', 'kolo']
    """
    return fold(text).split()


@lru_cache(maxsize=128)
def _searched(labels: frozenset[str]) -> tuple[str, ...]:
    properties = [p for name in sorted(labels) for p in schema.node_label(name).properties]
    return tuple(dict.fromkeys(p.name for p in properties if p.searched))
