"""Reading and loading much at once, in a total order."""

from datetime import date, timedelta
from itertools import chain, islice

import pytest

from graph import schema
from graph.errors import InvalidRecord, MissingEnd
from graph.model import Unit, make_link, make_node
from graph.store import BATCH_ROWS
from tests.records import actor, cohort, cooperation, mentor, mentoring, organisation

# In order of their code points, which is neither that of a dictionary nor that of UTF-16.
IDS_IN_ORDER = ["-", "A", "Z", "a", "aa", "a\u0301", "b", "org-10", "org-9", "z", "ó", "ł", "ﬀ", "🙂"]


def test_empty_network_streams_nothing_and_counts_zeros(store):
    assert [list(store.stream_nodes(base)) for base in schema.BASE_LABELS] == [[]] * len(schema.BASE_LABELS)
    for kind in schema.LINK_TYPES:
        assert list(store.stream_links(kind.name)) == list(store.stream_link_columns(kind.name)) == []
    names = {label.name for label in schema.NODE_LABELS} | {kind.name for kind in schema.LINK_TYPES}
    assert store.counts() == dict.fromkeys(names, 0)


def test_nodes_stream_in_order_of_the_code_points_of_their_ids(store):
    assert sorted(IDS_IN_ORDER) == IDS_IN_ORDER
    store.apply(Unit(nodes=tuple(map(organisation, reversed(IDS_IN_ORDER)))))
    assert [node.id for node in store.stream_nodes("Actor")] == IDS_IN_ORDER


def test_all_roles_stream_together_and_other_nodes_apart(store):
    store.apply(Unit(nodes=(organisation("b"), mentor("a"), cohort("c"))))
    assert list(store.stream_nodes("Actor")) == [mentor("a"), organisation("b")]
    assert list(store.stream_nodes("Cohort")) == [cohort("c")]


def test_links_stream_in_order_of_source_target_and_key(store):
    links = [
        cooperation(source, target, date(year, 1, 1), kind)
        for source in IDS_IN_ORDER[:4]
        for target in IDS_IN_ORDER[4:8]
        for year in (999, 2021, 2030)
        for kind in ("event", "project")
    ]
    store.load(map(organisation, IDS_IN_ORDER), reversed(links))
    streamed = list(store.stream_links("COOPERATES_WITH"))
    assert streamed == links == sorted(links, key=lambda link: link.key)


def test_columns_hold_the_links_with_days_as_numbers(store):
    links = (
        cooperation("a", "b", date(1970, 1, 2), strength=0.5, since_known=False),
        cooperation("a", "c", date(1969, 12, 31), "event", until=date(2024, 1, 1)),
    )
    store.apply(Unit(nodes=tuple(map(organisation, "abc")), links=links))
    (batch,) = store.stream_link_columns("COOPERATES_WITH")
    assert (batch.type, list(batch.sources), list(batch.targets)) == ("COOPERATES_WITH", ["a", "a"], ["b", "c"])
    assert {name: list(column) for name, column in batch.columns.items()} == {
        "since": [1, -1],
        "since_known": [False, None],
        "until": [None, (date(2024, 1, 1) - date(1970, 1, 1)).days],
        "kind": ["project", "event"],
        "strength": [0.5, None],
    }
    assert batch.columns["since_known"][0] is False


def test_columns_of_a_type_without_properties_are_the_ends(store):
    group = make_node("T1", "SkillGroup", label_pl="Prawo", label_en="Law", component="training")
    skill = make_node("T1.01", "Skill", label_pl="Statut", label_en="Statutes", component="training")
    store.apply(Unit(nodes=(group, skill), links=(make_link("IN_GROUP", "T1.01", "T1"),)))
    (batch,) = store.stream_link_columns("IN_GROUP")
    assert (list(batch.sources), list(batch.targets), dict(batch.columns)) == (["T1.01"], ["T1"], {})


N_ACTORS = BATCH_ROWS + 1


@pytest.fixture
def large(store):
    """A store with one more actor than a batch holds, each linked to the first."""
    ids = [f"o-{number:05}" for number in range(N_ACTORS)]
    store.load(map(organisation, ids), (cooperation(ids[0], one) for one in ids[1:]))
    return store


