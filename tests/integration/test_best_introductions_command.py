"""`ogniwo introductions` in a terminal, for programs and for spreadsheets; and answers that are kept."""

import csv
import io
import json
import threading
from datetime import date

import pytest
from click.testing import CliRunner

from graph.analysis import Scope
from graph.model import make_link, make_node
from matching.introductions import GOALS, IntroductionQuestion, pool_of
from web.app import create_app
from web.cli import best_introductions, main
from web.ogniwo import Ogniwo
from web.services.growth import introductions, soon
from web.services.growth.introductions import LiveIntroductions

JOINED = date(2020, 1, 1)


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, ["introductions", *arguments], catch_exceptions=False)


def organisation(org_id, name, region="1803"):
    node = make_node(org_id, "Organisation", name=name, joined=JOINED)
    skills = [make_link("NEEDS", org_id, "T3.04", priority=3), make_link("OFFERS", org_id, "T3.04", level=3)]
    return node, [*skills, make_link("LOCATED_IN", org_id, region)]


@pytest.fixture
def three(environment):
    """Two in contact, and one alone in another voivodeship."""
    found = [
        organisation("org-0", "Koło Łąka"),
        organisation("org-1", "=Grupa Sad"),
        organisation("org-2", "Fundacja Most", "1207"),
    ]
    links = [link for _, of_one in found for link in of_one]
    links.append(make_link("COOPERATES_WITH", "org-0", "org-1", since=JOINED, kind="event"))
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load([node for node, _ in found], links)


def test_each_is_told_with_what_would_change_and_why(run, three):
    shown = run("--lang", "pl").stdout
    assert "1. Fundacja Most – Koło Łąka: " in shown
    assert (
        "Fundacja Most nie ma jeszcze żadnego kontaktu; po tym pierwszym znajdzie się najwyżej trzy kroki od "
        "2 innych uczestników sieci. Byłby to pierwszy kontakt między województwami (małopolskie i podkarpackie)."
    ) in shown
    assert "Gdyby wszystkie te znajomości się udały: bez kontaktów 1 → 0, rozdzielonych grup 2 → 1" in shown
    english = run("--lang", "en", "--k", "1").stdout
    assert "this first one would bring it within three steps of 2 others in the network." in english
    assert "It would be the first contact between voivodeships (Lesser Poland and Subcarpathian)." in english
    assert "first contact +1.00" in english


def test_programs_get_every_effect(run, three):
    answer = json.loads(run("--json", "--by-sequence", "--lang", "en").stdout)
    first, second = answer["introductions"]
    assert (first["seeker_id"], first["provider_id"], first["effect"]["isolates"]) == ("org-2", "org-0", ["org-2"])
    assert first["effect"]["n_newly_connected"] == 2
    # Of three pairs one was in contact: 1/3; a chain of three has 1, 1 and 1/2.
    assert first["effect"]["efficiency_gain"] == pytest.approx(2.5 / 3 - 1 / 3)
    assert second["effect"]["hops_before"] == 2
    assert second["value"] == pytest.approx(sum(points["points"] for points in second["points"]))
    assert (answer["before"]["n_isolates"], answer["after"]["n_isolates"], answer["note"]) == (1, 0, None)


def test_spreadsheet_has_one_line_each_and_no_formula(run, three, tmp_path):
    file = tmp_path / "who.csv"
    assert run("--csv", str(file)).exit_code == 0
    lines = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert [(line["seeker"], line["provider"]) for line in lines] == [
        ("Fundacja Most", "Koło Łąka"),
        ("Fundacja Most", "'=Grupa Sad"),
    ]
    assert float(lines[0]["points_isolates"]) == 1
    again = run("--csv", str(file))
    assert again.exit_code == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "99"), "`ogniwo codes regions` lists them all"),
        (("--sphere", "nowhere"), "'--sphere'"),
        (("--whom", "mentor"), "'mentor' is not one of 'peer', 'partner'"),
        (("--k", "0"), "'--k'"),
        (("--json", "--csv", "-"), "exclude each other"),
    ],
)
def test_option_that_makes_no_sense_is_refused(run, three, arguments, said):
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_network_of_nobody_is_answered_with_the_next_step(run, environment):
    with Ogniwo.open(environment):
        pass
    assert "Add organisations." in run("--lang", "en").stdout
    assert "Dodajcie organizacje" in run("--lang", "pl").stdout
    assert json.loads(run("--json").stdout)["note"] == "no_actors"


