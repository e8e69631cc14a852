"""`ogniwo cohort` from the command line, as a coordinator types it."""

import json
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from tests.web_sample import COHORT, copy_of, sample_folder
from web.cli import main

__all__ = ["sample_folder"]

SIGNED = ("--by", "anna", "--reason", "the trial round")


@pytest.fixture
def run(sample_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("OGNIWO_DATA", str(copy_of(sample_folder, tmp_path / "own")))
    return lambda *arguments: CliRunner().invoke(main, ["cohort", *arguments], catch_exceptions=False)


def _told(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_a_cohort_of_a_handful_reads_well_from_opening_to_the_end(run):
    run("open", "small", "--name", "Mały cykl", "--starts", "2031-02-01", "--ends", "2031-06-30", *SIGNED)
    there = [one["id"] for one in _told(run("status", COHORT, "--json"))["members"]]
    assert len(_told(run("join", "small", *there, "--places", "1", *SIGNED, "--json"))["members"]) == len(there)
    assert "Nabór" not in run("close", "small", *SIGNED).output
    shown = run("match", "small", *SIGNED, "--lang", "en").output
    assert "With a mentor: 3 of 7; pairs: 3" in shown
    assert "Checked independently: there is no better matching (gap 0)." in shown
    assert shown.count("Every mentor that it can work with is full.") == 4
    assert "Next: Look the draft over" in shown
    run("review", "small", *SIGNED)
    assert _told(run("publish", "small", *SIGNED, "--json"))["state"] == "published"
    again = run("publish", "small", "--by", "piotr", "--lang", "en")
    assert "small is published already, by anna; nothing was written." in again.stderr
    gone = _told(run("status", "small", "--json"))["draft_report"]["pairs"][0]["seeker"]
    run("withdraw", "small", gone, *SIGNED)
    mended = run("match", "small", *SIGNED, "--lang", "en").output
    assert "Of 3 published pairs 2 stay. No more can stay" in mended
    assert "frees a place with" in mended
    for step in ("review", "publish"):
        assert run(step, "small", *SIGNED).exit_code == 0
    early = run("end", "small", *SIGNED, "--lang", "en")
    assert "The cohort small begins on 2031-02-01" in early.stderr
    assert run("end", "small", "--cancel", *SIGNED).exit_code == 0
    assert _told(run("status", "small", "--json"))["state"] == "ended"


def test_the_waiting_list_names_who_got_no_mentor(run):
    assert "Nikt nie czeka na mentora." in run("waiting").output
    assert _told(run("waiting", "--json")) == {"waiting": []}
    (left,) = _told(run("status", COHORT, "--json"))["draft_report"]["unplaced"]
    for step in ("review", "publish"):
        _told(run(step, COHORT, *SIGNED, "--json"))
    (told,) = _told(run("waiting", "--json"))["waiting"]
    assert (told["id"], told["waited"], told["cohort"]) == (left["seeker"], 1, COHORT)
    assert f"{told['name']} ({told['id']}): cohorts without a mentor: 1" in run("waiting", "--lang", "en").output
    run("open", "next", "--name", "Następny", "--starts", "2040-01-01", *SIGNED)
    run("join", "next", told["id"], *SIGNED)
    assert "jest już w: Następny" in run("waiting").output


def test_rules_are_shown_set_and_refused_by_name(run):
    shown = run("rules", COHORT, "--lang", "en").output
    assert "the mentor offers a needed skill: should, costs 1  [needed_skill]" in shown
    assert "set to “off”: with a mentor 6 (+0)" in shown
    told = _told(run("rules", COHORT, "--set", "needed_skill=must", "--waiting-bonus", "1", *SIGNED, "--json"))
    assert {one["rule"]: one["level"] for one in told["rules"]}["needed_skill"] == "must"
    assert told["waiting_bonus"] == 1
    refused = run("rules", COHORT, "--set", "needed_skill=maybe", *SIGNED)
    assert refused.exit_code == 1
    assert "„maybe”. Pisze się: ZASADA=off" in refused.stderr
    assert run("rules", COHORT, "--set", "needed_skill").exit_code == 2
    assert "shared_language, needed_skill" in run("rules", COHORT, "--set", "colour=must").stderr


def test_wishes_are_set_and_taken_back(run):
    pair = _told(run("status", COHORT, "--json"))["draft_report"]["pairs"][0]
    ends = pair["seeker"], pair["mentor"]
    assert "musi być:" in run("lock", COHORT, *ends, *SIGNED).output
    refused = run("veto", COHORT, *ends, *SIGNED, "--lang", "en").stderr
    assert f"ogniwo cohort lock {COHORT} {' '.join(ends)} --undo" in refused
    assert "musi być:" not in run("lock", COHORT, *ends, "--undo", *SIGNED).output
    assert "konflikt interesów:" in run("conflict", COHORT, *ends, *SIGNED).output
    told = _told(run("match", COHORT, *SIGNED, "--json"))
    assert ends not in {(one["seeker"], one["mentor"]) for one in told["draft_report"]["pairs"]}


@pytest.mark.parametrize(
    "rules",
    [(), ("needed_skill=must",), ("limit_per_mentor=must:1/kind", "needed_skill=must")],
    ids=["capacity", "rule", "limit"],
)
def test_typing_the_commands_that_are_told_gives_an_organisation_a_mentor(run, rules):
    for rule in rules:
        run("rules", COHORT, "--set", rule, *SIGNED)
    left = _told(run("match", COHORT, *SIGNED, "--json"))["draft_report"]["unplaced"][-1]
    assert all(f"        {command}\n" in run("status", COHORT).output for command in left["commands"])
    for command in left["commands"]:
        assert run(*command.split()[2:], *SIGNED).exit_code == 0, command
    draft = _told(run("match", COHORT, *SIGNED, "--json"))["draft_report"]
    assert left["seeker"] in {one["seeker"] for one in draft["pairs"]}


def test_places_are_changed_after_closing_and_nothing_else_is(run):
    mentor = next(one for one in _told(run("status", COHORT, "--json"))["members"] if one["side"] == "mentor")
    told = _told(run("places", COHORT, mentor["id"], "1", "--json"))
    assert [one for one in told["members"] if one["id"] == mentor["id"]] == [mentor | {"places": 1}]
    assert told["draft_report"]["up_to_date"] is (mentor["places"] == 1)
    assert told == _told(run("places", COHORT, mentor["id"], "1", "--json"))
    assert "minimum: 3" in run("places", COHORT, mentor["id"], "2", "--minimum", "3", "--lang", "en").stderr
    assert "does not take part" in run("places", COHORT, "org-0001", "2", "--lang", "en").stderr


def test_comparing_tells_what_changes(run):
    told = _told(run("compare", COHORT, "--objective", "stable", "--json"))
    assert told["after"]["blocking_pairs"] == 0
    shown = run("compare", COHORT, "--set", "needed_skill=must", "--lang", "en").output
    assert "Pairs that are the same:" in shown
    assert "With a mentor, by voivodeship:" in shown
    assert run("compare", COHORT, "1", "2", "3").exit_code == 2


def test_two_sets_of_rules_are_compared_as_two_drafts_are(run):
    before = run("status", COHORT, "--json").stdout
    rules = ("needed_skill=off", "needed_skill=must")
    told = _told(run("compare", COHORT, "--against", rules[0], "--set", rules[1], "--json"))
    assert [(told[side]["rules"], told[side]["draft"]) for side in ("before", "after")] == [
        ([one], None) for one in rules
    ]
    assert told["before"]["placed"] >= told["after"]["placed"]
    loads = [told[side]["load"] for side in ("before", "after")]
    assert [sum(load.values()) for load in loads] == [told[side]["pairs"] for side in ("before", "after")]
    shown = run("compare", COHORT, "--against", rules[0], "--set", rules[1]).output
    assert "Przy needed_skill=off: z mentorem" in shown
    n_changed = sum(loads[0].get(one, 0) != loads[1].get(one, 0) for one in loads[0] | loads[1])
    assert shown.count(" → ") - shown.count(" z ", shown.index("Z mentorem według")) == n_changed
    assert run("status", COHORT, "--json").stdout == before
    for arguments in (("1", "--against", rules[0]), ("1", "1", "--set", rules[0])):
        assert run("compare", COHORT, *arguments).exit_code == 2


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_export_has_a_row_for_every_organisation(run, tmp_path, ending):
    path = tmp_path / f"draft.{ending}"
    assert _told(run("export", COHORT, "--out", str(path), "--json"))["rows"] == 7
    if ending == "xlsx":
        from openpyxl import load_workbook

        assert ZipFile(path).testzip() is None
        assert load_workbook(path).active.max_row == 8
    elif ending == "csv":
        assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 8
    else:
        assert len(json.loads(path.read_text())["draft_report"]["pairs"]) == 6
    assert "taki plik już jest" in run("export", COHORT, "--out", str(path)).stderr
    refused = run("export", COHORT, "--out", str(tmp_path / "x.pdf"), "--lang", "en")
    assert "must end in .csv, .xlsx or .json" in refused.stderr


def test_the_timer_says_what_it_did_and_fails_where_something_failed(run):
    assert "Żaden nabór nie czeka" in run("due").output
    run("open", "empty", "--name", "Pusty", "--starts", "2031-01-01", "--closes-on", "2020-01-01", *SIGNED)
    failed = run("due", "--lang", "en")
    assert failed.exit_code == 1
    assert "empty: failed. The cohort empty has no organisations" in failed.output
    run("open", "due", "--name", "Dziś", "--starts", "2031-01-01", "--closes-on", "2020-01-01", *SIGNED)
    for one in _told(run("status", COHORT, "--json"))["members"]:
        run("join", "due", one["id"], "--places", "1", *SIGNED)
    done = run("due").output
    assert "czeka na sprawdzenie. Z mentorem: 3 z 7; najsłabsza para: " in done
    assert "empty: nie udało się. Cykl empty nie ma żadnej organizacji." in done


def test_an_unknown_cohort_is_an_error_that_names_the_next_step(run):
    for arguments in (("status", "nope"), ("close", "nope"), ("match", "nope"), ("rules", "nope")):
        refused = run(*arguments)
        assert refused.exit_code == 1
        assert "Nie ma cyklu „nope”. Listę pokaże: ogniwo cohort status" in refused.stderr
        assert "There is no cohort “nope”." in run(*arguments, "--lang", "en").stderr
