"""For any event: everybody sits once in each round, and the counts are those of a recount and never below the bound."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.seating import full_tables, seat
from tests.recounted_tables import check_full, check_seated, met_again, pairs_of


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 7), st.integers(1, 6), st.integers(1, 9), st.integers(0, 2**32))
def test_plans_are_full_counted_and_not_below_the_bound(n_tables, size, n_rounds, seed):
    found = full_tables(n_tables, size, n_rounds, np.random.default_rng(seed), time_limit=0.05)
    check_full(found.rounds, n_tables, size, n_rounds)
    assert met_again(found.rounds) == (found.repeats.pairs, found.repeats.meetings)
    assert found.repeats.pairs >= found.fewest.pairs
    assert found.repeats.meetings >= found.fewest.meetings
    assert (found.stopped == "proved") == (found.repeats.meetings == found.fewest.meetings)


@st.composite
def _events(draw):
    n, size = draw(st.integers(1, 14)), draw(st.integers(2, 5))
    absent = draw(st.sets(st.integers(0, n - 1), max_size=2))
    people = st.integers(0, n - 1)
    together = draw(st.lists(st.lists(people, min_size=2, max_size=2, unique=True), max_size=1)) if n > 1 else []
    highest = draw(st.sampled_from([0, 1, 10**6]))
    score = np.array(draw(st.lists(st.integers(-highest, highest), min_size=n * n, max_size=n * n))).reshape(n, n)
    return n, size, absent, together, np.triu(score, 1) + np.triu(score, 1).T


@settings(deadline=None, max_examples=25)
@given(_events(), st.integers(1, 3), st.integers(0, 2**32))
def test_wishes_are_kept_and_counts_are_those_of_a_recount(event, n_rounds, seed):
    n, size, absent, together, score = event
    rng = np.random.default_rng(seed)
    first = seat(n, size, 1, rng, together=together, time_limit=0.02)
    found = seat(
        n, size, n_rounds, rng, score=score, together=together, absent=absent, past=first.rounds, time_limit=0.02
    )
    check_seated(found.rounds, sorted({*range(n)} - absent), size, n_rounds)
    there = {tuple(sorted(pair)) for pair in together if not absent & set(pair)}
    for tables in found.rounds:
        at = {one: number for number, table in enumerate(tables) for one in table}
        assert all(at[a] == at[b] for a, b in there)
    assert met_again([*first.rounds, *found.rounds], there) == (found.repeats.pairs, found.repeats.meetings)
    new = set(pairs_of(found.rounds)) - set(pairs_of(first.rounds)) - there
    assert found.usefulness == sum(int(score[pair]) for pair in new) <= found.bound
