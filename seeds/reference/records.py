"""The reference facts as records of a network: regions, spheres, skills and their links."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Link, Node, make_link, make_node
from seeds.reference.regions import Powiat, Voivodeship, powiats, voivodeships
from seeds.reference.skills import Skill, skill_groups, skills
from seeds.reference.spheres import spheres


def reference_nodes() -> Iterator[Node]:
    """Every region, sphere, skill group and skill, each kind in order of its table.

    >>> len(list(reference_nodes())) == 16 + 380 + 40 + 16 + 80
    True
    """
    yield from map(_voivodeship_node, voivodeships())
    yield from map(_powiat_node, powiats())
    for sphere in spheres():
        yield make_node(
            sphere.code,
            "Sphere",
            label_pl=sphere.label_pl,
            label_en=sphere.label_en,
            statute_point=sphere.statute_point,
        )
    for group in skill_groups():
        yield make_node(
            group.code, "SkillGroup", label_pl=group.label_pl, label_en=group.label_en, component=group.component
        )
    yield from map(_skill_node, skills())


def reference_links() -> Iterator[Link]:
    """PART_OF, BORDERS (each border once, within one level) and IN_GROUP."""
    for powiat in powiats():
        yield make_link("PART_OF", powiat.code, powiat.voivodeship)
    regions: tuple[Voivodeship | Powiat, ...] = (*voivodeships(), *powiats())
    for region in regions:
        for other in sorted(region.neighbours):
            if region.code < other:
                yield make_link("BORDERS", region.code, other)
    for skill in skills():
        yield make_link("IN_GROUP", skill.code, skill.group)


def _voivodeship_node(region: Voivodeship) -> Node:
    return make_node(
        region.code,
        "Region",
        label_pl=region.label_pl,
        label_en=region.label_en,
        level="voivodeship",
        lat=region.lat,
        lon=region.lon,
        population=region.population,
    )


def _powiat_node(region: Powiat) -> Node:
    return make_node(
        region.code,
        "Region",
        label_pl=region.label_pl,
        label_en=region.label_en,
        level="powiat",
        city=region.city,
        lat=region.lat,
        lon=region.lon,
        population=region.population,
    )


def _skill_node(skill: Skill) -> Node:
    return make_node(
        skill.code,
        "Skill",
        label_pl=skill.label_pl,
        label_en=skill.label_en,
        component=skill.component,
        component_secondary=skill.component_secondary,
        synonyms_pl=list(skill.synonyms_pl) or None,
    )
