"""Two-sided choice: what the files say, what may be known before a decision, and what is measured of it."""

import csv
import json
import math

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.optimize import minimize
from scipy.special import expit

from matching.evaluation.decisions.features import vocabulary_of
from matching.evaluation.decisions.files import read_decisions
from matching.evaluation.decisions.folds import folds_of
from matching.evaluation.decisions.overlaps import met, overlaps
from matching.evaluation.decisions.pairs import apart, decisions_by_seekers, one_population, pairs_of
from matching.evaluation.decisions.protocol import evaluate_decisions
from matching.evaluation.decisions.said import STRANGER, VARIANCE, Said
from matching.evaluation.decisions.standing import Standing, standings, standings_without
from matching.evaluation.decisions.together import Together
from matching.evaluation.errors import InvalidFile, NothingToMeasure
from matching.learning.probabilities import auc, brier, calibration_error, log_losses
from web.cli import main

COLUMNS = ("seeker", "provider", "seeker_says", "provider_says")


def _write(path, rows, columns=None):
    columns = columns or list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _pairs(tmp_path, rows, columns=None):
    path = _write(tmp_path / "pairs.csv", rows, columns)
    return pairs_of(path, read_decisions(path))


def _row(seeker, provider, seeker_says, provider_says="", **more):
    return dict(zip(COLUMNS, (seeker, provider, seeker_says, provider_says), strict=True)) | more


def _rounds(group, n=10, seed=0, mirrored=False):
    """n on each side meet all of the other in n rounds; some are choosy, some are sought after."""
    rng = np.random.default_rng(seed)
    easy, sought = rng.normal(0, 1.5, 2 * n), rng.normal(0, 1.5, 2 * n)
    rows = []
    for turn in range(n):
        for a in range(n):
            b = n + (a + turn) % n
            says = [int(rng.random() < expit(easy[x] + sought[y] - 0.5)) for x, y in ((a, b), (b, a))]
            one = _row(f"{group}-{a:02}", f"{group}-{b:02}", *says, order=turn + 1, group=group, pair_seen=says[0] % 1)
            rows.append(one)
            if mirrored:
                rows.append(one | dict(zip(COLUMNS, (one["provider"], one["seeker"], says[1], says[0]), strict=True)))
    return rows


def _wanted(n=400, seed=0, seekers="s", n_providers=25):
    """Seekers say yes where what they need is offered; one decision a pair, no order."""
    rng = np.random.default_rng(seed)
    topics = [f"t{number}" for number in range(8)]
    offers = [rng.choice(topics, 3, replace=False) for _ in range(n_providers)]
    rows = []
    for number in range(n):
        need, provider = rng.choice(topics, 2, replace=False), int(rng.integers(n_providers))
        n_met = len(set(need) & set(offers[provider]))
        says = int(rng.random() < expit(3 * n_met - 1.5))
        lists = {"need_topics": "|".join(need), "offer_topics": "|".join(offers[provider])}
        rows.append(_row(f"{seekers}{number // 4}", f"p{provider}", says, **lists))
    return rows


def _evaluate(tmp_path, train, test, columns=None):
    return evaluate_decisions(
        _write(tmp_path / "train.csv", train, columns), _write(tmp_path / "test.csv", test, columns)
    )


# Reading


@pytest.mark.parametrize("column", COLUMNS)
def test_missing_required_column_is_named(tmp_path, column):
    path = _write(tmp_path / "d.csv", [_row("a", "b", 1, 0)], [name for name in COLUMNS if name != column])
    with pytest.raises(InvalidFile, match=f"column {column} is missing"):
        read_decisions(path)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (_row("a", "b", "yes"), "seeker_says is 'yes'; write 1 for yes, 0 for no, or leave it empty"),
        (_row("a", "b", 1, 2), "provider_says is '2'"),
        (_row("a", "b", 1, order="first"), "order is 'first'; write a number"),
        (_row("a", "a", 1), "nobody meets themselves"),
        (_row("", "b", 1), "seeker is empty"),
    ],
)
def test_wrong_value_is_told_with_file_line_column_and_what_to_write(tmp_path, row, said):
    path = _write(tmp_path / "d.csv", [_row("a", "b", 1, order=1), row])
    with pytest.raises(InvalidFile, match=said) as error:
        read_decisions(path)
    assert "d.csv, line 3: " in str(error.value)


