"""The verifier refuses whatever is not so, kind by kind."""

import subprocess
import sys
from dataclasses import fields, replace

import numpy as np
import pytest

from matching.assignment import NO_RULES, Rules, make_instance
from matching.assignment.levels import levels_of
from matching.assignment.proposing import stable
from matching.assignment.solving import best
from matching.verification.counting import blocking_pairs
from matching.verification.crowds import crowd_problems
from matching.verify import verify
from tests.naive_assignment import blocking_by_hand


def _instance():
    """Eight organisations and four mentors, in which no level is proved without its part of the certificate."""
    rng = np.random.default_rng(0)
    cells = [(i, j) for i in range(8) for j in range(4) if rng.random() < 0.4]
    seekers, providers = (np.array(column) for column in zip(*cells, strict=True))
    scores = rng.integers(-5, 6, (2, len(cells)))
    return make_instance([2, 1] * 4, [2, 2, 3, 1], seekers, providers, *scores, minimum=[2, 0, 3, 1])


INSTANCE = _instance()
RULES = Rules(
    locked=np.array([2]),
    kept=np.arange(INSTANCE.n_pairs) % 3 == 0,
    keep_weight=1,
    group_of_seeker=np.array([0, 0, 1, 1, -1, 0, 1, 0], np.int32),
    group_limit=1,
)
FOUND = best(INSTANCE, RULES)


def test_the_answer_that_is_tampered_with_below_is_proved_on_every_level():
    checked = verify(INSTANCE, RULES, FOUND)
    assert checked.problems == ()
    assert checked.gaps == dict.fromkeys(["shortfall", "placed", "pairs", "floor", "total", "kept"], 0)
    assert all(getattr(FOUND.certificate, one.name) is not None for one in fields(FOUND.certificate))


@pytest.mark.parametrize("change", ["shortfall", "placed", "pairs", "floor", "total", "kept"])
def test_a_figure_that_was_not_counted_is_refused(change):
    wrong = replace(FOUND, levels=replace(FOUND.levels, **{change: getattr(FOUND.levels, change) + 1}))
    assert any("was counted" in problem for problem in verify(INSTANCE, RULES, wrong).problems)


@pytest.mark.parametrize("bound", [FOUND.bound - 1, FOUND.bound + 1])
def test_a_bound_that_is_not_the_total_is_refused(bound):
    assert any("bound" in problem for problem in verify(INSTANCE, RULES, replace(FOUND, bound=bound)).problems)


def test_a_bound_below_the_total_is_refused_without_a_certificate_too():
    wrong = replace(FOUND, bound=FOUND.bound - 1, certificate=None)
    assert verify(INSTANCE, RULES, wrong).problems == (f"its bound {FOUND.bound - 1} is below its total {FOUND.bound}",)


@pytest.mark.parametrize(
    ("chosen", "what"),
    [
        (np.append(FOUND.chosen, INSTANCE.n_pairs), "not one of the instance"),
        (np.append([-1], FOUND.chosen), "not one of the instance"),
        (FOUND.chosen[::-1], "ascending order"),
        (np.sort(np.append(FOUND.chosen, FOUND.chosen[0])), "each once"),
        (np.arange(INSTANCE.n_pairs), "but room for"),
        (FOUND.chosen[FOUND.chosen != 2], "the locked pair 2 is missing"),
    ],
)
def test_a_list_of_pairs_that_is_not_allowed_is_refused(chosen, what):
    checked = verify(INSTANCE, RULES, replace(FOUND, chosen=chosen))
    assert not checked.feasible
    assert what in checked.problems[0]
    assert checked.gap is None


def test_a_group_over_its_limit_and_seekers_kept_apart_or_together_wrongly_are_refused():
    pairs = make_instance([1, 1], [2, 1], [0, 1, 1], [0, 0, 1], [5, 5, 1], [5, 5, 1])
    both = best(pairs)
    assert both.chosen.tolist() == [0, 1]
    crowded = Rules(group_of_seeker=np.array([4, 4], np.int32), group_limit=1)
    assert "2 seekers of group 4" in verify(pairs, crowded, both).problems[0]
    assert "not apart" in verify(pairs, Rules(apart=((0, 1),)), both).problems[0]
    split = replace(both, chosen=np.array([0, 2]))
    assert "not together" in verify(pairs, Rules(together=((0, 1),)), split).problems[0]
    assert verify(pairs, Rules(apart=((0, 1),)), split).feasible