def test_streams_go_on_past_a_batch(large):
    large.load([], [cooperation("o-00001", "o-00002"), cooperation("o-00001", "o-00003")])
    ids = [node.id for node in large.stream_nodes("Actor")]
    assert ids == sorted(set(ids))
    assert len(ids) == N_ACTORS
    keys = [link.key for link in large.stream_links("COOPERATES_WITH")]
    assert keys == sorted(set(keys))
    assert len(keys) == N_ACTORS + 1
    batches = large.stream_link_columns("COOPERATES_WITH")
    assert [key.target for key in keys] == list(chain.from_iterable(batch.targets for batch in batches))


def test_writing_between_two_batches_neither_waits_nor_spoils_the_stream(large, same_network):
    other = same_network()
    nodes, links = large.stream_nodes("Actor"), large.stream_links("COOPERATES_WITH")
    seen_nodes, seen_links = list(islice(nodes, 10)), list(islice(links, 10))
    other.apply(
        Unit(nodes=(organisation("o-99999"), organisation("a-first")), links=(cooperation("o-00001", "o-99999"),))
    )
    large.apply(Unit(deleted_links=(cooperation("o-00000", "o-00003").key,)))
    ids = [node.id for node in chain(seen_nodes, nodes)]
    assert ids == sorted(set(ids))
    assert {f"o-{number:05}" for number in range(N_ACTORS)} <= set(ids)
    targets = [link.target for link in chain(seen_links, links)]
    assert {f"o-{number:05}" for number in range(1, N_ACTORS)} <= set(targets)


def test_loading_the_same_again_changes_nothing(store):
    nodes = [organisation("b", n_staff=1), mentor("m"), organisation("a")]
    links = [mentoring("m", "a"), cooperation("b", "a", strength=0.5), cooperation("a", "b", kind="event")]
    for _ in range(2):
        store.load(iter(nodes), iter(links))
    assert list(store.stream_nodes("Actor")) == sorted(nodes, key=lambda node: node.id)
    assert store.neighbours(actor("a")) == sorted(links, key=lambda link: link.key)


def test_load_upserts_as_a_unit_does(store):
    store.apply(
        Unit(nodes=(organisation("a", n_staff=1), organisation("b")), links=(cooperation("a", "b", strength=0.5),))
    )
    store.load([organisation("a", locality="Łódź")], [cooperation("a", "b", until=date(2024, 1, 1))])
    assert store.node(actor("a")) == organisation("a", n_staff=1, locality="Łódź")
    assert store.neighbours(actor("a")) == [cooperation("a", "b", strength=0.5, until=date(2024, 1, 1))]


def test_load_tells_how_many_records_it_has_written(store):
    written = []
    days = [date(2021, 1, 1) + timedelta(days=n) for n in range(50)]
    store.load(map(organisation, "abc"), (cooperation("a", "b", day) for day in days), progress=written.append)
    assert sum(written) == 53
    assert all(n > 0 for n in written)


def test_loading_nothing_changes_nothing(store):
    start = store.revision()
    assert store.load([], []).revision == start == store.revision()


def test_load_of_a_bad_record_keeps_whole_batches_and_can_be_run_again(store):
    links = [cooperation("a", "b"), mentoring("a", "b")]
    with pytest.raises(MissingEnd, match="there is no Mentor a"):
        store.load(map(organisation, "ab"), links)
    assert store.counts()["Organisation"] == 2
    store.load([mentor("a")], links)
    assert store.counts()["MENTORS"] == store.counts()["COOPERATES_WITH"] == 1


def test_load_checks_its_records(store):
    bad = make_link("OFFERS", "a", "s")
    with pytest.raises(InvalidRecord, match="must be int"):
        store.load([], [type(bad)("OFFERS", "a", "s", {"level": "high"})])
    with pytest.raises(InvalidRecord, match="joined is missing"):
        store.load([type(organisation("x"))("x", frozenset({"Mentor"}))], [])
    assert sum(store.counts().values()) == 0


def test_error_of_the_source_of_records_reaches_the_caller(store):
    def broken():
        yield organisation("a")
        raise OSError("the file ends here")

    with pytest.raises(OSError, match="the file ends here"):
        store.load(broken(), [])
    store.load([organisation("a")], [])
    assert store.counts()["Organisation"] == 1
