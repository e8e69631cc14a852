"""Places that a text names: inflected forms, ordinary words that look like towns, and which of two is meant."""

import numpy as np
import pytest

from matching.reading_places import names_of_regions, places_named
from matching.text.gazetteer import gazetteer
from matching.text.inflecting import forms_of
from seeds.reference.place_names import place_names
from tests.networks import Network

POLAND = gazetteer(place_names())
NOBODY = np.zeros(0, dtype=np.int32)


@pytest.mark.parametrize(
    ("name", "forms"),
    [  # Locative, genitive, instrumental and dative, from a dictionary of Polish (SGJP).
        ("rzeszow", "rzeszowie rzeszowa rzeszowem rzeszowowi"),
        ("krosno", "krosnie krosna krosnem krosnu"),
        ("jaslo", "jasle jasla jaslem"),
        ("sanok", "sanoku sanoka sanokiem"),
        ("mielec", "mielcu mielca mielcem"),
        ("lancut", "lancucie lancuta"),
        ("lodz", "lodzi lodzia"),
        ("bydgoszcz", "bydgoszczy bydgoszcza"),
        ("ostroleka", "ostrolece ostroleki"),
        ("gora", "gorze gory gore"),
        ("kolbuszowa", "kolbuszowej kolbuszowa"),
        ("kielce", "kielcach kielc kielcami"),
        ("siedlce", "siedlec siedlcach"),
        ("opole", "opolu opola"),
        ("zakopane", "zakopanem zakopanego"),
        ("bialystok", "bialymstoku bialegostoku"),
        ("wrzesnia", "wrzesni"),
        ("starogard", "starogardzie"),
        ("krosnienski", "krosnienskim krosnienskiego"),
    ],
)
def test_forms_of_town_names_are_known(name, forms):
    assert set(forms.split()) <= forms_of(name)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Szukamy księgowej w Rzeszowie", ["1863"]),
        ("szukamy księgowej w rzeszowie albo krośnie", ["1863", "1861"]),
        ("Warsztaty w powiatach sanockim i leskim, także w Ustrzykach Dolnych", ["1817", "1821", "1801"]),
        ("Trener z Jeleniej Góry, Zielonej Góry oraz Bielska-Białej", ["0261", "0862", "2461"]),
        ("pow. sanocki, woj. podkarpackie", ["1817", "18"]),
        ("na Podkarpaciu i w podlaskim", ["18", "20"]),
        ("na Dolnym Śląsku", ["02"]),
        ("accounting help in Rzeszów and Krosno", ["1863", "1861"]),
        ("Rzeszów: szukamy trenera", ["1863"]),
        ("SZUKAMY POMOCY W KROŚNIE", ["1861"]),
        ("Spotkanie w Kole", ["3009"]),
    ],
)
def test_places_are_recognised_in_whatever_form(text, codes):
    assert [code for one in POLAND.places(text) for code in one.ids] == codes


@pytest.mark.parametrize(
    "text",
    [
        "Warsztaty w Kole Gospodyń Wiejskich",
        "Koło gospodyń szuka trenera",
        "Piszą wnioski, pisze się trudno",
        "najlepsze na świecie, w przemyśle i w pile spraw",
        "z tych osób w poznaniu potrzeb",
        "krośnieński dom kultury",  # an adjective alone may be a name
        "we wrześniu, na brzegu i w górze",
        "police station; district",
        "",
        "🙂 123",
    ],
)
def test_ordinary_words_are_no_places(text):
    assert POLAND.places(text) == ()


def test_words_are_given_as_they_are_written():
    assert [one.words for one in POLAND.places("w Powiecie Krośnieńskim, w Łodzi")] == [
        "Powiecie Krośnieńskim",
        "Łodzi",
    ]


def _network():
    """Two powiats of one name, in the voivodeships 12 and 14."""
    network = Network()
    for code, part_of in (("1205", "12"), ("1405", "14")):
        labels = {"label_pl": "powiat krośnieński", "label_en": "krośnieński powiat"}
        network.node(code, "Region", **labels, level="powiat", lat=51.0, lon=20.5).link("PART_OF", code, part_of)
    return network.snapshot()


def _codes(snapshot, text, near=NOBODY):
    return [one.region_id for one in places_named(snapshot, text, names_of_regions(snapshot), near)]


def test_of_two_powiats_of_one_name_the_named_voivodeship_then_the_callers_decides():
    snapshot, text = _network(), "w powiecie krośnieńskim"
    assert _codes(snapshot, text) == ["1205", "1405"]
    assert _codes(snapshot, f"{text}, województwo 14") == ["1405"]  # the voivodeship itself says no more
    assert _codes(snapshot, f"{text} i powiat 1402") == ["1405", "1402"]  # so does another place of it
    caller = np.array([snapshot.regions.row_of["1201"]], dtype=np.int32)
    assert _codes(snapshot, text, caller) == ["1205"]
    assert _codes(snapshot, f"{text}, województwo 14", caller) == ["1405"]


def test_places_that_the_network_does_not_have_are_left_out_and_each_is_named_once():
    snapshot = _network()
    names = gazetteer([("9999", "Rzeszów"), ("1201", "Tarnów")])
    found = places_named(snapshot, "w Tarnowie, z Tarnowa i z Rzeszowa", names, NOBODY)
    assert [(one.region_id, one.words) for one in found] == [("1201", "Tarnowie")]
