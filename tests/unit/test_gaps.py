"""Needs that nobody within reach can meet, on networks small enough for paper."""

import re
from datetime import date
from pathlib import Path

import pytest

from matching.errors import InvalidOption
from matching.gaps import GapOptions, GapQuestion, find_gaps
from matching.wording.gaps import gap_note, gap_sentence
from tests.networks import TODAY, Network


def gaps(network, options=None, **question):
    return find_gaps(network.snapshot(), GapQuestion(**question), options)


def told(network, options=None, **question):
    """Skill, mode, venue, cause and who would come, of each proposal."""
    return [
        (one.skill_id, one.mode, one.region_id, one.cause, " ".join(each.organisation_id for each in one.attendees))
        for one in gaps(network, options, **question).proposals()
    ]


def one_need(**properties):
    return Network().skills("s").actor("a", needs={"s": 3}, region="1401", **properties)


def test_need_that_nobody_offers_is_a_gap_on_site():
    assert told(one_need()) == [("s", "on_site", "1401", "nobody_offers", "a")]


def test_need_of_an_organisation_that_works_online_is_a_gap_online():
    assert told(one_need(online=True)) == [("s", "online", "", "nobody_offers", "a")]


@pytest.mark.parametrize("region", ["1401", "1402"])
def test_offer_in_the_same_or_a_neighbouring_powiat_meets_the_need(region):
    assert told(one_need().actor("b", offers={"s": 2}, region=region)) == []


def test_offer_in_the_voivodeship_but_far_away_does_not_reach():
    network = one_need().actor("b", offers={"s": 2}, region="1403")
    assert told(network) == [("s", "on_site", "1401", "nobody_within_reach", "a")]
    (nearest,) = [one.nearest for one in gaps(network).proposals()]
    # 1.5 degrees along a meridian: 6371.0088 km · π / 180 · 1.5.
    assert (nearest.actor_id, nearest.n_places, nearest.online) == ("b", 2, False)
    assert nearest.km == pytest.approx(166.7933, abs=1e-3)


@pytest.mark.parametrize("reach", ["voivodeship", "national", "international"])
def test_wide_reach_reaches_the_whole_voivodeship(reach):
    assert told(one_need().actor("b", offers={"s": 2}, region="1403", reach=reach)) == []


def test_wide_reach_does_not_reach_another_voivodeship():
    network = one_need().actor("b", offers={"s": 2}, region="1201", reach="national")
    assert told(network) == [("s", "on_site", "1401", "nobody_within_reach", "a")]


def test_whole_voivodeship_as_a_region_of_work_is_reached():
    assert told(one_need().actor("b", offers={"s": 2}, region="1201", works_in=["14"])) == []


def test_both_online_reach_each_other_at_any_distance():
    assert told(one_need(online=True).actor("b", offers={"s": 2}, region="1201", online=True)) == []


@pytest.mark.parametrize("online", [None, False])
def test_who_does_not_say_so_is_not_reached_online(online):
    network = one_need(online=online).actor("b", offers={"s": 2}, region="1201", online=True)
    assert told(network) == [("s", "on_site", "1401", "nobody_within_reach", "a")]


def test_offer_below_the_level_does_not_count_and_one_not_given_counts_as_two():
    assert told(one_need().actor("b", offers={"s": 1}, region="1401")) == [
        ("s", "on_site", "1401", "nobody_offers", "a")
    ]
    assert told(one_need().actor("b", offers={"s": None}, region="1401")) == []
    assert told(one_need().actor("b", offers={"s": None}, region="1401"), GapOptions(min_level=3)) != []


def test_mentor_at_capacity_does_not_count_and_is_still_the_nearest():
    network = one_need().mentor("m", offers={"s": 3}, region="1401", capacity=1).actor("z", region="1201")
    assert told(network) == []
    network.node("c", "Cohort", name="c", starts=TODAY).link("MENTORS", "m", "z", cohort="c", since=date(2024, 1, 1))
    assert told(network) == [("s", "on_site", "1401", "nobody_free", "a")]
    (nearest,) = [one.nearest for one in gaps(network).proposals()]
    assert (nearest.actor_id, nearest.km, nearest.n_places) == ("m", 0.0, 0)


def test_need_that_a_mentor_helps_with_now_is_no_gap_and_is_again_once_that_is_over():
    network = one_need().mentor("m", offers={"s": 3}, region="1201", capacity=1)
    network.node("c", "Cohort", name="c", starts=TODAY)
    network.link("MENTORS", "m", "a", cohort="c", since=date(2024, 1, 1), until=date(2024, 7, 1))
    assert gaps(network).totals.n_being_helped == 1
    assert told(network) == []
    over = find_gaps(network.snapshot(date(2024, 7, 2)))
    assert [one.cause for one in over.proposals()] == ["nobody_within_reach"]


