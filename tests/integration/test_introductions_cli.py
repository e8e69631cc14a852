"""Introductions from the command line: asked for, decided, listed, lapsed."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from graph.model import Unit, make_link, make_node
from graph.snapshot import today
from tests.networks import JOINED
from web.cli import main
from web.office import audit
from web.ogniwo import Ogniwo
from web.services.recording import add_organisation

ASKED = {"by": "anna", "reason": "they asked"}
BY = ("--by", "anna", "--reason", "they asked")


@pytest.fixture
def run(environment):
    """Runs a command in this process; the result has exit_code, stdout and stderr."""
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def pair(environment):
    """Two who gain from each other, and a mentor who helps the first."""
    near = {"region": "1803", "spheres": ["SP01"]}
    with Ogniwo.open(environment) as ogniwo:
        seeker = add_organisation(ogniwo, {"name": "Koło Łąka", "needs": ["T3.01"], **near}, **ASKED)
        provider = add_organisation(ogniwo, {"name": "Fundacja Most", "offers": ["T3.01"], **near}, **ASKED)
        mentor = make_node("men-1", "Mentor", joined=JOINED, capacity=1)
        ogniwo.store.apply(Unit(nodes=(mentor,), links=(make_link("OFFERS", "men-1", "T3.01", level=3),)))
    return seeker.id, provider.id


def _asked(run, *more):
    return run("introduce", "koło łąka", "fundacja most", *BY, *more)


def test_an_introduction_goes_from_asking_to_feedback(run, pair):
    said = [
        _asked(run),
        run("accept", "fundacja most", "koło łąka", *BY),
        run("feedback", *pair, "--worked", *BY),
    ]
    assert [result.exit_code for result in said] == [0, 0, 0]
    assert [result.stdout.strip() for result in said] == [
        "Asked for an introduction: Koło Łąka – Fundacja Most (working together).",
        "Introduction accepted: Koło Łąka – Fundacja Most (working together).",
        "Feedback kept (it worked): Koło Łąka – Fundacja Most (working together).",
    ]


def test_as_json_an_introduction_has_its_days_and_the_steps_that_can_follow(run, pair):
    answer = json.loads(_asked(run, "--json").stdout)
    assert (answer["seeker_id"], answer["provider_id"]) == pair
    assert (answer["state"], answer["since"], answer["steps"]) == ("asked", today().isoformat(), ["accept", "decline"])
    accepted = json.loads(run("accept", *pair, "--json").stdout)
    assert (accepted["state"], accepted["accepted"], accepted["steps"]) == ("accepted", answer["since"], ["feedback"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("accept",), "This introduction was declined on"),
        (("decline", "--reason", "again"), "nothing follows"),
        (("feedback", "--did-not"), "To try again, ask for a new one."),
    ],
)
def test_a_step_that_cannot_follow_names_the_state_and_what_can_be_done(run, pair, arguments, said):
    _asked(run)
    assert run("decline", *pair, *BY).exit_code == 0
    refused = run(arguments[0], *pair, *arguments[1:])
    assert refused.exit_code == 1
    assert said in refused.stderr


def test_declining_needs_a_reason_and_feedback_a_yes_or_no(run, pair):
    for arguments, option in ((("decline", *pair), "--reason"), (("feedback", *pair), "--worked or --did-not")):
        refused = run(*arguments)
        assert refused.exit_code == 2
        assert option in refused.stderr


def test_what_a_rule_forbids_is_refused_in_its_words_unless_there_is_a_reason(run, pair, environment):
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(links=(make_link("COOPERATES_WITH", *sorted(pair), since=JOINED, kind="project"),)))
    refused = _asked(run)
    assert refused.exit_code == 1
    assert "Fundacja Most and you already work together." in refused.stderr
    assert "(--anyway --reason …)" in refused.stderr
    assert run("introduce", *pair, "--anyway").exit_code == 2
    assert _asked(run, "--anyway").exit_code == 0


def test_words_come_in_the_language_asked_for(run, pair):
    _asked(run)
    refused = _asked(run, "--lang", "pl")
    assert "czeka na odpowiedź. Najpierw trzeba ją przyjąć albo odrzucić." in refused.stderr


def test_two_who_were_never_introduced_are_told_so(run, pair):
    refused = run("accept", *pair)
    assert refused.exit_code == 1
    assert "There is no such introduction: Koło Łąka – Fundacja Most. Ask for one first." in refused.stderr


def test_an_introduction_to_a_mentor_is_one_for_mentoring(run, pair):
    asked = json.loads(run("introduce", pair[0], "men-1", *BY, "--json").stdout)
    assert asked["kind"] == "mentor"


def test_a_full_mentor_is_named_when_a_second_introduction_is_accepted(run, pair, environment):
    run("introduce", pair[0], "men-1", *BY)
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(links=(make_link("INTRODUCED_TO", pair[1], "men-1", since=JOINED, kind="mentor"),)))
    assert run("accept", pair[1], "men-1").exit_code == 0
    refused = run("accept", pair[0], "men-1")
    assert refused.exit_code == 1
    assert "Mentor men-1 has no free place (of 1)." in refused.stderr


def test_where_the_two_have_several_introductions_the_kind_is_asked_for(run, pair, environment):
    _asked(run)
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(links=(make_link("INTRODUCED_TO", *pair, since=JOINED, kind="partner"),)))
    refused = run("accept", *pair)
    assert refused.exit_code == 1
    assert "Say of which kind: partner, peer." in refused.stderr
    assert json.loads(run("accept", *pair, "--kind", "partner", "--json").stdout)["since"] == JOINED.isoformat()


def test_the_same_command_under_its_key_changes_nothing_more(run, pair, environment):
    for command in (("introduce", *pair), ("decline", *pair), ("decline", *pair), ("introduce", *pair)):
        done = run(*command, *BY, "--request-key", f"my-{command[0]}")
        assert done.exit_code == 0, done.stderr
    assert done.stdout == "Asked for an introduction: Koło Łąka – Fundacja Most (working together).\n"
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        actions = [entry.action for entry in audit.entries(connection, subject=pair[1])]
    assert actions == ["decline", "introduce", "add-organisation"]


def _waiting(environment, source, target, days_ago, **dates):
    link = make_link("INTRODUCED_TO", source, target, since=today() - timedelta(days=days_ago), kind="peer", **dates)
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(links=(link,)))


def test_introductions_are_listed_by_whom_state_and_kind_the_latest_first(run, pair, environment):
    seeker, provider = pair
    _waiting(environment, seeker, provider, 50, declined=today(), reason="no time")
    _waiting(environment, provider, seeker, 40)
    _waiting(environment, "men-1", seeker, 60, accepted=today(), feedback=today(), worked=False)
    listed = json.loads(run("asked", "list", "--json").stdout)
    assert [one["state"] for one in listed["introductions"]] == ["asked", "declined", "feedback"]
    assert listed["total"] == 3
    assert [one["seeker_id"] for one in _listed(run, "fundacja most")] == [provider, seeker]
    assert [one["since"] for one in _listed(run, "--state", "asked")] == [(today() - timedelta(days=40)).isoformat()]
    assert _listed(run, "--kind", "mentor") == []
    assert len(_listed(run, "--limit", "2")) == 2
    lines = run("asked", "list", "--limit", "2").stdout
    assert "declined" in lines
    assert "no time" in lines
    assert "… 2 / 3 (--limit)" in lines
    assert "There are no such introductions." in run("asked", "list", "--state", "expired", "--lang", "en").stdout


def _listed(run, *arguments):
    return json.loads(run("asked", "list", *arguments, "--json").stdout)["introductions"]


def test_what_nobody_answered_in_time_lapses(run, pair, environment):
    _waiting(environment, *pair, 31)
    lapsed = run("asked", "expire")
    assert lapsed.exit_code == 0
    assert lapsed.stdout == "Introduction lapsed unanswered: Koło Łąka – Fundacja Most (working together).\n"
    assert lapsed.stderr == "1 introduction lapsed.\n"
    again = run("asked", "expire", "--json")
    assert json.loads(again.stdout) == {"introductions": [], "total": 0}
