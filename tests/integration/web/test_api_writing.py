"""Writing through the API: added and changed whole, seen at once, refused with the fields named."""

import pytest

from graph.errors import MissingEnd, StoreUnavailable
from graph.model import NodeKey
from matching import Kind, recommend
from web.office import audit

NEW = {
    "name": "Koło Przyjaciół Lipowej",
    "legal_form": "INFORMAL",
    "region": "1801",
    "locality": "Ustrzyki Dolne",
    "needs": [{"skill": "T3.01", "priority": 3}],
    "offers": [{"skill": "I2.01", "level": 2}],
    "spheres": ["SP13"],
    "by": "a.nowak",
    "reason": "asked for by phone",
}


def test_added_organisation_is_seen_at_once_and_gets_suggestions(own_client, own_ogniwo):
    created = own_client.post("/api/v1/organisations", json=NEW)
    assert created.status_code == 201
    organisation_id = created.json["id"]
    assert created.headers["Location"] == f"/api/v1/actors/{organisation_id}"
    read = own_client.get(created.headers["Location"]).json
    assert read["name"] == NEW["name"]
    assert [(need["skill"], need["degree"]) for need in read["needs"]] == [("T3.01", 3)]
    answer = own_client.get(f"/api/v1/actors/{organisation_id}/suggestions").json
    expected = recommend(own_ogniwo.snapshot(), organisation_id, Kind.PEER)
    assert answer["suggestions"]
    assert [s["provider_id"] for s in answer["suggestions"]] == [s.provider_id for s in expected.suggestions]
    page = own_client.get(f"/organizacje?q={NEW['name']}").get_data(as_text=True)
    assert f"/organizacje/{organisation_id}" in page


def test_text_of_an_organisation_is_shown_as_text(own_client):
    created = own_client.post("/api/v1/organisations", json=NEW | {"name": "<script>alert(1)</script> & Co"}).json
    page = own_client.get(f"/organizacje/{created['id']}").get_data(as_text=True)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page


def test_change_keeps_what_is_not_given_and_removes_what_is_null(own_client, own_ogniwo):
    organisation_id = own_client.post("/api/v1/organisations", json=NEW | {"about": "Działamy."}).json["id"]
    signature = {"by": "a.nowak", "reason": "moved"}
    changed = own_client.patch(
        f"/api/v1/organisations/{organisation_id}", json={"about": None, "needs": [{"skill": "T2.01"}], **signature}
    )
    assert changed.status_code == 200
    node = own_ogniwo.store.node(NodeKey("Actor", organisation_id))
    assert node.properties["name"] == NEW["name"]
    assert "about" not in node.properties
    assert [need["skill"] for need in changed.json["needs"]] == ["T2.01"]


def test_register_number_that_is_there_already_is_a_conflict(own_client):
    registered = NEW | {"legal_form": "ASSOC", "krs": "0000000001"}
    assert own_client.post("/api/v1/organisations", json=registered).status_code == 201
    again = own_client.post("/api/v1/organisations?lang=en", json=registered | {"name": "Inna nazwa"})
    assert (again.status_code, again.mimetype) == (409, "application/problem+json")
    assert NEW["name"] in again.json["detail"]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": None}, ["name"]),
        ({"name": ""}, ["name"]),
        ({"by": "", "reason": ""}, ["by", "reason"]),
        ({"by": "   "}, ["by"]),
        ({"region": "9999"}, ["region"]),
        ({"n_staff": -1}, ["n_staff"]),
        ({"n_staff": "many"}, ["n_staff"]),
        ({"founded": "yesterday"}, ["founded"]),
        ({"reach": "galaxy"}, ["reach"]),
        ({"needs": [{"skill": "X9.99"}]}, ["needs.0.skill"]),
        ({"needs": [{"skill": "T3.01", "priority": 7}]}, ["needs.0.priority"]),
        ({"needs": ["T3.01"]}, ["needs.0"]),
        ({"colour": "green"}, ["colour"]),
        ({"website": "ftp://x"}, ["website"]),
        ({"legal_form": "ASSOC", "nip": "1234567890"}, ["nip"]),
        ({"about": "a\x00b"}, ["about"]),
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_wrong_field_is_named_and_nothing_is_written(own_client, own_ogniwo, change, fields, language):
    before = own_ogniwo.store.counts()
    response = own_client.post(f"/api/v1/organisations?lang={language}", json=NEW | change)
    assert response.status_code == 422, response.json
    assert [error["field"] for error in response.json["errors"]] == fields
    assert all(error["message"] for error in response.json["errors"])
    assert own_ogniwo.store.counts() == before


