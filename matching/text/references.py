"""Reference entries (skills, spheres, regions) laid out so that free text can be compared with all of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from graph.snapshot.nodes import Labelled, Skills
from matching.rarity import rarity
from matching.text.spelling import Floats, Spellings, content_words, words_of

Ints = NDArray[np.int64]
Entry = tuple[str, Sequence[str]]  # an id and its labels and synonyms


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Entries in order of id, their texts (labels, synonyms), and the words of those.

    Attributes
    ----------
    ids : tuple of str
        The entries, each once; one without any word in its texts can't be found and is left out.
    texts : tuple of str
        The texts of all entries as they are written, entry after entry.
    first_text : int array
        Where each entry's texts begin.
    text_words, first_word : int arrays
        The words of all texts, as columns of `spellings`, and where each text begins in them.
    entry_words, first_entry_word : int arrays
        The distinct words of all entries, and where each entry begins in them.
    told_by_words : sparse array, texts × words
        Which share of what a text tells, each of its words tells; rows sum to 1.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    first_text: Ints
    spellings: Spellings
    text_words: Ints
    first_word: Ints
    entry_words: Ints
    first_entry_word: Ints
    told_by_words: sparse.csr_array

    def __len__(self) -> int:
        return len(self.ids)

    def best_in_entries(self, likeness: Floats) -> Floats:
        """Entries × words: how alike each word is to the most alike word of each entry."""
        return np.maximum.reduceat(likeness[self.entry_words], self.first_entry_word, axis=0)

    def best_in_texts(self, likeness: Floats) -> Floats:
        """Texts × words: how alike each word is to the most alike word of each text."""
        return np.maximum.reduceat(likeness[self.text_words], self.first_word, axis=0)

    def rarity_of(self, best_in_entries: Floats) -> Floats:
        """What each word tells: the less, the more entries have a word like it.

        Entries count by how alike their word is (a soft document frequency), so that the forms of one word
        count as one word.
        """
        found: Floats = rarity(best_in_entries.sum(axis=0), len(self.ids))
        return found


def references_of(entries: Iterable[Entry]) -> References:
    """The entries ready to be compared with; of one id given twice all texts count.

    >>> references_of([("b", ["Grant writing"]), ("a", ["Księgowość", "rachunkowość"])]).ids
    ('a', 'b')
    """
    texts_of: dict[str, dict[str, list[str]]] = {}
    for entry_id, texts in entries:
        worded = {text: _label_words(text) for text in texts}
        texts_of.setdefault(entry_id, {}).update({text: words for text, words in worded.items() if words})
    known = {entry_id: texts_of[entry_id] for entry_id in sorted(texts_of) if texts_of[entry_id]}
    return _laid_out(known)


def references_of_table(table: Labelled) -> References:
    """The skills, spheres, skill groups or regions of a network, by their labels in both languages and synonyms."""
    synonyms = table.synonyms_pl.tolist() if isinstance(table, Skills) else [()] * len(table)
    columns = zip(table.ids.tolist(), table.labels_pl.tolist(), table.labels_en.tolist(), synonyms, strict=True)
    return references_of((entry, [text for text in (pl, en, *others) if text]) for entry, pl, en, others in columns)


def _label_words(text: str) -> list[str]:
    return content_words(text) or words_of(text)


def _laid_out(texts_of: dict[str, dict[str, list[str]]]) -> References:
    worded = [words for texts in texts_of.values() for words in texts.values()]
    of_entries = [sorted(set(chain.from_iterable(texts.values()))) for texts in texts_of.values()]
    spellings = Spellings.of(chain.from_iterable(worded))
    column = {word: at for at, word in enumerate(spellings.words)}
    text_words, first_word = _joined([[column[word] for word in words] for words in worded])
    entry_words, first_entry_word = _joined([[column[word] for word in words] for words in of_entries])
    first_text = _starts([len(texts) for texts in texts_of.values()])
    texts = tuple(chain.from_iterable(texts_of.values()))
    places = (first_text, spellings, text_words, first_word, entry_words, first_entry_word)
    bare = References(tuple(texts_of), texts, *places, sparse.csr_array((len(texts), len(spellings.words))))
    return replace(bare, told_by_words=_told_by_words(bare)) if texts else bare


def _told_by_words(references: References) -> sparse.csr_array:
    likeness = references.spellings.own_likeness()
    told = references.rarity_of(references.best_in_entries(likeness))[references.text_words]
    n_words = np.diff(np.append(references.first_word, len(told)))
    shares = told / np.repeat(np.add.reduceat(told, references.first_word), n_words)
    ends = np.append(references.first_word, len(told))
    return sparse.csr_array((shares, references.text_words, ends), shape=(len(references.texts), len(likeness)))


def _joined(lists: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """All numbers of the lists, one list after another, and where each begins."""
    lengths = [len(each) for each in lists]
    return np.fromiter(chain.from_iterable(lists), np.int64, sum(lengths)), _starts(lengths)


def _starts(lengths: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])[:-1].astype(np.int64)
