"""Tables of an event: plans recounted, bounds held against all plans of small events, and what people type wrong."""

import json
from itertools import combinations, product

import numpy as np
import pytest
from click.testing import CliRunner

from matching.seating import InvalidTables, Repeats, fewest_repeats, full_tables, repeats_of
from matching.seating.algebraic import written_down
from matching.seating.annealing import Costs, improved
from matching.seating.fields import field, ring
from matching.seating.starters import search, turned, turnings
from matching.seating.unitals import unital_plan
from tests.recounted_tables import check_full, met_again
from web.cli import main


def _never():
    return False


@pytest.mark.parametrize(
    ("n_tables", "size", "n_rounds"),
    [
        (5, 3, 7),
        (6, 4, 6),
        (8, 5, 6),
        (9, 4, 8),
        (10, 4, 9),
        (20, 5, 10),
        (8, 4, 8),
        (7, 3, 10),
        (3, 3, 4),
        (6, 2, 11),
        (4, 1, 9),
    ],
)
def test_nobody_meets_twice_at_events_where_that_is_known_to_be_possible(n_tables, size, n_rounds):
    found = full_tables(n_tables, size, n_rounds, np.random.default_rng(0))
    check_full(found.rounds, n_tables, size, n_rounds)
    assert met_again(found.rounds) == (0, 0)
    assert found.repeats == found.fewest == Repeats(0, 0)
    assert found.stopped == "proved"


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_a_starter_is_found_from_any_seed_for_the_schoolgirls(seed):
    # Kirkman's fifteen schoolgirls walk out in threes on seven days (1850).
    assert met_again(full_tables(5, 3, 7, np.random.default_rng(seed)).rounds) == (0, 0)


def test_written_down_plans_repeat_nothing_and_fill_every_table():
    for n_tables, size in product(range(1, 14), range(1, 8)):
        plan = written_down(n_tables, size, 30).tolist()
        check_full(plan, n_tables, size, len(plan))
        assert met_again(plan)[0] == 0


@pytest.mark.parametrize("q", [3, 4, 5, 7, 8, 9, 11, 13])
def test_tables_and_seats_of_a_prime_power_give_the_affine_plane(q):
    assert len(written_down(q, q, 99)) == q + 1  # everybody meets everybody: q² − 1 = (q + 1)(q − 1)


@pytest.mark.parametrize("q", [2, 3, 4, 5, 7])
def test_points_of_a_hermitian_curve_all_meet_exactly_once(q):
    plan = unital_plan(q * q - q + 1, q + 1).tolist()
    assert len(plan) == q * q
    check_full(plan, q * q - q + 1, q + 1, q * q)
    assert met_again(plan) == (0, 0)  # and each meets q others in q² rounds, which is everybody


@pytest.mark.parametrize(("n_tables", "size"), [(8, 4), (7, 3), (31, 7), (91, 11), (1, 2)])
def test_no_curve_gives_other_numbers_of_tables_and_seats(n_tables, size):
    assert unital_plan(n_tables, size).shape == (0, n_tables, size)


def test_more_tables_than_rounds_times_seats_need_no_search():
    plan = written_down(500, 8, 5)
    assert met_again(plan.tolist()) == (0, 0)


@pytest.mark.parametrize(("prime", "exponent"), [(2, 3), (3, 2), (2, 4), (5, 2), (7, 1)])
def test_fields_obey_their_laws(prime, exponent):
    sums, products = field(prime, exponent)
    size = prime**exponent
    everything = np.arange(size)
    assert (np.sort(sums, axis=1) == everything).all()
    assert (np.sort(products[1:], axis=1) == everything).all()  # whatever is not 0 divides
    assert (sums == sums.T).all()
    assert (products == products.T).all()
    a, b, c = np.meshgrid(everything, everything, everything, indexing="ij")
    assert (products[a, sums[b, c]] == sums[products[a, b], products[a, c]]).all()
    assert (products[a, products[b, c]] == products[products[a, b], c]).all()
    assert (sums[a, sums[b, c]] == sums[sums[a, b], c]).all()
    assert (products[1] == everything).all()
    assert (sums[0] == everything).all()


