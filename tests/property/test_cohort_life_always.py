"""Whatever is done to a cohort in whatever order: its state follows the table, and readers see what was published."""

import os
from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from graph.model import NodeKey
from graph.opening import open_store
from graph.snapshot import today
from matching.cohorts.drafting import Objective, Wanted
from matching.cohorts.wishes import ContradictoryWishes
from tests.networks import Network
from tests.networks_of_two_stores import ogniwo_over, store_of
from web.services.cohorts import life, publishing, settling
from web.services.cohorts.drafting import match
from web.services.cohorts.errors import (
    AlreadySettled,
    DraftOutOfDate,
    ForbiddenCohortStep,
    NobodyToMatch,
    NotAMember,
)
from web.services.cohorts.places import set_places
from web.services.cohorts.reading import draft_of, pairs_of, read_standing
from web.services.cohorts.states import TRANSITIONS, State, Step
from web.services.errors import WrongFields

SIGNED = {"by": "anna", "reason": "as it comes"}
SEEKERS, MENTORS = ("a", "b", "c", "d"), ("m", "n")
STORES = ["sqlite", *([pytest.param("neo4j", marks=pytest.mark.neo4j)] if os.environ.get("OGNIWO_FULL") == "1" else [])]
N_EXAMPLES = 40 if os.environ.get("OGNIWO_FULL") == "1" else 8
_REPEATABLE = {
    Step.CLOSE: State.CLOSED,
    Step.REVIEW: State.REVIEWED,
    Step.PUBLISH: State.PUBLISHED,
    Step.END: State.ENDED,
}


def _network():
    network = Network().skills("s", "t")
    for number, seeker in enumerate(SEEKERS):
        network.actor(seeker, needs={"s" if number % 2 else "t": 3}, region="1401")
    return network.mentor("m", offers={"s": 3, "t": 1}, capacity=2).mentor("n", offers={"t": 3}, capacity=1)


