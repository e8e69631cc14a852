"""Two who are in the network twice are found, compared and merged by pages, and the merge is undone there."""

import re

import pytest

from graph.model import NodeKey
from graph.transfer import network_hash
from tests.integration.web.test_pages_importing import text_of, token
from web.app import create_app
from web.services.recording import add_organisation

SIGNED = {"by": "Anna", "reason": "to ta sama"}


@pytest.fixture
def client(own_ogniwo):
    client = create_app(own_ogniwo).test_client()
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def two(own_ogniwo):
    kept = add_organisation(own_ogniwo, {"name": "Fundacja Żółw", "locality": "Lesko"}, **SIGNED).id
    gone = add_organisation(own_ogniwo, {"name": "Żółw <b>", "locality": "Lesko", "krs": "0000999901"}, **SIGNED).id
    return kept, gone


def send(client, address, values):
    page = client.get(address)
    key = re.search(r'name="request_key"[^>]*value="([^"]+)"', page.get_data(as_text=True))[1]
    return client.post(address, data=values | {"csrf_token": token(page), "request_key": key})


def test_two_are_compared_merged_once_and_parted_again(client, own_ogniwo, two):
    kept, gone = two
    before = network_hash(own_ogniwo.store)
    address = f"/podwojni/polaczenie?kept={kept}&gone={gone}"
    page = text_of(client.get(address))
    assert "KRS (nothing) → 0000999901" in page
    assert "name Fundacja Żółw / Żółw <b>" in page
    assert network_hash(own_ogniwo.store) == before
    done = send(client, address, {"kept": kept, "gone": gone, **SIGNED})
    assert done.status_code == 303
    assert own_ogniwo.store.node(NodeKey("Actor", gone)) is None
    assert "Merged" in text_of(client.get(done.headers["Location"]))
    undo = done.headers["Location"].replace("gotowe", "cofniecie")
    form = {**SIGNED, "csrf_token": token(client.get(done.headers["Location"]))}
    assert client.post(undo, data=form).status_code == 303
    assert "Both are in the network again." in text_of(client.get(done.headers["Location"]))
    assert network_hash(own_ogniwo.store) == before


def test_a_merge_sent_twice_is_made_once_and_answered_the_same(client, own_ogniwo, two):
    kept, gone = two
    page = client.get(f"/podwojni/polaczenie?kept={kept}&gone={gone}")
    key = re.search(r'name="request_key"[^>]*value="([^"]+)"', page.get_data(as_text=True))[1]
    form = {"kept": kept, "gone": gone, **SIGNED, "csrf_token": token(page), "request_key": key}
    answers = [client.post("/podwojni/polaczenie", data=form) for _ in range(2)]
    assert [(one.status_code, one.headers["Location"]) for one in answers] == [(303, f"/wczytaj/{key}/gotowe")] * 2
    assert own_ogniwo.store.node(NodeKey("Actor", gone)) is None


def test_who_may_be_there_twice_is_listed_with_what_speaks_for_it(client, own_ogniwo):
    assert "Nobody looks as if they were there twice." in text_of(client.get("/podwojni"))
    for name in ("Fundacja Żółw", "Stowarzyszenie „Żółw”"):
        add_organisation(own_ogniwo, {"name": name, "locality": "Lesko"}, **SIGNED)
    page = text_of(client.get("/podwojni"))
    assert "a similar name" in page
    assert "Stowarzyszenie „Żółw”" in page


def test_whoever_cannot_be_merged_is_refused_on_the_page(client, two):
    refused = client.get(f"/podwojni/polaczenie?kept={two[0]}&gone=org-nikt")
    assert refused.status_code == 422
    assert "There is nobody with the id org-nikt in the network; check it." in text_of(refused)
    assert client.get("/podwojni/polaczenie").status_code == 422


def test_nothing_is_merged_without_a_signature_or_from_elsewhere(client, own_ogniwo, two):
    before = network_hash(own_ogniwo.store)
    address = f"/podwojni/polaczenie?kept={two[0]}&gone={two[1]}"
    assert send(client, address, {"by": "", "reason": ""}).status_code == 422
    assert client.post(address, data={"kept": two[0], "gone": two[1], **SIGNED}).status_code == 400
    assert network_hash(own_ogniwo.store) == before
