"""What somebody says about an organisation, checked; everything wrong is named at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph import schema
from graph.model import NodeKey, Value
from graph.schema import Property
from graph.store import Store
from web.services.errors import FieldProblem, WrongFields
from web.services.field_values import Wrong, property_value

LINK_FIELDS = ("region", "works_in", "needs", "offers", "spheres")
_SCALARS = {p.name: p for p in schema.node_label("Organisation").properties if p.name != "left"}
FIELDS = (*_SCALARS, *LINK_FIELDS)

Rated = dict[str, int | None]


@dataclass(frozen=True, slots=True)
class OrganisationFields:
    """The fields that were given, checked; a link field of None was not given.

    Attributes
    ----------
    properties :
        Values of the node; None for one to be removed.
    needs, offers :
        Priority or level by code of the skill, None where it is not stated.
    regions :
        Under ``region`` the seat (one code or none), under ``works_in`` the others.
    """

    properties: dict[str, Value | None] = field(default_factory=dict)
    region: tuple[str, ...] | None = None
    works_in: tuple[str, ...] | None = None
    needs: Rated | None = None
    offers: Rated | None = None
    spheres: tuple[str, ...] | None = None


def check_fields(fields: Mapping[str, Any], store: Store, *, new: bool) -> OrganisationFields:
    """The fields, checked against the schema, the registers' rules and the network.

    Parameters
    ----------
    fields :
        By name. Properties of the schema's Organisation as text or as values; ``region`` a
        TERC code; ``works_in`` and ``spheres`` lists of codes; ``needs`` and ``offers``
        lists of codes of skills, or of ``{"skill": code, "priority": 1..3}`` and
        ``{"skill": code, "level": 1..3}``. None removes what was there.
    new : bool
        Whether a name is demanded.

    Raises
    ------
    WrongFields
        Names every field that is wrong.
    """
    found = _Found(dict(fields))
    properties = dict(found.properties())
    checked = OrganisationFields(
        properties,
        region=found.region() if "region" in fields else None,
        works_in=found.codes("works_in", "Region") if "works_in" in fields else None,
        needs=found.rated("needs", "priority") if "needs" in fields else None,
        offers=found.rated("offers", "level") if "offers" in fields else None,
        spheres=found.codes("spheres", "Sphere") if "spheres" in fields else None,
    )
    found.demand_name(properties, new=new)
    found.refuse_unknown_names()
    found.refuse_numbers_of_informal(properties)
    found.refuse_unknown_codes(store)
    if found.problems:
        raise WrongFields(sorted(found.problems, key=lambda problem: problem.field))
    return checked


class _Found:
    """What was found in the fields so far: what is wrong, and which codes to look up."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.fields = fields
        self.problems: list[FieldProblem] = []
        self.codes_named: dict[str, NodeKey] = {}

    def wrong(self, name: str, code: str, message: str, **facts: Any) -> None:
        self.problems.append(FieldProblem(name, code, message, facts))

    def properties(self) -> Iterator[tuple[str, Value | None]]:
        for name, prop in _SCALARS.items():
            if name in self.fields:
                yield name, self._tried(prop, self.fields[name])

    def region(self) -> tuple[str, ...]:
        value = self.fields["region"]
        if value is None or value == "":
            return ()
        if not isinstance(value, str):
            self.wrong("region", "not_text", "must be a TERC code: 2 digits of a voivodeship or 4 of a powiat")
            return ()
        self.codes_named["region"] = NodeKey("Region", value.strip())
        return (value.strip(),)

    def codes(self, name: str, base: str) -> tuple[str, ...]:
        return tuple(code for _, code, _ in self._items(name, base, None))

    def rated(self, name: str, scale: str) -> Rated:
        return {code: rating for _, code, rating in self._items(name, "Skill", scale)}

    def _items(self, name: str, base: str, scale: str | None) -> Iterator[tuple[str, str, int | None]]:
        seen: set[str] = set()
        for place, item in self._listed(name):
            code, rating = self._code_of(place, item, scale)
            if code is None:
                continue
            if code in seen:
                self.wrong(place, "repeated", f"{code} stands in the list twice; leave one", value=code)
            seen.add(code)
            where = f"{place}.skill" if isinstance(item, Mapping) else place
            self.codes_named[where] = NodeKey(base, code)
            yield place, code, rating

    def _listed(self, name: str) -> list[tuple[str, Any]]:
        value = self.fields[name]
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.wrong(name, "not_list", "must be a list")
            return []
        return [(f"{name}.{place}", item) for place, item in enumerate(value)]

    def _code_of(self, place: str, item: Any, scale: str | None) -> tuple[str | None, int | None]:
        if isinstance(item, str) and item.strip():
            return item.strip(), None
        if scale is None or not isinstance(item, Mapping):
            self.wrong(place, "not_code", "must be a code")
            return None, None
        code, rating = item.get("skill"), item.get(scale)
        for unknown in sorted(set(item) - {"skill", scale}):
            self.wrong(f"{place}.{unknown}", "unknown_field", f"is not known here; give skill and {scale}")
        if not isinstance(code, str) or not code.strip():
            self.wrong(f"{place}.skill", "missing", "is missing")
            return None, None
        if rating is not None and (isinstance(rating, bool) or rating not in (1, 2, 3)):
            self.wrong(f"{place}.{scale}", "out_of_range", "must be 1, 2 or 3", minimum=1, maximum=3)
            rating = None
        return code.strip(), rating

    def _tried(self, prop: Property, given: Any) -> Value | None:
        try:
            return property_value(prop, given)
        except Wrong as wrong:
            self.wrong(prop.name, wrong.code, wrong.message, **wrong.facts)
            return None

    def demand_name(self, properties: Mapping[str, Value | None], *, new: bool) -> None:
        noted = {problem.field for problem in self.problems}
        if "name" not in noted and properties.get("name") is None and (new or "name" in properties):
            self.wrong("name", "missing", "is missing; every organisation has a name")
        if "joined" not in noted and "joined" in properties and properties["joined"] is None:
            self.wrong("joined", "missing", "cannot be removed")

    def refuse_unknown_names(self) -> None:
        for name in sorted(set(self.fields) - set(FIELDS)):
            self.wrong(name, "unknown_field", f"is not known here; known are {', '.join(FIELDS)}")

    def refuse_numbers_of_informal(self, properties: Mapping[str, Value | None]) -> None:
        if properties.get("legal_form") == "INFORMAL":
            for name in ("krs", "nip", "regon"):
                if properties.get(name) is not None:
                    self.wrong(name, "informal", "an informal group has no register numbers; leave it out")

    def refuse_unknown_codes(self, store: Store) -> None:
        known = store.nodes(sorted(set(self.codes_named.values())))
        for place, key in self.codes_named.items():
            if key not in known:
                hint = "see `ogniwo codes`, or run `ogniwo seed --reference-only` in a new network"
                self.wrong(place, "unknown_code", f"there is no {key.base} {key.id!r:.40}; {hint}", value=key.id)
