"""`ogniwo growth` in a terminal, for programs and for spreadsheets."""

import csv
import io
import json
import re
from datetime import date

import pytest
from click.testing import CliRunner

from graph.analysis import FIGURES, PERIODS
from graph.model import make_link, make_node
from web.cli import main
from web.cli.growth import PERIODS as PERIODS_OFFERED
from web.ogniwo import Ogniwo
from web.services.growth.words import FIGURE_NAMES, GROUP_NAMES, REASON_WORDS


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, ["growth", *arguments], catch_exceptions=False)


@pytest.fixture
def grown(environment):
    """Three organisations of 2022, two of them in contact until one of these leaves in 2024."""
    left = {1: date(2024, 3, 1)}
    nodes = [
        make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=date(2022, 1 + n, 1), left=left.get(n))
        for n in range(3)
    ]
    links = [
        make_link("COOPERATES_WITH", "org-0", "org-1", since=date(2022, 5, 1), kind="event"),
        make_link("LOCATED_IN", "org-0", "1803"),
        make_link("LOCATED_IN", "org-1", "1207"),
    ]
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.load(nodes, links)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.lstrip("\N{BYTE ORDER MARK}"))))


def line(shown, name):
    (found,) = [one.strip() for one in shown.splitlines() if one.strip().startswith(f"{name} ")]
    return re.split(" {2,}", found)[1:]


def test_every_figure_group_and_period_has_its_words():
    assert list(FIGURE_NAMES) == [figure.code for figure in FIGURES]
    assert set(GROUP_NAMES) == {figure.group for figure in FIGURES}
    assert set(REASON_WORDS) == {reason for figure in FIGURES for reason in figure.reasons}
    assert PERIODS_OFFERED == PERIODS


def test_table_begins_with_the_finding_and_shows_the_latest_years_with_change_and_course(run, grown):
    shown = run("--by", "year", "--as-of", "2024-12-31").stdout
    assert shown.startswith("The network is shrinking: on 31 December 2024 it has 2 members, 1 fewer than on ")
    assert line(shown, "all members") == ["3", "3", "2", "−1", "██▁"]
    assert line(shown, "pairs in contact") == ["1", "1", "0", "−1", "██▁"]
    assert line(shown, "share without any contact") == ["33.3%", "33.3%", "100.0%", "+66.7\xa0pp", "▁▁█"]
    assert "  across voivodeships – nobody was in contact with anybody." in shown
    assert "Course: from 2022 to 2024.\n" in shown


def test_polish_table_says_that_the_last_period_is_not_over(run, grown):
    shown = run("--by", "year", "--as-of", "2023-06-30", "--lang", "pl").stdout
    assert shown.startswith("Sieć się nie zmienia: 30 czerwca 2023 liczy 3 uczestników, tyle samo co 31 grudnia 2022")
    assert line(shown, "odsetek bez żadnego kontaktu")[:2] == ["33,3%", "33,3%"]
    assert "Przebieg: od 2022 do 2023. Okres 2023 jeszcze trwa." in shown
    quarters = run("--as-of", "2023-05-31", "--lang", "pl").stdout
    assert "Przebieg: od I kw. 2022 do II kw. 2023. Okres II kw. 2023 jeszcze trwa." in quarters


def test_program_gets_every_figure_with_changes_and_reasons(run, grown):
    found = json.loads(run("--json", "--by", "quarter", "--since", "2023-12-01", "--as-of", "2024-04-01").stdout)
    assert [one["name"] for one in found["periods"]] == ["2023-Q4", "2024-Q1", "2024-Q2"]
    assert [one["complete"] for one in found["periods"]] == [True, True, False]
    assert found["figures"]["n_left"] == [0, 1, 0]
    assert found["changes"]["n_actors"] == [None, -1, 0]
    assert found["figures"]["cross_region_share"] == [1.0, None, None]
    assert {"figure": "cross_region_share", "period": "2024-Q1", "code": "no_contacts"}.items() <= next(
        one for one in found["reasons"] if one["figure"] == "cross_region_share"
    ).items()
    assert set(found["figures"]) == {figure.code for figure in FIGURES}


def test_part_of_the_network_is_named_and_counted_alone(run, grown):
    shown = run("--by", "year", "--region", "18", "--as-of", "2023-12-31").stdout
    assert "this part of the network" in shown.lower()
    assert "Only: Subcarpathian voivodeship." in shown
    assert line(shown, "all members")[:2] == ["1", "1"]
    assert line(shown, "pairs in contact")[:2] == ["0", "0"]


def test_spreadsheet_has_a_line_for_each_period(run, grown, tmp_path):
    file = tmp_path / "growth.csv"
    assert run("--by", "year", "--as-of", "2024-12-31", "--csv", str(file)).exit_code == 0
    found = rows(file.read_text(encoding="utf-8"))
    assert [one["period"] for one in found] == ["2022", "2023", "2024"]
    assert [one["n_contacts"] for one in found] == ["1", "1", "0"]
    assert [one["cross_region_share"] for one in found] == ["1.0", "1.0", ""]
    printed = run("--by", "year", "--as-of", "2024-12-31", "--csv", "-").stdout
    assert rows(printed) == found
    assert "is there already" in run("--csv", str(file)).stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--by", "week"), "'week' is not one of 'month', 'quarter', 'year', 'cohort'"),
        (("--since", "2023-02-30"), "'--since': '2023-02-30' is not possible. Allowed: a day such as 2024-03-31."),
        (("--as-of", "9999-01-01"), "'--as-of': '9999-01-01' is not possible. Allowed: a day such as 2024-03-31, not"),
        (("--region", "99"), "`ogniwo codes regions` lists them all"),
        (("--sphere", "x"), "`ogniwo codes spheres` names them"),
        (("--json", "--csv", "-"), "exclude each other"),
    ],
)
def test_what_cannot_be_asked_is_said_with_the_next_step(run, grown, arguments, told):
    result = run(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_days_before_anybody_joined_and_cohorts_that_never_began_have_nothing_to_show(run, grown):
    for arguments in (("--as-of", "2001-01-01"), ("--by", "cohort")):
        result = run(*arguments)
        assert result.exit_code == 0
        assert result.stdout == (
            "There is nothing to show yet: by that day nobody had joined the network, or no cohort had begun.\n"
        )


def test_network_of_nobody_has_nothing_to_show(run, environment):
    with Ogniwo.open(environment):
        pass
    assert run().stdout.startswith("There is nothing to show yet")
    assert json.loads(run("--json").stdout)["figures"]["density"] == []
