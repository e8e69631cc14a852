"""The list: exposure, newcomers, diversity; each changes the order by a stated contribution."""

from dataclasses import replace
from datetime import date
from math import log

import numpy as np
import pytest

from matching import ACCURATE, DEFAULTS, Exposure, Kind, explain, recommend
from tests.networks import JOINED, TODAY, Network

ONLY_EXPOSURE = replace(ACCURATE, exposure_price=0.4, exposure_cap=5.0)
ONLY_UNSEEN = replace(ACCURATE, unseen_slots=4)
ONLY_NEWCOMERS = replace(ACCURATE, newcomer_slots=2)
ONLY_DIVERSITY = replace(ACCURATE, diversity=0.3)


def _ids(answer):
    return [suggestion.provider_id for suggestion in answer.suggestions]


def _crowd(n=6):
    """`a` in the middle of others who differ by level alone: b0 can help most."""
    network = Network().skills("s").actor("a", needs={"s": 3}, region="1401")
    for number in range(n):
        network.actor(f"b{number}", offers={"s": 3 if number < 3 else 2}, region="1401")
    return network


def _shown(snapshot, **n_seekers):
    counts = np.zeros(len(snapshot.actors), dtype=np.int64)
    for actor_id, n in n_seekers.items():
        counts[snapshot.actors.row_of[actor_id]] = n
    return Exposure(counts)


def _reason(answer, provider_id, signal):
    (found,) = [one for one in answer.suggestions if one.provider_id == provider_id]
    return next((reason for reason in found.reasons if reason.signal == signal), None)


def test_price_of_exposure_is_worked_out_on_paper():
    # Six may be suggested; b0 was shown to 6, the others to one each: mean 11 / 6, ratio 6.5 / 2.3333.
    snapshot = _crowd().snapshot()
    answer = recommend(
        snapshot,
        "a",
        Kind.PEER,
        options=ONLY_EXPOSURE,
        exposure=_shown(snapshot, **dict.fromkeys(("b1", "b2", "b3", "b4", "b5"), 1), b0=6),
    )
    reason = _reason(answer, "b0", "exposure")
    assert reason.contribution == pytest.approx(-0.4 * log(6.5 / (11 / 6 + 0.5)))
    assert reason.side == "list"
    assert (reason.facts["n_seekers"], reason.facts["mean"]) == (6, 1.8)
    assert _ids(answer)[:2] == ["b1", "b2"]
    assert _reason(answer, "b1", "exposure") is None


def test_who_is_at_the_cap_goes_after_the_others_and_is_told_why():
    snapshot = _crowd(8).snapshot()
    shown = _shown(snapshot, b0=78)  # of eight: mean 9.75, ratio 78.5 / 10.25 = 7.7
    assert "b0" not in _ids(recommend(snapshot, "a", Kind.PEER, 7, options=ONLY_EXPOSURE, exposure=shown))
    explanation = explain(snapshot, "a", "b0", Kind.PEER, k=7, options=ONLY_EXPOSURE, exposure=shown)
    assert explanation.held_back.code == "shown_often"
    assert explanation.held_back.facts["n_seekers"] == 78
    # With nobody else left to show, it is shown.
    assert "b0" in _ids(recommend(snapshot, "a", Kind.PEER, 8, options=ONLY_EXPOSURE, exposure=shown))


def test_bands_and_sides_are_those_of_the_pair_whatever_the_list_adds():
    snapshot = _crowd().snapshot()
    plain = recommend(snapshot, "a", Kind.PEER, options=ACCURATE)
    priced = recommend(snapshot, "a", Kind.PEER, options=ONLY_EXPOSURE, exposure=_shown(snapshot, b0=15))
    for answer in (plain, priced):
        (b0,) = [one for one in answer.suggestions if one.provider_id == "b0"]
        assert b0.band == plain.suggestions[0].band
        assert b0.seeker_score == pytest.approx(plain.suggestions[0].seeker_score)


def _with_known_ones():
    """Twelve who have all worked with four others, and two more who know nobody and can help less."""
    network = Network().skills("s").actor("a", needs={"s": 3}, region="1401")
    for number in range(12):
        network.actor(f"known{number:02}", offers={"s": 3}, region="1401", joined=JOINED)
    for number in range(12):
        for other in range(number + 1, number + 5):
            network.worked_together(f"known{number:02}", f"known{other % 12:02}")
    for name in ("new1", "new2", "new3"):
        network.actor(name, offers={"s": 1}, region="1402", joined=JOINED)
    return network


def test_two_of_ten_places_are_kept_for_newcomers_who_come_last():
    snapshot = _with_known_ones().snapshot()
    plain = recommend(snapshot, "a", Kind.PEER, options=ACCURATE)
    fair = recommend(snapshot, "a", Kind.PEER, options=ONLY_NEWCOMERS)
    assert not any(one.startswith("new") for one in _ids(plain))
    assert _ids(fair) == [*_ids(plain)[:8], "new1", "new2"]
    lift = _reason(fair, "new1", "newcomer")
    assert lift.side == "list"
    assert fair.suggestions[8].score == pytest.approx(fair.suggestions[7].score)
    assert _reason(fair, "known00", "newcomer") is None
    pushed_off = explain(snapshot, "a", _ids(plain)[9], Kind.PEER, options=ONLY_NEWCOMERS)
    assert pushed_off.held_back.code == "place_for_another"


