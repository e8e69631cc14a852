"""What the operation on introductions worth making answers with."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields as f

from web.api.answers import Suggestion
from web.api.growth_answers import number, text, whole


class NetworkShape(ma.Schema):
    """How the network hangs together."""

    n_isolates = whole()
    n_components = whole()
    largest = whole("members of the largest part")


class EffectPoints(ma.Schema):
    """What one effect adds to the value of an introduction."""

    effect = text()
    amount = number("how much of the effect there is")
    points = number()
    label = text()


class BridgedParts(ma.Schema):
    """Two parts of the network that the two belong to."""

    of = text("community, region or sector")
    seeker_part = text()
    provider_part = text()
    n_contacts = whole("between the two parts now")


class IntroductionEnd(ma.Schema):
    """One of the two, as it stands before the introduction."""

    actor_id = text()
    n_contacts = whole()
    component_size = whole("members whom a chain of contacts connects it with, itself included")
    n_near = whole("others at most three steps away now")
    n_near_after = whole("and after the introduction")
    joined_lately = f.Boolean(required=True)


class IntroductionEffect(ma.Schema):
    """What would change in the network if the two were in contact."""

    hops_before = whole("contacts on the shortest way now; null where there is none", allow_none=True)
    n_newly_connected = whole()
    isolates = f.List(f.String, required=True, metadata={"description": "of the two, who has no contact yet"})
    n_pairs_nearer = whole()
    n_hops_saved = whole()
    efficiency_gain = number()
    standard_error = number(allow_none=True)
    bridges = f.List(f.Nested(BridgedParts), required=True)
    seeker = f.Nested(IntroductionEnd, required=True)
    provider = f.Nested(IntroductionEnd, required=True)


class WorthMaking(ma.Schema):
    """An introduction with what it would change, and why the two fit."""

    rank = whole()
    goal = text("alone, bridges or closer, in whose turn it was chosen; points where for its points alone")
    goal_label = text(allow_none=True)
    seeker_id = text()
    seeker_name = text()
    provider_id = text()
    provider_name = text()
    value = number("sum of the points")
    points = f.List(f.Nested(EffectPoints), required=True)
    sentence = text()
    effect = f.Nested(IntroductionEffect, required=True)
    suggestion = f.Nested(Suggestion, required=True)


class StillWeighing(ma.Schema):
    """How far an answer is that is still being worked out."""

    done = whole("organisations that were looked at so far")
    all_of = whole("organisations to look at; 0 before that is known")


class BestIntroductions(ma.Schema):
    """The introductions that would help most, the best first; the note says why there are none."""

    meanwhile = StillWeighing

    as_of = f.String(required=True, metadata={"format": "date"})
    revision = whole()
    whom = text("peer or partner")
    goal = text("mixed, alone, bridges, closer or points")
    by_sequence = f.Boolean(required=True)
    per_actor = whole()
    scope = f.Dict(keys=f.String(), values=f.String(), required=True)
    n_pairs = whole("pairs that were weighed")
    n_looked_at = whole("organisations that were looked at")
    n_seekers = whole("organisations there are")
    before = f.Nested(NetworkShape, required=True)
    after = f.Nested(NetworkShape, required=True, metadata={"description": "if all of them worked"})
    summary = text()
    note = text(allow_none=True)
    note_sentence = text(allow_none=True)
    introductions = f.List(f.Nested(WorthMaking), required=True)
