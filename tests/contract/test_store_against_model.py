"""Whatever units a store is given, it holds in the end what a plain store of dictionaries holds."""

import os
from datetime import date
from itertools import count

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.errors import InvalidRecord, MissingEnd, NodeInUse
from graph.model import Link, Node, Unit
from graph.neo4j_store import Neo4jStore
from tests.plain_store import PlainStore

FULL = os.environ.get("OGNIWO_FULL") == "1"
REFUSALS = (InvalidRecord, MissingEnd, NodeInUse)

# Few ids, days and texts, so that units meet each other's records; each example has a prefix of its own.
NAMES = ["a", "b", "ł"]
days = st.sampled_from([date(2020, 1, 1), date(2021, 6, 30)])
names = st.sampled_from(NAMES)
texts = st.sampled_from(["", "Łódź", 'o\'Neil "x"', "🙂"])
roles = st.sets(st.sampled_from(["Organisation", "Partner", "Mentor"]), min_size=1)
cohorts = st.sampled_from(["2023", "2024"])


def some(values, *, removable=True):
    """Absent, removed, or one of the values."""
    return st.one_of(st.just(...), st.none(), values) if removable else st.one_of(st.just(...), values)


@st.composite
def nodes(draw):
    labels = frozenset(draw(roles))
    has_name = labels != {"Mentor"}
    drawn = {
        "joined": draw(some(days, removable=False)),
        "left": draw(some(days)),
        "languages": draw(some(st.lists(texts, max_size=2))),
        "capacity": draw(some(st.sampled_from([0, 2**62]))),
        "online": draw(some(st.booleans())),
    } | ({"name": draw(some(texts, removable=False)), "about": draw(some(texts))} if has_name else {})
    return Node(draw(names), labels, {name: value for name, value in drawn.items() if value is not ...})


def link_of(link_type, source, target, required, optional):
    given_values = {name: value for name, value in optional.items() if value is not ...}
    return Link(link_type, source, target, required | given_values)


pairs = st.tuples(names, names).filter(lambda pair: pair[0] < pair[1])
cooperations = st.builds(
    lambda ends, since, kind, strength, known: link_of(
        "COOPERATES_WITH", *ends, {"since": since, "kind": kind}, {"strength": strength, "since_known": known}
    ),
    pairs,
    days,
    st.sampled_from(["project", "event"]),
    some(st.sampled_from([0.0, 1 / 3])),
    some(st.booleans()),
)
mentorings = st.builds(
    lambda source, target, cohort, since, until: link_of(
        "MENTORS", source, target, {"cohort": cohort, "since": since}, {"until": until}
    ),
    names,
    names,
    cohorts,
    days | st.just(date(2023, 1, 1)),  # a day after the one on which others end
    some(st.just(date(2022, 1, 1))),
)
links = st.one_of(cooperations, mentorings)
units = st.builds(
    lambda new_nodes, new_links, gone_links, gone_nodes, replace: (
        new_nodes,
        new_links,
        gone_links,
        gone_nodes,
        replace,
    ),
    st.lists(nodes(), max_size=3),
    st.lists(links, max_size=3),
    st.lists(links, max_size=1),
    st.lists(names, max_size=1),
    st.booleans(),
)
examples = count()

DAY = date(2020, 1, 1)
TWO_MENTORS = [Node(name, frozenset({"Mentor"}), {"joined": DAY}) for name in ("a", "b")]
ONE_MENTORING = Link("MENTORS", "a", "b", {"cohort": "2024", "since": DAY})
NOBODY_MENTORED = Link("MENTORS", "a", "ł", {"cohort": "2024", "since": DAY})
# Refused in turn: a node in use, a missing end, a record that lacks something.
REFUSED = [
    (TWO_MENTORS, [ONE_MENTORING], [], [], False),
    ([], [], [], ["a"], False),
    ([], [NOBODY_MENTORED], [], [], False),
    ([Node("ł", frozenset({"Mentor"}), {})], [], [], [], False),
]
ENDED = Link("MENTORS", "a", "b", {"cohort": "2024", "since": DAY, "until": date(2022, 1, 1)})
BEGUN_LATER = Link("MENTORS", "a", "b", {"cohort": "2024", "since": date(2023, 1, 1)})
NOT_ENDED = Link("MENTORS", "a", "b", {"cohort": "2024", "since": date(2023, 1, 1), "until": None})
# Refused alone, taken where a later write of the same unit takes back the day it ended.
OVER_BEFORE_IT_BEGAN = [
    (TWO_MENTORS, [ENDED], [], [], False),
    ([], [BEGUN_LATER], [], [], False),
    ([], [BEGUN_LATER, NOT_ENDED], [], [], False),
]


def prefixed(prefix, unit):
    """The unit with ids of its own, as no other example has them."""
    new_nodes, new_links, gone_links, gone_nodes, replace = unit

    def named(link):
        return Link(link.type, prefix + link.source, prefix + link.target, link.properties)

    return Unit(
        nodes=tuple(Node(prefix + node.id, node.labels, node.properties) for node in new_nodes),
        links=tuple(map(named, new_links)),
        deleted_links=tuple(named(link).key for link in gone_links),
        deleted_nodes=tuple(Node(prefix + name, frozenset({"Mentor"})).key for name in gone_nodes),
        replace=replace,
    )


def refusal(store, unit):
    """The kind of error that the unit meets, or None."""
    try:
        store.apply(unit)
    except REFUSALS as error:
        return type(error)
    return None


def test_store_holds_what_a_plain_store_holds_after_the_same_units(store):
    n_examples = 25 if isinstance(store, Neo4jStore) else 100
    seen = []

    @settings(
        max_examples=n_examples * (10 if FULL else 1),
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(st.lists(units, min_size=1, max_size=6))
    @example(REFUSED)
    @example(OVER_BEFORE_IT_BEGAN)
    def check(drawn):
        prefix = f"{next(examples):05}-"
        plain = PlainStore()
        for unit in (prefixed(prefix, one) for one in drawn):
            before = store.revision()
            refused = refusal(plain, unit)
            # A unit with two faults may be refused for either.
            assert (refusal(store, unit) is None) == (refused is None)
            changes = store.changes_since(before)
            if refused is None:
                assert set(changes.nodes) == {node.key for node in unit.nodes} | set(unit.deleted_nodes)
                assert set(changes.links) == {link.key for link in unit.links} | set(unit.deleted_links)
            seen.append(refused)
        assert [node for node in store.stream_nodes("Actor") if node.id.startswith(prefix)] == plain.all_nodes("Actor")
        for link_type in ("COOPERATES_WITH", "MENTORS"):
            streamed = [link for link in store.stream_links(link_type) if link.source.startswith(prefix)]
            assert streamed == plain.all_links(link_type)
        for node in plain.all_nodes("Actor"):
            around = {key for key in plain.links if node.id in (key.source, key.target)}
            assert [link.key for link in store.neighbours(node.key)] == sorted(around)

    check()
    # The examples are worth something only if units of every fate were among them.
    assert set(seen) == {None, *REFUSALS}
