"""Calls: a need in free text, answered by any provider, from inside or outside the network."""

from dataclasses import replace
from datetime import date

import pytest

from matching import ACCURATE, Call, InvalidOption, Kind, Options, UnknownActor, answer_call
from matching.calls import MAX_CALL_CHARACTERS
from matching.options import Bands
from matching.reading_calls import read_call
from matching.results import Band
from tests.networks import Network

GRANT_DAY = date(2024, 1, 1)
GRANT = Call("Szukamy kogoś, kto pomoże napisać wniosek.", skills=(("s", 1.0),), region_ids=("1401",))


def _network():
    network = Network().skills("s", "t").spheres("p")
    network.actor("a", offers={"t": 3}, region="1402").actor("b", offers={"s": 3}, region="1401")
    network.mentor("m", offers={"s": 3}, capacity=1).partner("p", offers={"s": 1}, region="1201")
    return network.actor("idle", region="1401", spheres=["p"])


def _ids(answer):
    return [suggestion.provider_id for suggestion in answer.suggestions]


def test_any_role_may_answer_a_call_and_the_nearest_who_can_comes_first():
    # Rarity 1 + ln(6/4) = 1.405; b: ln(2.405) · 1.4 + place 2 = 3.229; m: 1.229; p: offers level 1, far away.
    answer = answer_call(_network().snapshot(), GRANT)
    assert answer.kind is Kind.CALL
    assert _ids(answer)[:2] == ["b", "m"]
    assert answer.suggestions[0].score == pytest.approx(3.2288, abs=1e-3)
    assert "idle" not in _ids(answer)  # near, but cannot help with what was recognised


def test_mentor_without_a_free_place_does_not_answer():
    network = _network().node("c", "Cohort", name="c", starts=GRANT_DAY)
    network.link("MENTORS", "m", "a", since=GRANT_DAY, cohort="c")
    assert "m" not in _ids(answer_call(network.snapshot(), GRANT))


def test_caller_is_not_its_own_answer_but_a_former_partner_may_be():
    network = _network().worked_together("a", "b")
    assert "b" in _ids(answer_call(network.snapshot(), GRANT, caller_id="a"))
    assert "b" not in _ids(answer_call(network.snapshot(), GRANT, caller_id="b"))


def test_whoever_declined_the_caller_does_not_answer_it():
    network = _network().link("INTRODUCED_TO", "a", "b", since=GRANT_DAY, kind="peer", declined=date(2024, 2, 1))
    assert "b" not in _ids(answer_call(network.snapshot(), GRANT, caller_id="a"))
    assert "b" in _ids(answer_call(network.snapshot(), GRANT))


def test_call_without_a_recognised_skill_says_so():
    answer = answer_call(_network().snapshot(), Call("Hej!", region_ids=("1401",)))
    assert answer.note.code == "call_not_understood"
    assert set(_ids(answer)) == {"a", "b", "idle"}


def test_call_that_nobody_can_answer_says_so():
    answer = answer_call(Network().skills("s").snapshot(), GRANT)
    assert (answer.suggestions, answer.note.code) == ((), "call_unanswered")


def test_unknown_skills_themes_and_places_of_a_call_are_left_out():
    call = Call("x", skills=(("nope", 1.0), ("s", 1.0)), sphere_ids=("nope",), region_ids=("nope",))
    assert set(_ids(answer_call(_network().snapshot(), call))) == {"b", "m", "p"}


def test_without_required_gain_everybody_is_ranked():
    answer = answer_call(_network().snapshot(), Call("x"), options=replace(ACCURATE, gain_required=False))
    assert _ids(answer) == ["m", "a", "b", "idle", "p"]  # nothing tells them apart but the free place of m


def test_text_that_is_too_long_and_an_unknown_caller_are_refused():
    snapshot = _network().snapshot()
    with pytest.raises(InvalidOption, match="text"):
        answer_call(snapshot, Call("x" * (MAX_CALL_CHARACTERS + 1)))
    with pytest.raises(UnknownActor, match="nobody"):
        answer_call(snapshot, GRANT, caller_id="nobody")


def test_a_call_that_is_not_understood_is_answered_by_possible_matches_only():
    network = _network().link("ACTIVE_IN", "a", "p").link("ACTIVE_IN", "b", "p")
    options = Options(bands={**Options().bands, Kind.CALL: Bands(strong=0.2, good=0.1)})
    unclear = answer_call(network.snapshot(), Call("Hej!"), caller_id="a", options=options).suggestions
    assert {one.provider_id for one in unclear} >= {"b", "idle"}
    assert {one.band for one in unclear} == {Band.POSSIBLE}
    clear = answer_call(network.snapshot(), GRANT, caller_id="a", options=options).suggestions[0]
    assert clear.band is not Band.POSSIBLE


