"""How an actor says what it looks for and what it can give."""

from __future__ import annotations

import random
from collections.abc import Sequence

from seeds.wording.phrases import skill_phrases
from seeds.wording.polish import sentence

_LOOKING = (
    *("Szukamy {0}", "Szukamy {0}", "W tym roku szukamy {0}", "Od dawna szukamy {0}", "Przede wszystkim szukamy {0}"),
    *("Potrzebujemy {0}", "Teraz najbardziej potrzebujemy {0}", "Dołączyliśmy do sieci, bo szukamy {0}"),
)
_LOOKING_ASIDE = ("Czego szukamy? {1}", "Na dziś najpilniejsze: szukamy {0}")
_LOOKING_SHORT = ("Bez {0} trudno nam ruszyć dalej", "Brakuje nam {0}", "Wciąż brakuje nam {0}")
# After these heads "brakuje nam" and "bez" sound right; nobody lacks a piece of advice.
_MISSED = ("wsparcia", "kogoś", "wolontariuszek", "młodych", "partnerów", "kontaktu", "sponsora", "osoby", "firmy")
_GIVING = ("Możemy {0}", "Innym możemy {0}", "Jeśli trzeba, możemy {0}", "Sami możemy {0}", "Zawsze możemy {0}")
_GIVING_BACK = ("W zamian możemy {0}", "Ze swojej strony możemy {0}")
_SINGULAR = {
    "szukamy": "szukam",
    "Szukamy": "Szukam",
    "Potrzebujemy": "Potrzebuję",
    "potrzebujemy": "potrzebuję",
    "Możemy": "Mogę",
    "możemy": "mogę",
    "Sami": "W każdej chwili",
    "nam": "mi",
}


def asking(needs: Sequence[str], rng: random.Random, *, eager: bool = True) -> str:
    """A sentence or two asking for one or two of the needs, weightiest first.

    Not `eager` leaves out what only a small organisation would say.
    """
    first = skill_phrases()[needs[0]].need
    if len(needs) > 1 and rng.random() < 0.35:
        return _asking_both(first, skill_phrases()[needs[1]].need, rng)
    patterns = [*_LOOKING, *_LOOKING_ASIDE] if eager else [*_LOOKING[:-1]]
    if eager and first.split()[0] in _MISSED and "," not in first:
        patterns += _LOOKING_SHORT
    return sentence(rng.choice(patterns).format(first, first[:1].upper() + first[1:]))


def offering(skill: str, rng: random.Random, *, after_asking: bool) -> str:
    """A sentence offering the skill."""
    patterns = (*_GIVING, *_GIVING_BACK, *_GIVING_BACK) if after_asking else _GIVING
    return sentence(rng.choice(patterns).format(skill_phrases()[skill].offer))


def in_singular(text: str) -> str:
    """The text as one person would say it.

    >>> in_singular("W tym roku szukamy partnerów.")
    'W tym roku szukam partnerów.'
    """
    return " ".join(_SINGULAR.get(word, word) for word in text.split(" "))


def _asking_both(first: str, second: str, rng: random.Random) -> str:
    opening = rng.choice(("Szukamy", "Potrzebujemy", "W tym roku szukamy"))
    heads = {first.partition(" ")[0], second.partition(" ")[0]}
    simple = "," not in first and " i " not in first and len(heads) == 2
    return sentence(f"{opening} {first}{' i' if simple else ', a także'} {second}")
