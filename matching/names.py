"""The words of names: a rare one that two names share, or that a text contains, tells something."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.folding import fold
from graph.snapshot import Snapshot
from graph.snapshot.matrices import Matrix, product_of_row, row_of_matrix, sealed, transposed
from graph.snapshot.nodes import Actors
from graph.snapshot.parts import Part

_WORD = re.compile(r"[^\W\d_]{3,}")
_N_KEPT = 50_000  # words, some megabytes


def name_words(text: str) -> list[str]:
    """The folded words of three letters or more, each once, in order.

    >>> name_words("Koło Gospodyń w Łące, Koło")
    ['gospodyn', 'kolo', 'lace']
    """
    return sorted(set(_WORD.findall(fold(text))))


def words_of_name(name: str) -> frozenset[str]:
    """The same of a name; each of its words is looked at once, since names share most of them.

    >>> sorted(words_of_name("Koło Gospodyń w Łące, Koło"))
    ['gospodyn', 'kolo', 'lace']
    """
    return frozenset().union(*map(_words_of_word, name.split()))


@lru_cache(maxsize=_N_KEPT)
def _words_of_word(word: str) -> frozenset[str]:
    return frozenset(name_words(word))


class NameVocabulary:
    """Numbers of the words of names, and of each name that was ever met its words; only ever grows."""

    def __init__(self, words: Callable[[str], list[str]] = name_words) -> None:
        self._words = words
        self.number_of: dict[str, int] = {}
        self._words_of: dict[str, NDArray[np.int32]] = {}

    def words_of(self, name: str) -> NDArray[np.int32]:
        """Numbers of the words of a name, ascending."""
        known = self._words_of.get(name)
        if known is None:
            numbers = sorted(self.number_of.setdefault(word, len(self.number_of)) for word in self._words(name))
            self._words_of[name] = known = np.array(numbers, dtype=np.int32)
        return known


@dataclass(frozen=True, slots=True, eq=False)
class NameWords(Part):
    """The words of the actors' names.

    Attributes
    ----------
    vocabulary : NameVocabulary
    of_actor : float32 matrix, actors × words
        ln(n / n having the word), by word: 0 for what all names say.
    by_word : the same, word by word
    squares : float64 array, shape (n actors,)
        Sum of the squares of each row.
    """

    vocabulary: NameVocabulary
    of_actor: Matrix
    by_word: Matrix
    squares: NDArray[np.float64]

    def products_with(self, actor: int) -> NDArray[np.float64]:
        """The product of an actor's row with that of every actor; shape (n actors,)."""
        return product_of_row(row_of_matrix(self.of_actor, actor), self.by_word)

    def numbers(self, text: str) -> list[int]:
        """Numbers of the words of a text that stand in some name."""
        number_of, n_words = self.vocabulary.number_of, self.by_word.shape[0]
        found = (number_of.get(word, n_words) for word in name_words(text))
        return [number for number in found if number < n_words]


def words_of_names(snapshot: Snapshot) -> NameWords:
    """The words of the names of a snapshot's actors."""
    return snapshot.derive(_made, snapshot.actors)


def _made(former: NameWords | None, actors: Actors) -> NameWords:
    return weighed(former.vocabulary if former else NameVocabulary(), actors, actors.names.tolist())


def weighed(vocabulary: NameVocabulary, actors: Actors, names: Sequence[str | None]) -> NameWords:
    """The words of names, one for each actor, weighed by how few of them have each."""
    listed = [vocabulary.words_of(name) if name else _NOTHING for name in names]
    sizes = np.fromiter(map(len, listed), np.int64, len(listed))
    pointers = np.concatenate([[0], np.cumsum(sizes)])
    columns = np.concatenate([_NOTHING, *listed])
    n_having = np.bincount(columns, minlength=len(vocabulary.number_of))
    weights = np.log(max(int((sizes > 0).sum()), 1) / np.maximum(n_having, 1))
    data = weights[columns].astype(np.float32)
    rows = csr_array((data, columns, pointers), shape=(len(listed), len(n_having)))
    rows.eliminate_zeros()  # a word that every name has would be a list of everybody
    matrix = sealed(rows)
    squares = np.asarray(matrix.multiply(matrix).sum(axis=1), dtype=np.float64)
    return NameWords((actors,), vocabulary, matrix, transposed(matrix), squares)


_NOTHING = np.zeros(0, dtype=np.int32)
