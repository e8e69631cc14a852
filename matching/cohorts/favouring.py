"""Locks in a stable matching: each side of a locked pair ranks the other above all that are not locked.

Proposals know no locks, but a pair that both sides rank first, within what they can take, is always made.
"""

from __future__ import annotations

from dataclasses import replace

from matching.assignment import Instance, Rules


def favouring_locks(instance: Instance, rules: Rules) -> Instance:
    """The instance in which locked pairs outrank all others on both sides; scores of the cohort stay as they are.

    Examples
    --------
    >>> import numpy as np
    >>> from matching.assignment import make_instance
    >>> pairs = make_instance([1], [1, 1], [0, 0], [0, 1], [9, 1], [9, 1])
    >>> favouring_locks(pairs, Rules(locked=np.array([1]))).seeker_score.tolist()
    [9, 10]
    """
    if not len(rules.locked):
        return instance
    raised = {}
    for name in ("seeker_score", "provider_score"):
        scores = getattr(instance, name).copy()
        scores[rules.locked] += int(scores.max()) - int(scores.min()) + 1
        raised[name] = scores
    return replace(instance, **raised)
