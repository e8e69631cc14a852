"""What the operations on cohorts answer with."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields as f

from web.api.answers import Reason


class CohortLine(ma.Schema):
    """A cohort in a list."""

    id = f.String(required=True)
    name = f.String(required=True)
    state = f.String(required=True, metadata={"description": "open, closed, draft, reviewed, published or ended"})
    state_label = f.String(required=True)
    next_step = f.String(required=True)
    starts = f.String(required=True)
    ends = f.String(required=True, allow_none=True)
    closes_on = f.String(required=True, allow_none=True)
    draft = f.Integer(required=True, allow_none=True, metadata={"description": "number of the draft that is worked on"})
    published = f.Integer(required=True, allow_none=True, metadata={"description": "number of the published draft"})
    created_at = f.String(required=True)
    updated_at = f.String(required=True)


class CohortListed(CohortLine):
    """A cohort in the list, with how many take part."""

    seekers = f.Integer(required=True)
    mentors = f.Integer(required=True)


class Named(ma.Schema):
    """A cohort by id and name."""

    id = f.String(required=True)
    name = f.String(required=True)


class Waiting(ma.Schema):
    """An organisation that took part in published cohorts and got no mentor."""

    id = f.String(required=True)
    name = f.String(required=True)
    waited = f.Integer(required=True, metadata={"description": "cohorts in a row without a mentor"})
    since = f.String(required=True, metadata={"description": "first day of the first of them"})
    cohort = f.String(required=True, metadata={"description": "the last of them"})
    cohort_name = f.String(required=True)
    joined = f.List(f.Nested(Named), required=True, metadata={"description": "cohorts to come that it takes part in"})


class Cohorts(ma.Schema):
    """All cohorts, the latest first, and the waiting list, who waited most often first."""

    cohorts = f.List(f.Nested(CohortListed), required=True)
    waiting = f.List(f.Nested(Waiting), required=True)


class Member(ma.Schema):
    """One who takes part."""

    id = f.String(required=True)
    name = f.String(required=True)
    side = f.String(required=True, metadata={"description": "seeker or mentor"})
    places = f.Integer(required=True, metadata={"description": "mentors wanted, or organisations that can be taken"})
    minimum = f.Integer(required=True)
    availability = f.List(f.String(), required=True)
    affiliation = f.String(required=True, allow_none=True)
    waited = f.Integer(required=True, metadata={"description": "cohorts in a row without a mentor"})
    withdrawn_at = f.String(required=True, allow_none=True)


class Pair(ma.Schema):
    """An organisation and its mentor; the contributions of the reasons sum to the score."""

    seeker = f.String(required=True)
    seeker_name = f.String(required=True)
    mentor = f.String(required=True)
    mentor_name = f.String(required=True)
    score = f.Float(required=True)
    seeker_score = f.Float(required=True)
    mentor_score = f.Float(required=True)
    reasons = f.List(f.Nested(Reason), required=True)


class Unplaced(ma.Schema):
    """An organisation without a mentor, the cause, and the smallest change that would place it."""

    seeker = f.String(required=True)
    name = f.String(required=True)
    cause = f.String(required=True, metadata={"description": "rule, capacity or competition"})
    change = f.Dict(
        keys=f.String(),
        required=True,
        allow_none=True,
        metadata={"description": "the smallest change that would place it; null where no mentor is left to weigh"},
    )
    sentence = f.String(required=True)
    commands = f.List(
        f.String(),
        required=True,
        metadata={
            "description": "what to type to make the change, then match again; empty for a draft that is out of date"
        },
    )


class Crowded(ma.Schema):
    """Organisations that only these mentors can help, more than there are places."""

    seekers = f.List(f.String(), required=True)
    mentors = f.List(f.String(), required=True)
    places = f.Integer(required=True)
    sentence = f.String(required=True)


class Load(ma.Schema):
    """What one mentor has."""

    mentor = f.String(required=True)
    name = f.String(required=True)
    n = f.Integer(required=True)
    capacity = f.Integer(required=True)
    minimum = f.Integer(required=True)


class Draft(ma.Schema):
    """A draft of the cohort."""

    number = f.Integer(required=True)
    at = f.String(required=True)
    by = f.String(required=True)
    reason = f.String(required=True)
    up_to_date = f.Boolean(required=True, metadata={"description": "nothing was settled otherwise since"})
    objective = f.String(required=True, metadata={"description": "best or stable"})
    status = f.String(required=True, metadata={"description": "optimal, or time_limit"})
    seconds = f.Float(required=True)
    reached = f.Dict(keys=f.String(), required=True, metadata={"description": "placed, pairs, total, worst, shortfall"})
    bound = f.Float(required=True, allow_none=True, metadata={"description": "no sum of scores can be more"})
    verified = f.Dict(keys=f.String(), required=True, metadata={"description": "gap, gaps by level, blocking pairs"})
    pairs = f.List(f.Nested(Pair), required=True)
    unplaced = f.List(f.Nested(Unplaced), required=True)
    crowded = f.List(f.Nested(Crowded), required=True)
    amended = f.Dict(
        keys=f.String(),
        required=True,
        allow_none=True,
        metadata={"description": "what changes from the published plan, places that were freed and who may have them"},
    )
    mentor_loads = f.List(f.Nested(Load), required=True)


class SettledPair(ma.Schema):
    """A lock, a veto or a named conflict of interest."""

    seeker = f.String(required=True)
    mentor = f.String(required=True)
    kind = f.String(required=True)
    by = f.String(required=True)
    reason = f.String(required=True)


class Change(ma.Schema):
    """A line of the cohort's history."""

    at = f.String(required=True)
    action = f.String(required=True)
    by = f.String(required=True)
    reason = f.String(required=True)
    details = f.Dict(keys=f.String(), required=True)


class Cohort(CohortLine):
    """Everything about one cohort."""

    members = f.List(f.Nested(Member), required=True)
    rules = f.Dict(keys=f.String(), required=True)
    settled_pairs = f.List(f.Nested(SettledPair), required=True)
    draft_report = f.Nested(Draft, required=True, allow_none=True)
    history = f.List(f.Nested(Change), required=True)
