"""Upserts and deletes links, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from graph import schema
from graph.errors import MissingEnd
from graph.model import Link, LinkKey
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.values import Row, key_row, link_row

_by_type = attrgetter("type")
_by_ends = attrgetter("type", "source", "target")


def write_links(transaction: Transaction, links: Sequence[Link], *, replace: bool) -> None:
    """Upsert checked links; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    MissingEnd
        An end is not in the network, or lacks the role that the type asks for.
    """
    # The sort keeps the order of links of one identity, so what is written later counts later.
    for link_type, group in groupby(sorted(links, key=_by_ends), key=_by_type):
        statements = cypher.LINKS[link_type]
        rows = [link_row(link) for link in group]
        n_written = transaction.value(statements.replace if replace else statements.upsert, rows=rows)
        if n_written < len(rows):
            _refuse_missing_end(transaction, link_type, rows)


def _refuse_missing_end(transaction: Transaction, link_type: str, rows: list[Row]) -> None:
    kind = schema.link_type(link_type)
    source, target, lacks_source = transaction.rows(cypher.LINKS[link_type].missing_end, rows=rows)[0]
    end = f"{kind.source} {source}" if lacks_source else f"{kind.target} {target}"
    raise MissingEnd(f"{link_type} {source}–{target}", end)


def delete_links(transaction: Transaction, keys: Iterable[LinkKey]) -> None:
    """Delete the links that are there."""
    for link_type, group in groupby(sorted(keys, key=_by_type), key=_by_type):
        rows = [row for key in group if (row := key_row(key)) is not None]
        transaction.rows(cypher.LINKS[schema.link_type(link_type).name].delete, rows=rows)
