"""Text as search and matching see it: without case and diacritics."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not decompose, so stripping combining marks leaves them.
_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"})


class _Folded(dict[int, str]):
    """The folded form of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold().translate(_STROKED))
        self[code] = "".join(character for character in decomposed if not unicodedata.combining(character))
        return self[code]


_FOLDED = _Folded()
_POLISH = (("ą", "a"), ("ć", "c"), ("ę", "e"), ("ł", "l"), ("ń", "n"), ("ó", "o"), ("ś", "s"), ("ź", "z"), ("ż", "z"))


def fold(text: str) -> str:
    """The text in small letters, without diacritics, with single spaces.

    >>> fold("  ŁÓDŹ  Śródmieście ")
    'lodz srodmiescie'
    """
    bare = text.lower()
    if not bare.isascii():
        bare = _without_diacritics(text, bare)
    return bare if bare.isalnum() else " ".join(bare.split())


def _without_diacritics(text: str, lowered: str) -> str:
    for letter, plain in _POLISH:  # nearly always enough, and much faster than a character at a time
        lowered = lowered.replace(letter, plain)
    # Folding knows no context, so a whole text is its characters folded one by one.
    return lowered if lowered.isascii() else text.translate(_FOLDED)
