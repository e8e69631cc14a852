"""Tables for spreadsheets, taken from the pages."""

import csv
import io

import openpyxl
import pytest

from web.services.exporting.tables import SHEETS


@pytest.mark.parametrize("what", SHEETS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_is_taken_as_a_file(client, what, form):
    answer = client.get(f"/tabele/{what}.{form}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{what}.{form}"'
    content = answer.get_data()
    if form == "csv":
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    else:
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert len(rows) > 20
    assert len(set(rows[0])) == len(rows[0])


def test_headers_are_in_the_reader_s_language(client):
    client.set_cookie("language", "en")
    assert "legal form" in client.get("/tabele/organisations.csv").get_data(as_text=True)
    client.set_cookie("language", "pl")
    assert "forma prawna" in client.get("/tabele/organisations.csv").get_data(as_text=True)


def test_suggestions_of_an_organisation_are_taken_with_their_reasons(client, ids):
    page = client.get(f"/organizacje/{ids.organisation}/propozycje").get_data(as_text=True)
    address = f"/organizacje/{ids.organisation}/propozycje.xlsx"
    assert address in page
    rows = list(openpyxl.load_workbook(io.BytesIO(client.get(address).get_data())).active.values)
    assert {row[0] for row in rows[1:]} == {ids.organisation}
    assert {row[4] for row in rows[1:]} == {"peer", "mentor", "partner"}


def test_the_page_that_takes_a_file_offers_the_tables(client):
    page = client.get("/wczytaj").get_data(as_text=True)
    assert all(f"/tabele/{what}.{form}" in page for what in SHEETS for form in ("csv", "xlsx"))


@pytest.mark.parametrize(
    "address", ["/tabele/persons.csv", "/tabele/organisations.pdf", "/organizacje/brak/propozycje.csv"]
)
def test_other_tables_are_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("form", "kind"), [("gexf", "application/xml"), ("json", "application/json")])
def test_the_network_is_taken_as_a_graph(client, form, kind):
    answer = client.get(f"/tabele/graph.{form}")
    assert (answer.status_code, answer.mimetype) == (200, kind)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="ogniwo.{form}"'


def test_the_graph_is_narrowed_by_the_address(client):
    everybody, partners = (client.get(f"/tabele/graph.json{asked}").get_json() for asked in ("", "?role=Partner"))
    assert {node["role"] for node in everybody["nodes"]} == {"Organisation", "Partner", "Mentor"}
    assert {"Partner"} <= {role for node in partners["nodes"] for role in node["roles"].split()}
    assert all("Partner" in node["roles"].split() for node in partners["nodes"])
    assert 0 < len(partners["nodes"]) < len(everybody["nodes"])
    assert client.get("/tabele/graph.json?region=99").status_code == 422
