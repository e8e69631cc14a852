"""What search looks in and sorts by: the same text for both stores."""

from __future__ import annotations

from functools import lru_cache

from graph import schema
from graph.folding import fold
from graph.model import Node, Properties


def searched_text(node: Node) -> str:
    """The folded text that search looks in, one property a line, so that no word spans two.

    >>> node = Node("o", frozenset({"Organisation"}), {"name": "Koło Gospodyń", "locality": "Łódź"})
    >>> searched_text(node).splitlines()
    ['kolo gospodyn', 'lodz']
    """
    properties = node.properties
    return "\n".join([fold(text) for name in _searched(node.labels) if isinstance(text := properties.get(name), str)])


def sort_text(node_id: str, properties: Properties) -> str:
    """The folded name, or Polish label, or else the id as it stands: what found nodes are sorted by.

    >>> sort_text("PL-1", {"label_pl": "Śląskie"}), sort_text("Men-1", {})
    ('slaskie', 'Men-1')
    """
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
