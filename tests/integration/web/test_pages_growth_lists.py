"""Who holds the network together, who stands alone, which groups there are, and whom to introduce: as pages."""

import csv
import gzip
import io
import re
from datetime import UTC, date, datetime
from html import unescape

import pytest

from graph.model import make_node
from tests.grown import client_of, cooperation, organisation, settings_of
from web.app import create_app
from web.ogniwo import Ogniwo

PAGES = ("/rozwoj/wojewodztwa", "/rozwoj/kto-spaja", "/rozwoj/na-uboczu", "/rozwoj/grupy", "/rozwoj/kogo-poznac")
REPORT = "/rozwoj/wskazniki"
DAY = "as_of=2024-06-30"


def body_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.get_data(as_text=True))


def sheet_of(client, address):
    response = client.get(address)
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).lstrip("\N{BYTE ORDER MARK}"))))


@pytest.fixture
def barbell(tmp_path):
    """Two threes of organisations joined by a seventh, and one alone: 1–2–3, 3–4, 4–5, 5–6–7, and 8."""
    members = [organisation(n, date(2024, 1, n), "18" if n < 5 else "06") for n in range(1, 9)]
    pairs = [(1, 2), (2, 3), (1, 3), (3, 4), (4, 5), (5, 6), (6, 7), (5, 7)]
    links = [cooperation(one, other, date(2024, 2, 1)) for one, other in pairs]
    with client_of(tmp_path, members, links) as client:
        yield client


@pytest.mark.parametrize("address", [*PAGES, REPORT])
def test_page_is_small_without_inline_code_and_leads_to_the_others(client, address):
    response = client.get(address)
    body = response.get_data(as_text=True)
    assert len(gzip.compress(response.get_data())) <= 40_000
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", body)
    nav = re.search(r'<nav class="growth-nav".*?</nav>', body, re.DOTALL)[0]
    assert {"/rozwoj", *PAGES, REPORT, "/szkolenia", "/mapa"} <= set(re.findall(r'href="([^"]+)"', nav))
    assert nav.count('aria-current="page"') == 1
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_filters_that_leave_nobody_say_so(client, address):
    body = body_of(client, f"{address}?sphere=SP33&sector=media")
    assert "Wyczyść filtry" in body
    assert '<svg class="chart' not in body


@pytest.mark.parametrize("address", PAGES[:4])
def test_filters_go_along_to_the_next_page(client, address):
    nav = re.search(
        r'<nav class="growth-nav".*?</nav>', body_of(client, f"{address}?sector=ngo&as_of=2024-03-31"), re.DOTALL
    )
    assert "/rozwoj/grupy?sector=ngo&as_of=2024-03-31" in nav[0]


@pytest.mark.parametrize("address", PAGES[:4])
def test_day_before_the_first_member_says_so(client, address):
    assert "Tego dnia sieci jeszcze nie było" in body_of(client, f"{address}?as_of=2001-01-01")


@pytest.mark.parametrize("address", PAGES)
def test_empty_network_is_no_error(tmp_path, address):
    with client_of(tmp_path) as client:
        body = body_of(client, address)
        assert '<svg class="chart' not in body
        assert 'class="panel empty' in body


@pytest.mark.parametrize("address", PAGES)
def test_one_member_is_no_error(tmp_path, address):
    with client_of(tmp_path, [organisation(1, date(2024, 1, 2), "18")]) as client:
        assert client.get(address).status_code == 200
        if address != "/rozwoj/kogo-poznac":
            assert sheet_of(client, f"{address}.csv") is not None


@pytest.mark.parametrize(
    "query",
    ["as_of=x", "as_of=2999-01-01", "region=99", "component=x", "sphere=x", "sector=x"],
)
@pytest.mark.parametrize("address", PAGES[:4])
def test_wrong_value_is_refused(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/rozwoj/wojewodztwa?figure=x",
        "/rozwoj/na-uboczu?months=x",
        "/rozwoj/na-uboczu?months=5000",
        "/rozwoj/kogo-poznac?kind=mentor",
        "/rozwoj/kogo-poznac?k=0",
        "/rozwoj/kogo-poznac?k=101",
        "/rozwoj/kogo-poznac?region=99",
    ],
)
def test_wrong_choice_of_a_page_is_refused(client, address):
    assert client.get(address).status_code == 422


# Voivodeships


def test_map_prints_the_value_of_each_voivodeship_and_the_table_ranks_them(barbell):
    body = body_of(barbell, f"/rozwoj/wojewodztwa?figure=organisations&{DAY}")
    titles = re.findall(r'<g class="region[^"]*"><title>([^<]+)</title>', body)
    assert len(titles) == 16
    assert {"podkarpackie: 4", "lubelskie: 4", "mazowieckie: 0"} <= set(titles)
    ranked = re.findall(r'<th scope="row"><a href="/rozwoj\?region=(\d\d)">', body)
    assert ranked[:2] == ["06", "18"]
    assert body.count("jeszcze nikogo") == 14


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("contacts", {"18": "5", "06": "4"}), ("across", {"18": "1", "06": "1"}), ("isolates", {"18": "0", "06": "1"})],
)
def test_every_figure_of_a_voivodeship_is_counted(barbell, figure, expected):
    body = body_of(barbell, f"/rozwoj/wojewodztwa?figure={figure}&{DAY}")
    rows = dict(re.findall(r'\?region=(\d\d)">.*?<td class="amount">([^<]+)</td>', body, re.DOTALL))
    assert {code: rows[code] for code in expected} == expected


