"""Decided introductions as examples to learn from, each with the answer out of which it was asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from matching.learning.decisions import Decision
from matching.results import Kind
from web.office import shown
from web.office.shown import ShownAt
from web.ogniwo import Ogniwo
from web.services.decided import DecidedPair, Outcome
from web.services.introduction_lists import introductions_listed

Answer = tuple[str, str, str]  # what an answer is known by: its request, whom it was for, and the kind
Ranks = Mapping[str, int]

_SAID_YES = {Outcome.ACCEPTED, Outcome.WORKED}


def decisions_of(ogniwo: Ogniwo, pairs: Iterable[DecidedPair]) -> dict[Kind, list[Decision]]:
    """The decisions of each kind.

    Raises
    ------
    StoreUnavailable, OfficeUnavailable
    """
    decided = list(pairs)
    lists = _lists(ogniwo, {one.shown for one in decided if one.shown and _is_of_profile(one.shown)})
    asked = {(one.seeker_id, one.provider_id) for one in introductions_listed(ogniwo.snapshot()).introductions}
    found: dict[Kind, list[Decision]] = defaultdict(list)
    for one in decided:
        ranks = lists.get(_answer(one.shown), {}) if one.shown else {}
        others = {
            provider_id: rank
            for provider_id, rank in ranks.items()
            if provider_id == one.provider_id or (one.seeker_id, provider_id) not in asked
        }
        said_yes = one.outcome in _SAID_YES
        found[Kind(one.kind)].append(Decision(one.seeker_id, one.provider_id, one.asked, one.decided, said_yes, others))
    return dict(found)


def _is_of_profile(one: ShownAt) -> bool:
    """Whether it was an answer to a whole profile: signals of a call, or of one component, have other values."""
    return one.kind != Kind.CALL and one.component is None


def _answer(one: ShownAt) -> Answer:
    return one.request_id, one.seeker_id, one.kind


def _lists(ogniwo: Ogniwo, showings: Iterable[ShownAt]) -> dict[Answer, Ranks]:
    """The ranks of all that were shown in the same answers."""
    wanted = {_answer(one) for one in showings}
    found: dict[Answer, dict[str, int]] = defaultdict(dict)
    with ogniwo.office.reading() as connection:
        for one in shown.to_seekers(connection, {seeker_id for _, seeker_id, _ in wanted}):
            if _answer(one) in wanted and _is_of_profile(one):
                found[_answer(one)][one.provider_id] = one.rank
    return dict(found)
