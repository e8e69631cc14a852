"""Lists of actors, and an actor's page."""

from __future__ import annotations

from flask import render_template, request

from graph.snapshot import today
from matching.errors import InvalidOption
from web.current import current_ogniwo, directories
from web.language import current_language
from web.pages.blueprint import blueprint
from web.pages.facts import facts
from web.services import browsing
from web.services.directory import Criteria
from web.services.profiles import profile


@blueprint.get("/organizacje")
def listing() -> str:
    """Search and browse: by text, role, voivodeship, sphere and component of need."""
    language = current_language()
    found = browsing.listing(
        current_ogniwo(), directories(), _criteria(), language, page=whole_number("page", default=1)
    )
    choices = browsing.choices(current_ogniwo().snapshot(), language)
    return render_template("listing.html", listing=found, choices=choices)


@blueprint.get("/organizacje/<actor_id>")
def actor(actor_id: str) -> str:
    """Facts, needs, offers, and what it did with whom."""
    found = profile(current_ogniwo(), actor_id, current_language())
    return render_template("actor.html", profile=found, facts=facts(found.facts), today=today())


def whole_number(name: str, *, default: int) -> int:
    """A parameter of the address as a whole number.

    Raises
    ------
    InvalidOption
        It is something else.
    """
    given = request.args.get(name, "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise InvalidOption(name, given, "1, 2, 3, …")
    return int(given)


def _criteria() -> Criteria:
    given = request.args
    return Criteria(
        text=given.get("q", "").strip(),
        role=given.get("role", ""),
        region=given.get("region", ""),
        sphere=given.get("sphere", ""),
        component=given.get("component", ""),
        order=given.get("order") or "name",
    )