def test_wrong_fields_are_explained_in_polish_too(own_client):
    given = {name: value for name, value in NEW.items() if name not in {"name", "by"}}
    errors = own_client.post("/api/v1/organisations", json=given | {"n_staff": "x"}).json["errors"]
    assert {error["field"]: error["message"] for error in errors} == {
        "by": "brak wartości",
        "n_staff": "musi być liczbą całkowitą",
        "name": "brak wartości",
    }


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", None])
def test_what_is_not_json_is_refused(own_client, kind):
    response = own_client.post("/api/v1/organisations", data=b'{"name": "x"}', content_type=kind)
    assert response.status_code == 415


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"name": "\xff"}', b"[1]", b'"text"', b"null", b"NaN"],
)
def test_broken_json_is_refused_and_never_a_crash(own_client, body):
    response = own_client.post("/api/v1/organisations", data=body, content_type="application/json")
    assert response.status_code in {400, 422}
    assert response.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        b'{"by": "\\ud800"}',
        b'{"reason": "r\\ud800"}',
        b'{"\\ud800": 1}',
        b'{"spheres": ["\\udfff"]}',
        b'{"name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"name": ' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}",
        b'{"n_staff": ' + b"9" * 5_000 + b"}",
        b'{"n_staff": Infinity}',
    ],
    ids=["half by", "half reason", "half key", "half code", "deep lists", "deep objects", "long number", "infinity"],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_json_that_cannot_be_read_is_a_wrong_body(own_client, own_ogniwo, ids, body, method):
    before = own_ogniwo.office.counts(), own_ogniwo.store.revision()
    address = "/api/v1/organisations" + (f"/{ids.organisation}" if method == "PATCH" else "")
    response = own_client.open(address, method=method, data=body, content_type="application/json")
    assert response.status_code == 400
    assert [error["message"] for error in response.json["errors"]] == ["to nie jest poprawny JSON"]
    assert (own_ogniwo.office.counts(), own_ogniwo.store.revision()) == before


@pytest.mark.parametrize("field", ["by", "reason"])
@pytest.mark.parametrize("text", ["a\x00b", "jan\nadmin", "a\rb", "a\u2028b", "a\x1b[31mb"])
def test_signature_is_one_line_without_controls(own_client, own_ogniwo, field, text):
    before = own_ogniwo.office.counts()
    response = own_client.post("/api/v1/organisations?lang=en", json=NEW | {field: text})
    assert response.status_code == 422
    assert response.json["errors"] == [{"field": field, "message": "has unprintable characters; type it again"}]
    assert own_ogniwo.office.counts() == before


def test_too_large_a_body_is_refused(own_client):
    response = own_client.post("/api/v1/organisations", json=NEW | {"about": "x" * 1_100_000})
    assert response.status_code == 413


def test_unknown_organisation_cannot_be_changed(own_client, ids):
    signature = {"by": "a.nowak", "reason": "test"}
    assert own_client.patch("/api/v1/organisations/nope", json=signature).status_code == 404
    assert own_client.patch(f"/api/v1/organisations/{ids.mentor}", json=signature).status_code == 404


def test_who_wrote_and_why_stands_in_the_audit(own_client, own_ogniwo):
    organisation_id = own_client.post("/api/v1/organisations", json=NEW).json["id"]
    signature = {"by": "b.lis", "reason": "moved to another town"}
    own_client.patch(f"/api/v1/organisations/{organisation_id}", json={"locality": "Lesko", **signature})
    with own_ogniwo.office.reading() as connection:
        later, earlier = audit.entries(connection, subject=organisation_id)
    assert (earlier.action, earlier.by, earlier.reason) == ("add-organisation", "a.nowak", "asked for by phone")
    assert (later.action, later.by, later.reason) == ("update-organisation", "b.lis", "moved to another town")
    assert later.details == {"fields": ["locality"]}