def test_voivodeship_without_contacts_is_marked(tmp_path):
    members = [organisation(1, date(2024, 1, 2), "18"), organisation(2, date(2024, 1, 2), "06")]
    members += [organisation(3, date(2024, 1, 2), "06")]
    with client_of(tmp_path, members, [cooperation(2, 3, date(2024, 1, 3))]) as client:
        body = body_of(client, f"/rozwoj/wojewodztwa?{DAY}")
        assert re.search(r'region=18">podkarpackie</a> <span class="chip standing">nikt nie ma kontaktów', body)
        assert re.search(r'region=06">lubelskie</a> <span class="chip standing">bez kontaktów na zewnątrz', body)


# Who holds it together


def test_broker_in_the_middle_comes_first_with_what_breaks_without_it(barbell):
    body = body_of(barbell, f"/rozwoj/kto-spaja?{DAY}&actor=org-4")
    first = re.search(r'<th scope="row"><a href="/organizacje/(org-\d)">', body)[1]
    assert first == "org-4"
    leaving = re.search(r'<section class="panel after leaving".*?</section>', body, re.DOTALL)[0]
    assert "rozpada się na 2 części" in leaving
    assert len(re.findall(r'href="/organizacje/org-\d"', leaving)) == 3


def test_contacts_on_which_most_depends_are_those_of_the_middle(barbell):
    body = body_of(barbell, f"/rozwoj/kto-spaja?{DAY}")
    section = re.search(r'<section class="panel" aria-labelledby="bridges">.*?</section>', body, re.DOTALL)[0]
    ends = re.findall(r'href="/organizacje/(org-\d)"', section)
    assert {frozenset(ends[:2]), frozenset(ends[2:])} == {frozenset({"org-3", "org-4"}), frozenset({"org-4", "org-5"})}


def test_unknown_one_who_would_leave_is_not_found(client):
    assert client.get("/rozwoj/kto-spaja?actor=nobody").status_code == 404


# Who stands alone, and groups


def test_lone_member_is_listed_with_the_way_to_somebody_to_meet(barbell):
    body = body_of(barbell, f"/rozwoj/na-uboczu?{DAY}&months=2")
    assert '<a class="meet" href="/organizacje/org-8/propozycje">' in body
    rows = sheet_of(barbell, f"/rozwoj/na-uboczu.csv?{DAY}&months=2")
    assert [(row["why"], row["actor_id"]) for row in rows] == [("isolate", "org-8"), ("waiting", "org-8")]


def test_newcomer_does_not_wait_before_its_time(barbell):
    rows = sheet_of(barbell, f"/rozwoj/na-uboczu.csv?{DAY}&months=12")
    assert [row["why"] for row in rows] == ["isolate"]


def test_contact_that_ended_is_told_as_a_loss(tmp_path):
    members = [organisation(n, date(2022, 1, 1)) for n in (1, 2)]
    link = cooperation(1, 2, date(2022, 2, 1), until=date(2024, 1, 5))
    with client_of(tmp_path, members, [link]) as client:
        body = body_of(client, f"/rozwoj/na-uboczu?{DAY}")
        assert body.count("kontakty: 1 → 0") == 2


def test_groups_of_the_barbell_are_its_two_ends(barbell):
    rows = sheet_of(barbell, f"/rozwoj/grupy.csv?{DAY}")
    groups = [set(row["members"].split()) for row in rows]
    assert len(groups) == 2
    assert any(group >= {"org-1", "org-2", "org-3"} for group in groups)
    assert any(group >= {"org-5", "org-6", "org-7"} for group in groups)
    body = body_of(barbell, f"/rozwoj/grupy?{DAY}")
    assert body.count('class="card group"') == 2
    assert "Do społeczności należy 7 z 8 uczestników." in body


def test_what_the_page_of_groups_leaves_out_is_in_the_spreadsheet_and_counted(client):
    n_groups = len(sheet_of(client, "/rozwoj/grupy.csv"))
    body = body_of(client, "/rozwoj/grupy")
    n_left = n_groups - body.count('class="card group"')
    assert n_left > 4
    assert f"W arkuszu jest jeszcze {n_left} mniejszych społeczności." in body


# Whom to introduce


