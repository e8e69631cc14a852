"""Upserts and deletes links, inside a transaction that is already open."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph import schema
from graph.errors import MissingEnd
from graph.model import Link, LinkKey, keeps_until, refuse_disorder
from graph.schema import LinkType
from graph.sqlite_store import sql
from graph.sqlite_store.rows import key_row, link_of, link_rows, role_text


class KnownEnds:
    """The labels of the nodes met so far, so that each is looked up once in a long load."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)

    def look_up(self, connection: sqlite3.Connection, base: str, ids: set[str]) -> dict[str, str]:
        """The labels by id; ids that are not in the network are absent."""
        known = self._labels[base]
        wanted = ids - known.keys()
        if wanted:
            known.update(connection.execute(sql.NODES[base].labels, (json.dumps(list(wanted)),)))
        return known


def write_links(connection: sqlite3.Connection, links: Sequence[Link], ends: KnownEnds, *, replace: bool) -> None:
    """Upsert checked links; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    MissingEnd
        An end is not in the network, or not in the role that the type asks for.
    InvalidRecord
        A link would be over before it began, since it keeps the day it ended.
    """
    of_type: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_type[link.type].append(link)
    for name, same_type in of_type.items():
        kind = schema.link_type(name)
        _refuse_missing_ends(connection, kind, same_type, ends)
        if replace:
            connection.executemany(sql.LINKS[name].replace, link_rows(kind, same_type))
        elif any(None in link.properties.values() for link in same_type):
            _write_with_removals(connection, kind, same_type)
        else:
            connection.executemany(sql.LINKS[name].upsert, link_rows(kind, same_type))
        _refuse_disorder(connection, kind, same_type)


def _refuse_disorder(connection: sqlite3.Connection, kind: LinkType, written: Sequence[Link]) -> None:
    rows = connection.execute(sql.LINKS[kind.name].disordered).fetchall() if keeps_until(kind) else []
    disordered = {link.key: link for link in (link_of(kind, row) for row in rows)}
    for link in written if disordered else ():
        refuse_disorder(disordered.get(link.key, link))


def _write_with_removals(connection: sqlite3.Connection, kind: LinkType, links: Sequence[Link]) -> None:
    """Upsert one by one: of two writes to one link, the later one may set what the earlier removed."""
    for link, row in zip(links, link_rows(kind, links), strict=True):
        connection.execute(sql.LINKS[kind.name].upsert, row)
        identity = key_row(link.key)
        for name, value in link.properties.items():
            if value is None and identity is not None:
                connection.execute(sql.LINKS[kind.name].clear[name], identity)


def _refuse_missing_ends(
    connection: sqlite3.Connection, kind: LinkType, links: Sequence[Link], ends: KnownEnds
) -> None:
    source_ids, target_ids = {link.source for link in links}, {link.target for link in links}
    sources = ends.look_up(connection, schema.base_of(kind.source), source_ids)
    targets = ends.look_up(connection, schema.base_of(kind.target), target_ids)
    source_role, target_role = role_text(kind.source), role_text(kind.target)
    absent_sources = {node_id for node_id in source_ids if source_role not in sources.get(node_id, "")}
    absent_targets = {node_id for node_id in target_ids if target_role not in targets.get(node_id, "")}
    if not absent_sources and not absent_targets:
        return
    for link in links:
        title = f"{link.type} {link.source}–{link.target}"
        if link.source in absent_sources:
            raise MissingEnd(title, f"{kind.source} {link.source}")
        if link.target in absent_targets:
            raise MissingEnd(title, f"{kind.target} {link.target}")


def delete_links(connection: sqlite3.Connection, keys: Iterable[LinkKey]) -> None:
    """Delete the links that are there."""
    for key in keys:
        row = key_row(key)
        if row is not None:
            connection.execute(sql.LINKS[key.type].delete, row)
