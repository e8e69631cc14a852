"""The facts of an actor as pairs of label and text, those that are known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from web.formatting import day, number, period
from web.pages.blueprint import language_name, official

Fact = tuple[str, str]


def facts(properties: Mapping[str, Any]) -> list[Fact]:
    """Label and text of each known fact, in the order in which to show them."""
    return list(_written(properties))


def _written(properties: Mapping[str, Any]) -> Iterator[Fact]:
    for name, label, write in _FACTS:
        value = properties.get(name)
        if value is not None and value != []:
            written = period(value, properties.get("left")) if name == "joined" else write(value)
            yield str(label), written


def _named(kind: str) -> Callable[[str], str]:
    return lambda code: official(kind, code)


def _yes_or_no(value: bool) -> str:
    return str(gettext("yes") if value else gettext("no"))


def _languages(codes: list[str]) -> str:
    return ", ".join(map(language_name, codes))


_FACTS: tuple[tuple[str, LazyString, Callable[[Any], str]], ...] = (
    ("legal_form", _l("Legal form"), _named("legal_form")),
    ("partner_type", _l("Type"), _named("partner_type")),
    ("sector", _l("Sector"), _named("sector")),
    ("founded", _l("Founded"), day),
    ("joined", _l("In the network"), day),
    ("settlement", _l("Settlement"), _named("settlement")),
    ("reach", _l("Reach"), _named("reach")),
    ("n_staff", _l("Paid staff"), number),
    ("n_volunteers", _l("Volunteers in a year"), number),
    ("n_projects", _l("Projects run"), number),
    ("experience_years", _l("Years of experience"), number),
    ("capacity", _l("Can support at once"), number),
    ("online", _l("Works online"), _yes_or_no),
    ("languages", _l("Languages"), _languages),
    ("krs", _l("KRS number"), str),
    ("nip", _l("NIP number"), str),
    ("regon", _l("REGON number"), str),
    ("website", _l("Website"), str),
)
