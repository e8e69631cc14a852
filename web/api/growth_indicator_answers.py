"""What the operation on indicators answers with."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import fields as f

from web.api.growth_answers import number, text, whole


class IndicatorGroup(ma.Schema):
    """One group of a measure; value and n are null where it is withheld."""

    group = text()
    label = text()
    value = number(allow_none=True)
    n = whole("how many stand behind the value", allow_none=True)
    hidden = f.Boolean(required=True)


class IndicatorBreakdown(ma.Schema):
    """A measure by one way to tell groups apart."""

    by = text()
    label = text()
    groups = f.List(f.Nested(IndicatorGroup), required=True)


class IndicatorMeasure(ma.Schema):
    """One number of an indicator."""

    name = text()
    label = text()
    unit = text("count, hours, share or ratio")
    value = number(allow_none=True)
    n = whole("how many stand behind the value", allow_none=True)
    hidden = f.Boolean(required=True, metadata={"description": "withheld, since it is about fewer than five"})
    no_value = text("why there is no value", allow_none=True)
    target = number("what the coordinator's file says for these days", allow_none=True)
    breakdowns = f.List(f.Nested(IndicatorBreakdown), required=True)


class ProgrammeIndicator(ma.Schema):
    """An indicator of the programme."""

    code = text("I01 to I13")
    label = text()
    formula = text()
    collected = f.Boolean(required=True)
    notes = f.List(f.String, required=True)
    measures = f.List(f.Nested(IndicatorMeasure), required=True)


class Indicators(ma.Schema):
    """The programme's indicators of some days, both within."""

    first = f.String(required=True, data_key="from", attribute="from", metadata={"format": "date"})
    last = f.String(required=True, data_key="to", attribute="to", metadata={"format": "date"})
    not_over = f.Boolean(
        required=True, metadata={"description": "whether the last day asked for lies ahead, so that to is today"}
    )
    targets_problem = text("what is wrong with the file of targets in the network's folder", allow_none=True)
    as_of = f.String(required=True, metadata={"format": "date"})
    revision = whole()
    scope = f.Dict(keys=f.String(), values=f.String(), required=True)
    indicators = f.List(f.Nested(ProgrammeIndicator), required=True)
