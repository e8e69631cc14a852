"""`ogniwo brokers`, `communities` and `alone` in a terminal, for programs and for spreadsheets."""

import csv
import io
import json
import threading
from datetime import date

import pytest
from click.testing import CliRunner

from graph.analysis import Scope
from graph.model import make_link, make_node
from matching.errors import InvalidOption, UnknownActor
from tests.networks import Network
from web.cli import main
from web.cli.running import reading
from web.ogniwo import Ogniwo
from web.services.growth.breaking import what_breaks
from web.services.growth.brokers import LiveBrokers, brokers_at, brokers_json
from web.services.growth.communities import LiveCommunities, communities_at, names_of_communities
from web.services.growth.kept import Kept
from web.services.growth.standing_alone import LiveAlone, alone_at, alone_json

JOINED = date(2022, 1, 1)
PLACES = {"a": "1803", "b": "1803", "c": "1803", "d": "1207", "e": "1207", "f": "1207", "z": "1803"}


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def two_groups(environment):
    """Two groups of three in two voivodeships, joined by c and d; m mentored d; z stands alone."""
    nodes = [make_node(name, "Organisation", name=f"Koło {name.upper()}", joined=JOINED) for name in PLACES]
    nodes[0] = make_node("a", "Organisation", name="=Koło A", joined=JOINED)
    nodes += [make_node("m", "Mentor", joined=JOINED), make_node("k1", "Cohort", name="Edycja 1", starts=JOINED)]
    links = [make_link("LOCATED_IN", name, region) for name, region in PLACES.items()]
    links += [
        make_link("COOPERATES_WITH", *pair, since=date(2022, 3, 1), kind="project")
        for pair in ("ab", "ac", "bc", "cd", "de", "df", "ef")
    ]
    links.append(make_link("MENTORS", "m", "d", cohort="k1", since=JOINED, until=date(2022, 12, 31)))
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(nodes, links)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\N{BYTE ORDER MARK}"))))


@pytest.mark.usefixtures("two_groups")
def test_brokers_are_shown_with_what_they_hold_together(run):
    shown = run("brokers").stdout
    assert "members: 8, pairs in contact: 7." in shown
    assert "Counted exactly, over all shortest ways; the stronger a contact, the shorter the way." in shown
    # Of 21 pairs of others, 3 × 2 go over c: from a and b to d, e and f; so 28.6 %.
    assert [line.split()[-4:] for line in shown.splitlines() if "Koło C (c)" in line] == [["(c)", "3", "2", "28.6%"]]
    assert "Most contacts: Koło C (3), Koło D (3), =Koło A (2)" in shown
    assert "  Koło C – Koło D: 3" in shown
    assert "Voivodeships that only one pair joins (1):" in shown
    assert "Sectors" not in shown


@pytest.mark.usefixtures("two_groups")
def test_brokers_are_the_same_for_programs_and_spreadsheets(run):
    told = json.loads(run("brokers", "--json", "--lang", "pl").stdout)
    assert [one["actor_id"] for one in told["brokers"]] == ["c", "d"]
    assert [one["betweenness"] for one in told["brokers"]] == pytest.approx([6 / 21, 6 / 21])
    assert (told["by"], told["exact"], told["n_actors"], told["n_indispensable"]) == ("distance", True, 8, 2)
    assert [(one["one_id"], one["other_id"], one["n_beyond"]) for one in told["bridges"]] == [("c", "d", 3)]
    regions = told["cross_links"]["region"]
    assert [value["code"] for value in regions["values"]] == ["12", "18"]
    assert regions["counts"] == [[3, 1], [1, 3]]
    assert [(one["one_id"], one["other_id"], one["joins"]) for one in regions["sole"]] == [("c", "d", ["12", "18"])]
    found = rows(run("brokers", "--csv", "-").stdout)
    assert [(one["rank"], one["actor_id"], one["n_cut_off"]) for one in found] == [("1", "c", "2"), ("2", "d", "2")]


@pytest.mark.usefixtures("two_groups")
def test_mentoring_counted_while_it_lasted(run):
    told = json.loads(run("brokers", "--json", "--as-of", "2022-06-01").stdout)
    assert [(one["actor_id"], one["n_cut_off"]) for one in told["indispensable"]] == [("d", 3), ("c", 2)]
    narrowed = json.loads(run("brokers", "--json", "--as-of", "2022-06-01", "--kind", "mentors").stdout)
    assert (narrowed["scope"], narrowed["n_contacts"], narrowed["brokers"]) == ({"kind": "MENTORS"}, 1, [])
    assert narrowed["note"] == "Nobody stands between others: there are too few contacts."


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("command", ["brokers", "communities", "alone"])
def test_day_before_the_first_member_is_answered_in_a_sentence(run, command):
    shown = run(command, "--as-of", "2001-01-01").stdout
    assert shown.splitlines()[1:] == ["Nobody belonged to it then, so there is nobody to tell of."]


