"""What the operations on growth answer with."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields as f


def whole(description: str = "", **options: Any) -> f.Integer:
    """A required whole number."""
    return f.Integer(required=True, metadata={"description": description} if description else {}, **options)


def text(description: str = "", **options: Any) -> f.String:
    """A required text."""
    return f.String(required=True, metadata={"description": description} if description else {}, **options)


def number(description: str = "", **options: Any) -> f.Float:
    """A required number."""
    return f.Float(required=True, metadata={"description": description} if description else {}, **options)


class GrowthPeriod(ma.Schema):
    """Some days in a row; figures are those of its last day unless they count what happened within it."""

    name = text("2024-03, 2024-Q1, 2024, or the id of a cohort")
    first = f.Date(required=True)
    last = f.Date(required=True)
    complete = f.Boolean(required=True, metadata={"description": "whether it was over by the day asked for"})


class MissingFigure(ma.Schema):
    """Why a figure has no value in a period."""

    figure = text()
    period = text("name of the period")
    code = text()
    sentence = text()


class Value(f.Float):
    """A number as it is: a count without a decimal point, as the command line has it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **options: Any) -> Any:
        return value


def by_code(description: str) -> f.Dict:
    """For each code of a figure one value a period."""
    values = f.List(Value(allow_none=True))
    return f.Dict(keys=f.String(), values=values, required=True, metadata={"description": description})


class Growth(ma.Schema):
    """Every figure of growth, period by period; docs/graph.md says how each is counted."""

    as_of = f.Date(required=True)
    revision = whole()
    by = text()
    since = f.Date(required=True, allow_none=True)
    scope = f.Dict(keys=f.String(), values=f.String(), required=True)
    finding = text("whether the network grows, as a sentence")
    periods = f.List(f.Nested(GrowthPeriod), required=True)
    figures = by_code("by code, a value a period")
    changes = by_code("less the value of the period before")
    reasons = f.List(f.Nested(MissingFigure), required=True)


class PartOfNetwork(ma.Schema):
    """Which part of the network an answer is about, on which day."""

    as_of = f.Date(required=True)
    revision = whole()
    scope = f.Dict(keys=f.String(), values=f.String(), required=True)
    n_actors = whole("members on the day")
    n_contacts = whole("pairs of them in contact")


class RegionFigures(ma.Schema):
    """A voivodeship."""

    region_id = text("TERC code")
    region = text()
    n_actors = whole()
    n_organisations = whole()
    n_nonprofits = whole("non-profits there in 2024, an estimate from what Statistics Poland publishes")
    per_10k = number("organisations of the network for 10,000 of them")
    n_inside = whole("contacts with both ends there")
    n_across = whole("contacts with one end there")
    n_isolates = whole("members in contact with nobody")
    standing = text("empty, unlinked (nobody has a contact), closed (none to the rest) or linked")


class Regions(PartOfNetwork):
    """The voivodeships, in order of code."""

    n_elsewhere = whole("members whose voivodeship is not known")
    regions = f.List(f.Nested(RegionFigures), required=True)


class NetworkMember(ma.Schema):
    """A member of the network."""

    actor_id = text()
    name = text()
    roles = f.List(f.String, required=True)
    region = text("of the seat; empty where it is not known")


class Broker(NetworkMember):
    """A member with what leads through it."""

    betweenness = number("share of the shortest ways between others that lead through it")
    error = number("standard error of that share; 0 where it is exact")
    n_contacts = whole()
    indispensable = f.Boolean(required=True, metadata={"description": "whether somebody would be cut off without it"})
    n_parts = whole("into how many parts those around it would fall")
    n_cut_off = whole("how many would be cut off from the largest of them")


class PairInContact(ma.Schema):
    """Two members in contact."""

    one_id = text()
    one = text()
    other_id = text()
    other = text()


class BridgeContact(PairInContact):
    """A contact without which some could no longer reach the others."""

    n_beyond = whole("how many")


class SoleContact(PairInContact):
    """The only contact between two groups."""

    joins = f.List(f.String, required=True, metadata={"description": "codes of the two"})
    labels = f.List(f.String, required=True)


class CrossedValue(ma.Schema):
    """A voivodeship or a sector."""

    code = text()
    label = text()
    n_actors = whole()


class Crossing(ma.Schema):
    """How many contacts there are between voivodeships, or between sectors."""

    values = f.List(f.Nested(CrossedValue), required=True)
    counts = f.List(f.List(f.Integer), required=True, metadata={"description": "symmetric, by position in values"})
    sole = f.List(f.Nested(SoleContact), required=True)


class Crossings(ma.Schema):
    """By what contacts cross."""

    region = f.Nested(Crossing, required=True)
    sector = f.Nested(Crossing, required=True)


