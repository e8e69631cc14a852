"""The map's page, list and picture show what the network has, and refuse what there is not."""

import gzip
import json
import re
from datetime import date
from html import unescape

import networkx as nx
import numpy as np
import pytest
import sqlalchemy as sa

from graph.analysis import Scope, history_of, moment_of, scoped
from graph.model import make_node
from graph.snapshot import NO_DAY, day_number
from tests.grown import client_of, cooperation, organisation
from tests.web_sample import settings_of
from web.app import create_app
from web.office.tables import PERSON
from web.ogniwo import Ogniwo
from web.services.network_map import drawn
from web.services.network_map.packing import front_coded, packed, unpacked


def body_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.get_data(as_text=True))


def answer_of(client):
    return json.loads(client.get("/api/v1/network/map").get_data())


def test_answer_has_everybody_and_every_contact_of_the_history(client, shared_ogniwo):
    snapshot, answer = shared_ogniwo.snapshot(), answer_of(client)
    history, n = history_of(snapshot), answer["n_actors"]
    ids, former = [], ""
    for coded in answer["actors"]["ids"]:
        former = former[: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(coded[0])] + coded[1:]
        ids.append(former)
    assert ids == snapshot.actors.ids.tolist()
    contacts, m = answer["contacts"], answer["contacts"]["n_contacts"]
    one = np.repeat(np.arange(n), unpacked(contacts["n_of_one"], n))
    other, after, lasted, kind = (unpacked(contacts[name], m) for name in ("gap", "after", "lasted", "kind"))
    for at in range(m):
        other[at] += other[at - 1] if at and one[at - 1] == one[at] else one[at]
    first = np.maximum(history.joined[one], history.joined[other]) + after
    stop = np.where(np.array(lasted) == 0, NO_DAY, first + lasted)
    told = list(zip(one, other, first, stop, kind, strict=True))
    assert told == list(zip(history.one, history.other, history.start, history.stop, history.kind, strict=True))
    joined, stayed = (np.array(unpacked(answer["actors"][name], n)) for name in ("joined", "stayed"))
    assert (joined + history.first_day).tolist() == history.joined.tolist()
    assert (stayed == 0).tolist() == (history.left == NO_DAY).tolist()


def test_answer_is_compressed_for_those_who_read_that_and_sent_once(client):
    plain = client.get("/api/v1/network/map")
    squeezed = client.get("/api/v1/network/map", headers={"Accept-Encoding": "gzip"})
    assert squeezed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(squeezed.get_data()) == plain.get_data()
    assert "Accept-Encoding" in squeezed.headers["Vary"]
    assert squeezed.headers["ETag"] != plain.headers["ETag"]
    again = client.get(
        "/api/v1/network/map", headers={"Accept-Encoding": "gzip", "If-None-Match": squeezed.headers["ETag"]}
    )
    assert (again.status_code, again.get_data()) == (304, b"")


def test_no_name_of_a_person_is_in_the_answer_the_page_or_the_picture(client, shared_ogniwo):
    with shared_ogniwo.office.reading() as connection:
        persons = set(connection.scalars(sa.select(PERSON.c.display_name)))
    assert len(persons) > 20
    for address in ("/api/v1/network/map", "/mapa?role=Mentor", "/mapa.svg?role=Mentor"):
        text = client.get(address).get_data(as_text=True)
        assert [name for name in persons if name in text] == []


