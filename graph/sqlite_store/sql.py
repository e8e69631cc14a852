"""Every statement of the embedded store, made once from the names in the schema.

Values are always parameters; no other module of this package writes SQL.
"""

# ruff: noqa: S608  (the names come from graph/schema.py and nowhere else; values are parameters)

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph import schema
from graph.model import keeps_until
from graph.schema import LinkType, Property
from graph.sqlite_store.columns import COLUMN_TYPES, node_properties

BEGIN_READ = "BEGIN"
BEGIN_WRITE = "BEGIN IMMEDIATE"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"
ANALYZE = "ANALYZE"
# How many rows ANALYZE looks at in each index; all of them would take seconds and tell no more.
ANALYSIS_LIMIT = "PRAGMA analysis_limit=1000"

JOURNAL_WAL = "PRAGMA journal_mode=WAL"
JOURNAL_TRUNCATE = "PRAGMA journal_mode=TRUNCATE"
SETTINGS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_spill=OFF",  # a spilling write would block readers
    "PRAGMA cache_size=-24576",  # kB; the system keeps more of the file anyway
    "PRAGMA trusted_schema=OFF",
)
QUICK_CHECK = "PRAGMA quick_check(1)"

CREATE_MIGRATIONS = """
    CREATE TABLE IF NOT EXISTS migration (
        number INTEGER NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        applied_at TEXT NOT NULL
    ) STRICT
"""
TABLES_AND_INDEXES = "SELECT name FROM sqlite_master WHERE type IN ('table', 'index')"
TABLE_COLUMNS = "SELECT name FROM pragma_table_info(?)"
MIGRATIONS = "SELECT number, sha256 FROM migration ORDER BY number"
RECORD_MIGRATION = "INSERT INTO migration (number, name, sha256, applied_at) VALUES (?, ?, ?, ?)"
SCHEMA_VERSION = "SELECT coalesce(max(number), 0) FROM migration"

REVISION = "SELECT revision FROM state"
NEXT_REVISION = "UPDATE state SET revision = revision + 1 RETURNING revision"
LOG_CHANGES = "INSERT INTO change_log (revision, nodes, links) VALUES (?, ?, ?)"
MOVE_MARKER = "UPDATE change_log SET revision = ? WHERE revision = ? AND nodes IS NULL"
TRIM_LOG = "DELETE FROM change_log WHERE revision <= ?"
LOGGED_SINCE = "SELECT nodes, links FROM change_log WHERE revision > ? ORDER BY revision"
FIND_REQUEST = "SELECT revision FROM request_log WHERE request_key = ?"
RECORD_REQUEST = "INSERT INTO request_log (request_key, revision) VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class NodeStatements:
    """The statements on the nodes under one base label."""

    table: str
    create: str
    add_column: dict[str, str]
    index_name: str
    create_index: str
    drop_index: str
    any: str
    upsert: str
    find: str
    labels: str
    delete: str
    page: str
    search: str
    count: str


@dataclass(frozen=True, slots=True)
class LinkStatements:
    """The statements on the links of one type."""

    table: str
    create: str
    add_column: dict[str, str]
    index_name: str
    create_index: str
    drop_index: str
    any: str
    upsert: str
    replace: str
    clear: dict[str, str]
    order_index_name: str
    create_order_index: str
    disordered: str
    find: str
    delete: str
    page: str
    outgoing: str
    incoming: str
    count: str
    count_outgoing: str
    count_incoming: str


def _listed(names: Iterable[str], form: str = '"{0}"', between: str = ", ") -> str:
    return between.join(form.format(name) for name in names)


def _node_statements(base: str) -> NodeStatements:
    table = f'"node_{base}"'
    properties = node_properties(base)
    names = [prop.name for prop in properties]
    kept = ("labels", *names, "sort_text", "searched")
    select = f"SELECT {_listed(('id', 'labels', *names))} FROM {table}"
    return NodeStatements(
        table=f"node_{base}",
        create=f"""
            CREATE TABLE IF NOT EXISTS {table} (
                id TEXT NOT NULL PRIMARY KEY,
                labels TEXT NOT NULL,
                {"".join(f"{_column(prop)}, " for prop in properties)}
                sort_text TEXT NOT NULL,
                searched TEXT NOT NULL
            ) STRICT
        """,
        add_column={prop.name: f"ALTER TABLE {table} ADD COLUMN {_column(prop)}" for prop in properties},
        index_name=f"node_{base}_search",
        create_index=f'CREATE INDEX IF NOT EXISTS "node_{base}_search" ON {table} (sort_text, id, labels, searched)',
        drop_index=f'DROP INDEX IF EXISTS "node_{base}_search"',
        any=f"SELECT EXISTS (SELECT 1 FROM {table})",
        upsert=f"""
            INSERT INTO {table} ({_listed(("id", *kept))}) VALUES ({_listed(("id", *kept), "?")})
            ON CONFLICT (id) DO UPDATE SET {_listed(kept, '"{0}" = excluded."{0}"')}
        """,
        find=f"{select} WHERE id IN (SELECT value FROM json_each(?))",
        labels=f"SELECT id, labels FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
        delete=f"DELETE FROM {table} WHERE id = ?",
        page=f"{select} WHERE id > ? ORDER BY id LIMIT ?",
        search=f"""
            SELECT id FROM {table}
            WHERE instr(labels, ?) > 0 AND instr(searched, ?) > 0
                AND NOT EXISTS (SELECT 1 FROM json_each(?) WHERE instr(searched, value) = 0)
            ORDER BY sort_text, id LIMIT ? OFFSET ?
        """,
        count=f"SELECT labels, count(*) FROM {table} GROUP BY labels",
    )


