"""Which labels fit on a map without covering each other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.analysis.layout.seeding import Points


@dataclass(frozen=True, slots=True)
class LabelSlot:
    """A label's box: whose it is, and where its left upper corner is."""

    place: int
    left: float
    top: float
    width: float
    height: float

    def overlaps(self, other: LabelSlot) -> bool:
        """Whether the two boxes share an area."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


@dataclass(slots=True)
class _Taken:
    """The boxes so far, by the cells of a grid that they touch."""

    cell: float
    by_cell: dict[tuple[int, int], list[LabelSlot]] = field(default_factory=dict)

    def is_free(self, slot: LabelSlot) -> bool:
        return not any(slot.overlaps(other) for cell in self._cells(slot) for other in self.by_cell.get(cell, ()))

    def take(self, slot: LabelSlot) -> None:
        for cell in self._cells(slot):
            self.by_cell.setdefault(cell, []).append(slot)

    def _cells(self, slot: LabelSlot) -> list[tuple[int, int]]:
        across = range(int(slot.left // self.cell), int((slot.left + slot.width) // self.cell) + 1)
        down = range(int(slot.top // self.cell), int((slot.top + slot.height) // self.cell) + 1)
        return [(column, row) for column in across for row in down]


def label_slots(
    points: Points, widths: NDArray[np.float64], height: float, order: NDArray[np.intp], *, most: int, gap: float = 0.0
) -> tuple[LabelSlot, ...]:
    """Boxes for the labels of points, none covering another, first come first served.

    A label stands below its point, else above, to the right or to the left of it; where none of
    the four is free, the point goes without.

    Parameters
    ----------
    points : array, shape (n, 2), y downwards
    widths : array, shape (n,)
        In the units of the points, as `height` is.
    order : int array
        Places in `points`, the most important first.
    most : int
        How many labels at most.
    gap : float
        Between a point and its label.
    """
    taken = _Taken(max(4 * height, 1e-6))
    found: list[LabelSlot] = []
    for place in order.tolist():
        if len(found) >= most:
            break
        x, y, width = float(points[place, 0]), float(points[place, 1]), float(widths[place])
        corners = (
            (x - width / 2, y + gap),
            (x - width / 2, y - gap - height),
            (x + gap, y - height / 2),
            (x - gap - width, y - height / 2),
        )
        slot = next(
            (one for left, top in corners if taken.is_free(one := LabelSlot(place, left, top, width, height))), None
        )
        if slot is not None:
            taken.take(slot)
            found.append(slot)
    return tuple(found)
