"""Free text resolved to reference entries; nothing here knows a store, a file or a page."""

from matching.text.asking import Asked, asked_for, words_asking
from matching.text.references import References, references_of, references_of_table
from matching.text.resolving import Confidence, Match, confidence, resolve

__all__ = [
    "Asked",
    "Confidence",
    "Match",
    "References",
    "asked_for",
    "confidence",
    "references_of",
    "references_of_table",
    "resolve",
    "words_asking",
]
