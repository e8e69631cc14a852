"""Which introductions would help the network and the two most: the flow from a question to the answer."""

from __future__ import annotations

import numpy as np

from graph.snapshot import Snapshot
from matching.caveats import caveats_of
from matching.introductions.choosing import Taken, chosen
from matching.introductions.effects import effect_of
from matching.introductions.options import EFFECTS, IntroductionOptions, IntroductionQuestion
from matching.introductions.points import Amounts, weights_in_order
from matching.introductions.pool import Pool, pool_of
from matching.introductions.results import BestIntroductions, Points, RankedIntroduction
from matching.options import DEFAULTS, Options
from matching.questions import ask
from matching.reasons import directional_score, in_common, reasons_of, reciprocal_score
from matching.results import Kind, Suggestion
from matching.scoring import score


def best_introductions(
    snapshot: Snapshot,
    question: IntroductionQuestion | None = None,
    *,
    recommender: Options = DEFAULTS,
    options: IntroductionOptions | None = None,
) -> BestIntroductions:
    """The introductions that would help the network and the two most.

    Ranked by points (`matching.introductions.points`), ties by the ids of the two, for each goal
    in its turn (`matching.introductions.goals`). Only pairs
    that the recommender may suggest are among them: nobody who is or was in contact, declined,
    or has an open introduction.

    Parameters
    ----------
    snapshot : Snapshot
    question : IntroductionQuestion, optional
        Ten introductions of organisations by default.
    recommender : Options, optional
        How well two fit is scored with these.
    options : IntroductionOptions, optional

    Raises
    ------
    UnknownName
        There is no such component, region, sphere, sector, role or kind of contact.

    Examples
    --------
    >>> from datetime import date
    >>> from graph.model import make_link, make_node
    >>> from graph.snapshot import snapshot_of
    >>> day = date(2022, 1, 1)
    >>> nodes = [make_node("S1", "Skill", label_pl="Strona", label_en="Website", component="image")]
    >>> nodes += [make_node(name, "Organisation", name=name, joined=day) for name in "abc"]
    >>> links = [make_link("NEEDS", "a", "S1", priority=3), make_link("OFFERS", "b", "S1", level=3)]
    >>> links += [make_link("COOPERATES_WITH", "b", "c", since=day, kind="event")]
    >>> one, = best_introductions(snapshot_of([*nodes], links, date(2024, 1, 1))).introductions
    >>> one.suggestion.seeker_id, one.suggestion.provider_id, one.effect.isolates, one.effect.n_newly_connected
    ('a', 'b', ('a',), 2)
    """
    question = question or IntroductionQuestion()
    pool = pool_of(snapshot, Kind(question.kind), question.scope, recommender, options or IntroductionOptions())
    return best_of_pool(pool, question)


def best_of_pool(pool: Pool, question: IntroductionQuestion) -> BestIntroductions:
    """The answer to a question of the pool's kind and scope."""
    taken = list(chosen(pool, question))
    after = pool.net
    for one in taken:
        after = after.with_contact(int(pool.seekers[one.position]), int(pool.providers[one.position]))
    return BestIntroductions(
        question=question,
        introductions=tuple(_told(pool, one, rank) for rank, one in enumerate(taken, start=1)),
        note=pool.note or (None if taken else "none_for_goal"),
        n_pairs=pool.n_eligible,
        n_looked_at=pool.n_looked_at,
        n_seekers=pool.n_seekers,
        before=pool.net.shape(),
        after=after.shape(),
    )


def _told(pool: Pool, taken: Taken, rank: int) -> RankedIntroduction:
    seeker, provider = int(pool.seekers[taken.position]), int(pool.providers[taken.position])
    return RankedIntroduction(
        rank=rank,
        suggestion=_suggestion(pool, seeker, provider, rank),
        effect=effect_of(pool.snapshot, taken.net, seeker, provider, pool.lately),
        points=_points(taken.amounts, weights_in_order(pool.options.weights)),
        value=taken.value,
        goal=taken.goal,
    )


def _suggestion(pool: Pool, seeker: int, provider: int, rank: int) -> Suggestion:
    """How well the two fit, by the recommender's own functions; the list adds nothing here."""
    ids = pool.snapshot.actors.ids
    question = ask(pool.snapshot, str(ids[seeker]), pool.kind, 1, pool.component, pool.recommender)
    scored = score(question, np.array([provider], dtype=np.int32))
    reasons = reasons_of(question, scored, 0)
    total = reciprocal_score(reasons)
    return Suggestion(
        seeker_id=question.seeker_id,
        provider_id=str(ids[provider]),
        kind=question.kind,
        rank=rank,
        score=total,
        seeker_score=directional_score(reasons, "seeker"),
        provider_score=directional_score(reasons, "provider"),
        band=question.options.bands[question.kind].band_of(total, in_common(reasons, question.kind)),
        reasons=reasons,
        caveats=caveats_of(question, scored, 0),
    )


def _points(amounts: Amounts, weights: Amounts) -> tuple[Points, ...]:
    """Every effect that counts, the most first, ties in the order of `EFFECTS`."""
    found = [
        Points(effect, amount, amount * weight)
        for effect, amount, weight in zip(EFFECTS, amounts.tolist(), weights.tolist(), strict=True)
        if amount * weight
    ]
    return tuple(sorted(found, key=lambda one: -one.points))
