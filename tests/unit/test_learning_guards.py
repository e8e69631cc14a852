"""Each guard holds up to its threshold and not beyond; what they go by is right on paper."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from scipy.stats import sem

from graph.model import make_link, make_node
from graph.snapshot import snapshot_of
from matching.learning.chance import calibration_error_by_chance, error_by_group, interval_by_group
from matching.learning.checks import guards_of_number, guards_of_quality, guards_of_reach
from matching.learning.decisions import Decision, DecisionRows, ShownList, decision_rows
from matching.learning.fitting import FACTOR, PENALTY, fit_weights
from matching.learning.from_lists import weights_of_choices
from matching.learning.holding_out import Compared, Quality, compared
from matching.learning.learned import learn
from matching.learning.reach import Reach, reach_of, seekers_drawn
from matching.learning.rounds import rounds
from matching.learning.with_weights import with_weights
from matching.options import DEFAULTS
from matching.results import Kind
from tests.networks import JOINED

GOOD = Compared(
    published=Quality(auc=0.70, log_loss=0.60, calibration_error=0.05, reciprocal_rank=0.5),
    learned=Quality(auc=0.75, log_loss=0.55, calibration_error=0.06, reciprocal_rank=0.5),
    loss_error=0.02,
    chance_error=0.08,
    auc_gain=(0.01, 0.09),
    rank_gain=(-0.1, 0.1),
    n_judged=200,
    n_lists=40,
)
EVEN = Reach(gini=0.40, coverage=0.90, strong=0.25, good=0.5, mean_score=2.5)


def failed(guards):
    return [guard.name for guard in guards if not guard.passed]


def rows_of(said_yes, asked=None, values=None):
    n = len(said_yes)
    values = np.ones((n, 1)) if values is None else values
    asked = np.arange(n) if asked is None else np.array(asked)
    said_yes = np.array(said_yes, dtype=bool)
    return DecisionRows(Kind.PEER, ("place",), values, said_yes, np.arange(n), asked, asked + 1)


def test_what_is_better_in_everything_passes_every_guard():
    assert failed(guards_of_quality(GOOD)) == []
    assert failed(guards_of_reach(EVEN, EVEN)) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"auc": 0.70}, []),
        ({"auc": 0.6999}, ["ranking"]),
        ({"log_loss": 0.5799}, []),
        ({"log_loss": 0.5801}, ["foresight"]),
        ({"calibration_error": 0.1}, []),
        ({"calibration_error": 0.1001}, ["calibration"]),
    ],
)
def test_quality_is_guarded_at_its_threshold(change, expected):
    assert failed(guards_of_quality(replace(GOOD, learned=replace(GOOD.learned, **change)))) == expected


def test_a_calibration_error_may_be_as_large_as_before_or_as_chance_makes_it():
    off = replace(GOOD, learned=replace(GOOD.learned, calibration_error=0.15))
    assert failed(guards_of_quality(off)) == ["calibration"]
    assert failed(guards_of_quality(replace(off, chance_error=0.15))) == []
    before = replace(off, published=replace(off.published, calibration_error=0.15))
    assert failed(guards_of_quality(before)) == []


def test_lists_are_guarded_only_where_some_are_known():
    assert failed(guards_of_quality(replace(GOOD, rank_gain=(-0.2, -0.01)))) == ["shown"]
    unknown = replace(GOOD, rank_gain=None, published=replace(GOOD.published, reciprocal_rank=None))
    assert "shown" not in [guard.name for guard in guards_of_quality(unknown)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"gini": 0.43}, []),
        ({"gini": 0.431}, ["exposure"]),
        ({"coverage": 0.88}, []),
        ({"coverage": 0.879}, ["coverage"]),
        ({"strong": 0.40}, []),
        ({"strong": 0.401}, ["bands"]),
    ],
)
def test_exposure_is_guarded_at_its_threshold(change, expected):
    assert failed(guards_of_reach(EVEN, replace(EVEN, **change))) == expected


@pytest.mark.parametrize(
    ("n_yes", "n_no", "expected"),
    [(40, 10, []), (39, 10, ["decided"]), (41, 9, ["outcomes", "later"]), (0, 0, ["decided", "outcomes", "later"])],
)
def test_enough_decisions_of_each_outcome_are_needed(n_yes, n_no, expected):
    said_yes = np.ones(n_yes + n_no, dtype=bool)
    said_yes[: 5 * n_no : 5] = False
    found = guards_of_number(rows_of(said_yes))
    assert failed(found) == expected
    assert (found[0].facts["n"], found[0].facts["fewest"]) == (n_yes + n_no, 50)


def test_decisions_of_one_day_leave_nothing_to_judge_by():
    assert failed(guards_of_number(rows_of([True, False] * 30, asked=[5] * 60))) == ["later"]


def test_one_organisation_alone_teaches_nothing():
    rows = rows_of([True, False] * 40)
    assert failed(guards_of_number(rows)) == []
    assert failed(guards_of_number(replace(rows, seekers=np.arange(80) % 4))) == ["later"]


def test_whoever_stands_first_and_is_asked_first_says_nothing_of_the_signals():
    rng = np.random.default_rng(8)
    ranks, published = np.arange(1, 11), np.array([1.0, 1.0])
    always_first = [ShownList(0, rng.random((10, 2)), ranks, chosen=0) for _ in range(300)]
    assert weights_of_choices(always_first, published, 10.0) == pytest.approx(published, abs=0.2)
    values = [rng.random((10, 2)) for _ in range(300)]
    by_the_first = [ShownList(0, one, ranks, chosen=int(one[:, 0].argmax())) for one in values]
    first, second = weights_of_choices(by_the_first, published, 10.0)
    assert first > 1.2
    assert second < 0.6
    assert (weights_of_choices([], published, 10.0) == published).all()


def test_a_round_learns_only_from_what_was_decided_before_anything_that_it_judges_was_asked():
    rows = rows_of([True, False, False] * 30, asked=np.repeat(np.arange(30), 3))
    found = rounds(rows)
    assert len(found) == 4
    for one in found:
        assert rows.decided[one.learned_from].max() < rows.asked[one.judged].min()
        assert not (one.learned_from & one.judged).any()
    assert np.sum([one.judged for one in found], axis=0).max() == 1


def test_without_enough_decisions_the_published_weights_stay_and_nothing_else_is_measured():
    snapshot = snapshot_of([make_node("a", "Organisation", name="a", joined=JOINED)], [])
    found = learn(rows_of([True] * 3), snapshot, DEFAULTS, np.random.default_rng(0))
    assert (found.weights, found.quality, found.reach) == ({"place": 1.2}, None, None)
    assert failed(found.guards) == ["decided", "outcomes", "later"]


def test_weights_are_those_of_a_search_over_a_grid():
    rng = np.random.default_rng(4)
    values = rng.random((120, 1)) * 2
    said_yes = rng.random(120) < 1 / (1 + np.exp(2 - 2.5 * values[:, 0]))
    published = np.array([1.0])

    def loss(shift, weight, towards=None):
        log_odds = shift + weight * values[:, 0]
        likelihood = np.logaddexp(0, log_odds).sum() - log_odds[said_yes].sum()
        penalty = 1.0 if towards is None else PENALTY
        return likelihood + penalty * ((weight - (1.0 if towards is None else towards)) * values.std()) ** 2

    shifts = np.linspace(-4, 1, 101)
    scale = min(np.linspace(0.5, 3, 101), key=lambda b: min(loss(a, b) for a in shifts))
    best = min(np.linspace(1 / 3, 3, 134), key=lambda w: min(loss(a, scale * w, scale) for a in shifts))
    assert fit_weights(values, said_yes, published)[0] == pytest.approx(best, abs=0.04)


def test_no_weight_leaves_its_bounds_or_changes_its_sign():
    rng = np.random.default_rng(5)
    values = rng.random((4_000, 3))
    said_yes = values[:, 0] - 5 * values[:, 1] > -1  # the second speaks against, though it is published as a reason for
    published = np.array([1.0, 1.0, -1.0])
    found = fit_weights(values, said_yes, published)
    assert (found / published >= 1 / FACTOR - 1e-9).all()
    assert (found / published <= FACTOR + 1e-9).all()
    assert found[1] == pytest.approx(1 / FACTOR)


def test_a_decision_is_seen_as_the_network_was_on_the_day_before():
    """The provider's offer of what the seeker needs stands in the later network alone."""
    asked = date(2024, 5, 10)
    skill = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    actors = [make_node(one, "Organisation", name=one, joined=JOINED) for one in "ab"]
    needs, offers = make_link("NEEDS", "a", "I2.02", priority=3), make_link("OFFERS", "b", "I2.02", level=3)
    days = []

    def network_on(day):
        days.append(day)
        return snapshot_of([skill, *actors], [needs] if day < asked else [needs, offers], day)

    decisions = [Decision("a", "b", asked, asked, True), Decision("a", "gone", asked, asked, True)]
    rows = decision_rows(decisions, Kind.PEER, network_on, DEFAULTS)
    assert days == [asked - timedelta(days=1)]
    assert len(rows) == 1
    assert rows.values[0, rows.signals.index("need_met")] == 0.0
    later = decision_rows([replace(decisions[0], asked=asked + timedelta(days=1))], Kind.PEER, network_on, DEFAULTS)
    assert later.values[0, later.signals.index("need_met")] > 0.8


