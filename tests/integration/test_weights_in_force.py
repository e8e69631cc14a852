"""Suggestions are made with the weights in force, and the office keeps with which."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from matching import Kind, recommend
from matching.learning.with_weights import with_weights
from matching.options import DEFAULTS
from seeds.programme import sample_programme
from web.office import models, shown
from web.office.errors import OfficeUnavailable
from web.office.models import ACTIVE, Model
from web.office.tables import LEARNED_MODEL
from web.services import calling, suggesting
from web.services.weights_in_force import LOOK_SECONDS, WeightsInForce

NOW = datetime(2024, 6, 1, tzinfo=UTC)
MORE_PLACE = {"place": 3 * DEFAULTS.weight(Kind.PEER, "place")}


def model(kind="peer", weights=MORE_PLACE, follows=None):
    return Model(kind, weights, NOW, "anna", "because", 60, {}, ACTIVE, follows, NOW, "anna")


def promoted(ogniwo, *made):
    with ogniwo.office.writing() as connection:
        numbers = [models.add_active(connection, one) for one in made]
    ogniwo.weights.forget()
    return numbers


def seekers(ogniwo):
    snapshot = ogniwo.snapshot()
    return [one for one in snapshot.actors.ids[snapshot.present].tolist() if one.startswith("org-")]


@pytest.fixture
def network(ogniwo):
    programme = sample_programme()
    ogniwo.store.load(programme.nodes, programme.links)
    return ogniwo


def test_without_a_model_the_published_weights_are_in_force(ogniwo):
    found = ogniwo.weights.now()
    assert found.options == DEFAULTS
    assert [found.number(kind) for kind in Kind] == [None] * len(Kind)


def test_a_model_counts_for_its_kind_alone_and_what_was_shown_names_it(network):
    (number,) = promoted(network, model())
    snapshot, seeker = network.snapshot(), seekers(network)[0]
    for kind, options, expected in (
        (Kind.PEER, with_weights(DEFAULTS, Kind.PEER, {**DEFAULTS.weights[Kind.PEER], **MORE_PLACE}), number),
        (Kind.PARTNER, DEFAULTS, None),
    ):
        answer = suggesting.suggest(network, seeker, kind, by="t", channel="cli", request_id=kind.value)
        assert answer == recommend(snapshot, seeker, kind, options=options)
        assert answer.suggestions
        with network.office.reading() as connection:
            kept = [one for one in shown.to_seeker(connection, seeker) if one.kind == kind]
        assert {one.model for one in kept} == {expected}
    found = suggesting.explain(network, seeker, answer.suggestions[0].provider_id, Kind.PARTNER)
    assert found.suggestion.score == answer.suggestions[0].score


def test_a_signal_that_a_model_does_not_know_keeps_its_published_weight_and_one_that_is_gone_is_left_aside(network):
    promoted(network, model(weights={**MORE_PLACE, "a_former_signal": 9.0}))
    options = network.weights.now().options
    assert options.weights[Kind.PEER] == {**DEFAULTS.weights[Kind.PEER], **MORE_PLACE}


def test_contributions_add_up_to_the_score_with_learned_weights(network):
    promoted(network, model(weights={name: weight * 1.37 for name, weight in DEFAULTS.weights[Kind.PEER].items()}))
    for seeker in seekers(network)[:20]:
        for one in suggesting.suggest(network, seeker, Kind.PEER, by="t", channel="cli").suggestions:
            assert abs(sum(reason.contribution for reason in one.reasons) - one.score) < 1e-9


def test_a_call_is_answered_with_the_weights_of_calls(network):
    (number,) = promoted(network, model("call", {"place": 6.0}))
    found = calling.answered(
        network, network.snapshot(), "Kto pomoże rozliczyć dotację?", caller_id=seekers(network)[0]
    )
    assert found.model == number
    assert found.answer.suggestions


def test_a_later_model_takes_the_place_of_the_former_and_stepping_back_returns_it(network):
    first, second = promoted(network, model(), model(weights={"place": 0.9}, follows=1))
    assert (first, second) == (1, 2)
    assert network.weights.now().options.weight(Kind.PEER, "place") == 0.9
    for expected in (1, None):
        with network.office.writing() as connection:
            models.step_back(connection, models.active(connection)["peer"], by="jan")
        network.weights.forget()
        assert network.weights.now().number(Kind.PEER) == expected
    assert network.weights.now().options == DEFAULTS


def test_the_office_never_holds_two_active_models_of_a_kind(ogniwo):
    promoted(ogniwo, model(), model())
    everything = LEARNED_MODEL.update().values(status=ACTIVE)
    with pytest.raises(sa.exc.IntegrityError), ogniwo.office.writing() as connection:
        connection.execute(everything)
    with ogniwo.office.reading() as connection:
        assert models.active(connection)["peer"].number == 2


def test_another_process_follows_within_seconds(ogniwo, monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("web.services.weights_in_force.time.monotonic", lambda: clock[0])
    watching = WeightsInForce(ogniwo.office)
    assert watching.now().number("peer") is None
    promoted(ogniwo, model())
    clock[0] += LOOK_SECONDS - 0.01
    assert watching.now().number("peer") is None
    clock[0] += 0.01
    assert watching.now().number("peer") == 1


def test_while_the_office_is_away_the_weights_last_known_are_used(ogniwo, monkeypatch):
    promoted(ogniwo, model())
    known = ogniwo.weights.now()

    def away():
        raise OfficeUnavailable("away")

    monkeypatch.setattr(ogniwo.office, "reading", away)
    ogniwo.weights.forget()
    assert ogniwo.weights.now() is known
    with pytest.raises(OfficeUnavailable):
        WeightsInForce(ogniwo.office).now()
