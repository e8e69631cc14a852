"""Introductions on the pages: asked for by a form, decided by a form, listed with what became of them."""

import re
import time
from html import unescape

import pytest

from graph.model import NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from matching import Kind, recommend
from tests.networks import JOINED
from web.app import create_app
from web.office import audit
from web.services import introductions
from web.services.introduction_states import Introduction

SIGNED = {"by": "Anna Przykładowa", "reason": "rozmawiali na forum"}
ASKED = {"by": "anna", "reason": "they asked"}


@pytest.fixture
def pair(own_ogniwo, ids):
    best = recommend(own_ogniwo.snapshot(), ids.organisation, Kind.PEER).suggestions[0]
    return ids.organisation, best.provider_id


@pytest.fixture
def form(pair):
    return f"/organizacje/{pair[0]}/propozycje/{pair[1]}/prosba"


@pytest.fixture
def asked(own_ogniwo, pair):
    """An introduction that waits for an answer, and where its forms are."""
    one = introductions.introduce(own_ogniwo, *pair, "peer", **ASKED)
    return f"/kontakty/{one.seeker_id}/{one.provider_id}/{one.kind}/{one.since}"


def _hidden(body):
    return dict(re.findall(r'<input[^>]*name="(csrf_token|request_key)"[^>]*value="([^"]*)"', body))


def _send(client, address, **fields):
    """Open the form and send it, as a browser does."""
    body = client.get(address).get_data(as_text=True)
    action = unescape(re.search(r'<form class="[^"]*form" method="post" action="([^"]+)"', body)[1])
    return client.post(action, data=_hidden(body) | fields)


def _introductions(ogniwo, actor_id):
    links = ogniwo.store.neighbours(NodeKey("Actor", actor_id), "INTRODUCED_TO")
    return {link.key: Introduction.of(link) for link in links}


def test_form_asks_for_an_introduction_and_leads_to_the_list_that_says_so(own_client, own_ogniwo, pair, form):
    sent = _send(own_client, form, **SIGNED)
    assert (sent.status_code, sent.headers["Location"]) == (303, f"/organizacje/{pair[0]}/kontakty?done=asked")
    listed = own_client.get(sent.headers["Location"]).get_data(as_text=True)
    assert "Prośba o kontakt zapisana." in listed
    assert f"/kontakty/{pair[0]}/{pair[1]}/peer/{today()}/przyjecie" in listed
    (one,) = [one for one in _introductions(own_ogniwo, pair[0]).values() if one.provider_id == pair[1]]
    assert (one.since, one.state) == (today(), "asked")
    with own_ogniwo.office.reading() as connection:
        (entry,) = audit.entries(connection, subject=pair[1])
    assert (entry.by, entry.reason) == ("Anna Przykładowa", "rozmawiali na forum")


def test_name_that_was_typed_once_is_there_in_the_next_form_and_nowhere_else(own_client, form, ids):
    assert "Przykładowa" not in own_client.get(form).get_data(as_text=True)
    _send(own_client, form, **SIGNED)
    other = f"/organizacje/{ids.organisation}/propozycje/{ids.mentor}/prosba?kind=mentor"
    assert 'value="Anna Przykładowa"' in own_client.get(other).get_data(as_text=True)
    stranger = own_client.application.test_client()
    assert "Przykładowa" not in stranger.get(other).get_data(as_text=True)


def test_introduction_is_accepted_and_judged_by_forms(own_client, own_ogniwo, pair, asked):
    assert _send(own_client, f"{asked}/przyjecie", **SIGNED).headers["Location"].endswith("kontakty?done=accepted")
    judged = _send(own_client, f"{asked}/opinia", worked="no", **SIGNED)
    assert judged.headers["Location"].endswith("kontakty?done=feedback")
    one = _introductions(own_ogniwo, pair[0])[_key(own_ogniwo, asked)]
    assert (one.accepted, one.feedback, one.worked) == (today(), today(), False)
    listed = own_client.get(f"/organizacje/{pair[1]}/kontakty").get_data(as_text=True)
    assert "nie udało się" in listed


def _key(ogniwo, asked):
    *_, seeker, provider, kind, since = asked.split("/")
    return next(key for key in _introductions(ogniwo, seeker) if (key.target, key.key) == (provider, (since, kind)))


def test_declined_introduction_shows_its_reason_and_no_more_buttons(own_client, pair, asked):
    assert _send(own_client, f"{asked}/odrzucenie", by="Anna", reason="brak\r\nczasu").status_code == 303
    listed = own_client.get(f"/organizacje/{pair[0]}/kontakty?state=declined").get_data(as_text=True)
    assert '<p class="said">brak czasu</p>' in listed
    assert asked not in listed


@pytest.mark.parametrize("step", ["przyjecie", "odrzucenie", "opinia"])
def test_form_of_a_step_that_cannot_follow_says_what_became_of_the_introduction(own_client, asked, step):
    _send(own_client, f"{asked}/odrzucenie", **SIGNED)
    body = own_client.get(f"{asked}/{step}").get_data(as_text=True)
    assert '<form class="after panel form"' not in body
    assert "odrzucona" in body


