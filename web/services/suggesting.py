"""Suggestions for an organisation, and why a pair is one; what is shown is logged."""

from __future__ import annotations

from uuid import uuid4

from graph.snapshot import Snapshot
from matching import explain as explain_pair
from matching import recommend
from matching.results import Explanation, Kind, Recommendation
from web.office import shown
from web.office.shown import Channel, Shown
from web.ogniwo import Ogniwo
from web.services.weights_in_force import InForce


def suggest(  # noqa: PLR0913  # each argument says one thing about the question
    ogniwo: Ogniwo,
    seeker_id: str,
    kind: Kind,
    *,
    k: int = 10,
    component: str | None = None,
    by: str,
    channel: Channel,
    request_id: str | None = None,
    snapshot: Snapshot | None = None,
) -> Recommendation:
    """Who the seeker should work with, best first; the office keeps what was shown to whom.

    Parameters
    ----------
    snapshot : Snapshot, optional
        The one that the caller words the answer with; else the current one.

    Raises
    ------
    UnknownActor, InvalidOption
        As `matching.recommend` raises them.
    OfficeUnavailable
        What is shown could not be kept, so nothing is shown.
    """
    snapshot = snapshot or ogniwo.snapshot()
    made_by = ogniwo.weights.now()
    answer = answered(ogniwo, snapshot, seeker_id, kind, k=k, component=component, made_by=made_by)
    revision, model = snapshot.revision, made_by.number(kind)
    keep_shown(ogniwo, answer, by=by, channel=channel, request_id=request_id, revision=revision, model=model)
    return answer


def answered(  # each argument says one thing about the question
    ogniwo: Ogniwo,
    snapshot: Snapshot,
    seeker_id: str,
    kind: Kind,
    *,
    k: int = 10,
    component: str | None = None,
    made_by: InForce | None = None,
) -> Recommendation:
    """Who the seeker should work with, regard paid to what others were shown; nothing is kept.

    Parameters
    ----------
    made_by : InForce, optional
        The weights to use, for whoever keeps from which model they are; else those in force.

    Raises
    ------
    UnknownActor, InvalidOption
        As `matching.recommend` raises them.
    """
    exposure = ogniwo.exposure.of(snapshot, seeker_id)
    options = (made_by or ogniwo.weights.now()).options
    return recommend(snapshot, seeker_id, kind, k, component=component, options=options, exposure=exposure)


def keep_shown(
    ogniwo: Ogniwo,
    answer: Recommendation,
    *,
    by: str,
    channel: Channel,
    request_id: str | None = None,
    revision: int,
    model: int | None,
) -> None:
    """Let the office keep which suggestions the seeker was shown; an empty answer leaves nothing.

    Raises
    ------
    OfficeUnavailable
        Nothing was kept, so the answer must not be shown.
    """
    request_id = request_id or uuid4().hex
    rows = [
        Shown(
            request_id=request_id,
            channel=channel,
            by=by,
            seeker_id=answer.seeker_id,
            kind=str(answer.kind),
            component=answer.component,
            provider_id=suggestion.provider_id,
            rank=suggestion.rank,
            score=suggestion.score,
            revision=revision,
            model=model,
        )
        for suggestion in answer.suggestions
    ]
    if rows:
        with ogniwo.office.writing() as connection:
            shown.add(connection, rows)


def explain(
    ogniwo: Ogniwo,
    seeker_id: str,
    provider_id: str,
    kind: Kind,
    *,
    component: str | None = None,
    k: int = 10,
    snapshot: Snapshot | None = None,
) -> Explanation:
    """Why the provider is, or is not, among the first `k` suggestions for the seeker.

    Raises
    ------
    UnknownActor, InvalidOption
        As `matching.explain` raises them.
    """
    snapshot = snapshot or ogniwo.snapshot()
    exposure = ogniwo.exposure.of(snapshot, seeker_id)
    options = ogniwo.weights.now().options
    return explain_pair(
        snapshot, seeker_id, provider_id, kind, component=component, k=k, options=options, exposure=exposure
    )
