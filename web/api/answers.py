"""What operations answer with."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields as f

from graph.schema import ROLES


def _list(kind: Any) -> f.Field[Any]:
    return f.List(f.Nested(kind) if isinstance(kind, type) and issubclass(kind, ma.Schema) else kind, required=True)


def _optional(field: type[f.Field[Any]]) -> f.Field[Any]:
    return field(required=True, allow_none=True)


def _day(meaning: str) -> f.Field[Any]:
    return f.String(required=True, allow_none=True, metadata={"format": "date", "description": meaning})


class Actor(ma.Schema):
    """An actor as lists have it."""

    id = f.String(required=True, attribute="actor_id")
    name = f.String(required=True)
    roles = _list(f.String(validate=ma.validate.OneOf(ROLES)))
    locality = f.String(required=True)
    region = f.String(required=True, metadata={"description": "label of the region of its seat"})
    legal_form = f.String(required=True)
    partner_type = f.String(required=True)
    n_needs = f.Integer(required=True)
    n_offers = f.Integer(required=True)
    joined = _optional(f.Date)
    left = _optional(f.Date)


class Actors(ma.Schema):
    """One page of a list of actors."""

    actors = f.List(f.Nested(Actor), required=True, attribute="cards")
    total = f.Integer(required=True)
    page = f.Integer(required=True)
    n_pages = f.Integer(required=True)
    size = f.Integer(required=True)


class Skill(ma.Schema):
    """A skill needed or offered."""

    skill = f.String(required=True, attribute="skill_id")
    label = f.String(required=True)
    component = f.String(required=True)
    degree = f.Integer(
        required=True, allow_none=True, metadata={"description": "priority of a need, level of an offer: 1 to 3"}
    )


class Relation(ma.Schema):
    """A dated link to another actor or to a cohort."""

    id = f.String(required=True, attribute="other_id")
    name = f.String(required=True)
    since = f.Date(required=True)
    since_known = f.Boolean(required=True, attribute="known")
    until = _optional(f.Date)
    kind = f.String(required=True)
    state = f.String(required=True)
    cohort = f.String(required=True)


class Attended(ma.Schema):
    """An event that somebody of the actor came to."""

    id = f.String(required=True, attribute="event_id")
    name = f.String(required=True)
    starts_at = f.AwareDateTime(required=True)
    kind = f.String(required=True)
    mode = f.String(required=True)
    component = f.String(required=True)
    n_persons = _optional(f.Integer)


class Project(ma.Schema):
    """A joint project that the actor took part in."""

    id = f.String(required=True, attribute="event_id")
    name = f.String(required=True)
    begins = f.Date(required=True)
    role = f.String(required=True, metadata={"description": "lead, partner, or empty where nobody said"})
    about = f.String(required=True)
    themes = _list(f.String())


class ActorInFull(Actor):
    """All there is about an actor; the latest links first."""

    properties = f.Dict(required=True, metadata={"description": "its properties, as docs/graph.md names them"})
    spheres = _list(f.String())
    works_in = _list(f.String())
    needs = _list(Skill)
    offers = _list(Skill)
    cooperation = _list(Relation)
    mentors = _list(Relation)
    mentored = _list(Relation)
    paired = _list(Relation)
    introductions = _list(Relation)
    cohorts = _list(Relation)
    projects = _list(Project)
    events = _list(Attended)


class Added(ma.Schema):
    """What was added; its address, in the header Location, answers with all there is about it."""

    id = f.String(required=True)
    name = f.String(required=True)


class Reason(ma.Schema):
    """A named contribution to a score."""

    signal = f.String(required=True)
    side = f.String(required=True, metadata={"description": "seeker, provider, both, or list for re-ranking"})
    contribution = f.Float(required=True, metadata={"description": "log-odds, unrounded"})
    sentence = f.String(required=True)
    facts = f.Dict(required=True)


class Caveat(ma.Schema):
    """Something that speaks against a suggestion, or is not known."""

    code = f.String(required=True)
    sentence = f.String(required=True)
    facts = f.Dict(required=True)


class Suggestion(ma.Schema):
    """One provider suggested; the contributions of the reasons add up to the score."""

    provider_id = f.String(required=True)
    provider_name = f.String(required=True)
    rank = f.Integer(required=True, metadata={"description": "from 1; 0 where it is not among those shown"})
    score = f.Float(required=True)
    seeker_score = f.Float(required=True)
    provider_score = f.Float(required=True)
    weaker_side = f.String(required=True)
    band = f.String(required=True)
    band_label = f.String(required=True)
    reasons = _list(Reason)
    caveats = _list(Caveat)


class Recommendation(ma.Schema):
    """The answer to a question; the note says why it is empty or short."""

    seeker_id = f.String(required=True)
    seeker_name = f.String(required=True)
    kind = f.String(required=True)
    component = _optional(f.String)
    n_eligible = f.Integer(required=True)
    revision = f.Integer(required=True)
    suggestions = _list(Suggestion)
    note = f.Nested(Caveat, required=True, allow_none=True)


class RecognisedSkill(ma.Schema):
    """A skill that was recognised in a text."""

    skill_id = f.String(required=True)
    label = f.String(required=True)
    share = f.Float(required=True, metadata={"description": "how surely it is asked for, from 0 to 1"})
    words = f.String(required=True, metadata={"description": "the words of the text that ask for it"})


class NamedPlace(ma.Schema):
    """A place that a text names, where the call gives no regions itself."""

    region_id = f.String(required=True)
    label = f.String(required=True)
    words = f.String(required=True, metadata={"description": "the words of the text that name it"})


class Called(Recommendation):
    """The answer to a call; seeker_id and seeker_name are empty where nobody of the network calls."""

    recognised = _list(RecognisedSkill)
    places = _list(NamedPlace)


class Explanation(ma.Schema):
    """Why a pair is, or is not, suggested."""

    seeker_id = f.String(required=True)
    seeker_name = f.String(required=True)
    kind = f.String(required=True)
    component = _optional(f.String)
    n_eligible = f.Integer(required=True)
    revision = f.Integer(required=True)
    rank = _optional(f.Integer)
    gap = f.Float(required=True, metadata={"description": "how far below the last one shown; 0 where it is shown"})
    held_back = f.Nested(Caveat, required=True, allow_none=True)
    changes = _list(Caveat)
    changes_tried = f.Boolean(
        required=True, metadata={"description": "whether any were tried; where none is told, none would do"}
    )
    excluded_by = _list(Caveat)
    suggestion = f.Nested(Suggestion, required=True)


class Introduction(ma.Schema):
    """An introduction of two actors; its state is the last of its days."""

    seeker_id = f.String(required=True)
    seeker_name = f.String(required=True)
    provider_id = f.String(required=True)
    provider_name = f.String(required=True)
    kind = f.String(required=True)
    state = f.String(required=True, metadata={"description": "asked, accepted, declined, expired or feedback"})
    since = f.String(required=True, metadata={"format": "date", "description": "day it was asked for"})
    since_known = f.Boolean(required=True, metadata={"description": "false where that is only the day of import"})
    accepted = _day("day both agreed")
    declined = _day("day one of them declined")
    expired = _day("day it lapsed unanswered")
    feedback = _day("day they said whether it worked")
    worked = _optional(f.Boolean)
    reason = f.String(required=True, allow_none=True, metadata={"description": "why it was declined"})
    steps = _list(f.String(metadata={"description": "accept, decline or feedback"}))


class Introductions(ma.Schema):
    """One page of a list of introductions, the latest first."""

    introductions = _list(Introduction)
    total = f.Integer(required=True)
    page = f.Integer(required=True)
    n_pages = f.Integer(required=True)
    size = f.Integer(required=True)


class Network(ma.Schema):
    """The network at a glance."""

    as_of = f.Date(required=True)
    revision = f.Integer(required=True)
    n_actors = f.Integer(required=True)
    n_in_role = f.Dict(keys=f.String(), values=f.Integer(), required=True)
    n_needing = f.Dict(keys=f.String(), values=f.Integer(), required=True)
    n_cooperating = f.Integer(required=True)
    n_cohorts = f.Integer(required=True)
    n_events = f.Integer(required=True)


class Health(ma.Schema):
    """Whether both databases answer."""

    status = f.String(required=True, metadata={"description": "always ok; otherwise the answer is 503"})
    version = f.String(required=True)
    store = f.String(required=True, metadata={"description": "sqlite or neo4j"})
    schema_version = f.Integer(required=True)
    office = f.String(required=True, metadata={"description": "kind of the office's database"})
