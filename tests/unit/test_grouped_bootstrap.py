"""Intervals of cases that come in groups: against the theory of the mean, and mirrored about the value."""

import math

import numpy as np
import pytest

from matching.evaluation.bootstrap import grouped_interval

N = 200


def _values():
    return np.random.default_rng(4).normal(size=N)


def test_groups_of_one_case_give_the_interval_of_a_mean():
    values = _values()
    found = grouped_interval(lambda at: float(values[at].mean()), [str(one) for one in range(N)])
    half = 1.96 * values.std() / math.sqrt(N)
    assert (found.value, found.high - found.value, found.value - found.low) == pytest.approx(
        (values.mean(), half, half), rel=0.12
    )


def test_cases_that_are_copies_of_one_another_count_as_one():
    values = np.repeat(_values(), 5)
    groups = [str(one // 5) for one in range(5 * N)]
    found = grouped_interval(lambda at: float(values[at].mean()), groups)
    assert found.high - found.low == pytest.approx(2 * 1.96 * values.std() / math.sqrt(N), rel=0.12)


def test_interval_is_mirrored_about_the_value_and_the_same_each_time():
    # Draws reach from 2 below the value to 4 above, since one of four is far off; the interval the other way round.
    values = np.array([0.0, 0.0, 0.0, 8.0])
    found = [grouped_interval(lambda at: float(values[at].mean()), list("abcd")) for _ in range(2)]
    assert found[0] == found[1]
    assert found[0].value - found[0].low > found[0].high - found[0].value
