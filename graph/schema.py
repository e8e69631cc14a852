"""The one table of what a network holds: labels, link types, keys, properties, types.

Both stores, the import, the export and ``docs/graph.md`` read this table, so a new
property is added here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from graph.errors import UnknownName


class Kind(StrEnum):
    """The type of a property's value."""

    STR = "str"
    INT = "int"  # 64 bit, signed
    FLOAT = "float"  # finite
    BOOL = "bool"
    DATE = "date"
    DATETIME = "datetime"  # aware, UTC
    STR_LIST = "list of str"
    INT_LIST = "list of int"


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a node label or a link type."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    searched: bool = False  # its folded text is what search looks in


@dataclass(frozen=True, slots=True)
class NodeLabel:
    """A label: one role that a node plays; `id` is unique under its base label."""

    name: str
    base: str
    meaning: str
    properties: tuple[Property, ...]
    by_name: dict[str, Property] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {p.name: p for p in self.properties})


@dataclass(frozen=True, slots=True)
class LinkType:
    """A link type: which labels it joins, and what tells two of its links apart.

    `source` and `target` are labels; where one is ``Actor``, any role will do. The
    identity of a link is its type, its two ends and the values of `key`. The ends of a
    `symmetric` type are stored with the smaller id first. A `dated` type has `since`.
    """

    name: str
    source: str
    target: str
    meaning: str
    properties: tuple[Property, ...] = ()
    key: tuple[str, ...] = ()
    symmetric: bool = False
    dated: bool = False
    by_name: dict[str, Property] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {p.name: p for p in self.properties})


ACTOR = "Actor"
COMPONENTS = ("training", "network", "strategy", "image")
SECTORS = (
    "public",
    "culture",
    "education",
    "social",
    "health",
    "business",
    "media",
    "ngo_infra",
    "church",
    "safety",
    "expert",
    "foreign",
)
REACHES = ("neighbourhood", "gmina_or_powiat", "voivodeship", "national", "international")
SETTLEMENTS = ("village", "town_up_to_50k", "town_50k_200k", "city_over_200k")
EVENT_KINDS = ("training", "meeting", "forum", "visit", "webinar", "project")
EVENT_ROLES = ("lead", "partner")
COOPERATION_KINDS = ("project", "event", "service", "resources", "informal")

_JOINED = Property("joined", Kind.DATE, "day it entered the network", required=True)
_LEFT = Property("left", Kind.DATE, "day it left the network")
_LOCALITY = Property("locality", Kind.STR, "town or village", searched=True)
_ONLINE = Property("online", Kind.BOOL, "works with others online")
_LANGUAGES = Property("languages", Kind.STR_LIST, "ISO 639-1 codes of its working languages")
_CAPACITY = Property("capacity", Kind.INT, "how many organisations it can support at once", minimum=0)
_ABOUT = Property("about", Kind.STR, "what it does, in its own words")

_ORGANISATION = (
    Property("name", Kind.STR, "registered or usual name", required=True, searched=True),
    _JOINED,
    _LEFT,
    Property("founded", Kind.DATE, "day of registration, or when the group began"),
    Property("legal_form", Kind.STR, "code of the legal form; INFORMAL for a group without one"),
    Property("krs", Kind.STR, "KRS number, 10 digits", searched=True),
    Property("nip", Kind.STR, "tax number, 10 digits", searched=True),
    Property("regon", Kind.STR, "REGON number, 9 or 14 digits", searched=True),
    _LOCALITY,
    Property("settlement", Kind.STR, "size of the place", choices=SETTLEMENTS),
    Property("reach", Kind.STR, "how far its work reaches", choices=REACHES),
    _ONLINE,
    _LANGUAGES,
    Property("n_staff", Kind.INT, "paid staff", minimum=0),
    Property("n_volunteers", Kind.INT, "volunteers in a year", minimum=0),
    Property("n_projects", Kind.INT, "projects run so far", minimum=0),
    _CAPACITY,
    _ABOUT,
    Property("website", Kind.STR, "address of its page"),
)
_PARTNER = (
    Property("name", Kind.STR, "usual name", required=True, searched=True),
    _JOINED,
    _LEFT,
    Property("partner_type", Kind.STR, "code of the partner type, such as P05"),
    Property("sector", Kind.STR, "sector of the partner type", choices=SECTORS),
    _LOCALITY,
    _ONLINE,
    _LANGUAGES,
    _CAPACITY,
    _ABOUT,
    Property("website", Kind.STR, "address of its page"),
)
_MENTOR = (
    _JOINED,
    _LEFT,
    _CAPACITY,
    Property("experience_years", Kind.INT, "years of work with organisations", minimum=0),
    _ONLINE,
    _LANGUAGES,
)
_LABELS = (
    Property("label_pl", Kind.STR, "Polish label", required=True, searched=True),
    Property("label_en", Kind.STR, "English label", required=True, searched=True),
)

