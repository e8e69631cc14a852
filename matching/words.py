"""The words of descriptions and projects as sparse vectors, so that like is found by like.

A term is a word of three letters or more, folded and cut to six: a light stem that keeps
inflected forms of Polish words together; stop words and words with which everybody describes itself
are left out. Weights are tf-idf: (1 + ln tf) · (ln((1 + N)/(1 + df)) + 1) over the N texts that are not
empty (Salton and Buckley 1988); terms in one text only or in more than half of them tell nothing and are
left out. Rows have length 1, so a product is a cosine.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.folding import fold
from graph.snapshot import Snapshot
from graph.snapshot.columns import Column
from graph.snapshot.matrices import Matrix, places_in_both, product_of_row, row_of_matrix, row_sizes, sealed, transposed
from graph.snapshot.nodes import Actors, Events
from graph.snapshot.parts import Part
from graph.snapshot.projects import Projects
from matching.text.self_words import SELF_STEMS, SELF_WORDS
from matching.text.stop_words import STOP_WORDS

_WORD = re.compile(r"[^\W\d_]{3,}")
STEM = 6
_N_KEPT = 50_000  # words, some megabytes

Weights = NDArray[np.float64]


def stems_of(text: str) -> list[str]:
    """The terms of a text, in its order.

    >>> stems_of("Warsztaty dla wolontariuszek, w warsztacie")
    ['warszt', 'wolont', 'warszt']
    """
    return [word[:STEM] for word in _WORD.findall(fold(text)) if tells(word)]


class Vocabulary:
    """Numbers of terms, and of each text that was ever met its terms; only ever grows."""

    def __init__(self) -> None:
        self.number_of: dict[str, int] = {}
        self._terms_of: dict[str, NDArray[np.int32]] = {}

    def __len__(self) -> int:
        return len(self.number_of)

    def terms_of(self, text: str) -> NDArray[np.int32]:
        """Numbers of the text's terms, those that are new included."""
        known = self._terms_of.get(text)
        if known is None:
            number_of = self.number_of
            known = np.array([number_of.setdefault(stem, len(number_of)) for stem in stems_of(text)], dtype=np.int32)
            self._terms_of[text] = known
        return known

    def known_terms_of(self, text: str) -> NDArray[np.int32]:
        """Numbers of the terms of a text that are known; nothing is kept."""
        found = (self.number_of.get(stem) for stem in stems_of(text))
        return np.array([number for number in found if number is not None], dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Words(Part):
    """The words of actors and of projects.

    Attributes
    ----------
    idf : float64 array, shape (n terms,), 0 for terms that are left out
    actors : float32 matrix, actors × terms
        What an actor says of itself and its projects say together; rows of length 1 or empty.
    projects : float32 matrix, projects × terms
    actors_by_term, projects_by_term : the same, term by term
    """

    vocabulary: Vocabulary
    idf: Weights
    actors: Matrix
    projects: Matrix
    actors_by_term: Matrix
    projects_by_term: Matrix

    def of_text(self, text: str) -> Matrix:
        """The vector of a text, 1 × terms, of length 1 or empty."""
        counted = _counted([self.vocabulary.known_terms_of(text)], len(self.idf))
        return _unit_rows(_weighted(counted, self.idf))


def words(snapshot: Snapshot) -> Words:
    """The words of a snapshot."""
    return snapshot.derive(_made, snapshot.actors, snapshot.events, snapshot.projects)


def cosines(vector: Matrix, by_term: Matrix) -> Weights:
    """The cosine of one vector with every document; shape (n documents,)."""
    return product_of_row(row_of_matrix(vector, 0), by_term)


def common_terms(vector: Matrix, documents: Matrix, row: int, n: int) -> tuple[int, ...]:
    """Numbers of the n terms that weigh most in the product of a vector and a document; ties by the number."""
    (own, own_weights), (theirs, their_weights) = row_of_matrix(vector, 0), row_of_matrix(documents, row)
    of_own, of_theirs = places_in_both(own, theirs)
    terms, weights = own[of_own], own_weights[of_own] * their_weights[of_theirs]
    return tuple(terms[np.argsort(-weights.round(6), kind="stable")][:n].tolist())


def words_with(vocabulary: Vocabulary, texts: Sequence[str], terms: Sequence[int]) -> tuple[str, ...]:
    """For each term the first word of the texts that has it, in lower case.

    >>> vocabulary = Vocabulary()
    >>> terms = vocabulary.terms_of("Naprawiamy rowery nocą")
    >>> words_with(vocabulary, ["Naprawiamy rowery nocą"], [terms[2], terms[1]])
    ('nocą', 'rowery')
    """
    found: dict[int, str] = {}
    for text in texts:
        of_text = vocabulary.terms_of(text)
        missing = [term for term in terms if term not in found and term in of_text]
        if missing:
            written = [word for word in _WORD.findall(text.lower()) if _tells_as_written(word)]
            if len(written) == len(of_text):  # else folding joined or parted some, and which is which is not known
                found |= {term: written[int(np.argmax(of_text == term))] for term in missing}
        if len(found) == len(terms):
            break
    return tuple(found[term] for term in terms if term in found)


@lru_cache(maxsize=_N_KEPT)
def tells(folded: str) -> bool:
    """Whether a word says what somebody does, and not only that it does something."""
    return folded not in STOP_WORDS and folded not in SELF_WORDS and folded[:STEM] not in SELF_STEMS


@lru_cache(maxsize=_N_KEPT)
def _tells_as_written(word: str) -> bool:
    return tells(fold(word))


def project_text(events: Events, event: int) -> str:
    """What a project says of itself: its name and what it is for."""
    return f"{events.names[event]} {events.about[event] or ''}"


def _made(former: Words | None, actors: Actors, events: Events, projects: Projects) -> Words:
    if former and _says_the_same(former, actors, events, projects):
        return replace(former, made_from=(actors, events, projects))
    vocabulary = former.vocabulary if former else Vocabulary()
    of_actors = [vocabulary.terms_of(text) if text else _NOTHING for text in actors.about.tolist()]
    of_projects = [vocabulary.terms_of(project_text(events, event)) for event in projects.events.tolist()]
    counts = _counted([*of_actors, *of_projects], len(vocabulary))
    idf = _idf(counts)
    rows = _unit_rows(_weighted(counts, idf))
    own, of_project = rows[: len(actors)], rows[len(actors) :]
    together = _unit_rows(own + projects.of_actor.astype(np.float32) @ of_project) if len(projects) else own
    parts = sealed(together), sealed(of_project)
    return Words((actors, events, projects), vocabulary, idf, *parts, transposed(parts[0]), transposed(parts[1]))


def _says_the_same(former: Words, *inputs: object) -> bool:
    """Whether nobody came, went or changed a description, so that only other facts of actors are new."""
    (before, *others), (now, *these) = former.made_from, inputs
    if not isinstance(before, Actors) or not isinstance(now, Actors) or before.ids is not now.ids:
        return False
    same = all(one is other for one, other in zip(others, these, strict=True))
    return same and np.array_equal(before.about, now.about)


_NOTHING = np.zeros(0, dtype=np.int32)


def _counted(terms: Sequence[NDArray[np.int32]], n_terms: int) -> Matrix:
    """How often each term stands in each text."""
    sizes = np.fromiter(map(len, terms), np.int64, len(terms))
    pointers = np.concatenate([[0], np.cumsum(sizes)])
    columns: Column = np.concatenate([_NOTHING, *terms])
    counts = csr_array((np.ones(len(columns), dtype=np.float32), columns, pointers), shape=(len(terms), n_terms))
    counts.sum_duplicates()
    return counts


def _idf(counts: Matrix) -> Weights:
    n_texts = int((np.diff(counts.indptr) > 0).sum())
    n_having = np.bincount(counts.indices, minlength=counts.shape[1])
    idf = np.log((1 + n_texts) / (1 + n_having)) + 1
    return np.where((n_having >= 2) & (n_having <= n_texts / 2 + 1), idf, 0.0)


def _weighted(counts: Matrix, idf: Weights) -> Matrix:
    weighted = counts.copy()
    weighted.data = ((1 + np.log(counts.data)) * idf[counts.indices]).astype(np.float32)
    weighted.eliminate_zeros()
    return weighted


def _unit_rows(matrix: Matrix) -> Matrix:
    scaled = csr_array(matrix, copy=True)
    scaled.sort_indices()
    rows = np.repeat(np.arange(scaled.shape[0]), row_sizes(scaled))
    lengths = np.sqrt(np.bincount(rows, scaled.data.astype(np.float64) ** 2, scaled.shape[0]))
    scaled.data = (scaled.data / lengths[rows]).astype(np.float32)
    return scaled
