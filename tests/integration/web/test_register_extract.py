"""Organisations of a real register extract, added through the API, get suggestions at once."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

EXTRACT = Path(__file__).resolve().parents[4] / "shared" / "reference" / "krs_podkarpackie_46.csv"
FORMS = {
    "STOWARZYSZENIE": "ASSOC",
    "FUNDACJA": "FOUND",
    "STOWARZYSZENIE KULTURY FIZYCZNEJ": "SPORT_ASSOC",
}


@pytest.fixture(scope="module")
def register():
    if not EXTRACT.exists():
        pytest.skip(f"the register extract {EXTRACT.name} is not beside the repository")
    with EXTRACT.open(encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def _as_posted(row):
    return {
        "name": row["name"],
        "legal_form": FORMS[row["legal_form"]],
        "krs": row["krs"],
        "regon": row["regon9"],
        "nip": row["nip"],
        "founded": datetime.strptime(row["registered_on"], "%d.%m.%Y").date().isoformat(),  # noqa: DTZ007 (a day)
        "region": row["powiat_terc"],
        "locality": row["locality"].title(),
        "about": row["goal_first_300_chars"],
        "needs": [{"skill": "T3.01", "priority": 3}],
        "by": "koordynatorka",
        "reason": "z wyciągu rejestru",
    }


@pytest.mark.shared
def test_every_organisation_of_the_extract_is_added_and_gets_mentors_near_its_need(own_client, register):
    assert len(register) == 46
    for row in register:
        posted = {name: value for name, value in _as_posted(row).items() if value}
        created = own_client.post("/api/v1/organisations", json=posted)
        assert created.status_code == 201, (row["krs"], created.json)
        answer = own_client.get(f"{created.headers['Location']}/suggestions?kind=mentor&k=3").json
        assert answer["suggestions"], row["krs"]
        for suggestion in answer["suggestions"]:
            assert sum(r["contribution"] for r in suggestion["reasons"]) == pytest.approx(suggestion["score"], abs=1e-9)
            assert suggestion["reasons"][0]["sentence"]


@pytest.mark.shared
def test_the_same_organisation_is_not_added_twice(own_client, register):
    posted = {name: value for name, value in _as_posted(register[0]).items() if value}
    assert own_client.post("/api/v1/organisations", json=posted).status_code == 201
    assert own_client.post("/api/v1/organisations", json=posted).status_code == 409
