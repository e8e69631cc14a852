"""Logistic regression towards given weights, calibration, and measures of probabilities, against others' results."""

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.special import expit, logit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.metrics import log_loss as log_loss_of_sklearn

from matching.learning.bent_line import BentLine, bent_line, mean_of
from matching.learning.calibration import calibration
from matching.learning.logistic import fit_logistic
from matching.learning.probabilities import auc, brier, calibration_error, log_losses


def _cases(n=300, seed=3):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(n, 4)) * np.array([1.0, 50.0, 0.01, 1.0]) + np.array([0.0, 2000.0, 5.0, 0.0])
    outcomes = rng.random(n) < expit(features[:, 0] + (features[:, 1] - 2000) / 50)
    return features, outcomes


def test_with_the_centre_at_zero_the_weights_are_those_of_scikit_learn():
    features, outcomes = _cases()
    deviation = features.std(axis=0)
    standard = (features - features.mean(axis=0)) / deviation
    # scikit-learn minimises |w|²/2 + C · loss, we loss + λ|w|²: C = 1 / (2λ).
    theirs = LogisticRegression(C=1 / (2 * 7.0), tol=1e-10, max_iter=5000).fit(standard, outcomes)
    ours = fit_logistic(features, outcomes, np.zeros(4), 7.0)
    assert ours.weights * deviation == pytest.approx(theirs.coef_[0], abs=1e-5)
    assert ours.log_odds(features) == pytest.approx(theirs.decision_function(standard), abs=1e-4)


def test_a_sparse_matrix_gives_the_weights_of_the_dense_one():
    features, outcomes = _cases()
    features[np.abs(features) < 0.5] = 0.0
    centre = np.array([0.3, 0.0, -1.0, 2.0])
    dense, sparse = (fit_logistic(one, outcomes, centre, 5.0) for one in (features, csr_array(features)))
    assert sparse.weights == pytest.approx(dense.weights, abs=1e-5)


def test_the_higher_the_penalty_the_nearer_the_weights_stay_to_the_centre():
    features, outcomes = _cases()
    centre = np.array([-0.4, 0.01, 10.0, 0.7])
    away = [
        np.abs((fit_logistic(features, outcomes, centre, one).weights - centre) * features.std(axis=0)).sum()
        for one in (1.0, 100.0, 1e4, 1e8)
    ]
    assert away == sorted(away, reverse=True)
    assert away[-1] < 1e-3 < away[0]


def test_a_feature_that_never_differs_keeps_its_weight_and_the_intercept_makes_up_for_it():
    features = np.column_stack([np.full(8, 3.0), np.arange(8.0) % 2])
    outcomes = np.array([False, True, False, False, True, True, True, False])
    found = fit_logistic(features, outcomes, np.array([5.0, 0.0]), 1.0)
    assert found.weights[0] == 5.0
    # Half of all came, so the mean probability is a half whatever the fixed feature adds.
    assert expit(found.log_odds(features)).mean() == pytest.approx(0.5, abs=1e-6)


def test_without_the_deviation_the_penalty_is_that_of_scikit_learn_on_the_features_as_they_are():
    features, outcomes = _cases()
    features = (features - [0, 2000, 5, 0]) / [1, 50, 1, 1]
    theirs = LogisticRegression(C=1 / (2 * 7.0), tol=1e-10, max_iter=5000).fit(features, outcomes)
    ours = fit_logistic(features, outcomes, np.zeros(4), 7.0, by_deviation=False)
    assert ours.weights == pytest.approx(theirs.coef_[0], abs=1e-5)


@pytest.mark.parametrize("said", [True, False])
def test_where_all_outcomes_are_the_same_the_weights_stay_and_the_intercept_is_firm_and_finite(said):
    features = np.array([[0.0], [1.0], [4.0]])
    found = fit_logistic(features, np.full(3, said), np.array([0.25]), 1.0)
    assert found.weights.tolist() == [0.25]
    assert found.log_odds(features).mean() == pytest.approx(logit(1 - 1e-6) if said else logit(1e-6))


def test_without_cases_the_centre_is_the_answer():
    found = fit_logistic(np.zeros((0, 2)), np.zeros(0, dtype=bool), np.array([1.0, 2.0]), 1.0)
    assert (found.intercept, found.weights.tolist()) == (0.0, [1.0, 2.0])


def test_bounds_hold_a_weight_that_would_turn_its_sign():
    features, outcomes = np.arange(20.0)[:, None], np.arange(20) < 10
    free = fit_logistic(features, outcomes, np.array([0.1]), 0.1)
    held = fit_logistic(features, outcomes, np.array([0.1]), 0.1, (np.zeros(1), np.array([np.inf])))
    assert free.weights[0] < 0
    assert held.weights[0] == pytest.approx(0.0, abs=1e-9)


