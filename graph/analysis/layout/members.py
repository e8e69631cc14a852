"""Where members stand within their communities: near those they are in contact with, never on top of each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from graph.analysis.layout.acquaintance import Places
from graph.analysis.layout.seeding import Points
from graph.snapshot.columns import Rows

STEP = 1.0  # between neighbours
_N_NEIGHBOURS = 7


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The disc that each actor keeps to.

    Attributes
    ----------
    group : int array, shape (n actors,)
        Number of the disc.
    centres : array, shape (n discs, 2)
    radii : array, shape (n discs,)
    """

    group: Rows
    centres: Points
    radii: NDArray[np.float64]

    def kept(self, points: Points) -> Points:
        """The points, those outside their disc drawn back to its edge."""
        offset = points - self.centres[self.group]
        length = np.hypot(offset[:, 0], offset[:, 1])
        farthest = self.radii[self.group]
        return self.centres[self.group] + offset * np.minimum(1.0, farthest / np.maximum(length, 1e-9))[:, None]

    def filled(self, points: Points) -> Points:
        """The points around the middle of their disc, moved along its radii so that each ring has its share of them."""
        sizes = np.bincount(self.group, minlength=len(self.radii))
        sums = [np.bincount(self.group, points[:, axis], len(sizes)) for axis in (0, 1)]
        offset = points - (np.column_stack(sums) / sizes[:, None])[self.group]
        length = np.hypot(offset[:, 0], offset[:, 1])
        order = np.lexsort((length, self.group))
        first = np.cumsum(sizes) - sizes
        share = np.empty(len(points))
        share[order] = np.arange(len(points)) - first[self.group[order]] + 0.5
        wanted = (self.radii[self.group]) * np.sqrt(share / sizes[self.group])
        return self.centres[self.group] + offset * (wanted / np.maximum(length, 1e-9))[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class Ties:
    """Pairs in contact, and how much each draws its two ends together; one < other."""

    one: Places
    other: Places
    strength: NDArray[np.float64]

    def drawn(self, points: Points) -> Points:
        """From each point to the mean of those it is tied to, by strength; shape (n, 2)."""
        n = len(points)
        between = (points[self.other] - points[self.one]) * self.strength[:, None]
        total = np.bincount(self.one, self.strength, n) + np.bincount(self.other, self.strength, n)
        summed = [
            np.bincount(self.one, between[:, axis], n) - np.bincount(self.other, between[:, axis], n) for axis in (0, 1)
        ]
        return np.asarray(np.column_stack(summed) / np.maximum(total, 1e-9)[:, None])


def settled(points: Points, ties: Ties, room: Room, mobility: NDArray[np.float64], n_passes: int) -> Points:
    """The points after so many passes: drawn by ties, pushed off by neighbours, kept to their discs.

    Parameters
    ----------
    mobility : array of shape (n actors,)
        From 0, which stays but for being pushed, to 1.
    """
    if len(points) < 2:
        return room.kept(points)
    for number in range(n_passes):
        heat = 0.35 * (1 - number / n_passes)
        points = room.kept(points + heat * mobility[:, None] * ties.drawn(points))
        points = room.kept(points + 0.9 * pushed_off(points))
    points = room.filled(points)
    for _ in range(n_passes // 2):
        points = room.kept(points + 0.9 * pushed_off(points))
    return points


def pushed_off(points: Points) -> Points:
    """How each point is pushed by those nearer than `STEP`; shape (n, 2)."""
    n_asked = min(_N_NEIGHBOURS, len(points))
    distance, nearest = cKDTree(points).query(points, n_asked)
    distance, nearest = distance[:, 1:], nearest[:, 1:]
    away = points[:, None] - points[nearest]
    # Of two in one place each goes its own way, which its number tells.
    same = distance < 1e-9
    if same.any():
        turn = np.arange(len(points))[:, None] * 2.399963 + np.zeros_like(distance)
        away = np.where(same[..., None], np.stack((np.cos(turn), np.sin(turn)), axis=-1), away)
        distance = np.where(same, 1.0, distance)
    push = np.maximum(STEP - np.where(same, 0.0, distance), 0) / 2
    return np.asarray(((push / distance)[..., None] * away).sum(axis=1))
