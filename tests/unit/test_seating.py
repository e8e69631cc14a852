"""Events with wishes: together, apart, no-shows, usefulness; each plan is recounted here."""

from itertools import combinations, product

import numpy as np
import pytest

from matching.seating import InvalidTables, NoSeating, seat
from tests.recounted_tables import check_seated, met_again, pairs_of


def _rng(seed=0):
    return np.random.default_rng(seed)


def _scores(n, seed, highest=1_000_000):
    drawn = np.random.default_rng(seed).integers(-highest // 4, highest, (n, n))
    return np.triu(drawn, 1) + np.triu(drawn, 1).T


@pytest.mark.parametrize(("n", "size", "n_rounds"), [(23, 4, 5), (13, 3, 4), (38, 5, 5), (50, 6, 4), (7, 4, 1)])
def test_tables_are_filled_evenly_where_people_do_not_fill_them_all(n, size, n_rounds):
    found = seat(n, size, n_rounds, _rng())
    check_seated(found.rounds, range(n), size, n_rounds)
    for tables in found.rounds:
        sizes = [len(table) for table in tables]
        assert len(sizes) == -(-n // size)
        assert max(sizes) - min(sizes) <= 1
    assert met_again(found.rounds) == (0, 0)


def test_people_of_one_organisation_and_its_partner_sit_as_asked():
    groups, apart = [(0, 1, 2), (7, 8)], [(3, 4), (5, 9), (0, 20)]
    found = seat(24, 4, 4, _rng(), together=groups, apart=apart)
    check_seated(found.rounds, range(24), 4, 4)
    for tables in found.rounds:
        at = {one: number for number, table in enumerate(tables) for one in table}
        assert at[0] == at[1] == at[2]
        assert at[7] == at[8]
        assert all(at[a] != at[b] for a, b in apart)
    others = {pair for group in groups for pair in combinations(group, 2)}
    assert met_again(found.rounds, others) == (0, 0) == (found.repeats.pairs, found.repeats.meetings)


def test_everybody_may_come_with_somebody():
    # Eight twos at four tables: each two can meet three others in three rounds.
    found = seat(16, 4, 3, _rng(), together=[(2 * k, 2 * k + 1) for k in range(8)])
    assert met_again(found.rounds, {(2 * k, 2 * k + 1) for k in range(8)}) == (0, 0)


def test_who_did_not_come_gets_no_seat_and_past_rounds_stay():
    plan = seat(20, 4, 4, _rng())
    before = [[list(table) for table in tables] for tables in plan.rounds[:2]]
    later = seat(20, 4, 2, _rng(), absent=[3, 11, 19], past=plan.rounds[:2])
    assert plan.rounds[:2] == before
    check_seated(later.rounds, sorted({*range(20)} - {3, 11, 19}), 4, 2)
    assert sorted(len(table) for table in later.rounds[0]) == [3, 3, 3, 4, 4]
    assert met_again([*before, *later.rounds]) == (later.repeats.pairs, later.repeats.meetings) == (0, 0)


def test_who_comes_late_is_seated_with_the_others():
    first = seat(12, 4, 1, _rng(), absent=[10, 11])
    later = seat(12, 4, 2, _rng(), past=first.rounds)
    check_seated(later.rounds, range(12), 4, 2)
    assert met_again([*first.rounds, *later.rounds])[1] == later.repeats.meetings


def _all_plans(n, size, n_rounds):
    def rounds_of(people):
        if not people:
            yield []
            return
        for others in combinations(people[1:], size - 1):
            table = [people[0], *others]
            for rest in rounds_of([one for one in people if one not in table]):
                yield [table, *rest]

    return product(list(rounds_of(list(range(n)))), repeat=n_rounds)


@pytest.mark.parametrize(("n", "size", "n_rounds"), [(6, 3, 1), (8, 4, 1), (4, 2, 2), (6, 2, 2), (6, 2, 3)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_small_events_are_as_useful_as_any_plan_without_repeats(n, size, n_rounds, seed):
    score = _scores(n, seed)
    best = max(
        sum(score[pair] for tables in plan for pair in pairs_of([tables]))
        for plan in _all_plans(n, size, n_rounds)
        if met_again(plan) == (0, 0)
    )
    found = seat(n, size, n_rounds, _rng(), score=score, time_limit=3)
    assert met_again(found.rounds) == (0, 0)
    assert found.usefulness == best <= found.bound


def test_useful_people_meet_and_nobody_meets_again_for_it():
    score = _scores(32, 5)
    plain, useful = (seat(32, 4, 5, _rng(), score=given, time_limit=8) for given in (None, score))
    counted = [sum(int(score[pair]) for pair in pairs_of(found.rounds)) for found in (plain, useful)]
    assert met_again(useful.rounds) == (0, 0)
    assert useful.usefulness == counted[1] <= useful.bound
    assert counted[1] > 1.3 * counted[0]
    assert plain.usefulness == plain.bound == 0


def test_usefulness_counts_each_pair_once_and_none_that_sits_together_or_met_before():
    score = np.full((4, 4), 10)
    past = [[[0, 1], [2, 3]]]
    found = seat(4, 2, 3, _rng(), score=score, past=past)
    assert found.usefulness == found.bound == 40  # two new rounds of new pairs; the third repeats
    together = seat(4, 4, 2, _rng(), score=score, together=[(0, 1)])
    assert together.usefulness == together.bound == 50  # one table: six pairs but the one that sits together


def test_the_same_question_has_the_same_answer():
    score = _scores(18, 2)
    asked = {"score": score, "together": [(0, 1)], "apart": [(2, 3)]}
    assert seat(18, 4, 3, _rng(9), **asked) == seat(18, 4, 3, _rng(9), **asked)


def test_nobody_there_and_tables_of_one_are_events_too():
    assert seat(2, 3, 2, _rng(), absent=[0, 1]).rounds == [[], []]
    assert seat(3, 1, 2, _rng()).rounds == [[[0], [1], [2]]] * 2
    assert [sorted(map(len, tables)) for tables in seat(5, 4, 1, _rng(), n_tables=4).rounds] == [[1, 1, 1, 2]]


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({"together": [(0, 1)], "apart": [(1, 0)]}, "1 and 0 are to sit together and apart"),
        ({"together": [(0, 1), (1, 2)], "apart": [(0, 2)]}, "0 and 2 are to sit together and apart"),
        ({"together": [(0, 1, 2, 3)]}, "0, 1, 2, 3 are to sit together, but a table has 3 seats"),
        ({"apart": [(0, 9)]}, "nobody has the number 9"),
        ({"absent": [-1]}, "nobody has the number -1"),
        ({"past": [[[0, 9]]]}, "nobody has the number 9"),
        ({"apart": [(4, 4)]}, "not a pair"),
        ({"n_tables": 2}, "do not fit"),
        ({"score": np.zeros((9, 9))}, "integers"),
        ({"score": np.triu(np.ones((9, 9), dtype=int))}, "symmetric"),
        ({"score": np.full((9, 9), 2**40)}, "divide"),
    ],
)
def test_contradictions_are_refused_by_name(wishes, named):
    with pytest.raises(InvalidTables, match=named):
        seat(9, 3, 2, _rng(), **wishes)


def test_wishes_that_no_plan_keeps_are_an_error_and_not_a_worse_plan():
    with pytest.raises(NoSeating, match=r"0 and 1 sit apart|0 and 2 sit apart|1 and 2 sit apart"):
        seat(4, 2, 1, _rng(), n_tables=2, apart=[(0, 1), (0, 2), (1, 2), (0, 3)], time_limit=0.5)
    with pytest.raises(NoSeating, match="add a table"):
        seat(6, 3, 1, _rng(), together=[(0, 1), (2, 3), (4, 5)])
