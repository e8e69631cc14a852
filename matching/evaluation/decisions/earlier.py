"""Standing before each decision of both files, with training decisions as ignorant as those of the test file."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.decisions.folds import Folds
from matching.evaluation.decisions.pairs import Decision
from matching.evaluation.decisions.said import Said
from matching.evaluation.decisions.standing import standings, standings_without

Values = NDArray[np.float64]


class Expected(NamedTuple):
    """The decisions of all seekers, then of all providers, and the log-odds of a yes by what both sides are."""

    decisions: Sequence[Decision]
    log_odds: Values


def blocks_of(n_pairs: int, *, alike: bool) -> list[slice]:
    """Which decisions are told by one model, where those of the seekers stand first and then the providers'."""
    return [slice(0, 2 * n_pairs)] if alike else [slice(0, n_pairs), slice(n_pairs, 2 * n_pairs)]


def standing_before(train: Expected, test: Expected, folds: Folds, *, alike: bool) -> tuple[Values, Values]:
    """What was known before each training and each test decision; shapes (n decisions, 6).

    Numbers of a kind that is never known in the test file are 0. Which these are depends on who met
    whom when, never on what was said.

    Parameters
    ----------
    train, test : Expected
    folds : int64 array, shape (n training decisions,)
    alike : bool
        Whether both sides are one population.
    """
    decided, asked = _said(train, alike=alike), _said(test, alike=alike)
    numbered = all(any(not math.isnan(one.first_order) for one in of) for of in (decided, asked))
    of_train = standings(decided) if numbered else standings_without(decided, folds)
    ever_known = standings(_all_yes(asked), _all_yes(decided)).any(axis=0)
    return of_train * ever_known, standings(asked, decided) * ever_known


def _all_yes(said: Sequence[Said]) -> list[Said]:
    """The decisions as if all that are known were a yes, so that no number of standing is 0 by chance."""
    return [one if one.says is None else one._replace(says=True) for one in said]


def _said(of: Expected, *, alike: bool) -> list[Said]:
    """The decisions as far as standing goes; two populations are told apart by their role."""
    roles = ("", "") if alike else ("seeker ", "provider ")
    n_pairs = len(of.decisions) // 2
    expected = np.nan_to_num(of.log_odds).tolist()
    return [
        Said(
            roles[at >= n_pairs] + one.decider.id,
            roles[at < n_pairs] + one.other.id,
            one.says,
            expected[at],
            one.pair.group,
            one.pair.first_order,
            one.pair.last_order,
        )
        for at, one in enumerate(of.decisions)
    ]
