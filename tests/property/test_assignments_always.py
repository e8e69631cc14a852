"""The best and the stable assignment against trying everything, and what must not matter."""

import os
from dataclasses import fields, replace
from itertools import islice

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.together_and_apart import KINDS, Size, drawn, ruled
from matching.assignment import NO_RULES, Certificate, ContradictoryRules
from matching.assignment.levels import levels_of
from matching.assignment.proposing import stable
from matching.assignment.results import Node, Tree
from matching.assignment.solving import best
from matching.verify import verify
from tests.assignment_instances import instances, relabelled, rules_of, seats_of, shuffled
from tests.milp_assignment import total_by_milp
from tests.naive_assignment import allowed, best_by_trying, blocking_by_hand, levels_by_hand

FULL = os.environ.get("OGNIWO_FULL") == "1"
SOME = settings(max_examples=2_000 if FULL else 120, deadline=None)


@SOME
@given(st.data())
def test_best_is_what_trying_everything_finds_on_every_level_under_every_rule(data):
    instance = data.draw(instances())
    rules = data.draw(rules_of(instance))
    tried = list(allowed(instance, rules))
    if not tried:
        with pytest.raises(ContradictoryRules):
            best(instance, rules)
        return
    found = best(instance, rules)
    expected = best_by_trying(instance, rules)
    assert found.chosen.tolist() == expected
    *levels, _ = levels_by_hand(instance, rules, tuple(expected))
    assert [-found.levels.shortfall, found.levels.placed, found.levels.pairs] == levels[:3]
    assert [found.levels.floor or 0, found.levels.total, found.levels.kept] == levels[3:]
    assert found.bound == found.levels.total


@SOME
@given(st.data())
def test_with_seekers_kept_together_or_apart_every_level_is_what_trying_everything_finds(data):
    instance = data.draw(instances())
    assume(instance.n_seekers > 1)
    rules = data.draw(seats_of(instance))
    if not list(allowed(instance, rules)):
        with pytest.raises(ContradictoryRules):
            best(instance, rules)
        return
    found = best(instance, rules)
    *reached, _ = levels_by_hand(instance, rules, tuple(found.chosen.tolist()))
    *expected, _ = levels_by_hand(instance, rules, tuple(best_by_trying(instance, rules)))
    assert reached == expected
    assert (found.status, found.bound) == ("optimal", found.levels.total)
    checked = verify(instance, rules, found)
    assert (checked.problems, checked.gap) == ((), 0)
    assert best(instance, rules).chosen.tolist() == found.chosen.tolist()


@pytest.mark.slow
@settings(max_examples=300 if FULL else 25, deadline=None)
@given(instances(most=8, most_demand=1))
def test_best_is_what_trying_everything_finds_up_to_eight_by_eight(instance):
    assume(instance.n_pairs <= 24)
    assert best(instance).chosen.tolist() == best_by_trying(instance)


@SOME
@given(st.data())
def test_every_answer_is_proved_without_a_gap_by_code_that_knows_no_solver(data):
    instance = data.draw(instances(most=6, most_demand=3))
    rules = data.draw(rules_of(instance))
    try:
        found = best(instance, rules)
    except ContradictoryRules:
        assume(False)
    checked = verify(instance, rules, found)
    assert checked.problems == ()
    assert checked.gap == 0
    assert checked.blocking_pairs == blocking_by_hand(instance, found.chosen.tolist())


