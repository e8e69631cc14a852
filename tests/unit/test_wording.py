"""Sentences of reasons, caveats, rules and notes, in both languages."""

import ast
from pathlib import Path

import pytest

import matching
from matching import (
    KINDS_OF_PROFILE,
    LIST_SIGNALS,
    SIGNALS,
    Band,
    Caveat,
    InvalidOption,
    Reason,
    band_label,
    recommend,
    sentence,
)
from matching.eligibility import RULES
from matching.pair_profile import FIELDS
from matching.wording import english, polish
from seeds.reference import labels
from tests.networks import JOINED, Network

WORDINGS = (polish, english)


def _network():
    network = Network().skills("s", "t").spheres("p", "q").actor("a", region="1401").actor("z")
    return network.actor("b", region="1402").mentor("m")


def _said(said, language="pl", **names):
    return sentence(said, _network().snapshot(), language, names)


def _codes_in_source():
    """Every code that the package gives to a caveat, a rule or a signal."""
    codes = {rule.name for rule in RULES} | set(SIGNALS) | set(LIST_SIGNALS)
    for path in Path(matching.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_caveat = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Caveat"
            if is_caveat and isinstance(node.args[0], ast.Constant):
                codes.add(node.args[0].value)
    return codes


@pytest.mark.parametrize("wording", WORDINGS)
def test_there_is_a_sentence_for_everything_that_can_be_said_and_for_nothing_else(wording):
    assert set(wording.SENTENCES) == _codes_in_source()


@pytest.mark.parametrize("wording", WORDINGS)
def test_there_is_advice_for_every_rule_that_can_empty_an_answer(wording):
    assert set(wording._EXCLUDED_BY) == {rule.name for rule in RULES}


@pytest.mark.parametrize(
    ("facts", "language", "expected"),
    [
        ({"skills": ("s",)}, "pl", "Koło b oferuje to, czego potrzebujecie: „umiejętność s”."),
        ({"skills": ("s", "t")}, "pl", "Koło b oferuje to, czego potrzebujecie: „umiejętność s” i „umiejętność t”."),
        ({"skills": ("s", "t")}, "en", "Koło b offers what you need: “skill s” and “skill t”."),
    ],
)
def test_need_met_names_the_provider_and_the_skills(facts, language, expected):
    assert _said(Reason("need_met", "seeker", 1.0, {"provider_id": "b", **facts}), language) == expected


def test_long_list_is_cut_short():
    skills = tuple("stuvwx")
    network = Network().skills(*skills).actor("a")
    text = sentence(Reason("need_met", "seeker", 1.0, {"provider_id": "a", "skills": skills}), network.snapshot(), "pl")
    assert text.count("„") == 5
    assert text.endswith(" i inne.")


def test_mentor_is_described_unless_a_name_is_given():
    caveat = Caveat("already_mentoring", {"provider_id": "m"})
    assert _said(caveat) == "Osoba mentorska m już was wspiera."
    assert _said(caveat, "en") == "Mentor m supports you already."
    assert _said(caveat, m="Jagna Przykładowa") == "Jagna Przykładowa już was wspiera."


def _place_facts(**facts):
    usual = {"provider_id": "b", "seat": "1402", "via": "seats", "km": 143, "region_km": 0, "online": False}
    return usual | facts


@pytest.mark.parametrize(
    ("relation", "km", "expected"),
    [
        ("same_powiat", 0, "Działacie w tej samej okolicy: powiat 1201."),
        ("neighbouring", 30, "Działacie po sąsiedzku: powiat 1201."),
        ("elsewhere", 45, "Niedaleko, choć w innym województwie: powiat 1201, około 45 km."),
        ("elsewhere", 233, "Dzieli was około 233 km (powiat 1201)."),
    ],
)
def test_place_is_said_as_people_say_it(relation, km, expected):
    facts = _place_facts(relation=relation, region="1201", seat="1201", km=km, region_km=km)
    assert _said(Reason("place", "both", 0.2, facts)) == expected


def test_working_online_is_said_beside_a_distance():
    facts = _place_facts(relation="same_voivodeship", region="14", km=90, online=True)
    assert _said(Reason("place", "both", 0.2, facts)) == (
        "Działacie w tym samym województwie (14); siedziby dzieli około 90 km. Obie strony pracują też online."
    )


@pytest.mark.parametrize(
    ("provider", "via", "expected"),
    [
        ("b", "provider", "Działa też w waszym województwie (14), choć siedzibę ma około 143 km od was."),
        ("m", "provider", "Około 143 km od was, ale pomaga też w waszym województwie (14)."),
        ("b", "seeker", "Siedzibę ma około 143 km od was, ale w województwie, w którym też działacie (14)."),
        ("b", "both", "Obie strony działają też w tym samym województwie (14), choć siedziby dzieli około 143 km."),
        ("m", "both", "Obie strony działają też w tym samym województwie (14), choć dzieli was około 143 km."),
        ("m", "seats", "Działacie w tym samym województwie (14); dzieli was około 143 km."),
        ("b", "regions", "Działacie w tym samym województwie (14)."),
    ],
)
def test_a_seat_is_told_from_a_region_of_work(provider, via, expected):
    facts = _place_facts(provider_id=provider, via=via, relation="same_voivodeship", region="14")
    assert _said(Reason("place", "both", 0.2, facts)) == expected


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("relation", ["same_powiat", "neighbouring", "elsewhere"])
@pytest.mark.parametrize("via", ["seats", "provider", "seeker", "both", "regions"])
@pytest.mark.parametrize("provider", ["b", "m"])
def test_no_person_has_a_seat(provider, via, relation, language):
    facts = _place_facts(provider_id=provider, via=via, relation=relation, region="1201")
    words = _said(Reason("place", "both", 0.2, facts), language)
    assert words.endswith(".")
    assert ("siedzib" in words.lower() or "seat" in words) <= (provider == "b")


def test_a_distance_stands_beside_the_region_that_it_is_to():
    # The provider's seat is 213 km away; the region where it also works is nearer, but far too.
    facts = _place_facts(relation="elsewhere", region="1201", seat="1402", via="provider", km=213, region_km=180)
    assert _said(Reason("place", "both", -0.2, facts)) == "Dzieli was około 213 km (powiat 1402)."


def test_days_are_written_as_people_write_them():
    caveat = Caveat("joined_lately", {"provider_id": "b", "joined": "2022-04-25"})
    assert "(25 kwietnia 2022)" in _said(caveat)
    assert "(25 April 2022)" in _said(caveat, "en")


@pytest.mark.parametrize(
    ("yours", "theirs", "language", "expected"),
    [
        ((), (), "pl", "Prośba o ten kontakt została odrzucona (3 maja 2024)."),
        (
            ("needs", "online"),
            ("offers",),
            "pl",
            "Prośba o ten kontakt została odrzucona (3 maja 2024). "
            "Od tego czasu coś się zmieniło: u was – potrzeby, praca online; po drugiej stronie – oferta.",
        ),
        (
            (),
            ("regions",),
            "en",
            "This introduction was declined on 3 May 2024. "
            "Since then this has changed: on the other side – where it works.",
        ),
    ],
)
def test_what_changed_since_a_pair_was_declined_is_said_by_side(yours, theirs, language, expected):
    facts = {"provider_id": "b", "declined": "2024-05-03", "yours": yours, "theirs": theirs}
    assert _said(Caveat("declined_before", facts), language) == expected


@pytest.mark.parametrize("wording", WORDINGS)
def test_every_field_of_a_profile_has_a_word(wording):
    assert set(wording._CHANGED) == set(FIELDS)


@pytest.mark.parametrize(("wording", "language"), [(polish, "pl"), (english, "en")])
def test_components_are_called_what_the_reference_calls_them(wording, language):
    assert {code: getattr(label, language) for code, label in labels("component").items()} == wording._COMPONENTS


@pytest.mark.parametrize(
    ("n_free", "expected"),
    [(1, "1 wolne miejsce"), (2, "2 wolne miejsca"), (5, "5 wolnych miejsc"), (12, "12 wolnych miejsc")],
)
def test_free_places_take_the_polish_plural(n_free, expected):
    assert expected in _said(Reason("free_places", "provider", 0.5, {"n_free": n_free, "capacity": 20}))


def test_note_without_needs_names_the_component():
    note = Caveat("needs_missing", {"seeker_id": "a", "component": "image"})
    assert "w części programu „wizerunek”" in _said(note)
    assert _said(note, "en").startswith("You have not said what you need in image building,")


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", [*KINDS_OF_PROFILE])
def test_empty_network_is_told_in_words(kind, language):
    snapshot = Network().actor("a", region="1401").snapshot()
    text = sentence(recommend(snapshot, "a", kind).note, snapshot, language)
    assert text.startswith("W sieci nie ma jeszcze" if language == "pl" else "There is no ")


def test_unknown_language_is_refused_with_the_choices():
    with pytest.raises(InvalidOption, match="pl, en"):
        _said(Caveat("self", {}), "de")
    with pytest.raises(InvalidOption, match="pl, en"):
        band_label(Band.GOOD, "de")


def test_bands_are_words_and_never_numbers():
    for language in ("pl", "en"):
        labels = [band_label(band, language) for band in Band]
        assert len(set(labels)) == 3
        assert not any(character.isdigit() or character == "%" for label in labels for character in label)


def test_actor_that_is_not_in_the_snapshot_is_named_by_its_id():
    network = Network().actor("a", joined=JOINED)
    text = sentence(Caveat("no_contacts", {"provider_id": "org-9"}), network.snapshot(), "en")
    assert text == "Org-9 has no recorded cooperation in the network yet."
