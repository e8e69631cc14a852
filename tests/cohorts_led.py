"""A cohort led over a small network, in either store, for tests of what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from graph.opening import open_store
from graph.snapshot import today
from tests.networks import JOINED, Network
from tests.networks_of_two_stores import ogniwo_over, store_of
from web.office import audit
from web.services.cohorts import life, publishing
from web.services.cohorts.drafting import match
from web.services.cohorts.reading import read_standing

SIGNED = {"by": "anna", "reason": "the autumn round"}
STARTS, ENDS = today() + timedelta(days=7), today() + timedelta(days=187)
N_AT_ONCE = 20


def small_network():
    """Three organisations that need a skill each; two mentors: m1 knows s and t, m2 knows t."""
    network = Network().skills("s", "t").node("past", "Cohort", name="Dawna", starts=JOINED)
    network.actor("a", needs={"s": 3}, region="1401").actor("b", needs={"t": 3}, region="1401")
    network.actor("c", needs={"t": 3, "s": 1}, region="1402").actor("gone", left=JOINED).partner("p", region="1401")
    network.mentor("m1", offers={"s": 3, "t": 2}, region="1401", capacity=1)
    return network.mentor("m2", offers={"t": 3}, region="1402", capacity=1)


in_both_stores = pytest.mark.parametrize(
    "ogniwo", ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)], indirect=True
)


@pytest.fixture
def ogniwo(request, tmp_path):
    """An Ogniwo over the embedded store, or over the one that the test names: what is published goes through both."""
    in_neo4j = getattr(request, "param", "sqlite") == "neo4j"
    store = store_of(request, tmp_path) if in_neo4j else open_store(sqlite_path=tmp_path / "network.sqlite3")
    with ogniwo_over(store, small_network(), tmp_path) as opened:
        yield opened
    store.close()


def opened(ogniwo, cohort_id="c1", members=("a", "b", "c", "m1", "m2"), starts=STARTS, **more):
    life.open_cohort(ogniwo, cohort_id, "Jesień", **({"starts": starts, "ends": ENDS} | more), **SIGNED)
    for one in members:
        life.join(ogniwo, cohort_id, one, **SIGNED)


def matched(ogniwo, *wanted, cohort_id="c1"):
    return match(ogniwo, cohort_id, *wanted, **SIGNED)[1]


def drafted(ogniwo, cohort_id="c1", **more):
    opened(ogniwo, cohort_id, **more)
    life.close(ogniwo, cohort_id, **SIGNED)
    return matched(ogniwo, cohort_id=cohort_id)


def published(ogniwo, cohort_id="c1", **more):
    draft = drafted(ogniwo, cohort_id, **more)
    publishing.review(ogniwo, cohort_id, **SIGNED)
    publishing.publish(ogniwo, cohort_id, **SIGNED)
    return draft


def state_of(ogniwo, cohort_id="c1"):
    return read_standing(ogniwo, cohort_id).cohort.state


def mentoring(ogniwo, cohort_id="c1"):
    """(organisation, mentor) to its dates, as the network has them."""
    links = ogniwo.store.stream_links("MENTORS")
    return {
        (one.target, one.source): (one.properties["since"], one.properties.get("until"))
        for one in links
        if one.properties["cohort"] == cohort_id
    }


def audited(ogniwo, cohort_id="c1"):
    with ogniwo.office.reading() as connection:
        return [one.action for one in audit.entries(connection, subject=cohort_id)]