@pytest.mark.usefixtures("two_groups")
def test_figures_and_indicators_of_nobody_are_no_table_of_noughts(run):
    assert len(run("growth", "--sector", "media").stdout.splitlines()) == 2
    assert "so there is nothing to count" in run("indicators", "--to", "2001-01-01").stdout


@pytest.mark.usefixtures("two_groups")
def test_what_breaks_without_somebody_is_told_by_name(run):
    shown = run("brokers", "--leaves", "Koło D").stdout
    assert "Koło D has 3 contacts." in shown
    assert "Without them the network around falls into 2 parts; 2 members are cut off." in shown
    assert "Cut off:\n  Koło E (e)\n  Koło F (f)" in shown
    assert "Bez tego uczestnika nikt nie zostaje odcięty." in run("brokers", "--leaves", "a", "--lang", "pl").stdout
    assert "has no contacts" in run("brokers", "--leaves", "z").stdout
    assert "is not there on that day" in run("brokers", "--leaves", "z", "--as-of", "2021-01-01").stdout
    told = json.loads(run("brokers", "--leaves", "d", "--json").stdout)
    assert (told["parts"], told["n_parted"], [one["actor_id"] for one in told["cut_off"]]) == ([3, 2], 2, ["e", "f"])
    refused = run("brokers", "--leaves", "d", "--csv", "x.csv")
    assert (refused.exit_code, "take --json" in refused.stderr) == (2, True)
    assert "there is nobody called" in run("brokers", "--leaves", "Nikt").stderr


@pytest.mark.usefixtures("two_groups")
def test_contacts_between_regions_are_counted_with_the_pair_that_alone_joins_two(run):
    shown = run("brokers", "--between", "region").stdout
    assert "Koło C (c) – Koło D (d)" in shown
    found = rows(run("brokers", "--between", "region", "--csv", "-").stdout)
    assert [(one["one_code"], one["other_code"], one["n_contacts"]) for one in found] == [("12", "18", "1")]
    told = json.loads(run("brokers", "--between", "sector", "--json", "--as-of", "2022-06-01").stdout)
    assert ([one["code"] for one in told["values"]], told["counts"]) == (["ngo", "mentor"], [[7, 1], [1, 0]])
    assert "No contact here joins two" in run("brokers", "--between", "region", "--region", "18").stdout
    refused = run("brokers", "--between", "region", "--leaves", "c")
    assert (refused.exit_code, "exclude each other" in refused.stderr) == (2, True)


@pytest.mark.usefixtures("two_groups")
def test_communities_are_called_by_what_their_members_share(run):
    shown = run("communities", "--changes").stdout
    assert "Lesser Poland voivodeship" in shown
    assert "Subcarpathian voivodeship" in shown
    assert "Communities: 2; shown: 2. 6 of 8 members are in one." in shown
    assert "Modularity: 0.357" in shown
    told = json.loads(run("communities", "--json", "--lang", "pl").stdout)
    assert [(one["community"], one["name"], one["members"]) for one in told["communities"]] == [
        (2, "Województwo podkarpackie", ["a", "b", "c"]),
        (1, "Województwo małopolskie", ["d", "e", "f"]),  # with the mentor the largest in 2022
    ]
    assert [(one["n_inside"], one["n_across"], one["most_linked"]["actor_id"]) for one in told["communities"]] == [
        (3, 1, "c"),
        (3, 1, "d"),
    ]
    assert told["communities"][0]["shared"][0] | {"label": ""} == {
        "kind": "region", "code": "18", "label": "", "n_members": 3, "share": 1.0, "lift": 2.0,
    }  # fmt: skip
    assert [one["members"] for one in rows(run("communities", "--csv", "-").stdout)] == ["a b c", "d e f"]
    assert run("communities", "--as-of", "2022-01-31", "--changes").stdout.count("Around Koło D") == 1  # only d and m


