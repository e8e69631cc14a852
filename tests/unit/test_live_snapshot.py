"""One snapshot for all threads, kept up to date."""

import threading
from datetime import date

import pytest

from graph.errors import StoreUnavailable
from graph.live import LiveSnapshot
from graph.model import Unit, make_node
from graph.snapshot import build_snapshot
from graph.store import Changes
from tests.fakes import DictStore
from tests.networks import TODAY, Network
from tests.same_snapshot import assert_same_snapshot


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def _live(store, clock=None, calendar=lambda: TODAY):
    return LiveSnapshot(store, clock=clock or Clock(), calendar=calendar)


def _unit(actor_id):
    return Unit((make_node(actor_id, "Organisation", name=actor_id, joined=date(2021, 1, 1)),))


def test_store_is_not_looked_at_again_within_the_poll_interval():
    store, clock = Network().actor("a").store(), Clock()
    live = _live(store, clock)
    first = live.current()
    store.apply(_unit("b"))
    clock.now += 0.2
    assert live.current() is first


def test_change_shows_after_the_poll_interval_without_reading_everything_again():
    store, clock = Network().actor("a").store(), Clock()
    live = _live(store, clock)
    live.current()
    store.apply(_unit("b"))
    n_streams = store.n_streams
    clock.now += 0.3
    assert live.current().actors.ids.tolist() == ["a", "b"]
    assert store.n_streams == n_streams


def test_writer_sees_its_own_write_at_once():
    store = Network().actor("a").store()
    live = _live(store)
    live.current()
    revision = store.apply(_unit("b")).revision
    assert "b" in live.current(at_least=revision).actors.row_of


def test_unchanged_store_gives_the_same_snapshot():
    store, clock = Network().actor("a").store(), Clock()
    live = _live(store, clock)
    first = live.current()
    clock.now += 10
    assert live.current() is first


def test_bulk_load_makes_it_read_everything_again():
    class Loaded(DictStore):
        def changes_since(self, revision):
            return Changes(self.revision(), everything=True)

    network, clock = Network().actor("a"), Clock()
    store = Loaded(network.nodes, network.links)
    live = _live(store, clock)
    live.current()
    store.apply(_unit("b"))
    clock.now += 1
    assert live.current().actors.ids.tolist() == ["a", "b"]


def test_membership_follows_the_calendar():
    days = [date(2022, 1, 1)]
    store, clock = Network().actor("a", joined=date(2022, 1, 2)).store(), Clock()
    live = _live(store, clock, lambda: days[-1])
    assert live.current().n_present == 0
    days.append(date(2022, 1, 2))
    clock.now += 1
    assert live.current().n_present == 1
    assert_same_snapshot(live.current(), build_snapshot(store, date(2022, 1, 2)))


def test_store_that_is_away_is_an_error_and_not_an_old_answer():
    class Flaky(DictStore):
        away = False

        def revision(self):
            if self.away:
                raise StoreUnavailable("the store is away")
            return super().revision()

    store, clock = Flaky(Network().actor("a").nodes), Clock()
    live = _live(store, clock)
    live.current()
    store.away = True
    clock.now += 1
    with pytest.raises(StoreUnavailable):
        live.current()
    store.away = False
    assert len(live.current().actors) == 1


def test_failed_first_build_is_tried_again():
    class Late(DictStore):
        n_failures = 1

        def stream_nodes(self, base):
            if self.n_failures:
                self.n_failures -= 1
                raise StoreUnavailable("not yet")
            return super().stream_nodes(base)

    live = _live(Late(Network().actor("a").nodes))
    with pytest.raises(StoreUnavailable):
        live.current()
    assert len(live.current().actors) == 1


class SilentStore(DictStore):
    n_attempts, away = 0, False

    def __init__(self, nodes):
        super().__init__(nodes)
        self.go_on = threading.Event()

    def revision(self):
        if self.away:
            self.n_attempts += 1
            assert self.go_on.wait(10)
            raise StoreUnavailable(f"attempt {self.n_attempts} failed")
        return super().revision()


class Gate(Clock):
    """Tells when each of some threads has looked at the clock, which it does before it waits."""

    def __init__(self, n_threads):
        super().__init__()
        self.n_threads, self.came, self.all_came = n_threads, set(), threading.Event()

    def __call__(self):
        self.came.add(threading.get_ident())
        if len(self.came) == self.n_threads:
            self.all_came.set()
        return self.now


@pytest.mark.parametrize("at_least", [0, 2], ids=["reader", "writer"])
def test_threads_that_wait_for_a_store_that_is_away_all_fail_with_the_first_attempt(at_least):
    def ask():
        try:
            live.current(at_least)
        except StoreUnavailable as error:
            failures.append(str(error))

    store, gate, failures = SilentStore(Network().actor("a").nodes), Gate(1 + 8), []
    live = _live(store, gate)
    live.current()
    store.away = True
    gate.now += 1
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert gate.all_came.wait(10)
    store.go_on.set()
    for thread in threads:
        thread.join(10)
    assert failures == ["attempt 1 failed"] * 8
    assert store.n_attempts == 1


def test_thread_that_comes_after_a_failure_asks_the_store_again():
    class Away(DictStore):
        n_attempts = 0

        def stream_nodes(self, base):
            self.n_attempts += 1
            raise StoreUnavailable("the store is away")

    store = Away(Network().actor("a").nodes)
    live = _live(store)
    for n_attempts in (1, 2, 3):
        with pytest.raises(StoreUnavailable, match="the store is away"):
            live.current()
        assert store.n_attempts == n_attempts


def test_threads_that_come_during_the_first_build_wait_for_the_one_snapshot():
    class Slow(DictStore):
        n_builds = 0
        go_on = threading.Event()

        def stream_nodes(self, base):
            if base == "Actor":
                self.n_builds += 1
                assert self.go_on.wait(10)
            return super().stream_nodes(base)

    store = Slow(Network().actor("a").nodes)
    live, found = _live(store), []
    threads = [threading.Thread(target=lambda: found.append(live.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert found == []
    store.go_on.set()
    for thread in threads:
        thread.join(10)
    assert store.n_builds == 1
    assert len(found) == 8
    assert len({id(snapshot) for snapshot in found}) == 1


def test_reader_gets_the_former_snapshot_while_another_thread_refreshes():
    class Slow(DictStore):
        slow = False
        entered, go_on = threading.Event(), threading.Event()

        def changes_since(self, revision):
            if self.slow:
                self.entered.set()
                assert self.go_on.wait(10)
            return super().changes_since(revision)

    store, clock = Slow(Network().actor("a").nodes), Clock()
    live, found = _live(store, clock), []
    former = live.current()
    store.slow = True
    revision = store.apply(_unit("b")).revision
    clock.now += 1
    refreshing = threading.Thread(target=lambda: found.append(live.current()))
    refreshing.start()
    assert store.entered.wait(10)
    assert live.current() is former
    writer = threading.Thread(target=lambda: found.append(live.current(at_least=revision)))
    writer.start()
    assert found == []
    store.go_on.set()
    for thread in (refreshing, writer):
        thread.join(10)
    assert [len(snapshot.actors) for snapshot in found] == [2, 2]