def test_those_that_have_left_neither_need_nor_offer():
    left = date(2024, 1, 1)
    network = one_need().actor("b", offers={"s": 2}, region="1401", left=left).actor("c", needs={"s": 3}, left=left)
    assert told(network) == [("s", "on_site", "1401", "nobody_offers", "a")]
    assert gaps(network).proposals()[0].nearest is None


def test_partners_and_mentors_do_not_need_trainings():
    network = Network().skills("s").partner("p", needs={"s": 3}, region="1401")
    assert gaps(network).note == "no_organisations"


def test_nobody_helps_itself():
    assert told(one_need(offers={"s": 3})) == [("s", "on_site", "1401", "nobody_offers", "a")]


def test_places_are_shared_by_all_that_need_them():
    # One mentor with three places, five that need it: 3/5 of a place for each is enough by the default of 1/2,
    # three that need it more than the places: with seven, 3/7 is not.
    network = Network().skills("s").mentor("m", offers={"s": 3}, region="1401", capacity=3)
    for name in "abcde":
        network.actor(name, needs={"s": 2}, region="1401")
    assert gaps(network).note == "all_met"
    network.actor("f", needs={"s": 3}, region="1402").actor("g", needs={"s": 1}, region="1402")
    (one,) = gaps(network).proposals()
    assert (one.cause, one.n_needing, one.n_would_come, one.region_id) == ("too_few_places", 7, 7, "1401")
    assert one.n_served == pytest.approx(3, abs=1e-8)
    assert one.urgency == pytest.approx((5 * 2 + 3 + 1) * (1 - 3 / 7), abs=1e-8)
    assert [(each.actor_id, each.n_places, each.n_sharing, each.n_reached) for each in one.providers] == [
        ("m", 3, 7, 7)
    ]
    assert [each.organisation_id for each in one.attendees] == ["f", "a", "b", "c", "d", "e", "g"]


def test_actor_without_stated_capacity_has_the_places_assumed():
    network = one_need().actor("b", offers={"s": 2}, region="1401")
    for name in "cd":
        network.actor(name, needs={"s": 2}, region="1401")
    assert gaps(network).note == "all_met"  # two places for three
    assert gaps(network, GapOptions(assumed_places=1)).totals.n_unmet == 3  # a third of one for each
    assert told(network, GapOptions(assumed_places=0))[0][3] == "nobody_free"


def test_training_is_where_most_would_come_and_those_nearby_online_may_join():
    network = Network().skills("s")
    for name, region in {"a": "1402", "b": "1402", "c": "1401", "d": "1201"}.items():
        network.actor(name, needs={"s": 3}, region=region)
    network.actor("e", needs={"s": 3}, region="1403", online=True)
    found = gaps(network).proposals()
    assert [(one.mode, one.region_id, one.n_would_come, one.could_also_come) for one in found] == [
        ("on_site", "1402", 3, ("e",)),
        ("online", "", 1, ()),
        ("on_site", "1201", 1, ()),
    ]
    # 0.3 degrees along a meridian.
    assert [each.km for each in found[0].attendees] == pytest.approx([0, 0, 33.3585], abs=1e-3)


def test_people_come_from_less_far_when_asked_so():
    network = Network().skills("s").actor("a", needs={"s": 3}, region="1401").actor("b", needs={"s": 2}, region="1403")
    assert [one[2:] for one in told(network)] == [("1401", "nobody_offers", "a b")]
    near = told(network, GapOptions(travel="near"))
    assert [one[2:] for one in near] == [("1401", "nobody_offers", "a"), ("1403", "nobody_offers", "b")]


def test_unknown_home_is_told_apart_and_the_first_region_of_work_stands_in_for_a_seat():
    network = Network().skills("s").actor("a", needs={"s": 3}).actor("b", needs={"s": 3}, works_in=["1402", "1201"])
    assert [one[2:] for one in told(network)] == [("", "nobody_offers", "a"), ("1201", "nobody_offers", "b")]


def test_most_urgent_comes_first_and_ties_go_by_skill_then_region():
    network = Network().skills("s1", "s2", "s3")
    network.actor("a", needs={"s2": 2, "s1": 2, "s3": 3}, region="1401").actor("b", needs={"s1": 2}, region="1201")
    assert [(one[0], one[2]) for one in told(network)] == [
        ("s3", "1401"),
        ("s1", "1201"),
        ("s1", "1401"),
        ("s2", "1401"),
    ]
    assert [one.rank for one in gaps(network).proposals(1, 3)] == [2, 3]


def test_component_counts_for_the_first_and_the_second_of_a_skill():
    network = Network().skills("s1").skills("s2", component="image", secondary="network")
    network.actor("a", needs={"s1": 3, "s2": 2}, region="1401")
    assert [one[0] for one in told(network, component="image")] == ["s2"]
    assert [one[0] for one in told(network, component="network")] == ["s2"]
    assert gaps(network, component="strategy").note == "no_needs"