def test_the_order_of_cases_changes_no_weight_beyond_the_ninth_digit():
    features, outcomes = _cases()
    order = np.random.default_rng(1).permutation(len(outcomes))
    one = fit_logistic(features, outcomes, np.zeros(4), 3.0)
    other = fit_logistic(features[order], outcomes[order], np.zeros(4), 3.0)
    assert other.log_odds(features) == pytest.approx(one.log_odds(features), abs=1e-6)


def test_calibration_finds_the_scale_and_shift_that_scores_were_distorted_by():
    rng = np.random.default_rng(11)
    honest = rng.normal(size=40_000)
    outcomes = rng.random(40_000) < expit(honest)
    found = calibration(3 * honest - 2, outcomes)
    assert found.scale == pytest.approx(1 / 3, abs=0.02)
    assert found.shift == pytest.approx(2 / 3, abs=0.04)


def test_calibration_keeps_the_order_of_scores_even_where_they_mislead():
    scores = np.linspace(-2, 2, 50)
    found = calibration(scores, scores < 0)
    assert (np.diff(found.probabilities(scores)) > 0).all()


def test_calibration_changes_nothing_where_only_one_outcome_came():
    scores = np.array([-1.0, 2.0])
    assert calibration(scores, np.array([True, True])).probabilities(scores) == pytest.approx(expit(scores))


def test_line_with_many_cases_bends_where_the_scores_were_bent():
    rng = np.random.default_rng(12)
    honest = rng.normal(size=40_000)
    outcomes = rng.random(40_000) < expit(honest)
    found = bent_line(np.where(honest > 0, honest * 4, honest / 2), outcomes)
    assert found.log_odds(np.array([-0.5, 4.0])) == pytest.approx([-1.0, 1.0], abs=0.15)


def test_mean_of_two_lines_worked_out_on_paper():
    # 2x + 1 below 1 and x/2 + 2.5 above; 4x + 3 everywhere. Means: 3x + 2 below 1, 2.25x + 2.75 above.
    bent = BentLine(np.array([1.0]), np.array([2.0, 0.5]), 0.5)  # below 1, of the second piece 1 · 0.5 is left
    straight = BentLine(np.zeros(0), np.array([4.0]), 3.0)
    scores = np.array([-2.0, 0.0, 1.0, 3.0])
    assert bent.log_odds(scores) == pytest.approx([-3.0, 1.0, 3.0, 4.0])
    assert mean_of([bent, straight]).log_odds(scores) == pytest.approx([-4.0, 2.0, 5.0, 9.5])


def test_line_with_few_cases_is_one_straight_piece():
    rng = np.random.default_rng(13)
    scores = rng.normal(size=100)
    found = bent_line(scores, rng.random(100) < expit(scores))
    assert len(found.bends) == 0
    assert found.log_odds(np.array([1.0, 2.0, 3.0])) @ [1, -2, 1] == pytest.approx(0.0, abs=1e-9)


def test_bent_line_keeps_the_order_of_scores_even_where_they_mislead():
    scores = np.linspace(-2, 2, 5_000)
    found = bent_line(scores, scores < 0)
    assert len(found.bends) > 5
    assert (np.diff(found.log_odds(scores)) > 0).all()


def test_bent_line_takes_many_equal_scores():
    found = bent_line(np.repeat([0.0, 1.0], 1_000), np.tile([True, False], 1_000))
    assert found.probabilities(np.array([0.0, 1.0])) == pytest.approx([0.5, 0.5], abs=0.01)


def test_measures_of_probabilities_are_those_of_scikit_learn():
    rng = np.random.default_rng(5)
    probabilities = rng.random(500).round(2).clip(0.01, 0.99)
    truth = rng.random(500) < probabilities
    assert auc(probabilities, truth) == pytest.approx(roc_auc_score(truth, probabilities))
    assert brier(probabilities, truth) == pytest.approx(brier_score_loss(truth, probabilities))
    assert log_losses(probabilities, truth).mean() == pytest.approx(log_loss_of_sklearn(truth, probabilities))


def test_auc_without_both_outcomes_is_not_a_number():
    assert np.isnan(auc(np.array([0.1, 0.2]), np.array([True, True])))


def test_calibration_error_worked_out_on_paper():
    # Bins [.3,.4): two cases, mean .35, one came: |.7 − 1|; [.9,1]: .9 and 1.0, both came: |1.9 − 2|; of four cases.
    found = calibration_error(np.array([0.3, 0.4 - 1e-9, 0.9, 1.0]), np.array([True, False, True, True]))
    assert found == pytest.approx((abs(0.7 - 1) + abs(1.9 - 2)) / 4, abs=1e-6)


def test_a_sure_probability_that_was_wrong_costs_much_but_not_infinitely():
    assert log_losses(np.array([0.0, 1.0]), np.array([True, True])).tolist() == pytest.approx([34.539, 0.0], abs=1e-3)
    assert logit(1e-15) == pytest.approx(-34.539, abs=1e-3)
