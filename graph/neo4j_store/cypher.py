"""Every statement of the Neo4j store, made once from the names in the schema.

Values are always parameters; no other module of this package writes Cypher.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from graph import schema
from graph.model import keeps_until
from graph.schema import Kind, LinkType

# What the store keeps for itself stands under labels of its own, so that a look at the network leaves it out.
META = "_OgniwoMeta"
MIGRATION = "_OgniwoMigration"
CHANGE = "_OgniwoChange"
REQUEST = "_OgniwoRequest"
SEARCH_TEXT = "search_text"

SERVER_VERSION = "CALL dbms.components() YIELD versions RETURN versions[0]"
AWAIT_INDEXES = "CALL db.awaitIndexes(300)"

META_CONSTRAINT = "ogniwo_meta"
CONSTRAIN_META = f"CREATE CONSTRAINT {META_CONSTRAINT} IF NOT EXISTS FOR (n:{META}) REQUIRE n.id IS UNIQUE"
# The server makes the index of a constraint before the constraint. If whoever asked for it dies in between, an index
# without a constraint stays, never gets ready, and has the name that the constraint is to have.
UNOWNED_INDEXES = """
    SHOW INDEXES YIELD name, owningConstraint
    WHERE owningConstraint IS NULL AND name STARTS WITH 'ogniwo_' RETURN name
"""
DROP_INDEX = "DROP INDEX $name IF EXISTS"
CREATE_META = f"MERGE (m:{META} {{id: 'network'}}) ON CREATE SET m.revision = 0"
MIGRATIONS = f"MATCH (m:{MIGRATION}) RETURN m.number, m.sha256 ORDER BY m.number"
RECORD_MIGRATION = (
    f"CREATE (:{MIGRATION} {{number: $number, name: $name, sha256: $sha256, applied_at: datetime.transaction()}})"
)
SCHEMA_VERSION = f"OPTIONAL MATCH (m:{MIGRATION}) RETURN coalesce(max(m.number), 0)"

# Setting a property takes the node's write lock, which lasts until the unit is over: one writer at a time.
LOCK = f"MATCH (m:{META} {{id: 'network'}}) SET m.locked_at = timestamp() RETURN count(m)"
REVISION = f"MATCH (m:{META} {{id: 'network'}}) RETURN m.revision"
STANDING = f"""
    MATCH (m:{META} {{id: 'network'}})
    OPTIONAL MATCH (asked:{REQUEST} {{key: $request_key}})
    OPTIONAL MATCH (done:{CHANGE} {{unit_id: $unit_id}})
    RETURN m.revision, asked.revision, done.revision
"""
FINISH = f"""
    MATCH (m:{META} {{id: 'network'}})
    SET m.revision = $revision
    CREATE (:{CHANGE} {{revision: $revision, unit_id: $unit_id, nodes: $nodes, links: $links}})
    WITH m
    MATCH (old:{CHANGE}) WHERE old.revision <= $forgotten
    DELETE old
"""
RECORD_REQUEST = f"CREATE (:{REQUEST} {{key: $request_key, revision: $revision}})"
CHANGES = f"""
    MATCH (c:{CHANGE}) WHERE c.revision > $revision
    RETURN c.revision, c.nodes, c.links ORDER BY c.revision
