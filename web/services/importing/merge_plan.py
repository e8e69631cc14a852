"""Two actors of the network who are one: what stays, what it gains, and what brings both back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.model import Link, Node, Unit, Value, make_link
from web.services.importing.comparing import RATINGS, Change
from web.services.register_numbers import NUMBERS

_SEAT = "LOCATED_IN"  # of which there is one


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of two actors when they are merged.

    Attributes
    ----------
    kept, gone : Node
        Who stays, and who goes, as they are now.
    gains : tuple of Change
        What whoever stays has otherwise afterwards: values it lacked, and links it lacked, by link type.
    dropped : tuple of Change
        Values that both have otherwise; `old` stays, `new` goes.
    unit, undo : Unit
        What is written at once, and what would bring back what was.
    """

    kept: Node
    gone: Node
    gains: tuple[Change, ...]
    dropped: tuple[Change, ...]
    unit: Unit
    undo: Unit

    @property
    def n_moved(self) -> int:
        """How many links lead to whoever stays instead."""
        return len(self.unit.links)


def merge_of(kept: Node, kept_links: Sequence[Link], gone: Node, gone_links: Sequence[Link]) -> Merge:
    """The merge: values of `kept` stay and those that it lacks come from `gone`, whose links are moved.

    A link that `kept` has already stays as it is, and one between the two goes. Whoever joined first, joined
    first; where one was an informal group and the other is registered, the merged one is registered.
    """
    values = _values(kept, gone)
    gained: dict[str, Value | None] = {n: value for n, value in values.items() if kept.properties.get(n) != value}
    gained |= dict.fromkeys(name for name in kept.properties if name not in values)
    added = gone.labels - kept.labels
    there = {link.key for link in kept_links}
    seats = {link.type for link in kept_links} & {_SEAT}
    moved = {
        link.key: link for link in _moved(gone_links, kept, gone) if link.key not in there and link.type not in seats
    }
    changed = (Node(kept.id, kept.labels | gone.labels, gained),) if gained or added else ()
    return Merge(
        kept,
        gone,
        (*_changes(kept.properties, gained), *_links_by_type(kept, moved.values())),
        tuple(
            Change(name, value, gone.properties[name])
            for name, value in sorted(values.items())
            if name in gone.properties and gone.properties[name] != value
        ),
        Unit(changed, tuple(moved.values()), tuple({link.key: None for link in gone_links}), (gone.key,)),
        Unit((*(kept for _ in changed), gone), _once(gone_links), tuple(moved), replace=True),
    )


def _values(kept: Node, gone: Node) -> dict[str, Value]:
    given = {**gone.properties, **kept.properties}
    values = {name: value for name, value in given.items() if value is not None}
    days = [day for one in (kept, gone) if isinstance(day := one.properties.get("joined"), date)]
    if days:
        values["joined"] = min(days)
    if values.get("legal_form") == "INFORMAL" and any(values.get(number) for number in NUMBERS):
        forms = [str(form) for one in (kept, gone) if (form := one.properties.get("legal_form"))]
        forms = [form for form in forms if form != "INFORMAL"]
        values.pop("legal_form")
        values.update(("legal_form", form) for form in forms)
    return values


def _moved(links: Iterable[Link], kept: Node, gone: Node) -> Iterable[Link]:
    """The links of whoever goes, leading to whoever stays; those between the two are left out."""
    for link in links:
        ends = [kept.id if end == gone.id else end for end in (link.source, link.target)]
        if ends[0] != ends[1]:
            yield make_link(link.type, ends[0], ends[1], **link.properties)


def _once(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple({link.key: link for link in links}.values())


def _changes(now: Mapping[str, Value | None], gained: Mapping[str, Value | None]) -> Iterable[Change]:
    return (Change(name, now.get(name), value) for name, value in sorted(gained.items()))


def _links_by_type(kept: Node, links: Iterable[Link]) -> Iterable[Change]:
    """What whoever stays gains, by link type: codes and ids at the other end, with their ratings."""
    by_type: dict[str, list[Any]] = {}
    for link in links:
        other = link.target if link.source == kept.id else link.source
        rating = link.properties.get(RATINGS.get(link.type, ""))
        by_type.setdefault(link.type, []).append(f"{other}:{rating}" if rating else other)
    return (Change(link_type, None, sorted(ends)) for link_type, ends in sorted(by_type.items()))
