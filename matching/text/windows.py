"""A text in windows of a few words: what stands close together is about one thing."""

from __future__ import annotations

import re
from itertools import islice

from matching.text.spelling import content_words

WIDE, NARROW = 8, 4  # words that tell something: for a text about one thing, for one that may ask for several
MAX_WINDOWS = 2_000  # different ones; about 50,000 characters of prose without repetition
_SENTENCE = re.compile(r"[.!?;…\n\r]+(?:\s|$)|\n")

Window = tuple[str, ...]


def windows_of(text: str, size: int = WIDE) -> list[Window]:
    """The sentences of a text as the words that tell something; long ones in overlapping windows.

    A sentence of more than `size` such words gives a window of that size from every half window on. Windows that
    come again are left out, and so is whatever comes after `MAX_WINDOWS` of them: that bounds the time.

    >>> windows_of("Szukamy księgowej. Kto zaprojektuje nam plakat?")
    [('ksiegowej',), ('zaprojektuje', 'plakat')]
    """
    sentences = (content_words(sentence) for sentence in _SENTENCE.split(text))
    found = dict.fromkeys(window for words in sentences for window in _windows(words, size))
    return list(islice(found, MAX_WINDOWS))


def _windows(words: list[str], size: int) -> list[Window]:
    if not words:
        return []
    step = size // 2
    starts = range(0, max(len(words) - step, 1), step)
    return [tuple(words[start : start + size]) for start in starts]
