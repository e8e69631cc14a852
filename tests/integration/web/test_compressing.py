"""What is sent compressed, to whom, how small it gets, and what stays as it is."""

import gzip
import json
import re
from datetime import date

import pytest

from graph.snapshot import snapshot_of
from seeds.generator import generate
from tests.e2e.pages import PAGES
from web.app import create_app
from web.services.network_map.drawn import map_of

GZIP = {"Accept-Encoding": "gzip"}
TEXTS = ("/", "/mapa.svg", "/rozwoj.csv", "/static/base.css", "/api/v1/actors", "/api/v1/network/map", "/nope")


@pytest.mark.parametrize("address", TEXTS)
def test_text_comes_compressed_and_is_the_same(client, address):
    plain, squeezed = client.get(address), client.get(address, headers=GZIP)
    assert "Content-Encoding" not in plain.headers
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert _steady(gzip.decompress(squeezed.get_data())) == _steady(plain.get_data())
    assert squeezed.headers["Content-Length"] == str(len(squeezed.get_data()))
    assert len(squeezed.get_data()) < len(plain.get_data())
    for answer in (plain, squeezed):
        assert {"Accept-Encoding", "Sec-Fetch-Site"} <= _varies(answer)
    assert squeezed.headers["Content-Security-Policy"] == plain.headers["Content-Security-Policy"]
    assert squeezed.headers["Cache-Control"] == plain.headers["Cache-Control"]


def test_few_words_are_not_worth_it(client):
    response = client.get("/api/v1/nope", headers=GZIP)
    assert len(response.get_data()) < 600
    assert "Content-Encoding" not in response.headers


def _steady(content):
    """Without what differs from answer to answer."""
    return re.sub(rb'name="csrf_token"[^>]*|"?request_id"?: ?"[^"]*"|[0-9a-f]{32}', b"", content)


def _varies(response):
    return {part.strip() for part in response.headers.get("Vary", "").split(",")}


@pytest.mark.parametrize("accepted", ["", "identity", "br", "gzip;q=0", "*;q=0", "br, gzip;q=0, *;q=0.5"])
def test_who_cannot_read_gzip_gets_the_text_itself(client, accepted):
    response = client.get("/o-programie", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in response.headers
    assert b"<!doctype html>" in response.get_data()[:40]


@pytest.mark.parametrize("accepted", ["gzip, deflate, br, zstd", "*", "br;q=1.0, gzip;q=0.2"])
def test_who_can_read_gzip_among_others_gets_it(client, accepted):
    response = client.get("/o-programie", headers={"Accept-Encoding": accepted})
    assert b"<!doctype html>" in gzip.decompress(response.get_data())[:40]


@pytest.mark.parametrize(
    ("site", "squeezed"), [("none", True), ("same-origin", True), ("same-site", False), ("cross-site", False)]
)
def test_what_another_site_asks_for_is_not_compressed(client, site, squeezed):
    response = client.get("/organizacje?q=zgadywanka", headers={**GZIP, "Sec-Fetch-Site": site})
    assert ("Content-Encoding" in response.headers) is squeezed


@pytest.mark.parametrize("address", ["/o-programie", "/static/base.css", "/mapa.svg", "/api/v1/network/map"])
def test_compressed_answer_that_is_there_already_is_not_sent_again(client, address):
    first = client.get(address, headers=GZIP)
    assert first.headers["ETag"].startswith('W/"')  # of other bytes than the text itself, so no strong tag
    again = client.get(address, headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert "Content-Encoding" not in again.headers
    assert _varies(again) == _varies(first)


@pytest.mark.parametrize("address", ["/o-programie", "/static/base.css", "/api/v1/network/map", "/nope"])
def test_asking_for_the_headers_alone_tells_what_would_come(client, address):
    asked = {**GZIP, "X-Request-Id": "1"}  # which a page that is not there names
    whole, headers = client.get(address, headers=asked), client.head(address, headers=asked)
    assert headers.get_data() == b""
    for name in ("Content-Length", "Content-Encoding", "Content-Type", "ETag", "Vary"):
        assert headers.headers.get(name) == whole.headers.get(name)


def test_spreadsheets_and_streams_stay_as_they_are(client, app):
    sheet = client.get("/tabele/organisations.xlsx", headers=GZIP)
    assert sheet.get_data()[:2] == b"PK"
    assert "Content-Encoding" not in sheet.headers
    with app.test_request_context("/", headers=GZIP):
        pieces = (piece for piece in ("a" * 900, "b" * 900))
        streamed = app.process_response(app.response_class(pieces, mimetype="text/plain"))
        assert streamed.is_streamed
        assert "Content-Encoding" not in streamed.headers
        assert "".join(piece.decode() for piece in streamed.iter_encoded()) == "a" * 900 + "b" * 900


def test_download_keeps_its_name_when_it_is_compressed(client):
    response = client.get("/tabele/organisations.csv", headers=GZIP)
    assert response.headers["Content-Encoding"] == "gzip"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert gzip.decompress(response.get_data()) == client.get("/tabele/organisations.csv").get_data()


@pytest.mark.parametrize("page", PAGES)
def test_page_weighs_at_most_forty_kilobytes_on_its_way(client, ids, page):
    response = client.get(ids.address(PAGES[page]), headers=GZIP)
    assert response.mimetype == "text/html"
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.get_data()) <= 40_000


def test_map_of_five_thousand_with_fifteen_thousand_contacts_weighs_at_most_140_kilobytes(shared_ogniwo):
    programme = generate(4_000, seed=1)
    drawn = map_of(snapshot_of(programme.nodes, programme.links, as_of=date(2026, 11, 30)))
    app = create_app(shared_ogniwo)
    app.extensions["ogniwo_map"] = Standing(drawn)
    response = app.test_client().get("/api/v1/network/map", headers=GZIP)
    answer = json.loads(gzip.decompress(response.get_data()))
    assert answer["n_actors"] >= 5_000
    assert answer["contacts"]["n_contacts"] >= 15_000
    assert len(set(answer["actors"]["names"])) > 4_000
    assert len(response.get_data()) <= 140_000


class Standing:
    """A map whatever the snapshot is."""

    def __init__(self, drawn):
        self.drawn = drawn

    def of(self, _snapshot):
        return self.drawn
