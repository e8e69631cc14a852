"""The page on growth: its figures are the network's own, filters are in its address, nothing is drawn of nothing."""

import csv
import gzip
import io
import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import numpy as np
import pytest

from seeds.programme import sample_programme
from tests.grown import client_of, cooperation, organisation
from tests.naive_growth import NaiveGrowth

MARCH = "as_of=2024-03-31"


@pytest.fixture(scope="module")
def records():
    """The sample programme as records, which are asked anew."""
    programme = sample_programme()
    return SimpleNamespace(nodes=tuple(programme.nodes), links=tuple(programme.links))


def body_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.get_data(as_text=True))


def sheet_of(client, address):
    response = client.get(address)
    assert response.mimetype == "text/csv"
    return list(csv.DictReader(io.StringIO(response.get_data(as_text=True).lstrip("\N{BYTE ORDER MARK}"))))


def tiles_of(body):
    found = re.findall(r"<dt>([^<]+)</dt>\s*<dd class=\"value\">([^<]+)</dd>", body)
    return {label: value.replace("\xa0", " ") for label, value in found}


def test_key_figures_are_those_of_the_network_built_anew(client, records):
    tiles = tiles_of(body_of(client, f"/rozwoj?{MARCH}"))
    expected = NaiveGrowth(records, {}).figures(date(2024, 1, 1), date(2024, 3, 31))
    assert tiles == {
        "organizacje i grupy": str(expected["n_organisations"]),
        "partnerzy": str(expected["n_partners"]),
        "osoby mentorskie": str(expected["n_mentors"]),
        "pary w kontakcie": str(expected["n_contacts"]),
        "uczestników w jednej, połączonej części": f"{100 * expected['largest_share']:.1f}%".replace(".", ","),
        "bez żadnego kontaktu": str(expected["n_isolates"]),
    }


def test_changes_are_those_since_the_period_before(client, records):
    body = body_of(client, f"/rozwoj?{MARCH}")
    now, before = (
        NaiveGrowth(records, {}).figures(first, last)["n_contacts"]
        for first, last in ((date(2024, 1, 1), date(2024, 3, 31)), (date(2023, 10, 1), date(2023, 12, 31)))
    )
    assert now > before
    assert f"<b>+{now - before}</b> wobec IV kw. 2023" in body


@pytest.mark.parametrize("scope", [{"region": "14"}, {"sector": "ngo"}, {"component": "image"}, {"sphere": "SP01"}])
def test_filters_narrow_the_network_and_stay_in_the_form(client, records, scope):
    ((name, value),) = scope.items()
    body = body_of(client, f"/rozwoj?{MARCH}&{name}={value}")
    expected = NaiveGrowth(records, scope).figures(date(2024, 1, 1), date(2024, 3, 31))
    assert tiles_of(body)["organizacje i grupy"] == str(expected["n_organisations"])
    assert tiles_of(body)["pary w kontakcie"] == str(expected["n_contacts"])
    assert f'<option value="{value}" selected>' in body
    assert "tylko: " in body


@pytest.mark.parametrize("by", ["month", "quarter", "year", "cohort"])
def test_spreadsheet_has_every_period_and_the_table_the_same_newest_first(client, by):
    body = body_of(client, f"/rozwoj?by={by}")
    address = re.search(r'href="(/rozwoj\.csv\?[^"]*chart=members[^"]*)"', body)[1]
    rows = sheet_of(client, address)
    table = re.search(r'<caption class="visually-hidden">Kto należy do sieci</caption>.*?</table>', body, re.DOTALL)[0]
    shown = re.findall(r'<th scope="row">([^<]+)</th><td class="amount">([^<]+)</td>', table)
    assert [(row["name"], row["n_organisations"]) for row in reversed(rows)] == shown


def test_spreadsheet_of_all_figures_has_their_values(client, records):
    row = sheet_of(client, f"/rozwoj.csv?by=year&{MARCH}")[1]
    expected = NaiveGrowth(records, {}).figures(date(2022, 1, 1), date(2022, 12, 31))
    assert (row["period"], row["first_day"], row["last_day"]) == ("2022", "2022-01-01", "2022-12-31")
    for code, value in expected.items():
        assert float(row[code]) == pytest.approx(value), code


def test_every_chart_is_a_picture_with_a_name_a_table_and_a_spreadsheet(client):
    body = body_of(client, "/rozwoj")
    panels = re.findall(r'<article class="panel chart-panel.*?</article>', body, re.DOTALL)
    assert len(panels) == 11
    for panel in panels:
        labelled = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', panel)
        assert re.search(rf'<title id="{labelled[1]}">[^<]+</title>\s*<desc id="{labelled[2]}">[^<]+\d', panel)
        assert "<table" in panel
        assert re.search(r'href="/rozwoj\.csv\?[^"]*chart=\w+', panel)
    ids = re.findall(r'\sid="([^"]+)"', body)
    assert len(ids) == len(set(ids))


