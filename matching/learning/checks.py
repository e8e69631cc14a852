"""The guards that learned weights must pass before anybody may promote them, with their published numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matching.learning.decisions import DecisionRows
from matching.learning.holding_out import Compared
from matching.learning.reach import Reach
from matching.learning.rounds import judged

FEWEST_DECIDED = 50
FEWEST_OF_EACH = 10
FEWEST_LATER = 20
FEWEST_LATER_OF_EACH = 5
FEWEST_LATER_SEEKERS = 5
HIGHEST_CALIBRATION_ERROR = 0.1
MOST_GINI_MORE = 0.03
MOST_COVERAGE_LESS = 0.02
MOST_STRONG_MORE = 0.15

_DIGITS = 4
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Guard:
    """One condition, the numbers it went by, and whether it holds."""

    name: str
    passed: bool
    facts: Mapping[str, float]


def _guard(name: str, passed: bool, **facts: float) -> Guard:
    return Guard(name, bool(passed), {key: round(value, _DIGITS) for key, value in facts.items()})


def guards_of_number(rows: DecisionRows) -> tuple[Guard, ...]:
    """Whether there are enough decisions to learn from and to judge by; without them nothing else is measured."""
    n, n_yes = len(rows), int(rows.said_yes.sum())
    n_no = n - n_yes
    return (
        _guard("decided", n >= FEWEST_DECIDED, n=n, fewest=FEWEST_DECIDED),
        _guard("outcomes", min(n_yes, n_no) >= FEWEST_OF_EACH, n_yes=n_yes, n_no=n_no, fewest=FEWEST_OF_EACH),
        _guard_of_later(rows),
    )


def _guard_of_later(rows: DecisionRows) -> Guard:
    at = judged(rows)
    n, n_yes, n_seekers = int(at.sum()), int(rows.said_yes[at].sum()), len(np.unique(rows.seekers[at]))
    many = n >= FEWEST_LATER and min(n_yes, n - n_yes) >= FEWEST_LATER_OF_EACH
    limits = {
        "fewest": FEWEST_LATER,
        "fewest_of_each": FEWEST_LATER_OF_EACH,
        "fewest_seekers": FEWEST_LATER_SEEKERS,
    }
    enough = many and n_seekers >= FEWEST_LATER_SEEKERS
    return _guard("later", enough, n=n, n_yes=n_yes, n_no=n - n_yes, n_seekers=n_seekers, **limits)


def guards_of_quality(found: Compared) -> tuple[Guard, ...]:
    """Whether the learned weights foresee held-out decisions better, and order no worse.

    They foresee better where the mean log loss falls by more than its standard error. The order of all
    is no worse where its AUC is no lower, that of the lists shown, which are few, where the 95 %
    interval of the difference does not lie below 0. Probabilities are honest enough where their
    error is within the limit, within what chance makes of true ones, or no larger than before.
    """
    old, new = found.published, found.learned
    limit = max(HIGHEST_CALIBRATION_ERROR, found.chance_error)
    calibrated = new.calibration_error <= max(limit, old.calibration_error)
    foresees = old.log_loss - new.log_loss > found.loss_error
    guards = [
        _guard("foresight", foresees, before=old.log_loss, after=new.log_loss, error=found.loss_error),
        _guard("ranking", new.auc >= old.auc - _ROUNDING, **_change(old.auc, new.auc, found.auc_gain)),
        _guard("calibration", calibrated, before=old.calibration_error, after=new.calibration_error, limit=limit),
    ]
    if found.rank_gain and old.reciprocal_rank is not None and new.reciprocal_rank is not None:
        ranks = _change(old.reciprocal_rank, new.reciprocal_rank, found.rank_gain)
        guards.insert(2, _guard("shown", found.rank_gain[1] >= 0, **ranks, n=found.n_lists))
    return tuple(guards)


def _change(before: float, after: float, gain: tuple[float, float]) -> dict[str, float]:
    return {"before": before, "after": after, "low": gain[0], "high": gain[1]}


def guards_of_reach(old: Reach, new: Reach) -> tuple[Guard, ...]:
    """Whether suggestions still reach as many, as evenly, and are called strong about as often."""
    uneven, fewer, stronger = new.gini - old.gini, old.coverage - new.coverage, new.strong - old.strong
    return (
        _guard("exposure", uneven <= MOST_GINI_MORE + _ROUNDING, before=old.gini, after=new.gini, limit=MOST_GINI_MORE),
        _guard(
            "coverage",
            fewer <= MOST_COVERAGE_LESS + _ROUNDING,
            before=old.coverage,
            after=new.coverage,
            limit=MOST_COVERAGE_LESS,
        ),
        _guard(
            "bands",
            stronger <= MOST_STRONG_MORE + _ROUNDING,
            before=old.strong,
            after=new.strong,
            limit=MOST_STRONG_MORE,
        ),
    )