def test_a_list_has_those_shown_with_their_ranks_and_who_was_chosen():
    day = date(2024, 5, 10)
    network = snapshot_of([make_node(one, "Organisation", name=one, joined=JOINED) for one in "abcd"], [], day)
    shown = {"d": 1, "c": 2, "b": 3, "gone": 4}
    rows = decision_rows([Decision("a", "c", day, day, False, shown)], Kind.PEER, lambda _: network, DEFAULTS)
    (shown_list,) = rows.lists
    assert (shown_list.row, shown_list.ranks.tolist(), shown_list.chosen) == (0, [3, 2, 1], 1)  # in order of id
    assert shown_list.values.shape == (3, len(rows.signals))


def test_reach_counts_what_the_lists_show():
    """Two near each other with a common need and offer each: everybody is shown once or twice, in one way."""
    skill = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    actors = [make_node(one, "Organisation", name=one, joined=JOINED) for one in "abc"]
    links = [
        make_link("NEEDS", "a", "I2.02", priority=3),
        *(make_link("OFFERS", one, "I2.02", level=3) for one in "bc"),
    ]
    snapshot = snapshot_of([skill, *actors], links)
    seekers = seekers_drawn(snapshot, np.random.default_rng(0))
    assert seekers == ["a", "b", "c"]
    found = reach_of(snapshot, ["a"], Kind.PEER, DEFAULTS)
    assert (round(found.gini, 9), round(found.coverage, 9)) == (round(1 / 3, 9), round(2 / 3, 9))  # of 0, 1, 1
    double = {name: 2 * weight for name, weight in DEFAULTS.weights[Kind.PEER].items()}
    stronger = reach_of(snapshot, ["a"], Kind.PEER, with_weights(DEFAULTS, Kind.PEER, double))
    assert stronger.mean_score == pytest.approx(2 * found.mean_score)


