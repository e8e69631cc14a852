"""Assignments worked by hand, and real instances against independent solvers."""

import os
import signal
import time
from dataclasses import replace
from threading import Timer

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csc_matrix, csr_matrix
from scipy.sparse.csgraph import maximum_flow

from matching.assignment import NO_RULES, CannotSolve, ContradictoryRules, InvalidRules, Rules, make_instance, proposing
from matching.assignment.files import read_instance
from matching.assignment.proposing import stable
from matching.assignment.relaxing import relaxed
from matching.assignment.solving import best
from matching.verify import verify
from tests.assignment_instances import REAL

FULL = os.environ.get("OGNIWO_FULL") == "1"
ARCHIVES = (
    *(f"{name}_k{demand}" for name in ("aamas2015", "aamas2016", "csconf3") for demand in (1, 3)),
    *(f"glasgow{number}" for number in range(1, 9)),
    "hr4000",
    *(f"speed{number:02}" for number in range(1, 11)),
)


def pairs_of(instance, found):
    return list(zip(instance.seeker[found.chosen].tolist(), instance.provider[found.chosen].tolist(), strict=True))


def table(demand, capacity, minimum, rows):
    """An instance from a table of scores; None is not eligible. The seeker's score is half of it, rounded down."""
    listed = [(i, j, score) for i, row in enumerate(rows) for j, score in enumerate(row) if score is not None]
    seekers, providers, scores = (list(column) for column in zip(*listed, strict=True))
    halves = [score // 2 for score in scores]
    others = [score - half for score, half in zip(scores, halves, strict=True)]
    return make_instance(demand, capacity, seekers, providers, halves, others, minimum=minimum)


def test_minimum_load_draws_a_seeker_from_the_mentor_it_fits_better():
    # Three organisations, two mentors for two each. All would rather go to mentor 0: 20 + 18 and the third to 1.
    # Mentor 1 wants two. Who goes there loses 20 − 4, 18 − 6 or 15 − 5. The worst pair comes before the total: 0 stays
    # with mentor 0 (its other pair is worth 4, the others' 6 and 5), so 1 and 2 go to mentor 1: worst 5, total 31.
    instance = table([1, 1, 1], [2, 2], [0, 2], [[20, 4], [18, 6], [15, 5]])
    found = best(instance)
    assert pairs_of(instance, found) == [(0, 0), (1, 1), (2, 1)]
    assert (found.levels.shortfall, found.levels.placed, found.levels.floor, found.levels.total) == (0, 3, 5, 31)


def test_minimum_loads_that_cannot_all_be_met_are_reported_and_the_rest_is_best():
    # Mentor 0 wants three and only organisations 0 and 1 may go there, mentor 1 wants one: of four places wanted three
    # can be filled. Without a minimum organisation 1 would go to mentor 1 (50 instead of 2).
    instance = table([1, 1, 1], [3, 3], [3, 1], [[9, None], [2, 50], [None, 7]])
    found = best(instance)
    assert pairs_of(instance, found) == [(0, 0), (1, 0), (2, 1)]
    assert (found.levels.shortfall, found.levels.placed, found.levels.floor, found.levels.total) == (1, 3, 2, 18)
    assert pairs_of(instance, best(table([1, 1, 1], [3, 3], [0, 0], [[9, None], [2, 50], [None, 7]])))[1] == (1, 1)


def test_placing_one_more_organisation_comes_before_a_second_mentor_for_another():
    # One place with mentor 0, whom organisation 0 (wanting two) likes most; organisation 1 has nobody else.
    instance = table([2, 1], [1, 1], [0, 0], [[100, 90], [1, None]])
    assert pairs_of(instance, best(instance)) == [(0, 1), (1, 0)]


def test_worst_pair_is_raised_before_the_total():
    instance = table([1, 1], [1, 1], [0, 0], [[100, 10], [10, 1]])
    found = best(instance)
    assert pairs_of(instance, found) == [(0, 1), (1, 0)]
    assert (found.levels.floor, found.levels.total) == (10, 20)


def test_ties_go_to_the_lower_indices():
    instance = table([1, 1], [1, 1, 1], [0, 0, 0], [[5, 5, 5], [5, 5, 5]])
    assert pairs_of(instance, best(instance)) == [(0, 0), (1, 1)]


def test_negative_scores_are_matched_all_the_same():
    instance = table([1, 1], [1, 1], [0, 0], [[-5, -9], [-3, -4]])
    assert pairs_of(instance, best(instance)) == [(0, 0), (1, 1)]


@pytest.mark.parametrize("solve", [best, stable])
def test_nothing_to_match_is_an_empty_assignment(solve):
    for instance in (make_instance([], [], [], [], [], []), make_instance([1], [0], [0], [0], [1], [1])):
        found = solve(instance)
        assert found.chosen.tolist() == []
        assert found.levels.floor is None
        assert verify(instance, NO_RULES, found).problems == ()


def test_locked_pair_stays_however_bad_and_does_not_lower_the_floor_of_the_others():
    instance = table([1, 1, 1], [1, 1, 1], [0, 0, 0], [[9, 1, 8], [9, 8, 7], [9, 2, 6]])
    found = best(instance, Rules(locked=np.array([1])))
    assert (0, 1) in pairs_of(instance, found)
    assert (found.levels.floor, found.levels.total) == (7, 1 + 7 + 9)


def test_locked_pairs_that_exceed_a_capacity_are_named():
    instance = table([1, 1], [1], [0], [[5], [6]])
    with pytest.raises(ContradictoryRules, match=r"provider 0 has 2 locked pairs, among them \(0, 0\) and \(1, 0\)"):
        best(instance, Rules(locked=np.array([0, 1])))


def test_locked_pairs_that_exceed_a_group_limit_are_named():
    instance = table([1, 1], [2], [0], [[5], [6]])
    rules = Rules(locked=np.array([0, 1]), group_of_seeker=np.array([7, 7], np.int32), group_limit=1)
    with pytest.raises(ContradictoryRules, match="provider 0 hold 2 seekers of one group, but the group limit is 1"):
        best(instance, rules)


def test_a_locked_pair_that_is_none_of_the_instance_is_refused():
    with pytest.raises(InvalidRules, match="there are 1 pairs"):
        best(table([1], [1], [0], [[5]]), Rules(locked=np.array([1])))


@pytest.mark.parametrize(
    ("rules", "what"),
    [
        (Rules(kept=np.array([True])), "kept has 1 rows, but there are 2 pairs"),
        (Rules(keep_weight=-1), "keep_weight is -1"),
        (Rules(keep_weight=2**41), "from 0 to 2"),
        (Rules(apart=((0, 2),)), "there is no seeker 2"),
        (Rules(together=((-1, 0),)), "there is no seeker -1"),
        (Rules(group_of_seeker=np.array([0], np.int32), group_limit=1), "one group for each seeker"),
        (Rules(group_of_seeker=np.array([0, 0], np.int32), group_limit=-1), "a number from 0"),
    ],
)
def test_rules_of_another_instance_are_refused(rules, what):
    with pytest.raises(InvalidRules, match=what):
        best(table([1, 1], [1], [0], [[5], [6]]), rules)


def test_group_limit_spreads_a_group_over_mentors():
    instance = table([1, 1, 1], [3, 3], [0, 0], [[9, 1], [8, 2], [7, 3]])
    rules = Rules(group_of_seeker=np.array([0, 0, -1], np.int32), group_limit=1)
    assert pairs_of(instance, best(instance, rules)) == [(0, 0), (1, 1), (2, 0)]


def test_kept_pairs_decide_between_equal_totals_and_with_a_weight_between_others():
    instance = table([1, 1], [1, 1], [0, 0], [[5, 5], [5, 5]])
    kept = np.array([False, True, True, False])
    assert pairs_of(instance, best(instance, Rules(kept=kept))) == [(0, 1), (1, 0)]
    dearer = table([1, 1], [1, 1], [0, 0], [[6, 5], [5, 5]])
    assert pairs_of(dearer, best(dearer, Rules(kept=kept))) == [(0, 0), (1, 1)]
    assert pairs_of(dearer, best(dearer, Rules(kept=kept, keep_weight=1))) == [(0, 1), (1, 0)]


def test_scores_that_would_overflow_a_single_cost_are_still_exact():
    # Levels combined into one coefficient would need more than 64 bits here.
    big = 2**39
    instance = table([1] * 3, [1] * 3, [1] * 3, [[big, big - 1, 0], [big, big, -big], [0, big, 1]])
    found = best(instance)
    assert (found.levels.floor, found.levels.total, found.bound) == (1, 2 * big + 1, 2 * big + 1)


def test_pairs_are_ranked_the_same_when_end_and_score_do_not_fit_one_number():
    rng = np.random.default_rng(1)
    ends, scores = np.sort(rng.integers(0, 9, 99)).astype(np.int32), rng.integers(-3, 3, 99)
    expected = sorted(range(99), key=lambda pair: (ends[pair], -scores[pair], pair))
    for n_ends in (9, 2**61):
        assert proposing.ranked(ends, scores, n_ends).tolist() == expected


@pytest.mark.parametrize("closed", [False, True], ids=["chain", "ring"])
def test_a_chain_on_which_every_price_hangs_on_the_next_is_proved_all_the_same(closed):
    # Seeker i may have mentors i and i - 1. In a chain all is forced; round a ring all stay or all move on.
    n = 400
    rows = np.arange(n)
    before = rows if closed else rows[1:]
    seekers, providers = np.concatenate([rows, before]), np.concatenate([rows, before - 1]) % n
    scores = np.concatenate([rows, before + 5])
    instance = make_instance(np.ones(n, int), np.ones(n, int), seekers, providers, scores, 0 * scores)
    found = best(instance)
    own = n * (n - 1) // 2
    assert found.levels.total == (own + 5 * n if closed else own)
    assert verify(instance, NO_RULES, found).gap == 0


def test_progress_names_every_step_and_may_end_the_work():
    instance = table([1], [1], [0], [[5]])
    steps = []
    best(instance, progress=lambda step, number, of: steps.append((step, number, of)))
    assert [step for step, _, _ in steps] == ["shortfall", "placed", "pairs", "floor", "total", "kept", "ties"]
    assert {of for _, _, of in steps} == {7}

    def enough(step, _number, _of):
        if step == "total":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        best(instance, progress=enough)


def test_when_the_time_is_up_the_best_so_far_is_feasible_and_has_a_bound():
    instance = table([1, 1], [1, 1], [0, 0], [[100, 10], [10, 1]])
    found = best(instance, time_limit=0)
    assert found.status == "time_limit"
    assert found.certificate is None
    assert found.levels.placed == 2
    assert found.bound >= 101
    assert verify(instance, NO_RULES, found).problems == ()


def test_seekers_kept_together_get_the_same_mentor_and_kept_apart_another():
    instance = table([1, 1, 1], [2, 1], [0, 0], [[9, 5], [8, 2], [7, 6]])
    assert pairs_of(instance, best(instance)) == [(0, 0), (1, 0), (2, 1)]
    assert pairs_of(instance, best(instance, Rules(together=((0, 2),)))) == [(0, 0), (1, 1), (2, 0)]
    assert pairs_of(instance, best(instance, Rules(apart=((0, 1),)))) == [(0, 1), (1, 0), (2, 0)]


def test_what_the_flow_keeps_together_and_apart_by_itself_is_proved_by_its_certificate():
    instance = table([1, 1, 1], [2, 1], [0, 0], [[9, 5], [8, 2], [7, 6]])
    rules = Rules(together=((0, 1),), apart=((1, 2),))
    found = best(instance, rules)
    assert pairs_of(instance, found) == [(0, 0), (1, 0), (2, 1)]
    checked = verify(instance, rules, found)
    assert (checked.gap, checked.problems) == (0, ())


def test_seekers_kept_together_take_the_provider_that_costs_the_others_least():
    # Both would have the first by themselves, but together they would drive out the third, who has nobody else.
    instance = table([1, 1, 1], [2, 2], [0, 0], [[9, 8], [9, 1], [9, None]])
    found = best(instance, Rules(together=((0, 1),)))
    assert pairs_of(instance, found) == [(0, 1), (1, 1), (2, 0)]
    assert (found.status, found.levels.placed, found.bound) == ("optimal", 3, found.levels.total)


def test_locked_pairs_that_go_against_seekers_kept_apart_are_contradictory():
    instance = table([1, 1], [2, 1], [0, 0], [[9, 5], [8, 2]])
    with pytest.raises(ContradictoryRules, match="goes against seekers kept together or apart"):
        best(instance, Rules(locked=np.array([0, 2]), apart=((0, 1),)))


def test_search_without_time_gives_what_the_flow_has_without_what_breaks_a_rule():
    instance = table([1, 1, 1], [2, 1], [0, 0], [[9, 5], [8, 2], [None, 7]])
    found = best(instance, Rules(apart=((0, 1),)), time_limit=0)
    assert (found.status, pairs_of(instance, found)) == ("time_limit", [(2, 1)])
    assert found.bound >= found.levels.total
    assert verify(instance, Rules(apart=((0, 1),)), found).problems == ()


def test_scores_too_large_for_a_search_are_refused():
    instance = table([1, 1], [2, 1], [0, 0], [[2**40, 5], [2**39, 2]])
    rules = Rules(apart=((0, 1),), kept=np.ones(4, np.bool_))
    found = best(instance, rules)
    assert (found.status, found.levels.total) == ("optimal", 2**39 + 5)  # the worst pair comes before the total
    many = replace(instance, score=np.full(4, 2**49))
    with pytest.raises(CannotSolve, match="divide all"):
        best(many, rules)


def test_interrupt_is_heard_while_the_relaxed_program_is_solved():
    rng = np.random.default_rng(3)
    matrix, ones = csc_matrix(rng.random((700, 700))), np.ones(700)
    began = time.monotonic()

    def solve_for_a_minute():
        while time.monotonic() - began < 60:
            relaxed(matrix, ones, 0 * ones, ones, rng.random(700), None)

    Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        solve_for_a_minute()


def test_search_cut_short_gives_the_best_so_far_with_a_bound(monkeypatch):
    instance = table([1, 1, 1], [2, 1], [0, 0], [[9, 5], [8, 2], [7, 6]])
    rules = Rules(apart=((0, 1),))

    def late_for_the_total(step, _number, _of):
        if step == "total":
            monkeypatch.setattr("matching.assignment.clock.time.monotonic", lambda: 1e12)

    found = best(instance, rules, time_limit=600, progress=late_for_the_total)
    monkeypatch.undo()
    assert (found.status, found.levels.placed, found.certificate) == ("time_limit", 3, None)
    assert found.bound >= best(instance, rules).levels.total
    assert verify(instance, rules, found).problems == ()


def test_residents_of_four_thousand_are_stable_in_3666_pairs():
    path = REAL / "hr4000.npz"
    if not path.exists():
        pytest.skip(f"no {path}")
    instance = read_instance(path)
    checked = verify(instance, NO_RULES, stable(instance))
    assert (checked.pairs, checked.blocking_pairs, checked.problems) == (3666, 0, ())


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason=f"{REAL} is absent")
@pytest.mark.parametrize("name", ARCHIVES)
def test_real_instance_has_the_objective_of_an_independent_solver(name):
    instance = read_instance(REAL / f"{name}.npz")
    found = best(instance)
    checked = verify(instance, NO_RULES, found)
    assert (checked.gap, checked.problems) == (0, ())
    assert checked.pairs == _most_pairs(instance, instance.score >= checked.worst)
    assert checked.pairs == _most_pairs(instance, np.ones(instance.n_pairs, np.bool_))
    assert checked.pairs > _most_pairs(instance, instance.score > checked.worst)
    total = _by_expanding(instance, checked.worst) if instance.n_seekers < 1_000 else None
    if total is None:
        if name.startswith("aamas") and not FULL:
            return  # HiGHS takes half a minute for its total
        total = _by_milp(instance, instance.score, instance.score >= checked.worst, checked.pairs)
    assert checked.total == total


