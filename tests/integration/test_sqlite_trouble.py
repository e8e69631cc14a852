"""What the embedded store says and does when its file is busy, damaged, full or not there."""

import os
import resource
import signal
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import StoreUnavailable
from graph.model import Unit
from graph.opening import open_store
from graph.sqlite_store import SqliteStore, back_up, connections
from graph.sqlite_store.connections import Connections, wal_is_sound
from tests.records import actor, cooperation, organisation


@pytest.fixture
def store(tmp_path):
    """An embedded store with one organisation."""
    opened = open_store(sqlite_path=tmp_path / "folder" / "network.sqlite3")
    opened.apply(Unit(nodes=(organisation("a"),)))
    yield opened
    opened.close()


@pytest.fixture
def rival(store):
    """Another program's connection to the same file."""
    with closing(sqlite3.connect(store.path, isolation_level=None, check_same_thread=False)) as connection:
        yield connection


def test_open_store_makes_the_folder_and_the_file(store):
    assert store.path.is_file()
    assert store.health().schema_version == 1


def test_opening_without_a_store_named_says_what_to_set():
    with pytest.raises(StoreUnavailable, match=r"set OGNIWO_DATA .* or NEO4J_URI"):
        open_store()


def test_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreUnavailable, match=r"cannot make the folder .*point OGNIWO_DATA"):
        open_store(sqlite_path=tmp_path / "file" / "network.sqlite3")


def test_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    path = tmp_path / "network.sqlite3"
    path.write_text("Szanowni Państwo, " * 500)
    before = path.read_bytes()
    with pytest.raises(StoreUnavailable, match="is not an Ogniwo network; point OGNIWO_DATA"):
        SqliteStore(path).migrate()
    assert path.read_bytes() == before


def test_folder_in_place_of_the_file_is_told(tmp_path):
    with pytest.raises(StoreUnavailable, match="cannot be opened; check that its folder exists"):
        SqliteStore(tmp_path).migrate()


def test_missing_folder_is_told(tmp_path):
    with pytest.raises(StoreUnavailable, match="cannot be opened; check that its folder exists"):
        SqliteStore(tmp_path / "nowhere" / "network.sqlite3").migrate()


def test_damaged_file_is_told(store):
    store.load((organisation(f"o-{n:05}", about="x" * 500) for n in range(5000)), [])
    store.close()
    with store.path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(store.path.stat().st_size - 8192))
    with pytest.raises(StoreUnavailable, match="is damaged; restore it from a backup"):
        list(store.stream_nodes("Actor"))


def in_child(work):
    """The exit code of a forked child that runs the work."""
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(work())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def test_read_only_folder_is_told():
    def write_as_nobody() -> int:
        if os.geteuid() == 0:
            os.setuid(65534)  # to the superuser nothing is read-only
        try:
            store.apply(Unit(nodes=(organisation("b"),)))
        except StoreUnavailable as error:
            return 1 if "may only be read; give yourself the right" in str(error) else 2
        return 0

    with tempfile.TemporaryDirectory() as folder:
        store = open_store(sqlite_path=Path(folder) / "network.sqlite3")
        store.apply(Unit(nodes=(organisation("a"),)))
        store.close()
        store.path.chmod(0o444)
        Path(folder).chmod(0o555)
        assert in_child(write_as_nobody) == 1
        assert list(store.stream_nodes("Actor")) == [organisation("a")]
        store.close()


def test_full_disk_is_told_and_nothing_of_the_unit_stays(store):
    def fill() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (store.path.stat().st_size + 50_000,) * 2)
        try:
            store.apply(Unit(nodes=tuple(organisation(f"b-{n}", about="x" * 1000) for n in range(1000))))
        except StoreUnavailable as error:
            return 1 if "disk" in str(error) else 2
        return 0

    assert in_child(fill) == 1
    assert list(store.stream_nodes("Actor")) == [organisation("a")]
    store.apply(Unit(nodes=(organisation("b"),)))


def test_file_kept_busy_is_waited_for(store, rival):
    rival.execute("BEGIN IMMEDIATE")
    ended = threading.Timer(1.0, lambda: rival.execute("COMMIT"))
    ended.start()
    store.apply(Unit(nodes=(organisation("b"),)))
    ended.join()
    assert store.node(actor("b")) == organisation("b")


