"""A folder that is the wrong one, or that lost one of its two files, is said to be so."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from graph.errors import StoreUnavailable
from graph.model import Unit, make_node
from web.cli import main
from web.office.errors import OfficeUnavailable
from web.ogniwo import Ogniwo


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def filled(environment):
    """Settings of a folder whose network and office have both been used."""
    with Ogniwo.open(environment):
        pass
    return environment


READING = [
    ("suggest", "org-0021"),
    ("suggest", "org-0021", "--why", "org-0134"),
    ("network", "export", "out.jsonl"),
    ("network", "verify", "out.jsonl"),
    ("backup", "out.zip"),
]


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_a_command_that_reads_makes_no_network_and_says_which_folder_has_none(run, monkeypatch, tmp_path, command):
    monkeypatch.chdir(tmp_path)
    nowhere = tmp_path / "nowhere"
    monkeypatch.setenv("OGNIWO_DATA", str(nowhere))
    refused = run(*command)
    assert refused.exit_code == 1
    assert str(nowhere) in refused.stderr
    assert "ogniwo seed" in refused.stderr
    assert "OGNIWO_DATA" in refused.stderr
    assert not nowhere.exists()


def test_a_network_without_actors_is_said_to_be_empty(run, environment):
    refused = run("suggest", "org-0021")
    assert refused.exit_code == 1
    assert f"the network in {environment.folder} is empty" in refused.stderr


@pytest.mark.parametrize("arguments", [("",), ("   ",), ("org-1", "--why", " ")])
def test_an_empty_name_is_said_to_be_empty(run, arguments):
    organisation = run("organisation", "add", "--name", "Koło Łąka", "--by", "anna", "--reason", "asked").stdout
    known = organisation.rpartition(" as ")[2].strip(". \n")
    refused = run("suggest", *[known if one == "org-1" else one for one in arguments])
    assert refused.exit_code == 2
    assert "the name is empty" in refused.stderr


def test_doctor_on_a_folder_that_is_not_there_points_to_seed(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "nowhere"))
    assert "`ogniwo seed` makes it" in run("doctor").stdout


def test_an_emptied_network_beside_a_good_office_is_not_opened(filled, run):
    filled.network_path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match=r"network\.sqlite3 is an empty file .* restore"):
            Ogniwo.open(filled)
        found = run("doctor")
        assert found.exit_code == 1
        assert "restore" in found.stdout.split("Problems")[1]
    assert filled.network_path.stat().st_size == 0


def test_an_emptied_office_beside_a_good_network_is_not_opened(filled, run):
    filled.office_path.write_bytes(b"")
    for _ in range(2):
        with pytest.raises(OfficeUnavailable, match=r"office\.sqlite3 is an empty file .* restore"):
            Ogniwo.open(filled)
        found = run("doctor")
        assert found.exit_code == 1
        assert "restore" in found.stdout.split("Problems")[1]
    assert filled.office_path.stat().st_size == 0


def test_two_empty_files_are_a_start_that_was_cut_off(tmp_path, environment):
    environment.network_path.write_bytes(b"")
    environment.office_path.write_bytes(b"")
    with Ogniwo.open(environment) as ogniwo:
        assert ogniwo.store.revision() == 0


def test_doctor_is_unwell_when_the_network_beside_an_office_is_gone(filled, run):
    filled.network_path.unlink()
    found = run("doctor")
    assert found.exit_code == 1
    assert "no network beside it" in found.stdout.split("Problems")[1]
    assert not filled.network_path.exists()


def test_an_office_is_not_put_into_a_folder_that_is_not_there(run, monkeypatch, tmp_path):
    monkeypatch.setenv("OGNIWO_OFFICE_URL", f"sqlite:///{tmp_path / 'typo' / 'office.sqlite3'}")
    refused = run("seed", "--reference-only")
    assert refused.exit_code == 1
    assert "OGNIWO_OFFICE_URL" in refused.stderr
    assert not (tmp_path / "typo").exists()


def test_an_export_makes_missing_folders_and_never_replaces_a_file_like_a_backup(filled, run, tmp_path):
    file = tmp_path / "new" / "folder" / "network.jsonl"
    assert run("network", "export", str(file)).exit_code == 0
    before = file.read_bytes()
    again = run("network", "export", str(file))
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert file.read_bytes() == before


def test_only_organisations_are_offered_as_those_who_ask(environment, run):
    day = date(2023, 5, 1)
    partner = make_node("par-1", "Partner", name="Zakład Łąka", joined=day, sector="business", partner_type="P01")
    with Ogniwo.open(environment) as ogniwo:
        ogniwo.store.apply(Unit(nodes=(partner, make_node("org-1", "Organisation", name="Koło Łąka", joined=day))))
    found = run("suggest", "łąka", "--json")
    assert found.exit_code == 0, found.output
    assert json.loads(found.stdout)["seeker_id"] == "org-1"