@pytest.mark.parametrize("year", ["2022", "2026"])
@pytest.mark.parametrize(
    "narrowed",
    [{}, {"region": "18"}, {"kind": "MENTORS"}, {"role": "Partner"}, {"sector": "ngo"}, {"component": "image"}],
)
def test_list_counts_what_networkx_counts_in_the_network_of_that_day(client, shared_ogniwo, year, narrowed):
    snapshot = shared_ogniwo.snapshot()
    if int(year) > snapshot.as_of.year:
        pytest.skip("the sample does not reach that year yet")
    last = min(day_number(snapshot.as_of.replace(year=int(year), month=12, day=31)), snapshot.day)
    moment = moment_of(scoped(snapshot, Scope(**narrowed)), last)
    graph = nx.Graph(zip(moment.one.tolist(), moment.other.tolist(), strict=True))
    body = body_of(client, "/mapa?" + "&".join(f"{k}={v}" for k, v in {"year": year, **narrowed}.items()))
    rows = re.findall(r'<th scope="row"><a href="/organizacje/([^"]+)".*?data-label="Kontakty">(\d+)<', body, re.DOTALL)
    assert len(rows) == min(moment.n_present, 20)
    for actor_id, n_contacts in rows:
        row = snapshot.actors.row_of[actor_id]
        assert int(n_contacts) == (graph.degree(row) if row in graph else 0)
    degrees = [int(n) for _, n in rows]
    assert degrees == sorted(degrees, reverse=True)


def test_words_find_by_name_without_diacritics(client, shared_ogniwo):
    body = body_of(client, "/mapa?q=STOWARZYSZENIE+lodzi")
    names = re.findall(r'<th scope="row"><a [^>]+>([^<]+)<', body)
    assert names
    assert all("stowarzyszenie" in name.lower() and "łodzi" in name.lower() for name in names)


@pytest.mark.parametrize(
    "query",
    [
        *("as_of=yesterday", "as_of=2999-01-01", "as_of=2023-05-01&year=2024", "component=x", "year=1999"),
        *("year=x", "kind=FRIENDS", "region=99", "sphere=zz", "sector=army", "role=King"),
        *("view=1,2", "view=a,b,c", "page=0", "page=999", f"q={'x' * 201}"),
    ],
)
def test_value_that_there_is_not_is_refused_with_the_next_step(client, query):
    body = body_of(client, f"/mapa?{query}", 422)
    assert "Popraw" in body or "Dozwolone" in body
    assert "map-canvas" not in body


def test_map_of_a_day_ends_on_that_day(client, shared_ogniwo):
    snapshot, day = shared_ogniwo.snapshot(), date(2023, 5, 20)
    moment = moment_of(history_of(snapshot), day_number(day))
    body = body_of(client, "/mapa?as_of=2023-05-20")
    assert f"20\xa0maja\xa02023: uczestnicy – {moment.n_present}, pary w kontakcie – {moment.n_edges}" in body
    assert re.findall(r'<option value="(\d{4})"', body)[-1] == "2023"
    assert f'data-until="{day_number(day) - history_of(snapshot).first_day}"' in body
    assert "as_of=2023-05-20" in re.search(r'<img src="([^"]+)"', body)[1]
    then = body_of(client, "/mapa?as_of=2023-05-20&year=2022")
    assert f"{moment_of(history_of(snapshot), day_number(date(2022, 12, 31))).n_present}" in then


def test_map_of_a_day_before_the_first_says_so(client):
    body = body_of(client, "/mapa?as_of=2001-01-01")
    assert "Tego dnia sieci jeszcze nie było" in body
    assert "<script" not in body
    assert client.get("/mapa.svg?as_of=2001-01-01").status_code == 200


def test_unknown_actor_is_refused(client):
    assert "nie ma" in body_of(client, "/mapa?selected=nobody", 404).lower()


def test_filter_that_leaves_nothing_says_so_and_shows_no_picture(client):
    body = body_of(client, "/mapa?q=xyzzyxyzzy")
    assert "Nikt nie pasuje do tych filtrów" in body
    assert "/mapa.svg" not in body


def test_picture_has_a_sign_for_everyone_shown_and_labels(client, shared_ogniwo):
    response = client.get("/mapa.svg?year=2023&scheme=dark")
    assert response.mimetype == "image/svg+xml"
    text = response.get_data(as_text=True)
    snapshot = shared_ogniwo.snapshot()
    moment = moment_of(history_of(snapshot), day_number(snapshot.as_of.replace(year=2023, month=12, day=31)))
    signs = len(re.findall("<circle", text)) + len(re.findall(r'<path d="M[^"]+z"/>', text))
    assert signs == moment.n_present
    assert text.count("M") - signs + len(re.findall("<circle", text)) >= moment.n_edges
    assert "<text" in text