def _add(client, body=NEW, key="lipowa-1"):
    return client.post("/api/v1/organisations", json=body, headers={"Idempotency-Key": key})


def _refuse(*_args, **_kwargs):
    raise StoreUnavailable("the network does not answer; try again in a moment")


def test_added_organisation_is_answered_although_the_network_goes_away_right_after(own_client, own_ogniwo, monkeypatch):
    apply = own_ogniwo.store.apply

    def apply_and_go_away(*args, **kwargs):
        applied = apply(*args, **kwargs)
        for reading in ("node", "nodes", "neighbours", "revision", "changes_since"):
            monkeypatch.setattr(own_ogniwo.store, reading, _refuse)
        return applied

    monkeypatch.setattr(own_ogniwo.store, "apply", apply_and_go_away)
    created = own_client.post("/api/v1/organisations", json=NEW)
    assert (created.status_code, created.json["name"]) == (201, NEW["name"])
    assert created.headers["Location"] == f"/api/v1/actors/{created.json['id']}"


def test_same_request_under_one_key_adds_one_organisation(own_client, own_ogniwo):
    registered = NEW | {"legal_form": "ASSOC", "krs": "0000000001"}
    before = own_ogniwo.store.counts()["Organisation"]
    first, again = _add(own_client, registered), _add(own_client, registered)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json == first.json
    assert again.headers["Location"] == first.headers["Location"]
    assert own_ogniwo.store.counts()["Organisation"] == before + 1
    with own_ogniwo.office.reading() as connection:
        assert [e.request_key for e in audit.entries(connection, subject=first.json["id"])] == ["lipowa-1"]


def test_requests_under_different_keys_and_under_none_are_different(own_client):
    answers = [_add(own_client, key="1"), _add(own_client, key="2"), _add(own_client, key=""), _add(own_client, key="")]
    assert len({answer.json["id"] for answer in answers}) == 4


def test_another_request_under_a_key_that_was_used_is_a_conflict(own_client, own_ogniwo):
    _add(own_client)
    before = own_ogniwo.store.counts()
    assert _add(own_client, NEW | {"name": "Inne koło"}).status_code == 409
    assert own_ogniwo.store.counts() == before


def test_request_kept_while_the_network_was_away_is_completed_when_it_comes_again(own_client, own_ogniwo, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr(own_ogniwo.store, "apply", _refuse)
        kept = _add(own_client)
        assert (kept.status_code, _add(own_client).status_code) == (503, 503)
    created = _add(own_client)
    assert created.status_code == 201
    assert own_client.get(created.headers["Location"]).json["name"] == NEW["name"]
    assert own_ogniwo.office.counts()["intent"] == 1


def test_request_refused_by_the_network_stays_refused_under_its_key(own_client, own_ogniwo, monkeypatch):
    with monkeypatch.context() as refusing:
        refusing.setattr(own_ogniwo.store, "apply", lambda *_, **__: _raise(MissingEnd("LOCATED_IN", "1801")))
        assert _add(own_client).status_code == 422
    assert _add(own_client).status_code == 409


def _raise(error):
    raise error


@pytest.mark.parametrize("key", ["x" * 65, "a\x7fb"])
def test_key_that_cannot_be_one_is_refused(own_client, key):
    refused = _add(own_client, key=key)
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json["errors"]] == ["Idempotency-Key"]


def test_key_is_described_in_the_document(own_client):
    operation = own_client.get("/api/v1/openapi.json").json["paths"]["/api/v1/organisations"]["post"]
    headers = [p for p in operation["parameters"] if p["in"] == "header"]
    assert [(p["name"], p["required"], p["schema"]["maxLength"]) for p in headers] == [("Idempotency-Key", False, 64)]
    assert headers[0]["description"]
