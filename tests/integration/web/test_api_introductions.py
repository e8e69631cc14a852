"""Introductions through the API: asked for, decided once, refused with the state and the next step."""

import threading
from collections import Counter

import pytest

from graph.errors import StoreUnavailable
from graph.model import Unit, make_node
from graph.snapshot import today
from matching import Kind, recommend
from tests.networks import JOINED
from web.office import audit

BASE = "/api/v1/introductions"
SIGNED = {"by": "a.nowak", "reason": "asked by phone"}


@pytest.fixture
def pair(own_ogniwo, ids):
    """An organisation of the sample, and who is suggested to it first."""
    best = recommend(own_ogniwo.snapshot(), ids.organisation, Kind.PEER).suggestions[0]
    return {"seeker_id": ids.organisation, "provider_id": best.provider_id}


@pytest.fixture
def asked(own_client, pair):
    """The address of an introduction that waits for an answer."""
    return own_client.post(BASE, json=pair | SIGNED).headers["Location"]


def test_introduction_goes_from_asking_to_feedback_and_is_read_at_its_address(own_client, pair):
    created = own_client.post(BASE, json=pair | SIGNED)
    assert created.status_code == 201
    address = created.headers["Location"]
    assert address == f"{BASE}/{pair['seeker_id']}/{pair['provider_id']}/peer/{today()}"
    assert (created.json["state"], created.json["steps"]) == ("asked", ["accept", "decline"])
    assert own_client.get(address).json == created.json
    accepted = own_client.post(f"{address}/accept", json=SIGNED)
    assert (accepted.status_code, accepted.json["accepted"]) == (200, today().isoformat())
    done = own_client.post(f"{address}/feedback", json=SIGNED | {"worked": True})
    assert (done.json["state"], done.json["worked"], done.json["steps"]) == ("feedback", True, [])
    assert own_client.get(address).json == done.json


def test_declined_introduction_keeps_its_reason_and_the_pair_away(own_client, asked, pair):
    declined = own_client.post(f"{asked}/decline", json=SIGNED | {"reason": "no time"}).json
    assert (declined["state"], declined["reason"]) == ("declined", "no time")
    address = f"/api/v1/actors/{pair['seeker_id']}/suggestions/{pair['provider_id']}"
    assert [rule["code"] for rule in own_client.get(address).json["excluded_by"]] == ["declined_lately"]


def test_step_that_cannot_follow_is_a_conflict_that_says_what_can(own_client, asked):
    own_client.post(f"{asked}/accept", json=SIGNED)
    again = own_client.post(f"{asked}/decline?lang=en", json=SIGNED)
    assert (again.status_code, again.mimetype) == (409, "application/problem+json")
    assert "was accepted on" in again.json["detail"]
    assert "What can follow is feedback" in again.json["detail"]


def test_what_a_rule_forbids_is_a_conflict_in_its_words_unless_it_is_asked_for_anyway(own_client, pair, asked):
    own_client.post(f"{asked}/decline", json=SIGNED)
    back = {"seeker_id": pair["provider_id"], "provider_id": pair["seeker_id"], **SIGNED}
    refused = own_client.post(f"{BASE}?lang=en", json=back)
    assert refused.status_code == 409
    assert "neither profile has changed since" in refused.json["detail"]
    assert own_client.post(BASE, json=back | {"anyway": True}).status_code == 201


def test_nobody_is_introduced_to_themselves(own_client, ids):
    itself = {"seeker_id": ids.organisation, "provider_id": ids.organisation, "anyway": True, **SIGNED}
    refused = own_client.post(f"{BASE}?lang=en", json=itself)
    assert (refused.status_code, refused.json["detail"]) == (409, "That is yourselves.")


def test_an_introduction_is_for_what_the_provider_is(own_client, ids):
    asked = own_client.post(
        BASE, json={"seeker_id": ids.organisation, "provider_id": ids.mentor, "anyway": True, **SIGNED}
    )
    assert (asked.status_code, asked.json["kind"]) == (201, "mentor"), asked.json


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["by", "provider_id", "reason", "seeker_id"]),
        ({"seeker_id": "org-0001", "provider_id": "org-0002", "by": " ", "reason": "x"}, ["by"]),
        ({"seeker_id": "org-0001", "provider_id": "org-0002", "kind": "call", **SIGNED}, ["kind"]),
        ({"seeker_id": "org-0001", "provider_id": "org-0002", "anyway": "x", **SIGNED}, ["anyway"]),
        ({"seeker_id": "org-0001", "provider_id": "org-0002", "since": "2020-01-01", **SIGNED}, ["since"]),
    ],
)
def test_wrong_fields_are_named(own_client, body, fields):
    refused = own_client.post(BASE, json=body)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == fields


def test_declining_needs_a_reason_and_feedback_an_answer(own_client, asked):
    for step, field in (("decline", "reason"), ("feedback", "worked")):
        refused = own_client.post(f"{asked}/{step}", json={"by": "x"} | ({"reason": "x"} if field == "worked" else {}))
        assert refused.status_code == 422
        assert [error["field"] for error in refused.json["errors"]] == [field]