NODE_LABELS: tuple[NodeLabel, ...] = (
    NodeLabel("Organisation", ACTOR, "a civil-society organisation or informal group", _ORGANISATION),
    NodeLabel("Partner", ACTOR, "a local body of another sector", _PARTNER),
    NodeLabel("Mentor", ACTOR, "a mentor, under an opaque id; the person stands in the office", _MENTOR),
    NodeLabel(
        "Skill",
        "Skill",
        "something an actor can need or offer",
        (
            *_LABELS,
            Property("component", Kind.STR, "programme component", required=True, choices=COMPONENTS),
            Property("component_secondary", Kind.STR, "second component, if any", choices=COMPONENTS),
            Property("synonyms_pl", Kind.STR_LIST, "other Polish words for it"),
        ),
    ),
    NodeLabel(
        "SkillGroup",
        "SkillGroup",
        "the upper level of skills",
        (*_LABELS, Property("component", Kind.STR, "programme component", required=True, choices=COMPONENTS)),
    ),
    NodeLabel(
        "Region",
        "Region",
        "a voivodeship (2-digit TERC) or powiat (4-digit TERC)",
        (
            *_LABELS,
            Property("level", Kind.STR, "what it is", required=True, choices=("voivodeship", "powiat")),
            Property("city", Kind.BOOL, "a city with powiat rights"),
            Property("lat", Kind.FLOAT, "degrees north, WGS 84", minimum=-90, maximum=90),
            Property("lon", Kind.FLOAT, "degrees east, WGS 84", minimum=-180, maximum=180),
            Property("population", Kind.INT, "inhabitants", minimum=0),
        ),
    ),
    NodeLabel(
        "Sphere",
        "Sphere",
        "a statutory sphere of public-benefit work",
        (*_LABELS, Property("statute_point", Kind.STR, "point of article 4(1) of the act")),
    ),
    NodeLabel(
        "Cohort",
        "Cohort",
        "one round of the programme",
        (
            Property("name", Kind.STR, "its name", required=True, searched=True),
            Property("starts", Kind.DATE, "first day", required=True),
            Property("ends", Kind.DATE, "last day"),
        ),
    ),
    NodeLabel(
        "Event",
        "Event",
        "a training, meeting, study visit, or a project run together",
        (
            Property("name", Kind.STR, "its title", required=True, searched=True),
            Property("starts_at", Kind.DATETIME, "when it begins", required=True),
            Property("kind", Kind.STR, "what it is", choices=EVENT_KINDS),
            Property("mode", Kind.STR, "where it is held", choices=("online", "on_site")),
            Property("component", Kind.STR, "programme component", choices=COMPONENTS),
            Property("hours", Kind.FLOAT, "length in hours", minimum=0),
            Property("n_attendants", Kind.INT, "persons who came", minimum=0),
            _LOCALITY,
            Property("about", Kind.STR, "what happens there, or what the project is for"),
        ),
    ),
)

_SINCE = Property("since", Kind.DATE, "first day", required=True)
_SINCE_KNOWN = Property("since_known", Kind.BOOL, "false where `since` is the day of import")
_UNTIL = Property("until", Kind.DATE, "last day, once it is over")
_DATES = (_SINCE, _SINCE_KNOWN, _UNTIL)
_COHORT_KEY = Property("cohort", Kind.STR, "id of the cohort", required=True)

