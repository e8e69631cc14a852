"""Peers in pairs, and perhaps three of them together."""

from __future__ import annotations

from dataclasses import dataclass, field

from numpy.typing import ArrayLike

from matching.pairing.certificate import Certificate
from matching.pairing.possible import PossiblePairs, possible_pairs
from matching.pairing.proof import prove
from matching.pairing.solving import best_pairs
from matching.pairing.trio import Trio, best_with_trio


@dataclass(frozen=True, slots=True)
class Pairing:
    """The best pairs, and how far a better choice is ruled out.

    Attributes
    ----------
    pairs : tuple of (int, int)
        As (a, b) with a < b, in order; all have a positive score.
    trio : (int, int, int) or None
        Three together, ascending; apart from the pairs.
    total : int
        Sum of the scores of the pairs, and of the three pairs of the trio.
    bound : int
        No other choice has a higher total.
    gap : int
        Bound less total. Without a trio it is 0: the choice is proved to be a best one.
    certificate : Certificate
        Prices that prove the bound of pairs without a trio; `prove` counts them anew.
    """

    pairs: tuple[tuple[int, int], ...]
    trio: Trio | None
    total: int
    bound: int
    gap: int
    certificate: Certificate = field(repr=False, compare=False)


def pair_up(n: int, a: ArrayLike, b: ArrayLike, score: ArrayLike, *, trio: bool = False) -> Pairing:
    """The pairs with the highest total; each person is in one of them at most.

    Parameters
    ----------
    n : int
        How many people there are, numbered from 0.
    a, b, score : array_like of int, shape (m,)
        Pairs that may be made, in any order, with their scores. Who met before, or is too far apart in
        experience, is just not listed. Pairs of 0 or less are not made.
    trio : bool
        Where n is odd, three may be together, if each of their pairs is listed with a positive score.

    Raises
    ------
    InvalidPairs
        An end is unknown, twice the same, or a pair has two scores.

    Notes
    -----
    The same pairs in another order give the same answer. Several choices may have the highest total; which of them it
    is depends on the numbers of the people alone.

    Examples
    --------
    >>> pair_up(4, [0, 1, 2], [1, 2, 3], [5, 9, 5])
    Pairing(pairs=((0, 1), (2, 3)), trio=None, total=10, bound=10, gap=0)
    >>> pair_up(3, [0, 0, 1], [1, 2, 2], [5, 4, 3], trio=True)
    Pairing(pairs=(), trio=(0, 1, 2), total=12, bound=12, gap=0)
    """
    return pairing_of(possible_pairs(n, a, b, score), trio=trio)


def pairing_of(possible: PossiblePairs, *, trio: bool = False) -> Pairing:
    """The same, of pairs that are checked already."""
    pairs, certificate = best_pairs(possible)
    proof = prove(possible, pairs, certificate)
    if proof.gap != 0:
        raise ArithmeticError(f"the pairing is not proved: {proof}")
    three = best_with_trio(possible, certificate) if trio and possible.n % 2 else None
    if three is None or three.total <= proof.total:
        bound = max(proof.total, three.bound if three else 0)
        return Pairing(tuple(pairs), None, proof.total, bound, bound - proof.total, certificate)
    gap = three.bound - three.total
    return Pairing(tuple(three.pairs), three.trio, three.total, three.bound, gap, certificate)
