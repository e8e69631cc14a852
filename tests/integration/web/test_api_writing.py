"""Writing through the API: added and changed whole, seen at once, refused with the fields named."""

import pytest
import sqlalchemy as sa

from graph.model import NodeKey
from matching import Kind, recommend
from web.office.tables import AUDIT

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
    with own_ogniwo.office.reading() as connection:
        rows = connection.execute(sa.select(AUDIT.c.by, AUDIT.c.reason).where(AUDIT.c.subject == organisation_id))
        assert {tuple(row) for row in rows} == {(NEW["by"], NEW["reason"])}
