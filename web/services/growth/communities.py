"""The communities of the network: how they are called, who is in them, and what became of them over the years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.analysis import History, Scope, periods_of
from graph.analysis.communities import Communities
from graph.analysis.community_traits import SharedTrait, shared_traits
from graph.analysis.community_years import CommunityYears, community_years
from graph.snapshot import Snapshot
from web.services.cards import name_of
from web.services.growth.kept import Kept
from web.services.growth.moments import NO_NAMES, Names, Part, actor_json, fingerprint, part_json, part_of
from web.services.growth.question import EVERYTHING
from web.services.growth.scope import scope_label

COLUMNS = (
    *("community", "name", "size", "most_linked_id", "most_linked", "n_inside", "n_across"),
    "members",
)
_AROUND = {"pl": "Wokół: {name}", "en": "Around {name}"}


@dataclass(frozen=True, slots=True, eq=False)
class CommunitiesAnswer:
    """The communities of a part of the network on a day, the largest first.

    Attributes
    ----------
    part : Part
    years : CommunityYears
        Of each year's end since the network began, and last of the day itself.
    traits : list of tuples of SharedTrait
        What the members of each community share, the most telling first.
    most_linked : int array, shape (n communities,)
        Row of the member of each who is in contact with the most others, ties by id.
    """

    part: Part
    years: CommunityYears
    traits: list[tuple[SharedTrait, ...]]
    most_linked: NDArray[np.intp]

    @property
    def communities(self) -> Communities:
        """Those of the day itself."""
        return self.years.divisions[-1]

    @property
    def labels(self) -> NDArray[np.int64]:
        """The label of each community, by its number, which it keeps over the years."""
        return self.years.labels[-1]

    def label_of(self) -> NDArray[np.int64]:
        """The label of each actor's community, 0 for who is in none; shape (n actors,)."""
        return self.years.label_of(len(self.years.divisions) - 1)

    def contacts(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many contacts each community has within and to others; two arrays of shape (n communities,)."""
        n, of, moment = len(self.communities), self.communities.of, self.part.moment
        one, other = of[moment.one], of[moment.other]
        inside = np.bincount(one[one == other], minlength=n).astype(np.int64)
        ends = np.bincount(np.concatenate((one, other)), minlength=n).astype(np.int64)
        return inside, ends - 2 * inside


def communities_at(snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING) -> CommunitiesAnswer:
    """The communities of the network, or a part of it, on a day.

    Raises
    ------
    InvalidOption
        The day is after the snapshot's.
    UnknownName
        There is no such scope.
    """
    part = part_of(snapshot, as_of, scope)
    return _answer(part, _years(part))


class LiveCommunities:
    """Answers for pages: worked out once, and anew only when membership or contacts changed."""

    def __init__(self) -> None:
        self._answers: Kept[CommunitiesAnswer] = Kept()
        self._years: Kept[CommunityYears] = Kept()

    def of(self, snapshot: Snapshot, as_of: date | None = None, scope: Scope = EVERYTHING) -> CommunitiesAnswer:
        """As `communities_at`.

        Raises
        ------
        InvalidOption, UnknownName
            As `communities_at` raises them.
        """
        return self._answers.of(snapshot, (as_of, scope), lambda: self._made(part_of(snapshot, as_of, scope)))

    def _made(self, part: Part) -> CommunitiesAnswer:
        seen = _seen(part.history)
        return _answer(part, self._years.of(None, (part.day, seen), lambda: _years(part)))


def _seen(history: History) -> bytes:
    return fingerprint(history.joined, history.left, history.one, history.other, history.start, history.stop)


def _years(part: Part) -> CommunityYears:
    """Labels are those that a look year by year, up to the day, gives."""
    ends = [one.last for one in periods_of(part.snapshot, "year", part.history.first_day, part.day)]
    return community_years(part.history, [*(end for end in ends if end < part.day), part.day])


def _answer(part: Part, years: CommunityYears) -> CommunitiesAnswer:
    communities = years.divisions[-1]
    most_linked = first_members(communities, part.moment.degree)
    return CommunitiesAnswer(part, years, shared_traits(part.snapshot, communities), most_linked)


def first_members(communities: Communities, degree: NDArray[np.int64]) -> NDArray[np.intp]:
    """Row of the member of each community with the most contacts, ties by id; shape (n communities,)."""
    order = np.argsort(-degree, kind="stable")
    order = order[communities.of[order] >= 0]
    found = np.zeros(len(communities), dtype=np.intp)
    found[communities.of[order[::-1]]] = order[::-1]
    return found


class Called(NamedTuple):
    """What communities are called by, each by its number on a day.

    Attributes
    ----------
    traits : list of tuples of SharedTrait
    most_linked : int array
        As those of `CommunitiesAnswer`.
    """

    traits: list[tuple[SharedTrait, ...]]
    most_linked: NDArray[np.intp]


def names_of_communities(answer: CommunitiesAnswer, language: str, names: Names = NO_NAMES) -> list[str]:
    """What each community is called, by number: by what its members share.

    Where two would be called alike, the member with the most contacts is named too; where nothing
    is shared, it goes by that member.
    """
    return names_called(answer.part.snapshot, Called(answer.traits, answer.most_linked), language, names)


def names_called(snapshot: Snapshot, called: Called, language: str, names: Names = NO_NAMES) -> list[str]:
    """As `names_of_communities`, for the communities of any day."""
    bases = [_shared_in_words(snapshot, traits, language) if traits else "" for traits in called.traits]
    firsts = [name_of(snapshot, row, names, language) for row in called.most_linked.tolist()]
    n_alike = Counter(bases)
    return [
        (base if n_alike[base] == 1 else f"{base} ({first})") if base else _AROUND[language].format(name=first)
        for base, first in zip(bases, firsts, strict=True)
    ]


def _shared_in_words(snapshot: Snapshot, traits: Sequence[SharedTrait], language: str) -> str:
    """At most two of the traits, the most telling first."""
    texts = [scope_label(snapshot, one.kind, one.code, language) for one in traits[:2]]
    first = texts[0][:1].upper() + texts[0][1:]
    return " · ".join([first, *texts[1:]])


def communities_json(
    answer: CommunitiesAnswer,
    language: str,
    names: Names = NO_NAMES,
    k: int | None = None,
    n_members: int | None = None,
) -> dict[str, Any]:
    """The k largest communities, each with at most `n_members` of its members."""
    found = answer.communities
    return {
        **part_json(answer.part),
        "modularity": None if isnan(found.modularity) else found.modularity,
        "n_communities": len(found),
        "n_in_one": int(found.sizes.sum()),
        "note": note_of(answer, language),
        "communities": [
            _community_json(answer, *each, language, names, n_members) for each in _told(answer, language, names, k)
        ],
    }


_NOTE = {
    "pl": {
        "none": "Nie ma tu społeczności: nikt nie jest z nikim w kontakcie.",
        "weak": "Podział jest słabo widoczny: kontakty wewnątrz społeczności są niewiele częstsze niż między nimi.",
        "clear": "Podział jest wyraźny: kontakty wewnątrz społeczności są dużo częstsze niż między nimi.",
    },
    "en": {
        "none": "There are no communities: nobody is in contact with anybody.",
        "weak": "The division is faint: contacts within communities are hardly more frequent than between them.",
        "clear": "The division is clear: contacts within communities are far more frequent than between them.",
    },
}
CLEAR = 0.3  # Newman and Girvan (2004): above, a network is taken to have communities


def note_of(answer: CommunitiesAnswer, language: str) -> str:
    """Whether the network falls into communities at all."""
    modularity = answer.communities.modularity
    return _NOTE[language]["none" if isnan(modularity) else "clear" if modularity >= CLEAR else "weak"]


def _told(answer: CommunitiesAnswer, language: str, names: Names, k: int | None) -> Iterator[tuple[int, str, int, int]]:
    """Number, name, and contacts within and to others, of the k largest."""
    inside, across = answer.contacts()
    for number, name in enumerate(names_of_communities(answer, language, names)[:k]):
        yield number, name, int(inside[number]), int(across[number])


def _community_json(
    answer: CommunitiesAnswer,
    number: int,
    name: str,
    n_inside: int,
    n_across: int,
    language: str,
    names: Names,
    n_members: int | None,
) -> dict[str, Any]:
    snapshot, found = answer.part.snapshot, answer.communities
    members = found.members(number)[:n_members].tolist()
    return {
        "community": int(answer.labels[number]),
        "name": name,
        "size": int(found.sizes[number]),
        "n_inside": n_inside,
        "n_across": n_across,
        "most_linked": actor_json(snapshot, int(answer.most_linked[number]), names, language),
        "shared": [
            {
                "kind": one.kind,
                "code": one.code,
                "label": scope_label(snapshot, one.kind, one.code, language),
                "n_members": one.n_members,
                "share": one.share,
                "lift": one.lift,
            }
            for one in answer.traits[number]
        ],
        "members": [str(snapshot.actors.ids[row]) for row in members],
    }


def community_rows(
    answer: CommunitiesAnswer, language: str, names: Names = NO_NAMES, k: int | None = None
) -> Iterator[list[object]]:
    """The k largest communities as rows of a table with `COLUMNS`."""
    ids = answer.part.snapshot.actors.ids
    for number, name, n_inside, n_across in _told(answer, language, names, k):
        first = int(answer.most_linked[number])
        yield [
            *(int(answer.labels[number]), name, int(answer.communities.sizes[number]), str(ids[first])),
            *(name_of(answer.part.snapshot, first, names, language), n_inside, n_across),
            " ".join(ids[answer.communities.members(number)]),
        ]