def _link_statements(kind: LinkType) -> LinkStatements:
    table = f'"link_{kind.name}"'
    names = tuple(p.name for p in kind.properties)
    others = [name for name in names if name not in kind.key]
    key = ("source", "target", *kind.key)
    columns = _listed(("source", "target", *names))
    marks = _listed(("source", "target", *names), "?")
    this_one = _listed(key, '"{0}" = ?', " AND ")
    insert = f"INSERT INTO {table} ({columns}) VALUES ({marks}) ON CONFLICT ({_listed(key)}) DO "
    keep = _listed(others, '"{0}" = coalesce(excluded."{0}", "{0}")')
    given = _listed(others, '"{0}" = excluded."{0}"')
    # An unchanged row is not written again, which makes loading the same links once more cheap.
    news = _listed(others, '(excluded."{0}" IS NOT NULL AND excluded."{0}" IS NOT "{0}")', " OR ")
    other = _listed(others, 'excluded."{0}" IS NOT "{0}"', " OR ")
    select = f"SELECT {columns} FROM {table}"
    order = f"ORDER BY {_listed(key)}"
    # Links that are over before they began: none of them may stay, so the index is empty and a look at it free.
    disorder = 'WHERE "until" < "since"' if keeps_until(kind) else ""
    order_index = f"link_{kind.name}_order" if disorder else ""
    return LinkStatements(
        table=f"link_{kind.name}",
        create=_create_links(kind),
        add_column={
            prop.name: f"ALTER TABLE {table} ADD COLUMN {_column(prop)}"
            for prop in kind.properties
            if prop.name not in kind.key
        },
        index_name=f"link_{kind.name}_target",
        create_index=f'CREATE INDEX IF NOT EXISTS "link_{kind.name}_target" ON {table} (target, source)',
        drop_index=f'DROP INDEX IF EXISTS "link_{kind.name}_target"',
        any=f"SELECT EXISTS (SELECT 1 FROM {table})",
        upsert=insert + (f"UPDATE SET {keep} WHERE {news}" if others else "NOTHING"),
        replace=insert + (f"UPDATE SET {given} WHERE {other}" if others else "NOTHING"),
        order_index_name=order_index,
        create_order_index=f'CREATE INDEX IF NOT EXISTS "{order_index}" ON {table} (source) {disorder}',
        disordered=f"{select} {disorder}" if disorder else "",
        clear={name: f'UPDATE {table} SET "{name}" = NULL WHERE {this_one}' for name in others},
        find=f"{select} WHERE {this_one}",
        delete=f"DELETE FROM {table} WHERE {this_one}",
        page=f"{select} WHERE ({_listed(key)}) > ({_listed(key, '?')}) {order} LIMIT ?",
        outgoing=f"{select} WHERE source = ? {order}",
        incoming=f"{select} WHERE target = ? {order}",
        count=f"SELECT count(*) FROM {table}",
        count_outgoing=f"SELECT count(*) FROM {table} WHERE source = ?",
        count_incoming=f"SELECT count(*) FROM {table} WHERE target = ?",
    )


def _create_links(kind: LinkType) -> str:
    return f"""
            CREATE TABLE IF NOT EXISTS "link_{kind.name}" (
                source TEXT NOT NULL REFERENCES "node_{schema.base_of(kind.source)}" (id),
                target TEXT NOT NULL REFERENCES "node_{schema.base_of(kind.target)}" (id),
                {"".join(f"{_column(prop, kind.key)}, " for prop in kind.properties)}
                PRIMARY KEY ({_listed(("source", "target", *kind.key))})
            ) STRICT, WITHOUT ROWID
        """


def _column(prop: Property, key: tuple[str, ...] = ()) -> str:
    required = " NOT NULL" if prop.name in key else ""
    return f'"{prop.name}" {COLUMN_TYPES[prop.kind]}{required}'


NODES: dict[str, NodeStatements] = {base: _node_statements(base) for base in schema.BASE_LABELS}
LINKS: dict[str, LinkStatements] = {kind.name: _link_statements(kind) for kind in schema.LINK_TYPES}

# The statements of every table, by its name.
TABLES: dict[str, NodeStatements | LinkStatements] = {
    **{statements.table: statements for statements in NODES.values()},
    **{statements.table: statements for statements in LINKS.values()},
}
