"""The tables that can be had: organisations, partners, events, and who worked with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime

from graph import schema
from graph.model import Link, Node, Value
from graph.store import Store
from seeds.reference import label
from web.ogniwo import Ogniwo
from web.services.exporting.sheets import Sheet
from web.services.importing.cells import WARSAW, moment
from web.services.importing.comparing import RATINGS
from web.services.importing.row_words import FIELDS, in_language

Cell = Callable[[Node], str]

# Properties whose values are codes, with the kind of their labels.
_LABELLED = {"legal_form": "legal_form", "partner_type": "partner_type", "settlement": "settlement", "reach": "reach"}
_OF_EVENT = {"kind": "event_kind", "mode": "event_mode", "component": "component"}
_LISTS = {"works_in": "WORKS_IN", "spheres": "ACTIVE_IN", "needs": "NEEDS", "offers": "OFFERS"}
_LEFT_ASIDE = {"left", "sector"}
_YES = {"pl": ("tak", "nie"), "en": ("yes", "no")}


def organisations(ogniwo: Ogniwo, language: str) -> Sheet:
    """Every organisation, in order of id, with its place, spheres, needs and offers."""
    return _actors(ogniwo.store, "Organisation", language)


def partners(ogniwo: Ogniwo, language: str) -> Sheet:
    """Every partner of another sector, likewise."""
    return _actors(ogniwo.store, "Partner", language)


def events(ogniwo: Ogniwo, language: str) -> Sheet:
    """Every event, in order of id, with its place, themes and who came."""
    store, labels = ogniwo.store, _Labels(ogniwo.store, language)
    names = _names(store)
    held, about, came = (_by_node(store, kind) for kind in ("HELD_IN", "ABOUT", "ATTENDED"))
    fields = [p.name for p in schema.node_label("Event").properties]

    def row(node: Node) -> list[str]:
        texts = [_text(node, name, _OF_EVENT, language) for name in fields]
        here = labels.listed(held.get(node.id, ()))
        listed = "; ".join(
            _named(link.source, names, link.properties.get("n_persons")) for link in came.get(node.id, ())
        )
        return [node.id, *texts, here, labels.listed(about.get(node.id, ())), listed]

    headers = ("id", *fields, "region", "spheres", "attendants")
    return Sheet("events", _headers(headers, language), map(row, store.stream_nodes("Event")))


def links(ogniwo: Ogniwo, language: str) -> Sheet:
    """Who worked with whom, when and how."""
    store, names = ogniwo.store, _names(ogniwo.store)

    def row(link: Link) -> list[str]:
        given = link.properties
        since = given["since"] if given.get("since_known", True) else None
        kind = label("cooperation", str(given["kind"]), language)
        values = [_plain(one, language) for one in (since, given.get("until"), kind, given.get("strength"))]
        return [_named(link.source, names), _named(link.target, names), *values]

    headers = ("first", "second", "since", "until", "kind", "strength")
    return Sheet("links", _headers(headers, language), map(row, store.stream_links("COOPERATES_WITH")))


def _actors(store: Store, role: str, language: str) -> Sheet:
    labels = _Labels(store, language)
    seats = _by_node(store, "LOCATED_IN")
    lists = {field: _by_node(store, kind) for field, kind in _LISTS.items()}
    fields = [p.name for p in schema.node_label(role).properties if p.name not in _LEFT_ASIDE]

    def row(node: Node) -> list[str]:
        texts = [_text(node, name, _LABELLED, language) for name in fields]
        listed = [labels.listed(lists[field].get(node.id, ())) for field in _LISTS]
        return [node.id, *texts, labels.listed(seats.get(node.id, ())), *listed]

    rows = (row(node) for node in store.stream_nodes("Actor") if role in node.labels)
    return Sheet(role.lower() + "s", _headers(("id", *fields, "region", *_LISTS), language), rows)


def _headers(fields: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(in_language(FIELDS, field, language) for field in fields)


class _Labels:
    """Labels of skills, spheres and regions, with the codes by which an import knows them again."""

    def __init__(self, store: Store, language: str) -> None:
        name = f"label_{language}"
        bases = ("Skill", "Sphere", "Region")
        self._of = {node.id: str(node.properties[name]) for base in bases for node in store.stream_nodes(base)}

    def listed(self, found: list[Link] | tuple[()]) -> str:
        return "; ".join(self._one(link) for link in found)

    def _one(self, link: Link) -> str:
        rating = link.properties.get(RATINGS.get(link.type, ""))
        code = f"{link.target}:{rating}" if rating else link.target
        return f"{self._of.get(link.target, link.target)} [{code}]"


def _by_node(store: Store, link_type: str) -> dict[str, list[Link]]:
    """The links by the node that a row is about: who came to an event by the event, others by their source."""
    found: dict[str, list[Link]] = defaultdict(list)
    for link in store.stream_links(link_type):
        found[link.target if link_type == "ATTENDED" else link.source].append(link)
    return found


def _names(store: Store) -> dict[str, str]:
    return {node.id: str(node.properties.get("name", "")) for node in store.stream_nodes("Actor")}


def _named(actor_id: str, names: Mapping[str, str], n_persons: Value | None = None) -> str:
    name = names.get(actor_id, "").replace(";", ",")
    return f"{name} [{actor_id}:{n_persons}]" if n_persons else f"{name} [{actor_id}]"


def _text(node: Node, name: str, labelled: Mapping[str, str], language: str) -> str:
    value = node.properties.get(name)
    if value is not None and name in labelled:
        return label(labelled[name], str(value), language)
    return _plain(value, language)


def _plain(value: Value | None, language: str) -> str:
    """A value as a person would write it, and as an import reads it again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _YES[language][0 if value else 1]
    if isinstance(value, datetime):
        return _moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) and float(f"{value:g}") == value else str(value)


def _moment(value: datetime) -> str:
    """By the clocks of Poland; with its zone in the hour that comes twice a year."""
    local = value.astimezone(WARSAW).replace(tzinfo=None)
    text = local.isoformat(sep=" ", timespec="seconds" if local.second else "minutes")
    return text if moment(text) == value else value.isoformat()


SHEETS: dict[str, Callable[[Ogniwo, str], Sheet]] = {
    "organisations": organisations,
    "partners": partners,
    "events": events,
    "links": links,
}
