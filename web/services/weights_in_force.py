"""Which weights suggestions are made with: the published ones, or those that were learned and promoted."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import structlog

from matching.learning.with_weights import with_weights
from matching.options import DEFAULTS, Options
from matching.results import Kind
from web.office import models
from web.office.database import Office
from web.office.errors import OfficeUnavailable
from web.office.models import Model

LOOK_SECONDS = 2.0  # how old what is known may be

log = structlog.get_logger("ogniwo")


@dataclass(frozen=True, slots=True)
class InForce:
    """Options for suggestions, and the models that they are from.

    Attributes
    ----------
    options : Options
    models : mapping of kind to Model
        Kinds with published weights are left out.
    """

    options: Options = DEFAULTS
    models: Mapping[str, Model] = field(default_factory=dict)

    @classmethod
    def of(cls, active: Mapping[str, Model]) -> InForce:
        """The published options with the weights of the active models."""
        options = DEFAULTS
        for kind, model in sorted(active.items()):
            options = with_weights(options, Kind(kind), _completed(Kind(kind), model.weights))
        return cls(options, active)

    def number(self, kind: Kind | str) -> int | None:
        """The number of the model that this kind's weights are from; None for the published ones."""
        model = self.models.get(str(kind))
        return model.number if model else None


def _completed(kind: Kind, learned: Mapping[str, float]) -> dict[str, float]:
    """The learned weights; signals that came into the program later keep their published ones, former ones are gone."""
    published = DEFAULTS.weights[kind]
    return {name: learned.get(name, weight) for name, weight in published.items()}


class WeightsInForce:
    """What is in force now, read from the office every other second at most.

    Whoever promotes or rolls back in another process is thus followed within seconds.
    """

    def __init__(self, office: Office) -> None:
        self._office = office
        self._lock = threading.Lock()
        self._looked_at = 0.0
        self._found: InForce | None = None

    def now(self) -> InForce:
        """The options and models in force.

        While the office is away, those that were last known.

        Raises
        ------
        OfficeUnavailable
            It is away, and nothing was known before.
        """
        with self._lock:
            if self._found is None or time.monotonic() - self._looked_at >= LOOK_SECONDS:
                self._found = self._read(self._found)
                self._looked_at = time.monotonic()
            return self._found

    def forget(self) -> None:
        """Have the office asked anew at the next question."""
        with self._lock:
            self._looked_at = -LOOK_SECONDS

    def _read(self, known: InForce | None) -> InForce:
        try:
            with self._office.reading() as connection:
                active = models.active(connection)
        except OfficeUnavailable as error:
            if known is None:
                raise
            log.warning("weights_as_last_known", reason=str(error))
            return known
        same = known is not None and {kind: known.number(kind) for kind in known.models} == {
            kind: model.number for kind, model in active.items()
        }
        return known if known is not None and same else InForce.of(active)
