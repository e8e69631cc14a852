"""Units of work: whole or not at all, once for one request, and told to others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.errors import InvalidRecord, MissingEnd
from graph.model import LinkKey, Node, Unit, make_node
from graph.store import Changes
from tests.records import actor, cooperation, mentor, organisation


def test_unit_with_one_bad_link_writes_nothing(store):
    store.apply(Unit(nodes=(organisation("old", n_staff=1),)))
    before = store.revision()
    unit = Unit(
        nodes=(organisation("new"), organisation("old", n_staff=9)),
        links=(cooperation("old", "new"), cooperation("new", "nobody")),
    )
    with pytest.raises(MissingEnd):
        store.apply(unit, request_key="r")
    assert list(store.stream_nodes("Actor")) == [organisation("old", n_staff=1)]
    assert store.counts()["COOPERATES_WITH"] == 0
    assert store.revision() == before
    assert store.changes_since(before) == Changes(before)
    assert not store.apply(Unit(nodes=(organisation("new"),)), request_key="r").repeated


def test_revision_grows_with_every_unit(store):
    start = store.revision()
    first = store.apply(Unit(nodes=(organisation("a"),))).revision
    second = store.apply(Unit(nodes=(organisation("a"),))).revision
    assert start < first < second == store.revision()


def test_request_is_carried_out_once(store):
    first = store.apply(Unit(nodes=(organisation("a"),)), request_key="request-1")
    store.apply(Unit(deleted_nodes=(actor("a"),)))
    again = store.apply(Unit(nodes=(organisation("a"),)), request_key="request-1")
    assert (first.repeated, again.repeated, again.revision) == (False, True, first.revision)
    assert store.node(actor("a")) is None
    assert not store.apply(Unit(nodes=(organisation("a"),)), request_key="request-2").repeated


def test_request_sent_by_several_at_once_is_carried_out_once(store):
    unit = Unit(nodes=(organisation("a"),))
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: store.apply(unit, request_key="same"), range(8)))
    assert sorted(one.repeated for one in applied) == [False] + [True] * 7
    assert len({one.revision for one in applied}) == 1


def test_changes_name_each_key_that_was_touched_once(store):
    store.apply(Unit(nodes=tuple(map(organisation, "abc"))))
    start = store.revision()
    store.apply(Unit(nodes=(organisation("b"),), links=(cooperation("a", "b"),)))
    store.apply(Unit(nodes=(organisation("b", n_staff=1), organisation("a"))))
    store.apply(Unit(deleted_links=(cooperation("a", "b").key,), deleted_nodes=(actor("c"),)))
    expected = Changes(store.revision(), (actor("a"), actor("b"), actor("c")), (cooperation("a", "b").key,))
    assert store.changes_since(start) == expected
    assert store.changes_since(store.revision()) == Changes(store.revision())


def test_changes_name_the_ends_of_a_symmetric_link_as_it_is_kept(store):
    store.apply(Unit(nodes=tuple(map(organisation, "ab"))))
    start = store.revision()
    link = cooperation("a", "b")
    turned = type(link)(link.type, "b", "a", link.properties)
    store.apply(Unit(links=(turned,)))
    assert store.changes_since(start).links == (LinkKey("COOPERATES_WITH", "a", "b", link.key.key),)


def test_load_tells_what_changed_or_that_everything_may_have(store):
    start = store.revision()
    store.load([organisation("a")], [])
    assert store.changes_since(start) in (
        Changes(store.revision(), everything=True),
        Changes(store.revision(), (actor("a"),)),
    )
    after = store.revision()
    store.apply(Unit(nodes=(organisation("b"),)))
    assert store.changes_since(after) == Changes(store.revision(), (actor("b"),))


def test_revision_of_another_network_tells_to_read_everything(store):
    assert store.changes_since(store.revision() + 5).everything


def test_writes_of_one_opening_show_in_the_other(store, same_network):
    other = same_network()
    start = other.revision()
    store.apply(Unit(nodes=(organisation("a"),)))
    assert other.node(actor("a")) == organisation("a")
    assert other.changes_since(start).nodes == (actor("a"),)


def test_store_can_be_used_again_after_it_was_closed(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    store.close()
    assert store.node(actor("a")) == organisation("a")


def test_update_reads_changes_and_replaces(store):
    store.apply(Unit(nodes=(organisation("a", n_staff=1, locality="Łódź"),)))
    start = store.revision()
    applied = store.update(actor("a"), lambda node: organisation("a", n_staff=node.properties["n_staff"] + 1))
    assert applied.revision == store.revision() > start
    assert store.node(actor("a")) == organisation("a", n_staff=2)
    assert store.changes_since(start).nodes == (actor("a"),)


def test_update_makes_a_node_that_is_not_there(store):
    seen = []
    store.update(actor("a"), lambda node: seen.append(node) or organisation("a"))
    assert set(seen) == {None}
    assert store.node(actor("a")) == organisation("a")


def test_update_that_returns_none_leaves_things_as_they_are(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    start = store.revision()
    assert store.update(actor("a"), lambda _: None).revision == start == store.revision()


def test_update_may_not_give_the_node_another_id(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    with pytest.raises(InvalidRecord, match="Actor a"):
        store.update(actor("a"), lambda _: organisation("b"))
    assert store.node(actor("b")) is None


def test_error_raised_by_a_change_leaves_things_as_they_are_and_reaches_the_caller(store):
    store.apply(Unit(nodes=(organisation("a"),)))

    def fail(_: Node | None) -> Node:
        raise LookupError("no such form")

    with pytest.raises(LookupError, match="no such form"):
        store.update(actor("a"), fail)
    store.apply(Unit(nodes=(organisation("b"),)))
    assert store.counts()["Organisation"] == 2


@pytest.mark.parametrize(
    "write",
    [
        lambda store: store.apply(Unit(nodes=(organisation("b"),))),
        lambda store: store.load([organisation("b")], []),
        lambda store: store.update(actor("b"), lambda _: organisation("b")),
        lambda store: store.migrate(),
    ],
)
def test_write_started_inside_an_update_is_refused_at_once(store, write):
    store.apply(Unit(nodes=(organisation("a"),)))
    with pytest.raises(RuntimeError, match="cannot be started from inside another; finish the first one"):
        store.update(actor("a"), lambda _: write(store))
    assert store.node(actor("b")) is None
    write(store)


def test_reading_inside_an_update_sees_the_same_state(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    seen = []
    store.update(actor("a"), lambda _: seen.append(store.node(actor("a"))))
    assert seen == [organisation("a")]


def test_updates_by_several_threads_lose_nothing(store):
    store.apply(Unit(nodes=(organisation("a", n_staff=0),)))

    def add_one(node: Node | None) -> Node:
        return organisation("a", n_staff=node.properties["n_staff"] + 1)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(store.update, actor("a"), add_one) for _ in range(40)]:
            done.result()
    assert store.node(actor("a")).properties["n_staff"] == 40


def test_units_by_several_threads_are_all_there_and_each_has_its_revision(store):
    def write(number: int) -> int:
        return store.apply(Unit(nodes=(organisation(f"o-{number:03}"), mentor(f"m-{number:03}")))).revision

    start = store.revision()
    with ThreadPoolExecutor(4) as pool:
        revisions = list(pool.map(write, range(40)))
    assert len(set(revisions)) == 40
    assert store.counts()["Organisation"] == store.counts()["Mentor"] == 40
    assert len(store.changes_since(start).nodes) == 80


def test_reader_never_sees_half_a_unit(store):
    store.apply(Unit(nodes=(organisation("a", n_staff=0), organisation("b", n_staff=0))))
    over = threading.Event()
    torn = []

    def read() -> None:
        while not over.is_set():
            found = store.nodes([actor("a"), actor("b")])
            counts = {node.properties["n_staff"] for node in found.values()}
            torn.extend([counts] if len(counts) != 1 else [])

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(1, 30):
            store.apply(Unit(nodes=(organisation("a", n_staff=number), organisation("b", n_staff=number))))
    finally:
        over.set()
        reader.join()
    assert torn == []


def test_empty_unit_is_applied_too(store):
    start = store.revision()
    assert store.apply(Unit()).revision > start
    assert store.changes_since(start) == Changes(store.revision())


def test_upserts_come_before_deletions(store):
    group = make_node("g", "SkillGroup", label_pl="Prawo", label_en="Law", component="training")
    store.apply(Unit(nodes=(group,), deleted_nodes=(group.key,)))
    assert store.node(group.key) is None
