"""Writing an organisation into the network, or what changed about one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from graph.model import Link, LinkKey, Node, NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from graph.store import Store
from matching.errors import UnknownActor
from web.office import intents
from web.office.errors import RequestKeyTaken
from web.office.intents import Intent
from web.ogniwo import Ogniwo
from web.services import writing
from web.services.errors import AlreadyInNetwork
from web.services.organisation_fields import OrganisationFields, check_fields
from web.services.register_numbers import NUMBERS
from web.services.unit_json import unit_from_json

_LINKS = {"region": "LOCATED_IN", "works_in": "WORKS_IN", "needs": "NEEDS", "offers": "OFFERS", "spheres": "ACTIVE_IN"}
_RATINGS = {"NEEDS": "priority", "OFFERS": "level"}
_SAME_NUMBER_AT_MOST = 200


def add_organisation(
    ogniwo: Ogniwo, fields: Mapping[str, Any], *, by: str, reason: str, request_key: str | None = None
) -> Node:
    """The new organisation, written into the network with its needs, offers, spheres and place.

    Parameters
    ----------
    fields :
        As `organisation_fields.check_fields` reads them; `name` is required, `joined` is
        today where it is not given.
    request_key : str, optional
        Where the same request comes again under one key, it is the same organisation.

    Raises
    ------
    WrongFields
        Names every field that is wrong.
    AlreadyInNetwork
        An organisation has one of the register numbers.
    RequestKeyTaken
        Another request, or one that was refused, came under the key.
    KeptForLater
        A database stopped answering halfway; the change will be completed.
    """
    organisation_id = _new_id(request_key, [by, reason, fields])
    former = _begun(ogniwo, request_key) if request_key is not None else None
    if former is not None:
        return _added_before(ogniwo, former, organisation_id)
    checked = check_fields(fields, ogniwo.store, new=True)
    properties = {"joined": today()} | checked.properties
    node = make_node(organisation_id, "Organisation", **properties)
    unit = Unit(nodes=(node,), links=tuple(_links(organisation_id, checked)))
    make = partial(writing.make_intent, by=by, reason=reason, request_key=request_key, fields=sorted(fields))

    def prepare(connection: sa.Connection) -> Intent:
        _refuse_same_numbers(connection, ogniwo.store, node)
        return make("add-organisation", organisation_id, unit)

    ogniwo.write(prepare)
    return node


def _new_id(request_key: str | None, asked: object) -> str:
    """One id for one request, however often it comes; without a key each request is a new one."""
    if request_key is None:
        return f"org-{uuid4().hex[:12]}"
    told = json.dumps([request_key, asked], sort_keys=True, default=str)
    return f"org-{sha256(told.encode()).hexdigest()[:12]}"


def _begun(ogniwo: Ogniwo, request_key: str) -> Intent | None:
    with ogniwo.office.reading() as connection:
        return intents.find(connection, request_key)


def _added_before(ogniwo: Ogniwo, former: Intent, organisation_id: str) -> Node:
    """The organisation that this very request has added, at the latest now."""
    if former.done_at is None:
        writing.complete(ogniwo.store, ogniwo.office, former)
        former = _begun(ogniwo, former.request_key) or former
    if former.error is not None or former.subject != organisation_id:
        raise RequestKeyTaken(former.request_key)
    return unit_from_json(former.payload["unit"]).nodes[0]


def update_organisation(
    ogniwo: Ogniwo, organisation_id: str, fields: Mapping[str, Any], *, by: str, reason: str
) -> Node:
    """The organisation after the change; fields not given stay as they are.

    A list that is given (needs, offers, spheres, works_in) and `region` take the place of
    what was there; None removes it. Of two who change one field, the later is right.

    Raises
    ------
    UnknownActor
        There is no such organisation.
    BeingChanged
        Somebody else began to change it at the same moment.
    WrongFields, AlreadyInNetwork, KeptForLater
        As in `add_organisation`.
    """
    key = NodeKey("Actor", organisation_id)
    _find(ogniwo.store, key)
    checked = check_fields(fields, ogniwo.store, new=False)

    def prepare(connection: sa.Connection) -> Intent:
        unit = _change(ogniwo.store, key, checked)
        _refuse_same_numbers(connection, ogniwo.store, unit.nodes[0])
        return writing.make_intent(
            "update-organisation", organisation_id, unit, by=by, reason=reason, fields=sorted(fields)
        )

    ogniwo.write(prepare)
    return _find(ogniwo.store, key)


def _change(store: Store, key: NodeKey, checked: OrganisationFields) -> Unit:
    """The change as seen from what the network has now."""
    links = tuple(_links(key.id, checked))
    return Unit(
        nodes=(Node(key.id, frozenset({"Organisation"}), checked.properties),),
        links=links,
        deleted_links=tuple(_outdated(store, key, checked, links)),
    )


def _find(store: Store, key: NodeKey) -> Node:
    node = store.node(key)
    if node is None or "Organisation" not in node.labels:
        raise UnknownActor(key.id)
    return node


def _links(organisation_id: str, checked: OrganisationFields) -> Iterator[Link]:
    for field, link_type in _LINKS.items():
        wanted = getattr(checked, field) or {}
        ratings = wanted if isinstance(wanted, Mapping) else dict.fromkeys(wanted)
        for code, rating in ratings.items():
            properties = {_RATINGS[link_type]: rating} if rating is not None else {}
            yield make_link(link_type, organisation_id, code, **properties)


def _outdated(store: Store, key: NodeKey, checked: OrganisationFields, links: tuple[Link, ...]) -> Iterator[LinkKey]:
    kept = {link.key for link in links}
    for field, link_type in _LINKS.items():
        if getattr(checked, field) is not None:
            there = store.neighbours(key, link_type, "out")
            yield from (link.key for link in there if link.key not in kept)


def _refuse_same_numbers(connection: sa.Connection, store: Store, node: Node) -> None:
    """No other intent can begin meanwhile, so one number cannot be added by two at once."""
    numbers = {name: value for name in NUMBERS if (value := node.properties.get(name)) is not None}
    others = [*_being_written(connection), *_in_network(store, numbers)] if numbers else []
    for name, value in numbers.items():
        for other_id, properties in others:
            if other_id != node.id and properties.get(name) == value:
                raise AlreadyInNetwork(name, str(value), other_id, str(properties.get("name", other_id)))


def _in_network(store: Store, numbers: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for value in numbers.values():
        for found in store.search("Organisation", str(value), limit=_SAME_NUMBER_AT_MOST):
            yield found.id, found.properties


def _being_written(connection: sa.Connection) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for intent in intents.open_ones(connection):
        for node in intent.payload.get("unit", {}).get("nodes", []):
            yield node["id"], node["properties"]
