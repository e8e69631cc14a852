"""No text of SQL or Cypher is assembled from values: shown over the source."""

import ast
from pathlib import Path

import pytest

from tests.statement_rules import TEXT_SINKS, texts_outside_tables, unfixed_statements, uses_beyond_tables

ROOT = Path(__file__).resolve().parents[2]
STORES = sorted([*ROOT.glob("graph/sqlite_store/*.py"), *ROOT.glob("graph/neo4j_store/*.py")])
TABLES = [path for path in STORES if path.name in ("sql.py", "cypher.py")]
OTHERS = [path for path in STORES if path not in TABLES]
ELSEWHERE = sorted(
    path
    for package in ("graph", "matching", "seeds", "web")
    for path in ROOT.glob(f"{package}/**/*.py")
    if path not in STORES
)


def relative(path):
    return str(path.relative_to(ROOT))


def test_both_stores_are_looked_at():
    assert {relative(path) for path in TABLES} == {"graph/neo4j_store/cypher.py", "graph/sqlite_store/sql.py"}
    calls = sum(path.read_text("utf-8").count(".execute(") + path.read_text("utf-8").count(".rows(") for path in OTHERS)
    assert calls > 40


@pytest.mark.parametrize("path", OTHERS, ids=relative)
def test_stores_send_only_statements_from_their_tables(path):
    source = path.read_text("utf-8")
    assert unfixed_statements(source) == []
    assert texts_outside_tables(source) == []
    assert uses_beyond_tables(source) == []


@pytest.mark.parametrize("path", TABLES, ids=relative)
def test_tables_of_statements_are_made_at_import_from_the_names_of_the_schema(path):
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert all(name.startswith("_") for name in functions)
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name.startswith("graph")} <= {
        "graph",
        "graph.schema",
        "graph.model",
        "graph.sqlite_store.columns",
    }


@pytest.mark.parametrize("path", ELSEWHERE, ids=relative)
def test_nothing_else_assembles_statements(path):
    source = path.read_text("utf-8")
    assert unfixed_statements(source, TEXT_SINKS if "sqlalchemy" in source else frozenset()) == []


BAD = {
    "an f-string": 'def f(c, name):\n    c.execute(f"SELECT * FROM node WHERE id = {name}")',
    "a sum": 'def f(c, name):\n    c.execute("SELECT " + name)',
    "a format": 'def f(c, name):\n    c.execute("SELECT {}".format(name))',
    "a percent sign": 'def f(c, name):\n    c.execute("SELECT %s" % name)',
    "a join": 'def f(c, names):\n    c.execute(" ".join(["SELECT", *names]))',
    "a replacement": 'def f(c, name):\n    c.execute(sql.FIND.replace("?", name))',
    "a detour by a name": "def f(c, name):\n    query = sql.FIND\n    query += name\n    c.execute(query)",
    "a second binding": "def f(c, name, x):\n    q = sql.FIND\n    if x:\n        q = name\n    c.execute(q)",
    "a parameter": "def f(c, query):\n    c.execute(query)",
    "a loop": "def f(c, queries):\n    for query in queries:\n        c.execute(query)",
    "a part of a pair": "def f(c, x):\n    for q, n in ((sql.A, 1), (x, 2)):\n        c.execute(q)",
    "a function of ours": 'def run_it(statement):\n    pass\ndef f(c, x):\n    c.run_it("A")\n    c.run_it(x)',
    "a lambda": "def f(c, name):\n    return lambda: c.run(name)",
    "a name from outside": "from elsewhere import QUERY\nc.execute(QUERY)",
    "many rows": 'def f(c, table, rows):\n    c.executemany(f"INSERT INTO {table} VALUES (?)", rows)',
    "a text for SQLAlchemy": 'def f(sa, name):\n    return sa.text(f"name = {name}")',
}


@pytest.mark.parametrize("source", BAD.values(), ids=BAD)
def test_statement_made_of_values_is_found(source):
    assert len(unfixed_statements(source)) == 1


GOOD = {
    "a constant": 'def f(c, name):\n    c.execute("SELECT 1 WHERE id = ?", (name,))',
    "a table": "def f(c, base, key):\n    c.execute(sql.NODES[base].find, (key,))",
    "one of two": "def f(c, x):\n    c.executemany(sql.A if x else sql.B, [])",
    "a local name": "def f(c, kind):\n    s = cypher.LINKS[kind]\n    c.rows(s.find, rows=[])",
    "a loop over a table": "def f(c):\n    for table in [*sql.NODES.values()]:\n        c.execute(table.create)",
    "a pair": "def f(c):\n    for a, b in sql.T.add_column.items():\n        c.execute(b)",
    "a module's constant": 'NAME = "SELECT 1"\ndef f(c):\n    c.execute(NAME)',
    "fixed pragmas": 'def f(c):\n    for p in ("a=1", "b=2"):\n        c.execute(f"PRAGMA {p}")',
    "a packaged script": "def f(c, m):\n    for s in statements(m.text):\n        c.execute(s)",
}


@pytest.mark.parametrize("source", GOOD.values(), ids=GOOD)
def test_fixed_statement_passes(source):
    assert unfixed_statements(source) == []


def test_statement_written_outside_the_tables_is_found():
    assert texts_outside_tables('"""SELECT is a word of SQL."""\nx = "SELECT 1"\ny = f"DELETE FROM {x}"') == [
        "line 2: SELECT 1",
        "line 3: DELETE FROM ",
    ]


def test_maker_of_statements_used_outside_its_table_is_found():
    source = "from graph.sqlite_store.sql import FIND, _listed\nsql.make(name)\nsql.NODES"
    assert uses_beyond_tables(source) == ["line 1: _listed", "line 2: make"]
