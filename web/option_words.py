"""What pages call a part of their address, and the values that it may have."""

from __future__ import annotations

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from web import labels

# By the names of `web.pages.blueprint.PARAMETERS`, and the name that services have for the text.
_OPTIONS: dict[str, LazyString] = {
    "q": _l("Name, place or register number"),
    "text": _l("Name, place or register number"),
    "role": _l("Role"),
    "region": _l("Voivodeship"),
    "sphere": _l("Sphere"),
    "component": _l("Part of the programme"),
    "order": _l("Order"),
    "skill": _l("Topic"),
    "mode": _l("How it is held"),
    "page": _l("Page number"),
    "kind": _l("What to look for"),
    "k": _l("How many suggestions"),
    "state": _l("State"),
    "by": _l("How often"),
    "since": _l("Since"),
    "as_of": _l("As it was on"),
    "sector": _l("Sector"),
    "chart": _l("Chart"),
    "figure": _l("What to show"),
    "year": _l("Year"),
    "contact": _l("Kind of contact"),
    "view": _l("What part of the map is looked at"),
    "months": _l("Newcomers after how many months"),
    "goal": _l("What for"),
    "from": _l("Since"),
    "to": _l("Until"),
}
_VALUES: dict[str, dict[str, LazyString]] = {
    "role": labels.ROLES,
    "component": labels.COMPONENTS,
    "kind": labels.KINDS_ASKED,
    "mode": labels.MODES,
    "state": labels.INTRODUCTIONS,
    "order": {"name": _l("By name"), "newest": _l("Newest first")},
}


def option_in_words(option: str) -> str:
    """What the page calls an option, in quotes; its code where the page has no word for it."""
    return str(gettext("“%(label)s”", label=_OPTIONS[option])) if option in _OPTIONS else option


_WHOLE = re.compile(r"a whole number from (\d+) to (\d+)")
_DAY = re.compile(r"a day such as ([\d-]+)(?:, not after ([\d-]+))?")
_BOUND = re.compile(r"a day not (after|before) ([\d-]+)")
# What services and matching say in English of all values together.
_SAID: dict[str, LazyString] = {
    "the code of a voivodeship (18) or a powiat (1863)": _l("the code of a voivodeship (18) or of a powiat (1863)"),
    "none, for the network has no such codes yet": _l("none, for the network has no such codes yet"),
}


def allowed_in_words(option: str, allowed: str) -> str:
    """The values allowed, each as the page calls it."""
    if limits := _WHOLE.fullmatch(allowed):
        return str(gettext("a whole number from %(first)s to %(last)s", first=limits[1], last=limits[2]))
    if days := _DAY.fullmatch(allowed):
        example = str(gettext("a day such as %(day)s", day=days[1]))
        latest = str(gettext("not after %(day)s", day=days[2]))
        return f"{example}, {latest}" if days[2] else example
    if bound := _BOUND.fullmatch(allowed):
        is_last = bound[1] == "after"
        return str(
            gettext("a day not after %(day)s", day=bound[2])
            if is_last
            else gettext("a day not before %(day)s", day=bound[2])
        )
    if allowed in _SAID:
        return str(_SAID[allowed])
    values = _VALUES.get(option, {})
    return ", ".join(str(values.get(one, one)) for one in allowed.split(", "))
