"""`ogniwo gaps` in a terminal, for programs and for spreadsheets."""

import csv
import io
import json
from datetime import date

import pytest
from click.testing import CliRunner

from graph.model import make_link, make_node
from matching.gaps import GapQuestion
from web.cli import main
from web.ogniwo import Ogniwo
from web.services.gaps import LiveGaps


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def gap(environment):
    """Three that need to find money, and nobody who could tell them how."""
    nodes, links = [], []
    for number, (name, region, online) in enumerate(
        [("Koło Łąka", "1803", None), ("=Grupa Sad", "1803", False), ("Fundacja Most", "1207", True)]
    ):
        org_id = f"org-{number}"
        nodes.append(make_node(org_id, "Organisation", name=name, joined=date(2024, 1, 1), online=online))
        links += [make_link("NEEDS", org_id, "T3.04", priority=3), make_link("LOCATED_IN", org_id, region)]
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(nodes, links)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\N{BYTE ORDER MARK}"))))


def test_table_says_what_where_for_how_many_and_who_is_nearest(run, gap):
    shown = run("gaps").stdout
    assert "(T3.04)" in shown
    assert "2 of 2" in shown
    assert "1 of 1" in shown
    assert "nobody" in shown
    assert "Needs: 3 (organisations looked at: 3); being helped: 0, " in shown
    assert "enough free places within reach: 0, too few or none: 3." in shown
    assert "Proposals of trainings: 2; shown: 2." in shown
    assert "Propozycje szkoleń: 2; pokazane: 1." in run("gaps", "--k", "1", "--lang", "pl").stdout


def test_who_would_come_is_listed_when_asked(run, gap):
    shown = run("gaps", "--who", "--mode", "on_site").stdout
    assert "Training on site" in shown
    assert "Koło Łąka (org-0)" in shown
    assert "priority 3, 0 km" in shown
    assert "Koło Łąka" not in run("gaps").stdout


def test_json_has_the_same_with_all_numbers(run, gap):
    answer = json.loads(run("gaps", "--json").stdout)
    on_site, online = answer["proposals"]
    assert (on_site["mode"], on_site["region_id"], on_site["n_would_come"], on_site["urgency"]) == (
        "on_site",
        "1803",
        2,
        6.0,
    )
    assert (online["mode"], online["region_id"], online["cause"]) == ("online", "", "nobody_offers")
    assert answer["totals"]["n_unmet"] == 3
    assert answer["note"] is None
    assert [each["priority"] for each in on_site["attendees"]] == [3, 3]


def test_filters_narrow_the_answer(run, gap):
    def proposals(*arguments):
        return [
            (one["mode"], one["region_id"]) for one in json.loads(run("gaps", "--json", *arguments).stdout)["proposals"]
        ]

    assert proposals("--region", "18") == [("on_site", "1803")]
    assert proposals("--region", "12", "--component", "training") == [("online", "")]
    assert proposals("--component", "image") == []
    assert proposals("--skill", "T3.04", "--mode", "online", "--travel", "near") == [("online", "")]


def test_csv_has_a_line_a_proposal_or_a_line_for_each_that_would_come(run, gap, tmp_path):
    printed = rows(run("gaps", "--csv", "-").stdout)
    assert [(row["mode"], row["n_would_come"], len(row["would_come"].split())) for row in printed] == [
        ("on_site", "2", 2),
        ("online", "1", 1),
    ]
    file = tmp_path / "gaps.csv"
    assert run("gaps", "--csv", str(file), "--who").exit_code == 0
    names = [row["organisation"] for row in rows(file.read_text(encoding="utf-8"))]
    assert sorted(names) == ["'=Grupa Sad", "Fundacja Most", "Koło Łąka"]  # nothing a spreadsheet would run


def test_csv_is_never_written_over_a_file(run, gap, tmp_path):
    file = tmp_path / "gaps.csv"
    file.write_text("mine", encoding="utf-8")
    refused = run("gaps", "--csv", str(file))
    assert refused.exit_code == 1
    assert "is there already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "99"), "Allowed: 02, 04"),
        (("--region", "99"), "`ogniwo codes regions`"),
        (("--skill", "T1.1"), "T1.01"),
        (("--component", "art"), "'training', 'network', 'strategy', 'image'"),
        (("--k", "0"), "--k"),
        (("--json", "--csv", "-"), "exclude each other"),
    ],
)
def test_wrong_option_is_refused_with_the_choices(run, gap, arguments, said):
    refused = run("gaps", *arguments)
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())


def test_network_without_organisations_says_so_and_what_to_do(run):
    shown = run("gaps")
    assert shown.exit_code == 0
    assert shown.stdout.startswith("There is no organisation here yet")
    assert json.loads(run("gaps", "--json").stdout)["note"] == "no_organisations"


def test_supply_is_worked_out_once_until_the_network_changes(gap, environment):
    with Ogniwo.open(environment) as ogniwo:
        live = LiveGaps()
        first, other = live.of(ogniwo, GapQuestion(region="18")), live.of(ogniwo, GapQuestion(region="12"))
        assert first.reach is other.reach
        assert (len(first), len(other)) == (1, 1)
        new = make_node("org-9", "Organisation", name="Nowa", joined=date(2024, 1, 1))
        ogniwo.store.load([new], [make_link("NEEDS", "org-9", "T3.04"), make_link("LOCATED_IN", "org-9", "1803")])
        ogniwo.network.current(at_least=ogniwo.store.revision())
        assert live.of(ogniwo, GapQuestion(region="18")).totals.n_unmet == first.totals.n_unmet + 1
