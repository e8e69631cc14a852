"""What every answer carries: its number, headers that shut things out, and how long to keep it."""

import re

import pytest

ANSWERS = (
    ("/", 200),
    ("/organizacje", 200),
    ("/organizacje/{organisation}", 200),
    ("/organizacje/nope", 404),
    ("/organizacje?page=0", 422),
    ("/api/v1/actors", 200),
    ("/api/v1/actors/nope", 404),
    ("/api/v1/openapi.json", 200),
    ("/static/base.css", 200),
    ("/static/nope.css", 404),
)


@pytest.mark.parametrize(("address", "status"), ANSWERS)
def test_headers_are_on_every_answer(client, ids, address, status):
    response = client.get(ids.address(address))
    assert response.status_code == status
    policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert re.fullmatch("[0-9a-f]{32}", response.headers["X-Request-Id"])


@pytest.mark.parametrize("address", ["/", "/organizacje", "/organizacje/{organisation}", "/api", "/nope"])
def test_page_has_no_inline_code_and_loads_nothing_from_elsewhere(client, ids, address):
    body = client.get(ids.address(address)).get_data(as_text=True)
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", body)
    loaded = re.findall(r'(?:src|href)="([^"]+)"', body)
    assert all(target.startswith(("/", "#")) for target in loaded)


def test_request_number_given_is_taken_over_where_it_is_harmless(client):
    assert client.get("/", headers={"X-Request-Id": "abc-123.x_Y"}).headers["X-Request-Id"] == "abc-123.x_Y"


@pytest.mark.parametrize("given", ["x" * 65, "a b", "<b>", "ą", ""])
def test_request_number_given_is_replaced_where_it_is_not(client, given):
    number = client.get("/", headers={"X-Request-Id": given.encode().decode("latin-1")}).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", number)


@pytest.mark.parametrize(
    "host",
    ["example.org", "127.0.0.1.example.org", "evil.test:8420", "localhost.evil.test", "[::1]x", "[::2]", "[::1", ""],
)
@pytest.mark.parametrize("address", ["/", "/api/v1/actors"])
def test_foreign_host_name_is_refused(client, host, address):
    response = client.get(address, headers={"Host": host})
    assert response.status_code == 400
    assert response.mimetype == ("application/problem+json" if address.startswith("/api/") else "text/plain")
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("host", ["127.0.0.1:8420", "localhost", "127.0.0.1", "[::1]:8420", "[::1]", "LOCALHOST:1"])
def test_own_host_name_is_served(client, host):
    assert client.get("/o-programie", headers={"Host": host}).status_code == 200


def test_stylesheet_may_be_kept_for_ever_under_the_address_of_its_content(client):
    address = re.search(r'href="(/static/base\.css\?v=\w+)"', client.get("/").get_data(as_text=True))[1]
    response = client.get(address)
    assert "immutable" in response.headers["Cache-Control"]
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_stylesheet_under_an_outdated_address_is_asked_for_again(client):
    assert "no-cache" in client.get("/static/base.css?v=0000").headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "base.css/", ".hidden"])
def test_static_serves_its_own_files_only(client, name):
    assert client.get(f"/static/{name}").status_code in {404, 308}


def test_page_unchanged_needs_no_second_sending(client):
    first = client.get("/o-programie")
    assert client.get("/o-programie", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    client.set_cookie("language", "en")
    assert client.get("/o-programie", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert {"Cookie", "Accept-Language"} <= {part.strip() for part in first.headers["Vary"].split(",")}


@pytest.mark.parametrize("address", ["/wczytaj", "/organizacje/{organisation}/propozycje/{other}/prosba", "/nope"])
def test_asking_for_the_headers_alone_is_answered_as_the_page_is(client, ids, address):
    asked = ids.address(address)
    assert client.head(asked).status_code == client.get(asked).status_code
