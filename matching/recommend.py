"""Who could help this organisation: the flow from a question to suggestions."""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from matching.candidates import candidates
from matching.caveats import caveats_of
from matching.eligibility import eligible
from matching.exposure import Exposure
from matching.notes import note_on_answer, note_on_seeker
from matching.options import DEFAULTS, Options
from matching.questions import Question, ask
from matching.reasons import directional_score, in_common, reasons_of, reciprocal_score
from matching.reranking import Contest, Listed, make_list
from matching.results import Kind, Recommendation, Suggestion
from matching.scoring import Scored, score


def recommend(
    snapshot: Snapshot,
    seeker_id: str,
    kind: Kind | str,
    k: int = 10,
    *,
    component: str | None = None,
    options: Options = DEFAULTS,
    exposure: Exposure | None = None,
) -> Recommendation:
    """The k best providers of one kind for a seeker, each with reasons and caveats.

    In order of reciprocal score and what the list adds to it (`matching.reranking`), ties by
    id; the same snapshot, exposure and question always give the same answer. An empty or
    short answer carries a note with its cause and the next step.

    Parameters
    ----------
    snapshot : Snapshot
    seeker_id : str
        Id of an organisation.
    kind : Kind
        Whether a peer, a mentor or a partner of another sector is wanted.
    k : int, from 1 to 100
    component : str, optional
        Only needs and offers of this component count.
    options : Options
    exposure : Exposure, optional
        How often each actor was shown to others lately; nobody was, if not given.

    Raises
    ------
    UnknownActor
        There is no such seeker.
    InvalidOption
        `kind`, `k` or `component` is not allowed; the message names the choices.

    Examples
    --------
    Two actors; one offers the skill: rarity 1 + ln(3/2), priority and level 3 of 3, so
    ln(1 + 1.405) = 0.878, times the weight 0.8 for partners.

    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> day = date(2024, 1, 1)
    >>> skill = make_node("I2.02", "Skill", label_pl="Strona", label_en="Website", component="image")
    >>> circle = make_node("org-1", "Organisation", name="Koło", joined=day)
    >>> library = make_node("par-1", "Partner", name="Biblioteka", joined=day)
    >>> links = [make_link("NEEDS", "org-1", "I2.02", priority=3), make_link("OFFERS", "par-1", "I2.02", level=3)]
    >>> answer = recommend(snapshot_of([skill, circle, library], links), "org-1", "partner")
    >>> [(s.provider_id, round(s.score, 3), str(s.band)) for s in answer.suggestions]
    [('par-1', 0.702, 'possible')]
    >>> [c.code for c in answer.suggestions[0].caveats]
    ['needs_unknown', 'region_unknown', 'no_contacts']
    """
    return answer(ask(snapshot, seeker_id, kind, k, component, options, exposure))


def answer(question: Question) -> Recommendation:
    """What `recommend` returns for a question that is checked."""
    if note := note_on_seeker(question):
        return Recommendation(question.seeker_id, question.kind, question.component, (), 0, note)
    contest = _contest(question)
    scored, made = contest.scored, make_list(contest)
    suggestions = tuple(suggestion(question, scored, one, rank) for rank, one in enumerate(made, start=1))
    n_eligible = len(contest.allowed)
    note = note_on_answer(question, scored, n_eligible)
    return Recommendation(question.seeker_id, question.kind, question.component, suggestions, n_eligible, note)


def ranked(question: Question) -> tuple[tuple[str, float], ...]:
    """Ids and scores of the providers that `answer` suggests, in its order, without their reasons: half the work."""
    if note_on_seeker(question):
        return ()
    contest = _contest(question)
    ids, rows = question.snapshot.actors.ids, contest.scored.rows
    return tuple((str(ids[rows[one.position]]), one.score) for one in make_list(contest))


def _contest(question: Question) -> Contest:
    """Everybody who may be listed, with their scores."""
    scored = score(question, candidates(question))
    return Contest.of(question, scored, np.flatnonzero(eligible(question, scored)))


def suggestion(question: Question, scored: Scored, listed: Listed, rank: int) -> Suggestion:
    """A provider as a suggestion, with everything that explains it."""
    position = listed.position
    own = reasons_of(question, scored, position)
    reasons = (*own, *listed.reasons)
    return Suggestion(
        seeker_id=question.seeker_id,
        provider_id=str(question.snapshot.actors.ids[scored.rows[position]]),
        kind=question.kind,
        rank=rank,
        score=reciprocal_score(reasons),
        seeker_score=directional_score(reasons, "seeker"),
        provider_score=directional_score(reasons, "provider"),
        band=question.options.bands[question.kind].band_of(reciprocal_score(own), in_common(own, question.kind)),
        reasons=reasons,
        caveats=caveats_of(question, scored, position),
    )
