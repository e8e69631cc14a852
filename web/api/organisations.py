"""Adding an organisation, and changing one."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import url_for
from flask_babel import lazy_gettext as _l

from graph import schema
from graph.schema import Kind, Property
from web.api import answers, fields
from web.api.actors import in_full
from web.api.signed import SIGNATURE, Repeatable, demand_json
from web.current import current_ogniwo
from web.language import current_language
from web.services import recording
from web.services.organisation_fields import FIELDS
from web.services.profiles import profile

blueprint = fields.Operations("organisations", __name__, description="Writing organisations")

_FIELD_OF: dict[Kind, Any] = {
    Kind.STR: ma.fields.String,
    Kind.INT: ma.fields.Integer,
    Kind.BOOL: ma.fields.Boolean,
    Kind.DATE: ma.fields.Date,
}


def _field(prop: Property) -> ma.fields.Field[Any]:
    options: dict[str, Any] = {"allow_none": True, "metadata": {"description": prop.meaning}}
    if prop.kind is Kind.STR_LIST:
        return ma.fields.List(ma.fields.String(), **options)
    if prop.kind is Kind.INT:
        options["strict"] = True
    if prop.choices:
        message = _l("must be one of: {choices}")
        options["validate"] = ma.validate.OneOf(prop.choices, error=message)
    return _FIELD_OF[prop.kind](**options)  # type: ignore[no-any-return]  # every kind's field


def _degree(meaning: str) -> ma.fields.Integer:
    message = _l("must be from {min} to {max}")
    return ma.fields.Integer(
        strict=True,
        allow_none=True,
        validate=ma.validate.Range(1, 3, error=message),
        metadata={"description": meaning},
    )


class Need(ma.Schema):
    """A skill that is looked for."""

    skill = ma.fields.String(required=True, metadata={"description": "code of the skill, such as T3.01"})
    priority = _degree("1 some day, 2 this year, 3 now")


class Offer(ma.Schema):
    """A skill that can be given."""

    skill = ma.fields.String(required=True, metadata={"description": "code of the skill, such as T3.01"})
    level = _degree("1 some, 2 good, 3 can teach it")


def _codes(of: str) -> ma.fields.Field[Any]:
    return ma.fields.List(ma.fields.String(), allow_none=True, metadata={"description": f"codes of {of}"})


_PROPERTIES = {p.name: _field(p) for p in schema.node_label("Organisation").properties if p.name in FIELDS}
_LINKS: dict[str, Any] = {
    "region": ma.fields.String(allow_none=True, metadata={"description": "TERC code of the seat's region"}),
    "works_in": _codes("other regions it works in"),
    "spheres": _codes("statutory spheres"),
    "needs": ma.fields.List(ma.fields.Nested(Need), allow_none=True),
    "offers": ma.fields.List(ma.fields.Nested(Offer), allow_none=True),
}
Changes = ma.Schema.from_dict({**_PROPERTIES, **_LINKS, **SIGNATURE}, name="OrganisationChanges")
NewOrganisation = ma.Schema.from_dict(
    {**_PROPERTIES, **_LINKS, **SIGNATURE, "name": fields.line(300, "registered or usual name", required=True)},
    name="NewOrganisation",
)


@blueprint.serves(
    "POST",
    "/organisations",
    answers.Added,
    body=NewOrganisation,
    headers=Repeatable,
    status=201,
    problems=(400, 409, 413, 415, 422),
)
def add_organisation(given: dict[str, Any], sent: dict[str, Any]) -> tuple[Any, int, dict[str, str]]:
    """Add an organisation or an informal group."""
    signature = {name: given.pop(name) for name in SIGNATURE}
    key = sent["idempotency_key"] or None
    node = recording.add_organisation(current_ogniwo(), given, request_key=key, **signature)
    # Nothing is read after the write: what is written is answered so, even if the network goes away.
    added = {"id": node.id, "name": node.properties["name"]}
    return added, 201, {"Location": url_for("actors.read_actor", actor_id=node.id)}


@blueprint.serves(
    "PATCH",
    "/organisations/<organisation_id>",
    answers.ActorInFull,
    body=Changes,
    problems=(400, 404, 409, 413, 415, 422),
)
def change_organisation(given: dict[str, Any], organisation_id: str) -> dict[str, Any]:
    """Change what is given; null removes, what is not given stays.

    Of two who change one field, the later is right: If-Match is not looked at. What is sent
    a second time changes nothing more.
    """
    signature = {name: given.pop(name) for name in SIGNATURE}
    recording.update_organisation(current_ogniwo(), organisation_id, given, **signature)
    return in_full(profile(current_ogniwo(), organisation_id, current_language()))


blueprint.before_request(demand_json)
