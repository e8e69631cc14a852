"""The programme's indicators of a period, counted from the network and the suggestions shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from graph.snapshot import Snapshot, date_of
from seeds.reference import IndicatorLabel, indicator_labels
from web.office.shown import FirstShown, first_shown
from web.services.growth.indicators.asked import Asked, asked_of
from web.services.growth.indicators.counted import Counted, told
from web.services.growth.indicators.lasting import MONTHS, contacts_lasting
from web.services.growth.indicators.participants import (
    organisations_in_network,
    outside_big_cities,
    participants,
    powiats_reached,
)
from web.services.growth.indicators.partnerships import across_sectors, formed, partnerships_formed
from web.services.growth.indicators.results import Indicator, IndicatorQuestion, Measure, Report
from web.services.growth.indicators.sessions import people_taking_part, training_hours
from web.services.growth.indicators.shown_pairs import ShownPairs, exposures, suggestions_accepted
from web.services.growth.indicators.targets import Target, targets_for

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo


def indicators_of(ogniwo: Ogniwo, question: IndicatorQuestion, targets: Sequence[Target] = ()) -> Report:
    """The indicators of the network as it is now, and of what was shown.

    Raises
    ------
    InvalidOption
        A day lies after today, or the last before the first.
    UnknownName
        There is no such scope.
    OfficeUnavailable
    """
    snapshot = ogniwo.snapshot()
    asked = asked_of(snapshot, question)
    since, before = (datetime.combine(day, time.min, UTC) for day in (_date(asked.first), _date(asked.last + 1)))
    with ogniwo.office.reading() as connection:
        shown = first_shown(connection, since, before)
    return report_of(snapshot, question, shown, targets)


def report_of(
    snapshot: Snapshot, question: IndicatorQuestion, shown: list[FirstShown], targets: Sequence[Target] = ()
) -> Report:
    """The indicators of a network, and of what was shown in the period.

    Raises
    ------
    InvalidOption, UnknownName
        As `indicators_of` raises them.
    """
    asked = asked_of(snapshot, question)
    counted, facts = _counted(asked, shown)
    measures = dict(zip(counted, told(list(counted.values())), strict=True))
    first, last = _date(asked.first), _date(asked.last)
    wanted = targets_for(targets, question.first, question.last)
    indicators = tuple(
        _indicator(one, measures.get(one.code, ()), facts.get(one.code, {}), wanted) for one in indicator_labels()
    )
    return Report(snapshot, question, first, last, indicators)


def _counted(asked: Asked, shown: list[FirstShown]) -> tuple[dict[str, tuple[Counted, ...]], dict[str, dict[str, int]]]:
    """The measures of each indicator that is counted, by code, and numbers that its notes need."""
    who, pairs, shown_pairs = participants(asked), partnerships_formed(asked), ShownPairs.of(asked, shown)
    counted = {
        "I01": (organisations_in_network(asked, who),),
        "I05": (formed(asked, pairs),),
        "I06": (across_sectors(asked, pairs),),
        "I09": (powiats_reached(asked, who), outside_big_cities(asked, who)),
        "I10": (suggestions_accepted(asked, shown_pairs),),
        "I11": exposures(asked, shown_pairs),
        "I12": tuple(contacts_lasting(asked, months) for months in MONTHS),
    }
    facts: dict[str, dict[str, int]] = {}
    # Who came to an event is known by number alone, so a sector or a role cannot be told of it.
    if asked.scope.sector is None and asked.scope.role is None:
        people, n_uncounted = people_taking_part(asked)
        hours, n_untimed = training_hours(asked)
        counted |= {"I02": (people,), "I08": (hours,)}
        facts = {"I02": {"n_events_unknown": n_uncounted}, "I08": {"n_events_unknown": n_untimed}}
    return counted, facts


def _indicator(
    named: IndicatorLabel, measures: tuple[Measure, ...], facts: dict[str, int], wanted: Mapping[str, float]
) -> Indicator:
    if not measures:
        note = "not_of_sector_or_role" if named.awaits("en") is None else "not_collected"
        return Indicator(named.code, (), (note,), facts)
    if named.code in wanted:
        measures = (replace(measures[0], target=wanted[named.code]), *measures[1:])
    return Indicator(named.code, measures, tuple(name for name, number in facts.items() if number), facts)


def _date(day: int) -> date:
    found = date_of(day)
    if found is None:  # NO_DAY never bounds a period
        raise ValueError(f"{day} is no day")
    return found
