"""Why a pair is, or is not, suggested."""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from matching.candidates import candidates
from matching.changes import changes_that_list
from matching.eligibility import OF_PROFILE, broken_rules, eligible
from matching.exposure import Exposure
from matching.notes import note_on_seeker
from matching.options import DEFAULTS, Options
from matching.ordering import rank_of
from matching.questions import Question, actor_row, ask
from matching.recommend import suggestion
from matching.reranking import Contest, Listed, beside, make_list
from matching.results import Caveat, Explanation, Kind
from matching.scoring import Scored, score


def explain(
    snapshot: Snapshot,
    seeker_id: str,
    provider_id: str,
    kind: Kind | str,
    *,
    component: str | None = None,
    k: int = 10,
    options: Options = DEFAULTS,
    exposure: Exposure | None = None,
) -> Explanation:
    """The pair's scores and reasons, the rules that exclude it, its rank, its gap, and what would close it.

    The rank is among all eligible candidates and this provider; the gap is to the last of
    the k that `recommend` shows. Any two actors can be asked about, also a seeker about itself.

    Raises
    ------
    UnknownActor
        There is no such seeker or provider.
    InvalidOption
        `kind`, `k` or `component` is not allowed; the message names the choices.
    """
    question = ask(snapshot, seeker_id, kind, k, component, options, exposure)
    provider = actor_row(snapshot, provider_id)
    scored = score(question, np.union1d(candidates(question), [provider]))
    position = int(np.searchsorted(scored.rows, provider))
    on_seeker = note_on_seeker(question)
    excluded_by = ((on_seeker,) if on_seeker else ()) + broken_rules(question, scored, position)
    if excluded_by:
        n_eligible = 0 if on_seeker else int(eligible(question, scored).sum())
        of_pair = suggestion(question, scored, Listed(position, 0.0, ()), 0)
        may_change = all(rule.code in OF_PROFILE for rule in excluded_by)
        changes = changes_that_list(question, provider) if may_change else ()
        return Explanation(of_pair, excluded_by, None, n_eligible, 0.0, None, changes, may_change)
    return _of_eligible(question, scored, position)


def _of_eligible(question: Question, scored: Scored, position: int) -> Explanation:
    contest = Contest.of(question, scored, np.flatnonzero(eligible(question, scored)))
    made = make_list(contest)
    for rank, one in enumerate(made, start=1):
        if one.position == position:
            return Explanation(suggestion(question, scored, one, rank), (), rank, len(contest.allowed), 0.0)
    of_pair = beside(contest, made, position)
    gap = max(min(one.score for one in made) - of_pair.score, 0.0)
    return Explanation(
        suggestion(question, scored, of_pair, 0),
        (),
        _rank_below(contest, made, position),
        len(contest.allowed),
        gap,
        _held_back(contest, position, gap),
        changes_that_list(question, int(scored.rows[position])),
        changes_tried=True,
    )


def _rank_below(contest: Contest, made: list[Listed], position: int) -> int:
    """Its place if the list went on by score, price included."""
    below = ~np.isin(contest.allowed, [one.position for one in made])
    at = int(below[: int(np.searchsorted(contest.allowed, position))].sum())
    return len(made) + rank_of(contest.priced[below], at)


def _held_back(contest: Contest, position: int, gap: float) -> Caveat | None:
    """What keeps a provider off the list that its score alone would not."""
    at = int(np.searchsorted(contest.allowed, position))
    named = {"provider_id": str(contest.question.snapshot.actors.ids[contest.scored.rows[position]])}
    if not contest.open[at]:
        return Caveat("shown_often", {**named, "n_seekers": int(contest.prices.n_seekers[at])})
    return None if gap > 0 else Caveat("place_for_another", named)
