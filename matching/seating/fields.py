"""Finite fields, and products of them: numbers 0 to q − 1 that can be added, multiplied and, but for 0, divided."""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int64]


def prime_powers(number: int) -> list[tuple[int, int]]:
    """The prime factors of a number with their exponents, the smallest prime first.

    >>> prime_powers(40), prime_powers(1)
    ([(2, 3), (5, 1)], [])
    """
    found, prime = [], 2
    while number > 1:
        exponent = 0
        while number % prime == 0:
            number //= prime
            exponent += 1
        if exponent:
            found.append((prime, exponent))
        prime = prime + 1 if prime * prime <= number else max(number, prime + 1)
    return found


def field(prime: int, exponent: int) -> tuple[Table, Table]:
    """Tables of sums and of products of the field with prime ** exponent elements; 0 and 1 are its zero and its one.

    Elements are polynomials over the integers modulo the prime, written as numbers in that base, modulo an irreducible
    polynomial: the first one for which no product of two elements but 0 is 0.

    >>> field(2, 2)[1].tolist()
    [[0, 0, 0, 0], [0, 1, 2, 3], [0, 2, 3, 1], [0, 3, 1, 2]]
    """
    size = prime**exponent
    digits = np.array([[number // prime**place % prime for place in range(exponent)] for number in range(size)])
    worth = prime ** np.arange(exponent)
    sums = (digits[:, None, :] + digits[None, :, :]) % prime @ worth
    for lower in product(range(prime), repeat=exponent):
        products = _products(digits, prime, np.array(lower)) @ worth
        if (products[1:, 1:] > 0).all():
            return sums, products
    raise AssertionError("there is an irreducible polynomial of every degree")


def _products(digits: Table, prime: int, lower: Table) -> Table:
    """Products of all polynomials, where the highest power is replaced by less than it; shape (q, q, exponent)."""
    size, exponent = digits.shape
    found = np.zeros((size, size, exponent), dtype=np.int64)
    shifted = digits.copy()
    for place in range(exponent):
        found += digits[:, None, place, None] * shifted[None, :, :]
        carried = shifted[:, -1:]
        shifted = np.concatenate([np.zeros((size, 1), dtype=np.int64), shifted[:, :-1]], axis=1) - carried * lower
    return found % prime


def ring(size: int) -> tuple[Table, Table, int]:
    """Sums and products in the product of fields with so many elements in all, and the size of its smallest field.

    The numbers below that size differ from each other by elements that can be divided by.

    >>> sums, products, smallest = ring(6)
    >>> smallest, sorted(products[1].tolist())
    (2, [0, 1, 2, 3, 4, 5])
    """
    sums, products = np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1), dtype=np.int64)
    fields = sorted((prime**exponent, prime, exponent) for prime, exponent in prime_powers(size))
    for _, prime, exponent in fields:
        field_sums, field_products = field(prime, exponent)
        sums, products = _together(sums, field_sums), _together(products, field_products)
    order = _units_first(size, [one for one, *_ in fields])
    place = np.argsort(order)
    return place[sums[np.ix_(order, order)]], place[products[np.ix_(order, order)]], fields[0][0] if fields else 1


def _together(table: Table, other: Table) -> Table:
    size, width = len(table), len(other)
    pairs = table[:, None, :, None] * width + other[None, :, None, :]
    return pairs.reshape(size * width, size * width)


def _units_first(size: int, sizes: list[int]) -> Table:
    """The elements whose part in every field is the same number first, then the others."""
    alike = []
    for number in range(min(sizes, default=1)):
        element = 0
        for width in sizes:
            element = element * width + number
        alike.append(element)
    return np.array([*alike, *(one for one in range(size) if one not in set(alike))], dtype=np.int64)