@pytest.mark.parametrize(("size", "smallest"), [(12, 3), (20, 4), (15, 3), (6, 2)])
def test_in_a_product_of_fields_the_first_numbers_differ_by_what_divides(size, smallest):
    sums, products, found = ring(size)
    assert found == smallest
    minus = np.argmin(sums, axis=1)  # 0 is the smallest sum
    for one, other in combinations(range(smallest), 2):
        assert sorted(products[sums[one, minus[other]]].tolist()) == list(range(size))


def test_rounds_turned_from_a_first_one_repeat_nothing_if_no_distance_does():
    for n_tables, size, n_rounds in [(5, 3, 7), (6, 3, 8), (10, 3, 9)]:
        found = 0
        for n_first, m in turnings(n_tables, size, n_rounds):
            first, again = search((n_first, n_tables, size), m, 60_000, np.random.default_rng(1), _never)
            plan = turned(first, m, n_rounds).tolist()
            check_full(plan, n_tables, size, n_rounds)
            if again == 0:
                found += 1
                assert met_again(plan) == (0, 0)
        assert found


def _all_rounds(people, size):
    if not people:
        yield []
        return
    for others in combinations(people[1:], size - 1):
        table = [people[0], *others]
        for rest in _all_rounds([one for one in people if one not in table], size):
            yield [table, *rest]


@pytest.mark.parametrize(
    ("n_tables", "size", "n_rounds"),
    [(1, 3, 3), (2, 2, 2), (2, 2, 3), (2, 2, 4), (2, 2, 5), (2, 3, 2), (2, 3, 3), (2, 4, 2), (3, 2, 3)],
)
def test_no_plan_of_a_small_event_has_fewer_repeats_than_the_bound_and_the_search_finds_the_fewest(
    n_tables, size, n_rounds
):
    rounds = list(_all_rounds(list(range(n_tables * size)), size))
    counts = [met_again([rounds[0], *more]) for more in product(rounds, repeat=n_rounds - 1)]
    bound = fewest_repeats(n_tables, size, n_rounds)
    assert min(pairs for pairs, _ in counts) >= bound.pairs
    fewest = min(meetings for _, meetings in counts)
    assert fewest >= bound.meetings
    assert full_tables(n_tables, size, n_rounds, np.random.default_rng(0), time_limit=0.5).repeats.meetings == fewest


@pytest.mark.parametrize(
    ("event", "pairs", "meetings"),
    [
        ((5, 3, 7), 0, 0),
        ((1, 5, 3), 10, 20),  # one table: all ten pairs, twice again
        ((2, 2, 4), 2, 2),  # four people have three others; in four rounds each meets one of them again
        ((2, 4, 2), 4, 4),  # each table of four gets two of one table of before, twice
        ((4, 4, 6), 8, 24),  # each of 16 meets 18 of 15 others
    ],
)
def test_bounds_worked_out_on_paper(event, pairs, meetings):
    assert fewest_repeats(*event) == Repeats(pairs, meetings)


def test_an_event_with_too_many_rounds_has_as_few_repeats_as_there_must_be():
    found = full_tables(4, 4, 7, np.random.default_rng(0))  # five rounds are an affine plane; two more repeat 24 each
    assert found.repeats.meetings == met_again(found.rounds)[1] == 48 == found.fewest.meetings
    assert found.stopped == "proved"


def test_where_the_bound_is_not_reached_the_answer_says_so():
    # Euler's thirty-six officers: nobody can seat them in four rounds of six tables of six.
    found = full_tables(6, 6, 4, np.random.default_rng(0), time_limit=0.5)
    assert met_again(found.rounds) == (found.repeats.pairs, found.repeats.meetings)
    assert found.repeats.meetings > found.fewest.meetings == 0
    assert found.stopped != "proved"


def test_repeats_leave_out_pairs_that_are_to_sit_together():
    rounds = [[[0, 1, 2], [3, 4, 5]], [[0, 1, 3], [2, 4, 5]]]
    assert repeats_of(rounds) == Repeats(2, 2)
    assert repeats_of(rounds, apart_from=[(0, 1)]) == Repeats(1, 1)


