"""Published and learned weights on later decisions that they had not seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.learning.chance import calibration_error_by_chance, error_by_group, interval_by_group
from matching.learning.decisions import DecisionRows, ShownList
from matching.learning.fitting import Fitted, fit_weights
from matching.learning.probabilities import auc, calibration_error, log_losses
from matching.learning.rounds import Round, judged, rounds

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Quality:
    """How good weights are on decisions held out.

    Attributes
    ----------
    auc, log_loss, calibration_error : float
    reciprocal_rank : float or None
        Mean of 1 ÷ rank, by score, of those who said yes among all that were shown in the same
        answer; None where no such answer is known.
    """

    auc: float
    log_loss: float
    calibration_error: float
    reciprocal_rank: float | None


@dataclass(frozen=True, slots=True)
class Compared:
    """Published and learned weights on the same held-out decisions, with 95 % intervals of the difference.

    Attributes
    ----------
    loss_error : float
        Standard error of the mean difference of their log losses.
    chance_error : float
        The calibration error that the learned probabilities would stay below 19 times in 20 if they were true.
    """

    published: Quality
    learned: Quality
    loss_error: float
    chance_error: float
    auc_gain: tuple[float, float]
    rank_gain: tuple[float, float] | None
    n_judged: int
    n_lists: int


def compared(rows: DecisionRows, published: Values, rng: np.random.Generator) -> Compared:
    """How both do where each is fitted on what was decided before; both outcomes are among the rows judged."""
    parts = rounds(rows)
    old = [_fitted(rows, one, published) for one in parts]
    new = [_fitted(rows, one, _learned(rows, one, published)) for one in parts]
    at = np.flatnonzero(judged(rows))
    said_yes, seekers = rows.said_yes[at], _numbered(rows.seekers[at])
    stated = [_stated(rows, parts, fits)[at] for fits in (old, new)]
    ranks = [_ranks(rows, parts, fits) for fits in (old, new)]
    return Compared(
        _quality(stated[0], said_yes, ranks[0]),
        _quality(stated[1], said_yes, ranks[1]),
        error_by_group(log_losses(stated[1], said_yes) - log_losses(stated[0], said_yes), seekers),
        calibration_error_by_chance(stated[1], rng),
        interval_by_group(_auc_gain(stated[0], stated[1], said_yes), seekers, rng),
        _rank_gain(rows, ranks[1] - ranks[0], rng),
        len(at),
        len(ranks[0]),
    )


def _learned(rows: DecisionRows, one: Round, published: Values) -> Values:
    before = one.learned_from
    return fit_weights(rows.values[before], rows.said_yes[before], published, rows.lists_of(before))


def _fitted(rows: DecisionRows, one: Round, weights: Values) -> Fitted:
    return Fitted.of(weights, rows.values[one.learned_from], rows.said_yes[one.learned_from])


def _auc_gain(old: Values, new: Values, said_yes: NDArray[np.bool_]) -> Callable[[NDArray[np.int64]], float]:
    return lambda at: auc(new[at], said_yes[at]) - auc(old[at], said_yes[at])


def _numbered(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(np.unique(groups, return_inverse=True)[1], dtype=np.int64)


def _stated(rows: DecisionRows, parts: Sequence[Round], fits: Sequence[Fitted]) -> Values:
    stated = np.zeros(len(rows))
    for one, fitted in zip(parts, fits, strict=True):
        stated[one.judged] = fitted.probabilities(rows.values[one.judged])
    return stated


def _ranks(rows: DecisionRows, parts: Sequence[Round], fits: Sequence[Fitted]) -> Values:
    """1 ÷ rank of the chosen of each list judged, ties in the middle; shape (n lists judged,)."""
    found = []
    for shown in _lists_judged(rows):
        fitted = next(fitted for one, fitted in zip(parts, fits, strict=True) if one.judged[shown.row])
        scores = fitted.scores(shown.values).round(9)
        own = scores[shown.chosen]
        n_equal = int((scores == own).sum()) - 1
        found.append(1 / (1 + int((scores > own).sum()) + n_equal / 2))
    return np.array(found)


def _lists_judged(rows: DecisionRows) -> list[ShownList]:
    """The lists out of which somebody was asked for who said yes, of the rows judged."""
    return list(rows.lists_of(judged(rows) & rows.said_yes))


def _rank_gain(rows: DecisionRows, gains: Values, rng: np.random.Generator) -> tuple[float, float] | None:
    if not len(gains):
        return None
    groups = _numbered(rows.seekers[[shown.row for shown in _lists_judged(rows)]])
    return interval_by_group(lambda at: float(gains[at].mean()), groups, rng)


def _quality(stated: Values, said_yes: NDArray[np.bool_], ranks: Values) -> Quality:
    return Quality(
        auc(stated, said_yes),
        float(log_losses(stated, said_yes).mean()),
        calibration_error(stated, said_yes),
        float(ranks.mean()) if len(ranks) else None,
    )