def _most_pairs(instance, usable):
    """The size of the largest flow by scipy's Dinic."""
    seekers, providers = 1 + instance.seeker[usable], 1 + instance.n_seekers + instance.provider[usable]
    of_seekers, of_providers = np.arange(instance.n_seekers), np.arange(instance.n_providers)
    sink = 1 + instance.n_seekers + instance.n_providers
    tails = np.concatenate([seekers, 0 * of_seekers, 1 + instance.n_seekers + of_providers])
    heads = np.concatenate([providers, 1 + of_seekers, 0 * of_providers + sink])
    room = np.concatenate([np.ones(len(seekers)), instance.demand, instance.capacity]).astype(np.int32)
    return maximum_flow(csr_matrix((room, (tails, heads)), (sink + 1, sink + 1)), 0, sink).flow_value


def _by_milp(instance, gain, usable, n_pairs):
    """The highest gain by scipy's HiGHS, among assignments of so many pairs."""
    gain = np.asarray(gain)[usable]
    instance = replace(instance, seeker=instance.seeker[usable], provider=instance.provider[usable])
    n = instance.n_pairs
    columns = np.arange(n)
    seekers = csr_matrix((np.ones(n), (instance.seeker, columns)), (instance.n_seekers, n))
    providers = csr_matrix((np.ones(n), (instance.provider, columns)), (instance.n_providers, n))
    limits = [
        LinearConstraint(seekers, 0, instance.demand),
        LinearConstraint(providers, 0, instance.capacity),
        LinearConstraint(csr_matrix(np.ones((1, n))), n_pairs, n_pairs),
    ]
    solved = milp(-gain.astype(float), constraints=limits, bounds=Bounds(0, 1))
    return round(-solved.fun)


def _by_expanding(instance, floor):
    """The highest total by scipy, each place on its own; None where a seeker wants several, or some are not placed."""
    usable = instance.score >= floor
    if (instance.demand > 1).any() or len(np.unique(instance.seeker[usable])) < instance.n_seekers:
        return None
    places = np.concatenate([[0], np.cumsum(instance.capacity)])
    costs = np.full((instance.n_seekers, places[-1]), 1e12)
    for i, j, score in zip(instance.seeker[usable], instance.provider[usable], instance.score[usable], strict=True):
        costs[i, places[j] : places[j + 1]] = -score
    rows, columns = linear_sum_assignment(costs)
    total = -costs[rows, columns].sum()
    return round(total) if total > -1e11 else None
