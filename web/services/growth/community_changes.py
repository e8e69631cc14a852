"""What became of communities, each by the name that it had then."""

from __future__ import annotations

from typing import Any

import numpy as np

from graph.analysis import moment_of
from graph.analysis.community_traits import shared_traits
from graph.analysis.community_years import Change, Turn
from graph.snapshot import date_of
from web.services.growth.communities import (
    Called,
    CommunitiesAnswer,
    communities_json,
    first_members,
    names_called,
)
from web.services.growth.moments import NO_NAMES, Names

_GONE = (Turn.MERGED, Turn.ENDED)
_NUMBERED = {"pl": "„{name}” (nr {label})", "en": "“{name}” (no. {label})"}


def communities_and_changes_json(
    answer: CommunitiesAnswer,
    language: str,
    names: Names = NO_NAMES,
    k: int | None = None,
    n_members: int | None = None,
) -> dict[str, Any]:
    """The k largest communities, each with at most `n_members` of its members, and what became of earlier ones."""
    told = communities_json(answer, language, names, k, n_members)
    return {**told, "changes": changes_json(answer, language, names)}


def changes_json(
    answer: CommunitiesAnswer, language: str, names: Names = NO_NAMES, n_changes: int | None = None
) -> list[dict[str, Any]]:
    """The last `n_changes` changes, by default all, in order of day.

    Who came into being is called as on the day itself, who is gone as on the day before, and by
    what the members shared then.
    """
    changes = answer.years.changes if n_changes is None else answer.years.changes[-n_changes:]
    called = _Calling(answer, language, names)
    return [
        {
            "day": date_of(one.day),
            "turn": one.turn.value,
            "community": one.label,
            "name": called.name(one, one.label, first_now=one.turn not in _GONE),
            "other": one.other,
            "other_name": None if one.other is None else called.name(one, one.other, first_now=one.turn in _GONE),
        }
        for one in changes
    ]


def numbered(name: str, label: int, language: str) -> str:
    """A community by its name then and the number that it keeps.

    >>> numbered("Województwo podlaskie", 37, "pl")
    '„Województwo podlaskie” (nr 37)'
    """
    return _NUMBERED[language].format(name=name, label=label)


class _Calling:
    """Names of communities on the days compared, each day's worked out once."""

    def __init__(self, answer: CommunitiesAnswer, language: str, names: Names) -> None:
        self._answer, self._language, self._names = answer, language, names
        self._at = {division.day: at for at, division in enumerate(answer.years.divisions)}
        self._known: dict[int, dict[int, str]] = {}

    def name(self, change: Change, label: int, *, first_now: bool) -> str:
        """What the community was called on the day of the change or the one before."""
        now = self._at[change.day]
        for at in (now, now - 1) if first_now else (now - 1, now):
            if label in (known := self._names_at(at)):
                return known[label]
        raise KeyError(label)

    def _names_at(self, at: int) -> dict[int, str]:
        if at not in self._known:
            part, years = self._answer.part, self._answer.years
            division, labels = years.divisions[at], years.labels[at]
            degree = moment_of(part.history, division.day).degree
            called = Called(shared_traits(part.snapshot, division), first_members(division, np.asarray(degree)))
            told = names_called(part.snapshot, called, self._language, self._names)
            self._known[at] = dict(zip(labels.tolist(), told, strict=True))
        return self._known[at]
