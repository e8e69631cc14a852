"""`ogniwo indicators` in a terminal, for programs and for spreadsheets."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from graph.model import make_link, make_node
from web.cli import main
from web.cli.indicators import WAYS as OFFERED
from web.office import shown
from web.ogniwo import Ogniwo
from web.services.growth.indicators import IndicatorQuestion, indicators_of
from web.services.growth.indicators.words import MEASURES, WAYS, group_label

JOINED = date(2020, 1, 1)


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, ["indicators", *arguments], catch_exceptions=False)


@pytest.fixture
def ogniwo(environment):
    """Eight in a row: six associations, then two foundations."""
    forms = ["ASSOC"] * 6 + ["FOUND"] * 2
    nodes = [
        make_node(f"org-{n}", "Organisation", name=f"Koło {n}", joined=JOINED, legal_form=form)
        for n, form in enumerate(forms)
    ]
    since = {"since": date(2023, 4, 1), "kind": "event"}
    links = [make_link("COOPERATES_WITH", f"org-{n}", f"org-{n + 1}", **since) for n in range(7)]
    with Ogniwo.open(environment) as opened:
        opened.store.load(nodes, links)
        yield opened


def test_table_names_each_with_its_value_and_what_it_waits_for(run, ogniwo):
    printed = run("--year", "2023", "--lang", "pl").stdout
    assert "Wskaźniki od 2023-01-01 do 2023-12-31." in printed
    assert "Nawiązane partnerstwa                        7" in printed
    assert "Jeszcze nie zbieramy." in printed
    english = run("--year", "2023", "--by", "legal_form", "--lang", "en").stdout
    assert "Organisations in the network" in english
    assert "withheld" in english
    assert "Groups smaller than 5 are withheld" in english


def test_programs_get_every_group_and_the_target(run, ogniwo, tmp_path):
    targets = tmp_path / "targets.csv"
    targets.write_text("code,period,target\nI05,2023,12\n", encoding="utf-8")
    answer = json.loads(run("--year", "2023", "--json", "--lang", "en", "--targets", str(targets)).stdout)
    by_code = {one["code"]: one for one in answer["indicators"]}
    assert list(by_code) == [f"I{n:02}" for n in range(1, 14)]
    (formed,) = by_code["I05"]["measures"]
    assert (formed["value"], formed["target"], formed["hidden"]) == (7, 12.0, False)
    (organisations,) = by_code["I01"]["measures"]
    forms = next(each for each in organisations["breakdowns"] if each["by"] == "legal_form")
    assert forms["groups"] == [
        {"group": "ASSOC", "label": "Registered association", "value": None, "n": None, "hidden": True},
        {"group": "FOUND", "label": "Foundation", "value": None, "n": None, "hidden": True},
    ]
    assert by_code["I10"]["measures"][0]["no_value"] == "nothing was shown yet"
    assert (by_code["I03"]["collected"], by_code["I03"]["measures"]) == (False, [])


def test_spreadsheet_has_a_line_for_each_measure_and_group(run, ogniwo):
    lines = list(csv.DictReader(io.StringIO(run("--csv", "-", "--by", "relation", "--lang", "en").stdout)))
    formed = [(line["group"], line["value"], line["hidden"]) for line in lines if line["code"] == "I05"]
    assert formed == [("", "7", "0"), ("one_sector", "7", "0")]
    assert {line["code"] for line in lines} == {f"I{n:02}" for n in range(1, 14)}


def test_what_was_shown_counts_once_a_pair_and_only_in_the_period(ogniwo):
    def keep(seeker, provider, days_ago, kind="peer"):
        one = shown.Shown("r", "cli", "me", seeker, kind, None, provider, 1, 1.0, 1)
        with ogniwo.office.writing() as connection:
            shown.add(connection, [one], at=datetime.now(UTC) - timedelta(days=days_ago))

    for n in range(5):
        keep("org-0", f"org-{n + 2}", days_ago=40)
        keep("org-0", f"org-{n + 2}", days_ago=30)
    keep("org-1", "org-3", days_ago=400)
    today = datetime.now(UTC).date()
    question = IndicatorQuestion(today - timedelta(days=100), today)
    accepted = next(one for one in indicators_of(ogniwo, question).indicators if one.code == "I10").measures[0]
    assert (accepted.total.n, accepted.total.value) == (5, 0.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--year", "2023", "--from", "2023-01-01"), "--year stands instead of --from and --to"),
        (("--from", "2023-02-30"), "'--from'"),
        (("--from", "2999-01-01"), "Allowed: a day not after"),
        (("--year", "2999"), "'--year': 2999 is not possible. Allowed: at most"),
        (("--from", "2023-02-01", "--to", "2023-01-01"), "Allowed: a day not before 2023-02-01"),
        (("--by", "luck"), "'--by'"),
        (("--region", "99"), "`ogniwo codes regions` lists them all"),
        (("--targets", "nowhere.csv"), "'--targets'"),
        (("--json", "--csv", "-"), "exclude each other"),
    ],
)
def test_option_that_makes_no_sense_is_refused(run, ogniwo, arguments, said):
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr


def test_wrong_targets_are_refused_with_the_row_and_the_column(run, ogniwo, tmp_path):
    targets = tmp_path / "targets.csv"
    targets.write_text("code,period,target\nI05,2023,many\n", encoding="utf-8")
    refused = run("--targets", str(targets))
    assert refused.exit_code == 1
    assert "targets, row 2, column target: 'many' is not a number" in refused.stderr
    polish = run("--targets", str(targets), "--lang", "pl").stderr
    assert "cele, wiersz 2, kolumna target: 'many' to nie liczba od 0 wzwyż" in polish
    assert "poprawcie plik" in polish


def test_period_that_is_not_over_is_said_to_be_cut(run, ogniwo):
    today = datetime.now(UTC).date()
    assert f"This period is not over: it is counted up to {today}." in run("--to", "2999-12-31").stdout
    assert f"Ten okres jeszcze trwa: policzono do {today}." in run("--year", str(today.year), "--lang", "pl").stdout
    assert "is not over" not in run("--year", "2023").stdout
    told = [json.loads(run("--json", *days).stdout) for days in ((), ("--to", "2999-12-31"))]
    assert [(one["to"], one["not_over"]) for one in told] == [(f"{today}", False), (f"{today}", True)]


def test_command_offers_every_way_and_every_measure_has_words(ogniwo):
    assert tuple(WAYS) == OFFERED
    measures = [each for one in indicators_of(ogniwo, IndicatorQuestion()).indicators for each in one.measures]
    assert [each.name for each in measures] == list(MEASURES)
    for each in (part for measure in measures for part in measure.breakdowns):
        assert each.by in WAYS
        assert all(group_label(ogniwo.snapshot(), each.by, cell.group, "pl") for cell in each.cells)