def test_shorter_lists_keep_fewer_places():
    snapshot = _with_known_ones().snapshot()
    assert sum(one.startswith("new") for one in _ids(recommend(snapshot, "a", Kind.PEER, 5))) == 1
    assert not any(one.startswith("new") for one in _ids(recommend(snapshot, "a", Kind.PEER, 3)))


def test_whoever_joined_lately_is_a_newcomer_however_many_it_knows():
    network = _with_known_ones().actor("late", offers={"s": 1}, region="1402", joined=date(2024, 5, 1))
    for number in range(5):
        network.worked_together("late", f"known{number:02}", date(2024, 5, 1))
    assert date(2024, 6, 1) == TODAY
    answer = recommend(network.snapshot(), "a", Kind.PEER, options=ONLY_NEWCOMERS)
    assert "late" in _ids(answer)


def test_whoever_was_shown_to_fewer_than_three_is_never_at_the_cap():
    # Of 30, mean 2 / 30: ratio 2.5 / 0.567 = 4.4, over a cap of 4; with three it would be 3.5 / 0.6 = 5.8.
    snapshot = _crowd(30).snapshot()
    cautious = replace(ACCURATE, exposure_cap=4.0)
    assert "b0" in _ids(recommend(snapshot, "a", Kind.PEER, options=cautious, exposure=_shown(snapshot, b0=2)))
    assert "b0" not in _ids(recommend(snapshot, "a", Kind.PEER, options=cautious, exposure=_shown(snapshot, b0=3)))


def test_last_four_of_ten_places_go_to_those_whom_nobody_was_shown():
    network = Network().skills("s").actor("a", needs={"s": 3}, region="1401")
    for number in range(12):
        network.actor(f"seen{number:02}", offers={"s": 3}, region="1401")
    for name in ("unseen1", "unseen2", "unseen3", "unseen4", "unseen5"):
        network.actor(name, offers={"s": 1}, region="1402")
    snapshot = network.snapshot()
    shown = _shown(snapshot, **{f"seen{number:02}": 1 for number in range(12)})
    answer = recommend(snapshot, "a", Kind.PEER, options=ONLY_UNSEEN, exposure=shown)
    assert _ids(answer) == [*(f"seen{n:02}" for n in range(6)), "unseen1", "unseen2", "unseen3", "unseen4"]
    assert _reason(answer, "unseen1", "unseen").side == "list"
    assert answer.suggestions[6].score == pytest.approx(answer.suggestions[5].score)
    # Whoever is unseen and on the list by score counts among the four.
    shown = _shown(snapshot, **{f"seen{number:02}": 1 for number in range(12) if number != 3})
    answer = recommend(snapshot, "a", Kind.PEER, options=ONLY_UNSEEN, exposure=shown)
    assert sorted(_ids(answer)) == [*(f"seen{n:02}" for n in range(7)), "unseen1", "unseen2", "unseen3"]
    # With nothing known of what was shown, nobody is unseen.
    assert _ids(recommend(snapshot, "a", Kind.PEER, options=ONLY_UNSEEN))[6:] == [f"seen{n:02}" for n in range(6, 10)]


def test_newcomers_come_first_among_the_kept_places():
    snapshot = _with_known_ones().snapshot()
    shown = _shown(snapshot, **{f"known{number:02}": 1 for number in range(6)}, new1=1)
    fair = replace(ACCURATE, unseen_slots=4, newcomer_slots=2)
    answer = recommend(snapshot, "a", Kind.PEER, options=fair, exposure=shown)
    assert len(_ids(answer)) == 10
    assert {"new1", "new2"} <= set(_ids(answer))
    assert sum(one.startswith("known0") and one < "known06" for one in _ids(answer)) == 6


def test_likeness_is_the_mean_of_the_known_shares():
    # b and c: same needs met, same sphere → 1; d: the same need, another sphere → 1/2.
    network = Network().skills("s").spheres("p", "q").actor("a", needs={"s": 3}, region="1401", spheres=["p"])
    network.actor("b", offers={"s": 3}, region="1401", spheres=["p"])
    network.actor("c", offers={"s": 3}, region="1401", spheres=["p"])
    network.actor("d", offers={"s": 3}, region="1402", spheres=["q"])
    answer = recommend(network.snapshot(), "a", Kind.PEER, options=ONLY_DIVERSITY)
    assert _reason(answer, "b", "diversity") is None
    assert _reason(answer, "c", "diversity").contribution == pytest.approx(-0.3)
    assert _reason(answer, "c", "diversity").facts["like_id"] == "b"
    assert _reason(answer, "d", "diversity").contribution == pytest.approx(-0.15)


def test_variety_brings_somebody_else_forward():
    network = Network().skills("s").spheres("p", "q").actor("a", needs={"s": 3}, region="1401")
    for name in ("b1", "b2", "b3"):
        network.actor(name, offers={"s": 3}, region="1402", spheres=["p"])
    network.actor("other", offers={"s": 2}, region="1402", spheres=["q"])
    snapshot = network.snapshot()
    assert _ids(recommend(snapshot, "a", Kind.PEER, 2, options=ACCURATE)) == ["b1", "b2"]
    varied = replace(ACCURATE, diversity=1.0)
    assert _ids(recommend(snapshot, "a", Kind.PEER, 2, options=varied)) == ["b1", "other"]


def test_defaults_are_fair_and_accurate_is_not():
    assert (DEFAULTS.newcomer_slots, ACCURATE.newcomer_slots) == (2, 0)
    assert DEFAULTS.exposure_price > ACCURATE.exposure_price == 0