def test_errors_by_group_are_the_ordinary_ones_where_everybody_is_alone():
    values = np.random.default_rng(1).random(50)
    assert error_by_group(values, np.arange(50)) == pytest.approx(sem(values))
    twice = error_by_group(np.repeat(values, 2), np.repeat(np.arange(50), 2))
    assert twice == pytest.approx(sem(values))


def test_an_interval_by_group_is_that_of_the_normal_distribution_where_everybody_is_alone():
    values = np.random.default_rng(1).normal(size=400)
    low, high = interval_by_group(lambda at: float(values[at].mean()), np.arange(400), np.random.default_rng(2))
    assert (low, high) == pytest.approx(
        (values.mean() - 1.96 * sem(values), values.mean() + 1.96 * sem(values)), abs=0.02
    )


def test_true_probabilities_stay_below_the_error_by_chance():
    """Of n cases of one half, the error is |yes − n/2|/n: with n = 100, 19 times in 20 at most 0.1."""
    assert calibration_error_by_chance(np.full(100, 0.5), np.random.default_rng(3)) == pytest.approx(0.1, abs=0.02)


def test_what_is_learned_is_judged_on_decisions_that_it_has_not_seen():
    """A signal that decides early and says nothing later is found out."""
    rng = np.random.default_rng(6)
    values = rng.random((400, 1))
    early = np.arange(400) < 133
    said_yes = np.where(early, values[:, 0] > 0.5, rng.random(400) > 0.5)
    found = compared(rows_of(said_yes, values=values), np.array([1.2]), rng)
    assert found.n_judged == 267
    assert found.learned.log_loss > 0.69
    assert "foresight" in failed(guards_of_quality(found))
