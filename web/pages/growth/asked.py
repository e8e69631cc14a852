"""What the address of a page on growth asks for, and the form that asks it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from graph.snapshot import Snapshot
from web.language import current_language
from web.pages.blueprint import blueprint
from web.services import browsing
from web.services.growth.question import BY_DEFAULT, GrowthQuestion, question_of
from web.services.growth.scope import scope_choices, scope_given, scope_labels

# What pages on growth have in common: whoever goes from one to the next takes it along.
SHARED = ("component", "region", "sphere", "sector", "as_of")
SHARED_WITH_GAPS = ("component", "region", "sphere")  # needs are those of organisations today
_NAV: tuple[tuple[str, LazyString], ...] = (
    ("pages.growth", _l("How we grow")),
    ("pages.map_page", _l("Map")),
    ("pages.growth_regions", _l("Voivodeships")),
    ("pages.growth_brokers", _l("Who holds it together")),
    ("pages.growth_standing", _l("Who stands alone")),
    ("pages.growth_groups", _l("Communities")),
    ("pages.growth_introductions", _l("Introduce")),
    ("pages.gaps", _l("Trainings")),
    ("pages.growth_indicators", _l("Indicators")),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form may be narrowed to: codes and labels."""

    regions: tuple[tuple[str, str], ...]
    spheres: tuple[tuple[str, str], ...]
    sectors: tuple[tuple[str, str], ...]


def asked_question(snapshot: Snapshot) -> GrowthQuestion:
    """The question that the address asks.

    Raises
    ------
    InvalidOption
        A value is not one there is.
    """
    return question_of(snapshot, {name: request.args.get(name) for name in ("by", "since", *SHARED)})


def choices_of(snapshot: Snapshot) -> Choices:
    """What the forms of these pages offer."""
    language = current_language()
    general = browsing.choices(snapshot, language)
    return Choices(general.regions, general.spheres, tuple(scope_choices(snapshot, "sector", language)))


def address_of(endpoint: str, question: GrowthQuestion, **more: str | None) -> str:
    """The address of a page or file that asks the same."""
    given: dict[str, str | None] = dict(scope_given(question.scope))
    if question.by != BY_DEFAULT:
        given["by"] = question.by
    for name, value in (("since", question.since), ("as_of", question.as_of)):
        given[name] = None if value is None else value.isoformat()
    named: dict[str, Any] = {name: value for name, value in (given | more).items() if value}
    return url_for(endpoint, **named)


def narrowed_to(snapshot: Snapshot, question: GrowthQuestion) -> str:
    """What the network is narrowed to, in words; empty for all of it."""
    return ", ".join(scope_labels(snapshot, question.scope, current_language()).values())


def growth_nav() -> list[tuple[str, str, bool]]:
    """Address, name, and whether it is the page shown, of each page on growth that there is."""
    kept: dict[str, Any] = {name: request.args[name] for name in SHARED if request.args.get(name)}
    for_gaps = {name: value for name, value in kept.items() if name in SHARED_WITH_GAPS}
    return [
        (url_for(endpoint, **(for_gaps if endpoint == "pages.gaps" else kept)), str(name), request.endpoint == endpoint)
        for endpoint, name in _NAV
        if endpoint in current_app.view_functions
    ]


@blueprint.app_context_processor
def template_calls() -> dict[str, object]:
    """What templates call for the way between these pages."""
    return {"growth_nav": growth_nav}
