"""Whether seekers can only be helped by some providers who have too few places, counted from the pairs alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.assignment.instance import Instance
from matching.assignment.rules import Rules
from matching.exact import exact_sum


def crowd_problems(
    instance: Instance, rules: Rules, seekers: Sequence[int], providers: Sequence[int], places: int
) -> list[str]:
    """What is not so about a claim that these seekers compete for too few places; empty if it holds.

    The claim: none of the seekers is in a locked pair, each of them is eligible with none but these providers (and with
    such as have no capacity at all), who have so many places beside locked pairs, and those are fewer than the seekers.
    Then no assignment serves all of them (Hall 1935): at least as many as there are too few places have nobody.

    Examples
    --------
    >>> from matching.assignment import NO_RULES, make_instance
    >>> three_for_one = make_instance([1, 1, 1], [1], [0, 1, 2], [0, 0, 0], [1, 2, 3], [1, 2, 3])
    >>> crowd_problems(three_for_one, NO_RULES, [0, 1, 2], [0], 1)
    []
    >>> crowd_problems(three_for_one, NO_RULES, [0], [0], 1)
    ['1 seekers are no more than 1 places']
    """
    if unknown := _unknown(seekers, instance.n_seekers) or _unknown(providers, instance.n_providers):
        return [unknown]
    locked = np.unique(np.asarray(rules.locked, np.int64))
    given = np.bincount(instance.provider[locked], minlength=instance.n_providers)
    counted = exact_sum(np.maximum(instance.capacity - given, 0)[list(providers)])
    own = np.isin(instance.seeker, list(seekers))
    outside = own & (instance.capacity[instance.provider] > 0) & ~np.isin(instance.provider, list(providers))
    problems = []
    if counted != places:
        problems.append(f"it claims {places} places, but {counted} were counted")
    if len(seekers) <= counted:
        problems.append(f"{len(seekers)} seekers are no more than {counted} places")
    if outside.any():
        pair = int(np.argmax(outside))
        problems.append(f"seeker {instance.seeker[pair]} may also have provider {instance.provider[pair]}")
    if own[locked].any():
        problems.append(f"seeker {instance.seeker[locked][own[locked]][0]} is in a locked pair")
    return problems


def _unknown(rows: Sequence[int], n: int) -> str:
    """Why these are no rows, each once; empty if they are."""
    if len(set(rows)) != len(rows):
        return "somebody stands in a crowd twice"
    return next((f"there is no row {row} of {n}" for row in rows if not 0 <= row < n), "")