"""


@dataclass(frozen=True, slots=True)
class NodeStatements:
    """The statements on the nodes under one base label."""

    constraint_name: str
    constrain: str
    find: str
    find_roles: str
    any_of: str
    set_search: str
    count_links: str
    delete: str
    outgoing: str
    incoming: str
    page: str
    bound: str


@dataclass(frozen=True, slots=True)
class LinkStatements:
    """The statements on the links of one type; `columns` names its properties, those of the key first."""

    columns: tuple[str, ...]
    upsert: str
    replace: str
    missing_end: str
    disordered: str
    find: str
    delete: str
    page: str
    last_page: str
    lost_source: str
    lost_target: str


def _node_statements(base: str) -> NodeStatements:
    one = f"MATCH (n:{base} {{id: $id}})"
    return NodeStatements(
        constraint_name=f"ogniwo_{base.lower()}_id",
        constrain=f"CREATE CONSTRAINT ogniwo_{base.lower()}_id IF NOT EXISTS FOR (n:{base}) REQUIRE n.id IS UNIQUE",
        find=f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN n.id, labels(n), properties(n)",
        find_roles=f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN n.id, labels(n)",
        any_of=f"UNWIND $ids AS id MATCH (n:{base} {{id: id}}) RETURN n.id LIMIT 1",
        set_search=f"""
            UNWIND $rows AS row MATCH (n:{base} {{id: row.id}})
            SET n.{SEARCH_TEXT} = row.text
        """,
        count_links=f"{one} RETURN COUNT {{ (n)--() }}",
        delete=f"{one} DELETE n",
        outgoing=f"{one}-[r]->(m) WHERE type(r) IN $types RETURN type(r), n.id, m.id, properties(r)",
        incoming=f"{one}<-[r]-(m) WHERE type(r) IN $types RETURN type(r), m.id, n.id, properties(r)",
        page=f"""
            MATCH (n:{base}) USING INDEX n:{base}(id) WHERE n.id > $after
            WITH n ORDER BY n.id LIMIT $n_rows RETURN n.id, labels(n), properties(n)
        """,
        bound=f"""
            MATCH (n:{base}) USING INDEX n:{base}(id) WHERE n.id > $after
            RETURN n.id ORDER BY n.id SKIP $n_rows LIMIT 1
        """,
    )


def _upsert_nodes(base: str, labels: Iterable[str], *, replace: bool) -> str:
    """Upsert rows of one set of labels; return those that need another look.

    These are the nodes that lack something required, and those that hold more than was given,
    whose search text has to be made from the whole.
    """
    given = sorted(labels)
    others = [name for name in schema.labels_under(base) if name not in given]
    roles = "".join(f":{name}" for name in given if name != base)
    lines = ["UNWIND $rows AS row", f"MERGE (n:{base} {{id: row.id}})"]
    lines += [f"SET n{roles}"] if roles else []
    lines += ["SET n = row" if replace else "SET n += row"]
    lines += [f"REMOVE n:{':'.join(others)}"] if replace and others else []
    lacking = [f"n.{name} IS NULL" for name in _required(given)]
    differing = [f"coalesce(n.{name}, '') <> coalesce(row.{name}, '')" for name in _searched(base)]
    more = [f"size(labels(n)) <> {len({base, *given})}"]
    lines += ["WITH n, row WHERE " + " OR ".join(lacking + differing + more)]
    lines += ["RETURN n.id, labels(n), properties(n)"]
    return "\n".join(lines)


def _create_nodes(base: str, labels: Iterable[str]) -> str:
    """Create rows of one set of labels, none of which is there; nothing is looked up or compared."""
    roles = "".join(f":{name}" for name in sorted(labels) if name != base)
    return f"UNWIND $rows AS row CREATE (n:{base}{roles}) SET n = row"


def _required(labels: Iterable[str]) -> list[str]:
    properties = [p for name in labels for p in schema.node_label(name).properties]
    return list(dict.fromkeys(p.name for p in properties if p.required))


def _searched(base: str) -> list[str]:
    properties = [p for name in schema.labels_under(base) for p in schema.node_label(name).properties]
    return list(dict.fromkeys(p.name for p in properties if p.searched))


def _link_statements(kind: LinkType) -> LinkStatements:
    source, target = schema.base_of(kind.source), schema.base_of(kind.target)
    key = _listed(kind.key, "{0}: row.properties.{0}")
    pattern = f"(a)-[r:{kind.name}{' {' + key + '}' if key else ''}]->(b)"
    ends = _end("a", source, kind.source, "row.source") + " " + _end("b", target, kind.target, "row.target")
    bare_ends = _end("a", source, source, "row.source") + " " + _end("b", target, target, "row.target")
    columns = (*kind.key, *(p.name for p in kind.properties if p.name not in kind.key))
    # Beside the number written, how many of them are over before they began, since they keep the day they ended.
    written = f"RETURN count(*), count({'CASE WHEN r.until < r.since THEN 1 END' if keeps_until(kind) else 'null'})"
    return LinkStatements(
        columns=columns,
        upsert=f"UNWIND $rows AS row {ends} MERGE {pattern} SET r += row.properties {written}",
        replace=f"UNWIND $rows AS row {ends} MERGE {pattern} SET r = row.properties {written}",
        missing_end=f"""
            UNWIND $rows AS row
            OPTIONAL {_end("a", source, kind.source, "row.source")}
            OPTIONAL {_end("b", target, kind.target, "row.target")}
            WITH row, a, b WHERE a IS NULL OR b IS NULL
            RETURN row.source, row.target, a IS NULL LIMIT 1
        """,
        disordered=f"""
            UNWIND $rows AS row {bare_ends} MATCH {pattern} WHERE r.until < r.since
            RETURN a.id, b.id, properties(r) LIMIT 1
        """,
        find=f"UNWIND $rows AS row {bare_ends} MATCH {pattern} RETURN a.id, b.id, properties(r)",
        delete=f"UNWIND $rows AS row {bare_ends} MATCH {pattern} DELETE r",
        page=_page(kind, source, columns, "a.id > $after AND a.id <= $last"),
        last_page=_page(kind, source, columns, "a.id > $after"),
        lost_source=_lost(kind.name, source, kind.source, "(n)-[r:{0}]->()"),
        lost_target=_lost(kind.name, target, kind.target, "(n)<-[r:{0}]-()"),
    )


def _end(variable: str, base: str, role: str, value: str) -> str:
    # The base label finds the end through its unique id; the role is then looked at.
    narrowed = "" if role == base else f" WHERE {variable}:{role}"
    return f"MATCH ({variable}:{base} {{id: {value}}}){narrowed}"


def _lost(name: str, base: str, role: str, pattern: str) -> str:
    """Count the links by which nodes still need a role that they no longer have; none for a type that asks for none."""
    if role == base:
        return ""
    return f"""
        UNWIND $ids AS id MATCH (n:{base} {{id: id}}) WHERE NOT n:{role}
        MATCH {pattern.format(name)} RETURN n.id, count(r) ORDER BY n.id LIMIT 1
    """


def _page(kind: LinkType, source: str, columns: Iterable[str], bounds: str) -> str:
    """One text a source instead of one row a link: reading many links is then about four times as fast.

    In it a link is its target and, after $apart, its fields, parted by $between; each link is followed
    by $end. An absent value is a lone "-", and free text has a "+" before it.

    The index is named since it alone compares by code point: outside of it Neo4j compares a
    parameter by its UTF-16 units.
    """
    fields = " + $between + ".join(_field(kind, name) for name in columns)
    text = f"link.target + $apart + {fields} + $end" if fields else "link.target + $end"
    links = f"[(a)-[r:{kind.name}]->(b) | {{target: b.id, given: properties(r)}}]"
    return f"""
        MATCH (a:{source}) USING INDEX a:{source}(id) WHERE {bounds}
        WITH a ORDER BY a.id
        WITH a.id AS source, reduce(joined = '', link IN {links} | joined + ({text})) AS joined
        WHERE joined <> ''
        RETURN collect(source), collect(joined)
    """


def _field(kind: LinkType, name: str) -> str:
    prop = kind.by_name[name]
    if prop.kind in {Kind.DATETIME, Kind.STR_LIST, Kind.INT_LIST}:
        raise TypeError(f"{kind.name}.{name}: links are read in columns, which hold no {prop.kind}")
    free_text = prop.kind is Kind.STR and not prop.choices
    text = f"'+' + link.given.{name}" if free_text else f"toString(link.given.{name})"
    return f"coalesce({text}, '-')"


def _listed(names: Iterable[str], form: str, between: str = ", ") -> str:
    return between.join(form.format(name) for name in names)


def _label_sets() -> list[tuple[str, frozenset[str]]]:
    """Every set of labels that a node can have, with its base: roles combine, other labels stand alone."""
    roles = [
        frozenset(chosen) for size in range(1, len(schema.ROLES) + 1) for chosen in combinations(schema.ROLES, size)
    ]
    alone = [frozenset({label.name}) for label in schema.NODE_LABELS if label.base != schema.ACTOR]
    return [(schema.base_of(min(labels)), labels) for labels in (*roles, *alone)]


def _search(label: str) -> str:
    # The first line of the search text is the folded name or Polish label, so it need not be kept a second time.
    return f"""
        MATCH (n:{label}) WHERE all(word IN $words WHERE n.{SEARCH_TEXT} CONTAINS word)
        WITH n, split(n.{SEARCH_TEXT}, '\n')[0] AS title
        WITH n ORDER BY CASE WHEN title = '' THEN n.id ELSE title END, n.id SKIP $offset LIMIT $limit
        RETURN n.id, labels(n), properties(n)
    """


def _counts() -> str:
    labels = [f"RETURN '{label.name}' AS name, COUNT {{ (:{label.name}) }} AS n" for label in schema.NODE_LABELS]
    types = [f"RETURN '{kind.name}' AS name, COUNT {{ ()-[:{kind.name}]->() }} AS n" for kind in schema.LINK_TYPES]
    return "\nUNION ALL\n".join(labels + types)


NODES: dict[str, NodeStatements] = {base: _node_statements(base) for base in schema.BASE_LABELS}
LINKS: dict[str, LinkStatements] = {kind.name: _link_statements(kind) for kind in schema.LINK_TYPES}
UPSERT_NODES = {labels: _upsert_nodes(base, labels, replace=False) for base, labels in _label_sets()}
CREATE_NODES = {labels: _create_nodes(base, labels) for base, labels in _label_sets()}
REPLACE_NODES = {labels: _upsert_nodes(base, labels, replace=True) for base, labels in _label_sets()}
SEARCH = {name: _search(name) for name in dict.fromkeys((schema.ACTOR, *(label.name for label in schema.NODE_LABELS)))}
COUNTS = _counts()
CONSTRAINTS = "SHOW CONSTRAINTS YIELD name RETURN name"
