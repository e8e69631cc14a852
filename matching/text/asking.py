"""Which reference entries a longer text asks for: often several, each in its own place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.text.references import References
from matching.text.scoring import fit_of
from matching.text.spelling import content_words
from matching.text.windows import NARROW, windows_of

LEAST_SHARE = 0.2
ALIKE = 0.5  # two words that are spelt at least so much alike are forms of one


@dataclass(frozen=True, slots=True)
class Asked:
    """An entry that a text asks for.

    Attributes
    ----------
    id : str
        The entry.
    share : float
        How surely it is asked for, from `LEAST_SHARE` to 1; shares of one text do not sum to 1.
    words : tuple of str
        The folded words of the text that ask for it most surely.
    """

    id: str
    share: float
    words: tuple[str, ...]


def asked_for(references: References, text: str, k: int = 10) -> tuple[Asked, ...]:
    """The entries that a text asks for, at most `k`, the surest first, ties by id.

    Every sentence is read in windows of four words that tell something. In a window an entry's share is
    s · (s ÷ best)², s its similarity and *best* that of the entry that fits the window best, so that what is
    merely like the thing asked for fades beside it. An entry's share of the text is that of its best window.

    >>> from matching.text.references import references_of
    >>> skills = references_of([("T3.01", ["Pisanie wniosków"]), ("I2.02", ["Strona internetowa"])])
    >>> asked = asked_for(skills, "Piszemy wnioski i nikt nam nie odpisuje. Przydałaby się też strona internetowa!")
    >>> [(each.id, each.words) for each in asked]
    [('I2.02', ('przydalaby', 'strona', 'internetowa')), ('T3.01', ('piszemy', 'wnioski', 'odpisuje'))]
    """
    windows = windows_of(text, NARROW)
    similarity = fit_of(references, windows).similarity
    if not similarity.size:
        return ()
    best = similarity.max(axis=0)
    shares = (similarity * (similarity / np.where(best > 0, best, 1.0)) ** 2).round(9)
    of_entries = shares.max(axis=1)
    order = np.lexsort((np.arange(len(of_entries)), -of_entries))[: max(k, 0)]
    places = shares.argmax(axis=1)
    return tuple(
        Asked(references.ids[entry], float(of_entries[entry]), windows[places[entry]])
        for entry in order
        if of_entries[entry] >= LEAST_SHARE
    )


def words_asking(references: References, entry_id: str, text: str) -> tuple[str, ...]:
    """The folded words of a text that are forms of a word of the entry, each once, in order.

    >>> from matching.text.references import references_of
    >>> skills = references_of([("T3.01", ["Pisanie wniosków", "dotacje"])])
    >>> words_asking(skills, "T3.01", "Piszemy pierwszy wniosek o dotację, a wniosków będzie więcej")
    ('wniosek', 'dotacje', 'wnioskow')
    """
    found = tuple(dict.fromkeys(content_words(text)))
    if not found or entry_id not in references.ids:
        return ()
    entry = references.ids.index(entry_id)
    alike = references.best_in_entries(references.spellings.likeness(found))[entry]
    return tuple(word for word, likeness in zip(found, alike, strict=True) if likeness >= ALIKE)