@pytest.mark.usefixtures("two_groups")
def test_what_became_of_communities_is_told_by_the_names_they_had(run):
    # Until 2024 three cooperate in each voivodeship; then those of one stop, and in 2025 three others begin.
    links = [make_link("COOPERATES_WITH", *pair, since=date(2025, 3, 1), kind="event") for pair in ("gh", "gi", "hi")]
    nodes = [make_node(name, "Organisation", name=f"Koło {name.upper()}", joined=JOINED) for name in "ghi"]
    places = [make_link("LOCATED_IN", name, "0201") for name in "ghi"]
    over = [
        make_link("COOPERATES_WITH", *pair, since=date(2022, 3, 1), until=date(2024, 5, 1), kind="project")
        for pair in ("ab", "ac", "bc", "cd")
    ]
    with reading() as ogniwo:
        ogniwo.store.load(nodes, [*places, *links, *over])
    told = json.loads(run("communities", "--json", "--lang", "pl").stdout)["changes"]
    assert [(one["day"], one["turn"], one["name"], one["other"], one["other_name"]) for one in told] == [
        ("2024-12-31", "ended", "Województwo podkarpackie", None, None),
        ("2025-12-31", "born", "Województwo dolnośląskie", None, None),
    ]
    shown = run("communities", "--changes", "--lang", "pl").stdout
    assert "2025-12-31  powstała społeczność „Województwo dolnośląskie” (nr 3)" in shown


@pytest.mark.usefixtures("two_groups")
def test_alone_lists_isolates_losses_and_who_waits(run):
    shown = run("alone").stdout
    assert "Without any contact: 1; shown: 1." in shown
    assert "Mentors without an organisation just now: 1; shown: 1." in shown
    assert "Koło Z (z)" in shown
    assert "without a first contact" not in shown  # who joined years ago is no newcomer
    assert "without a first contact: 1; shown: 1." in run("alone", "--as-of", "2023-06-01").stdout
    assert "Outside this part" not in shown
    told = json.loads(run("alone", "--json").stdout)
    assert [(one["actor_id"], one["last_contact"]) for one in told["isolates"]] == [("z", None)]
    assert [(one["actor_id"], one["last_contact"]) for one in told["free_mentors"]] == [("m", "2022-12-31")]
    assert told["waiting"] == []
    standing = {one["code"]: one["standing"] for one in told["regions"]}
    assert (standing["12"], standing["18"], standing["02"]) == ("linked", "linked", "empty")
    then = json.loads(run("alone", "--json", "--as-of", "2023-06-01").stdout)
    assert [(one["actor_id"], one["n_then"], one["n_now"]) for one in then["losing"]] == [("d", 4, 3)]
    assert [one["actor_id"] for one in then["losing"][0]["ended_with"]] == ["m"]
    found = rows(run("alone", "--csv", "-", "--as-of", "2023-06-01").stdout)
    assert [(one["why"], one["actor_id"]) for one in found] == [
        ("isolate", "z"), ("free_mentor", "m"), ("waiting", "z"), ("losing", "d"),
    ]  # fmt: skip


@pytest.mark.usefixtures("two_groups")
def test_who_has_contacts_outside_a_part_comes_after_who_has_none(run):
    told = json.loads(run("alone", "--json", "--region", "18", "--as-of", "2022-02-01").stdout)
    assert [(one["actor_id"], one["n_outside"]) for one in told["isolates"]] == [("a", 0), ("b", 0), ("c", 0), ("z", 0)]
    part = json.loads(run("alone", "--json", "--region", "12", "--as-of", "2022-02-01").stdout)
    assert [(one["actor_id"], one["n_outside"]) for one in part["isolates"]] == [("e", 0), ("f", 0), ("d", 1)]
    assert {one["code"][:2] for one in part["regions"]} == {"12"}  # powiats of the voivodeship
    assert {one["standing"] for one in part["regions"] if one["code"] == "1207"} == {"unlinked"}
    assert "Outside this part" in run("alone", "--region", "12", "--as-of", "2022-02-01").stdout


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("command", ["brokers", "communities", "alone"])
def test_part_without_anybody_is_a_message_not_an_error(run, command):
    for more in (("--region", "02"), ("--as-of", "2020-01-01"), ("--sector", "culture")):
        shown = run(command, *more)
        assert (shown.exit_code, "members: 0, pairs in contact: 0." in shown.stdout) == (0, True)
        assert json.loads(run(command, "--json", *more).stdout)["n_actors"] == 0
        assert rows(run(command, "--csv", "-", *more).stdout) == []


@pytest.mark.usefixtures("two_groups")
@pytest.mark.parametrize("command", ["brokers", "communities", "alone"])
def test_wrong_questions_are_refused_with_the_next_step(run, command):
    for more, said in (
        (("--region", "99"), "ogniwo codes regions"),
        (("--sphere", "x"), "--sphere"),
        (("--as-of", "2999-01-01"), "--as-of"),
        (("--as-of", "soon"), "--as-of"),
        (("--k", "0"), "--k"),
        (("--json", "--csv", "x.csv"), "exclude each other"),
    ):
        refused = run(command, *more)
        assert (refused.exit_code, said in refused.stderr) == (2, True), refused.stderr


