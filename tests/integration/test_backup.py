"""A backup taken while others write can be restored to one consistent moment."""

import json
import subprocess
import sys
import zipfile
from dataclasses import replace

import pytest

from graph.model import NodeKey
from web import folder
from web.folder import FolderInUse
from web.office import audit, intents
from web.ogniwo import Ogniwo
from web.services import backup as backing_up
from web.services import writing
from web.services.backup import MANIFEST, NETWORK, OFFICE, take_backup
from web.services.errors import BackupRefused, DamagedBackup
from web.services.recording import add_organisation
from web.services.restore import restore_backup
from web.services.unit_json import unit_from_json

ASKED = {"by": "anna", "reason": "they asked"}


@pytest.fixture
def elsewhere(tmp_path, settings):
    """Settings of an Ogniwo on an empty folder."""
    other = tmp_path / "elsewhere"
    return replace(settings, folder=other, office_url=f"sqlite:///{other / OFFICE}")


@pytest.fixture
def archive(tmp_path):
    return tmp_path / "backup.zip"


def _add(ogniwo, name):
    return add_organisation(ogniwo, {"name": name, "region": "1803"}, **ASKED).id


def _names(ogniwo):
    return {node.properties["name"] for node in ogniwo.store.stream_nodes("Actor")}


def _added(ogniwo):
    """Ids of organisations that the audit says were added; each once."""
    with ogniwo.office.reading() as connection:
        entries = audit.entries(connection, limit=100_000)
    ids = [entry.subject for entry in entries if entry.action == "add-organisation"]
    assert len(ids) == len(set(ids))
    return set(ids)


def _in_network(ogniwo):
    return {node.id for node in ogniwo.store.stream_nodes("Actor")}


def test_a_backup_restored_elsewhere_has_the_network_and_the_office(ogniwo, elsewhere, archive):
    added = _add(ogniwo, "Koło Łąka")
    taken = take_backup(ogniwo, archive, **ASKED)
    assert taken.n_bytes == archive.stat().st_size
    _add(ogniwo, "Dodane później")
    restored = restore_backup(archive, elsewhere, overwrite=False, by="jan", reason="moved")
    assert (restored.n_replayed, restored.completed, restored.set_aside) == (0, [], None)
    with Ogniwo.open(elsewhere) as other:
        assert _names(other) == {"Koło Łąka"}
        assert _added(other) == {added}
        assert other.store.counts()["Region"] == ogniwo.store.counts()["Region"]
        with other.office.reading() as connection:
            assert audit.entries(connection)[0].action == "restore"


WRITER = """
import sys
from pathlib import Path
from web.logs import start_logging
from web.ogniwo import Ogniwo
from web.services.recording import add_organisation
from web.settings import Settings
start_logging("warning")
with Ogniwo.open(Settings(Path(sys.argv[1]), sys.argv[2])) as ogniwo:
    while True:
        node = add_organisation(ogniwo, {"name": "Koło", "region": "1803"}, by="w", reason="")
        print(node.id, flush=True)
"""


def test_a_backup_taken_while_processes_write_has_every_change_acknowledged_before_it_began(
    ogniwo, settings, elsewhere, archive
):
    command = [sys.executable, "-c", WRITER, str(settings.folder), settings.office_url]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    acknowledged = {writer.stdout.readline().strip() for writer in writers for _ in range(10)}
    take_backup(ogniwo, archive, **ASKED)
    for writer in writers:
        writer.stdout.readline()
        assert writer.poll() is None
        writer.kill()
        writer.communicate()
    restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    with Ogniwo.open(elsewhere) as other:
        assert acknowledged <= _in_network(other)
        assert _in_network(other) == _added(other)


def _between_the_copies(monkeypatch, act):
    """Do something after the first copy, as another process might."""
    copies = []

    def back_up(path, to):
        if copies:
            act()
        real(path, to)
        copies.append(to.name)

    real = backing_up.back_up
    monkeypatch.setattr(backing_up, "back_up", back_up)


def _restored(archive, elsewhere):
    restored = restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    with Ogniwo.open(elsewhere) as other:
        assert other.completed == []
        assert _in_network(other) == _added(other)
        return restored, _names(other)


def test_a_change_made_between_the_two_copies_is_in_both_databases(ogniwo, elsewhere, archive, monkeypatch):
    _add(ogniwo, "Przed")
    _between_the_copies(monkeypatch, lambda: _add(ogniwo, "Pomiędzy"))
    take_backup(ogniwo, archive, **ASKED)
    restored, names = _restored(archive, elsewhere)
    assert names == {"Przed", "Pomiędzy"}
    assert restored.n_replayed == 1


def _intent(ogniwo, name, n):
    """An intent that was begun; nothing else has happened."""
    from graph.model import Unit, make_node
    from graph.snapshot import today

    unit = Unit(nodes=(make_node(f"org-{n}", "Organisation", name=name, joined=today()),))
    intent = writing.make_intent("add-organisation", f"org-{n}", unit, **ASKED)
    with ogniwo.office.writing() as connection:
        intents.begin(connection, intent)
    return intent


def _apply(ogniwo, intent):
    ogniwo.store.apply(unit_from_json(intent.payload["unit"]), request_key=intent.request_key)


def _finish(ogniwo, intent):
    with ogniwo.office.writing() as connection:
        intents.finish(connection, intent)


