"""The protocol of two-sided choice: learned from one file of meetings, judged on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.bootstrap import Interval, grouped_interval, statistic_interval
from matching.evaluation.decisions.files import read_decisions
from matching.evaluation.decisions.model import Judged, judge
from matching.evaluation.decisions.pairs import Pair, apart, pairs_of
from matching.evaluation.errors import NothingToMeasure
from matching.learning.probabilities import auc, brier, calibration_error, log_losses

Values = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """What an evaluation of decisions found; measures are of the test pairs whose match is known, each pair once.

    Attributes
    ----------
    pairs : tuple of Pair
        All test pairs.
    judged : Judged
    n_train, n_in_both : int
        Training pairs, and those left out because they tell of a test pair itself.
    n_known, n_matches : int
        Test pairs whose match is known, and those of them that match.
    auc : Interval
        Of the match.
    auc_of_sides : tuple of Interval
        Of the match, by what the model says of the seeker alone and of the provider alone; empty
        where one decision is given of each pair.
    ahead : Interval
        auc − the better of these two, over the same pairs; NaN where there are none.
    auc_without_standing : Interval
        Of the match, without what anybody decided before.
    brier, log_loss, calibration_error : float
    calibration_interval : Interval
        Of the calibration error, over seekers, whose pairs end alike; not below 0.
    """

    pairs: tuple[Pair, ...]
    judged: Judged
    n_train: int
    n_in_both: int
    n_known: int
    n_matches: int
    auc: Interval
    auc_of_sides: tuple[Interval, ...]
    ahead: Interval
    auc_without_standing: Interval
    brier: float
    log_loss: float
    calibration_error: float
    calibration_interval: Interval


def evaluate_decisions(train: Path, test: Path) -> Decided:
    """How well the matches of the test file are told, with what the training file teaches.

    Raises
    ------
    InvalidFile
        A file has a wrong value, or lacks a column.
    NothingToMeasure
        The training file has not decisions of both kinds, or the test file no decision at all.
    """
    everything, asked = (pairs_of(path, read_decisions(path)) for path in (train, test))
    learned = apart(everything, asked)
    _check(train, learned, test, asked, len(everything) - len(learned))
    judged = judge(learned, asked)
    at = np.flatnonzero([pair.matched is not None for pair in asked])
    truth = np.array([asked[one].matched for one in at.tolist()], dtype=bool)
    matches = judged.matches[at]
    sides = [side[at] for side in judged.sides] if _reciprocal(asked, judged) else []
    return Decided(
        pairs=asked,
        judged=judged,
        n_train=len(learned),
        n_in_both=len(everything) - len(learned),
        n_known=len(at),
        n_matches=int(truth.sum()),
        auc=_auc(matches, truth),
        auc_of_sides=tuple(_auc(side, truth) for side in sides),
        ahead=_ahead(matches, sides, truth),
        auc_without_standing=_auc(judged.matches_without_standing[at], truth),
        brier=brier(matches, truth),
        log_loss=float(log_losses(matches, truth).mean()),
        calibration_error=calibration_error(matches, truth),
        calibration_interval=_calibration(matches, truth, [asked[one].seeker.id for one in at.tolist()]),
    )


def _check(train: Path, learned: Sequence[Pair], test: Path, asked: Sequence[Pair], n_in_both: int) -> None:
    said = {pair.seeker_says for pair in learned} | {pair.provider_says for pair in learned}
    if not {True, False} <= said:
        what = "has no decision" if said <= {None} else f"has only decisions of {int(True in said)}"
        without = f", leaving out {n_in_both} pairs that are in the test file too" if n_in_both else ""
        raise NothingToMeasure(f"nothing to learn from: {train} {what}{without}; --train needs some of 1 and some of 0")
    if all(pair.matched is None for pair in asked):
        raise NothingToMeasure(f"nothing to measure: {test} has no decision; fill seeker_says (1 or 0) in --test")


def _reciprocal(asked: Sequence[Pair], judged: Judged) -> bool:
    """Whether both sides decide in the test file, and the training file told of both."""
    both = any(pair.seeker_says is not None and pair.provider_says is not None for pair in asked)
    return both and not bool(np.isnan(judged.sides).any())


def _auc(scores: Values, truth: Truth) -> Interval:
    return statistic_interval(lambda at: auc(scores[at], truth[at]), len(truth))


def _calibration(matches: Values, truth: Truth, seekers: Sequence[str]) -> Interval:
    found = grouped_interval(lambda at: calibration_error(matches[at], truth[at]), seekers)
    return found._replace(low=max(found.low, 0.0))


def _ahead(matches: Values, sides: Sequence[Values], truth: Truth) -> Interval:
    if not sides:
        return Interval(float("nan"), float("nan"), float("nan"))
    best = max(sides, key=lambda side: auc(side, truth))
    return statistic_interval(lambda at: auc(matches[at], truth[at]) - auc(best[at], truth[at]), len(truth))
