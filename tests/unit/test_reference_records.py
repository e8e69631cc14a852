"""The reference facts as nodes and links that any store takes."""

from __future__ import annotations

import csv
from collections import Counter

import networkx as nx
import pytest

from graph.model import check_link, check_node, missing_properties
from seeds.reference import reference_links, reference_nodes
from seeds.reference.table import FOLDER


@pytest.fixture(scope="module")
def nodes():
    return {node.key: node for node in reference_nodes()}


@pytest.fixture(scope="module")
def links():
    return list(reference_links())


def test_every_record_fits_the_schema_and_no_id_repeats(nodes, links) -> None:
    assert len(nodes) == len(list(reference_nodes()))
    assert all(check_node(node) is node and not missing_properties(node) for node in nodes.values())
    assert all(check_link(link) is link for link in links)
    assert len({link.key for link in links}) == len(links)


def test_every_link_has_both_ends(nodes, links) -> None:
    bases = {"PART_OF": ("Region", "Region"), "BORDERS": ("Region", "Region"), "IN_GROUP": ("Skill", "SkillGroup")}
    for link in links:
        source, target = bases[link.type]
        assert (source, link.source) in nodes
        assert (target, link.target) in nodes


def test_each_powiat_is_part_of_one_voivodeship_and_each_skill_of_one_group(links) -> None:
    parts = Counter(link.source for link in links if link.type == "PART_OF")
    groups = Counter(link.source for link in links if link.type == "IN_GROUP")
    assert (len(parts), set(parts.values())) == (380, {1})
    assert (len(groups), set(groups.values())) == (80, {1})
    assert all(link.source[:2] == link.target for link in links if link.type == "PART_OF")


@pytest.mark.parametrize("file", ["voivodeships.csv", "powiaty.csv"])
def test_borders_are_those_of_the_file_once_each_and_within_one_level(links, file: str) -> None:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        named = {(row["terc"], other) for row in csv.DictReader(stream) for other in row["neighbours"].split()}
    assert {(b, a) for a, b in named} == named
    n_digits = 2 if file == "voivodeships.csv" else 4
    drawn = [(k.source, k.target) for k in links if k.type == "BORDERS" and len(k.source) == n_digits]
    assert sorted(drawn) == sorted(pair for pair in named if pair[0] < pair[1])


def test_one_can_walk_from_any_powiat_to_any_other(links) -> None:
    borders = nx.Graph((link.source, link.target) for link in links if link.type == "BORDERS" and len(link.source) == 4)
    assert borders.number_of_nodes() == 380
    assert nx.is_connected(borders)


def test_two_voivodeships_border_exactly_where_powiats_of_theirs_do(links) -> None:
    pairs = {(link.source, link.target) for link in links if link.type == "BORDERS"}
    of_powiats = {tuple(sorted((a[:2], b[:2]))) for a, b in pairs if len(a) == 4 and a[:2] != b[:2]}
    assert of_powiats == {pair for pair in pairs if len(pair[0]) == 2}


def test_labels_of_powiats_and_cities_read_as_people_write_them(nodes) -> None:
    powiat, city = nodes["Region", "0201"].properties, nodes["Region", "0264"].properties
    assert (powiat["label_pl"], powiat["label_en"]) == ("powiat bolesławiecki", "bolesławiecki powiat")
    assert (city["label_pl"], city["label_en"], city["city"]) == ("Wrocław", "Wrocław", True)


def test_skills_carry_their_component_and_polish_synonyms(nodes) -> None:
    skill = nodes["Skill", "T3.01"].properties
    assert (skill["component"], skill["component_secondary"]) == ("training", "strategy")
    assert "wnioski grantowe" in skill["synonyms_pl"]