def test_same_seed_same_plan_and_another_seed_is_allowed_another():
    plans = [full_tables(5, 3, 7, np.random.default_rng(seed)).rounds for seed in (3, 3, 4)]
    assert plans[0] == plans[1]
    assert plans[2] != plans[0]


def test_when_the_time_is_up_the_best_plan_so_far_is_returned():
    found = full_tables(8, 4, 10, np.random.default_rng(0), time_limit=0.001)
    check_full(found.rounds, 8, 4, 10)
    assert found.stopped == "time"
    assert met_again(found.rounds) == (found.repeats.pairs, found.repeats.meetings)


def test_annealing_counts_what_a_plan_costs_and_never_returns_a_worse_one():
    rng = np.random.default_rng(5)
    n = 12
    together = rng.integers(-9, 10, (n, n)).astype(float)
    together += together.T
    np.fill_diagonal(together, 0)
    costs = Costs(together, np.full((n, n), 50.0), np.zeros((n, n)))
    start = np.array([rng.permutation(n) // 4 for _ in range(3)])

    def counted(tables):
        rounds = [[np.flatnonzero(row == table).tolist() for table in range(3)] for row in tables]
        wanted = sum(together[pair] for one in rounds for table in one for pair in combinations(table, 2))
        return wanted + 50 * met_again(rounds)[1]

    assert costs.total(start) == counted(start)
    found = improved(start, costs, (20.0, 2.0), 60, rng, lambda _lowest: False)
    assert costs.total(found) == counted(found) < counted(start)
    assert (np.sort(found, axis=1) == np.sort(start, axis=1)).all()


@pytest.mark.parametrize("wrong", [(0, 3, 3), (3, 0, 3), (3, 3, 0), (1000, 1000, 1000)])
def test_impossible_numbers_are_refused(wrong):
    with pytest.raises(InvalidTables, match=r"at least 1|too many"):
        full_tables(*wrong, np.random.default_rng(0))


def _run(*options):
    return CliRunner().invoke(main, ["tables", *map(str, options)], catch_exceptions=False)


def test_tables_command_gives_seating_repeats_and_bound():
    result = _run("--groups", 6, "--size", 4, "--rounds", 6, "--seed", 5, "--json")
    answer = json.loads(result.stdout)
    check_full(answer["seating"], 6, 4, 6)
    assert (answer["repeats"], answer["repeated_meetings"]) == met_again(answer["seating"]) == (0, 0)
    assert (answer["lower_bound"], answer["stopped"], answer["seed"]) == (0, "proved", 5)
    assert answer["seconds"] >= 0
    again = json.loads(_run("--groups", 6, "--size", 4, "--rounds", 6, "--seed", 5, "--json").stdout)
    assert again["seating"] == answer["seating"]


def test_tables_command_speaks_both_languages():
    polish = _run("--groups", 2, "--size", 2, "--rounds", 3, "--lang", "pl").stdout
    assert "stolik 1: 1, " in polish
    assert polish.endswith("Nikt nie spotyka nikogo dwa razy.\n")
    english = _run("--groups", 1, "--size", 3, "--rounds", 3, "--lang", "en").stdout.splitlines()
    assert english[-2:] == [
        "Pairs who meet again: 3. Meetings after the first: 6.",
        "There cannot be fewer meetings after the first.",
    ]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--groups", 0, "--size", 3, "--rounds", 3), "--groups"),
        (("--groups", 3, "--size", 3), "--rounds"),
        (("--groups", 3, "--size", 1.5, "--rounds", 2), "--size"),
        (
            ("--groups", 9999, "--size", 999, "--rounds", 2, "--lang", "en"),
            "19,978,002 seats in all rounds are too many",
        ),
        (("--groups", 9999, "--size", 999, "--rounds", 2, "--lang", "pl"), "za dużo (najwyżej"),
        (("--groups", 3, "--size", 3, "--rounds", 2, "--time-limit", 0), "--time-limit"),
    ],
)
def test_tables_command_names_the_wrong_option(options, named):
    result = _run(*options)
    assert result.exit_code == 2
    assert named in result.stderr
