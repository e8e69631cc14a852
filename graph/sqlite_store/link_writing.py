"""Upserts and deletes links, inside a transaction that is already open."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph import schema
from graph.errors import MissingEnd
from graph.model import Link, LinkKey
from graph.schema import LinkType
from graph.sqlite_store import sql
from graph.sqlite_store.values import key_row, link_row, writers


class KnownEnds:
    """The labels of the nodes met so far, so that each is looked up once in a long load."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = defaultdict(dict)

    def look_up(self, connection: sqlite3.Connection, base: str, ids: Iterable[str]) -> dict[str, str]:
        """The labels by id; ids that are not in the network are absent."""
        known = self._labels[base]
        wanted = [node_id for node_id in set(ids) if node_id not in known]
        if wanted:
            known.update(connection.execute(sql.NODES[base].labels, (json.dumps(wanted),)))
        return known


def write_links(connection: sqlite3.Connection, links: Sequence[Link], ends: KnownEnds, *, replace: bool) -> None:
    """Upsert checked links; see `graph.model.Unit` for what is kept and what goes.

    Raises
    ------
    MissingEnd
        An end is not in the network, or not in the role that the type asks for.
    """
    of_type: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of_type[link.type].append(link)
    for name, same_type in of_type.items():
        _refuse_missing_ends(connection, schema.link_type(name), same_type, ends)
        names = writers(name)
        rows = [link_row(names, link) for link in same_type]
        if replace:
            connection.executemany(sql.LINKS[name].replace, rows)
        else:
            connection.executemany(sql.LINKS[name].upsert, rows)
            _clear_removed(connection, same_type)


def _clear_removed(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    for link in links:
        if None in link.properties.values():
            row = key_row(link.key)
            for name, value in link.properties.items():
                if value is None and row is not None:
                    connection.execute(sql.LINKS[link.type].clear[name], row)


def _refuse_missing_ends(
    connection: sqlite3.Connection, kind: LinkType, links: Sequence[Link], ends: KnownEnds
) -> None:
    sources = ends.look_up(connection, schema.base_of(kind.source), [link.source for link in links])
    targets = ends.look_up(connection, schema.base_of(kind.target), [link.target for link in links])
    source_role, target_role = _role(kind.source), _role(kind.target)
    for link in links:
        if source_role not in sources.get(link.source, ""):
            raise MissingEnd(_title(link), f"{kind.source} {link.source}")
        if target_role not in targets.get(link.target, ""):
            raise MissingEnd(_title(link), f"{kind.target} {link.target}")


def _role(label: str) -> str:
    # Every stored text of labels has a bar in it, so a bar alone stands for any role.
    return "|" if label in schema.BASE_LABELS else f"|{label}|"


def _title(link: Link) -> str:
    return f"{link.type} {link.source}–{link.target}"


def delete_links(connection: sqlite3.Connection, keys: Iterable[LinkKey]) -> None:
    """Delete the links that are there."""
    for key in keys:
        row = key_row(key)
        if row is not None:
            connection.execute(sql.LINKS[key.type].delete, row)