def test_page_has_no_inline_code_and_only_this_page_may_run_scripts(client):
    response = client.get("/mapa")
    body = response.get_data(as_text=True)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", body)
    assert all(re.search(r'src="/static/', tag) for tag in re.findall(r"<script[^>]*>", body))
    assert "script-src 'self'; connect-src 'self'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in client.get("/").headers["Content-Security-Policy"]


def test_modules_may_be_kept_for_ever_under_the_address_of_their_content(client):
    address = re.search(r'type="module" src="([^"]+)"', client.get("/mapa").get_data(as_text=True))[1]
    response = client.get(address)
    assert response.mimetype == "text/javascript"
    assert "immutable" in response.headers["Cache-Control"]
    neighbour = client.get(address.replace("main.js", "camera.js"))
    assert (neighbour.status_code, "immutable" in neighbour.headers["Cache-Control"]) == (200, True)
    assert "no-cache" in client.get("/static/modules/0000/map/main.js").headers["Cache-Control"]
    assert client.get("/static/vendor/d3/README.md").status_code == 404


def test_empty_network_says_what_to_do(tmp_path):
    with Ogniwo.open(settings_of(tmp_path)) as ogniwo:
        client = create_app(ogniwo).test_client()
        body = body_of(client, "/mapa")
        assert "Sieć jest jeszcze pusta" in body
        assert "<script" not in body
        answer = answer_of(client)
        assert (answer["n_actors"], answer["first_day"], answer["contacts"]["n_contacts"]) == (0, None, 0)
        assert client.get("/mapa.svg").status_code == 200


def test_region_of_a_network_without_regions_is_refused_with_what_a_code_is(tmp_path):
    with Ogniwo.open(settings_of(tmp_path)) as ogniwo:
        ogniwo.store.load([make_node("o1", "Organisation", name="Koło", joined=date(2024, 1, 1))], [])
        body = body_of(create_app(ogniwo).test_client(), "/mapa?region=14", 422)
        assert "kod województwa (18) albo powiatu (1863)" in body


def test_columns_are_packed_by_digits():
    assert packed([0, 63, 64, 4096]) == "A_AA" + "AABA" + "AAAB"
    assert unpacked(packed([5, 70, 4095, 4096]), 4) == [5, 70, 4095, 4096]
    assert front_coded(["men-0001", "men-0002", "org-1"]) == ["Amen-0001", "H2", "Aorg-1"]


def test_map_of_a_large_network_draws_those_with_the_most_contacts_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(drawn, "MOST_DRAWN", 4)
    pairs = [(1, 2), (1, 3), (1, 4), (2, 3), (2, 5), (3, 4), (4, 5), (6, 7)]
    members = [organisation(number, date(2023, 1, number)) for number in range(1, 10)]
    links = [cooperation(*pair, date(2023, 2, 1)) for pair in pairs]
    links += [cooperation(6, 7, date(2024, month, 1)) for month in range(1, 9)]  # many links, but of one pair
    with client_of(tmp_path, members, links) as client:
        answer = answer_of(client)
        assert (answer["n_actors"], answer["n_left_out"]) == (4, 5)
        assert answer["actors"]["names"] == ["Koło 1", "Koło 2", "Koło 3", "Koło 4"]
        assert answer["contacts"]["n_contacts"] == 5
        body = body_of(client, "/mapa")
        assert "(4), i kontakty między nimi. Pozostałych (5) na niej nie ma." in body
        listed = re.findall(r'<th scope="row"><a href="/organizacje/org-(\d)"', body)
        assert sorted(listed) == list("123456789")
        assert len(re.findall(r'data-actor="org-', body)) == 4
        assert client.get("/mapa.svg").get_data(as_text=True).count("<circle") == 4
