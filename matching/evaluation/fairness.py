"""How fair lists may be: as fair as advice can afford.

Fair lists show those who are seldom shown, and give up some accuracy for it. Where advice is well ahead of
what anybody would think of, popularity or the walk alone, it can afford that; where little more can be learned it
cannot, and would do harm. So the fairest grade is taken whose lists were, on questions held out before the cut, on
average as good as the better of these two.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.metrics import ndcg
from matching.evaluation.rankings import product_rankings
from matching.evaluation.training import PLAIN, Trained, Turn, named
from matching.learning.guards import FEWEST
from matching.learning.with_weights import with_weights
from matching.options import ACCURATE, Options
from matching.results import Kind

FAIR, HALF, BY_SCORE = "fair", "half as fair", "by score"
_FOR_FAIRNESS = ("exposure_price", "exposure_cap", "unseen_slots", "newcomer_slots", "diversity")


def grades(options: Options) -> Iterator[tuple[str, Options]]:
    """The options, half of what they do for fairness, and none of it; each a name and options.

    >>> from matching.options import DEFAULTS
    >>> options = replace(DEFAULTS, unseen_slots=4, diversity=0.3)
    >>> [(name, one.unseen_slots, one.diversity) for name, one in grades(options)]
    [('fair', 4, 0.3), ('half as fair', 2, 0.15), ('by score', 0, 0.0)]
    """
    yield FAIR, options
    yield (
        HALF,
        replace(
            options,
            exposure_price=options.exposure_price / 2,
            exposure_cap=options.exposure_cap * 2,
            unseen_slots=options.unseen_slots // 2,
            newcomer_slots=options.newcomer_slots // 2,
            diversity=options.diversity / 2,
        ),
    )
    yield BY_SCORE, replace(options, **{name: getattr(ACCURATE, name) for name in _FOR_FAIRNESS})


def as_fair_as_affordable(trained: Trained, kind: Kind) -> Trained:
    """The same with the fairest lists that were as good as the better of the plain ones.

    With fewer than ten questions held out nothing speaks against the options as they are.
    """
    *fair, (last, by_score) = grades(trained.options)
    if trained.options == by_score:
        return replace(trained, fairness=last)
    if trained.n_judged < FEWEST:
        return replace(trained, fairness=FAIR)
    plain = max((np.concatenate([turn.ndcg[name] for turn in trained.turns]) for name in PLAIN), key=np.mean)
    for name, options in fair:
        listed = np.concatenate([_ndcg(turn, trained.name, options, kind) for turn in trained.turns])
        if listed.mean() >= plain.mean():
            return replace(trained, options=options, fairness=name)
    return replace(trained, options=by_score, fairness=last)


def _ndcg(turn: Turn, name: str, options: Options, kind: Kind) -> NDArray[np.float64]:
    """NDCG of the lists that the options make of a turn's questions, with the weights that could be known then."""
    rankings = product_rankings(turn.world, turn.cases, with_weights(options, kind, named(turn.weights[name])))
    return np.array([ndcg([org for org, _ in rankings[case.query]], case.truth) for case in turn.cases])
