"""Introductions: asking for one, deciding about it, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import marshmallow as ma
from flask import url_for

from graph.model import LinkKey
from matching.results import KINDS_OF_PROFILE
from web.api import answers, fields
from web.api.signed import SIGNATURE, Repeatable, demand_json
from web.current import current_ogniwo
from web.language import current_language
from web.services import introductions
from web.services.browsing import MAX_PAGE_SIZE, PAGE_SIZE
from web.services.introduction_errors import UnknownIntroduction
from web.services.introduction_json import introduction_json
from web.services.introduction_lists import introductions_listed, natural_kind
from web.services.introduction_states import Introduction, State, introduction_key
from web.services.wording import Wording

blueprint = fields.Operations("introductions", __name__, description="Who was introduced to whom, and what came of it")

_ONE = "/introductions/<seeker_id>/<provider_id>/<kind>/<since>"
_PROBLEMS = (400, 404, 409, 413, 415, 422)


class Listing(ma.Schema):
    """What a list of introductions is narrowed to."""

    actor = fields.line(100, "id of an actor on either side")
    state = fields.choice(State, "only those in this state; asked waits for an answer")
    kind = fields.choice(KINDS_OF_PROFILE, "what they are for")
    page = fields.count(1, 1_000_000, "which page, from 1", 1)
    size = fields.count(1, MAX_PAGE_SIZE, "how many on a page", PAGE_SIZE)
    lang = fields.language()


class _Signed(ma.Schema):
    """Who decides, and why."""

    by = SIGNATURE["by"]
    reason = SIGNATURE["reason"]


class Asked(_Signed):
    """Whom to introduce to whom, for what, asked by whom and why."""

    seeker_id = fields.line(100, "id of the organisation that is introduced", required=True)
    provider_id = fields.line(100, "id of whom it is introduced to", required=True)
    kind = fields.choice(KINDS_OF_PROFILE, "what for; by the provider's role if not given", load_default=None)
    anyway = ma.fields.Boolean(
        load_default=False, metadata={"description": "also where a rule speaks against it, for the reason given"}
    )


class Decision(_Signed):
    """Who says that both agreed, and how that is known."""


class Declined(_Signed):
    """Who says that one of the two declined, and why; the network keeps the reason, so no names."""


class Feedback(_Signed):
    """What the two say of it."""

    worked = ma.fields.Boolean(required=True, metadata={"description": "whether something came of it"})


@blueprint.serves("GET", "/introductions", answers.Introductions, query=Listing, problems=(404, 422))
def list_introductions(asked: dict[str, Any]) -> dict[str, Any]:
    """Introductions by actor, state and kind, the latest first."""
    wording, page, size = _wording(), asked["page"], asked["size"]
    found = introductions_listed(
        wording.snapshot,
        actor_id=asked.get("actor"),
        state=asked.get("state"),
        kind=asked.get("kind"),
        first=(page - 1) * size,
        limit=size,
    )
    return {
        "introductions": [introduction_json(one, wording) for one in found.introductions],
        "total": found.total,
        "page": page,
        "n_pages": max(1, -(-found.total // size)),
        "size": size,
    }


@blueprint.serves(
    "POST", "/introductions", answers.Introduction, body=Asked, headers=Repeatable, status=201, problems=_PROBLEMS
)
def ask_for_introduction(given: dict[str, Any], sent: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
    """Ask for an introduction, dated today; what a rule forbids is refused, unless anyway is true."""
    wording = _wording()
    kind = given.pop("kind") or natural_kind(wording.snapshot, given["provider_id"])
    asked = introductions.introduce(current_ogniwo(), **given, kind=kind, request_key=sent["idempotency_key"] or None)
    address = url_for(
        "introductions.read_introduction",
        seeker_id=asked.seeker_id,
        provider_id=asked.provider_id,
        kind=asked.kind,
        since=asked.since.isoformat(),
    )
    return introduction_json(asked, wording), 201, {"Location": address}


@blueprint.serves("GET", _ONE, answers.Introduction, query=fields.Language, problems=(404, 422))
def read_introduction(_asked: dict[str, Any], **ends: str) -> dict[str, Any]:
    """One introduction with its state and its days."""
    return introduction_json(introductions.find(current_ogniwo().store, _key(**ends)), _wording())


@blueprint.serves("POST", f"{_ONE}/accept", answers.Introduction, body=Decision, headers=Repeatable, problems=_PROBLEMS)
def accept_introduction(given: dict[str, Any], sent: dict[str, Any], **ends: str) -> dict[str, Any]:
    """Record that both agreed; where a mentor has no free place, it is refused."""
    return _decided(introductions.accept, ends, given, sent)


@blueprint.serves(
    "POST", f"{_ONE}/decline", answers.Introduction, body=Declined, headers=Repeatable, problems=_PROBLEMS
)
def decline_introduction(given: dict[str, Any], sent: dict[str, Any], **ends: str) -> dict[str, Any]:
    """Record that one of the two declined, and why; the pair stays away until something changes."""
    return _decided(introductions.decline, ends, given, sent)


@blueprint.serves(
    "POST", f"{_ONE}/feedback", answers.Introduction, body=Feedback, headers=Repeatable, problems=_PROBLEMS
)
def give_feedback(given: dict[str, Any], sent: dict[str, Any], **ends: str) -> dict[str, Any]:
    """Record whether an accepted introduction worked."""
    return _decided(introductions.give_feedback, ends, given, sent)


def _key(seeker_id: str, provider_id: str, kind: str, since: str) -> LinkKey:
    """The key in the address; a kind or a day that cannot be is an introduction that is not there."""
    try:
        day = date.fromisoformat(since)
    except ValueError:
        raise UnknownIntroduction(seeker_id, provider_id, kind) from None
    if kind not in KINDS_OF_PROFILE:
        raise UnknownIntroduction(seeker_id, provider_id, kind)
    return introduction_key(seeker_id, provider_id, kind, day)


def _decided(
    decide: Callable[..., Introduction], ends: dict[str, str], given: dict[str, Any], sent: dict[str, Any]
) -> dict[str, Any]:
    # Names are read before the write: what is written is answered so, even if the network goes away.
    wording = _wording()
    decided = decide(current_ogniwo(), _key(**ends), **given, request_key=sent["idempotency_key"] or None)
    return introduction_json(decided, wording)


def _wording() -> Wording:
    ogniwo = current_ogniwo()
    return Wording.of(ogniwo, ogniwo.snapshot(), current_language())


blueprint.before_request(demand_json)
