"""A snapshot refreshed after any changes equals one built from scratch."""

import os
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Unit, make_link, make_node
from graph.snapshot import build_snapshot, refresh_snapshot
from tests.fakes import DictStore
from tests.networks import TODAY, Network
from tests.same_snapshot import assert_same_snapshot

ACTORS = [f"a{i}" for i in range(4)]
DAYS = st.integers(0, 5).map(lambda n: date(2021, 1, 1) + timedelta(days=300 * n))
NAMES = st.sampled_from(["Koło", "Dom", "Łąka"])


@st.composite
def actors(draw):
    actor_id = draw(st.sampled_from(ACTORS))
    if draw(st.booleans()):
        return make_node(
            actor_id, "Mentor", joined=draw(DAYS), capacity=draw(st.integers(0, 3)), languages=["pl", "uk"]
        )
    languages = draw(st.sampled_from([None, ["pl"], ["uk", "pl"]]))
    left = draw(st.none() | st.just(date(2024, 1, 1)))
    return make_node(actor_id, "Organisation", name=draw(NAMES), joined=draw(DAYS), left=left, languages=languages)


@st.composite
def links(draw, present):
    one, other = draw(st.sampled_from(present)), draw(st.sampled_from(present))
    choices = [
        make_link("NEEDS", one, draw(st.sampled_from("st")), priority=draw(st.none() | st.integers(1, 3))),
        make_link("OFFERS", one, draw(st.sampled_from("st")), level=draw(st.integers(1, 3))),
        make_link("ACTIVE_IN", one, "p"),
        make_link("LOCATED_IN", one, draw(st.sampled_from(["14", "1401", "1402"]))),
        make_link("WORKS_IN", one, draw(st.sampled_from(["1401", "1201"]))),
    ]
    if one != other:
        since, until = draw(DAYS), draw(st.none() | st.just(date(2026, 1, 1)))
        kind = draw(st.sampled_from(["event", "project", "service"]))
        choices += [
            make_link("COOPERATES_WITH", one, other, since=since, until=until, kind=kind),
            make_link("PAIRED_WITH", one, other, since=since, cohort=draw(st.sampled_from("cd"))),
            make_link("MENTORS", one, other, since=since, until=until, cohort=draw(st.sampled_from("cd"))),
            make_link("INTRODUCED_TO", one, other, since=since, kind=draw(st.sampled_from(["peer", "mentor"]))),
        ]
        if draw(st.booleans()):
            return choices[5]  # several links of the same two are where the order of keys matters
    return draw(st.sampled_from(choices))


@st.composite
def units(draw, store):
    """A unit that a store would accept after what is in it."""
    nodes = draw(st.lists(actors(), max_size=3, unique_by=lambda node: node.id))
    here = sorted({key.id for key in store.keys("Actor")} | {node.id for node in nodes})
    added = draw(st.lists(links(here), max_size=4, unique_by=lambda link: link.key)) if here else []
    known = sorted(store.link_keys() | {link.key for link in added})
    gone_links = set(draw(st.lists(st.sampled_from(known), max_size=2))) if known else set()
    gone_nodes = draw(st.lists(st.sampled_from(here), max_size=1)) if here else []
    gone_links |= {key for key in known if {key.source, key.target} & set(gone_nodes)}
    gone = [key for key in store.keys("Actor") if key.id in gone_nodes]
    return Unit(tuple(nodes), tuple(added), tuple(sorted(gone_links)), tuple(gone))


@given(st.data())
@settings(deadline=None, max_examples=500 if os.environ.get("OGNIWO_FULL") == "1" else 60)
def test_refresh_after_any_units_equals_building_from_scratch(data):
    network = Network().skills("s", "t").spheres("p")
    for cohort in "cd":
        network.node(cohort, "Cohort", name=cohort, starts=date(2021, 1, 1))
    store = DictStore(network.nodes, network.links)
    snapshot = build_snapshot(store, TODAY)
    for _ in range(data.draw(st.integers(1, 4), label="refreshes")):
        for _ in range(data.draw(st.integers(1, 3), label="units")):
            store.apply(data.draw(units(store)))
        as_of = data.draw(st.sampled_from([TODAY, date(2022, 1, 1), date(2026, 2, 2)]))
        snapshot = refresh_snapshot(snapshot, store, store.changes_since(snapshot.revision), as_of)
        assert_same_snapshot(snapshot, build_snapshot(store, as_of))
