"""Text as search and matching see it: without case and diacritics."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, so stripping combining marks leaves them.
_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """The text in small letters, without diacritics, with single spaces.

    >>> fold("  ŁÓDŹ  Śródmieście ")
    'lodz srodmiescie'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_STROKED))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.split())
