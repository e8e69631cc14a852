"""I01, organisations in the network, and I09, where they are."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from numpy.typing import NDArray

from web.services.growth.indicators import groupings
from web.services.growth.indicators.asked import Asked
from web.services.growth.indicators.counted import UNKNOWN, Counted, Grouping, Number
from web.services.growth.indicators.groupings import BIG_CITY, INFORMAL, VILLAGE
from web.services.growth.indicators.hiding import Sum

Rows = NDArray[np.int64]
_WHO = "participants"
_PLACE = (_WHO, "big_city")


def participants(asked: Asked) -> Rows:
    """Rows of the organisations that in the period had a contact, came to an event, or accepted an introduction."""
    taking_part = np.zeros(len(asked.snapshot.actors), dtype=bool)
    history = asked.history
    held = (history.start <= asked.last) & (history.stop > asked.first)
    taking_part[history.one[held]] = taking_part[history.other[held]] = True
    attended = asked.snapshot.attendance.attended
    came = np.repeat(np.arange(attended.shape[0]), np.diff(attended.indptr))[asked.events[attended.indices]]
    taking_part[came] = True
    introduced = asked.snapshot.links("INTRODUCED_TO")
    accepted = asked.is_in_period(introduced.columns["accepted"])
    taking_part[introduced.source[accepted]] = taking_part[introduced.target[accepted]] = True
    return np.flatnonzero(taking_part & asked.organisations)


def organisations_in_network(asked: Asked, who: Rows) -> Counted:
    """I01, by legal form, informal or not, voivodeship, urban or rural, and size."""
    snapshot = asked.snapshot
    by_form = groupings.legal_forms(snapshot).numbers(who, _WHO)
    by_informal = _with_keys_of_forms(groupings.informal(snapshot).numbers(who, _WHO))
    others = (groupings.regions(snapshot), groupings.settlements(snapshot), groupings.sizes(snapshot))
    groups = {"legal_form": by_form, "informal": by_informal}
    groups |= {each.by: each.numbers(who, _WHO) for each in others}
    return Counted("organisations", "count", Number.count(len(who), _WHO), groups, sums=_registered(by_form))


def _with_keys_of_forms(by_informal: dict[str, Number]) -> dict[str, Number]:
    """Informal groups and those of unknown form are the very groups of that legal form."""
    same: dict[str, Hashable] = {code: (_WHO, "legal_form", code) for code in (INFORMAL, UNKNOWN)}
    return {code: Number(number.value, number.n, same.get(code, number.key)) for code, number in by_informal.items()}


def _registered(by_form: dict[str, Number]) -> tuple[Sum, ...]:
    """Organisations with a legal form are those of each one together."""
    registered = tuple(number.key for code, number in by_form.items() if code not in {INFORMAL, UNKNOWN})
    return (Sum((_WHO, "informal", "registered"), registered),) if registered else ()


def powiats_reached(asked: Asked, who: Rows) -> Counted:
    """I09, by voivodeship and by city or land powiat."""
    snapshot = asked.snapshot
    region = snapshot.region_of.astype(np.int64)
    is_powiat = np.append(snapshot.regions.level == "powiat", np.False_)

    def n_powiats(rows: Rows) -> int:
        seats = region[rows]
        return len(np.unique(seats[is_powiat[seats]]))

    def grouped(grouping: Grouping) -> dict[str, Number]:
        return {
            code: Number(n_powiats(rows), len(rows), (_WHO, grouping.by, code)) for code, rows in grouping.parts(who)
        }

    groups = {each.by: grouped(each) for each in (groupings.regions(snapshot), _kinds_of_powiat(asked))}
    return Counted("powiats", "count", Number(n_powiats(who), len(who), (_WHO,)), groups)


def _kinds_of_powiat(asked: Asked) -> Grouping:
    regions = asked.snapshot.regions
    kind = np.where(regions.level == "powiat", np.where(regions.city == 1, 0, 1), -1)
    return Grouping("powiat_kind", ("city", "land"), np.append(kind, -1)[asked.snapshot.region_of].astype(np.int64))


def outside_big_cities(asked: Asked, who: Rows) -> Counted:
    """I09, the share of organisations outside cities of more than 200,000, of those whose place is known."""
    size = asked.snapshot.actors.settlement[who]
    n_big, n_village = int((size == BIG_CITY).sum()), int((size == VILLAGE).sum())
    n_known = int(sum(one is not None for one in size.tolist()))
    n_of = {"outside": n_known - n_big, "inside": n_big}
    groups = {code: Number(n / n_known, n, (*_PLACE, code)) for code, n in n_of.items() if n}
    # Towns are neither rural nor big, so they could be worked out from the two tables.
    also: dict[Hashable, int] = {
        (*_PLACE, code): n for code, n in {**n_of, "towns": n_known - n_big - n_village}.items()
    }
    n_by_settlement = {"rural": n_village, "urban": n_known - n_village, UNKNOWN: len(who) - n_known}
    also |= {(_WHO, "settlement", code): n for code, n in n_by_settlement.items()}
    rural, urban, unknown = ((_WHO, "settlement", code) for code in n_by_settlement)
    outside, inside, towns = ((*_PLACE, code) for code in ("outside", "inside", "towns"))
    sums = (
        Sum((_WHO,), (_PLACE, unknown)),
        Sum(_PLACE, (rural, urban)),
        Sum(outside, (rural, towns)),
        Sum(urban, (towns, inside)),
    )
    value = (n_known - n_big) / n_known if n_known else None
    total = Number(value, n_known, _PLACE)
    return Counted("outside_big_cities", "share", total, {"big_city": groups}, (outside, inside), sums, also)
