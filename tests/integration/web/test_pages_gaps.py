"""The page of missing trainings says what the library finds, and gives it as a spreadsheet."""

import csv
import io
import re
from html import unescape

import pytest

from matching.gaps import GapQuestion, find_gaps
from matching.wording.gaps import gap_note, gap_sentence


def body_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.get_data(as_text=True))


def test_page_shows_the_most_urgent_with_the_sentence_and_who_would_come(client, shared_ogniwo):
    snapshot = shared_ogniwo.snapshot()
    body = body_of(client, "/szkolenia")
    for one in find_gaps(snapshot).proposals(0, 20):
        assert gap_sentence(one, snapshot, "pl") in body
        assert all(f"/organizacje/{each.organisation_id}" in body for each in one.attendees[:12])


def test_pages_part_the_proposals(client, shared_ogniwo):
    n_proposals = len(find_gaps(shared_ogniwo.snapshot()))
    n_pages = -(-n_proposals // 20)
    rows = [
        len(re.findall(r'<th scope="row">', body_of(client, f"/szkolenia?page={n}"))) for n in range(1, n_pages + 1)
    ]
    assert sum(rows) == n_proposals
    assert client.get(f"/szkolenia?page={n_pages + 1}").status_code == 422


def test_form_keeps_what_was_asked_and_the_spreadsheet_has_the_same(client, shared_ogniwo):
    expected = find_gaps(shared_ogniwo.snapshot(), GapQuestion(component="strategy", mode="on_site")).proposals()
    body = body_of(client, "/szkolenia?component=strategy&mode=on_site")
    assert re.search(r'<option value="strategy" selected>', body)
    assert re.search(r'<option value="on_site" selected>', body)
    address = re.search(r'href="(/szkolenia\.csv\?[^"]+)"', body)[1]
    response = client.get(address)
    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True).lstrip("\N{BYTE ORDER MARK}"))))
    assert [(row["skill_id"], row["region_id"]) for row in rows] == [(one.skill_id, one.region_id) for one in expected]


def test_nothing_missing_says_so_with_the_next_step(client, shared_ogniwo):
    snapshot = shared_ogniwo.snapshot()
    codes = snapshot.regions.ids[snapshot.regions.level == "powiat"].tolist()
    code, found = next(
        (code, found) for code in codes if (found := find_gaps(snapshot, GapQuestion(region=code))).note == "all_met"
    )
    assert gap_note("all_met", found.totals, "pl") in body_of(client, f"/szkolenia?region={code}")
    empty = next(code for code in codes if find_gaps(snapshot, GapQuestion(region=code)).note == "no_organisations")
    assert "Nie ma jeszcze z czego planować" in body_of(client, f"/szkolenia?region={empty}")


@pytest.mark.parametrize("query", ["region=99", "skill=T1", "component=cooking", "mode=hybrid", "page=0", "page=x"])
@pytest.mark.parametrize("address", ["/szkolenia", "/api/v1/gaps"])
def test_wrong_value_is_refused(client, address, query):
    assert client.get(f"{address}?{query}").status_code == 422


def test_start_page_leads_there(client):
    assert 'href="/szkolenia"' in body_of(client, "/")