@settings(SOME, max_examples=SOME.max_examples // 2)
@given(st.data())
def test_no_certificate_whatever_it_says_proves_an_answer_that_is_not_the_best(data):
    instance = data.draw(instances(most=3))
    rules = data.draw(rules_of(instance))
    others = list(islice(allowed(instance, rules), 60))
    assume(others)
    found = best(instance, rules)
    n_nodes = len(found.certificate.most_pairs)
    sets = st.lists(st.booleans(), min_size=n_nodes, max_size=n_nodes).map(np.array)
    prices = st.lists(st.integers(-6, 6), min_size=n_nodes, max_size=n_nodes).map(lambda p: np.array(p, np.int64))
    parts = {}
    for part in fields(found.certificate):
        drawn = prices if part.name in {"highest_total", "most_kept"} else sets
        parts[part.name] = data.draw(st.just(getattr(found.certificate, part.name)) | drawn)
    for pairs in others:
        chosen = np.array(pairs, np.int64)
        levels = levels_of(instance, rules, chosen)
        claimed = replace(found, chosen=chosen, levels=levels, bound=levels.total, certificate=Certificate(**parts))
        if verify(instance, rules, claimed).gap == 0:
            assert levels == found.levels


@settings(SOME, max_examples=SOME.max_examples // 2)
@given(st.data())
def test_no_tree_whatever_it_says_proves_an_answer_that_is_not_the_best(data):
    instance = data.draw(instances(most=3))
    assume(instance.n_seekers > 1)
    rules = data.draw(seats_of(instance))
    others = list(islice(allowed(instance, rules), 60))
    assume(others)
    found = best(instance, rules)
    of_levels = {
        level: found.trees.get(level, Tree(1, ())) for level in ("shortfall", "placed", "pairs", "floor", "total")
    }
    trees = {level: data.draw(st.just(tree) | _trees_like(tree)) for level, tree in of_levels.items()}
    for pairs in others:
        chosen = np.array(pairs, np.int64)
        levels = levels_of(instance, rules, chosen)
        claimed = replace(found, chosen=chosen, levels=levels, bound=levels.total, certificate=None, trees=trees)
        if verify(instance, rules, claimed).gap == 0:
            assert levels == found.levels


def _trees_like(tree):
    """Trees with prices of the same length, that branch anywhere."""
    n_rows = max((len(prices) for node in tree.nodes for prices in node.prices), default=4)
    prices = st.lists(st.integers(0, 9), min_size=n_rows, max_size=n_rows).map(lambda p: np.array(p, np.int64))
    nodes = st.builds(Node, st.lists(prices, max_size=2).map(tuple), st.integers(-1, 6), st.integers(-1, 6))
    return st.builds(Tree, st.integers(0, 3), st.lists(nodes, max_size=5).map(tuple))


@settings(max_examples=300 if FULL else 12, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_total_with_seekers_kept_together_or_apart_is_that_of_an_integer_program_pair_by_pair(seed):
    rng = np.random.default_rng(seed)
    instance = drawn(rng, Size(30, 8, 4, 6, 0, 0), KINDS[seed % len(KINDS)])
    rules = ruled(rng, Size(30, 8, 4, 6, 4, 4), KINDS[seed % len(KINDS)])
    found = best(instance, rules)
    checked = verify(instance, rules, found)
    assert (found.status, checked.gap, checked.problems) == ("optimal", 0, ())
    levels = found.levels
    assert levels.total == total_by_milp(instance, rules, levels)
    with_better = replace(levels, floor=levels.floor + 1)
    assert total_by_milp(instance, rules, with_better) is None


@SOME
@given(instances(most=6, most_demand=3))
def test_stable_has_no_blocking_pair_and_nobody_has_too_many(instance):
    found = stable(instance)
    assert blocking_by_hand(instance, found.chosen.tolist()) == 0
    assert verify(instance, NO_RULES, found).problems == ()


@SOME
@given(instances(most=3, most_demand=1))
def test_stable_gives_every_seeker_the_best_it_has_in_any_stable_assignment(instance):
    # With ties by lower index preferences are strict; the score that a seeker gets is then the highest possible.
    distinct = (
        instance.n_pairs == len(set(instance.seeker_score.tolist())) == len(set(instance.provider_score.tolist()))
    )
    assume(distinct)
    gets = dict(zip(instance.seeker[stable(instance).chosen].tolist(), stable(instance).chosen.tolist(), strict=True))
    for chosen in allowed(instance):
        if blocking_by_hand(instance, list(chosen)) == 0:
            for one in chosen:
                mine = gets[int(instance.seeker[one])]
                assert instance.seeker_score[mine] >= instance.seeker_score[one]


@SOME
@given(instances(most=6, most_demand=3), st.integers(0, 2**32 - 1))
def test_order_of_the_rows_changes_no_answer(instance, seed):
    other = shuffled(instance, np.random.default_rng(seed))
    assert best(other).chosen.tolist() == best(instance).chosen.tolist()
    assert stable(other).chosen.tolist() == stable(instance).chosen.tolist()


@settings(SOME, max_examples=SOME.max_examples // 4)
@given(st.data(), st.integers(0, 2**32 - 1))
def test_order_of_the_rows_changes_no_answer_with_seekers_kept_together_or_apart(data, seed):
    instance = data.draw(instances(most=6))
    assume(instance.n_seekers > 1)
    rules = data.draw(seats_of(instance))
    try:
        found = best(instance, rules)
    except ContradictoryRules:
        assume(False)
    assert best(shuffled(instance, np.random.default_rng(seed)), rules).chosen.tolist() == found.chosen.tolist()


@SOME
@given(instances(most=6, most_demand=3), st.integers(0, 2**32 - 1))
def test_other_names_change_no_level(instance, seed):
    rng = np.random.default_rng(seed)
    other = relabelled(instance, rng.permutation(instance.n_seekers), rng.permutation(instance.n_providers))
    assert best(other).levels == best(instance).levels
