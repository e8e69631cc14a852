"""Words as they are spelt: how alike two are, whatever their endings, diacritics or typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.folding import fold
from matching.text.stop_words import STOP_WORDS

SHORTEST, LONGEST = 2, 5  # letters of an n-gram
LEAST_LIKENESS = 0.2
MAX_LETTERS = 40  # of one word; what is longer is no word

_WORD = re.compile(r"[^\W_]+")
Floats = NDArray[np.float64]


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order, each at most `MAX_LETTERS` long.

    >>> words_of("Pisanie wniosków – RODO!")
    ['pisanie', 'wnioskow', 'rodo']
    """
    return [word[:MAX_LETTERS] for word in _WORD.findall(fold(text))]


def as_written(text: str, folded: Iterable[str]) -> tuple[str, ...]:
    """The words of a text whose folded forms these are, as they are written there first, in its order.

    >>> as_written("Piszemy wniosek o dotację, Wniosek!", ["dotacje", "wniosek"])
    ('wniosek', 'dotację')
    """
    asked, found = set(folded), dict[str, str]()
    for word in _WORD.findall(text):
        for part in words_of(word):
            if part in asked:
                found.setdefault(part, word)
    return tuple(dict.fromkeys(found.values()))


def content_words(text: str) -> list[str]:
    """The folded words of a text without small words and the words people ask with.

    >>> content_words("Szukamy kogoś, kto pomoże nam napisać wniosek")
    ['napisac', 'wniosek']
    """
    return [word for word in words_of(text) if word not in STOP_WORDS]


def ngrams(word: str) -> set[str]:
    """The runs of 2 to 5 letters of a word, whose beginning and end are marked.

    >>> sorted(ngrams("ul"))
    ['<u', '<ul', '<ul>', 'l>', 'ul', 'ul>']
    """
    marked = f"<{word}>"
    n = len(marked)
    return {marked[i : i + size] for size in range(SHORTEST, min(LONGEST, n) + 1) for i in range(n - size + 1)}


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """Known words by their n-grams, so that others can be compared with all of them at once."""

    words: tuple[str, ...]
    column_of: Mapping[str, int]
    ngrams: sparse.csr_array  # words × n-grams: 1 / √(n-grams of the word)

    @classmethod
    def of(cls, words: Iterable[str]) -> Spellings:
        """The spellings of the words, in alphabetical order, each once."""
        ordered = tuple(sorted(set(words)))
        found = [ngrams(word) for word in ordered]
        column_of = {ngram: column for column, ngram in enumerate(sorted(set(chain.from_iterable(found))))}
        return cls(ordered, MappingProxyType(column_of), _ngram_rows(found, column_of))

    def likeness(self, words: Sequence[str]) -> Floats:
        """How alike each known word and each of the words are, from 0 to 1.

        The cosine of their sets of n-grams: shared ones ÷ √(those of the one · those of the other); what is
        below `LEAST_LIKENESS` is chance, and counts as 0.

        Parameters
        ----------
        words : sequence of n str
            Folded words.

        Returns
        -------
        float64 array, number of known words × n

        Examples
        --------
        >>> Spellings.of(["dotacje", "kot"]).likeness(["dotacji", "dotcaje", "dotacje"]).round(2).tolist()
        [[0.69, 0.35, 1.0], [0.0, 0.0, 0.0]]
        """
        return self._alike(_ngram_rows([ngrams(word) for word in words], self.column_of))

    def own_likeness(self) -> Floats:
        """How alike each two of the known words are, as `likeness` has it."""
        return self._alike(self.ngrams)

    def _alike(self, rows: sparse.csr_array) -> Floats:
        alike: Floats = (self.ngrams @ rows.T.tocsr()).toarray().reshape(len(self.words), rows.shape[0])
        alike[alike < LEAST_LIKENESS] = 0.0
        np.minimum(alike, 1.0, out=alike)
        return alike


def _ngram_rows(found: Sequence[set[str]], column_of: Mapping[str, int]) -> Any:
    """Words × n-grams, 1 / √(n-grams of the word) where it has one; unknown n-grams count in the root alone."""
    known = [[column_of[ngram] for ngram in each if ngram in column_of] for each in found]
    lengths = [len(columns) for columns in known]
    columns = np.fromiter(chain.from_iterable(known), np.int32, sum(lengths))
    values = np.repeat([1.0 / np.sqrt(len(each)) for each in found], lengths)
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    return sparse.csr_array((values, columns, starts), shape=(len(found), len(column_of)))