LINK_TYPES: tuple[LinkType, ...] = (
    LinkType(
        "OFFERS",
        ACTOR,
        "Skill",
        "the actor can give this skill to others",
        (Property("level", Kind.INT, "1 some, 2 good, 3 can teach it", minimum=1, maximum=3),),
    ),
    LinkType(
        "NEEDS",
        ACTOR,
        "Skill",
        "the actor looks for this skill",
        (Property("priority", Kind.INT, "1 some day, 2 this year, 3 now", minimum=1, maximum=3),),
    ),
    LinkType("IN_GROUP", "Skill", "SkillGroup", "the group of a skill"),
    LinkType("LOCATED_IN", ACTOR, "Region", "where the actor has its seat"),
    LinkType("WORKS_IN", ACTOR, "Region", "a region it works in"),
    LinkType("PART_OF", "Region", "Region", "powiat to its voivodeship"),
    LinkType("BORDERS", "Region", "Region", "two regions of one level share a border", symmetric=True),
    LinkType("ACTIVE_IN", ACTOR, "Sphere", "a sphere it works in"),
    LinkType(
        "COOPERATES_WITH",
        ACTOR,
        ACTOR,
        "the two did something together",
        (
            *_DATES,
            Property("kind", Kind.STR, "what they did", required=True, choices=COOPERATION_KINDS),
            Property("strength", Kind.FLOAT, "from 0 (once) to 1 (all the time)", minimum=0, maximum=1),
        ),
        key=("since", "kind"),
        symmetric=True,
        dated=True,
    ),
    LinkType(
        "TAKES_PART_IN",
        ACTOR,
        "Cohort",
        "the actor takes part in the cohort",
        _DATES,
        dated=True,
    ),
    LinkType(
        "MENTORS",
        "Mentor",
        ACTOR,
        "the mentor supports the actor in the cohort",
        (*_DATES, _COHORT_KEY),
        key=("cohort",),
        dated=True,
    ),
    LinkType(
        "PAIRED_WITH",
        ACTOR,
        ACTOR,
        "peers of one cohort",
        (*_DATES, _COHORT_KEY),
        key=("cohort",),
        symmetric=True,
        dated=True,
    ),
    LinkType(
        "ATTENDED",
        ACTOR,
        "Event",
        "somebody of the actor came to the event, or the actor took part in the project",
        (
            Property("n_persons", Kind.INT, "how many came", minimum=1),
            Property("role", Kind.STR, "who led a project", choices=EVENT_ROLES),
        ),
    ),
    LinkType("ABOUT", "Event", "Sphere", "a sphere that the event is about"),
    LinkType("HELD_IN", "Event", "Region", "where the event is held, or the project run"),
    LinkType(
        "INTRODUCED_TO",
        ACTOR,
        ACTOR,
        "an introduction asked for, with the dates of what became of it",
        (
            Property("since", Kind.DATE, "day it was asked for", required=True),
            _SINCE_KNOWN,
            Property("kind", Kind.STR, "what for", required=True, choices=("peer", "mentor", "partner")),
            Property("accepted", Kind.DATE, "day both agreed"),
            Property("declined", Kind.DATE, "day one of them declined"),
            Property("expired", Kind.DATE, "day it lapsed unanswered"),
            Property("feedback", Kind.DATE, "day they said whether it worked"),
            Property("worked", Kind.BOOL, "what they said"),
            Property("reason", Kind.STR, "why it was declined"),
            Property("profile", Kind.STR, "fingerprints of what both sides looked like when it was declined"),
        ),
        key=("since", "kind"),
        dated=True,
    ),
)

_NODE_LABELS = {label.name: label for label in NODE_LABELS}
_LINK_TYPES = {link_type.name: link_type for link_type in LINK_TYPES}
BASE_LABELS: tuple[str, ...] = tuple(dict.fromkeys(label.base for label in NODE_LABELS))
ROLES: tuple[str, ...] = tuple(label.name for label in NODE_LABELS if label.base == ACTOR)


def node_label(name: str) -> NodeLabel:
    """The node label of that name.

    Raises
    ------
    UnknownName
        There is none; the message lists the labels.
    """
    try:
        return _NODE_LABELS[name]
    except KeyError:
        raise UnknownName("label", name, sorted(_NODE_LABELS)) from None


def link_type(name: str) -> LinkType:
    """The link type of that name.

    Raises
    ------
    UnknownName
        There is none; the message lists the types.
    """
    try:
        return _LINK_TYPES[name]
    except KeyError:
        raise UnknownName("link type", name, sorted(_LINK_TYPES)) from None


def base_of(label: str) -> str:
    """The base label under which ids of `label` are unique: ``Actor`` for its three roles.

    >>> base_of("Mentor"), base_of("Actor"), base_of("Skill")
    ('Actor', 'Actor', 'Skill')
    """
    return label if label in BASE_LABELS else node_label(label).base


def labels_under(label: str) -> tuple[str, ...]:
    """The labels a node must have one of to count as `label`.

    >>> labels_under("Actor")
    ('Organisation', 'Partner', 'Mentor')
    >>> labels_under("Mentor")
    ('Mentor',)
    """
    return ROLES if label == ACTOR else (node_label(label).name,)
