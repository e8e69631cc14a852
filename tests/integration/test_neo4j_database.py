"""What stands in the Neo4j database, who may set it up, and how it is reached."""

import multiprocessing
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from graph import schema
from graph.errors import InvalidRecord, MigrationChanged, StoreTooNew, StoreUnavailable
from graph.model import Node, NodeKey, Unit, make_link, make_node
from graph.neo4j_store import Neo4jAddress, Neo4jStore
from graph.neo4j_store.migrations import Migration, known_migrations, run_migrations
from graph.searching import search_texts
from tests.neo4j_server import driver_of

DAY = date(2023, 5, 1)


def organisation(node_id, **properties):
    return make_node(node_id, "Organisation", **{"name": f"Koło {node_id}", "joined": DAY} | properties)


def rows(address, statement, **parameters):
    with driver_of(address) as driver:
        records = driver.execute_query(statement, parameters, database_=address.database).records
    return [record.values() for record in records]


def test_an_address_does_not_show_its_password():
    shown = repr(Neo4jAddress("bolt://127.0.0.1:7687", password="hush-hush"))
    assert "bolt://127.0.0.1:7687" in shown
    assert "hush-hush" not in shown


@pytest.mark.neo4j
def test_the_network_reads_in_neo4j_browser_as_it_stands(empty_neo4j):
    event = make_node("ev-1", "Event", name="Forum", starts_at=datetime(2023, 5, 1, 9, 30, tzinfo=UTC))
    guard = make_node("osp-1", "Organisation", "Partner", name="OSP Łąki", joined=DAY, languages=["pl", "uk"])
    empty_neo4j.apply(Unit(nodes=(event, guard), links=(make_link("ATTENDED", "osp-1", "ev-1", n_persons=3),)))
    found = rows(
        empty_neo4j.address,
        "MATCH (a:Actor)-[r:ATTENDED]->(e:Event) RETURN labels(a), a.joined, a.languages, r.n_persons, e.starts_at",
    )
    [(labels, joined, languages, n_persons, starts_at)] = found
    assert set(labels) == {"Actor", "Organisation", "Partner"}
    assert (joined.to_native(), languages, n_persons) == (DAY, ["pl", "uk"], 3)
    assert starts_at.to_native() == datetime(2023, 5, 1, 9, 30, tzinfo=UTC)


@pytest.mark.neo4j
def test_what_the_store_keeps_for_itself_stands_under_labels_of_its_own(empty_neo4j):
    empty_neo4j.apply(Unit(nodes=(organisation("org-1"),)), request_key="r-1")
    labels = {label for (label,) in rows(empty_neo4j.address, "MATCH (n) UNWIND labels(n) AS label RETURN label")}
    assert {label for label in labels if not label.startswith("_Ogniwo")} == {"Actor", "Organisation"}


@pytest.mark.neo4j
def test_every_base_label_has_unique_ids(bare_neo4j):
    store = Neo4jStore(bare_neo4j)
    store.migrate()
    store.close()
    found = rows(
        bare_neo4j,
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties RETURN type, labelsOrTypes, properties",
    )
    unique = {labels[0] for kind, labels, properties in found if (kind, properties) == ("UNIQUENESS", ["id"])}
    assert set(schema.BASE_LABELS) <= unique


@pytest.mark.neo4j
def test_a_database_that_was_never_set_up_says_so(bare_neo4j):
    store = Neo4jStore(bare_neo4j)
    with pytest.raises(StoreUnavailable, match="has not been set up"):
        store.apply(Unit(nodes=(organisation("org-1"),)))
    with pytest.raises(StoreUnavailable, match="has not been set up"):
        store.revision()
    store.close()


def _migrate(address, barrier, outcomes):
    store = Neo4jStore(address)
    barrier.wait()
    outcomes.put(store.migrate())
    store.close()


@pytest.mark.neo4j
def test_four_processes_that_start_together_run_each_migration_once(bare_neo4j):
    fresh = multiprocessing.get_context("spawn")
    barrier, outcomes = fresh.Barrier(4), fresh.Queue()
    processes = [fresh.Process(target=_migrate, args=(bare_neo4j, barrier, outcomes)) for _ in range(4)]
    for process in processes:
        process.start()
    newest = known_migrations()[-1].number
    assert [outcomes.get(timeout=120) for _ in processes] == [newest] * 4
    for process in processes:
        process.join()
    numbers = rows(bare_neo4j, "MATCH (m:_OgniwoMigration) RETURN m.number ORDER BY m.number")
    assert numbers == [[migration.number] for migration in known_migrations()]
    assert rows(bare_neo4j, "MATCH (m:_OgniwoMeta) RETURN count(m), max(m.revision)") == [[1, 0]]


