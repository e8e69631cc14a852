"""What happens to people's work when the Neo4j server is away, falls silent, or loses an answer."""

import random
import socket
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from threading import Thread, Timer
from urllib.parse import urlsplit

import pytest

from graph.errors import StoreAway, StoreUnavailable
from graph.model import Node, NodeKey, Unit, make_link, make_node
from graph.neo4j_store import Neo4jAddress, Neo4jStore
from graph.opening import open_store
from tests.killing import FULL
from tests.wire import Wire
from web.app import create_app
from web.office import audit
from web.ogniwo import Ogniwo
from web.services.errors import KeptForLater
from web.services.recording import add_organisation
from web.services.writing import make_intent

pytestmark = pytest.mark.neo4j

N_CUTS = 50 if FULL else 5
SIGNED = {"by": "anna", "reason": "they asked"}
SECONDS = 8.0  # what graph/store.py allows
DAY = date(2023, 5, 1)
ORGANISATION = make_node("org-1", "Organisation", name="Koło Gospodyń", joined=DAY, n_projects=0)
KEY = NodeKey("Actor", "org-1")


@contextmanager
def clear_and_in_time():
    """The error must come within SECONDS of the start, or of the moment that the caller appends to what it is given."""
    moments = [time.monotonic()]
    with pytest.raises(StoreUnavailable, match=r"Neo4j at bolt://127\.0\.0\.1:\d+ .*(check|try again)"):
        yield moments
    assert time.monotonic() - moments[-1] < SECONDS


def one_more_project(node):
    return Node(node.id, node.labels, {**node.properties, "n_projects": node.properties["n_projects"] + 1})


@pytest.fixture
def wire(empty_neo4j):
    parts = urlsplit(empty_neo4j.address.uri)
    with Wire(parts.hostname, parts.port) as line:
        yield line


@pytest.fixture
def far(empty_neo4j, wire):
    """The same store over a line that can be broken; it holds one organisation."""
    empty_neo4j.apply(Unit(nodes=(ORGANISATION,)))
    store = Neo4jStore(replace(empty_neo4j.address, uri=f"bolt://127.0.0.1:{wire.port}"))
    assert store.node(KEY) == ORGANISATION
    yield store
    wire.go_away()
    store.close()


def everything_a_store_does(store):
    link = make_link("MENTORS", "men-1", "org-1", since=DAY, cohort="c-1")
    return {
        "migrate": store.migrate,
        "health": store.health,
        "counts": store.counts,
        "revision": store.revision,
        "changes_since": lambda: store.changes_since(0),
        "apply": lambda: store.apply(Unit(nodes=(ORGANISATION,))),
        "update": lambda: store.update(KEY, one_more_project),
        "load": lambda: store.load([ORGANISATION], []),
        "node": lambda: store.node(KEY),
        "nodes": lambda: store.nodes([KEY]),
        "links": lambda: store.links([link.key]),
        "neighbours": lambda: store.neighbours(KEY),
        "search": lambda: store.search("Actor", ""),
        "stream_nodes": lambda: list(store.stream_nodes("Actor")),
        "stream_links": lambda: list(store.stream_links("MENTORS")),
        "stream_link_columns": lambda: list(store.stream_link_columns("MENTORS")),
    }


def failures_of(calls):
    """For each call the error it ended with and whether that came in time; all run at once."""

    def outcome(call):
        began = time.monotonic()
        try:
            call()
        except StoreUnavailable:
            return "unavailable", time.monotonic() - began < SECONDS
        return "done", True

    with ThreadPoolExecutor(len(calls)) as threads:
        return dict(zip(calls, threads.map(outcome, calls.values()), strict=True))


def test_a_server_that_is_down_at_the_start_is_a_clear_error():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with clear_and_in_time():
        open_store(neo4j=Neo4jAddress(f"bolt://127.0.0.1:{port}", password="never sent"))