def test_introductions_lead_to_the_form_that_asks_for_them(client):
    body = body_of(client, "/rozwoj/kogo-poznac")
    asked = re.findall(r'href="(/organizacje/[^"]+/prosba\?kind=peer)"', body)
    assert len(asked) == 10
    assert client.get(asked[0]).status_code == 200
    rows = sheet_of(client, "/rozwoj/kogo-poznac.csv")
    assert [
        f"/organizacje/{row['seeker_id']}/propozycje/{row['provider_id']}/prosba?kind=peer" for row in rows
    ] == asked


def test_effect_of_each_introduction_stands_in_a_sentence(client):
    body = body_of(client, "/rozwoj/kogo-poznac?kind=partner&order=sequence")
    for row in sheet_of(client, "/rozwoj/kogo-poznac.csv?kind=partner&order=sequence"):
        assert row["sentence"] in body


# Indicators


def test_indicators_are_those_of_the_api_with_small_groups_withheld(client):
    body = body_of(client, f"{REPORT}?year=2023")
    answer = client.get("/api/v1/growth/indicators?from=2023-01-01&to=2023-12-31&lang=pl").json
    assert (answer["from"], answer["to"]) == ("2023-01-01", "2023-12-31")
    for one in answer["indicators"]:
        assert one["label"] in body
    (organisations,) = next(one["measures"] for one in answer["indicators"] if one["code"] == "I01")
    assert f'<dd class="value">{organisations["value"]:g}</dd>' in body
    assert "utajnione" in body
    for by in organisations["breakdowns"]:
        assert all(group["hidden"] or group["n"] >= 5 for group in by["groups"])


def test_targets_of_the_coordinators_file_stand_beside_the_values(tmp_path):
    members = [organisation(n, date(2024, 1, 1)) for n in range(1, 9)]
    with client_of(tmp_path, members, [cooperation(1, 2, date(2024, 1, 2))]) as client:
        (tmp_path / "targets.csv").write_text("code,period,target\nI01,,270\n", encoding="utf-8")
        assert "cel: 270" in body_of(client, REPORT)
        told = client.get("/api/v1/growth/indicators").json
        assert (told["indicators"][0]["measures"][0]["target"], told["targets_problem"]) == (270, None)
        (tmp_path / "targets.csv").write_text("code,period,target\nI99,,x\n", encoding="utf-8")
        assert "Nie da się odczytać celów z pliku targets.csv: cele, wiersz 2" in body_of(client, REPORT)
        problem = client.get("/api/v1/growth/indicators?lang=en").json["targets_problem"]
        assert problem.startswith("targets, row 2, column code: 'I99' is no indicator")


def test_indicators_of_a_day_a_sector_and_a_part_that_is_empty(client):
    body = body_of(client, f"{REPORT}?year=2023&as_of=2023-06-30&sector=ngo")
    answer = client.get("/api/v1/growth/indicators?from=2023-01-01&to=2023-06-30&sector=ngo&lang=pl").json
    assert f'<dd class="value">{answer["indicators"][0]["measures"][0]["value"]:g}</dd>' in body
    assert "do 30\xa0czerwca\xa02023 · tylko: organizacje społeczne" in body
    assert "Tego dnia sieci jeszcze nie było" in body_of(client, f"{REPORT}?as_of=2001-01-01")
    assert "Nikt nie spełnia wszystkich warunków" in body_of(client, f"{REPORT}?region=0201&sector=media")
    assert "okres jeszcze trwa" in body_of(client, f"{REPORT}?year={datetime.now(UTC).year}")


@pytest.mark.parametrize(
    "query",
    ["year=1900", "year=x", "region=99", "component=x", "as_of=x", "as_of=2999-01-01", "year=2023&as_of=2022-01-01"],
)
def test_wrong_period_or_part_of_indicators_is_refused(client, query):
    assert client.get(f"{REPORT}?{query}").status_code == 422


@pytest.mark.parametrize("n", [1, 3])
@pytest.mark.parametrize("address", PAGES)
def test_members_without_contacts_whose_places_nobody_knows_are_no_error(tmp_path, address, n):
    with Ogniwo.open(settings_of(tmp_path)) as ogniwo:
        ogniwo.store.load(
            [make_node(f"o{at}", "Organisation", name=f"Koło {at}", joined=date(2024, 1, 1)) for at in range(n)], []
        )
        body = body_of(create_app(ogniwo).test_client(), address)
        assert ("Sieć nie zna jeszcze żadnego województwa" in body) == (address == "/rozwoj/wojewodztwa")


def test_introductions_before_the_first_member_lead_to_a_later_day(client):
    body = body_of(client, "/rozwoj/kogo-poznac?as_of=2001-01-01")
    assert "Tego dnia sieci jeszcze nie było" in body
    assert 'class="button" href="/rozwoj/kogo-poznac"' in body


def test_indicators_of_an_empty_network_are_no_error(tmp_path):
    with client_of(tmp_path) as client:
        assert "Co raportujemy" in body_of(client, REPORT)
        assert client.get("/api/v1/growth/indicators").status_code == 200
