"""What recorded decisions teach: found, promoted past the guards, rolled back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

import numpy as np
import sqlalchemy as sa

from graph.snapshot import Snapshot, build_snapshot
from matching.learning.checks import FEWEST_DECIDED
from matching.learning.decisions import Decision, DecisionRows, SnapshotOn, decision_rows
from matching.learning.learned import Learned, learn
from matching.options import DEFAULTS
from matching.questions import options_for
from matching.results import Kind
from web.office import audit, models
from web.office.models import ACTIVE, Model
from web.ogniwo import Ogniwo
from web.services.decided import decided_pairs
from web.services.errors import ServiceError
from web.services.learning_examples import decisions_of

PROMOTE, ROLL_BACK = "promote-weights", "roll-back-weights"

_SEED = 20240901  # the same decisions teach the same, whoever asks


class LearningRefused(ServiceError):
    """Nothing was promoted or rolled back."""


class ChangedMeanwhile(LearningRefused):
    """Somebody else promoted or rolled back while the weights were learned."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"nothing was changed: somebody else changed the weights for {kind} meanwhile; "
            "see what is in force by `ogniwo learn --status`, then try again"
        )
        self.kind = kind


class NothingToRollBack(LearningRefused):
    """The published weights are in force, so there is nothing to go back from."""

    def __init__(self) -> None:
        super().__init__(
            "nothing was changed: the published weights are in force, so there is nothing to roll back; "
            "`ogniwo learn --status` shows what is in force for each kind"
        )


class WhichKind(LearningRefused):
    """Several kinds have learned weights, and nobody said which to roll back."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(f"nothing was changed: {', '.join(kinds)} have learned weights; choose one by --kind")
        self.kinds = kinds


@dataclass(frozen=True, slots=True)
class Found:
    """What decisions teach about one kind, and the model in force (None: the published weights)."""

    learned: Learned
    active: Model | None


class Verdict(StrEnum):
    """What becomes of what was learned."""

    PROMOTED = "promoted"
    MAY = "may be promoted"
    IN_FORCE = "in force already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became, or would become, of what was learned of one kind.

    Attributes
    ----------
    model : Model or None
        The one in force afterwards, None for the published weights.
    """

    found: Found
    verdict: Verdict
    model: Model | None


def active_models(ogniwo: Ogniwo) -> dict[str, Model]:
    """The active model of each kind that has one, as the office has it now."""
    with ogniwo.office.reading() as connection:
        return models.active(connection)


def attempts(ogniwo: Ogniwo, kinds: Iterable[Kind]) -> list[Attempt]:
    """What the decisions teach about each kind, and whether it may be promoted; nothing is written.

    Raises
    ------
    StoreUnavailable, OfficeUnavailable
    """
    return [Attempt(one, _verdict(one, one.active), one.active) for one in _all_found(ogniwo, kinds)]


def promote(ogniwo: Ogniwo, kinds: Iterable[Kind], *, by: str, reason: str) -> list[Attempt]:
    """Put what decisions teach into force wherever every guard holds, all of it in one transaction.

    Raises
    ------
    ChangedMeanwhile
        Nothing was changed.
    StoreUnavailable, OfficeUnavailable
    """
    found = _all_found(ogniwo, kinds)
    with ogniwo.office.writing() as connection:
        made = [_promoted(connection, one, by, reason) for one in found]
    ogniwo.weights.forget()
    return made


def roll_back(ogniwo: Ogniwo, kind: Kind | None, *, by: str, reason: str) -> tuple[Model, Model | None]:
    """Put the former weights of the kind into force; returns the model left and the one returned to.

    The latter is None for the published weights. Without a kind it is the only one that has learned weights.

    Raises
    ------
    NothingToRollBack, WhichKind
        Nothing was changed.
    OfficeUnavailable
    """
    with ogniwo.office.writing() as connection:
        left = _to_leave(models.active(connection), kind)
        models.step_back(connection, left, by=by)
        details = {"kind": left.kind, "model": left.number, "back_to": left.follows}
        audit.add(connection, audit.Entry(by, reason, ROLL_BACK, "network", details))
        former = models.active(connection).get(left.kind)
    ogniwo.weights.forget()
    return left, former


def _to_leave(active: Mapping[str, Model], kind: Kind | None) -> Model:
    wanted = {name: model for name, model in active.items() if kind in {None, name}}
    if not wanted:
        raise NothingToRollBack
    if len(wanted) > 1:
        raise WhichKind(tuple(sorted(wanted)))
    return next(iter(wanted.values()))


def _verdict(found: Found, active: Model | None) -> Verdict:
    if active is not None and dict(active.weights) == dict(found.learned.weights):
        return Verdict.IN_FORCE
    return Verdict.REFUSED if found.learned.failed else Verdict.MAY


def _promoted(connection: sa.Connection, found: Found, by: str, reason: str) -> Attempt:
    """What becomes of one kind, with no other writer beside it."""
    kind = found.learned.kind.value
    active = models.active(connection).get(kind)
    verdict = _verdict(found, active)
    if verdict is not Verdict.MAY:
        return Attempt(found, verdict, active)
    if _number(active) != _number(found.active):
        raise ChangedMeanwhile(kind)
    models.add_active(connection, _model(found, by, reason))
    made = models.active(connection)[kind]
    details = {"kind": kind, "model": made.number, "follows": made.follows, "n_decided": made.n_decided}
    audit.add(connection, audit.Entry(by, reason, PROMOTE, "network", details))
    return Attempt(found, Verdict.PROMOTED, made)


def _number(model: Model | None) -> int | None:
    return model.number if model else None


def _model(found: Found, by: str, reason: str) -> Model:
    learned, now = found.learned, datetime.now(UTC)
    return Model(
        kind=learned.kind.value,
        weights=dict(learned.weights),
        made_at=now,
        by=by,
        reason=reason,
        n_decided=learned.n_decided,
        report=learned.as_json(),
        status=ACTIVE,
        follows=_number(found.active),
        active_since=now,
        active_by=by,
    )


def _all_found(ogniwo: Ogniwo, kinds: Iterable[Kind]) -> list[Found]:
    active, now = active_models(ogniwo), ogniwo.snapshot()
    decisions, on = decisions_of(ogniwo, decided_pairs(ogniwo)), _network_of_days(ogniwo)
    return [Found(_learned(kind, decisions.get(kind, []), now, on), active.get(kind.value)) for kind in kinds]


def _learned(kind: Kind, decisions: list[Decision], now: Snapshot, on: SnapshotOn) -> Learned:
    published = options_for(now, DEFAULTS)
    return learn(_rows(kind, decisions, now, on), now, published, np.random.default_rng(_SEED))


def _rows(kind: Kind, decisions: list[Decision], now: Snapshot, on: SnapshotOn) -> DecisionRows:
    # Where there are too few, nothing is learned from their values, and former states of the network need not be read.
    few = len(decisions) < FEWEST_DECIDED
    return decision_rows(decisions, kind, (lambda _: now) if few else on, options_for(now, DEFAULTS))


def _network_of_days(ogniwo: Ogniwo) -> SnapshotOn:
    """The network at the end of a day, read from the store; the last one is kept."""
    last: dict[date, Snapshot] = {}

    def on(day: date) -> Snapshot:
        if day not in last:
            last.clear()  # one at a time is enough of a large network
            last[day] = build_snapshot(ogniwo.store, day)
        return last[day]

    return on