def test_a_call_without_a_place_says_that_distance_does_not_count():
    nowhere = replace(GRANT, region_ids=())
    assert answer_call(_network().snapshot(), nowhere).note.code == "call_without_place"
    assert answer_call(_network().snapshot(), nowhere, caller_id="a").note is None  # its own place counts
    assert answer_call(_network().snapshot(), GRANT).note is None


def _described():
    """Two who say the same of themselves, of whom only a offers what they describe."""
    network = Network()
    network.node("w", "Skill", label_pl="wnioski", label_en="grants", component="training")
    for actor, offers in (("a", {"w": 2}), ("b", {}), ("c", {}), ("d", {})):
        about = "Wnioski i rowery w powiecie 1402" if actor in "ab" else "Kajaki i powiaty"
        network.actor(actor, offers=offers, region="1402", about=about)
    return network.snapshot()


def _reasons(answer, provider):
    (one,) = (suggestion for suggestion in answer.suggestions if suggestion.provider_id == provider)
    return {reason.signal: reason for reason in one.reasons}


def test_words_that_a_skill_answers_count_once_and_for_a_quarter_for_who_only_describes_it():
    snapshot, options = _described(), replace(ACCURATE, gain_required=False)
    call = read_call(snapshot, "Wnioski o rowery").call
    assert call.words_of_skills == (("w", ("wnioski",)),)
    answer = answer_call(snapshot, call, options=options)
    twice = answer_call(snapshot, replace(call, words_of_skills=()), options=options)
    # Both words are as rare, so one of the two is half of what the two tell together.
    assert _reasons(answer, "a")["text"].contribution == pytest.approx(_reasons(twice, "a")["text"].contribution / 2)
    assert _reasons(answer, "a")["text"].facts["words"] == ("rowery",)
    assert _reasons(answer, "a")["need_met"].contribution == _reasons(twice, "a")["need_met"].contribution
    # Who only describes it: a half for "rowery", a quarter of the other half for "wnioski".
    assert _reasons(answer, "b")["text"].contribution == pytest.approx(
        _reasons(twice, "b")["text"].contribution * (1 / 2 + 1 / 8)
    )
    assert set(_reasons(answer, "b")["text"].facts["words"]) == {"rowery", "wnioski"}


def _of_website(offering):
    """Eleven of whom some offer a website, and two have nothing but these words."""
    network = Network()
    network.node("w", "Skill", label_pl="strona internetowa", label_en="website", component="image")
    for name in ("says", "speaks"):
        network.actor(name, region="1402", about="strona internetowa")
    for number in range(9):
        network.actor(f"b{number}", offers={"w": 3} if number < offering else {}, region="1402", about="kajaki")
    snapshot = network.snapshot()
    return answer_call(snapshot, read_call(snapshot, "strona internetowa").call, options=ACCURATE)


def test_who_offers_what_a_call_asks_for_comes_before_who_only_mentions_it():
    assert [one.provider_id for one in _of_website(2).suggestions] == ["b0", "b1", "says", "speaks"]


def test_a_mention_counts_in_full_where_nobody_offers_the_skill():
    found = _of_website(0).suggestions
    assert [one.provider_id for one in found] == ["says", "speaks"]
    assert found[0].score == pytest.approx(6.0, abs=1e-5)  # the weight of a call's text; all words are the same


def test_place_named_in_a_call_counts_for_place_alone():
    snapshot, options = _described(), replace(ACCURATE, gain_required=False)
    read = read_call(snapshot, "rowery w powiecie 1402")
    assert [(one.region_id, one.words) for one in read.places] == [("1402", "powiecie 1402")]
    answer = answer_call(snapshot, read.call, options=options)
    without = answer_call(snapshot, read_call(snapshot, "rowery", region_ids=("1402",)).call, options=options)
    assert [(one.provider_id, one.score) for one in answer.suggestions] == [
        (one.provider_id, one.score) for one in without.suggestions
    ]
    assert _reasons(answer, "a")["place"].contribution > 0


def test_places_given_with_the_call_are_not_read_from_its_words():
    read = read_call(_described(), "rowery w powiecie 1402", region_ids=("1201",))
    assert (read.places, read.call.region_ids) == ((), ("1201",))
