"""Reading actors."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from web.api import answers, fields
from web.current import current_ogniwo, directories
from web.language import current_language
from web.services import browsing
from web.services.directory import Criteria
from web.services.profiles import Profile, profile

blueprint = fields.Operations("actors", __name__, description="Organisations, partners and mentors")


@blueprint.serves("GET", "/actors", answers.Actors, query=fields.Listing, problems=(422,))
def list_actors(asked: dict[str, Any]) -> browsing.Listing:
    """Actors by name, place, role, region, sphere and component of need."""
    criteria = Criteria(
        text=asked["q"].strip(),
        order=asked["order"],
        **{name: asked.get(name, "") for name in ("role", "region", "sphere", "component")},
    )
    return browsing.listing(
        current_ogniwo(), directories(), criteria, current_language(), page=asked["page"], size=asked["size"]
    )


@blueprint.serves("GET", "/actors/<actor_id>", answers.ActorInFull, query=fields.Language, problems=(404, 422))
def read_actor(_asked: dict[str, Any], actor_id: str) -> dict[str, Any]:
    """One actor with its needs, offers and dated links."""
    return in_full(profile(current_ogniwo(), actor_id, current_language()))


def in_full(found: Profile) -> dict[str, Any]:
    """A profile as `answers.ActorInFull` dumps it."""
    lists = {name: getattr(found, name) for name in _LISTS}
    return {
        **asdict(found.card),
        **lists,
        "spheres": found.spheres,
        "properties": {name: _plain(value) for name, value in sorted(found.facts.items())},
        "needs": _skills(found.needs),
        "offers": _skills(found.offers),
    }


_LISTS = ("works_in", "cooperation", "mentors", "mentored", "paired", "introductions", "cohorts", "projects", "events")


def _skills(by_component: dict[str, Any]) -> list[dict[str, Any]]:
    return [asdict(skill) | {"component": name} for name, skills in by_component.items() for skill in skills]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