class Brokers(PartOfNetwork):
    """Who holds the network together."""

    by = text("distance (strengths count) or hops")
    exact = f.Boolean(required=True)
    n_sources = whole("from how many members ways were followed")
    agreement = number("how alike the first by both halves of the sample are; 1 where exact", allow_none=True)
    n_compared = whole()
    note = text("how it was counted, as a sentence")
    brokers = f.List(f.Nested(Broker), required=True)
    hubs = f.List(f.Nested(Broker), required=True, metadata={"description": "by contacts"})
    n_indispensable = whole()
    indispensable = f.List(f.Nested(Broker), required=True)
    bridges = f.List(f.Nested(BridgeContact), required=True)
    cross_links = f.Nested(Crossings, required=True)


class Breaking(PartOfNetwork):
    """What breaks if somebody leaves; sizes and names only where it belongs to the part on the day."""

    actor = f.Nested(NetworkMember, required=True)
    sentences = f.List(f.String, required=True)
    present = f.Boolean(required=True)
    n_contacts = f.Integer()
    parts = f.List(f.Integer, metadata={"description": "sizes of what is left of its part, the largest first"})
    n_cut_off = f.Integer()
    cut_off = f.List(f.Nested(NetworkMember))
    n_left_alone = f.Integer()
    left_alone = f.List(f.Nested(NetworkMember))
    n_pairs = f.Integer(metadata={"description": "pairs of those it is in contact with"})
    n_parted = f.Integer(metadata={"description": "those of them that could no longer reach each other"})
    hops_now = f.Float(allow_none=True)
    hops_then = f.Float(allow_none=True)


class SharedTrait(ma.Schema):
    """What members of a community share."""

    kind = text()
    code = text()
    label = text()
    n_members = whole()
    share = number("of the members")
    lift = number("how many times as often as in the whole part")


class Community(ma.Schema):
    """A group whose members are in contact with each other more than with the rest."""

    community = whole("its number, which it keeps over the years")
    name = text()
    size = whole()
    n_inside = whole("contacts within")
    n_across = whole("contacts to others")
    most_linked = f.Nested(NetworkMember, required=True)
    shared = f.List(f.Nested(SharedTrait), required=True)
    members = f.List(f.String, required=True, metadata={"description": "the first ids"})


class CommunityChange(ma.Schema):
    """What became of a community by a day."""

    day = f.Date(required=True)
    turn = text("born, split, merged or ended")
    community = whole()
    name = text("what its members shared then")
    other = whole("the one it came out of or went into", allow_none=True)
    other_name = text(allow_none=True)


class Communities(PartOfNetwork):
    """The communities, the largest first."""

    modularity = number(allow_none=True)
    n_communities = whole()
    n_in_one = whole("members who belong to one")
    note = text()
    communities = f.List(f.Nested(Community), required=True)
    changes = f.List(f.Nested(CommunityChange), required=True)


class LonelyMember(NetworkMember):
    """A member with its last contact."""

    joined = f.Date(required=True, allow_none=True)
    last_contact = f.Date(required=True, allow_none=True)
    n_outside = whole("contacts outside the part asked about")


class EndedWith(ma.Schema):
    """Somebody with whom a contact ended."""

    actor_id = text()
    name = text()


class LosingMember(LonelyMember):
    """A member with fewer contacts than a year before."""

    n_then = whole()
    n_now = whole()
    ended_with = f.List(f.Nested(EndedWith), required=True)


class GroupStanding(ma.Schema):
    """How a region or a sphere is linked."""

    code = text()
    label = text()
    n_actors = whole()
    n_isolates = whole()
    n_inside = whole()
    n_across = whole()
    standing = text("empty, unlinked (nobody has a contact), closed (none to the rest) or linked")


class StandingAlone(PartOfNetwork):
    """Who stands alone: the first of each list, with how many there are."""

    n_months = whole("after how many a newcomer ought to have a contact")
    n_isolates = whole("organisations and partners without contacts")
    isolates = f.List(f.Nested(LonelyMember), required=True)
    n_free_mentors = whole("mentors without an organisation just now; between two cohorts rather than alone")
    free_mentors = f.List(f.Nested(LonelyMember), required=True)
    n_waiting = whole()
    waiting = f.List(f.Nested(LonelyMember), required=True)
    losing_since = f.Date(required=True, allow_none=True)
    n_losing = whole()
    losing = f.List(f.Nested(LosingMember), required=True)
    n_ended = whole("contacts that ended in the year")
    regions = f.List(f.Nested(GroupStanding), required=True)
    spheres = f.List(f.Nested(GroupStanding), required=True)
