"""What is called a good match, and what is none at all."""

import pytest

from matching import Kind, Options, explain, recommend
from matching.options import Bands
from matching.results import Band
from tests.networks import Network


@pytest.mark.parametrize("kind", [Kind.PARTNER, Kind.PEER])
def test_being_near_and_experienced_alone_is_no_good_match(kind):
    near = {"region": "1401", "n_projects": 3}
    network = Network().spheres("p").actor("a", **near).actor("b", "Organisation", "Partner", **near)
    options = Options(bands={**Options().bands, kind: Bands(strong=1.0, good=0.5)})
    (alone,) = recommend(network.snapshot(), "a", kind, options=options).suggestions
    assert alone.score >= 1.0
    assert alone.band is Band.POSSIBLE
    network.link("ACTIVE_IN", "a", "p").link("ACTIVE_IN", "b", "p")
    (together,) = recommend(network.snapshot(), "a", kind, options=options).suggestions
    assert together.band is Band.STRONG


def test_partner_who_would_gain_from_a_seeker_that_would_lose_is_not_suggested():
    # The seeker can help with two needs, but for itself has only a share in one sphere of several, and a far way.
    network = Network().skills("s", "t").spheres("p", "q", "r", "t", "u", "v")
    network.actor("a", spheres=["p", "q", "r"], offers={"s": 3, "t": 3}, region="1403")
    network.partner("b", spheres=["p", "t", "u", "v"], needs={"s": 3, "t": 3}, region="1201")
    explanation = explain(network.snapshot(), "a", "b", Kind.PARTNER)
    assert explanation.suggestion.seeker_score < 0 < explanation.suggestion.score
    assert [rule.code for rule in explanation.excluded_by] == ["more_against"]
    assert recommend(network.snapshot(), "a", Kind.PARTNER).suggestions == ()


@pytest.mark.parametrize(
    ("region", "needs", "broken"),
    [
        ("1201", {}, ["far_without_need"]),
        ("1402", {}, []),  # nearer
        ("1201", {"s": 3}, []),  # the seeker can help
        (None, {}, []),  # nobody knows how far
    ],
)
def test_partner_far_away_with_a_sphere_in_common_and_no_skill_to_exchange_is_not_suggested(region, needs, broken):
    network = Network().skills("s").spheres("p")
    network.actor("a", spheres=["p"], offers={"s": 3}, region="1401", online=True)
    network.partner("b", spheres=["p"], needs=needs, region=region, online=True)
    explanation = explain(network.snapshot(), "a", "b", Kind.PARTNER)
    assert [rule.code for rule in explanation.excluded_by] == broken
    assert [one.provider_id for one in recommend(network.snapshot(), "a", Kind.PARTNER).suggestions] == ["b"][
        len(broken) :
    ]