def test_columns_by_prefix_become_lists_and_features_and_says_are_none(tmp_path):
    row = _row(
        "a", "b", 1, "0.0", need_x="k | l|k", offer_y="m", seeker_age="3", provider_town="W", pair_d="", note="n"
    )
    one = read_decisions(_write(tmp_path / "d.csv", [row]))[0]
    assert (one.seeker.need, one.seeker.features) == ({"x": ("k", "l")}, {"age": "3"})
    assert (one.provider.offer, one.provider.features) == ({"y": ("m",)}, {"town": "W"})
    assert (one.seeker_says, one.provider_says, one.features, math.isnan(one.order)) == (True, False, {}, True)


def test_two_rows_of_one_meeting_are_one_pair_in_which_everything_of_both_is_known(tmp_path):
    rows = [
        _row("b", "a", 1, order=3, group="g", need_x="k", offer_x="l", seeker_age=30),
        _row("a", "b", 0, order=2, group="g", need_x="m", offer_x="n", seeker_age=40),
    ]
    (pair,) = _pairs(tmp_path, rows)
    assert (pair.seeker.id, pair.seeker_says, pair.provider_says) == ("a", False, True)
    assert (pair.first_order, pair.last_order) == (2, 3)
    assert (pair.seeker.need["x"], pair.seeker.offer["x"], pair.provider.features) == (("m",), ("l",), {"age": "30"})


def test_the_same_two_again_or_in_another_group_are_further_pairs(tmp_path):
    rows = [_row("a", "b", 1), _row("a", "b", 0), _row("a", "b", 1, group="g"), _row("b", "a", "", 1, group="g")]
    pairs = _pairs(tmp_path, rows)
    assert [(pair.group, pair.seeker_says) for pair in pairs] == [("", False), ("", True), ("g", True)]


def test_rows_that_contradict_each_other_are_refused_with_both_lines(tmp_path):
    with pytest.raises(InvalidFile, match=r"line 3: .*'a' and 'b' something else than line 2"):
        _pairs(tmp_path, [_row("a", "b", 1, 1), _row("b", "a", 0, 1)])


@pytest.mark.parametrize("says", [0, 1])
def test_where_most_meetings_have_one_row_the_same_two_the_other_way_round_later_met_again(tmp_path, says):
    others = [_row("a", other, 1, 1, order=at) for at, other in enumerate("cde")]
    pairs = _pairs(tmp_path, [_row("a", "b", 1, 1, order=1), _row("b", "a", says, 1, order=9), *others])
    again = [pair for pair in pairs if "b" in (pair.seeker.id, pair.provider.id)]
    assert [(pair.seeker.id, pair.first_order, pair.matched) for pair in again] == [("a", 1, True), ("b", 9, says == 1)]


@pytest.mark.parametrize(
    ("seeker_says", "provider_says", "matched"),
    [(1, 1, True), (1, 0, False), (1, "", True), ("", 0, False), ("", "", None)],
)
def test_a_match_is_a_yes_of_all_whose_decision_is_given(tmp_path, seeker_says, provider_says, matched):
    (pair,) = _pairs(tmp_path, [_row("a", "b", seeker_says, provider_says)])
    assert pair.matched is matched


def test_whoever_stands_on_both_sides_makes_one_population(tmp_path):
    assert one_population(_pairs(tmp_path, [_row("a", "b", 1), _row("b", "c", 1)]))
    assert not one_population(_pairs(tmp_path, [_row("a", "b", 1), _row("c", "b", 1)]))


# What was decided before


def test_one_decision_moves_both_by_the_surprise_over_what_was_known():
    # At even odds: p = .5, p(1 − p) = .25, both variances v: step v · (1 − .5) / (1 + .25 · 2v).
    standing = Standing()
    standing.learn(Said("a", "b", True, 0.0))
    step = VARIANCE * 0.5 / (1 + 0.25 * 2 * VARIANCE)
    assert standing.of("a", "c")[:2] == pytest.approx((step, 0.0))
    assert standing.of("c", "b")[:2] == pytest.approx((0.0, step))
    assert standing.of("b", "a")[2:4] == pytest.approx((step, step))
    # Said yes once of once: (2 · 1 − 1) / (1 + 1).
    assert standing.of("a", "b")[4:] == (0.5, 0.0)