def test_changes_under_way_during_the_copies_are_completed_once(ogniwo, elsewhere, archive, monkeypatch):
    begun = _intent(ogniwo, "Zamierzone", 1)
    applied = _intent(ogniwo, "Zapisane", 2)
    _apply(ogniwo, applied)
    finished = _intent(ogniwo, "Ukończone", 3)
    settled_in_network = _intent(ogniwo, "Rozliczone", 4)
    _apply(ogniwo, settled_in_network)

    def go_on():
        _apply(ogniwo, begun)
        _apply(ogniwo, finished)
        _finish(ogniwo, finished)
        _finish(ogniwo, settled_in_network)

    _between_the_copies(monkeypatch, go_on)
    take_backup(ogniwo, archive, **ASKED)
    restored, names = _restored(archive, elsewhere)
    assert names == {"Zamierzone", "Zapisane", "Ukończone", "Rozliczone"}
    assert {one.subject for one in restored.completed} == {"org-1", "org-2"}
    assert restored.n_replayed == 1  # org-3; org-4 was in the copy of the network


def test_a_folder_that_is_not_empty_is_restored_over_only_when_asked_and_is_set_aside(ogniwo, settings, archive):
    _add(ogniwo, "W kopii")
    take_backup(ogniwo, archive, **ASKED)
    _add(ogniwo, "Po kopii")
    ogniwo.close()
    with pytest.raises(BackupRefused, match="--yes"):
        restore_backup(archive, settings, overwrite=False, **ASKED)
    restored = restore_backup(archive, settings, overwrite=True, **ASKED)
    with Ogniwo.open(settings) as again:
        assert _names(again) == {"W kopii"}
    former = replace(settings, folder=restored.set_aside, office_url=f"sqlite:///{restored.set_aside / OFFICE}")
    with Ogniwo.open(former) as before:
        assert _names(before) == {"W kopii", "Po kopii"}


def test_a_running_ogniwo_is_not_restored_over(ogniwo, settings, archive, monkeypatch):
    monkeypatch.setattr(folder, "_WAIT_SECONDS", 0.1)
    take_backup(ogniwo, archive, **ASKED)
    with pytest.raises(FolderInUse, match="stop it"):
        restore_backup(archive, settings, overwrite=True, **ASKED)


def _rewritten(archive, change):
    with zipfile.ZipFile(archive) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    with zipfile.ZipFile(archive, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)


def _with_manifest(**changes):
    def change(members):
        members[MANIFEST] = json.dumps(json.loads(members[MANIFEST]) | changes).encode()

    return change


def _flip_a_byte(members):
    content = bytearray(members[NETWORK])
    content[len(content) // 2] ^= 1
    members[NETWORK] = bytes(content)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_flip_a_byte, "not as it was written"),
        (lambda members: members.pop(OFFICE), "damaged"),
        (lambda members: members.pop(MANIFEST), "not a backup"),
        (lambda members: members.update({MANIFEST: b"{"}), "not a backup"),
        (_with_manifest(format="zip of holiday pictures"), "not a backup"),
        (_with_manifest(format_version=99), "newer Ogniwo"),
    ],
)
def test_an_archive_that_was_changed_is_refused_and_changes_nothing(ogniwo, elsewhere, archive, change, message):
    take_backup(ogniwo, archive, **ASKED)
    _rewritten(archive, change)
    with pytest.raises(DamagedBackup, match=message):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    assert folder.is_empty(elsewhere.folder)


@pytest.mark.parametrize("kept", [0, 100, -1])
def test_an_archive_that_was_cut_short_is_refused(ogniwo, elsewhere, archive, kept):
    take_backup(ogniwo, archive, **ASKED)
    archive.write_bytes(archive.read_bytes()[:kept])
    with pytest.raises(DamagedBackup):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    assert folder.is_empty(elsewhere.folder)


def test_a_backup_never_replaces_a_file(ogniwo, archive):
    archive.write_text("precious")
    with pytest.raises(BackupRefused, match="already"):
        take_backup(ogniwo, archive, **ASKED)
    assert archive.read_text() == "precious"


@pytest.mark.parametrize(
    ("where", "advice"),
    [({"neo4j_uri": "bolt://127.0.0.1:1"}, "neo4j-admin"), ({"office_url": "postgresql+psycopg://db/o"}, "pg_dump")],
)
def test_what_is_on_a_server_is_backed_up_by_the_servers_own_means(settings, archive, where, advice):
    with pytest.raises(BackupRefused, match=advice):
        restore_backup(archive, replace(settings, **where), overwrite=True, **ASKED)


def test_a_restore_cut_off_while_files_change_places_is_finished_by_the_next_start(ogniwo, settings, archive):
    _add(ogniwo, "W kopii")
    take_backup(ogniwo, archive, **ASKED)
    _add(ogniwo, "Po kopii")
    ogniwo.close()
    stage = folder.make_stage(settings.folder)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(stage, [NETWORK, OFFICE])
    # The note is written and one of the two files has moved; then the power fails.
    note = {"names": [NETWORK, OFFICE], "aside": "before-restore-x"}
    (settings.folder / "restored.ready").write_text(json.dumps(note))
    (settings.folder / "before-restore-x").mkdir()
    (settings.folder / NETWORK).rename(settings.folder / "before-restore-x" / NETWORK)
    (stage / NETWORK).rename(settings.folder / NETWORK)
    with Ogniwo.open(settings) as again:
        assert _names(again) == {"W kopii"}
        assert again.store.node(NodeKey("Actor", "org-none")) is None
        assert not folder.is_being_replaced(settings.folder)
    assert sorted(path.name for path in (settings.folder / "before-restore-x").iterdir())[0] == NETWORK