@pytest.mark.parametrize("unknown", ["nope/nope/peer/2024-01-01", "org-0001/org-0002/call/2024-01-01", "a/b/peer/now"])
def test_unknown_introduction_is_not_found(own_client, unknown):
    assert own_client.get(f"{BASE}/{unknown}").status_code == 404
    assert own_client.post(f"{BASE}/{unknown}/accept", json=SIGNED).status_code == 404


def test_unknown_actor_is_not_found(own_client, ids):
    for pair in (("nope", ids.other), (ids.other, "nope")):
        body = {"seeker_id": pair[0], "provider_id": pair[1], **SIGNED}
        assert own_client.post(BASE, json=body).status_code == 404
    assert own_client.get(f"{BASE}?actor=nope").status_code == 404


@pytest.mark.parametrize("step", ["", "/accept", "/decline", "/feedback"])
def test_what_is_not_json_is_refused(own_client, asked, step):
    address = f"{asked}{step}" if step else BASE
    assert own_client.post(address, data="by=x&reason=y").status_code == 415


def test_same_request_under_one_key_is_carried_out_once(own_client, own_ogniwo, pair):
    key = {"Idempotency-Key": "k-1"}
    first, again = (own_client.post(BASE, json=pair | SIGNED, headers=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    other = own_client.post(BASE, json=pair | SIGNED | {"reason": "another"}, headers=key)
    assert other.status_code == 409
    with own_ogniwo.office.reading() as connection:
        assert len(audit.entries(connection, subject=pair["provider_id"])) == 1


def test_decision_is_answered_although_the_network_goes_away_right_after(own_client, own_ogniwo, asked, monkeypatch):
    apply = own_ogniwo.store.apply

    def refuse(*_args, **_kwargs):
        raise StoreUnavailable("the network does not answer; try again in a moment")

    def apply_and_go_away(*args, **kwargs):
        applied = apply(*args, **kwargs)
        for reading in ("node", "nodes", "links", "neighbours", "revision", "changes_since"):
            monkeypatch.setattr(own_ogniwo.store, reading, refuse)
        return applied

    monkeypatch.setattr(own_ogniwo.store, "apply", apply_and_go_away)
    accepted = own_client.post(f"{asked}/accept", json=SIGNED)
    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")


def test_of_many_decisions_at_once_one_succeeds_and_the_others_are_conflicts(own_ogniwo, own_client, asked):
    answers, ready = [], threading.Barrier(20)

    def decide(step):
        client = own_client.application.test_client()
        ready.wait()
        answers.append(client.post(f"{asked}/{step}", json=SIGNED))

    threads = [threading.Thread(target=decide, args=(("accept", "decline")[n % 2],)) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(answer.status_code for answer in answers) == {200: 1, 409: 19}
    state = next(answer.json["state"] for answer in answers if answer.status_code == 200)
    assert own_client.get(asked).json["state"] == state


def test_mentor_without_a_free_place_is_a_conflict(own_client, own_ogniwo, ids):
    mentor = make_node("men-full", "Mentor", joined=JOINED, capacity=0)
    own_ogniwo.store.apply(Unit(nodes=(mentor,)))
    own_ogniwo.network.current(own_ogniwo.store.revision())
    asked = own_client.post(
        BASE, json={"seeker_id": ids.organisation, "provider_id": "men-full", "anyway": True, **SIGNED}
    )
    refused = own_client.post(f"{asked.headers['Location']}/accept?lang=en", json=SIGNED)
    assert refused.status_code == 409
    assert "has no free place (of 0)" in refused.json["detail"]


def test_list_is_narrowed_by_actor_state_and_kind_and_comes_page_by_page(client, shared_ogniwo):
    everything = client.get(f"{BASE}?size=100").json
    assert everything["total"] == shared_ogniwo.store.counts()["INTRODUCED_TO"]
    days = [one["since"] for one in everything["introductions"]]
    assert days == sorted(days, reverse=True)
    declined = client.get(f"{BASE}?state=declined&kind=peer&size=100").json["introductions"]
    assert {(one["state"], one["kind"]) for one in declined} == {("declined", "peer")}
    one = declined[0]
    of_one = client.get(f"{BASE}?actor={one['provider_id']}").json["introductions"]
    assert one in of_one
    assert all(one["provider_id"] in (other["seeker_id"], other["provider_id"]) for other in of_one)
    pages = [client.get(f"{BASE}?size=40&page={n + 1}").json for n in range(everything["total"] // 40 + 1)]
    listed = [one for page in pages for one in page["introductions"]]
    assert listed[:100] == everything["introductions"]
    assert len(listed) == everything["total"]


@pytest.mark.parametrize(("query", "field"), [("state=lost", "state"), ("kind=call", "kind"), ("page=0", "page")])
def test_wrong_parameter_is_named(client, query, field):
    refused = client.get(f"{BASE}?{query}")
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == [field]


def test_nothing_of_a_person_is_in_the_network(own_client, own_ogniwo, asked):
    own_client.post(f"{asked}/accept", json=SIGNED)
    links = [link for link in own_ogniwo.store.stream_links("INTRODUCED_TO") if link.properties.get("accepted")]
    assert not any("nowak" in str(link.properties) for link in links)