@pytest.mark.neo4j
def test_an_index_that_a_killed_migration_left_without_its_constraint_is_not_in_the_way(bare_neo4j):
    with driver_of(bare_neo4j) as driver:
        for name, label, key in (("meta", "_OgniwoMeta", "id"), ("region_id", "Region", "id")):
            driver.execute_query(f"CREATE INDEX ogniwo_{name} FOR (n:{label}) ON (n.{key})")
        driver.execute_query("CREATE INDEX mine FOR (n:Region) ON (n.population)")
        store = Neo4jStore(bare_neo4j)
        store.migrate()
        store.close()
        owned = {row["name"] for row in driver.execute_query("SHOW CONSTRAINTS").records}
        assert {"ogniwo_meta", "ogniwo_region_id"} < owned
        indexes = {row["name"] for row in driver.execute_query("SHOW INDEXES").records}
        assert "mine" in indexes, "an index of somebody else is left alone"
        driver.execute_query("DROP INDEX mine")


def test_a_database_of_a_newer_ogniwo_is_refused_and_left_alone(empty_neo4j):
    newest = known_migrations()[-1].number
    rows(empty_neo4j.address, "CREATE (:_OgniwoMigration {number: $n, name: 'later', sha256: 'x'})", n=newest + 5)
    before = rows(empty_neo4j.address, "MATCH (n) RETURN count(n)")
    with pytest.raises(StoreTooNew, match=f"schema version {newest + 5}") as refused:
        empty_neo4j.migrate()
    assert (refused.value.found, refused.value.known) == (newest + 5, newest)
    assert rows(empty_neo4j.address, "MATCH (n) RETURN count(n)") == before


@pytest.mark.neo4j
def test_a_migration_whose_text_changed_since_it_ran_is_refused(empty_neo4j):
    rows(empty_neo4j.address, "MATCH (m:_OgniwoMigration {number: 1}) SET m.sha256 = 'of another text'")
    with pytest.raises(MigrationChanged, match="migration 1 differs"):
        empty_neo4j.migrate()


@pytest.mark.neo4j
def test_a_migration_that_is_new_runs_once_on_a_database_that_has_the_others(empty_neo4j):
    text = "// Marks the network.\nCREATE (:_OgniwoMeta {id: 'mark-' + randomUUID()});\n"
    migrations = [*known_migrations(), Migration(known_migrations()[-1].number + 1, "mark", text)]
    connection = empty_neo4j._connection
    assert [run_migrations(connection, migrations) for _ in range(2)] == [migrations[-1].number] * 2
    marks = rows(empty_neo4j.address, "MATCH (m:_OgniwoMeta) WHERE m.id STARTS WITH 'mark-' RETURN count(m)")
    assert marks == [[1]]
    assert empty_neo4j.health().schema_version == migrations[-1].number


@pytest.mark.neo4j
def test_ids_come_in_order_of_code_points_across_pages(empty_neo4j, monkeypatch):
    monkeypatch.setattr("graph.neo4j_store.streaming.NODES_A_PAGE", 3)
    monkeypatch.setattr("graph.neo4j_store.streaming.SOURCES_A_PAGE", 2)
    # U+FF5E comes before U+1F33B by code point and after it by UTF-16 unit.
    ids = ["a", "B", "ą", "Z", "ż", "～", "🌻", "a b", "a-b", "aa", "0", "ł"]
    links = [make_link("COOPERATES_WITH", one, other, since=DAY, kind="event") for one, other in pairwise(ids)]
    links += [
        make_link("COOPERATES_WITH", "0", other, since=DAY, kind=kind)
        for other in ids[:10]
        for kind in ("event", "service")
    ]
    empty_neo4j.load([organisation(node_id) for node_id in ids], links)
    assert [node.id for node in empty_neo4j.stream_nodes("Actor")] == sorted(ids)
    keys = [link.key for link in empty_neo4j.stream_links("COOPERATES_WITH")]
    assert keys == sorted({link.key for link in links})
    batches = list(empty_neo4j.stream_link_columns("COOPERATES_WITH"))
    assert len(batches) > 1
    assert [pair for batch in batches for pair in zip(batch.sources, batch.targets, strict=True)] == [
        (key.source, key.target) for key in keys
    ]


@pytest.mark.neo4j
def test_texts_that_look_like_the_marks_of_a_page_come_back_as_they_are(empty_neo4j):
    empty_neo4j.load([organisation("a"), organisation("b"), organisation("c")], [])
    reasons = {"b": "-", "c": "+ nie\x01\n teraz", "a": ""}
    links = [
        make_link("INTRODUCED_TO", source, target, since=DAY, kind="peer", declined=DAY, reason=reasons[target])
        for source, target in (("a", "b"), ("a", "c"), ("b", "a"), ("b", "c"))
    ]
    empty_neo4j.load([], [*links, make_link("INTRODUCED_TO", "c", "a", since=DAY, kind="peer")])
    found = {
        (link.source, link.target): link.properties.get("reason") for link in empty_neo4j.stream_links("INTRODUCED_TO")
    }
    assert found == {
        ("a", "b"): "-",
        ("a", "c"): reasons["c"],
        ("b", "a"): "",
        ("b", "c"): reasons["c"],
        ("c", "a"): None,
    }