class Life(RuleBasedStateMachine):
    """One cohort after another in one Ogniwo; `expected` is its state by the table."""

    ogniwo = None
    numbers = count()

    def __init__(self):
        super().__init__()
        self.cohort_id = f"c{next(self.numbers)}"
        starts = today() + timedelta(days=3)
        life.open_cohort(self.ogniwo, self.cohort_id, "Cykl", starts=starts, **SIGNED)
        self.expected = State.OPEN

    @initialize(there=st.sets(st.sampled_from(SEEKERS + MENTORS), min_size=4))
    def begin(self, there):
        for who in sorted(there):
            self.join(who)

    def _take(self, step, act, *also):
        """Do it; where the table forbids it, it must be refused, and what is refused changes nothing."""
        allowed = self.expected in TRANSITIONS[step] or self.expected is _REPEATABLE.get(step)
        try:
            act()
        except ForbiddenCohortStep:
            assert not allowed
        except also:
            assert allowed
        else:
            assert allowed
            self._moved(step)

    def _moved(self, step):
        now = State(read_standing(self.ogniwo, self.cohort_id).cohort.state)
        after = {TRANSITIONS[step].get(self.expected), self.expected}  # what was so already stays as it was
        assert now in after
        self.expected = now

    @rule(who=st.sampled_from(SEEKERS + MENTORS))
    def join(self, who):
        self._take(Step.JOIN, lambda: life.join(self.ogniwo, self.cohort_id, who, **SIGNED))

    @rule()
    def close(self):
        self._take(Step.CLOSE, lambda: life.close(self.ogniwo, self.cohort_id, **SIGNED), NobodyToMatch)

    @rule(objective=st.sampled_from(Objective))
    def match(self, objective):
        act = lambda: match(self.ogniwo, self.cohort_id, Wanted(objective), **SIGNED)  # noqa: E731  # said once
        self._take(Step.MATCH, act, ContradictoryWishes)

    @rule(
        seeker=st.sampled_from(SEEKERS),
        mentor=st.sampled_from(MENTORS),
        kind=st.sampled_from(("lock", "veto")),
        undo=st.booleans(),
    )
    def settle(self, seeker, mentor, kind, undo):
        self._take(
            Step.SETTLE,
            lambda: settling.settle_pair(self.ogniwo, self.cohort_id, seeker, mentor, kind, undo=undo, **SIGNED),
            AlreadySettled,
            NotAMember,
            ContradictoryWishes,
        )

    @rule(who=st.sampled_from(SEEKERS + MENTORS), n=st.integers(0, 3))
    def have_places(self, who, n):
        act = lambda: set_places(self.ogniwo, self.cohort_id, who, n, **SIGNED)  # noqa: E731  # said once
        self._take(Step.SETTLE, act, NotAMember, ContradictoryWishes, WrongFields)

    @rule(who=st.sampled_from(SEEKERS + MENTORS))
    def withdraw(self, who):
        gone = {one.actor_id for one in read_standing(self.ogniwo, self.cohort_id).members if one.withdrawn_at}
        if who in gone:
            before = read_standing(self.ogniwo, self.cohort_id)
            if self.expected is not State.ENDED:
                settling.withdraw(self.ogniwo, self.cohort_id, who, **SIGNED)
            assert read_standing(self.ogniwo, self.cohort_id) == before
            return
        self._take(Step.WITHDRAW, lambda: settling.withdraw(self.ogniwo, self.cohort_id, who, **SIGNED), NotAMember)

    @rule()
    def review(self):
        self._take(Step.REVIEW, lambda: publishing.review(self.ogniwo, self.cohort_id, **SIGNED), DraftOutOfDate)

    @rule()
    def publish(self):
        self._take(Step.PUBLISH, lambda: publishing.publish(self.ogniwo, self.cohort_id, **SIGNED), DraftOutOfDate)

    @rule()
    def end(self):
        self._take(Step.END, lambda: publishing.end(self.ogniwo, self.cohort_id, cancel=True, **SIGNED))

    @rule(n=st.integers(1, 4))
    def go_on(self, n):
        """Some steps further on the way to a published plan, so that long ways are tried too."""
        for _ in range(n):
            step = _FORWARD.get(self.expected)
            if step is not None:
                step(self)

    @rule(who=st.sampled_from(SEEKERS + MENTORS))
    def lose_somebody_and_publish_again(self, who):
        self.withdraw(who)
        self.go_on(4)

    @invariant()
    def state_is_as_expected(self):
        assert read_standing(self.ogniwo, self.cohort_id).cohort.state == self.expected

    @invariant()
    def network_has_what_was_published_last_and_nothing_else(self):
        with self.ogniwo.office.reading() as connection:
            cohort = read_standing(self.ogniwo, self.cohort_id).cohort
            published = draft_of(connection, cohort, cohort.published) if cohort.published else None
        links = [one for one in self.ogniwo.store.stream_links("MENTORS") if one.properties["cohort"] == self.cohort_id]
        # The cohort begins in three days, so what is over before then leaves no link.
        wanted = set() if self.expected is State.ENDED else set(pairs_of(published))
        assert {(one.target, one.source) for one in links} == wanted
        assert (self.ogniwo.store.node(NodeKey("Cohort", self.cohort_id)) is not None) == (published is not None)

    @invariant()
    def draft_that_fits_keeps_every_lock_and_no_veto(self):
        now = read_standing(self.ogniwo, self.cohort_id)
        with self.ogniwo.office.reading() as connection:
            draft = draft_of(connection, now.cohort)
        if draft is None or draft.result["made_of"] != now.fingerprint:
            return
        pairs = set(pairs_of(draft))
        assert now.wishes.locked <= pairs
        assert not now.wishes.vetoed & pairs
        places = {one.actor_id: one.places for one in now.members if one.withdrawn_at is None}
        for side in (0, 1):
            taken = Counter(pair[side] for pair in pairs)
            assert all(n <= places[actor_id] for actor_id, n in taken.items())


_FORWARD = {
    State.OPEN: Life.close,
    State.CLOSED: lambda one: one.match(Objective.BEST),
    State.DRAFT: lambda one: (one.match(Objective.BEST), one.review()),
    State.REVIEWED: Life.publish,
}


@pytest.mark.slow
@pytest.mark.parametrize("store", STORES)
def test_a_cohort_can_be_led_in_any_order(store, request, tmp_path):
    class Requested:
        param = store
        getfixturevalue = request.getfixturevalue

    opened = store_of(Requested, tmp_path) if store == "neo4j" else open_store(sqlite_path=tmp_path / "network.sqlite3")
    with ogniwo_over(opened, _network(), tmp_path) as ogniwo:
        machine = type("LifeHere", (Life,), {"ogniwo": ogniwo})
        few = settings(
            max_examples=N_EXAMPLES if store == "sqlite" else max(2, N_EXAMPLES // 8),
            stateful_step_count=14 if store == "sqlite" else 8,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(machine, settings=few)
    opened.close()