def test_network_of_a_day_is_asked_about_as_it_was_then(run, three):
    then = json.loads(run("--as-of", "2021-05-01", "--json").stdout)
    assert (then["as_of"], then["before"]["n_isolates"]) == ("2021-05-01", 1)
    assert "Nobody had joined the network by that day" in run("--as-of", "2019-12-31", "--lang", "en").stdout
    refused = run("--as-of", "9998-01-01")
    assert refused.exit_code == 2
    assert "not after" in refused.stderr


def test_goal_is_told_and_may_be_chosen(run, three):
    (first, *_) = json.loads(run("--json", "--lang", "en").stdout)["introductions"]
    assert (first["goal"], first["goal_label"]) == ("alone", "first contact")
    assert "points (first contact)" in run("--lang", "en").stdout
    assert "Wybierzcie inny cel" in run("--goal", "closer", "--lang", "pl").stdout
    assert best_introductions.GOALS == GOALS


def test_large_network_is_weighed_beside_the_page_that_asks_again(environment, three, monkeypatch):
    begun, may_end = threading.Event(), threading.Event()

    def slow(*asked):
        asked[-1](7, 20)
        begun.set()
        assert may_end.wait(20)
        return pool_of(*asked)

    monkeypatch.setattr(introductions, "pool_of", slow)
    monkeypatch.setattr(introductions, "LARGE", 2)
    monkeypatch.setattr(soon, "PATIENCE", 0.01)
    with Ogniwo.open(environment) as ogniwo:
        client = create_app(ogniwo).test_client()
        client.get("/rozwoj/kogo-poznac")
        assert begun.wait(20)
        page = client.get("/rozwoj/kogo-poznac")
        body = page.get_data(as_text=True)
        assert '<meta http-equiv="refresh" content="5">' in body
        assert "Sprawdzone organizacje: 7 z 20." in body
        assert page.headers["Cache-Control"] == "no-store"
        may_end.set()
        monkeypatch.setattr(soon, "PATIENCE", 20)
        body = client.get("/rozwoj/kogo-poznac").get_data(as_text=True)
        assert "http-equiv" not in body
        assert "Fundacja Most" in body


def test_what_goes_wrong_beside_is_told_to_whoever_asks_and_tried_anew():
    answers = soon.Soon()
    with pytest.raises(ZeroDivisionError):
        answers.of("one", lambda tell: 1 // 0, patience=20)
    assert answers.of("one", lambda tell: 3, patience=20) == 3


def test_an_answer_that_nobody_comes_back_for_is_let_go_of():
    answers = soon.Soon()
    may_end, made = threading.Event(), []
    answers.of("left", lambda tell: (may_end.wait(20), made.append("left")), patience=0)
    may_end.set()
    assert answers.of("next", lambda tell: "next", patience=20) == "next"
    answers.of("another", lambda tell: 1, patience=20)
    answers.of("left", lambda tell: made.append("once more"), patience=20)
    assert made == ["left", "once more"]


def test_answers_are_kept_until_the_network_changes(environment, three, monkeypatch):
    made = []
    monkeypatch.setattr(introductions, "pool_of", lambda *asked: made.append(asked) or pool_of(*asked))
    live = LiveIntroductions()
    with Ogniwo.open(environment) as ogniwo:
        first = live.of(ogniwo, IntroductionQuestion())
        assert live.of(ogniwo, IntroductionQuestion()).answer is first.answer
        assert len(live.of(ogniwo, IntroductionQuestion(k=1)).answer.introductions) == 1
        assert len(made) == 1
        live.of(ogniwo, IntroductionQuestion(scope=Scope(region="12")))
        assert len(made) == 2
        node, links = organisation("org-3", "Klub Bieg")
        ogniwo.store.load([node], links)
        ogniwo._note_written(ogniwo.store.revision())
        assert live.of(ogniwo, IntroductionQuestion()).answer.before.n_actors == 4