def test_many_decisions_bring_the_numbers_to_the_log_odds_that_they_were_drawn_from():
    rng = np.random.default_rng(2)
    easy, sought = rng.normal(size=30), rng.normal(size=30)
    standing = Standing()
    for _ in range(60_000):
        a, b = rng.integers(30, size=2)
        standing.learn(Said(f"{a}", f"{b}", bool(rng.random() < expit(easy[a] + sought[b])), 0.0))
    found = np.array([standing.of(f"{number}", f"{number}")[:2] for number in range(30)])
    assert np.corrcoef(found[:, 0], easy)[0, 1] > 0.98
    assert np.corrcoef(found[:, 1], sought)[0, 1] > 0.98


def _most_likely_sought(n_yes):
    """How sought somebody most likely is of whom that many strangers said yes; by trying, at even odds."""

    def unlikely(numbers):
        sought, easy = numbers  # the other number of each is told by nothing else, so it may be left out
        return (sought**2 + n_yes * easy**2) / (2 * VARIANCE) + n_yes * math.log1p(math.exp(-easy - sought))

    return minimize(unlikely, [0.0, 0.0], tol=1e-12).x[0]


def test_a_decision_knows_only_those_of_its_group_that_were_over_before_it_began():
    def said(decider, first, last, group="g"):
        return Said(decider, "x", True, 0.0, group, first, last)

    asked = [said("a", 1, 1), said("b", 2, 3), said("c", 2, 2), said("d", 3, 3), said("e", 4, 4), said("f", 9, 9, "h")]
    sought = standings(asked)[:, 1]
    # a: none; b and c: a; d: a and c (b ends at 3); e: all four; f stands in another group.
    alone, two, four = (_most_likely_sought(n) for n in (1, 2, 4))
    expected = [0.0, alone, alone, two, four, 0.0]
    assert sought == pytest.approx(expected, abs=1e-6)


def test_surprising_decisions_of_many_are_fitted_without_losing_the_way():
    group = Together(["a", *"bcdefghij"], lambda _: STRANGER)
    over = [Said(one, "a", True, -12.0) for one in "bcdefghij"]
    found = group.learned(over)
    likely = [expit(-12.0 + found[one].easy + found["a"].sought) for one in "bcdefghij"]
    # At the most likely numbers each is its variance times what is left of the surprises that it is told by.
    assert found["a"].sought == pytest.approx(VARIANCE * sum(1 - one for one in likely))
    assert found["b"].easy == pytest.approx(VARIANCE * (1 - likely[0]))


def test_decisions_of_another_file_are_known_to_all_and_those_without_order_to_none():
    nan = math.nan
    known = [Said("k", "x", True, 0.0, "old", nan, nan)]
    asked = [Said("a", "x", False, 0.0, "g", nan, nan), Said("b", "x", False, 0.0, "g", 5, 5)]
    found = standings(asked, known)[:, 1]
    assert found[0] == found[1] > 0


def test_held_out_standing_knows_only_the_other_folds():
    asked = [Said("a", "x", True, 0.0), Said("b", "x", True, 0.0), Said("c", "y", True, 0.0)]
    found = standings_without(asked, np.array([0, 1, 0]))
    assert (found[:, 1] > 0).tolist() == [True, True, False]


# Features


def test_need_met_is_the_recommenders_signal():
    # ln(1 + Σ rarity · 2/3 · 2/3) over the two shared terms.
    rarity = {("x", "a"): 2.0, ("x", "b"): 1.5, ("x", "c"): 9.0}
    assert met(["a", "b", "c"], ["b", "a", "d"], "x", rarity) == pytest.approx(math.log(1 + 3.5 * 4 / 9))


def test_overlap_worked_out_on_paper():
    rarity = {("x", "a"): 2.0, ("x", "b"): 1.0, ("x", "c"): 2.0}
    found = dict(overlaps("decider", {"x": ("a", "b")}, {"x": ("a", "c")}, rarity))
    # Cosine: 2² / (√(2² + 1²) · √(2² + 2²)).
    assert found["decider x cosine"] == pytest.approx(4 / math.sqrt(5 * 8))
    assert (found["decider x share of needs"], found["decider x number shared=1"]) == (0.5, 1.0)
    assert {"decider x met=a", "decider x offered=c", "decider x needed=b"} <= found.keys()
    assert "decider x met=b" not in found
    assert found["decider shared in=x"] == 1.0