@pytest.mark.usefixtures("two_groups")
def test_spreadsheet_is_written_whole_and_never_over_another(run, tmp_path):
    file = tmp_path / "brokers.csv"
    assert run("brokers", "--csv", str(file)).exit_code == 0
    assert len(rows(file.read_text(encoding="utf-8"))) == 2
    assert run("brokers", "--csv", str(file)).exit_code == 1
    assert "isolate,a,'=Koło A," in run("alone", "--csv", "-", "--as-of", "2022-02-01").stdout


def ring():
    network = Network()
    for name in "abcde":
        network.actor(name)
    for pair in ("ab", "bc", "cd", "de", "ae"):
        network.worked_together(*pair)
    return network


def test_answers_for_pages_are_those_of_the_command_and_kept():
    snapshot = ring().snapshot()
    live = LiveBrokers()
    found = live.of(snapshot)
    assert live.of(snapshot) is found
    assert brokers_json(found, "en") == brokers_json(brokers_at(snapshot), "en")
    communities, alone = LiveCommunities(), LiveAlone()
    assert communities.of(snapshot) is communities.of(snapshot)
    assert names_of_communities(communities.of(snapshot), "pl") == names_of_communities(communities_at(snapshot), "pl")
    assert alone.of(snapshot) is alone.of(snapshot)
    assert alone_json(alone.of(snapshot), "pl") == alone_json(alone_at(snapshot), "pl")


def test_betweenness_is_kept_while_only_profiles_change():
    network = ring()
    live, communities = LiveBrokers(), LiveCommunities()
    before, years = live.of(network.snapshot()), communities.of(network.snapshot()).years
    network.spheres("art").link("ACTIVE_IN", "a", "art")
    after = live.of(network.snapshot())
    assert (after is before, after.brokers is before.brokers) == (False, True)
    assert communities.of(network.snapshot()).years is years
    network.worked_together("a", "c")
    assert live.of(network.snapshot()).brokers is not before.brokers
    assert communities.of(network.snapshot()).years is not years


def test_two_who_ask_the_same_at_once_wait_for_one_answer():
    kept, asked, go_on, answers = Kept(), threading.Event(), threading.Event(), []

    def slowly():
        asked.set()
        assert go_on.wait(10)
        return object()

    one = threading.Thread(target=lambda: answers.append(kept.of("it", "slow", slowly)))
    other = threading.Thread(target=lambda: answers.append(kept.of("it", "slow", object)))
    one.start()
    assert asked.wait(10)
    other.start()
    assert kept.of("it", "quick", lambda: 1) == 1  # is not held up
    assert kept.of("another", "slow", lambda: 2) == 2  # about something else
    go_on.set()
    one.join(10)
    other.join(10)
    assert len(answers) == 2
    assert answers[0] is answers[1]
    assert kept.of("another", "slow", lambda: 3) == 2  # the late answer about the former went nowhere else


def test_kept_answers_are_few_and_an_error_is_not_kept():
    kept = Kept(2)
    assert [kept.of("it", number, lambda number=number: [number]) for number in range(3)] == [[0], [1], [2]]
    assert kept.of("it", 0, lambda: "anew") == "anew"
    with pytest.raises(ZeroDivisionError):
        kept.of("it", "bad", lambda: 1 // 0)
    assert kept.of("it", "bad", lambda: "well") == "well"
    assert kept._at_work == {}


def test_unknown_questions_are_refused():
    snapshot = ring().snapshot()
    with pytest.raises(UnknownActor, match="look it up"):
        what_breaks(snapshot, "x")
    for question in (
        lambda: what_breaks(snapshot, "a", date(2999, 1, 1)),
        lambda: brokers_at(snapshot, date(2999, 1, 1)),
        lambda: communities_at(snapshot, date(2999, 1, 1), Scope(region="14")),
        lambda: alone_at(snapshot, n_months=-1),
        lambda: alone_at(snapshot, n_months=1201),
    ):
        with pytest.raises(InvalidOption):
            question()


def test_communities_without_a_shared_trait_go_by_number_and_most_linked_member():
    network = Network()
    for name, region in zip("abcdef", ("1401", "1201", "1402") * 2, strict=True):
        network.actor(name, region=region)
    for pair in ("ab", "ac", "bc", "de", "df", "ef"):
        network.worked_together(*pair)
    answer = communities_at(network.snapshot())
    assert names_of_communities(answer, "pl") == ["Wokół: Koło a", "Wokół: Koło d"]
    assert names_of_communities(answer, "en") == ["Around Koło a", "Around Koło d"]
    assert answer.label_of().tolist() == [1, 1, 1, 2, 2, 2]
