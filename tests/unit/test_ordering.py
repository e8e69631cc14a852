"""The first by score, against a sort of everybody."""

import numpy as np
import pytest

from matching.ordering import first_by_score


@pytest.mark.parametrize("n", [1, 9, 64, 65, 1_000, 5_003])
@pytest.mark.parametrize("k", [1, 2, 10, 50])
@pytest.mark.parametrize("n_values", [1, 3, 10_000])
def test_first_by_score_are_those_of_a_whole_sort_with_ties_by_position(n, k, n_values):
    scores = np.random.default_rng(n + k + n_values).integers(0, n_values, n) / 7
    expected = sorted(range(n), key=lambda position: (-scores[position], position))[:k]
    assert first_by_score(scores, k).tolist() == expected


def test_the_highest_are_found_where_they_stand_close_together_or_last_of_all():
    scores = np.zeros(4_099)
    scores[[0, 1, 2, 4_097, 4_098]] = [5.0, 4.0, 3.0, 2.0, 6.0]
    assert first_by_score(scores, 5).tolist() == [4_098, 0, 1, 2, 4_097]
    # 0, 128, 256 share a heap, of which only the highest is looked at first
    scores[[0, 128, 256]] = [7.0, 8.0, 9.0]
    assert first_by_score(scores, 4).tolist() == [256, 128, 0, 4_098]