def test_any_other_allowed_answer_that_is_worse_leaves_a_gap_though_it_tells_the_truth():
    gaps = []
    for one in FOUND.chosen.tolist():
        for other in [None, *range(INSTANCE.n_pairs)]:
            pairs = set(FOUND.chosen.tolist()) - {one} | ({other} if other is not None else set())
            chosen = np.array(sorted(pairs))
            levels = levels_of(INSTANCE, RULES, chosen)
            checked = verify(INSTANCE, RULES, replace(FOUND, chosen=chosen, levels=levels, bound=levels.total))
            if checked.feasible:
                assert (checked.gap == 0) == (levels == FOUND.levels)
                assert bool(checked.problems) == (levels != FOUND.levels)
                gaps.append(checked.gap)
    assert len(gaps) > 20


@pytest.mark.parametrize("part", [one.name for one in fields(FOUND.certificate)])
def test_a_certificate_without_a_part_or_with_a_wrong_one_proves_nothing_by_it(part):
    right = getattr(FOUND.certificate, part)
    turned = (
        [np.roll(right, 3), ~right]
        if right.dtype == bool
        else [-right, np.zeros_like(right), right * 2**30, right + 2**61]
    )
    for wrong in (None, right[:-1], right.astype(np.int32), right.reshape(1, -1), np.full(len(right), 2**62), *turned):
        checked = verify(INSTANCE, RULES, replace(FOUND, certificate=replace(FOUND.certificate, **{part: wrong})))
        assert checked.gap > 0
        assert checked.problems


def test_a_worse_answer_with_the_proof_of_the_best_leaves_exactly_its_gap():
    pairs = make_instance([1, 1], [1, 1], [0, 0, 1, 1], [0, 1, 0, 1], [9, 5, 5, 5], [9, 5, 5, 5])
    right = best(pairs)
    worse = replace(right, chosen=np.array([1, 2]), levels=replace(right.levels, total=20))
    assert right.levels.total == 28
    assert verify(pairs, NO_RULES, worse).gap == 8


def test_blocking_pairs_are_those_counted_one_by_one():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        n = 6
        cells = [(i, j) for i in range(n) for j in range(n) if rng.random() < 0.6]
        seekers, providers = (np.array(column) for column in zip(*cells, strict=True))
        scores = rng.integers(0, 4, (2, len(cells)))
        instance = make_instance(rng.integers(0, 3, n), rng.integers(0, 3, n), seekers, providers, *scores)
        for found in (best(instance), stable(instance)):
            assert blocking_pairs(instance, found.chosen) == blocking_by_hand(instance, found.chosen.tolist())


def test_equally_liked_partners_do_not_make_a_blocking_pair():
    ties = make_instance([1, 1], [1], [0, 1], [0, 0], [3, 3], [7, 7])
    assert blocking_pairs(ties, np.array([1])) == 0


def test_verifying_loads_no_solver():
    loaded = "[m for m in sys.modules if m.startswith('ortools') or m.endswith(('.solving', '.network', '.flows'))]"
    code = f"import sys, matching.verify; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _crowd(locked=(), capacity=(1, 1, 2)):
    """Seekers 0 to 3 may have providers 0 and 1, with a place each; seeker 3 and 4 also provider 2."""
    cells = [(i, j) for i in range(4) for j in (0, 1)] + [(3, 2), (4, 2)]
    seekers, providers = zip(*cells, strict=True)
    ones = [1] * len(cells)
    made = make_instance([1] * 5, list(capacity), list(seekers), list(providers), ones, ones)
    at = [cells.index(pair) for pair in locked]
    return made, Rules(locked=np.array(at, np.int64))


def test_a_crowd_of_more_seekers_than_places_passes():
    assert crowd_problems(*_crowd(), [0, 1, 2], [0, 1], 2) == []
    assert crowd_problems(*_crowd(locked=[(3, 0)]), [0, 1, 2], [0, 1], 1) == []
    assert crowd_problems(*_crowd(capacity=(1, 1, 0)), [0, 1, 2, 3], [0, 1], 2) == []  # who takes nobody helps nobody


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        (([0, 1], [0, 1], 2), "2 seekers are no more than 2 places"),
        (([0, 1, 2], [0, 1], 1), "it claims 1 places, but 2 were counted"),
        (([0, 1, 2, 3], [0, 1], 2), "seeker 3 may also have provider 2"),
        (([0, 1, 2], [0], 1), "seeker 0 may also have provider 1"),
        (([0, 1, 1], [0, 1], 2), "somebody stands in a crowd twice"),
        (([0, 1, 9], [0, 1], 2), "there is no row 9 of 5"),
        (([0, 1, 2], [0, -1], 2), "there is no row -1 of 3"),
    ],
)
def test_a_claim_about_a_crowd_that_is_not_so_is_refused(claim, problem):
    assert problem in crowd_problems(*_crowd(), *claim)


def test_a_crowd_with_somebody_who_is_locked_in_is_refused():
    problems = crowd_problems(*_crowd(locked=[(0, 0)]), [0, 1, 2], [0, 1], 1)
    assert problems == ["seeker 0 is in a locked pair"]
