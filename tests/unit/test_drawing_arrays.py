"""The small draws that a network is made of, against brute force and known distributions."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from seeds.drawing.arrays import (
    Buckets,
    Pairs,
    choose,
    choose_several,
    fill_quotas,
    match_in_order,
    rank_within,
    spread,
)

small_classes = arrays(np.int64, st.integers(0, 40), elements=st.integers(0, 5))


def test_each_class_draws_with_its_own_weights() -> None:
    table = np.array([[1.0, 3.0], [0.0, 1.0]])
    chosen = choose(table, np.array([0] * 20_000 + [1] * 50), np.random.default_rng(3))
    assert chosen[:20_000].mean() == pytest.approx(0.75, abs=0.012)
    assert set(chosen[20_000:]) == {1}


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=60), st.lists(st.floats(0.05, 1), min_size=1, max_size=5))
def test_quotas_are_filled_to_within_one_and_in_order_of_score(scores: list[float], weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)
    classes = fill_quotas(np.array(scores), shares)
    counts = np.bincount(classes, minlength=len(shares))
    assert np.all(np.abs(counts - shares * len(scores)) <= 1 + 1e-9)
    in_order = classes[np.argsort(scores, kind="stable")]
    assert np.all(np.diff(in_order) >= 0)


def test_several_different_columns_are_drawn_and_none_that_is_taken_or_impossible() -> None:
    log_weights = np.log(np.array([[5.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]]))
    log_weights[1, 3] = -np.inf
    classes = np.tile([0, 1], 25_000)  # more rows than one chunk holds
    taken = Pairs(np.arange(0, 50_000, 2), np.full(25_000, 1))
    pairs = choose_several(log_weights, classes, np.full(50_000, 2), np.random.default_rng(5), without=taken)
    assert np.array_equal(np.bincount(pairs.rows), np.full(50_000, 2))
    assert len(np.unique(pairs.rows * 4 + pairs.values)) == 100_000
    even = pairs.rows % 2 == 0
    assert 1 not in pairs.values[even]
    assert 3 not in pairs.values[~even]
    # Of weights 5, 1, 1 two are drawn: the first one is left out only as 1/7 · 1/6 · 2.
    assert np.count_nonzero(pairs.values[even] == 0) / 25_000 == pytest.approx(1 - 1 / 21, abs=0.01)


def test_drawing_more_columns_than_there_are_gives_them_all() -> None:
    pairs = choose_several(np.zeros((1, 3)), np.zeros(2, np.int64), np.array([9, 0]), np.random.default_rng(1))
    assert pairs.rows.tolist() == [0, 0, 0]
    assert sorted(pairs.values.tolist()) == [0, 1, 2]


@given(small_classes)
def test_rank_within_counts_the_earlier_ones_of_the_same_bucket(buckets: np.ndarray) -> None:
    assert rank_within(buckets).tolist() == [list(buckets[:at]).count(bucket) for at, bucket in enumerate(buckets)]


@given(small_classes, small_classes)
def test_seekers_and_seats_of_a_bucket_match_until_one_side_runs_out(seekers: np.ndarray, seats: np.ndarray) -> None:
    at_seeker, at_seat = match_in_order(seekers, seats)
    assert np.array_equal(seekers[at_seeker], seats[at_seat])
    assert len(set(at_seeker)) == len(at_seeker)
    assert len(set(at_seat)) == len(at_seat)
    assert Counter(seekers[at_seeker].tolist()) == Counter(seekers.tolist()) & Counter(seats.tolist())


@given(small_classes, st.integers(0, 2**32 - 1))
def test_a_pick_comes_from_its_own_bucket_or_is_none(buckets: np.ndarray, seed: int) -> None:
    asked = np.arange(7) % 6
    picked = Buckets.of(buckets, n_buckets=6).pick(asked, np.random.default_rng(seed))
    for bucket, member in zip(asked, picked, strict=True):
        assert buckets[member] == bucket if member >= 0 else bucket not in buckets


def test_every_member_of_a_bucket_is_picked_alike_often() -> None:
    picked = Buckets.of(np.array([0, 1, 0, 0]), n_buckets=2).pick(np.zeros(30_000, np.int64), np.random.default_rng(2))
    shares = np.bincount(picked, minlength=4) / 30_000
    assert shares == pytest.approx([1 / 3, 0, 1 / 3, 1 / 3], abs=0.012)


def test_spread_repeats_positions_by_count() -> None:
    assert spread(np.array([0, 3, 1])).tolist() == [1, 1, 1, 2]
