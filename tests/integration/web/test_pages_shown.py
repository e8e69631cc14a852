"""Every page shows what the network has, in both languages."""

import html
import re
from collections import Counter
from datetime import date
from html import unescape

import pytest

from graph.folding import fold
from graph.model import NodeKey, Unit, make_node
from graph.schema import COMPONENTS, ROLES
from matching import KINDS_OF_PROFILE, Kind, recommend
from seeds.reference import label
from web.office.tables import PERSON
from web.services.profiles import profile


def text_of(response):
    """The visible text of a page, tags and repeated spaces left out."""
    body = re.sub(r"<head>.*?</head>", "", response.get_data(as_text=True), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def in_english(client):
    client.set_cookie("language", "en")
    return client


PAGES = (
    "/",
    "/organizacje",
    "/organizacje?q=Stowarzyszenie&role=Organisation&region=14&component=image&order=newest",
    "/organizacje/{organisation}",
    "/organizacje/{mentor}",
    "/organizacje/{partner}",
    "/organizacje/{left}",
    *(f"/organizacje/{{organisation}}/propozycje?kind={kind}" for kind in KINDS_OF_PROFILE),
    *(f"/organizacje/{{organisation}}/propozycje?component={component}" for component in COMPONENTS),
    "/organizacje/{left}/propozycje",
    "/organizacje/{organisation}/propozycje/{other}",
    "/organizacje/{organisation}/propozycje/{mentor}?kind=mentor",
    "/organizacje/{organisation}/propozycje/{partner}?kind=partner",
    "/organizacje/{organisation}/propozycje/{mentor}?kind=peer",
    "/zapytanie",
    "/zapytanie?text=wniosek+o+dotacje&region=18&organisation={organisation}",
    "/zapytanie?text=xyzzy",
    "/wczytaj",
    "/wczytaj/{draft}/kolumny",
    "/wczytaj/{draft}",
    "/podwojni",
    "/podwojni/polaczenie?kept={organisation}&gone={partner}",
    "/o-programie",
    "/api",
)


@pytest.mark.parametrize("template", PAGES)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_page_answers_in_the_language_chosen(client, ids, template, language):
    client.set_cookie("language", language)
    response = client.get(ids.address(template))
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.get_data(as_text=True)


def test_start_page_counts_who_is_present(client, shared_ogniwo):
    snapshot = shared_ogniwo.snapshot()
    present = Counter()
    for node in shared_ogniwo.store.stream_nodes("Actor"):
        if (
            node.properties["joined"] <= snapshot.as_of
            and node.properties.get("left", snapshot.as_of.max) > snapshot.as_of
        ):
            present.update(node.labels)
    shown = re.findall(r"<dd>(\d+)</dd>", client.get("/").get_data(as_text=True))[:3]
    assert [int(number) for number in shown] == [present[role] for role in ROLES]


def test_start_page_says_that_only_this_computer_is_served(client):
    assert "127.0.0.1" in text_of(client.get("/"))


def found_ids(response):
    return re.findall(r'<h3><a href="/organizacje/([^"]+)"', response.get_data(as_text=True))


def all_found(client, query=""):
    ids, page = [], 1
    while True:
        response = client.get(f"/organizacje?{query}&page={page}")
        ids += found_ids(response)
        if 'rel="next"' not in response.get_data(as_text=True):
            return ids
        page += 1


def present_nodes(ogniwo):
    day = ogniwo.snapshot().as_of
    nodes = ogniwo.store.stream_nodes("Actor")
    return [n for n in nodes if n.properties["joined"] <= day and n.properties.get("left", day.max) > day]


def test_browsing_through_all_pages_meets_everyone_present_once_by_name(client, shared_ogniwo):
    ids = all_found(client)
    assert sorted(ids) == sorted(node.id for node in present_nodes(shared_ogniwo))
    organisations = [i for i in ids if i.startswith("org")]
    names = [fold(str(shared_ogniwo.store.node(NodeKey("Actor", i)).properties["name"])) for i in organisations]
    assert names == sorted(names)


@pytest.mark.parametrize("typed", ["LÓDŹ", "lodz", "łódź", "  Łódź "])
def test_search_folds_case_and_diacritics(client, shared_ogniwo, typed):
    expected = {
        node.id
        for node in present_nodes(shared_ogniwo)
        if "lodz" in fold(f"{node.properties.get('name', '')} {node.properties.get('locality', '')}")
    }
    assert expected
    assert set(all_found(client, f"q={typed}")) == expected


def test_search_finds_a_mentor_by_the_name_kept_in_the_office(client, ids):
    name = re.search(r"<h1>(.*?)</h1>", client.get(f"/organizacje/{ids.mentor}").get_data(as_text=True))[1]
    assert found_ids(client.get("/organizacje", query_string={"q": name.upper()})) == [ids.mentor]


@pytest.mark.parametrize("role", ROLES)
def test_role_filter_keeps_that_role_alone(client, shared_ogniwo, role):
    expected = {node.id for node in present_nodes(shared_ogniwo) if role in node.labels}
    assert set(all_found(client, f"role={role}")) == expected


def test_region_sphere_and_component_filters_hold_together(client, shared_ogniwo, ids):
    store, expected = shared_ogniwo.store, set()
    own = store.neighbours(NodeKey("Actor", ids.organisation))
    region = next(link.target for link in own if link.type == "LOCATED_IN")[:2]
    sphere = next(link.target for link in own if link.type == "ACTIVE_IN")
    for node in present_nodes(shared_ogniwo):
        links = store.neighbours(node.key, direction="out")
        needs = {link.target for link in links if link.type == "NEEDS"}
        if (
            any(link.type == "LOCATED_IN" and link.target.startswith(region) for link in links)
            and any(link.type == "ACTIVE_IN" and link.target == sphere for link in links)
            and any(store.node(NodeKey("Skill", code)).properties["component"] == "strategy" for code in needs)
        ):
            expected.add(node.id)
    assert set(all_found(client, f"region={region}&sphere={sphere}&component=strategy")) == expected


def test_newest_first_orders_by_the_day_of_joining(client, shared_ogniwo):
    ids = all_found(client, "order=newest")
    days = [shared_ogniwo.store.node(NodeKey("Actor", i)).properties["joined"] for i in ids]
    assert days == sorted(days, reverse=True)


def test_empty_result_names_the_next_step(client):
    page = text_of(client.get("/organizacje?q=xyzzyxyzzy"))
    assert "0 wyników" in page
    assert "Pokaż wszystkich" in page


def test_polish_plural_forms_are_right(client, ids):
    first = client.get("/organizacje?q=xyzzyxyzzy")
    assert "0 wyników" in text_of(first)
    assert "1 wynik " in text_of(client.get(f"/organizacje?q={_only_name(client, ids)}"))


def _only_name(client, ids):
    return re.search(r"<h1>(.*?)</h1>", client.get(f"/organizacje/{ids.mentor}").get_data(as_text=True))[1]


def test_profile_shows_needs_offers_and_dated_links_of_the_store(client, shared_ogniwo, ids):
    page = text_of(client.get(f"/organizacje/{ids.organisation}"))
    store = shared_ogniwo.store
    key = NodeKey("Actor", ids.organisation)
    links = store.neighbours(key)
    for link in links:
        if link.type in {"NEEDS", "OFFERS"}:
            assert label("skill", link.target, "pl") in page
        if link.type == "COOPERATES_WITH":
            other = link.target if link.source == ids.organisation else link.source
            assert str(store.node(NodeKey("Actor", other)).properties["name"]) in page
    assert str(store.node(key).properties["about"]) in page


def test_profile_names_its_mentor_as_the_office_does(client, shared_ogniwo, ids):
    found = profile(shared_ogniwo, ids.organisation, "pl")
    assert found.mentors
    assert not found.mentors[0].name.startswith(("men-", "Osoba mentorska"))
    assert found.mentors[0].name in text_of(client.get(f"/organizacje/{ids.organisation}"))


def test_mentor_without_a_name_in_the_office_goes_by_the_id(own_ogniwo, own_client, ids):
    with own_ogniwo.office.writing() as connection:
        connection.execute(PERSON.delete().where(PERSON.c.actor_id == ids.mentor))
    assert f"Osoba mentorska {ids.mentor}" in text_of(own_client.get(f"/organizacje/{ids.mentor}"))


def test_page_of_one_who_left_says_since_when_and_offers_no_suggestions(client, ids):
    response = client.get(f"/organizacje/{ids.left}")
    assert "poza siecią od" in text_of(response)
    assert "/propozycje" not in response.get_data(as_text=True)


@pytest.mark.parametrize("kind", list(KINDS_OF_PROFILE))
def test_suggestions_appear_in_the_recommenders_order_with_every_reason(client, shared_ogniwo, kind, ids):
    answer = recommend(shared_ogniwo.snapshot(), ids.organisation, kind)
    body = client.get(f"/organizacje/{ids.organisation}/propozycje?kind={kind}").get_data(as_text=True)
    assert re.findall(r'<li class="card suggestion" id="([^"]+)"', body) == [s.provider_id for s in answer.suggestions]
    assert body.count('<span class="sentence">') == sum(len(s.reasons) for s in answer.suggestions)


def test_reasons_shown_add_up_to_the_sum_shown_within_rounding(client, ids):
    body = client.get(f"/organizacje/{ids.organisation}/propozycje").get_data(as_text=True)
    for card in body.split('<li class="card suggestion"')[1:]:
        amounts = re.findall(r'<span class="amount">(?:Razem )?([+−]?\d+,\d\d)</span>', card)
        *parts, total = [float(a.replace("−", "-").replace(",", ".")) for a in amounts]
        assert sum(parts) == pytest.approx(total, abs=0.0051 * (len(parts) + 1))


def test_excluded_pair_names_the_rule(client, ids):
    page = text_of(client.get(f"/organizacje/{ids.organisation}/propozycje/{ids.organisation}"))
    assert "Tej pary nie proponujemy." in page


def test_pair_below_the_last_shown_tells_the_gap(client, shared_ogniwo, ids):
    eligible = recommend(shared_ogniwo.snapshot(), ids.organisation, Kind.PEER, 100).suggestions
    assert len(eligible) > 10
    page = text_of(client.get(f"/organizacje/{ids.organisation}/propozycje/{eligible[-1].provider_id}"))
    assert "tej pary nie ma wśród 10 pokazywanych propozycji" in page


def test_empty_answer_gives_its_cause_and_a_next_step(client, ids):
    page = text_of(client.get(f"/organizacje/{ids.partner}/propozycje"))
    assert "Na razie nie ma kogo zaproponować" in page
    assert "Zobacz potrzeby i mocne strony" in page


def test_what_a_page_suggests_is_logged_in_the_office(own_ogniwo, own_client, ids):
    before = own_ogniwo.office.counts()
    shown = own_client.get(f"/organizacje/{ids.organisation}/propozycje").get_data(as_text=True)
    after = own_ogniwo.office.counts()
    n_shown = shown.count('<li class="card suggestion"')
    assert n_shown > 0
    assert {name: after[name] - before[name] for name in after if after[name] != before[name]} == {
        "suggestion_shown": n_shown
    }


def test_english_page_has_english_labels(client, shared_ogniwo, ids):
    page = text_of(in_english(client).get(f"/organizacje/{ids.organisation}"))
    spheres = shared_ogniwo.store.neighbours(NodeKey("Actor", ids.organisation), "ACTIVE_IN")
    assert label("sphere", spheres[0].target, "en") in page
    assert "Can help with" in page


def test_dates_follow_the_language(own_ogniwo, own_client, ids):
    organisation = make_node(ids.organisation, "Organisation", founded=date(2018, 7, 26))
    own_ogniwo.store.apply(Unit(nodes=(organisation,)))
    address = f"/organizacje/{ids.organisation}"
    assert "26\xa0lipca\xa02018" in own_client.get(address).get_data(as_text=True)
    assert "26\xa0July\xa02018" in in_english(own_client).get(address).get_data(as_text=True)


def test_language_switch_keeps_the_page_and_is_remembered(client):
    answer = client.post("/jezyk", data={"language": "en", "page": "/organizacje?q=ko%C5%82o&page=1"})
    assert (answer.status_code, answer.location) == (303, "/organizacje?q=ko%C5%82o&page=1")
    assert '<html lang="en">' in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", ""])
def test_language_switch_leads_nowhere_else(client, page):
    assert client.post("/jezyk", data={"language": "en", "page": page}).location == "/"


def test_language_switch_refuses_a_language_it_does_not_have(client):
    assert client.post("/jezyk", data={"language": "tlh", "page": "/"}).status_code == 400


def test_projects_of_an_actor_stand_apart_from_what_it_attended(client, shared_ogniwo):
    snapshot = shared_ogniwo.snapshot()
    member = int(snapshot.projects.members.indices[0])
    own = snapshot.projects.events[snapshot.projects.of_actor[[member]].indices]
    names = [html.escape(str(name), quote=False) for name in snapshot.events.names[own]]
    body = client.get(f"/organizacje/{snapshot.actors.ids[member]}").get_data(as_text=True)
    projects, others = body.split('id="projects"')[1].split("</section>", 1)
    assert names
    assert all(name in projects and name not in others for name in names)
    assert re.search(r"lider|partner", projects)


def test_a_card_shows_up_to_five_telling_reasons_and_folds_the_others_unless_only_one_is_left(client, ids):
    body = client.get(f"/organizacje/{ids.organisation}/propozycje").get_data(as_text=True)
    cards = body.split('<li class="card suggestion"')[1:]
    assert any("<details" in card for card in cards)
    for card in cards:
        first, *rest = card.split("<details")
        n_first = first.count('<span class="sentence">')
        n_rest = sum(part.count('<span class="sentence">') for part in rest)
        assert n_first <= 6
        assert n_rest == 0 or (n_first <= 5 and n_rest >= 2)
        folded = re.findall(r'<span class="amount">[+−]?(\d+,\d\d)</span>', "".join(rest).split("</details>")[0])
        assert len(folded) == n_rest
        assert n_first == 5 or all(float(amount.replace(",", ".")) <= 0.1 for amount in folded)
