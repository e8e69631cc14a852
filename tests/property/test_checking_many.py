"""Checking many records at once refuses what checking them one by one refuses, and nothing else."""

import math
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.batches import check_links, check_nodes
from graph.errors import InvalidRecord, UnknownName
from graph.model import Link, Node, check_link, check_node
from graph.schema import LINK_TYPES, NODE_LABELS, Kind, Property


class Text(str):
    """A text that is not of the type str itself."""

    __slots__ = ()


GOOD = {
    Kind.STR: st.sampled_from(["", "Łódź", "x" * 50, Text("sub")]),
    Kind.INT: st.sampled_from([0, 1, 3, 2**63 - 1]),
    Kind.FLOAT: st.sampled_from([0.0, 0.5, 1.0, 52.0, 1e308]),
    Kind.BOOL: st.booleans(),
    Kind.DATE: st.sampled_from([date(2021, 1, 1), date(2024, 1, 1)]),
    Kind.DATETIME: st.just(datetime(2024, 1, 1, tzinfo=UTC)),
    Kind.STR_LIST: st.lists(st.sampled_from(["pl", "ż"]), max_size=2),
    Kind.INT_LIST: st.lists(st.integers(0, 5), max_size=2),
}
BAD = st.sampled_from(
    [
        None,
        "a\0b",
        "\ud800",
        "x" * 100_001,
        "no such choice",
        -1,
        2**63,
        -(2**63) - 1,
        True,
        math.nan,
        math.inf,
        -1e308,
        b"bytes",
        datetime(2024, 1, 1),  # noqa: DTZ001 - without a zone, which is what is wrong with it
        datetime(2024, 1, 1, tzinfo=timezone(timedelta(hours=1))),
        datetime(2024, 1, 1, tzinfo=UTC),
        date(1990, 1, 1),
        ["a", 1],
        ["\ud800"],
        [2**63],
        [True],
        ("pl",),
    ]
)
ids = st.sampled_from(["a", "b", "ż", "a b", "x" * 100]) | st.sampled_from(["", " a", "a ", "a\n", "x" * 101, "\0", 7])
good_ids = st.sampled_from(["a", "b", "ż", "a b", "🙂"])


def value_of(prop: Property):
    good = st.sampled_from(prop.choices) if prop.choices else GOOD[prop.kind]
    return st.one_of(good, good, good, good, good, good, good, BAD)


def properties_of(properties):
    required = {p.name: value_of(p) for p in properties if p.required}
    optional = {p.name: value_of(p) for p in properties if not p.required}
    # Few of the optional ones, since nearly every record would be wrong otherwise.
    some = st.dictionaries(st.sampled_from(sorted(optional) or ["x"]), st.just(...), max_size=3).flatmap(
        lambda chosen: st.fixed_dictionaries({name: optional.get(name, BAD) for name in chosen})
    )
    return st.builds(lambda a, b: a | b, st.fixed_dictionaries(required), some)


nodes = st.sampled_from(NODE_LABELS).flatmap(
    lambda label: st.builds(Node, good_ids | ids, st.just(frozenset({label.name})), properties_of(label.properties))
)
links = st.sampled_from(LINK_TYPES).flatmap(
    lambda kind: st.builds(Link, st.just(kind.name), good_ids, good_ids | ids, properties_of(kind.properties))
)
same_type_links = st.sampled_from(LINK_TYPES).flatmap(
    lambda kind: st.lists(
        st.builds(Link, st.just(kind.name), good_ids, good_ids, properties_of(kind.properties)), max_size=4
    )
)


def outcome(check):
    """What the check returns, or its error in words."""
    try:
        return check()
    except (InvalidRecord, UnknownName) as error:
        return str(error)


@given(st.lists(nodes, max_size=4))
@example([Node("a", frozenset({"Organisation", "Skill"}), {})])
@example([Node("a", frozenset(), {})])
@example([Node("a", frozenset({"Firm"}), {})])
def test_nodes_checked_together_fare_as_one_by_one(records):
    assert outcome(lambda: check_nodes(records)) == outcome(lambda: [check_node(node) for node in records])