def test_of_two_who_had_the_form_open_the_second_is_told_what_the_first_decided(own_client, own_ogniwo, asked):
    body = own_client.get(f"{asked}/przyjecie").get_data(as_text=True)
    introductions.decline(own_ogniwo, _key(own_ogniwo, asked), **ASKED)
    refused = own_client.post(f"{asked}/przyjecie", data=_hidden(body) | SIGNED)
    assert refused.status_code == 409
    assert "Ta prośba o kontakt została odrzucona" in refused.get_data(as_text=True)


def test_form_sent_twice_writes_once(own_client, own_ogniwo, form, pair):
    body = own_client.get(form).get_data(as_text=True)
    sent = [own_client.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED) for _ in range(2)]
    assert [one.status_code for one in sent] == [303, 303]
    with own_ogniwo.office.reading() as connection:
        assert len(audit.entries(connection, subject=pair[1])) == 1


def test_pair_that_a_rule_keeps_away_is_asked_for_only_anyway(own_client, own_ogniwo, pair, form):
    link = make_link("COOPERATES_WITH", *sorted(pair), since=JOINED, kind="project")
    own_ogniwo.store.apply(Unit(links=(link,)))
    own_ogniwo.network.current(own_ogniwo.store.revision())
    body = own_client.get(form).get_data(as_text=True)
    assert "Co przemawia przeciw" in body
    assert "już ze sobą współpracujecie." in body
    refused = own_client.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED)
    assert refused.status_code == 409
    assert _send(own_client, form, anyway="y", **SIGNED).status_code == 303


def test_nobody_is_asked_to_meet_themselves(own_client, ids):
    body = own_client.get(f"/organizacje/{ids.organisation}/propozycje/{ids.organisation}/prosba").get_data(
        as_text=True
    )
    assert "To wy sami." in body
    assert '<form class="after panel form"' not in body
    own = own_client.get(f"/organizacje/{ids.organisation}/propozycje/{ids.organisation}").get_data(as_text=True)
    assert "/prosba" not in own


def test_introduction_that_waits_is_shown_instead_of_a_second_form(own_client, form, asked):
    body = own_client.get(form).get_data(as_text=True)
    assert "czeka na odpowiedź." in body
    assert '<form class="after panel form"' not in body


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"by": "", "reason": "x"}, ["by-wrong"]),
        ({"by": " ", "reason": " \n"}, ["by-wrong", "reason-wrong"]),
        ({"by": "x" * 101, "reason": "x" * 501}, ["by-wrong", "reason-wrong"]),
        ({"by": "a\x00b", "reason": "x"}, ["by-wrong"]),
    ],
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_wrong_field_is_marked_what_was_typed_stays_and_nothing_is_written(
    own_client, own_ogniwo, form, fields, wrong, language
):
    own_client.set_cookie("language", language)
    before = own_ogniwo.store.revision()
    sent = _send(own_client, form, **fields)
    body = sent.get_data(as_text=True)
    assert sent.status_code == 422
    assert re.findall(r'<p class="wrong" id="([^"]+)">', body) == wrong
    assert all(f'aria-describedby="{name}"' in body for name in wrong)
    assert own_ogniwo.store.revision() == before


def test_feedback_needs_an_answer(own_client, own_ogniwo, asked):
    introductions.accept(own_ogniwo, _key(own_ogniwo, asked), **ASKED)
    for fields in ({}, {"worked": "maybe"}):
        sent = _send(own_client, f"{asked}/opinia", **SIGNED, **fields)
        assert sent.status_code == 422
        assert 'id="worked-wrong"' in sent.get_data(as_text=True)


@pytest.mark.parametrize("token", [None, "", "made up"])
def test_form_that_was_not_sent_from_here_writes_nothing_and_is_shown_again(own_client, own_ogniwo, form, token):
    own_client.get(form)
    before = own_ogniwo.store.revision()
    refused = own_client.post(f"{form}?kind=peer", data=SIGNED | ({} if token is None else {"csrf_token": token}))
    body = refused.get_data(as_text=True)
    assert refused.status_code == 400
    assert "Nic nie zapisano" in body
    assert SIGNED["reason"] in body
    assert own_ogniwo.store.revision() == before
    assert own_client.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED).status_code == 303


def test_form_that_was_open_while_the_clock_was_set_back_is_taken_or_shown_again_as_it_was_typed(
    own_client, own_ogniwo, form, monkeypatch
):
    with monkeypatch.context() as ahead:
        ahead.setattr("itsdangerous.TimestampSigner.get_timestamp", lambda _: int(time.time()) + 7200)
        body = own_client.get(form).get_data(as_text=True)
    before = own_ogniwo.store.revision()
    answer = own_client.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED)
    if answer.status_code != 303:
        again = answer.get_data(as_text=True)
        assert (answer.status_code, own_ogniwo.store.revision()) == (400, before)
        assert SIGNED["reason"] in again
        answer = own_client.post(f"{form}?kind=peer", data=_hidden(again) | SIGNED)
    assert answer.status_code == 303
    assert own_ogniwo.store.revision() == before + 1