def test_points_tell_their_values_in_the_readers_language(client):
    assert "<title>IV kw. 2022: Organizacje i grupy: 158, Partnerzy: 40, Osoby mentorskie: 23</title>" in body_of(
        client, "/rozwoj"
    )
    client.set_cookie("language", "en")
    assert "<title>Q4 2022: Organisations and groups: 158, Partners: 40, Mentors: 23</title>" in body_of(
        client, "/rozwoj"
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("as_of=wczoraj", "dzień, na przykład 2024-03-31"),
        ("as_of=2024-02-30", "dzień, na przykład"),
        ("as_of=2999-01-01", "nie późniejszy niż"),
        ("since=x", "„Od dnia”"),
        ("by=week", "„Jak często”"),
        ("region=99", "kod województwa (18) albo powiatu (1863)"),
        ("sphere=x", "„Sfera działania”"),
        ("sector=x", "„Sektor”"),
        ("component=x", "„Część programu”"),
    ],
)
def test_value_that_is_none_is_refused_in_the_words_of_the_page(client, query, said):
    assert said in body_of(client, f"/rozwoj?{query}", 422)
    assert client.get(f"/rozwoj.csv?{query}").status_code == 422


def test_unknown_chart_is_refused(client):
    assert client.get("/rozwoj.csv?chart=pie").status_code == 422


def test_day_before_the_first_member_says_when_the_network_began(client, records):
    first = min(node.properties["joined"] for node in records.nodes if node.base == "Actor")
    body = body_of(client, "/rozwoj?as_of=2001-01-01")
    assert "Tego dnia sieci jeszcze nie było" in body
    assert f"{first.day}\xa0września\xa0{first.year}" in body
    assert '<svg class="chart' not in body


def test_filters_that_leave_nobody_say_so(client):
    body = body_of(client, "/rozwoj?region=08&sector=media")
    assert "Nikt nie spełnia wszystkich warunków" in body
    assert '<svg class="chart' not in body


def test_empty_network_says_how_to_begin(tmp_path):
    with client_of(tmp_path) as client:
        for by in ("quarter", "cohort"):
            body = body_of(client, f"/rozwoj?by={by}")
            assert "Sieć jest jeszcze pusta" in body
            assert 'href="/wczytaj"' in body
        assert sheet_of(client, "/rozwoj.csv") == []


def test_network_without_cohorts_offers_quarters(tmp_path):
    with client_of(tmp_path, [organisation(1, date(2024, 1, 2))]) as client:
        body = body_of(client, "/rozwoj?by=cohort")
        assert "Do tego dnia nie zaczął się żaden cykl" in body
        assert 'href="/rozwoj"' in body


def test_one_member_alone_is_told_with_reasons_for_what_cannot_be_counted(tmp_path):
    with client_of(tmp_path, [organisation(1, date(2024, 1, 2), "18")]) as client:
        body = body_of(client, "/rozwoj?as_of=2024-03-31")
        assert tiles_of(body)["organizacje i grupy"] == "1"
        assert "Potrzeba dwóch uczestników, a był jeden." in body
        assert "Nikt nie był z nikim w kontakcie" in body


def test_network_of_isolates_draws_what_there_is_and_says_why_the_rest_is_missing(tmp_path):
    members = [organisation(number, date(2024, 1, number), "18") for number in range(1, 6)]
    with client_of(tmp_path, members) as client:
        body = body_of(client, "/rozwoj?by=month&as_of=2024-03-31")
        assert tiles_of(body)["bez żadnego kontaktu"] == "5"
        assert body.count("Nikt nie był z nikim w kontakcie.") == 2
        assert "Nikt nie miał dwóch kontaktów" not in body  # around one member it is 0
        assert len(re.findall(r'class="chart wide-only"', body)) == 1


def test_link_that_ends_leaves_the_count(tmp_path):
    members = [organisation(number, date(2024, 1, 1)) for number in (1, 2)]
    link = cooperation(1, 2, date(2024, 1, 5), until=date(2024, 2, 9))
    with client_of(tmp_path, members, [link]) as client:
        rows = sheet_of(client, "/rozwoj.csv?by=month&as_of=2024-03-31&chart=links")
        assert [row["n_cooperation_links"] for row in rows] == ["1", "0", "0"]


@pytest.mark.parametrize("by", ["month", "quarter", "year", "cohort"])
def test_page_is_small(client, by):
    content = client.get(f"/rozwoj?by={by}").get_data()
    assert len(gzip.compress(content)) <= 40_000


def test_page_has_no_inline_code_or_style(client):
    body = body_of(client, "/rozwoj")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", body)


def test_menu_leads_there(client):
    assert 'href="/rozwoj"' in body_of(client, "/")


def test_page_of_ten_years_by_month_is_small_too(tmp_path):
    rng = np.random.default_rng(1)
    days = [date(2014 + month // 12, month % 12 + 1, 1) for month in range(120)]
    joined = np.sort(rng.integers(0, 120, 240))
    members = [organisation(number, days[month]) for number, month in enumerate(joined.tolist())]
    pairs = {tuple(sorted(pair)) for pair in rng.integers(0, 240, (700, 2)).tolist() if pair[0] != pair[1]}
    links = [cooperation(one, other, days[rng.integers(joined[other], 120)]) for one, other in sorted(pairs)]
    with client_of(tmp_path, members, links) as client:
        response = client.get("/rozwoj?by=month&as_of=2023-12-31", headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(response.get_data()).decode().count('<th scope="row">grudzień 2014') > 5
        assert len(response.get_data()) <= 40_000
