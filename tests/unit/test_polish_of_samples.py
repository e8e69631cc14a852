"""The Polish of generated names and descriptions: declension, plurals, nothing left over."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from graph.folding import fold
from seeds.programme import sample_programme
from seeds.reference import legal_forms, partner_types, powiats, skills, spheres
from seeds.wording.person_names import mentor_person
from seeds.wording.phrases import activities, partner_activities, sentences, skill_phrases, themes, titles
from seeds.wording.places import place_name, town_names
from seeds.wording.polish import from_place, plural
from seeds.wording.projects import endings, ideas
from seeds.wording.texts import Writer
from seeds.wording.villages import n_villages, village
from tests.networks_of_seeds import Contents

SHARED = Path(__file__).resolve().parents[2] / "../shared/reference/krs_podkarpackie_46.csv"


@pytest.fixture(scope="module")
def sample() -> Contents:
    return Contents(sample_programme())


def test_every_town_has_its_locative() -> None:
    assert town_names().keys() == {powiat.seat for powiat in powiats()}
    expected = {
        "Gniezno": "w Gnieźnie",
        "Wrocław": "we Wrocławiu",
        "Września": "we Wrześni",
        "Zakopane": "w Zakopanem",
        "Bielsko-Biała": "w Bielsku-Białej",
        "Ostrów Mazowiecka": "w Ostrowi Mazowieckiej",
        "Końskie": "w Końskich",
        "Łódź": "w Łodzi",
        "Jasło": "w Jaśle",
    }
    assert {town: town_names()[town].where for town in expected} == expected


def test_villages_are_declined_in_all_genders() -> None:
    known = {village(number)[0]: village(number)[1:] for number in range(n_villages())}
    assert len(known) == n_villages()
    assert known["Sowia Struga"] == ("Sowiej Strugi", "w Sowiej Strudze")
    assert known["Wilczy Bród"] == ("Wilczego Brodu", "w Wilczym Brodzie")
    assert known["Żurawie Wzgórze"] == ("Żurawiego Wzgórza", "w Żurawim Wzgórzu")
    assert known["Wrzosowe Łąki"] == ("Wrzosowych Łąk", "we Wrzosowych Łąkach")


def test_villages_of_a_powiat_differ() -> None:
    for powiat in range(len(powiats())):
        assert len({place_name(powiat, number).name for number in range(6)}) == 6


def test_numerals_take_the_form_of_the_noun_that_they_ask_for() -> None:
    forms = [plural(n, "osoba", "osoby", "osób").split()[1] for n in (1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 102, 112)]
    few, many = "osoby", "osób"
    assert forms == ["osoba", few, few, many, many, many, many, many, few, many, few, many]


def test_z_becomes_ze_where_it_could_not_be_said() -> None:
    assert from_place("Słonecznego Gaju") == "ze Słonecznego Gaju"
    assert from_place("Żurawiej Kępy") == "z Żurawiej Kępy"
    assert from_place("Szyszkowej Woli") == "z Szyszkowej Woli"


def test_every_skill_form_and_partner_type_has_its_phrases() -> None:
    assert skill_phrases().keys() == {skill.code for skill in skills()}
    assert all(texts for texts in partner_activities().values())
    assert partner_activities().keys() == {kind.code for kind in partner_types()}
    subjects = {sphere.code for sphere in spheres()} | {form.code for form in legal_forms()}
    assert activities().keys() <= subjects


def test_every_sphere_that_is_drawn_can_be_told_in_both_voices() -> None:
    from seeds.drawing.spheres import FIELD_SPHERES, OTHER_RURAL, OTHER_URBAN

    drawn = {code for weights in FIELD_SPHERES.values() for code in weights} | OTHER_RURAL.keys() | OTHER_URBAN.keys()
    for code in drawn:
        assert {text.voice for text in activities()[code]} == {"we", "it"}


def test_every_title_belongs_to_a_theme_that_its_sphere_has() -> None:
    path = Path(__file__).resolve().parents[2] / "seeds/sample/titles.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["theme"]:
                assert row["theme"] in themes(row["sphere"]), row
                assert sentences(row["sphere"], row["theme"], "we"), row
            assert row["title"] in titles(row["sphere"], row["theme"])


def test_no_two_names_and_no_two_descriptions_are_the_same(sample: Contents) -> None:
    named = [node.properties for node in sample.actors.values() if "name" in node.properties]
    assert len({properties["name"] for properties in named}) == len(named) == 330
    assert len({properties["about"] for properties in named}) == 330


@pytest.mark.parametrize("seed", range(12))
def test_another_seed_also_finds_a_name_for_everybody(seed: int) -> None:
    programme = sample_programme(seed)
    assert sum(1 for _ in programme.nodes) == programme.n_nodes


def test_descriptions_are_whole_sentences_without_leftovers(sample: Contents) -> None:
    for node in sample.actors.values():
        about = node.properties.get("about")
        if about is None:
            continue
        assert re.fullmatch(r"[A-ZĄĆĘŁŃÓŚŹŻ].*[.!?]", about), about
        assert not re.search(r"[{}]|  | [.,:]|\.\.|None|[\"']", about), about
        assert 1 <= len(re.findall(r"[.!?](?: |$)", about)) <= 5, about
        assert not re.search(r"\bw (W[rłs][a-ząćęłńóśźż]|Lwów)", about), about


def test_descriptions_and_names_are_polish_with_its_letters(sample: Contents) -> None:
    texts = [node.properties["about"] for node in sample.actors.values() if "about" in node.properties]
    assert sum(fold(text) != text.casefold() for text in texts) > 0.95 * len(texts)


def test_names_say_the_legal_form_that_the_organisation_has(sample: Contents) -> None:
    words = {"KGW": "Koło Gospodyń Wiejskich", "FOUND": "undacja", "UKS": "U", "LGD": "Lokalna Grupa Działania"}
    for node in sample.with_label("Organisation").values():
        word = words.get(node.properties["legal_form"])
        assert word is None or word in node.properties["name"]


def test_names_of_mentors_agree_in_gender_and_repeat_no_address() -> None:
    persons = [mentor_person(f"men-{number}", number) for number in range(4_000)]
    assert len({person.email for person in persons}) == 4_000
    assert all(re.fullmatch(r"\w+ \w+(ska|cka|ńka|ski|cki|ńki)", person.display_name) for person in persons)


def test_running_out_of_unique_texts_is_an_error_that_says_what_to_do() -> None:
    writer = Writer(1, unique=True)
    writer.write(0, lambda _: ("name", "about"))
    with pytest.raises(RuntimeError, match="fewer organisations"):
        writer.write(1, lambda _: ("name", "another"))


@pytest.mark.shared
def test_no_name_is_that_of_a_real_organisation_of_the_register_extract(sample: Contents) -> None:
    if not SHARED.exists():
        pytest.skip(f"the register extract is not at {SHARED}")
    with SHARED.open(encoding="utf-8", newline="") as stream:
        real = {fold(row["name"]) for row in csv.DictReader(stream)}
    assert not real & {fold(node.properties.get("name", "")) for node in sample.actors.values()}


def test_every_sphere_has_ideas_for_projects_that_are_whole_sentences() -> None:
    assert ideas().keys() == {sphere.code for sphere in spheres()}
    assert all(ideas().values())
    told = [text for listed in ideas().values() for _, text in listed] + list(endings(placed=False))
    for text in told:
        assert re.fullmatch(r"[A-ZĄĆĘŁŃÓŚŹŻ].*[^ ]\.", text), text
        assert not re.search(r"\{(?!where\})|  ", text), text


def test_projects_of_the_sample_tell_their_place_once_at_most_and_repeat_neither_title_nor_text(
    sample: Contents,
) -> None:
    projects = [e.properties for e in sample.with_label("Event").values() if e.properties["kind"] == "project"]
    assert 60 <= len(projects) <= 90
    assert len({p["name"] for p in projects}) == len({p["about"] for p in projects}) == len(projects)
    places = {name.name: name.where for name in town_names().values()}
    for project in projects:
        where = places.get(project["locality"])
        assert "{" not in project["name"] + project["about"]
        assert where is None or f"{project['name']} {project['about']}".count(where) <= 1
