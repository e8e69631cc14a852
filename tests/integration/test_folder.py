"""The folder of the embedded databases: who may use it, who may read it, what a restore leaves in it."""

import json
import os
import stat
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from web import folder
from web.folder import FolderInUse
from web.ogniwo import Ogniwo
from web.services.backup import take_backup
from web.services.diagnosis import diagnose
from web.services.recording import add_organisation
from web.services.restore import restore_backup

ASKED = {"by": "anna", "reason": "they asked"}
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def open_umask():
    """A system on which whatever is made may be read and written by everybody."""
    former = os.umask(0)
    yield
    os.umask(former)


def _readable_by_others(where):
    return [path.name for path in [where, *where.rglob("*")] if path.stat().st_mode & 0o077]


def _fresh(settings, place):
    return replace(settings, folder=place, office_url=f"sqlite:///{place / 'office.sqlite3'}")


def test_only_the_owner_may_read_the_folder_the_databases_and_backups(open_umask, settings, tmp_path):
    fresh, elsewhere = _fresh(settings, tmp_path / "fresh"), _fresh(settings, tmp_path / "elsewhere")
    archive = tmp_path / "backup.zip"
    with Ogniwo.open(fresh) as ogniwo:
        add_organisation(ogniwo, {"name": "Koło Łąka"}, **ASKED)
        assert _readable_by_others(fresh.folder) == []
        take_backup(ogniwo, archive, **ASKED)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    for overwrite in (False, True):
        restore_backup(archive, elsewhere, overwrite=overwrite, **ASKED)
        assert _readable_by_others(elsewhere.folder) == []


def test_databases_that_everybody_could_read_are_closed_to_others(settings):
    with Ogniwo.open(settings):
        pass
    for file in settings.files:
        file.chmod(0o644)
    with Ogniwo.open(settings):
        assert [stat.S_IMODE(file.stat().st_mode) for file in settings.files] == [0o600, 0o600]


def _staged(place, text):
    (folder.make_stage(place) / "network.sqlite3").write_text(text)


def test_two_restores_in_one_second_keep_what_each_of_them_replaced(tmp_path, monkeypatch):
    class Stopped(datetime):
        @classmethod
        def now(cls, _zone=None):
            return NOON

    monkeypatch.setattr(folder, "datetime", Stopped)
    (tmp_path / "network.sqlite3").write_text("first")
    kept = []
    for text in ("second", "third", "fourth"):
        _staged(tmp_path, text)
        kept.append(folder.replace_by_stage(tmp_path))
    assert [(one / "network.sqlite3").read_text() for one in kept] == ["first", "second", "third"]
    assert (tmp_path / "network.sqlite3").read_text() == "fourth"


def _cut_off_restore(place):
    _staged(place, "restored")
    (place / "restored.ready").write_text(json.dumps({"names": ["network.sqlite3"], "aside": "before-restore-x"}))


def test_of_several_starts_after_a_restore_that_was_cut_off_each_gets_the_finished_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_WAIT_SECONDS", 2.0)
    _cut_off_restore(tmp_path)
    both_looked = threading.Barrier(2)
    first = threading.local()

    def is_being_replaced(place):
        found = (place / "restored.ready").exists()
        if not hasattr(first, "looked"):
            first.looked = True
            both_looked.wait(10)
        return found

    monkeypatch.setattr(folder, "is_being_replaced", is_being_replaced)
    holds, refusals = [], []

    def start():
        try:
            holds.append(folder.use(tmp_path))
        except FolderInUse as error:
            refusals.append(error)

    starts = [threading.Thread(target=start) for _ in range(2)]
    for one in starts:
        one.start()
    for one in starts:
        one.join(20)
    assert refusals == []
    assert len(holds) == 2
    assert (tmp_path / "network.sqlite3").read_text() == "restored"
    for hold in holds:
        hold.let_go()


def test_a_start_during_a_restore_says_that_a_backup_is_being_restored(tmp_path, monkeypatch):
    monkeypatch.setattr(folder, "_WAIT_SECONDS", 0.1)
    alone = folder.use_alone(tmp_path)
    for prepare in (lambda: None, lambda: _cut_off_restore(tmp_path)):
        prepare()
        with pytest.raises(FolderInUse, match="being restored"):
            folder.use(tmp_path)
    alone.let_go()


@pytest.mark.parametrize("prepare", [lambda _place: None, _cut_off_restore], ids=["going on", "cut off"])
def test_doctor_opens_no_database_that_is_being_restored(settings, monkeypatch, prepare):
    monkeypatch.setattr(folder, "_WAIT_SECONDS", 0.1)
    alone = folder.use_alone(settings.folder)
    prepare(settings.folder)
    before = settings.network_path.read_bytes()
    found = diagnose(settings)
    alone.let_go()
    assert not found.healthy
    assert any("restore" in problem for problem in found.problems)
    assert (found.network.version, found.office.version) == ("not looked at", "not looked at")
    assert settings.network_path.read_bytes() == before


def test_no_restore_begins_while_doctor_looks(settings, monkeypatch):
    monkeypatch.setattr(folder, "_WAIT_SECONDS", 0.1)
    refused = []

    def look(_path, _language):
        with pytest.raises(FolderInUse) as error:
            folder.use_alone(settings.folder)
        refused.append(error)

    monkeypatch.setattr("web.services.diagnosis._damage", look)
    assert diagnose(settings).healthy
    assert refused


def test_a_folder_may_have_signs_in_its_name_that_mean_something_in_addresses(settings, tmp_path):
    odd = _fresh(settings, tmp_path / "what? #1 50%20 & łąka")
    with Ogniwo.open(odd) as ogniwo:
        add_organisation(ogniwo, {"name": "Koło Łąka"}, **ASKED)
        take_backup(ogniwo, tmp_path / "backup.zip", **ASKED)
    assert all(file.stat().st_size for file in odd.files)
    restore_backup(tmp_path / "backup.zip", odd, overwrite=True, **ASKED)
    assert diagnose(odd).healthy
    assert sorted(one.name for one in tmp_path.iterdir()) == ["backup.zip", "ogniwo", odd.folder.name]