@pytest.mark.neo4j
def test_a_name_that_somebody_else_adds_in_neo4j_browser_is_not_part_of_the_network(empty_neo4j):
    empty_neo4j.apply(Unit(nodes=(organisation("org-1"),)))
    rows(empty_neo4j.address, "MATCH (n:Actor) SET n:Favourite, n.colour = 'red'")
    assert empty_neo4j.node(NodeKey("Actor", "org-1")) == organisation("org-1")


@pytest.mark.neo4j
def test_search_finds_a_node_by_all_it_holds_after_an_update_that_gives_only_part(empty_neo4j):
    empty_neo4j.apply(Unit(nodes=(organisation("org-1", locality="Łódź", krs="0000123456"),)))
    empty_neo4j.apply(Unit(nodes=(Node("org-1", frozenset({"Partner"}), {"name": "Straż"}),)))
    assert [node.id for node in empty_neo4j.search("Partner", "straz lodz 123456")] == ["org-1"]
    assert empty_neo4j.search("Actor", "kolo") == []


def _update_in_child(store, outcomes):
    store.update(NodeKey("Actor", "org-1"), lambda node: replace(node, properties={**node.properties, "n_staff": 7}))
    outcomes.put(store.node(NodeKey("Actor", "org-1")).properties["n_staff"])
    store.close()


@pytest.mark.neo4j
def test_a_forked_process_makes_connections_of_its_own(empty_neo4j):
    empty_neo4j.apply(Unit(nodes=(organisation("org-1"),)))
    forked = multiprocessing.get_context("fork")
    outcomes = forked.Queue()
    child = forked.Process(target=_update_in_child, args=(empty_neo4j, outcomes))
    child.start()
    assert outcomes.get(timeout=60) == 7
    child.join()
    assert child.exitcode == 0
    assert empty_neo4j.node(NodeKey("Actor", "org-1")).properties["n_staff"] == 7


@pytest.mark.neo4j
def test_a_store_that_was_closed_can_be_used_again(empty_neo4j):
    empty_neo4j.close()
    empty_neo4j.close()
    assert empty_neo4j.revision() == 0


@pytest.mark.neo4j
def test_what_a_change_raises_reaches_its_caller_and_nothing_is_written(empty_neo4j):
    def refuse(node):
        raise OSError("the caller's own")

    with pytest.raises(OSError, match=re.escape("the caller's own")):
        empty_neo4j.update(NodeKey("Actor", "org-1"), refuse)
    assert empty_neo4j.revision() == 0


@pytest.mark.neo4j
def test_old_changes_are_forgotten_and_who_asks_from_before_reads_everything(empty_neo4j, monkeypatch):
    monkeypatch.setattr("graph.neo4j_store.units.KEPT_UNITS", 3)
    for n in range(5):
        empty_neo4j.apply(Unit(nodes=(organisation(f"org-{n}"),)))
    assert empty_neo4j.changes_since(1).everything
    kept = empty_neo4j.changes_since(2)
    assert (kept.revision, kept.everything, [key.id for key in kept.nodes]) == (5, False, ["org-2", "org-3", "org-4"])
    assert empty_neo4j.changes_since(9).everything


@pytest.mark.neo4j
def test_a_load_that_meets_a_wrong_record_has_written_the_whole_batches_before_it(empty_neo4j, monkeypatch):
    monkeypatch.setattr("graph.neo4j_store.loading.LOAD_ROWS", 2)
    wrong = Node("org-4", frozenset({"Organisation"}), {"name": "Koło", "joined": "yesterday"})
    written = []
    with pytest.raises(InvalidRecord, match="joined"):
        empty_neo4j.load([*(organisation(f"org-{n}") for n in range(4)), wrong], [], progress=written.append)
    assert [node.id for node in empty_neo4j.stream_nodes("Actor")] == ["org-0", "org-1", "org-2", "org-3"]
    assert written == [2, 2]


@pytest.mark.parametrize(
    "labels", [{"Organisation"}, {"Partner", "Mentor"}, {"Organisation", "Partner"}, {"Mentor"}, {"Cohort"}, {"Sphere"}]
)
@pytest.mark.parametrize("title", ["Łódź razem", "  ", ""])
def test_the_first_line_of_what_search_looks_in_is_what_it_sorts_by(labels, title):
    given = {"name": title, "label_pl": title, "label_en": "Help", "locality": "Żory"}
    allowed = {name for label in labels for name in schema.node_label(label).by_name}
    node = Node("Id-1", frozenset(labels), {name: value for name, value in given.items() if name in allowed})
    texts = search_texts([node])[0]
    assert (texts.searched.split("\n")[0] or "Id-1") == texts.sort_text
