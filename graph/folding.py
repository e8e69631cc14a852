"""Text as search and matching see it: without case and diacritics."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# Letters that Unicode does not decompose, so stripping combining marks leaves them.
_STROKED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"})


class _Folded(dict[int, str]):
    """The folded form of each character, found when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).casefold())
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
        # Letters of mathematics, say, turn into capitals only when they are decomposed.
        self[code] = bare.casefold().translate(_STROKED)
        return self[code]


_FOLDED = _Folded()
_MARKS = "„”«»–—"  # common in Polish names, and folded as they stand
_POLISH = (("ą", "a"), ("ć", "c"), ("ę", "e"), ("ł", "l"), ("ń", "n"), ("ó", "o"), ("ś", "s"), ("ź", "z"), ("ż", "z"))


def fold(text: str) -> str:
    """The text in small letters, without diacritics, with single spaces.

    >>> fold("  ŁÓDŹ  Śródmieście ")
    'lodz srodmiescie'
    """
    bare = text.lower()
    if not bare.isascii():
        bare = _without_polish_letters(bare)
    if not _is_folded(bare):
        # Folding knows no context, so a whole text is its characters folded one by one.
        bare = text.translate(_FOLDED)
    return _with_single_spaces(bare)


def fold_all(texts: Sequence[str]) -> list[str]:
    """Each text folded; of many texts at once this is several times faster.

    >>> fold_all(["Łódź", "Nowy  Sącz", ""])
    ['lodz', 'nowy sacz', '']
    """
    joined = _without_polish_letters("\0".join(texts).lower())
    bare = joined.split("\0")
    if not _is_folded(joined) or len(bare) != len(texts):
        return [fold(text) for text in texts]
    return bare if _are_single_spaced(joined) else list(map(_with_single_spaces, bare))


def _without_polish_letters(lowered: str) -> str:
    # Nearly always enough, and much faster than a character at a time.
    for letter, plain in _POLISH:
        lowered = lowered.replace(letter, plain)
    return lowered


def _is_folded(lowered: str) -> bool:
    if lowered.isascii():
        return True
    for mark in _MARKS:
        lowered = lowered.replace(mark, "")
    return lowered.isascii()


def _with_single_spaces(text: str) -> str:
    return text if text.isalnum() else " ".join(text.split())


def _are_single_spaced(joined: str) -> bool:
    """Whether the texts between the zeros have just single spaces, and only inside."""
    ends = f"\0{joined}\0"
    return "  " not in joined and "\0 " not in ends and " \0" not in ends and joined.replace("\0", "").isprintable()
