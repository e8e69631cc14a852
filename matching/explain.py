"""Why a pair is, or is not, suggested."""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from matching.candidates import candidates
from matching.eligibility import broken_rules, eligible
from matching.notes import note_on_seeker
from matching.options import DEFAULTS, Options
from matching.questions import actor_row, ask
from matching.recommend import suggestion
from matching.reranking import first_by_score, rank_of
from matching.results import Explanation, Kind
from matching.scoring import score
from matching.signals.signal import Values


def explain(
    snapshot: Snapshot,
    seeker_id: str,
    provider_id: str,
    kind: Kind | str,
    *,
    component: str | None = None,
    k: int = 10,
    options: Options = DEFAULTS,
) -> Explanation:
    """The pair's scores and reasons, the rules that exclude it, its rank and its gap.

    The rank is among all eligible candidates and this provider; the gap is to the last of
    the k that `recommend` shows. Any two actors can be asked about, also a seeker about itself.

    Raises
    ------
    UnknownActor
        There is no such seeker or provider.
    InvalidOption
        `kind`, `k` or `component` is not allowed; the message names the choices.
    """
    question = ask(snapshot, seeker_id, kind, k, component, options)
    provider = actor_row(snapshot, provider_id)
    scored = score(question, np.union1d(candidates(question), [provider]).astype(np.int32))
    position = int(np.searchsorted(scored.rows, provider))
    allowed = eligible(question, scored)
    on_seeker = note_on_seeker(question)
    excluded_by = ((on_seeker,) if on_seeker else ()) + broken_rules(question, scored, position)
    scores = scored.scores[allowed]
    rank = None if excluded_by else rank_of(scores, int(allowed[:position].sum()))
    shown = rank if rank is not None and rank <= question.k else 0
    return Explanation(
        suggestion=suggestion(question, scored, position, shown),
        excluded_by=excluded_by,
        rank=rank,
        n_eligible=0 if on_seeker else int(allowed.sum()),
        gap=0.0 if shown else _gap(scores, float(scored.scores[position]), question.k),
    )


def _gap(eligible_scores: Values, own: float, k: int) -> float:
    """How far a score lies below the last one shown; 0 if it does not, or nothing is shown."""
    shown = first_by_score(eligible_scores, k)
    return max(float(eligible_scores[shown[-1]]) - own, 0.0) if len(shown) else 0.0
