"""`ogniwo import`: what a person sees, writes and takes back."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from graph.transfer import network_hash
from tests.hostile_files import HOSTILE
from tests.imported_files import MENTORS, REGISTER
from tests.killed_places import BOTH_IN_FULL
from web.cli import main
from web.ogniwo import Ogniwo
from web.services.recording import add_organisation

SIGNED = ("--by", "anna", "--reason", "plik z rejestru")


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, ["import", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "rejestr.csv"
    path.write_text(REGISTER, encoding="utf-8")
    return path


def counts(settings):
    with Ogniwo.open(settings) as ogniwo:
        return ogniwo.store.counts()["Organisation"]


def test_it_only_says_what_it_would_do_until_it_is_told_to_write(run, register, environment):
    dry = run(register, "--lang", "en")
    assert dry.exit_code == 0, dry.output
    assert "krs → KRS (krs)" in dry.stdout
    assert "row 2  new  STOWARZYSZENIE „ŁĄKA”" in dry.stdout
    assert "new: 4" in dry.stdout
    assert "Nothing was written yet" in dry.stdout
    assert counts(environment) == 0
    done = run(register, "--apply", *SIGNED)
    assert "Written." in done.stdout
    assert counts(environment) == 4
    assert "There is nothing to write." in run(register, "--apply").stdout


def test_what_a_new_row_was_understood_as_is_shown_and_how_to_say_otherwise(run, tmp_path):
    path = tmp_path / "organizacje.csv"
    path.write_text(
        "nazwa,KRS,potrzeby,oferta,powiat\nFundacja Las,,pisanie wniosku o dotacje,Fundraising,łańcucki\n",
        encoding="utf-8",
    )
    shown = run(path, "--lang", "pl").stdout
    assert "→ organizacje i grupy (organisations)" in shown
    assert "Tak mówią nagłówki (nazwa, KRS, oferta). Jeśli to co innego, wybierzcie sami: --as partners," in shown
    assert "potrzeby: „pisanie wniosku o dotacje” → Pisanie wniosków o dotację [T3.01] (podobieństwo 0," in shown
    assert "oferta: „Fundraising” → Strategia fundraisingowa [S3.01]\n" in shown
    assert "siedziba: „łańcucki” → powiat łańcucki [1810]" in shown
    chosen = run(path, "--lang", "en", "--as", "organisations", "--word", "pisanie wniosku o dotacje=-").stdout
    assert "So the headers say" not in chosen
    assert "“pisanie wniosku o dotacje”: left out by choice (2)" in chosen


def test_json_tells_the_same_and_says_what_was_undone(run, register, tmp_path):
    dry = json.loads(run(register, "--json").stdout)
    assert (dry["kind"], dry["kind_guessed"], dry["written"]) == ("organisations", True, False)
    assert dry["columns"][0] == {"header": "krs", "field": "krs"}
    assert [row["state"] for row in dry["rows"]] == ["new"] * 4
    assert dry["rows"][0]["id"] is None
    assert {one["code"] for one in dry["rows"][0]["understood"]} == {"1810", "SP14", "SP16", "ASSOC"}
    done = json.loads(run(register, "--json", "--apply", *SIGNED).stdout)
    assert (done["written"], done["counts"]["new"]) == (True, 4)
    assert done["rows"][0]["id"].startswith("org-")
    undone = json.loads(run("undo", "--json", *SIGNED).stdout)
    assert (undone["undone"], undone["kind"]) == ("rejestr.csv", "organisations")


def test_undo_takes_the_last_import_back_once(run, register, environment):
    assert run(register, "--apply", *SIGNED).exit_code == 0
    undone = run("undo", *SIGNED)
    assert undone.exit_code == 0, undone.output
    assert "rejestr.csv" in undone.stdout
    assert counts(environment) == 0
    again = run("undo")
    assert again.exit_code == 1
    assert "no import or merge to undo" in again.stderr


def test_it_speaks_polish(run, register):
    shown = run(register, "--lang", "pl").stdout
    assert "wiersz 2  nowe" in shown
    assert "Nic jeszcze nie zapisano" in shown


def test_a_failed_row_is_listed_with_column_reason_and_what_to_do(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("nazwa,numer NIP\nKoło,1234563219\n", encoding="utf-8")
    shown = run(path, "--lang", "en").stdout
    assert "row 2  failed  Koło" in shown
    assert "numer NIP: the NIP number “1234563219” is wrong; look for a mistyped digit" in shown


def test_changes_suspects_and_words_in_doubt_are_shown(run, register, tmp_path):
    assert run(register, "--apply", *SIGNED).exit_code == 0
    path = tmp_path / "inny.csv"
    path.write_text(
        "nazwa;krs;miejscowość;opis;potrzeby\nFUNDACJA DRZEWO;999902;Krosno;Sadzimy;\n"
        "Łąka – stowarzyszenie;;Łańcut;;xyzzy\n",
        encoding="utf-8",
    )
    shown = run(path, "--as", "organisations", "--lang", "en").stdout
    assert "description: Ochrona przyrody → Sadzimy" in shown
    assert "STOWARZYSZENIE „ŁĄKA”, ŁAŃCUT" in shown
    assert "--apart 3" in shown
    assert "potrzeby: “xyzzy”: not known (3)" in shown


def test_columns_are_chosen_by_option_and_a_wrong_one_is_named(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Kto = co;Skąd\nKoło;Łańcut\n", encoding="utf-8")
    chosen = run(path, "--as", "organisations", "--column", "Kto = co=name", "--lang", "en")
    assert "Kto = co → name (name)" in chosen.stdout
    wrong = run(path, "--as", "organisations", "--column", "Nikt=name")
    assert wrong.exit_code == 1
    assert "no column “Nikt”" in wrong.stderr
    assert run(path, "--column", "name").exit_code == 2
    assert run(path, "--merge", "a=b").exit_code == 2


def test_a_file_without_names_is_refused_as_a_whole_and_says_what_to_do(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("KRS;Skąd\n999901;Łańcut\n", encoding="utf-8")
    refused = run(path, "--as", "organisations")
    assert refused.exit_code == 1
    assert '--column "HEADER=name"' in refused.stderr
    assert "KRS, Skąd" in refused.stderr


def test_refused_columns_of_persons_are_listed_with_the_reason(run, tmp_path):
    path = tmp_path / "mentorzy.csv"
    path.write_text(MENTORS, encoding="utf-8")
    shown = run(path, "--lang", "en").stdout
    assert "Płeć: is on identity, health or belief, which is not taken" in shown
    assert "O sobie: may say who a person is" in shown


@pytest.mark.parametrize(
    "name", ["macros", "password", "lone surrogate", "billion laughs", "page by the name of a table"]
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(run, tmp_path, name):
    file_name, make, _ = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    refused = run(path)
    assert refused.exit_code == 1
    assert file_name in refused.stderr
    assert "Traceback" not in refused.output


@pytest.mark.parametrize(
    ("language", "absent", "folder"),
    [("pl", "takiego pliku tu nie ma", "to folder"), ("en", "there is no such file", "this is a folder")],
)
def test_a_file_that_is_not_there_is_named_in_the_language_asked_for(run, tmp_path, language, absent, folder):
    for path, words in ((tmp_path / "brak.csv", absent), (tmp_path, folder)):
        answer = run(path, "--lang", language)
        assert answer.exit_code == 1
        assert f"{path}: {words}" in answer.stderr


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_by_command_comes_in_again_without_a_change(run, register, tmp_path, ending):
    assert run(register, "--apply", *SIGNED).exit_code == 0
    path = tmp_path / f"wynik.{ending}"
    done = CliRunner().invoke(main, ["export", "organisations", str(path)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "same: 4" in run(path, "--lang", "en").stdout
    again = CliRunner().invoke(main, ["export", "organisations", str(path)])
    assert again.exit_code == 1
    assert "name another file" in again.stderr


def test_an_export_of_another_ending_is_refused(environment, tmp_path):
    refused = CliRunner().invoke(main, ["export", "links", str(tmp_path / "x.pdf")])
    assert refused.exit_code == 2
    assert ".csv or .xlsx" in refused.stderr


def test_what_a_terminal_would_obey_is_not_printed(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("nazwa;opis\nKoło \x1b[2J;x\n".encode())
    shown = run(path, "--lang", "en").stdout
    assert "\x1b" not in shown
    assert "Koło �[2J" in shown


def hash_in(settings):
    with Ogniwo.open(settings) as ogniwo:
        return network_hash(ogniwo.store)


@pytest.mark.parametrize("store", BOTH_IN_FULL)
def test_a_suspect_is_merged_or_kept_apart_and_either_is_undone_in_both_stores(
    store, request, run, environment, tmp_path, monkeypatch
):
    settings = environment
    if store == "neo4j":
        address = request.getfixturevalue("empty_neo4j").address
        monkeypatch.setenv("NEO4J_URI", address.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", address.password)
        settings = replace(environment, neo4j_uri=address.uri, neo4j_password=address.password)
    path = tmp_path / "organizacje.csv"
    path.write_text("nazwa,miejscowość,opis\nFundacja Żółw,Łańcut,Pomagamy\n", encoding="utf-8")
    there = add(settings, {"name": "Stowarzyszenie Żółw", "locality": "Łańcut"})
    before = hash_in(settings)
    undecided = run(path, "--apply", *SIGNED, "--lang", "en").stdout
    assert f"the same? --merge 2={there}; somebody else? --apart 2" in undecided
    assert hash_in(settings) == before
    for decision, state in ((("--merge", f"2={there}"), "changed: 1"), (("--apart", "2"), "new: 1")):
        assert state in run(path, "--apply", *decision, *SIGNED, "--lang", "en").stdout
        assert hash_in(settings) != before
        assert "There is nothing to write." in run(path, "--apply", *SIGNED, "--lang", "en").stdout
        assert run("undo", *SIGNED).exit_code == 0
        assert hash_in(settings) == before


def add(settings, values):
    with Ogniwo.open(settings) as ogniwo:
        return add_organisation(ogniwo, values, by="anna", reason="they asked").id
