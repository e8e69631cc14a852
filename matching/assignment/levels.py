"""What a set of pairs reaches on each level."""

from __future__ import annotations

import numpy as np

from matching.assignment.instance import Instance, Ints
from matching.assignment.results import Levels
from matching.assignment.rules import Rules


def gains(instance: Instance, rules: Rules) -> Ints:
    """What each pair adds to the total: its score, and `keep_weight` where it is kept."""
    if rules.kept is None or not rules.keep_weight:
        return instance.score
    return instance.score + rules.keep_weight * rules.kept.astype(np.int64)


def levels_of(instance: Instance, rules: Rules, chosen: Ints) -> Levels:
    """The levels of the pairs with these indices."""
    loads = np.bincount(instance.provider[chosen], minlength=instance.n_providers)
    free = np.setdiff1d(chosen, rules.locked) if len(rules.locked) else chosen
    return Levels(
        shortfall=int(np.maximum(instance.minimum - loads, 0).sum()),
        placed=int(np.count_nonzero(np.bincount(instance.seeker[chosen]))),
        pairs=len(chosen),
        floor=int(instance.score[free].min()) if len(free) else None,
        total=int(gains(instance, rules)[chosen].sum()),
        kept=0 if rules.kept is None else int(rules.kept[chosen].sum()),
    )
