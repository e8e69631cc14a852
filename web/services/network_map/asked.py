"""What the map and its list are narrowed to, and what of it is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from graph.analysis.scope import Scope
from graph.snapshot import day_number
from matching.errors import InvalidOption, UnknownActor
from web.services.browsing import MAX_TEXT_CHARACTERS
from web.services.growth.question import day_given
from web.services.growth.scope import scope_of
from web.services.network_map.drawn import NetworkMap

_VIEW = re.compile(r"-?\d{1,6}(\.\d{1,3})?,-?\d{1,6}(\.\d{1,3})?,\d{1,4}(\.\d{1,4})?")

_MOST_LISTED = 16
NARROWING = ("kind", "component", "region", "sphere", "sector", "role")


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """A state of the map, as its address has it; empty texts narrow nothing.

    Attributes
    ----------
    year : str
        One of `year_ends`; empty where there is none.
    text : str
        Words of the name.
    kind : str
        A kind of contact.
    selected : str
        Id of an actor on the map.
    view : str
        Where one looks: the middle in units and the zoom, ``x,y,k``; empty for the whole.
    as_of : date, optional
        The day on which the last year is cut; the snapshot's, if not given.
    year_ends : Mapping of str to int
        Last day of each year that can be shown, none where nobody had joined by then.
    """

    year: str = ""
    text: str = ""
    kind: str = ""
    component: str = ""
    region: str = ""
    sphere: str = ""
    sector: str = ""
    role: str = ""
    selected: str = ""
    view: str = ""
    as_of: date | None = None
    year_ends: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def scope(self) -> Scope:
        """What of the network is shown."""
        return Scope(
            component=self.component or None,
            region=self.region or None,
            sphere=self.sphere or None,
            sector=self.sector or None,
            role=self.role or None,
            kind=self.kind or None,
        )

    def as_given(self) -> dict[str, str]:
        """The question as an address has it, but for where one looks."""
        return {
            "q": self.text,
            "year": self.year,
            "kind": self.kind,
            "component": self.component,
            "region": self.region,
            "sphere": self.sphere,
            "sector": self.sector,
            "role": self.role,
            "selected": self.selected,
            "as_of": self.as_of.isoformat() if self.as_of else "",
        }

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the time is asked for."""
        return bool(self.text.strip()) or not self.scope.is_everything


def question_of(network: NetworkMap, given: Mapping[str, str]) -> MapQuestion:
    """The question that an address asks.

    Raises
    ------
    InvalidOption
        A value is not one that there is; it names those there are.
    UnknownActor
        Nobody of that id is on the map.
    """
    as_of = day_given(network.snapshot, "as_of", given.get("as_of"))
    year_ends = years_until(network, as_of)
    years = list(year_ends)
    question = MapQuestion(
        as_of=as_of,
        year_ends=year_ends,
        year=given.get("year", "") or (years[-1] if years else ""),
        text=given.get("q", "").strip(),
        selected=given.get("selected", ""),
        view=given.get("view", ""),
        **{name: given.get(name, "") for name in NARROWING},
    )
    _check(network, question)
    return question


def years_until(network: NetworkMap, as_of: date | None) -> Mapping[str, int]:
    """Last day of each year of the map up to a day, on which the last is cut; all of them without a day."""
    if as_of is None:
        return network.year_ends
    last = day_number(as_of)
    began = network.history.first_day
    if began is None or last < began:
        return MappingProxyType({})
    ends = {name: min(end, last) for name, end in network.year_ends.items() if int(name) <= as_of.year}
    return MappingProxyType(ends)


def _check(network: NetworkMap, question: MapQuestion) -> None:
    snapshot = network.snapshot
    if question.year_ends:
        _one_of("year", question.year, question.year_ends)
    if len(question.text) > MAX_TEXT_CHARACTERS:
        raise InvalidOption("text", question.text, f"at most {MAX_TEXT_CHARACTERS} characters")
    try:
        scope_of(snapshot, {name: getattr(question, name) for name in NARROWING})
    except InvalidOption as error:
        # On the map a kind is one of contact; elsewhere one of what is looked for.
        raise InvalidOption("contact" if error.option == "kind" else error.option, error.value, error.allowed) from None
    if question.view and not _VIEW.fullmatch(question.view):
        raise InvalidOption("view", question.view, "x,y,zoom")
    if question.selected and snapshot.actors.row_of.get(question.selected, -1) not in set(network.rows.tolist()):
        raise UnknownActor(question.selected)


def _one_of(option: str, value: str, choices: Collection[str]) -> None:
    if value not in choices:
        listed = list(choices)[:_MOST_LISTED]
        raise InvalidOption(option, value, ", ".join(listed) + (", …" if len(choices) > len(listed) else ""))