@pytest.fixture
def impatient(monkeypatch):
    """A store that gives up soon, so that tests need not wait."""
    monkeypatch.setattr(connections, "PATIENCE", 0.5)


def test_file_kept_busy_too_long_is_told_within_eight_seconds(store, rival):
    rival.execute("BEGIN EXCLUSIVE")
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match="is kept busy by another program; wait"):
        store.apply(Unit(nodes=(organisation("b"),)))
    assert time.monotonic() - started < 8
    rival.execute("ROLLBACK")
    assert store.node(actor("b")) is None


@pytest.mark.usefixtures("impatient")
def test_reading_goes_on_beside_a_writer_but_not_beside_its_commit(store, rival):
    rival.execute("BEGIN IMMEDIATE")
    assert store.node(actor("a")) == organisation("a")
    with pytest.raises(StoreUnavailable, match="kept busy"):
        store.update(actor("a"), lambda node: node)
    rival.execute("ROLLBACK")
    rival.execute("BEGIN EXCLUSIVE")
    if not wal_is_sound(sqlite3.sqlite_version_info):
        with pytest.raises(StoreUnavailable, match="kept busy"):
            store.node(actor("a"))
    rival.execute("ROLLBACK")


def slow_on(clock, work):
    """The work, during which the clock goes on by ten seconds."""

    def slow(node):
        clock.now += 10
        return work(node)

    return slow


def test_long_work_is_not_lost_to_a_short_wait_at_its_end(store, rival, monkeypatch):
    if wal_is_sound(sqlite3.sqlite_version_info):
        rival.execute("PRAGMA journal_mode=TRUNCATE")  # where readers can hold up a commit
    clock = SimpleNamespace(now=0.0, monotonic=lambda: clock.now + time.monotonic())
    monkeypatch.setattr(connections, "time", clock)
    rival.execute("BEGIN")
    rival.execute("SELECT * FROM node_Actor").fetchall()
    ended = threading.Timer(0.5, lambda: rival.execute("COMMIT"))
    ended.start()
    store.update(actor("a"), slow_on(clock, lambda node: organisation("a", n_staff=5)))
    ended.join()
    assert store.node(actor("a")) == organisation("a", n_staff=5)


@pytest.mark.usefixtures("impatient")
def test_load_that_fails_tells_why_although_its_indexes_cannot_be_made_again(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.sqlite_store.loading.BATCH_ROWS", 2)
    store = open_store(sqlite_path=tmp_path / "network.sqlite3")
    rival = sqlite3.connect(store.path, isolation_level=None)

    def broken():
        yield from map(organisation, "ab")
        rival.execute("BEGIN IMMEDIATE")
        raise OSError("the list ends here")

    with pytest.raises(OSError, match="the list ends here") as caught:
        store.load(broken(), [])
    assert any("started again" in note and "kept busy" in note for note in caught.value.__notes__)
    rival.execute("ROLLBACK")
    assert "node_Actor_search" not in index_names(rival)
    store.migrate()
    assert "node_Actor_search" in index_names(rival)
    store.close()
    rival.close()


def index_names(connection):
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}


def test_each_index_is_made_again_in_a_unit_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr("graph.sqlite_store.loading.BATCH_ROWS", 2)
    store = open_store(sqlite_path=tmp_path / "network.sqlite3")
    made_together = []
    write = Connections.write

    def counting(self, work):
        def counted(connection):
            before = len(index_names(connection))
            outcome = work(connection)
            made_together.append(len(index_names(connection)) - before)
            return outcome

        return write(self, counted)

    monkeypatch.setattr(Connections, "write", counting)
    store.load(map(organisation, "ab"), [cooperation("a", "b"), cooperation("a", "b", kind="event")])
    store.close()
    assert [n for n in made_together if n > 0] == [1, 1]


@pytest.mark.usefixtures("impatient")
def test_reader_that_stays_too_long_holds_up_a_write_but_spoils_nothing(store, rival):
    rival.execute("BEGIN")
    rival.execute("SELECT * FROM node_Actor").fetchall()
    if not wal_is_sound(sqlite3.sqlite_version_info):
        with pytest.raises(StoreUnavailable, match="kept busy"):
            store.apply(Unit(nodes=(organisation("b"),)))
        assert store.node(actor("b")) is None
    rival.execute("COMMIT")
    store.apply(Unit(nodes=(organisation("b"),)))
    assert store.node(actor("b")) == organisation("b")


