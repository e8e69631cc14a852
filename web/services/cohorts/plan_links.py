"""What a published plan is in the network: the cohort, who takes part, and who mentors whom from when to when."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from graph.model import Link, LinkKey, Node, Unit
from graph.snapshot import today
from graph.store import Store
from matching.cohorts.wishes import Pair
from web.office.cohorts import Cohort
from web.services.cohorts.errors import WrongDay


@dataclass(frozen=True, slots=True)
class Plan:
    """A unit of work, and how many pairs begin and end by it."""

    unit: Unit
    n_added: int
    n_ended: int


def publishing(
    store: Store,
    cohort: Cohort,
    pairs: Collection[Pair],
    before: Collection[Pair],
    here: Iterable[str],
    gone: Iterable[str],
) -> Plan:
    """The plan of these pairs, in place of an earlier one that was published.

    A pair that was published and is kept stays as it is. One that is gone ends today, or is
    removed where its work was to begin later. A new one begins with the cohort, or today if that
    has begun.

    Raises
    ------
    WrongDay
        Nobody can begin any more, or the clock says a day before what began already.
    """
    if before:
        _refuse_wrong_clock(cohort)
    if before and cohort.ends is not None and cohort.ends < today():
        raise WrongDay(cohort.id, "over", today(), last=cohort.ends)
    added, removed = sorted(set(pairs) - set(before)), sorted(set(before) - set(pairs))
    first = max(cohort.starts, today()) if before else cohort.starts
    links = [
        *(_link(_pair_key(cohort, pair), since=first, until=cohort.ends) for pair in added),
        *(_link(_part_key(cohort, one), since=cohort.starts, until=cohort.ends) for one in here),
    ]
    over = [*(_pair_key(cohort, pair) for pair in removed), *(_part_key(cohort, one) for one in gone)]
    return Plan(_unit(store, cohort, links, over, today()), len(added), len(removed))


def ending(store: Store, cohort: Cohort, pairs: Collection[Pair], here: Iterable[str], *, cancel: bool = False) -> Plan:
    """The end of a cohort: today, or its last day where that is earlier.

    Parameters
    ----------
    cancel : bool
        It may end before its first day: then nobody has worked together in it.

    Raises
    ------
    WrongDay
        It has not begun, or the clock says a day before what began already.
    """
    _refuse_wrong_clock(cohort)
    if cohort.starts > today() and not cancel:
        raise WrongDay(cohort.id, "not_begun", today(), first=cohort.starts)
    over = [*(_pair_key(cohort, pair) for pair in sorted(pairs)), *(_part_key(cohort, one) for one in here)]
    last = min(cohort.ends or today(), today())
    return Plan(_unit(store, replace(cohort, ends=max(last, cohort.starts)), [], over, last), 0, len(pairs))


def _refuse_wrong_clock(cohort: Cohort) -> None:
    """What was changed after the first day has begun, whatever the clock says now."""
    changed = cohort.updated_at.date() if cohort.updated_at else today()
    if today() < cohort.starts <= changed:
        raise WrongDay(cohort.id, "clock_behind", today(), first=cohort.starts, changed=changed)


def _unit(store: Store, cohort: Cohort, links: list[Link], over: list[LinkKey], last: date) -> Unit:
    """The links that begin, and the end of those that are over; what never began is removed."""
    node = Node(cohort.id, frozenset({"Cohort"}), {"name": cohort.name, "starts": cohort.starts, "ends": cohort.ends})
    if cohort.starts > last:
        return Unit(nodes=(node,), links=tuple(links), deleted_links=tuple(over))
    there = store.links(over)
    ended = [_ended(cohort, there[key], last) for key in over if key in there]
    return Unit(nodes=(node,), links=(*links, *ended))


def _ended(cohort: Cohort, link: Link, last: date) -> Link:
    since = link.properties["since"]
    if isinstance(since, date) and since > last:
        raise WrongDay(cohort.id, "pair_later", last, pair=(link.target, link.source), since=since)
    return replace(link, properties={**link.properties, "until": last})


def _pair_key(cohort: Cohort, pair: Pair) -> LinkKey:
    seeker, mentor = pair
    return LinkKey("MENTORS", mentor, seeker, (cohort.id,))


def _part_key(cohort: Cohort, actor_id: str) -> LinkKey:
    return LinkKey("TAKES_PART_IN", actor_id, cohort.id)


def _link(key: LinkKey, **dates: date | None) -> Link:
    named = {"cohort": key.key[0]} if key.key else {}
    return Link(key.type, key.source, key.target, {**named, **dates})
