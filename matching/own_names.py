"""What is a name's own: its words without the place and without what every such body is called.

Two clubs "w Kruczej Hucie" and "w Żurawiej Hucie" have nothing in common but a word of two towns, which `place` knows
better; and "Stowarzyszenie" tells what a body is, not what it does. Left out are words that begin with a capital
letter and follow a preposition of place, words that begin like one of the actor's town, stop words, and the words
with which everybody describes itself.
"""

from __future__ import annotations

import re

from graph.snapshot import Snapshot
from graph.snapshot.nodes import Actors
from matching.names import NameVocabulary, NameWords, name_words, weighed
from matching.words import tells

_IN_A_PLACE = re.compile(r"\b(?:[Ww]e?|[Zz]e?|[Nn]ad|[Pp]od)((?:\s+[A-ZĄĆĘŁŃÓŚŹŻ][\w-]*)+)")
_KINDS = frozenset(("klub", "kolo", "centrum", "osrodek", "ognisko", "uks", "osp"))
_FEWEST, _ENDING = 4, 3  # letters that two forms of a place begin with at least, and those that may differ


def own_words(name: str, locality: str = "") -> list[str]:
    """The folded words of a name that are its own, each once, in order.

    >>> own_words("Koło Gospodyń Wiejskich „Lniane Nitki” w Kruczym Kącie")
    ['gospodyn', 'lniane', 'nitki', 'wiejskich']
    >>> own_words("Stowarzyszenie Przyjaciół Modrego Stawu", "Modry Staw")
    ['przyjaciol']
    """
    towns = name_words(locality)
    words = name_words(_IN_A_PLACE.sub(" ", name))
    telling = (word for word in words if tells(word) and word not in _KINDS)
    return [word for word in telling if not any(_begin_alike(word, town) for town in towns)]


def own_names(snapshot: Snapshot) -> NameWords:
    """The words of the actors' names that are their own."""
    return snapshot.derive(_made, snapshot.actors)


def _made(former: NameWords | None, actors: Actors) -> NameWords:
    vocabulary = former.vocabulary if former else NameVocabulary(_own_words_of_lines)
    named = zip(actors.names.tolist(), actors.locality.tolist(), strict=True)
    return weighed(vocabulary, actors, [f"{name}\n{town or ''}" if name else None for name, town in named])


def _own_words_of_lines(name_and_town: str) -> list[str]:
    name, town = name_and_town.split("\n", 1)
    return own_words(name, town)


def _begin_alike(word: str, town: str) -> bool:
    """Whether the one may be a form of the other."""
    lengths = len(word), len(town)
    shortest = max(_FEWEST, min(lengths) - _ENDING)
    return max(lengths) - min(lengths) <= _ENDING and word[:shortest] == town[:shortest]