def test_only_what_is_frequent_in_the_training_decisions_is_a_feature(tmp_path):
    rows = [_row(f"s{number}", "p", number % 2, seeker_town="rare" if number < 4 else "often") for number in range(9)]
    vocabulary = vocabulary_of(decisions_by_seekers(_pairs(tmp_path, rows)))
    assert "decider town=often" in vocabulary.columns
    assert "decider town=rare" not in vocabulary.columns


# What may be known


@pytest.mark.parametrize("mirrored", [False, True])
def test_what_later_pairs_decide_changes_no_score_of_earlier_ones(tmp_path, mirrored):
    train, test = _rounds("old", seed=1, mirrored=mirrored), _rounds("new", seed=2, mirrored=mirrored)
    later = [row | {name: 1 - row[name] for name in COLUMNS[2:]} if row["order"] >= 5 else row for row in test]
    found, changed = (_evaluate(tmp_path, train, rows) for rows in (test, later))
    first = np.array([pair.first_order for pair in found.pairs]) <= 5
    assert (found.judged.matches[first] == changed.judged.matches[first]).all()
    assert (found.judged.sides[:, first] == changed.judged.sides[:, first]).all()
    assert (found.judged.matches[~first] != changed.judged.matches[~first]).any()


def test_without_order_no_outcome_of_the_test_file_changes_any_score(tmp_path):
    train, test = _wanted(seed=1), _wanted(seed=2)
    turned = [row | {"seeker_says": 1 - row["seeker_says"]} for row in test]
    found, changed = (_evaluate(tmp_path, train, rows) for rows in (test, turned))
    assert (found.judged.matches == changed.judged.matches).all()


def test_a_test_file_of_only_one_outcome_gives_the_scores_of_any_other(tmp_path):
    train, test = _rounds("old", seed=1), _rounds("new", seed=2)
    for row in test:
        row["order"] = 1  # all at once: nobody knows of anybody's decision
    alike = [row | {"seeker_says": 1, "provider_says": 1} for row in test]
    found, changed = (_evaluate(tmp_path, train, rows) for rows in (test, alike))
    assert (found.judged.matches == changed.judged.matches).all()
    assert math.isnan(changed.auc.value)
    assert changed.brier > 0


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_order_of_rows_changes_nothing(tmp_path, mirrored):
    train, test = _rounds("old", seed=1, mirrored=mirrored), _rounds("new", seed=2, mirrored=mirrored)
    rng = np.random.default_rng(3)
    shuffled = [[rows[at] for at in rng.permutation(len(rows))] for rows in (train, test)]
    one, other = _evaluate(tmp_path, train, test), _evaluate(tmp_path, *shuffled)
    assert [(pair.seeker.id, pair.provider.id) for pair in one.pairs] == [
        (pair.seeker.id, pair.provider.id) for pair in other.pairs
    ]
    assert (one.judged.matches == other.judged.matches).all()
    assert one.auc == other.auc


def test_mirrored_rows_add_nothing_to_rows_that_tell_both_decisions(tmp_path):
    once = _evaluate(tmp_path, _rounds("old", seed=1), _rounds("new", seed=2))
    twice = _evaluate(tmp_path, _rounds("old", seed=1, mirrored=True), _rounds("new", seed=2, mirrored=True))
    assert len(once.pairs) == len(twice.pairs) == 100
    assert {(p.seeker.id, p.provider.id) for p in once.pairs} == {(p.seeker.id, p.provider.id) for p in twice.pairs}


def test_folds_keep_groups_or_seekers_together_where_the_test_file_has_new_ones(tmp_path):
    train, new = _pairs(tmp_path, _wanted(seed=1)), _pairs(tmp_path, _wanted(seed=2, seekers="n"))
    by_seeker = folds_of(train, new)
    assert len({(pair.seeker.id, fold) for pair, fold in zip(train, by_seeker, strict=True)}) == 100
    assert len({(pair.seeker.id, fold) for pair, fold in zip(train, folds_of(train, train), strict=True)}) > 100
    grouped = _pairs(tmp_path, _rounds("a") + _rounds("b"))
    assert folds_of(grouped, _pairs(tmp_path, _rounds("c"))).tolist() in ([0] * 100 + [1] * 100, [1] * 100 + [0] * 100)


