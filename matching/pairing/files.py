"""Pairs with scores from a CSV file, and the chosen ones as rows of such a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.errors import InvalidFile
from matching.evaluation.tables import read_columns
from matching.pairing.pairing import Pairing
from matching.pairing.possible import PossiblePairs, possible_pairs

LARGEST = 2**31
_INTEGER = re.compile(r"[+-]?\d{1,10}")
_NUMBER = re.compile(r"0|[1-9]\d{0,17}")


@dataclass(frozen=True, slots=True)
class NamedPairs:
    """The pairs of a file; people are numbered in the order of their ids.

    Attributes
    ----------
    ids : tuple of str
        By number where all are numbers, else by letters.
    possible : PossiblePairs
    """

    ids: tuple[str, ...]
    possible: PossiblePairs


def read_pairs(path: Path) -> NamedPairs:
    """The pairs of a CSV file with the columns a, b and score; a pair may stand there twice, either way round.

    Raises
    ------
    InvalidFile
        A column or value is missing, a score is not an integer within ±2^31, somebody is paired with itself, or a
        pair has two different scores; the message names the lines.
    """
    lines, (first, second, scores) = read_columns(path, ("a", "b", "score"))
    worth = _integers(path, lines, scores)
    ids = _in_order({*first, *second})
    number = {one: at for at, one in enumerate(ids)}
    a, b = (np.array([number[one] for one in ends], dtype=np.int64) for ends in (first, second))
    _check_ends(path, lines, ids, (a, b))
    _check_scores(path, lines, ids, (a, b, worth))
    return NamedPairs(ids, possible_pairs(len(ids), a, b, worth))


def chosen_rows(named: NamedPairs, pairing: Pairing) -> list[tuple[str, str, int]]:
    """Rows a, b, score of the chosen pairs in order of ids; the three pairs of a trio stand together at the end."""
    ends = np.array([*pairing.pairs, *combinations(pairing.trio or (), 2)], dtype=np.int64).reshape(-1, 2)
    scores = named.possible.score[named.possible.indices_of(ends[:, 0], ends[:, 1])]
    return [(named.ids[a], named.ids[b], score) for (a, b), score in zip(ends.tolist(), scores.tolist(), strict=True)]


def _in_order(ids: set[str]) -> tuple[str, ...]:
    if all(_NUMBER.fullmatch(one) for one in ids):
        return tuple(sorted(ids, key=int))
    return tuple(sorted(ids))


def _integers(path: Path, lines: list[int], texts: Sequence[str]) -> NDArray[np.int64]:
    for line, text in zip(lines, texts, strict=True):
        if not _INTEGER.fullmatch(text) or abs(int(text)) > LARGEST:
            raise InvalidFile(
                path,
                f"score is {text!r:.40}; write an integer from −2^31 to 2^31, such as a score in thousandths",
                line,
                polish=f"w kolumnie score jest {text!r:.40}; wpiszcie liczbę całkowitą od −2^31 do 2^31, "
                "na przykład wynik w tysięcznych",
            )
    return np.array(list(map(int, texts)), dtype=np.int64)


def _check_ends(
    path: Path, lines: list[int], ids: tuple[str, ...], ends: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> None:
    for row in np.flatnonzero(ends[0] == ends[1])[:1].tolist():
        who = f"{ids[ends[0][row]]!r:.60}"
        raise InvalidFile(
            path,
            f"a and b are both {who}, and nobody is paired with itself; correct one of them or take the row out",
            lines[row],
            polish=f"w kolumnach a i b jest to samo {who}, a nikt nie tworzy pary ze sobą; poprawcie jedną z nich "
            "albo usuńcie wiersz",
        )


def _check_scores(
    path: Path,
    lines: list[int],
    ids: tuple[str, ...],
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
) -> None:
    a, b, worth = rows
    key = np.minimum(a, b) * len(ids) + np.maximum(a, b)
    order = np.argsort(key, kind="stable")
    differs = np.flatnonzero((key[order][1:] == key[order][:-1]) & (worth[order][1:] != worth[order][:-1]))
    for here in differs[:1].tolist():
        at, again = sorted(order[[here, here + 1]].tolist())
        one, other = (f"{ids[end]!r:.60}" for end in (a[at], b[at]))
        raise InvalidFile(
            path,
            f"score is {worth[again]} for {one} and {other}, but {worth[at]} on line {lines[at]}; keep one of the rows",
            lines[again],
            polish=f"w kolumnie score jest {worth[again]} dla pary {one} i {other}, a w wierszu {lines[at]} jest "
            f"{worth[at]}; zostawcie jeden z tych wierszy",
        )
