"""How well windows of words and reference entries fit: a comparison word by word that forgives spelling."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy import sparse

from matching.text.references import Ints, References
from matching.text.spelling import Floats
from matching.text.windows import Window

SHARE_OF_ENTRY = 0.3  # of the similarity that all texts of an entry together decide, not the best one alone
_AT_ONCE = 128  # windows


class Fit(NamedTuple):
    """Entries × windows.

    Attributes
    ----------
    similarity : float array
        From 0 (nothing in common) to 1 (the window says just what a text of the entry says).
    best_text : int array
        The text of the entry that is nearest to the window.
    """

    similarity: Floats
    best_text: Ints


def fit_of(references: References, windows: Sequence[Window]) -> Fit:
    """How well each window fits each entry.

    With r(w) what a word tells, and s(w, v) how alike two words are spelt, a window Q and a text T share

        covered(Q by T) = Σ r(w) · max_{v ∈ T} s(w, v) ÷ Σ r(w)   over w ∈ Q, and the same with the two exchanged;

    their similarity is the geometric mean of the two. An entry's is 0.7 · its best text + 0.3 · covered(Q by the
    words of all its texts). This is soft TF-IDF (Cohen, Ravikumar and Fienberg 2003) with n-grams inside.
    """
    parts = [_fit(references, windows[start : start + _AT_ONCE]) for start in range(0, len(windows), _AT_ONCE)]
    if not parts or not len(references):
        nothing = np.zeros((len(references), len(windows)))
        return Fit(nothing, nothing.astype(np.int64))
    return Fit(*(np.concatenate(columns, axis=1) for columns in zip(*parts, strict=True)))


def _fit(references: References, windows: Sequence[Window]) -> Fit:
    words = sorted({word for window in windows for word in window})
    words_at = _rows_of(windows, words)
    likeness = references.spellings.likeness(words)
    in_entries = references.best_in_entries(likeness)
    shares = _shares(words_at, references.rarity_of(in_entries))
    by_texts = references.best_in_texts(likeness) @ shares
    of_texts = references.told_by_words @ _best_in_windows(likeness, words_at)
    fits = np.sqrt(by_texts * of_texts)
    best = np.maximum.reduceat(fits, references.first_text, axis=0)
    similarity = (1 - SHARE_OF_ENTRY) * best + SHARE_OF_ENTRY * (in_entries @ shares)
    return Fit(np.minimum(similarity, 1.0).round(9), _first_best(references, fits, best))


def _rows_of(windows: Sequence[Window], words: Sequence[str]) -> Ints:
    """Longest window × windows: the row of each word, each once; the first is repeated where there are fewer."""
    row_of = {word: row for row, word in enumerate(words)}
    rows = [[row_of[word] for word in dict.fromkeys(window)] for window in windows]
    longest = max(map(len, rows))
    return np.array([[*each, *each[:1] * (longest - len(each))] for each in rows]).T


def _shares(words_at: Ints, told: Floats) -> sparse.csc_array:
    """Words × windows: the share of what the window tells that the word tells; a word said twice counts once."""
    values = told[words_at]
    values[1:][words_at[1:] == words_at[0]] = 0.0
    values /= values.sum(axis=0)
    columns = np.broadcast_to(np.arange(words_at.shape[1]), words_at.shape)
    at = (words_at.ravel(), columns.ravel())
    return sparse.coo_array((values.ravel(), at), shape=(len(told), words_at.shape[1])).tocsc()


def _best_in_windows(likeness: Floats, words_at: Ints) -> Floats:
    """Known words × windows: how alike each known word is to the most alike word of each window."""
    best = likeness[:, words_at[0]]
    for words in words_at[1:]:
        np.maximum(best, likeness[:, words], out=best)
    return best


def _first_best(references: References, fits: Floats, best: Floats) -> Ints:
    """Entries × windows: the first text of the entry that fits as well as its best one."""
    n_texts = np.diff(np.append(references.first_text, len(references.texts)))
    is_best = fits >= np.repeat(best, n_texts, axis=0)
    numbered = np.where(is_best, np.arange(len(references.texts))[:, None], len(references.texts))
    return np.minimum.reduceat(numbered, references.first_text, axis=0)
