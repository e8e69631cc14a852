"""How the training pairs are divided, so that what is left out is as unknown as the test file will be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.decisions.pairs import Pair

N_FOLDS = 5
MOST_GROUPS = 10  # each group is a fold of its own up to so many

Folds = NDArray[np.int64]


def folds_of(train: Sequence[Pair], test: Sequence[Pair]) -> Folds:
    """The fold of each training pair, numbers from 0; shape (n training pairs,).

    Groups stay together where the test file has only other groups; else seekers stay together where
    most of the test pairs have a seeker whom the training file does not know; else pairs do.
    """
    known = {side.id for pair in train for side in (pair.seeker, pair.provider)}
    groups = {pair.group for pair in train}
    n_new = sum(pair.seeker.id not in known for pair in test)
    if len(groups) > 1 and not groups & {pair.group for pair in test}:
        return _dealt(train, lambda pair: pair.group, MOST_GROUPS)
    if 2 * n_new > len(test) and len({pair.seeker.id for pair in train}) > 1:
        return _dealt(train, lambda pair: pair.seeker.id, N_FOLDS)
    return _dealt(train, lambda pair: "\n".join(sorted((pair.seeker.id, pair.provider.id))), N_FOLDS)


def _dealt(pairs: Sequence[Pair], name_of: Callable[[Pair], str], n_folds: int) -> Folds:
    """Names dealt out one by one, in an order that says nothing about them and is the same on every machine."""
    names = [name_of(pair) for pair in pairs]
    shuffled = sorted(set(names), key=lambda name: (crc32(name.encode()), name))
    fold_of = {name: at % n_folds for at, name in enumerate(shuffled)}
    return np.array([fold_of[name] for name in names], dtype=np.int64)