def test_stream_that_is_not_finished_holds_up_no_write(store, rival):
    store.load(map(organisation, "bcd"), [cooperation("b", "c"), cooperation("b", "d")])
    nodes, links = store.stream_nodes("Actor"), store.stream_links("COOPERATES_WITH")
    next(nodes), next(links)
    rival.execute("BEGIN EXCLUSIVE")
    rival.execute("ROLLBACK")
    assert [node.id for node in nodes] == ["b", "c", "d"]


def test_large_load_keeps_readers_waiting_no_longer_than_a_commit(store, rival):
    def reading_nodes():
        for number in range(30_000):
            yield organisation(f"o-{number:05}")
            if number % 10_000 == 9_999:
                rival.execute("SELECT count(*) FROM node_Actor").fetchall()

    rival.execute("PRAGMA busy_timeout=0")
    store.load(reading_nodes(), [])
    assert store.counts()["Organisation"] == 30_001


def test_forked_child_gets_a_connection_of_its_own(store):
    assert store.node(actor("a")) is not None

    def write() -> int:
        store.apply(Unit(nodes=(organisation("child"),)))
        return 0 if store.node(actor("a")) else 1

    assert in_child(write) == 0
    store.apply(Unit(nodes=(organisation("parent"),)))
    assert store.counts()["Organisation"] == 3


def test_connections_end_with_their_threads(store):
    threads = [threading.Thread(target=store.counts) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    open_files = [os.readlink(f"/proc/self/fd/{fd}") for fd in os.listdir("/proc/self/fd") if _is_there(fd)]
    assert open_files.count(str(store.path)) <= 2


def _is_there(descriptor):
    return os.path.lexists(f"/proc/self/fd/{descriptor}")


def test_every_connection_is_as_safe_as_it_must_be(store):
    settings = {}
    for name in ("synchronous", "foreign_keys", "cache_spill", "journal_mode"):
        statement = f"PRAGMA {name}"
        settings[name] = Connections(store.path).read(lambda c, s=statement: c.execute(s).fetchone()[0])
    mode = "wal" if wal_is_sound(sqlite3.sqlite_version_info) else "truncate"
    assert settings == {"synchronous": 2, "foreign_keys": 1, "cache_spill": 0, "journal_mode": mode}


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_write_ahead_log_is_used_only_where_sqlite_keeps_it_sound(version, sound):
    assert wal_is_sound(version) is sound


def test_copy_taken_while_others_write_is_whole(store, tmp_path):
    over = threading.Event()

    def write() -> None:
        number = 0
        while not over.is_set():
            number += 1
            store.apply(
                Unit(nodes=(organisation(f"x-{number}"), organisation(f"y-{number}"))), request_key=f"request {number}"
            )

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            back_up(store.path, tmp_path / f"copy-{number}.sqlite3")
    finally:
        over.set()
        writer.join()
    for number in range(5):
        copy = open_store(sqlite_path=tmp_path / f"copy-{number}.sqlite3")
        ids = {node.id for node in copy.stream_nodes("Actor")}
        copy.close()
        first, second = ({one[2:] for one in ids if one.startswith(letter)} for letter in "xy")
        assert first == second
        assert "a" in ids
    assert sorted(path.name for path in tmp_path.iterdir()) == [*(f"copy-{n}.sqlite3" for n in range(5)), "folder"]


def test_copy_replaces_an_older_one_only_when_it_is_whole(store, tmp_path):
    to = tmp_path / "copy.sqlite3"
    back_up(store.path, to)
    before = to.read_bytes()
    with pytest.raises(StoreUnavailable, match="there is no file"):
        back_up(tmp_path / "nothing.sqlite3", to)
    (tmp_path / "text").write_text("no database" * 1000)
    with pytest.raises(StoreUnavailable, match="is not an Ogniwo network"):
        back_up(tmp_path / "text", to)
    with pytest.raises(StoreUnavailable, match="choose another folder"):
        back_up(store.path, tmp_path / "nowhere" / "copy.sqlite3")
    assert to.read_bytes() == before
    store.apply(Unit(nodes=(organisation("b"),)))
    back_up(store.path, to)
    assert to.read_bytes() != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite3", "folder", "text"]
