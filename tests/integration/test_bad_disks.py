"""Disk full, folder that may only be read, damaged file: a command says so and what to do, and nothing is half done."""

import json
import os
import resource
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest
from click.testing import CliRunner

from web.cli import main
from web.office import persons
from web.ogniwo import Ogniwo

ROOM = r"room|disk|larger than is allowed"
SIGNED = ["--by", "anna", "--reason", "they asked"]


def outcome(arguments):
    done = CliRunner().invoke(main, arguments)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def with_room_for(n_bytes, *arguments):
    """The exit code and the output of a command that may not make any file larger than that."""
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        with suppress(BaseException):
            resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))
            os.write(there, json.dumps(outcome(list(arguments))).encode())
        os._exit(0)
    os.close(there)
    with os.fdopen(here, "rb") as answer:
        said = answer.read()
    os.waitpid(child, 0)
    assert said, "the command failed by itself"
    return json.loads(said)


def files_in(folder):
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def databases_in(folder):
    return {name: content for name, content in files_in(folder).items() if name.endswith(".sqlite3")}


@pytest.fixture
def filled(environment):
    """An Ogniwo with an organisation in it, closed."""
    assert outcome(["organisation", "add", "--name", "Koło Łąka", *SIGNED])[0] == 0
    return environment


@pytest.fixture
def archive(filled, tmp_path):
    (tmp_path / "archives").mkdir()
    made = tmp_path / "archives" / "good.zip"
    assert outcome(["backup", str(made), *SIGNED])[0] == 0
    return made


def test_a_backup_for_which_the_disk_has_no_room_leaves_nothing(filled, tmp_path):
    before = databases_in(filled.folder)
    places = tmp_path / "archives"
    places.mkdir()
    code, said = with_room_for(50_000, "backup", str(places / "new.zip"), *SIGNED)
    assert code == 1
    assert "cannot write the backup" in said
    assert "free space or choose another folder" in said
    assert list(places.iterdir()) == []
    assert databases_in(filled.folder) == before


def test_a_restore_for_which_the_disk_has_no_room_leaves_the_folder_as_it_was(archive, filled):
    before = files_in(filled.folder)
    code, said = with_room_for(50_000, "restore", str(archive), "--yes", *SIGNED)
    assert code == 1
    assert "raise the limit" in said
    assert files_in(filled.folder) == before
    assert outcome(["restore", str(archive), "--yes", *SIGNED])[0] == 0


def people(tmp_path, n):
    file = tmp_path / "mentorzy.csv"
    file.write_text("\n".join(["Imię i nazwisko,E-mail", *(f"Osoba {i},o{i}@example.org" for i in range(n))]))
    return ["import", str(file), "--as", "mentors", "--apply", *SIGNED]


def mentors(settings):
    """How many mentors the network has, and of how many persons the office knows the name."""
    with Ogniwo.open(settings) as ogniwo, ogniwo.office.reading() as connection:
        return ogniwo.store.counts()["Mentor"], len(persons.everybody(connection))


def test_an_import_for_which_the_office_has_no_room_is_not_there_at_all(filled, tmp_path):
    code, said = with_room_for(filled.office_path.stat().st_size + 8192, *people(tmp_path, 400))
    assert code == 1
    assert "nothing was written" in said
    assert mentors(filled) == (0, 0)
    assert outcome(people(tmp_path, 400))[0] == 0
    assert mentors(filled) == (400, 400)


def test_an_import_for_which_only_the_network_has_no_room_is_kept_and_completed_once_there_is(filled, tmp_path):
    size = filled.network_path.stat().st_size
    assert size > filled.office_path.stat().st_size + 300_000, "the office would be full first"
    code, said = with_room_for(size + 4096, *people(tmp_path, 150))
    assert code == 1
    assert "is kept as request" in said
    assert mentors(filled) == (150, 150)


@pytest.mark.parametrize("n_bytes", [0, 20_000, 150_000])
def test_databases_for_which_the_disk_has_no_room_are_not_begun(n_bytes, tmp_path, environment, monkeypatch):
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "new"))
    code, said = with_room_for(n_bytes, "seed", "--reference-only", *SIGNED)
    assert code == 1
    assert "disk" in said or "room" in said
    assert set(databases_in(tmp_path / "new").values()).isdisjoint({b""})
    assert outcome(["seed", "--reference-only", *SIGNED])[0] == 0
    assert outcome(["doctor"])[0] == 0


def test_an_export_for_which_the_disk_has_no_room_leaves_no_file(filled, tmp_path):
    there = tmp_path / "exports"
    there.mkdir()
    code, said = with_room_for(20_000, "network", "export", str(there / "network.jsonl"))
    assert code == 1
    assert "has room" in said
    assert list(there.iterdir()) == []


def read_only(folder, *arguments):
    """The exit code and the output of a command in a folder that may only be read, also by the superuser."""
    powerless = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*powerless, sys.executable, "-c", "from web.cli import main; main()", *arguments]
    rights = {one: one.stat().st_mode for one in [folder, *folder.iterdir()]}
    for one in rights:
        one.chmod(0o555 if one.is_dir() else 0o444)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        for one, mode in rights.items():
            one.chmod(mode)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="to the superuser nothing is read-only")
def test_in_a_folder_that_may_only_be_read_every_command_says_so_and_changes_nothing(archive, filled, tmp_path):
    before = files_in(filled.folder)
    for arguments in (["restore", str(archive), "--yes", *SIGNED], people(tmp_path, 3)):
        code, said = read_only(filled.folder, *arguments)
        assert code == 1
        assert "give yourself the right" in said
        assert files_in(filled.folder) == before
    kept = files_in(archive.parent)
    code, said = read_only(archive.parent, "backup", str(archive.with_name("second.zip")), *SIGNED)
    assert code == 1
    assert "give yourself the right" in said
    assert files_in(archive.parent) == kept


@pytest.mark.parametrize("name", ["network.sqlite3", "office.sqlite3"])
def test_with_a_damaged_file_no_command_makes_things_worse_and_a_restore_mends_it(name, archive, filled, tmp_path):
    damaged = filled.folder / name
    with damaged.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(damaged.stat().st_size - 4096))
    before = databases_in(filled.folder)
    second = archive.with_name("second.zip")
    for arguments in (["backup", str(second), *SIGNED], people(tmp_path, 3), ["doctor", "--repair", *SIGNED]):
        code, said = outcome(arguments)
        assert code == 1
        assert "restore" in said
        assert not second.exists()
        assert databases_in(filled.folder) == before
    assert outcome(["restore", str(archive), "--yes", *SIGNED])[0] == 0
    assert outcome(["doctor"])[0] == 0
