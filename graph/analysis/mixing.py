"""Who is in contact with whom by sector, region or size, day by day."""

from __future__ import annotations

import numpy as np

from graph.analysis.timeline import Counts, Positions, Timeline
from graph.analysis.traits import Trait


def mixing_by_day(timeline: Timeline, trait: Trait) -> Counts:
    """How many ends of contacts with each value meet ends with each; shape (n days, n values, n values).

    Symmetric: a contact between different values counts once either way, one between the same
    values twice, so that a day's entries add up to twice its contacts. Contacts of actors whose
    value is not known are left out.
    """
    pairs, n_values = timeline.pairs, len(trait.values)
    one, other = trait.of[pairs.one], trait.of[pairs.other]
    known = (one >= 0) & (other >= 0)
    cell = one.astype(np.int64) * n_values + other
    cells = cell[known]
    begun = _by_day(pairs.start[known], cells, timeline.n_days, n_values)
    ended = _by_day(pairs.stop[known], cells, timeline.n_days, n_values)
    counts = np.cumsum(begun - ended, axis=0)
    return np.asarray(counts + counts.transpose(0, 2, 1), np.int64)


def _by_day(positions: Positions, cells: Counts, n_days: int, n_values: int) -> Counts:
    within = positions < n_days
    if not within.all():
        positions, cells = positions[within], cells[within]
    n_cells = n_values * n_values
    found = np.bincount(positions * np.int64(n_cells) + cells, minlength=n_days * n_cells)
    return found.reshape(n_days, n_values, n_values)


def share_across(mixing: Counts) -> float | None:
    """Share of contacts between different values; None where there are no contacts.

    >>> share_across(np.array([[2, 1], [1, 0]]))
    0.5
    """
    total = int(mixing.sum())
    return 1 - int(np.trace(mixing)) / total if total else None


def assortativity(mixing: Counts) -> float | None:
    """Newman's coefficient of a symmetric mixing matrix: (Σ eᵢᵢ − Σ aᵢ²) / (1 − Σ aᵢ²).

    1 where all contacts are among equals, 0 where values play no part; None where there are no
    contacts or all their ends have one value, since then nothing could be otherwise.

    References
    ----------
    M. E. J. Newman, Mixing patterns in networks, Physical Review E 67, 026126 (2003), equation 2.

    Examples
    --------
    >>> assortativity(np.array([[2, 0], [0, 2]])), assortativity(np.array([[0, 1], [1, 0]]))
    (1.0, -1.0)
    >>> assortativity(np.array([[4, 0], [0, 0]])) is None
    True
    """
    total = int(mixing.sum())
    ends = mixing.sum(axis=0)
    if not total or int(ends.max()) == total:
        return None
    by_chance = float((ends / total) @ (ends / total))
    return float((np.trace(mixing) / total - by_chance) / (1 - by_chance))