# How good it is


def test_where_people_differ_both_sides_together_tell_more_than_either(tmp_path):
    train = [row for number in range(6) for row in _rounds(f"old{number}", seed=number, n=12)]
    test = [row for number in range(8) for row in _rounds(f"new{number}", seed=50 + number, n=12)]
    found = _evaluate(tmp_path, train, test)
    assert found.ahead.low > 0
    assert found.auc.value > 0.65
    assert abs(found.auc_without_standing.value - 0.5) < 0.08
    assert found.calibration_error < 0.05


def test_where_needs_decide_unseen_seekers_are_told(tmp_path):
    found = _evaluate(tmp_path, _wanted(seed=1, n=1200), _wanted(seed=2, seekers="new", n=800))
    assert found.auc.value > 0.78
    assert found.calibration_error < 0.08
    assert found.auc_of_sides == ()


def test_measures_can_be_recomputed_from_the_scores_that_are_written(tmp_path):
    train, test = _rounds("old", seed=1, mirrored=True), _rounds("new", seed=2, mirrored=True)
    paths = _write(tmp_path / "train.csv", train), _write(tmp_path / "test.csv", test)
    out = tmp_path / "scores.csv"
    arguments = ["evaluate", "decisions", "--train", paths[0], "--test", paths[1], "--scores", out, "--json"]
    done = CliRunner().invoke(main, [str(one) for one in arguments])
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    with out.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 100
    scores, truth = (np.array([float(row[name]) for row in rows]) for name in ("score", "match"))
    said = {(row["seeker"], row["provider"]): row for row in test}
    assert truth.tolist() == [
        said[row["seeker"], row["provider"]]["seeker_says"] * said[row["seeker"], row["provider"]]["provider_says"]
        for row in rows
    ]
    truth = truth.astype(bool)
    assert found["auc"]["value"] == pytest.approx(auc(scores, truth))
    assert found["brier"] == pytest.approx(brier(scores, truth))
    assert found["log_loss"] == pytest.approx(log_losses(scores, truth).mean())
    assert found["calibration_error"] == pytest.approx(calibration_error(scores, truth))
    around = found["calibration_error_interval"]
    assert around["value"] == found["calibration_error"]
    assert 0 <= around["low"] <= around["high"]
    alone = [auc(np.array([float(row[f"{side}_score"]) for row in rows]), truth) for side in ("seeker", "provider")]
    assert [found["auc_one_sided"][side]["value"] for side in ("seeker", "provider")] == pytest.approx(alone)
    assert found["auc_ahead_of_one_sided"]["value"] == pytest.approx(found["auc"]["value"] - max(alone))


def test_a_training_row_that_tells_of_a_test_pair_itself_is_left_out_and_counted(tmp_path):
    rows = _rounds("g", seed=1, mirrored=True)
    found = _evaluate(tmp_path, [*_rounds("old", seed=2), *rows[1::2]], rows[::2])
    assert (found.n_train, found.n_in_both) == (100, 100)
    again = _evaluate(tmp_path, _rounds("old", seed=2), rows[::2])
    assert (found.judged.matches == again.judged.matches).all()


def test_an_earlier_meeting_of_the_same_two_stays_in_the_training_file(tmp_path):
    before = _pairs(tmp_path, [_row("a", "b", 1, order=1), _row("a", "c", 1, order=7), _row("a", "d", 1)])
    now = _pairs(tmp_path, [_row("b", "a", 0, order=2), _row("a", "c", 0, order=7), _row("a", "d", 1, order=3)])
    assert [pair.provider.id for pair in apart(before, now)] == ["b"]


def test_a_file_that_is_the_test_file_as_well_teaches_nothing(tmp_path):
    rows = _wanted(n=20)
    with pytest.raises(NothingToMeasure, match="leaving out 20 pairs that are in the test file too"):
        _evaluate(tmp_path, rows, rows)


# Files of any kind


