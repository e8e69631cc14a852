"""The pages of cohorts say what the service says: pairs with reasons, who is left and why, load."""

import csv
import io
from html import unescape

import pytest

from tests.web_sample import COHORT
from web.services.cohorts.report import report


def _body(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return unescape(response.get_data(as_text=True))


@pytest.fixture
def told(shared_ogniwo):
    return report(shared_ogniwo, COHORT, "pl")


def test_list_leads_to_the_cohort_and_the_start_page_to_the_list(client):
    assert f'href="/cykle/{COHORT}"' in _body(client, "/cykle")
    assert 'href="/cykle"' in _body(client, "/")


@pytest.mark.parametrize("n_strongest", [1, 3])
def test_page_shows_every_pair_with_every_reason(client, told, monkeypatch, n_strongest):
    monkeypatch.setattr("web.pages.cohorts.N_STRONGEST", n_strongest)
    assert all(len(pair["reasons"]) > 1 for pair in told["draft_report"]["pairs"])
    body = _body(client, f"/cykle/{COHORT}")
    assert len(told["draft_report"]["pairs"]) == 6
    for pair in told["draft_report"]["pairs"]:
        assert pair["seeker_name"] in body
        assert pair["mentor_name"] in body
        assert all(reason["sentence"] in body for reason in pair["reasons"])


def test_page_says_who_is_left_and_why_and_what_every_mentor_has(client, told):
    body = _body(client, f"/cykle/{COHORT}")
    (left,) = told["draft_report"]["unplaced"]
    assert left["cause"] == "capacity"
    assert left["sentence"] in body
    assert all(f"<code>{command}</code>" in body for command in left["commands"])
    assert told["draft_report"]["crowded"][0]["sentence"] in body
    assert all(one["name"] in body for one in told["draft_report"]["mentor_loads"])
    assert sum(one["n"] for one in told["draft_report"]["mentor_loads"]) == 6


def test_spreadsheet_has_a_row_a_pair_and_one_for_who_is_left(client, told):
    text = _body(client, f"/cykle/{COHORT}.csv").removeprefix("\N{BYTE ORDER MARK}")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header[0] == "organizacja"
    assert len(rows) == 7
    pair = told["draft_report"]["pairs"][0]
    assert rows[0][4] == f"{pair['score']:.3f}".rstrip("0").replace(".", ",")
    client.set_cookie("language", "en")
    english = _body(client, f"/cykle/{COHORT}.csv")
    assert f"{pair['seeker']},{pair['mentor_name']},{pair['mentor']},{round(pair['score'], 3)}," in english
    assert rows[-1][7] == told["draft_report"]["unplaced"][0]["sentence"]


def test_json_is_what_the_service_says(client, told):
    assert client.get(f"/api/v1/cohorts/{COHORT}?lang=pl").get_json() == told
    assert [one["id"] for one in client.get("/api/v1/cohorts").get_json()["cohorts"]] == [COHORT]


def test_an_unknown_cohort_or_draft_is_told_in_the_readers_language(client):
    assert "Nie ma cyklu „nope”" in _body(client, "/cykle/nope", 404)
    told = client.get(f"/api/v1/cohorts/{COHORT}?draft=99&lang=en").get_json()
    assert told["status"] == 404
    assert "has no draft 99" in told["detail"]


def test_an_open_cohort_shows_who_takes_part(own_client, own_ogniwo):
    from graph.snapshot import today
    from web.services.cohorts import life

    life.open_cohort(own_ogniwo, "next", "Następny", starts=today(), by="anna", reason="test")
    assert "Nikt jeszcze nie dołączył" in _body(own_client, "/cykle/next")
    assert "nie ma jeszcze aktualnej propozycji" in _body(own_client, "/cykle/next.csv", 409)
    member = report(own_ogniwo, COHORT, "pl")["members"][0]
    life.join(own_ogniwo, "next", member["id"], by="anna", reason="test")
    body = _body(own_client, "/cykle/next")
    assert f"/organizacje/{member['id']}" in body
    assert "ogniwo cohort close next" in body


def test_the_published_plan_is_shown_until_another_is_published(own_client, own_ogniwo):
    from web.services.cohorts import publishing, settling
    from web.services.cohorts.drafting import match

    signed = {"by": "anna", "reason": "test"}
    for step in (publishing.review, publishing.publish):
        step(own_ogniwo, COHORT, **signed)
    told = report(own_ogniwo, COHORT, "pl")["draft_report"]
    assert "obowiązuje" not in _body(own_client, f"/cykle/{COHORT}")
    gone = told["pairs"][0]
    settling.withdraw(own_ogniwo, COHORT, gone["seeker"], **signed)
    number = match(own_ogniwo, COHORT, **signed)[1].number
    pair = f">{gone['seeker_name']}</a> <span"
    holds, draft = (_body(own_client, f"/cykle/{COHORT}{more}") for more in ("", f"?draft={number}"))
    assert "To ogłoszony plan, który obowiązuje." in holds
    assert "Nadal obowiązuje ogłoszony plan." in draft
    assert (pair in holds, pair in draft) == (True, False)
    assert gone["seeker_name"] in _body(own_client, f"/cykle/{COHORT}.csv")
    publishing.review(own_ogniwo, COHORT, **signed)
    publishing.publish(own_ogniwo, COHORT, **signed)
    assert pair not in _body(own_client, f"/cykle/{COHORT}")
    assert "wcześniejsza propozycja" in _body(own_client, f"/cykle/{COHORT}?draft={told['number']}")
    assert "nie ma propozycji" in _body(own_client, f"/cykle/{COHORT}?draft={2**70}", 404)
