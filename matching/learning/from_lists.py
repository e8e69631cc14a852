"""What it tells that somebody was asked for out of a list: weights by conditional logit over those shown.

People look at the top of a list first, whoever stands there (position bias, Joachims et al. 2005). So
the logarithm of the rank stands beside the signals, with a weight of its own that is dropped afterwards. How firmly
people choose says nothing of the mixture: all signals together count as much as with the published weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.learning.choices import Choices, joined
from matching.learning.conditional_logit import fit_weights
from matching.learning.decisions import ShownList

Values = NDArray[np.float64]


def weights_of_choices(lists: Sequence[ShownList], published: Values, penalty: float) -> Values:
    """The weights that say best who was asked for, near the published ones; these where no list is known.

    Examples
    --------
    Of two shown, the second was always asked for; its first signal is larger, its second smaller:

    >>> values, ranks = np.array([[0.0, 1.0], [1.0, 0.5]]), np.array([1, 2])
    >>> first, second = weights_of_choices([ShownList(0, values, ranks, chosen=1)] * 50, np.array([1.0, 1.0]), 10.0)
    >>> bool(first > 1 > second)
    True
    """
    if not lists:
        return published
    choices = joined([_choices(one) for one in lists], len(published) + 1)
    found = fit_weights(choices, np.append(published, 0.0), penalty)[:-1]
    deviation = choices.values[:, :-1].std(axis=0)
    before, after = (float(np.linalg.norm(weights * deviation)) for weights in (published, found))
    return found * (before / after) if after > 0 else published


def _choices(shown: ShownList) -> Choices:
    n_shown = len(shown.ranks)
    seen_first = -np.log(shown.ranks.astype(np.float64))
    return Choices(
        np.column_stack([shown.values, seen_first]),
        np.arange(n_shown) == shown.chosen,
        np.zeros(1, dtype=np.int64),
        np.ones(n_shown),
    )
