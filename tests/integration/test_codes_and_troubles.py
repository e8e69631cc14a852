"""Codes can be found, and trouble of the system is said with the next step."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from web.cli import main
from web.office.database import Office
from web.office.errors import OfficeUnavailable
from web.ogniwo import Ogniwo
from web.services.errors import KeptForLater

OGNIWO = Path(sys.executable).parent / "ogniwo"


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("regions", "wojewodztwo podkarpackie", "18"),
        ("regions", "powiat leski", "1821"),
        ("legal-forms", "informal", "INFORMAL"),
    ],
)
def test_a_code_is_found_by_a_part_of_its_name_without_polish_letters(run, kind, text, code):
    found = run("codes", kind, text)
    assert found.exit_code == 0
    assert code in [line.split()[0] for line in found.stdout.splitlines()]


def test_all_powiats_and_voivodeships_are_listed(run):
    assert len(run("codes", "regions").stdout.splitlines()) == 380 + 16


def test_no_such_code_is_a_failure_with_advice(run):
    refused = run("codes", "skills", "żeglowanie po Księżycu")
    assert refused.exit_code == 1
    assert "leave it out" in refused.stderr


def test_an_unknown_code_points_to_the_list(run):
    refused = run("organisation", "add", "--name", "Koło", "--sphere", "SP99", "--by", "anna", "--reason", "asked")
    assert "`ogniwo codes`" in refused.stderr


def test_wrong_fields_are_named_by_their_options(run):
    wrong = ("--need", "T3.01", "--need", "T2.03:7", "--legal-form", "NONE")
    refused = run("organisation", "add", "--name", "Koło", *wrong, "--by", "anna", "--reason", "asked")
    assert "--need (number 2) priority: " in refused.stderr
    assert "--legal-form: " in refused.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_no_room_for_the_output_is_said_with_the_next_step(environment):
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [OGNIWO, "codes", "regions"], stdout=full, stderr=subprocess.PIPE, text=True, env=os.environ, check=False
        )
    assert done.returncode == 1
    assert "there is no room" in done.stderr
    assert "Errno" not in done.stderr


def test_a_folder_that_cannot_be_made_is_said_with_the_next_step(run, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "file" / "below"))
    refused = run("seed", "--reference-only")
    assert refused.exit_code == 1
    assert "OGNIWO_DATA" in refused.stderr
    assert "Errno" not in refused.stderr


def test_a_backup_that_does_not_fit_blames_its_own_place(environment, tmp_path):
    with Ogniwo.open(environment):
        pass
    archive = tmp_path / "away" / "full.zip"
    done = subprocess.run(
        [OGNIWO, "backup", archive],
        capture_output=True,
        text=True,
        env=os.environ,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert done.returncode == 1
    assert str(archive.parent) in done.stderr
    assert str(environment.network_path) not in done.stderr


def test_a_damaged_office_is_to_be_restored(tmp_path):
    (tmp_path / "office.sqlite3").write_bytes(b"not a database" * 400)
    with pytest.raises(OfficeUnavailable, match="ogniwo restore"):
        Office.open(f"sqlite:///{tmp_path / 'office.sqlite3'}")


def test_a_change_that_is_kept_has_to_be_entered_again_after_a_restore():
    assert "unless a backup is restored" in str(KeptForLater("r-1", RuntimeError("away")))


def test_moving_a_network_says_that_persons_stay(run, tmp_path):
    file = str(tmp_path / "network.jsonl")
    assert run("network", "import", file).exit_code != 0
    for command in ("export", "import"):
        assert "`ogniwo backup` moves everything" in run("network", command, file).stderr