def test_form_that_was_open_while_ogniwo_started_anew_is_shown_again_and_then_accepted(own_client, own_ogniwo, form):
    body = own_client.get(form).get_data(as_text=True)
    after = create_app(own_ogniwo).test_client()
    after.set_cookie("ogniwo", own_client.get_cookie("ogniwo").value)
    refused = after.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED)
    assert refused.status_code == 400
    again = after.post(f"{form}?kind=peer", data=_hidden(refused.get_data(as_text=True)) | SIGNED)
    assert again.status_code == 303


def test_token_of_one_visitor_is_worth_nothing_for_another(own_client, form):
    body = own_client.get(form).get_data(as_text=True)
    other = own_client.application.test_client()
    other.get(form)
    assert other.post(f"{form}?kind=peer", data=_hidden(body) | SIGNED).status_code == 400


def test_cookie_is_for_this_site_alone_and_only_where_there_is_a_form(own_client, form):
    cookie = own_client.get(form).headers["Set-Cookie"]
    assert cookie.startswith("ogniwo=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in own_client.application.test_client().get("/kontakty").headers


def test_full_mentor_is_named_when_one_more_is_accepted(own_client, own_ogniwo, ids):
    own_ogniwo.store.apply(Unit(nodes=(make_node("men-full", "Mentor", joined=JOINED, capacity=0),)))
    own_ogniwo.network.current(own_ogniwo.store.revision())
    one = introductions.introduce(own_ogniwo, ids.organisation, "men-full", "mentor", anyway=True, **ASKED)
    address = f"/kontakty/{one.seeker_id}/{one.provider_id}/{one.kind}/{one.since}/przyjecie"
    refused = _send(own_client, address, **SIGNED)
    assert refused.status_code == 409
    assert "brak wolnych miejsc (wszystkich: 0)" in refused.get_data(as_text=True)


def test_what_people_wrote_is_shown_as_text(own_client, own_ogniwo, pair, asked):
    introductions.decline(own_ogniwo, _key(own_ogniwo, asked), by="x", reason="<script>alert(1)</script>")
    body = own_client.get(f"/organizacje/{pair[0]}/kontakty").get_data(as_text=True)
    assert "<script>" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_suggestions_and_a_pair_lead_to_the_form(client, ids, shared_ogniwo):
    best = recommend(shared_ogniwo.snapshot(), ids.organisation, Kind.PARTNER).suggestions[0].provider_id
    form = f'href="/organizacje/{ids.organisation}/propozycje/{best}/prosba?kind=partner"'
    assert form in client.get(f"/organizacje/{ids.organisation}/propozycje?kind=partner").get_data(as_text=True)
    assert form in client.get(f"/organizacje/{ids.organisation}/propozycje/{best}?kind=partner").get_data(as_text=True)


def test_list_shows_every_introduction_of_the_network_page_by_page(client, shared_ogniwo):
    total = shared_ogniwo.store.counts()["INTRODUCED_TO"]
    pages = [client.get(f"/kontakty?page={n}").get_data(as_text=True) for n in range(1, -(-total // 20) + 1)]
    assert sum(page.count('<li class="card introduction">') for page in pages) == total
    assert 'rel="next"' in pages[0]
    assert 'rel="next"' not in pages[-1]


@pytest.mark.parametrize("state", ["asked", "accepted", "declined", "expired", "feedback"])
def test_list_is_narrowed_to_a_state(client, state):
    body = client.get(f"/kontakty?state={state}").get_data(as_text=True)
    assert set(re.findall(r'<span class="chip state (\w+)">', body)) <= {state}


@pytest.mark.parametrize(
    "address",
    ["/kontakty?state=lost", "/kontakty?page=99999", "/kontakty?page=x", "{form}?kind=call", "{form}?kind=friend"],
)
def test_wrong_value_is_refused_with_what_is_allowed(own_client, form, address):
    refused = own_client.get(address.format(form=form))
    assert refused.status_code == 422
    assert "Dozwolone" in refused.get_data(as_text=True)


@pytest.mark.parametrize(
    "address",
    [
        "/organizacje/nope/kontakty",
        "/organizacje/{organisation}/propozycje/nope/prosba",
        "/kontakty/nope/nope/peer/2024-01-01/przyjecie",
        "/kontakty/{organisation}/{other}/peer/now/przyjecie",
        "/kontakty/{organisation}/{other}/peer/2024-01-01/usuniecie",
    ],
)
def test_unknown_page_is_not_found(client, ids, address):
    assert client.get(ids.address(address)).status_code == 404