@given(st.lists(links, max_size=4) | same_type_links)
@example([Link("KNOWS", "a", "b")])
@example([Link("BORDERS", "b", "a"), Link("BORDERS", "a", "b"), Link("BORDERS", "ł", "z")])
def test_links_checked_together_fare_as_one_by_one(records):
    assert outcome(lambda: check_links(records)) == outcome(lambda: [check_link(link) for link in records])


def refused(record):
    check = check_node if isinstance(record, Node) else check_link
    return isinstance(outcome(lambda: check(record)), str)


CASES = [
    ("Organisation", "name", "Łódź", True),
    ("Organisation", "name", Text("sub"), True),
    ("Organisation", "name", None, False),
    ("Organisation", "name", "a\0b", False),
    ("Organisation", "name", "\ud800", False),
    ("Organisation", "about", "x" * 100_000, True),
    ("Organisation", "about", "x" * 100_001, False),
    ("Organisation", "about", None, True),
    ("Organisation", "reach", "national", True),
    ("Organisation", "reach", "worldwide", False),
    ("Organisation", "reach", ["national"], False),
    ("Organisation", "n_staff", 2**63 - 1, True),
    ("Organisation", "n_staff", 2**63, False),
    ("Organisation", "n_staff", -1, False),
    ("Organisation", "n_staff", True, False),
    ("Organisation", "n_staff", 1.0, False),
    ("Organisation", "online", 1, False),
    ("Organisation", "joined", datetime(2024, 1, 1, tzinfo=UTC), False),
    ("Organisation", "joined", "2024-01-01", False),
    ("Organisation", "languages", ["pl", "uk"], True),
    ("Organisation", "languages", ["pl", 1], False),
    ("Organisation", "languages", "pl", False),
    ("Region", "lat", 90.0, True),
    ("Region", "lat", 90.5, False),
    ("Region", "lat", math.nan, False),
    ("Region", "lat", 52, False),
    ("Event", "starts_at", datetime(2024, 1, 1, tzinfo=UTC), True),
    ("Event", "starts_at", datetime(2024, 1, 1, tzinfo=timezone.utc), True),  # noqa: UP017 - the same object by its other name
    ("Event", "starts_at", datetime(2024, 1, 1, tzinfo=timezone(timedelta(0), "X")), False),
    ("Event", "hours", math.inf, False),
    ("Skill", "colour", "red", False),
]


@pytest.mark.parametrize(("label", "name", "value", "fits"), CASES)
def test_one_value_is_allowed_or_refused(label, name, value, fits):
    node = Node("a", frozenset({label}), {name: value})
    # Twice, since a set of labels is looked at more closely when it is met first.
    assert [refused(node), refused(node)] == [not fits] * 2
    assert (outcome(lambda: check_nodes([node, node])) == [node, node]) is fits


@pytest.mark.parametrize(
    ("link", "fits"),
    [
        (Link("OFFERS", "a", "a", {"level": 3}), True),
        (Link("OFFERS", "a", "s", {"level": 4}), False),
        (Link("BORDERS", "a", "a"), False),
        (Link("TAKES_PART_IN", "a", "c", {"since": date(2021, 1, 1), "until": date(2021, 1, 1)}), True),
        (Link("TAKES_PART_IN", "a", "c", {"since": date(2021, 1, 1), "until": date(2020, 12, 31)}), False),
        (Link("TAKES_PART_IN", "a", "c", {"since": date(2021, 1, 1), "until": None}), True),
        (Link("TAKES_PART_IN", "a", "c", {"since": None}), False),
        (Link("TAKES_PART_IN", "a", "c", {}), False),
        (Link("IN_GROUP", "a", "", {}), False),
        (Link("IN_GROUP", " a", "b", {}), False),
        (Link("IN_GROUP", "a", "x" * 101, {}), False),
        (Link("IN_GROUP", "a", "b\u00a0c", {}), False),
    ],
)
def test_one_link_is_allowed_or_refused(link, fits):
    assert refused(link) is not fits
    assert (outcome(lambda: check_links([link, link])) == [link, link]) is fits
