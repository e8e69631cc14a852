"""What a page says where there is nothing to show, and the next step."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from graph.analysis import history_of
from graph.snapshot import Snapshot, date_of
from web.formatting import day
from web.pages.growth.asked import address_of
from web.services.growth.moments import Part
from web.services.growth.question import GrowthQuestion
from web.services.growth.series import Growth


@dataclass(frozen=True, slots=True)
class Nothing:
    """Why there is nothing, and where to go from there."""

    title: str
    sentence: str
    step: str
    address: str


def nothing_of(growth: Growth) -> Nothing | None:
    """Why the answer has nothing to show; None where it has."""
    if not growth.series.periods:
        return no_periods(growth.snapshot, growth.question)
    if not any(growth.series.figures["n_actors"]):
        return nobody_here()
    return None


def no_periods(snapshot: Snapshot, question: GrowthQuestion) -> Nothing:
    """Why no period can be told of: an empty network, no cohort yet, or a day before the first."""
    first = history_of(snapshot).first_day
    began = None if first is None else date_of(first)
    if began is None or began > snapshot.as_of:
        return empty_network()
    if question.by == "cohort" and not (question.as_of and question.as_of < began):
        return Nothing(
            str(gettext("No cohort had begun by then")),
            str(gettext("Figures can be told by cohorts once the first one has begun.")),
            str(gettext("Show them by quarters")),
            address_of("pages.growth", question, by="quarter"),
        )
    return before_the_first(snapshot)


def empty_network() -> Nothing:
    """The network has no members yet."""
    return Nothing(
        str(gettext("The network is still empty")),
        str(gettext("There will be something to see here as soon as the first organisation is in the network.")),
        str(gettext("Bring in a file")),
        url_for("pages.import_upload"),
    )


def before_the_first(snapshot: Snapshot, endpoint: str = "pages.growth") -> Nothing:
    """The day asked for lies before the first member joined."""
    began = date_of(history_of(snapshot).first_day or 0)
    return Nothing(
        str(gettext("There was no network yet on that day")),
        str(gettext("The first member joined on %(day)s. Choose a later day.", day=day(began)) if began else ""),
        str(gettext("Show the network of today")),
        url_for(endpoint),
    )


def nobody_here(endpoint: str = "pages.growth") -> Nothing:
    """The filters leave nobody."""
    return Nothing(
        str(gettext("Nobody fits all of this")),
        str(gettext("No member of the network is left after these filters. Drop one of them, or all.")),
        str(gettext("Clear the filters")),
        url_for(endpoint),
    )


def no_voivodeships() -> Nothing:
    """The network does not know where anybody is."""
    return Nothing(
        str(gettext("No voivodeship is known to the network yet")),
        str(gettext("The map is drawn as soon as a file says in which places organisations have their seats.")),
        str(gettext("Bring in a file")),
        url_for("pages.import_upload"),
    )


def nothing_on(part: Part, endpoint: str) -> Nothing | None:
    """Why a part of the network has nothing to show on its day; None where somebody is there."""
    if part.moment.n_present:
        return None
    first = history_of(part.snapshot).first_day
    if first is None or (date_of(first) or part.as_of) > part.snapshot.as_of:
        return empty_network()
    return before_the_first(part.snapshot, endpoint) if part.day < first else nobody_here(endpoint)