def test_a_server_never_met_that_breaks_the_first_connection_is_not_tried_again():
    n_met = []

    def refuse(listener):
        with suppress(OSError):  # the listener was closed
            while True:
                listener.accept()[0].close()
                n_met.append(1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        Thread(target=refuse, args=(listener,), daemon=True).start()
        with clear_and_in_time():
            open_store(neo4j=Neo4jAddress(f"bolt://127.0.0.1:{listener.getsockname()[1]}", password="never sent"))
        listener.shutdown(socket.SHUT_RDWR)
    assert len(n_met) == 1


def test_only_a_server_that_may_come_back_is_said_to_be_away(empty_neo4j):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    gone, refused = Neo4jAddress(f"bolt://127.0.0.1:{port}"), replace(empty_neo4j.address, user="nobody-at-all")
    with pytest.raises(StoreAway):
        open_store(neo4j=gone)
    with pytest.raises(StoreUnavailable) as error:
        open_store(neo4j=refused)
    assert not isinstance(error.value, StoreAway)


def test_a_host_that_nobody_knows_is_a_clear_error():
    store = Neo4jStore(Neo4jAddress("bolt://no-such-host.invalid:7687", password="never sent"))
    with pytest.raises(StoreUnavailable, match="NEO4J_URI"):
        store.migrate()
    store.close()


def test_an_address_of_another_kind_is_a_clear_error():
    with pytest.raises(StoreUnavailable, match="check NEO4J_URI"):
        Neo4jStore(Neo4jAddress("http://127.0.0.1:7474", password="never sent")).migrate()


def test_a_server_that_takes_connections_and_never_answers_is_a_clear_error():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        store = Neo4jStore(Neo4jAddress(f"bolt://127.0.0.1:{mute.getsockname()[1]}", password="never sent"))
        with clear_and_in_time():
            store.migrate()
    store.close()


def test_a_wrong_user_is_told_so(empty_neo4j):
    # Another user than the tests' own, since Neo4j locks out who fails too often.
    store = Neo4jStore(replace(empty_neo4j.address, user="nobody-here"))
    with pytest.raises(StoreUnavailable, match="NEO4J_USER and NEO4J_PASSWORD"):
        store.health()
    store.close()


def test_a_database_that_is_not_there_is_named(empty_neo4j):
    store = Neo4jStore(replace(empty_neo4j.address, database="elsewhere"))
    with pytest.raises(StoreUnavailable, match="NEO4J_DATABASE"):
        store.health()
    store.close()


def test_every_method_says_within_eight_seconds_that_the_server_fell_silent(far, wire):
    calls = everything_a_store_does(far)
    wire.freeze()
    assert failures_of(calls) == dict.fromkeys(calls, ("unavailable", True))


def test_every_method_says_within_eight_seconds_that_the_server_went_away(far, wire):
    calls = everything_a_store_does(far)
    wire.go_away()
    assert failures_of(calls) == dict.fromkeys(calls, ("unavailable", True))


def test_the_same_store_works_again_when_the_server_is_back(far, wire):
    wire.go_away()
    with clear_and_in_time():
        far.update(KEY, one_more_project)
    wire.come_back()
    far.update(KEY, one_more_project)
    assert far.node(KEY).properties["n_projects"] == 1


def test_the_same_store_works_again_when_a_silent_server_answers(far, wire):
    wire.freeze()
    with clear_and_in_time():
        far.node(KEY)
    wire.thaw()
    assert far.node(KEY) == ORGANISATION


def test_what_was_refused_while_the_server_was_silent_is_not_written_later(far, wire, empty_neo4j):
    wire.freeze()
    with clear_and_in_time():
        far.update(KEY, one_more_project)
    wire.thaw()
    # A later unit has to wait for whatever the earlier one still holds.
    empty_neo4j.apply(Unit(nodes=(make_node("org-2", "Organisation", name="Inne", joined=DAY),)))
    assert empty_neo4j.node(KEY).properties["n_projects"] == 0


def test_connections_that_break_between_two_units_are_replaced_unnoticed(far, wire):
    wire.cut()
    assert far.update(KEY, one_more_project).revision == 2


@pytest.mark.parametrize("times", [1, 2])
def test_an_update_whose_confirmation_is_lost_counts_once(far, wire, times):
    wire.lose_next_commit(times)
    applied = far.update(KEY, one_more_project)
    assert wire.n_lost_commits >= 1
    assert (applied.revision, far.revision()) == (2, 2)
    assert far.node(KEY).properties["n_projects"] == 1


def test_a_unit_whose_confirmation_is_lost_is_written_once(far, wire):
    skill = make_node("s-1", "Skill", label_pl="Księgowość", label_en="Accounting", component="training")
    wire.lose_next_commit()
    applied = far.apply(Unit(nodes=(skill,), links=(make_link("OFFERS", "org-1", "s-1", level=2),)), request_key="r-1")
    assert wire.n_lost_commits == 1
    assert (applied.revision, applied.repeated, far.revision()) == (2, False, 2)
    assert Counter(link.type for link in far.neighbours(KEY)) == {"OFFERS": 1}


def test_a_load_over_a_line_that_loses_confirmations_writes_every_record_once(far, wire, monkeypatch):
    monkeypatch.setattr("graph.neo4j_store.loading.LOAD_ROWS", 50)
    organisations = [make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=DAY) for n in range(200)]
    links = [make_link("COOPERATES_WITH", f"org-{n}", f"org-{n + 1}", since=DAY, kind="project") for n in range(199)]
    wire.lose_next_commit(3)
    n_written = []
    far.load(organisations, links, progress=n_written.append)
    assert wire.n_lost_commits == 3
    assert sum(n_written) == 399
    counted = far.counts()
    assert (counted["Organisation"], counted["COOPERATES_WITH"]) == (200, 199)


