"""Plans in which everybody has met everybody at the end, from the points of a Hermitian curve.

With q a prime power there are q³ + 1 people at q² − q + 1 tables of q + 1, and q² rounds: 7 tables of 4 for 9 rounds,
21 of 6 for 25. People are the points of a Hermitian curve over the field of q² elements. Each line meets the curve in
one point or in q + 1, so two people share one line, and lines are tables. A point off the curve gives a round: the
lines through it that are tables hold all people but q + 1, and those are one table, its polar. Points off the curve
that lie on one tangent give rounds that have no table in common, for a tangent is no table (O'Nan 1972).
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from matching.seating.fields import field, prime_powers

Seats = NDArray[np.int64]
Point = tuple[int, int, int]
LARGEST = 9  # q; the field has q² elements


def unital_plan(n_tables: int, size: int) -> Seats:
    """The rounds, shape (q², tables, seats); none where tables and seats are no such numbers.

    Examples
    --------
    >>> unital_plan(7, 4).shape, unital_plan(8, 4).shape
    ((9, 7, 4), (0, 8, 4))
    """
    q = size - 1
    factors = prime_powers(q)
    if len(factors) != 1 or n_tables != q * q - q + 1 or q > LARGEST:
        return np.empty((0, n_tables, size), np.int64)
    plane = _Plane(q, *field(factors[0][0], 2 * factors[0][1]))
    return np.array([plane.round_of(point) for point in plane.off_the_curve_on_a_tangent()], np.int64)


class _Plane:
    """The projective plane over the field of q² elements, with the curve x^(q+1) + y^(q+1) + z^(q+1) = 0."""

    def __init__(self, q: int, sums: Seats, products: Seats) -> None:
        self.sums: list[list[int]] = sums.tolist()
        self.products: list[list[int]] = products.tolist()
        n = q * q
        self.negative: list[int] = [row.index(0) for row in self.sums]
        self.inverse = [0, *(self.products[one].index(1) for one in range(1, n))]
        self.conjugate = [self._power(one, q) for one in range(n)]
        points = [*((1, y, z) for y, z in product(range(n), repeat=2)), *((0, 1, z) for z in range(n)), (0, 0, 1)]
        self.points: list[Point] = points
        self.curve = [point for point in points if self._form(point, point) == 0]

    def off_the_curve_on_a_tangent(self) -> list[Point]:
        """The points of the tangent at the first point of the curve but that one."""
        return [point for point in self.points if point != self.curve[0] and self._form(self.curve[0], point) == 0]

    def round_of(self, point: Point) -> list[list[int]]:
        """The tables of the lines through a point, and the table of those whose line has nobody else."""
        by_line: dict[Point, list[int]] = {}
        for number, person in enumerate(self.curve):
            by_line.setdefault(self._line(point, person), []).append(number)
        alone = [people[0] for people in by_line.values() if len(people) == 1]
        return sorted([sorted(alone), *(people for people in by_line.values() if len(people) > 1)])

    def _power(self, one: int, exponent: int) -> int:
        raised = 1
        for _ in range(exponent):
            raised = self.products[raised][one]
        return raised

    def _form(self, one: Point, other: Point) -> int:
        """0 exactly where the other point lies on the polar of the first."""
        total = 0
        for left, right in zip(one, other, strict=True):
            total = self.sums[total][self.products[self.conjugate[left]][right]]
        return total

    def _line(self, one: Point, other: Point) -> Point:
        """The line through two points, with a first coordinate of 1."""
        (a, b, c), (d, e, f) = one, other
        line = [self._minor(b, f, c, e), self._minor(c, d, a, f), self._minor(a, e, b, d)]
        factor = self.inverse[next(value for value in line if value)]
        x, y, z = (self.products[factor][value] for value in line)
        return x, y, z

    def _minor(self, a: int, b: int, c: int, d: int) -> int:
        return self.sums[self.products[a][b]][self.negative[self.products[c][d]]]
