"""For any event: everybody sits once in each round, and the counts are those of a recount and never below the bound."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.seating import full_tables
from tests.recounted_tables import check_full, met_again


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 7), st.integers(1, 6), st.integers(1, 9), st.integers(0, 2**32))
def test_plans_are_full_counted_and_not_below_the_bound(n_tables, size, n_rounds, seed):
    found = full_tables(n_tables, size, n_rounds, np.random.default_rng(seed), time_limit=0.05)
    check_full(found.rounds, n_tables, size, n_rounds)
    assert met_again(found.rounds) == (found.repeats.pairs, found.repeats.meetings)
    assert found.repeats.pairs >= found.fewest.pairs
    assert found.repeats.meetings >= found.fewest.meetings
    assert (found.stopped == "proved") == (found.repeats.meetings == found.fewest.meetings)
