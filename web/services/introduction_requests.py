"""A request to change an introduction: signed, carried out once, and in turn with others of the same two."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from graph.model import Link, LinkKey, Unit
from web.office import intents
from web.office.errors import RequestKeyTaken
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import BeingChanged, FieldProblem, WrongFields
from web.services.unit_json import unit_from_json
from web.services.writing import Prepare

PATIENCE = 50  # times that a change waits for others of the same provider


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to do about an introduction, and why.

    Attributes
    ----------
    action : str
        ``introduce``, or a step of `introduction_states.Step`.
    provider_id : str
        Subject of the change: those of one provider happen one after another, so that no two
        introductions take the last place of a mentor.
    details :
        What the audit keeps, ``seeker`` and ``provider`` among it; it tells requests apart.
    """

    action: str
    provider_id: str
    details: Mapping[str, Any]
    by: str
    reason: str
    request_key: str

    @classmethod
    def signed(
        cls, action: str, provider_id: str, details: Mapping[str, Any], *, by: str, reason: str, key: str | None
    ) -> Request:
        """The request, under the key given or one of its own.

        Raises
        ------
        WrongFields
            `by` or `reason` is blank.
        """
        signature = {"by": by.strip(), "reason": reason.strip()}
        blank = [FieldProblem(name, "missing", "is missing") for name, text in signature.items() if not text]
        if blank:
            raise WrongFields(blank)
        return cls(action, provider_id, details, signature["by"], signature["reason"], key or uuid4().hex)

    def carry_out(self, ogniwo: Ogniwo, make_link: Callable[[], Link]) -> Link:
        """The link as this request has written it, now or when it first came.

        `make_link` is called while no other change can begin, and raises what speaks against it.
        Nothing is read after the write: what is written is answered so, even if the network
        goes away.

        Raises
        ------
        RequestKeyTaken
            Another request, or one that was refused, came under the key.
        BeingChanged, KeptForLater, StoreUnavailable, OfficeUnavailable
            As `services.writing.carry_out` raises them.
        """
        former = self._former(ogniwo)
        if former is not None:
            return _written_by(former)

        def prepare(connection: sa.Connection) -> Intent:
            self._go_after_others(connection)
            intent = self._intent(make_link())
            prepared[:] = [intent]
            return intent

        prepared: list[Intent] = []
        try:
            self._write(ogniwo, prepare)
        except RequestKeyTaken:
            former = self._former(ogniwo)  # the same request was quicker
            if former is None:
                raise
            return _written_by(former)
        return _written_by(prepared[0])

    def _write(self, ogniwo: Ogniwo, prepare: Prepare) -> None:
        for _ in range(PATIENCE):
            try:
                ogniwo.write(prepare)
            except BeingChanged as error:
                others = error
            else:
                return
        raise others

    def _intent(self, link: Link) -> Intent:
        return writing.make_intent(
            self.action,
            self.provider_id,
            Unit(links=(link,)),
            by=self.by,
            reason=self.reason,
            request_key=self.request_key,
            **self.details,
        )

    def _former(self, ogniwo: Ogniwo) -> Intent | None:
        """The intent of this very request, done by now, if it came before under its key."""
        former = self._kept(ogniwo)
        if former is not None and former.done_at is None:
            writing.complete(ogniwo.store, ogniwo.office, former)
            former = self._kept(ogniwo)
        if former is not None and (former.error is not None or not self._is_of(former)):
            raise RequestKeyTaken(self.request_key)
        return former

    def _kept(self, ogniwo: Ogniwo) -> Intent | None:
        with ogniwo.office.reading() as connection:
            return intents.find(connection, self.request_key)

    def _is_of(self, intent: Intent) -> bool:
        same = (intent.action, intent.subject, intent.by, intent.reason)
        return same == (self.action, self.provider_id, self.by, self.reason) and (
            dict(intent.payload["details"]) == dict(self.details)
        )

    def _go_after_others(self, connection: sa.Connection) -> None:
        """Refuse while another change of the same two is open; it will be completed first.

        Those of one provider wait by their subject; this is for the other direction, in
        which the seeker is the provider.
        """
        if intents.find(connection, self.request_key) is not None:
            raise RequestKeyTaken(self.request_key)
        for earlier in intents.open_ones(connection):
            if _ends(earlier.payload.get("details", {})) == _ends(self.details):
                raise BeingChanged(earlier)


def written_under(ogniwo: Ogniwo, request_key: str | None) -> LinkKey | None:
    """The key of the introduction that a request under this key was about, if one came before."""
    if request_key is None:
        return None
    with ogniwo.office.reading() as connection:
        former = intents.find(connection, request_key)
    is_ours = former is not None and "seeker" in former.payload.get("details", {})
    return _written_by(former).key if former is not None and is_ours else None


def _ends(details: Mapping[str, Any]) -> frozenset[Any]:
    return frozenset((details.get("seeker"), details.get("provider")))


def _written_by(intent: Intent) -> Link:
    return unit_from_json(intent.payload["unit"]).links[0]