def test_four_columns_alone_are_enough(tmp_path):
    found = _evaluate(tmp_path, _rounds("old", seed=1), _rounds("new", seed=2), COLUMNS)
    assert np.isfinite(found.judged.matches).all()


def test_people_known_from_training_are_told_by_what_they_decided_there(tmp_path):
    columns = [*COLUMNS, "group"]
    rows, rng = _rounds("g", seed=4, n=20), np.random.default_rng(5)
    shuffled = [rows[at] for at in rng.permutation(len(rows))]
    found = _evaluate(tmp_path, shuffled[::2], shuffled[1::2], columns)
    assert found.auc.low > 0.6


def test_one_decision_by_the_provider_alone_is_enough(tmp_path):
    rows = [row | {"seeker_says": ""} for row in _rounds("old", seed=1)]
    found = _evaluate(tmp_path, rows, [row | {"seeker_says": ""} for row in _rounds("new", seed=2)])
    assert np.isfinite(found.judged.matches).all()
    assert found.auc_of_sides == ()


def test_pairs_without_decision_are_scored_and_not_measured(tmp_path):
    test = _wanted(seed=2)
    for row in test[:100]:
        row["seeker_says"] = ""
    found = _evaluate(tmp_path, _wanted(seed=1), test)
    assert (found.n_known, len(found.pairs)) == (300, 400)
    assert np.isfinite(found.judged.matches).all()


@pytest.mark.parametrize("n", [2, 3, 6])
def test_a_few_rows_are_enough(tmp_path, n):
    rows = [_row(f"s{at}", f"p{at}", at % 2, need_x="a", offer_x="a", seeker_n=at, provider_c="u") for at in range(n)]
    found = _evaluate(tmp_path, rows, [row | {"group": "new"} for row in rows])
    assert ((found.judged.matches > 0) & (found.judged.matches < 1)).all()


def test_features_that_never_differ_or_are_extreme_or_unknown_in_training_do_no_harm(tmp_path):
    constant = {"seeker_c": 5, "pair_c": "x", "need_t": "a", "offer_t": "a"}
    train = [
        row | constant | {"seeker_big": at, "pair_huge": 1e99 if at % 7 else 1e308}
        for at, row in enumerate(_rounds("old", seed=1))
    ]
    strange = {"seeker_c": 1e300, "pair_c": "y", "seeker_big": -1e12, "need_t": "zzz", "offer_u": "q", "seeker_new": 3}
    found = _evaluate(tmp_path, train, [row | strange for row in _rounds("new", seed=2)])
    assert np.isfinite(found.judged.matches).all()
    assert found.auc.value > 0.55


def test_a_text_column_counts_by_shared_words(tmp_path):
    rows = [
        _row(
            f"s{at}",
            f"p{at}",
            at % 2,
            seeker_about="uczymy dzieci malowania obrazów farbami",
            provider_about="malowanie obrazów oraz uczenie dzieci"
            if at % 2
            else "naprawiamy rowery miejskie i hulajnogi nocą",
        )
        for at in range(60)
    ]
    found = _evaluate(tmp_path, rows[:40], rows[40:])
    assert found.auc.value == 1.0


@pytest.mark.parametrize(
    ("train", "test", "said"),
    [
        ([_row("a", "b", 1), _row("a", "c", 1)], [_row("a", "b", 1)], "has only decisions of 1"),
        ([_row("a", "b", ""), _row("a", "c", "")], [_row("a", "b", 1)], "train.csv has no decision"),
        ([_row("a", "b", 1), _row("a", "c", 0)], [_row("x", "b", "")], "test.csv has no decision"),
    ],
)
def test_files_with_nothing_to_learn_or_measure_are_refused_with_the_next_step(tmp_path, train, test, said):
    with pytest.raises(NothingToMeasure, match=said):
        _evaluate(tmp_path, train, test)


def test_empty_files_are_told(tmp_path):
    paths = _write(tmp_path / "train.csv", [], COLUMNS), _write(tmp_path / "test.csv", [], COLUMNS)
    done = CliRunner().invoke(main, ["evaluate", "decisions", "--train", str(paths[0]), "--test", str(paths[1])])
    assert done.exit_code == 1
    assert "nothing to learn from" in done.output
