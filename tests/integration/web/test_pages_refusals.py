"""Hostile and mistaken requests get a friendly answer in the reader's language, never a crash."""

import re

import pytest

from graph.errors import StoreUnavailable
from matching import KINDS_OF_PROFILE
from web.app import create_app
from web.errors import STATUS, WORDS

LONG = "ł" * 201
HOSTILE = ("<script>alert(1)</script>", "a\x00b", "😀" * 50, "' OR 1=1 --", "%00%ff", "../../etc/passwd", "{{ 7*7 }}")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_searched_for_and_never_echoed_raw(client, text):
    response = client.get("/organizacje", query_string={"q": text})
    body = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "<script>" not in body
    assert "49" not in re.findall(r'value="([^"]*)"', body)


@pytest.mark.parametrize(
    "query",
    ["endpoint=x", "_method=POST", "_external=1", "_scheme=javascript", "_anchor=x", "filename=x", "actor_id=x&self=1"],
)
@pytest.mark.parametrize("address", ["/organizacje", "/organizacje/{organisation}/propozycje"])
def test_parameter_that_no_page_knows_changes_no_link(client, ids, address, query):
    address = ids.address(address)
    links = re.compile(r'<a [^>]*href="([^"]*)"')
    plain = client.get(address)
    other = client.get(f"{address}?{query}")
    assert other.status_code == 200
    assert links.findall(other.get_data(as_text=True)) == links.findall(plain.get_data(as_text=True))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_id_is_not_found(client, text):
    for address in (f"/organizacje/{text}", f"/organizacje/{text}/propozycje", f"/api/v1/actors/{text}"):
        response = client.get(address)
        assert response.status_code == 404
        assert response.is_json or "<script>" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        f"/organizacje?q={LONG}",
        "/organizacje?page=0",
        "/organizacje?page=-1",
        "/organizacje?page=99999",
        "/organizacje?page=x",
        "/organizacje?page=9999999999999999999999",
        "/organizacje?page=٣",
        "/organizacje?role=Robot",
        "/organizacje?region=99",
        "/organizacje?sphere=SP99",
        "/organizacje?component=cooking",
        "/organizacje?order=size",
        "/organizacje/{organisation}/propozycje?kind=friend",
        "/organizacje/{organisation}/propozycje?component=cooking",
        "/organizacje/{organisation}/propozycje?k=0",
        "/organizacje/{organisation}/propozycje?k=10000",
        "/organizacje/{organisation}/propozycje?k=ten",
        "/organizacje/{organisation}/propozycje/{other}?kind=friend",
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_wrong_value_is_refused_with_what_is_allowed(client, ids, address, language):
    client.set_cookie("language", language)
    response = client.get(ids.address(address))
    body = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'<html lang="{language}">' in body
    assert ("Dozwolone" if language == "pl" else "Allowed") in body


@pytest.mark.parametrize(
    "address",
    ["/nope", "/organizacje/nope", "/organizacje/nope/propozycje", "/organizacje/{organisation}/propozycje/nope"],
)
def test_unknown_page_is_friendly_and_offers_search(client, ids, address):
    response = client.get(ids.address(address))
    body = response.get_data(as_text=True)
    assert response.status_code == 404
    assert 'name="q"' in body
    assert response.headers["X-Request-Id"] in body


@pytest.mark.parametrize(
    ("query", "label", "value"),
    [
        ("role=Robot", "„Rola”", "Osoba mentorska"),
        ("order=size", "„Kolejność”", "Według nazwy"),
        ("page=0", "„Numer strony”", "1, 2, 3, …"),
    ],
)
def test_a_wrong_value_is_told_in_the_words_of_the_page(client, query, label, value):
    body = client.get(f"/organizacje?{query}").get_data(as_text=True)
    assert f"pola {label}" in body
    assert value in body.split("Dozwolone: ")[1].split("</p>")[0]


@pytest.mark.parametrize(("method", "status"), [("get", 404), ("delete", 405)])
def test_programs_are_not_told_about_pages(client, method, status):
    address = "/api/v1/nope" if status == 404 else "/api/v1/actors"
    problem = getattr(client, method)(address, headers={"Accept-Language": "en"}).get_json(force=True)
    assert problem["status"] == status
    assert "page" not in problem["title"] + problem["detail"]


def test_a_program_at_a_foreign_host_gets_a_problem(client):
    response = client.get("/api/v1/health", headers={"Host": "example.org"})
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_wrong_method_names_those_that_work(client):
    response = client.delete("/organizacje")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_too_large_a_form_is_refused(client):
    assert client.post("/jezyk", data={"page": "x" * 1_100_000, "language": "pl"}).status_code == 413


class StoreAway:
    """A store of which nothing answers."""

    def __getattr__(self, name):
        def refuse(*_args, **_options):
            raise StoreUnavailable("the store does not answer; try again")

        return refuse


@pytest.fixture
def away_client(own_ogniwo, monkeypatch):
    application = create_app(own_ogniwo)
    monkeypatch.setattr(own_ogniwo, "store", StoreAway())
    monkeypatch.setattr(own_ogniwo.network, "_store", StoreAway())
    monkeypatch.setattr(own_ogniwo.network, "_poll_seconds", 0)
    return application.test_client()


@pytest.mark.parametrize(
    "address", ["/", "/organizacje", "/organizacje/{organisation}", "/api/v1/health", "/api/v1/actors"]
)
def test_store_away_is_said_openly_with_when_to_come_back(away_client, ids, address):
    response = away_client.get(ids.address(address))
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "out of reach" in response.get_data(as_text=True) or "niedostępna" in response.get_data(as_text=True)


def test_pages_without_the_network_still_open_when_the_store_is_away(away_client):
    assert away_client.get("/o-programie").status_code == 200


def test_page_recovers_when_the_store_is_back(own_ogniwo, monkeypatch):
    client = create_app(own_ogniwo).test_client()
    with monkeypatch.context() as away:
        away.setattr(own_ogniwo.network, "_store", StoreAway())
        away.setattr(own_ogniwo.network, "_poll_seconds", 0)
        assert client.get("/").status_code == 503
    assert client.get("/").status_code == 200


def test_unexpected_error_gives_nothing_away_but_the_number(own_ogniwo, monkeypatch):
    client = create_app(own_ogniwo).test_client()

    def burst(*_args, **_options):
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(own_ogniwo, "snapshot", burst)
    for address in ("/", "/api/v1/network"):
        response = client.get(address)
        body = response.get_data(as_text=True)
        assert response.status_code == 500
        assert "hunter2" not in body
        assert "Traceback" not in body
        assert response.headers["X-Request-Id"] in body


def test_every_error_of_our_packages_has_a_status_and_words():
    import graph.errors
    import matching.errors
    import web.office.errors
    import web.services.errors

    for module in (graph.errors, matching.errors, web.office.errors, web.services.errors):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, Exception):
                assert any(base in STATUS for base in kind.__mro__), kind
    assert set(STATUS.values()) <= set(WORDS)


def test_every_kind_has_its_words_on_the_page(client, ids):
    for kind in KINDS_OF_PROFILE:
        assert client.get(f"/organizacje/{ids.organisation}/propozycje?kind={kind}").status_code == 200


@pytest.mark.parametrize(
    ("language", "limits"), [("pl", "liczba całkowita od 1 do 100"), ("en", "a whole number from 1 to 100")]
)
def test_limits_of_a_number_are_said_in_the_readers_language(client, ids, language, limits):
    client.set_cookie("language", language)
    refused = client.get(f"/organizacje/{ids.organisation}/propozycje?k=0")
    assert limits in refused.get_data(as_text=True)
