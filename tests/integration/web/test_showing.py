"""The office keeps what somebody was shown, and nothing that only passed by."""

import pytest
import sqlalchemy as sa

from matching import Kind, recommend
from web.office.errors import OfficeUnavailable
from web.office.tables import SUGGESTION_SHOWN
from web.services import suggesting

ADDRESSES = ("/organizacje/{organisation}/propozycje", "/api/v1/actors/{organisation}/suggestions")
IMAGE_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}
FETCH_ELSEWHERE = {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}
FRAME_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
LINK_ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
OWN_LINK = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
AHEAD = OWN_LINK | {"Sec-Purpose": "prefetch;prerender"}


@pytest.fixture(params=ADDRESSES, ids=["page", "api"])
def address(request, ids):
    return ids.address(request.param)


def n_shown(ogniwo):
    return ogniwo.office.counts()["suggestion_shown"]


@pytest.mark.parametrize("headers", [{}, OWN_LINK, LINK_ELSEWHERE, {"Sec-Fetch-Site": "none"}])
def test_what_a_reader_asked_for_is_kept_as_it_was_shown(own_client, own_ogniwo, ids, address, headers):
    expected = recommend(own_ogniwo.snapshot(), ids.organisation, Kind.PEER, 10)
    response = own_client.get(address, headers=headers)
    with own_ogniwo.office.reading() as connection:
        rows = connection.execute(sa.select(SUGGESTION_SHOWN).order_by(SUGGESTION_SHOWN.c.rank)).all()
    assert [(row.provider_id, row.rank, row.score) for row in rows] == [
        (one.provider_id, one.rank, one.score) for one in expected.suggestions
    ]
    assert {(row.request_id, row.channel, row.seeker_id, row.kind, row.revision) for row in rows} == {
        (
            response.headers["X-Request-Id"],
            "api" if "/api/" in address else "page",
            ids.organisation,
            "peer",
            own_ogniwo.store.revision(),
        )
    }


@pytest.mark.parametrize("headers", [IMAGE_ELSEWHERE, FETCH_ELSEWHERE, FRAME_ELSEWHERE, AHEAD])
def test_what_another_site_or_the_browser_fetched_by_itself_is_not_kept(own_client, own_ogniwo, address, headers):
    assert own_client.get(address, headers=headers).status_code == 200
    assert n_shown(own_ogniwo) == 0


def test_head_is_not_kept(own_client, own_ogniwo, address):
    assert own_client.head(address).status_code == 200
    assert n_shown(own_ogniwo) == 0


def test_answer_that_the_browser_has_already_is_not_kept_again(own_client, own_ogniwo, address):
    first = own_client.get(address)
    kept = n_shown(own_ogniwo)
    assert kept > 0
    again = own_client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert n_shown(own_ogniwo) == kept


def test_refused_question_is_not_kept(own_client, own_ogniwo, address):
    assert own_client.get(f"{address}?kind=friend").status_code == 422
    assert n_shown(own_ogniwo) == 0


def test_what_cannot_be_kept_is_not_shown(own_client, ids, address, monkeypatch):
    def refuse(*_args, **_options):
        raise OfficeUnavailable("the office does not answer; try again")

    monkeypatch.setattr(suggesting, "keep_shown", refuse)
    response = own_client.get(address)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert ids.other not in response.get_data(as_text=True)
    assert "Content-Security-Policy" in response.headers
    assert response.headers["X-Request-Id"]


def test_rows_of_one_answer_share_one_request_id(own_ogniwo, ids):
    answer = suggesting.suggest(own_ogniwo, ids.organisation, Kind.PEER, by="jan", channel="cli")
    assert len(answer.suggestions) > 1
    with own_ogniwo.office.reading() as connection:
        assert len(connection.execute(sa.select(SUGGESTION_SHOWN.c.request_id).distinct()).all()) == 1
