"""The words of names: a rare one that two names share, or that a text contains, tells something."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.folding import fold
from graph.snapshot import Snapshot
from graph.snapshot.matrices import Matrix, sealed, transposed
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part

_WORD = re.compile(r"[^\W\d_]{3,}")


def name_words(text: str) -> list[str]:
    """The folded words of three letters or more, each once, in order.

    >>> name_words("Koło Gospodyń w Łące, Koło")
    ['gospodyn', 'kolo', 'lace']
    """
    return sorted(set(_WORD.findall(fold(text))))


@dataclass(frozen=True, slots=True, eq=False)
class NameWords(Part):
    """The words of the actors' names.

    Attributes
    ----------
    number_of : dict from word to its number
    of_actor : float32 matrix, actors × words
        ln(n / n having the word), by word: 0 for what all names say.
    by_word : the same, word by word
    squares : float64 array, shape (n actors,)
        Sum of the squares of each row.
    """

    number_of: dict[str, int]
    of_actor: Matrix
    by_word: Matrix
    squares: NDArray[np.float64]

    def numbers(self, text: str) -> list[int]:
        """Numbers of the words of a text that stand in some name."""
        return [self.number_of[word] for word in name_words(text) if word in self.number_of]


def words_of_names(snapshot: Snapshot) -> NameWords:
    """The words of the names of a snapshot's actors."""
    return snapshot.derive(_made, snapshot.actors)


def _made(former: NameWords | None, actors: Actors) -> NameWords:
    listed = [name_words(name) if name else [] for name in actors.names.tolist()]
    number_of = {word: number for number, word in enumerate(sorted({word for words in listed for word in words}))}
    sizes = np.fromiter(map(len, listed), np.int64, len(listed))
    pointers = np.concatenate([[0], np.cumsum(sizes)])
    columns = np.fromiter((number_of[word] for words in listed for word in words), np.int32, int(sizes.sum()))
    n_having = np.bincount(columns, minlength=len(number_of))
    weights = np.log(max(int((sizes > 0).sum()), 1) / np.maximum(n_having, 1))
    data = weights[columns].astype(np.float32)
    matrix = sealed(csr_array((data, columns, pointers), shape=(len(listed), len(number_of))))
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64)
    return NameWords((actors,), number_of, matrix, transposed(matrix), squares)
