"""Upserts and deletes links, inside a transaction that is already open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from graph import schema
from graph.errors import MissingEnd
from graph.model import Link, LinkKey, refuse_disorder
from graph.neo4j_store import cypher
from graph.neo4j_store.connection import Transaction
from graph.neo4j_store.values import Row, key_row, link_of, link_row

_by_type = attrgetter("type")
_by_ends = attrgetter("type", "source", "target")


@dataclass(frozen=True, slots=True)
class LinkRun:
    """Links of one type as the rows of one statement, in order of their ends."""

    type: str
    rows: list[Row]


def link_runs(links: Sequence[Link]) -> list[LinkRun]:
    """Checked links, ready to be written."""
    # The sort keeps the order of links of one identity, so what is written later counts later.
    in_order = sorted(links, key=_by_ends)
    return [LinkRun(link_type, list(map(link_row, group))) for link_type, group in groupby(in_order, key=_by_type)]


def write_links(transaction: Transaction, runs: Sequence[LinkRun], *, replace: bool) -> None:
    """Upsert links; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    MissingEnd
        An end is not in the network, or lacks the role that the type asks for.
    InvalidRecord
        A link would be over before it began, since it keeps the day it ended.
    """
    for run in runs:
        statements = cypher.LINKS[run.type]
        [(n_written, n_disordered)] = transaction.rows(
            statements.replace if replace else statements.upsert, rows=run.rows
        )
        if n_written < len(run.rows):
            _refuse_missing_end(transaction, run.type, run.rows)
        if n_disordered:
            _refuse_disorder(transaction, run.type, run.rows)


def _refuse_missing_end(transaction: Transaction, link_type: str, rows: list[Row]) -> None:
    kind = schema.link_type(link_type)
    source, target, lacks_source = transaction.rows(cypher.LINKS[link_type].missing_end, rows=rows)[0]
    end = f"{kind.source} {source}" if lacks_source else f"{kind.target} {target}"
    raise MissingEnd(f"{link_type} {source}–{target}", end)


def _refuse_disorder(transaction: Transaction, link_type: str, rows: list[Row]) -> None:
    # Of two writes to one link the later one may have mended the earlier, so it is what stands now that counts.
    for found in transaction.rows(cypher.LINKS[link_type].disordered, rows=rows):
        refuse_disorder(link_of(link_type, *found))


def delete_links(transaction: Transaction, keys: Iterable[LinkKey]) -> None:
    """Delete the links that are there."""
    for link_type, group in groupby(sorted(keys, key=_by_type), key=_by_type):
        rows = [row for key in group if (row := key_row(key)) is not None]
        transaction.rows(cypher.LINKS[schema.link_type(link_type).name].delete, rows=rows)
