"""The map of the network: drawn by the browser, as a picture without scripts, and as a list."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, render_template, request, url_for
from flask_babel import gettext

from web import formatting
from web.current import current_map, current_ogniwo
from web.language import current_language
from web.pages.actors import whole_number
from web.pages.blueprint import blueprint
from web.pages.growth.nothing import Nothing, before_the_first, empty_network
from web.pages.map_words import words_of_map
from web.security import POLICY_WITH_SCRIPTS
from web.services import browsing
from web.services.growth.scope import scope_choices
from web.services.network_map.asked import MapQuestion, question_of
from web.services.network_map.communities import names_by_label, shared_by_label
from web.services.network_map.drawn import NetworkMap
from web.services.network_map.picture import picture_of
from web.services.network_map.shown import Shown, listed, shown_for

N_COLOURS = 10
SCHEMES = ("light", "dark")
# In this order: each after those that it needs.
SCRIPTS = tuple(
    f"vendor/d3/d3-{name}.min.js"
    for name in ("color", "dispatch", "ease", "timer", "selection", "interpolate", "transition", "drag", "zoom")
)


@blueprint.get("/mapa")
def map_page() -> Response:
    """The map narrowed as the address says, with the same as a list."""
    shown = _shown()
    network, language = shown.network, current_language()
    page = render_template(
        "map.html",
        shown=shown,
        question=shown.question,
        network=network,
        list=listed(shown, whole_number("page", default=1), language),
        choices=_choices(network, language),
        years=[(year, year) for year in shown.question.year_ends],
        nothing=_nothing(shown),
        until=_days_until(shown),
        finding=finding(shown),
        map_words=words_of_map(drawn_only=network.n_left_out > 0),
        n_drawn=len(network.rows),
        communities=names_by_label(network.communities, language) if network.communities else {},
        shared=shared_by_label(network.communities, language) if network.communities else {},
        scripts=SCRIPTS,
        n_colours=N_COLOURS,
        picture={scheme: _picture_address(shown.question, scheme) for scheme in SCHEMES},
    )
    response = make_response(page)
    response.headers["Content-Security-Policy"] = POLICY_WITH_SCRIPTS
    return response


@blueprint.get("/mapa.svg")
def map_picture() -> Response:
    """The map as a picture."""
    shown = _shown()
    scheme = "dark" if request.args.get("scheme") == "dark" else "light"
    text = picture_of(shown, scheme=scheme, language=current_language())
    return Response(text, mimetype="image/svg+xml")


def finding(shown: Shown) -> str:
    """What the map shows, in one or two sentences."""
    if nothing := _nothing(shown):
        return nothing.title
    day = formatting.day(shown.day)
    counted = gettext(
        "On %(day)s: members %(n)s, pairs in contact %(pairs)s, without any contact %(alone)s.",
        day=day,
        n=formatting.number(shown.n_actors),
        pairs=formatting.number(shown.n_pairs),
        alone=formatting.number(shown.n_alone),
    )
    return str(counted)


def _shown() -> Shown:
    network = current_map().of(current_ogniwo().snapshot())
    return shown_for(network, question_of(network, request.args))


def _choices(network: NetworkMap, language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    general = browsing.choices(network.snapshot, language)
    narrowing = {name: tuple(scope_choices(network.snapshot, name, language)) for name in ("kind", "sector", "role")}
    return narrowing | {"region": general.regions, "sphere": general.spheres}


def _picture_address(question: MapQuestion, scheme: str) -> str:
    given: dict[str, Any] = {name: value for name, value in question.as_given().items() if value}
    return url_for("pages.map_picture", **given, scheme=scheme)


def _nothing(shown: Shown) -> Nothing | None:
    """Why there is no map at all; None where there is one."""
    if shown.question.year_ends:
        return None
    return before_the_first(shown.network.snapshot, "pages.map_page") if shown.network.year_ends else empty_network()


def _days_until(shown: Shown) -> str:
    """The day on which the map ends, as the scripts count days; empty for today."""
    if shown.question.as_of is None:
        return ""
    return str(max(shown.question.year_ends.values(), default=0) - (shown.network.history.first_day or 0))
