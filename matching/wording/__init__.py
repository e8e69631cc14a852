"""Reasons, caveats, rules and notes as sentences, in Polish and in English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from graph.snapshot import Snapshot
from matching.errors import InvalidOption
from matching.results import Band, Caveat, Reason
from matching.wording import english, polish
from matching.wording.naming import Names
from matching.wording.said import Said

V = TypeVar("V")

__all__ = ["band_label", "sentence"]

_SENTENCES: Mapping[str, Mapping[str, Callable[[Said], str]]] = {"pl": polish.SENTENCES, "en": english.SENTENCES}
_BANDS: Mapping[str, Mapping[Band, str]] = {"pl": polish.BANDS, "en": english.BANDS}


def sentence(said: Reason | Caveat, snapshot: Snapshot, language: str, names: Mapping[str, str] | None = None) -> str:
    """What a reason, caveat, broken rule or note says to the seeker, as one or two sentences.

    Parameters
    ----------
    said : Reason or Caveat
    snapshot : Snapshot
        Where names of actors, skills, regions and spheres are found.
    language : {"pl", "en"}
    names : mapping of actor id to name, optional
        Names that the network does not hold, such as those of mentors; they go first.

    Raises
    ------
    InvalidOption
        There is no such language.
    """
    code, contribution = (said.signal, said.contribution) if isinstance(said, Reason) else (said.code, 0.0)
    wording = _of_language(_SENTENCES, language)
    return wording[code](Said(said.facts, contribution, Names(snapshot, language, names or {})))


def band_label(band: Band, language: str) -> str:
    """The band in words.

    >>> band_label(Band.STRONG, "pl"), band_label(Band.POSSIBLE, "en")
    ('bardzo dobre dopasowanie', 'possible match')
    """
    return _of_language(_BANDS, language)[band]


def _of_language(by_language: Mapping[str, V], language: str) -> V:
    try:
        return by_language[language]
    except KeyError:
        raise InvalidOption("language", language, ", ".join(by_language)) from None
