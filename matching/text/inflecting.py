"""The forms that a Polish place name may take: the usual endings of declension, on folded words.

The rules are generous, since a form that the language does not have does no harm: nobody writes it.
"""

from __future__ import annotations

from functools import lru_cache

_AS_THEY_ARE = frozenset(("nad", "pod", "w", "we", "z", "ze", "i"))
_OF_ADJECTIVES = ("y", "i", "a", "e", "ego", "emu", "ej", "ym", "im", "ych", "ich", "ymi", "imi", "iego", "iemu", "iej")
_OF_PLURALS = ("", "ach", "om", "ami", "ow", "iach", "iom", "iami")
_OF_MASCULINES = ("a", "u", "owi", "em", "iem", "ie", "iu", "ia", "iowi", "y", "i")  # and feminines such as Łódź
_OF_FEMININES = ("a", "y", "i", "e", "ie", "o", "ej")
_OF_NEUTERS = ("o", "e", "a", "u", "em", "iem", "ie", "ia", "iu")
# What the end of a stem becomes before an -e, and what an ending becomes that loses its vowel, or gains one.
_BEFORE_E = (
    ("iast", "iesci"),
    ("st", "sci"),
    ("ch", "sz"),
    ("k", "c"),
    ("g", "dz"),
    ("r", "rz"),
    ("t", "ci"),
    ("d", "dzi"),
)
_FLEETING = (("iec", "c"), ("ec", "c"), ("ek", "k"), ("ez", "z"))
_GAINED = (("lc", "lec"), ("nk", "niek"))
# Names of two words in one, both of which are declined.
_FUSED = (("bialystok", "bial", "stok"), ("krasnystaw", "krasn", "staw"))
_FUSED_FORMS = (("ego", "u"), ("emu", "owi"), ("ym", "iem"), ("ym", "em"), ("ym", "ie"), ("ym", "u"))


@lru_cache(maxsize=4_096)
def forms_of(word: str) -> frozenset[str]:
    """The forms of one folded word of a place name, itself among them.

    >>> "rzeszowie" in forms_of("rzeszow"), "mielcu" in forms_of("mielec"), "gorze" in forms_of("gora")
    (True, True, True)
    >>> "krosnienskim" in forms_of("krosnienski"), "kielcach" in forms_of("kielce"), sorted(forms_of("nad"))
    (True, True, ['nad'])
    """
    return frozenset((word,) if word in _AS_THEY_ARE else (word, *_declined(word)))


def _declined(word: str) -> set[str]:
    if word.endswith("a"):
        stem = word[:-1]
        return _with(stem, _OF_FEMININES) | ({stem, stem[:-1] + "i"} if stem.endswith(("i", "j")) else set())
    if word.endswith("o"):
        return _with(word[:-1], _OF_NEUTERS)
    if word.endswith(("y", "i", "e")):
        stem = word[:-1].removesuffix("i")
        gained = {stem.removesuffix(short) + full for short, full in _GAINED if stem.endswith(short)}
        return _with(stem, (*_OF_ADJECTIVES, *_OF_PLURALS, *_OF_NEUTERS)) | gained
    stems = [word, *(word.removesuffix(full) + short for full, short in _FLEETING if word.endswith(full))]
    fused = {one + a + other + b for name, one, other in _FUSED if name == word for a, b in _FUSED_FORMS}
    return fused.union(*(_with(stem, _OF_MASCULINES) for stem in stems))


def _with(stem: str, endings: tuple[str, ...]) -> set[str]:
    softened = next((stem.removesuffix(hard) + soft for hard, soft in _BEFORE_E if stem.endswith(hard)), stem)
    return {stem + ending for ending in endings} | {softened + "e"}