def test_region_narrows_who_would_come_but_not_who_shares_the_places():
    network = Network().skills("s").actor("m", offers={"s": 3}, region="1401", capacity=1, online=True)
    for name, region in {"a": "1401", "b": "1402", "c": "1201"}.items():
        network.actor(name, needs={"s": 3}, region=region, online=True)
    (one,) = gaps(network, region="12").proposals()
    assert [(each.organisation_id, each.access) for each in one.attendees] == [("c", 0.333333333)]
    assert gaps(network, region="1201").totals == gaps(network, region="12").totals


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ({"region": "1404"}, "1403, 1402, 1401, 14, …"),
        ({"region": "xx"}, "12, 14, …"),
        ({"skill": "s9"}, "s"),
        ({"component": "art"}, "training, network, strategy, image"),
        ({"mode": "hybrid"}, "online, on_site"),
    ],
)
def test_unknown_code_is_refused_with_the_choices(question, named):
    with pytest.raises(InvalidOption) as refused:
        gaps(one_need(), **question)
    assert refused.value.option == next(iter(question))
    assert refused.value.allowed == named


@pytest.mark.parametrize(
    "wrong",
    [{"min_level": 4}, {"assumed_places": -1}, {"enough_places": 0.0}, {"travel": "far"}, {"near_km": 0.0}],
)
def test_option_out_of_range_is_refused(wrong):
    with pytest.raises(InvalidOption, match=next(iter(wrong))):
        GapOptions(**wrong)


@pytest.mark.parametrize(
    ("network", "question", "note"),
    [
        (Network(), {}, "no_organisations"),
        (Network().skills("s"), {"region": "14"}, "no_organisations"),
        (Network().skills("s").actor("a", region="1401"), {}, "no_needs"),
        (one_need().actor("b", offers={"s": 2}, region="1401"), {}, "all_met"),
        (one_need(), {"mode": "online"}, "none_of_this_mode"),
    ],
)
def test_answer_without_proposals_says_why_in_both_languages(network, question, note):
    found = gaps(network, **question)
    assert (len(found), found.proposals(), found.note) == (0, (), note)
    for language in ("pl", "en"):
        text = gap_note(found.note, found.totals, language)
        assert text.endswith(".")
        assert "{" not in text


def test_network_without_anything_has_no_gaps():
    nothing = Network()
    nothing.nodes, nothing.links = [], []
    assert gaps(nothing).note == "no_organisations"
    with pytest.raises(InvalidOption, match="none, for the network has no such codes yet"):
        gaps(nothing, skill="s")


def test_sentences_say_it_in_polish_and_english():
    network = (
        one_need().actor("b", offers={"s": 2}, region="1403").actor("c", needs={"s": 2}, region="1402", online=True)
    )
    on_site, online = gaps(network).proposals()
    snapshot = network.snapshot()
    assert gap_sentence(on_site, snapshot, "pl") == (
        "Szkolenie na miejscu (powiat 1401): „umiejętność s”. Potrzebuje go 1 organizacja. Nie podaje, że pracuje "
        "online, więc ktoś musi poprowadzić je na miejscu. W zasięgu nie ma nikogo wolnego, kto to oferuje. "
        "Najbliżej: Koło b (około 167 km). Może też dołączyć 1 organizacja z okolicy, która pracuje online."
    )
    assert gap_sentence(online, snapshot, "en") == (
        "Online training: “skill s”. 1 organisation needs it and works online, so one online trainer is enough. "
        "Nobody free within reach offers it. Nearest: Koło b (about 133 km)."
    )
    with pytest.raises(InvalidOption, match="language"):
        gap_sentence(online, snapshot, "de")


@pytest.mark.parametrize(
    ("n", "polish", "english"),
    [
        (1, "Potrzebuje go 1 organizacja", "1 organisation needs it"),
        (2, "Potrzebują go 2 organizacje", "2 organisations need it"),
        (5, "Potrzebuje go 5 organizacji", "5 organisations need it"),
        (12, "Potrzebuje go 12 organizacji", "12 organisations need it"),
        (22, "Potrzebują go 22 organizacje", "22 organisations need it"),
    ],
)
def test_numbers_agree_with_their_nouns(n, polish, english):
    network = Network().skills("s")
    for number in range(n):
        network.actor(f"a{number:02}", needs={"s": 3}, region="1401")
    (one,) = gaps(network).proposals()
    assert polish in gap_sentence(one, network.snapshot(), "pl")
    assert english in gap_sentence(one, network.snapshot(), "en")


def test_example_of_the_document_runs_and_prints_proposals(capsys):
    document = (Path(__file__).resolve().parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")
    (example,) = [one for one in re.findall(r"```python\n(.*?)```", document, re.DOTALL) if "find_gaps" in one]
    exec(compile(example, "docs/matching.md", "exec"), {})
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(re.match(r"\d+\.\d (Online training|Training on site \()", line) for line in lines)