@pytest.mark.parametrize("interrupt", [Wire.go_away, Wire.freeze], ids=["went away", "fell silent"])
def test_a_load_cut_off_in_the_middle_leaves_whole_batches_and_the_same_store_completes_it(
    far, wire, empty_neo4j, monkeypatch, interrupt
):
    monkeypatch.setattr("graph.neo4j_store.loading.LOAD_ROWS", 50)
    organisations = [make_node(f"l-{n:03}", "Organisation", name=f"Koło {n}", joined=DAY) for n in range(200)]
    links = [make_link("COOPERATES_WITH", f"l-{n:03}", f"l-{n + 1:03}", since=DAY, kind="project") for n in range(199)]

    def interrupted():
        for number, one in enumerate(organisations):
            if number == 125:
                interrupt(wire)
                moments.append(time.monotonic())
            yield one

    with clear_and_in_time() as moments:
        far.load(interrupted(), links)
    wire.thaw()
    wire.come_back()
    assert empty_neo4j.counts()["Organisation"] - 1 in {0, 50, 100}
    far.load(organisations, links)
    counted = far.counts()
    assert (counted["Organisation"] - 1, counted["COOPERATES_WITH"]) == (200, 199)


def test_units_sent_over_a_line_that_is_cut_at_any_moment_are_written_once(far, wire):
    rng = random.Random(11)
    for number in range(N_CUTS):
        unit = Unit(nodes=(make_node(f"u-{number}", "Organisation", name=f"Koło {number}", joined=DAY),))
        cut = Timer(0.03 * rng.random(), wire.cut)
        cut.start()
        for _ in range(3):
            with suppress(StoreUnavailable):
                far.apply(unit, request_key=f"request {number}")
                break
        else:
            pytest.fail("a line that was cut once is still not used again")
        cut.join()
    assert far.revision() == 1 + N_CUTS
    assert far.counts()["Organisation"] == 1 + N_CUTS


@pytest.fixture
def ogniwo(settings, empty_neo4j, wire, monkeypatch):
    """A whole Ogniwo whose network is at the end of the line."""
    monkeypatch.setattr("web.ogniwo.LOOK_SECONDS", 0.0)
    address = empty_neo4j.address
    there = replace(
        settings, neo4j_uri=f"bolt://127.0.0.1:{wire.port}", neo4j_user=address.user, neo4j_password=address.password
    )
    with Ogniwo.open(there) as opened:
        yield opened


def added(ogniwo):
    """Who was added, according to the network and to the audit."""
    with ogniwo.office.reading() as connection:
        lines = [line.subject for line in audit.entries(connection) if line.action == "add-organisation"]
    return {node.id for node in ogniwo.store.stream_nodes("Actor")}, lines


def test_an_organisation_whose_confirmation_is_lost_is_added_once_and_audited_once(ogniwo, wire):
    wire.lose_next_commit(2)
    one = add_organisation(ogniwo, {"name": "Koło"}, **SIGNED)
    assert wire.n_lost_commits >= 1
    assert added(ogniwo) == ({one.id}, [one.id])


def test_what_is_added_while_the_server_is_silent_is_there_once_after_it_answers_without_a_new_start(ogniwo, wire):
    client = create_app(ogniwo).test_client()
    wire.freeze()
    began = time.monotonic()
    with pytest.raises(KeptForLater, match="do not enter it a second time"):
        ogniwo.write(lambda _: make_intent("add-organisation", "org-1", Unit(nodes=(ORGANISATION,)), **SIGNED))
    assert time.monotonic() - began < SECONDS
    began = time.monotonic()
    answer = client.get("/")
    assert (answer.status_code, time.monotonic() - began < SECONDS) == (503, True)
    assert int(answer.headers["Retry-After"]) > 0
    wire.thaw()
    assert client.get("/").status_code == 200
    assert added(ogniwo) == ({"org-1"}, ["org-1"])
