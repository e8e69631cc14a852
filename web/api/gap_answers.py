"""What the operation on gaps answers with."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields as f


class Attendee(ma.Schema):
    """An organisation that would come."""

    organisation_id = f.String(required=True)
    priority = f.Integer(required=True, metadata={"description": "of its need, 1 to 3"})
    km = f.Float(required=True, allow_none=True, metadata={"description": "from its home to the venue"})
    access = f.Float(required=True, metadata={"description": "free places for it within reach, from 0"})
    online = f.Boolean(required=True)


class FreeProvider(ma.Schema):
    """Somebody within reach who could help some of them today."""

    actor_id = f.String(required=True)
    n_places = f.Integer(required=True, metadata={"description": "free places"})
    n_sharing = f.Integer(required=True, metadata={"description": "organisations within its reach that need the skill"})
    n_reached = f.Integer(required=True, metadata={"description": "those of them that belong to this proposal"})


class Nearest(ma.Schema):
    """The nearest actor that offers the skill, whether within reach or not."""

    actor_id = f.String(required=True)
    km = f.Float(required=True, allow_none=True)
    n_places = f.Integer(required=True)
    online = f.Boolean(required=True)


class Proposal(ma.Schema):
    """A training that would close a gap."""

    rank = f.Integer(required=True)
    skill_id = f.String(required=True)
    skill = f.String(required=True, metadata={"description": "label of the skill"})
    component = f.String(required=True)
    mode = f.String(required=True, metadata={"description": "online, or on_site where somebody has to be there"})
    region_id = f.String(required=True, metadata={"description": "the venue; empty online, and where none is known"})
    region = f.String(required=True, metadata={"description": "label of the venue"})
    around_id = f.String(required=True, metadata={"description": "the venue; online, the home of most"})
    cause = f.String(
        required=True,
        metadata={"description": "nobody_offers, nobody_free, nobody_within_reach or too_few_places"},
    )
    urgency = f.Float(required=True, metadata={"description": "sum of priority · (1 − access) of who would come"})
    n_needing = f.Integer(required=True, metadata={"description": "organisations here that need it, served or not"})
    n_served = f.Float(required=True, metadata={"description": "for how many of them the free places are enough"})
    n_would_come = f.Integer(required=True)
    attendees = f.List(f.Nested(Attendee), required=True, metadata={"description": "the first of who would come"})
    n_could_also_come = f.Integer(required=True)
    could_also_come = f.List(
        f.String, required=True, metadata={"description": "the first of those nearby who work online"}
    )
    n_providers = f.Integer(required=True)
    providers = f.List(f.Nested(FreeProvider), required=True, metadata={"description": "the first who could help"})
    nearest = f.Nested(Nearest, required=True, allow_none=True)
    sentence = f.String(required=True)


class Totals(ma.Schema):
    """All needs that were asked about."""

    n_organisations = f.Integer(required=True)
    n_needs = f.Integer(required=True, metadata={"description": "being helped, met and unmet"})
    n_being_helped = f.Integer(required=True)
    n_met = f.Integer(required=True)
    n_unmet = f.Integer(required=True)
    n_unmet_online = f.Integer(required=True, metadata={"description": "unmet ones of who works online"})
    urgency = f.Float(required=True)


class Gaps(ma.Schema):
    """One page of the proposals, most urgent first; the note says why there are none."""

    as_of = f.Date(required=True)
    revision = f.Integer(required=True)
    totals = f.Nested(Totals, required=True)
    n_proposals = f.Integer(required=True)
    page = f.Integer(required=True)
    n_pages = f.Integer(required=True)
    size = f.Integer(required=True)
    note = f.String(required=True, allow_none=True)
    note_sentence = f.String(required=True, allow_none=True)
    proposals = f.List(f.Nested(Proposal), required=True)
