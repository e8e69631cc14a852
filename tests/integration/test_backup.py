"""A backup taken while others write can be restored to one consistent moment."""

import hashlib
import json
import os
import random
import subprocess
import sys
import zipfile
from dataclasses import replace
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from graph.model import NodeKey, make_node
from web import folder
from web.cli import main
from web.folder import FolderInUse
from web.office import audit, intents
from web.ogniwo import Ogniwo
from web.services import backup as backing_up
from web.services import writing
from web.services.backup import take_backup
from web.services.backup_manifest import MANIFEST, NETWORK, OFFICE, read_manifest
from web.services.errors import BackupRefused, DamagedBackup
from web.services.recording import add_organisation
from web.services.restore import restore_backup
from web.services.seeding import noted
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
from types import SimpleNamespace
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
    try:
        acknowledged = {writer.stdout.readline().strip() for writer in writers for _ in range(10)}
        take_backup(ogniwo, archive, **ASKED)
        for writer in writers:
            writer.stdout.readline()
            assert writer.poll() is None
    finally:
        for writer in writers:
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
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)


def _sealed(values):
    """The manifest under its own hash, as somebody who knows how might write it."""
    plain = {name: value for name, value in values.items() if name != "sha256"}
    return plain | {"sha256": hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()}


def _with_manifest(*, sealed=True, without=(), **changes):
    def change(members):
        values = json.loads(members[MANIFEST]) | changes
        values = {name: value for name, value in values.items() if name not in without}
        members[MANIFEST] = json.dumps(_sealed(values) if sealed else values).encode()

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
        (_with_manifest(replay_from=7, sealed=False), "manifest is not as it was written"),
        (_with_manifest(without=["sha256"], sealed=False), "damaged"),
        (_with_manifest(without=["replay_from"]), "damaged"),
        (_with_manifest(without=["taken_at"]), "damaged"),
        (_with_manifest(without=["files"]), "damaged"),
        (_with_manifest(replay_from="1"), "damaged"),
        (_with_manifest(replay_from=-1), "damaged"),
        (_with_manifest(replay_from=2**70), "damaged"),
        (_with_manifest(replay_from=True), "damaged"),
        (_with_manifest(taken_at=5), "damaged"),
        (_with_manifest(taken_at="yesterday"), "damaged"),
        (_with_manifest(files=[NETWORK, OFFICE]), "damaged"),
        (_with_manifest(format_version="1"), "damaged"),
        (lambda members: members.update({MANIFEST: b"[" * 50_000}), "not a backup"),
        (lambda members: members.update({MANIFEST: b"[1]"}), "not a backup"),
        (lambda members: members.update({MANIFEST: b"{}" + b" " * 200_000_000}), "not a backup"),
    ],
)
def test_an_archive_that_was_changed_is_refused_and_changes_nothing(ogniwo, elsewhere, archive, change, message):
    take_backup(ogniwo, archive, **ASKED)
    _rewritten(archive, change)
    with pytest.raises(DamagedBackup, match=message):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    assert folder.is_empty(elsewhere.folder)


def _set_in_headers(archive, offset_here, offset_in_directory, value):
    """Change two bytes of the headers of every file in the archive."""
    content = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", offset_here), (b"PK\x01\x02", offset_in_directory)):
        place = content.find(signature)
        while place >= 0:
            content[place + offset : place + offset + 2] = value.to_bytes(2, "little")
            place = content.find(signature, place + 4)
    archive.write_bytes(content)


@pytest.mark.parametrize(
    ("offsets", "value"),
    [((6, 8), 1), ((8, 10), 97), ((8, 10), 12), ((8, 10), 14), ((8, 10), 0)],
    ids=["encrypted", "packed in an unknown way", "bzip2", "lzma", "not packed"],
)
def test_an_archive_that_cannot_be_unpacked_is_refused(ogniwo, elsewhere, archive, offsets, value):
    take_backup(ogniwo, archive, **ASKED)
    _set_in_headers(archive, *offsets, value)
    with pytest.raises(DamagedBackup):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    assert folder.is_empty(elsewhere.folder)


N_DAMAGED = 3000 if os.environ.get("OGNIWO_FULL") else 150


def test_whatever_bytes_of_an_archive_change_it_is_restored_whole_or_refused(ogniwo, elsewhere, archive, tmp_path):
    _add(ogniwo, "Koło Łąka")
    take_backup(ogniwo, archive, **ASKED)
    content, rng = archive.read_bytes(), random.Random(5)
    # Headers and the manifest are few bytes at both ends; the middle is packed pages.
    places = [*range(400), *range(len(content) - 400, len(content))]
    damaged = tmp_path / "damaged.zip"
    n_refused = 0
    for _ in range(N_DAMAGED):
        changed = bytearray(content)
        changed[rng.choice(places)] = rng.randrange(256)
        damaged.write_bytes(changed)
        try:
            restore_backup(damaged, elsewhere, overwrite=True, **ASKED)
        except DamagedBackup:
            n_refused += 1
    assert n_refused > N_DAMAGED / 4
    restore_backup(archive, elsewhere, overwrite=True, **ASKED)


def test_no_more_is_unpacked_than_the_manifest_states(ogniwo, elsewhere, archive, monkeypatch):
    take_backup(ogniwo, archive, **ASKED)
    _rewritten(archive, lambda members: members.update({NETWORK: bytes(300_000_000)}))
    written = []
    real = folder.shutil.rmtree

    def look_then_remove(stage, **options):
        if (stage / NETWORK).exists():
            written.append((stage / NETWORK).stat().st_size)
        real(stage, **options)

    monkeypatch.setattr(folder.shutil, "rmtree", look_then_remove)
    with pytest.raises(DamagedBackup, match="not as it was written"):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    assert max(written) < 3_000_000


def test_a_backup_for_which_there_is_no_room_is_refused_before_it_is_unpacked(ogniwo, elsewhere, archive):
    take_backup(ogniwo, archive, **ASKED)

    def state_more(members):
        files = json.loads(members[MANIFEST])["files"]
        files[NETWORK]["bytes"] = 2**60
        _with_manifest(files=files)(members)

    _rewritten(archive, state_more)
    with pytest.raises(BackupRefused, match="make room"):
        restore_backup(archive, elsewhere, overwrite=False, **ASKED)


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


@pytest.mark.parametrize("linking", [os.link, None], ids=["with hard links", "without"])
def test_a_backup_never_replaces_a_file_that_was_made_meanwhile(ogniwo, archive, monkeypatch, linking):
    def cannot(*_names):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(backing_up.os, "link", linking or cannot)
    _between_the_copies(monkeypatch, lambda: archive.write_text("precious"))
    with pytest.raises(BackupRefused, match="already"):
        take_backup(ogniwo, archive, **ASKED)
    assert archive.read_text() == "precious"
    other = archive.with_name("other.zip")
    take_backup(ogniwo, other, **ASKED)
    assert zipfile.is_zipfile(other)


def _load_some(ogniwo, n):
    """What seed and its like do: records without intents, then what the office keeps of it."""
    with noted(ogniwo, "import", {"file": str(n)}, **ASKED):
        place = {"label_pl": "Łąka", "label_en": "Meadow", "lat": 50.0, "lon": 20.0}
        ogniwo.store.load([make_node(f"region-{n}", "Region", level="voivodeship", **place)], ())


def _ends(ogniwo):
    with ogniwo.office.reading() as connection:
        entries = audit.entries(connection)
    return {entry.details["file"] for entry in entries if entry.action == "import-ended"}


def test_a_load_between_the_two_copies_is_in_both_or_in_neither(ogniwo, elsewhere, archive, monkeypatch):
    once = iter([1])

    def load():
        for n in once:
            _load_some(ogniwo, n)

    _between_the_copies(monkeypatch, load)
    take_backup(ogniwo, archive, **ASKED)
    restore_backup(archive, elsewhere, overwrite=False, **ASKED)
    with Ogniwo.open(elsewhere) as other:
        assert _ends(other) == {"1"}
        assert other.store.node(NodeKey("Region", "region-1")) is not None


def test_while_a_load_writes_all_the_time_no_backup_is_taken(ogniwo, archive, monkeypatch):
    numbers = iter(range(100))
    _between_the_copies(monkeypatch, lambda: _load_some(ogniwo, next(numbers)))
    with pytest.raises(BackupRefused, match="wait for that to end"):
        take_backup(ogniwo, archive, **ASKED)
    assert not archive.exists()


def test_a_load_that_was_cut_off_does_not_prevent_backups_and_is_named(ogniwo, archive, environment, tmp_path):
    with ogniwo.office.writing() as connection:
        audit.add(connection, audit.Entry("anna", "", "seed-sample-began", "network"))
    assert take_backup(ogniwo, archive, **ASKED).unfinished == ("seed-sample",)
    printed = CliRunner().invoke(main, ["backup", str(tmp_path / "second.zip")])
    assert printed.exit_code == 0
    assert "seed-sample began and has not ended" in printed.stderr


def test_a_manifest_is_read_as_it_was_written(ogniwo, archive):
    taken = take_backup(ogniwo, archive, **ASKED)
    with zipfile.ZipFile(archive) as opened:
        manifest = read_manifest(opened.read(MANIFEST))
        assert manifest.taken_at == taken.taken_at
        for name, stated in manifest.files.items():
            content = opened.read(name)
            assert (stated.n_bytes, stated.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("where", "advice"),
    [({"neo4j_uri": "bolt://127.0.0.1:1"}, "neo4j-admin"), ({"office_url": "postgresql+psycopg://db/o"}, "pg_dump")],
)
def test_what_is_on_a_server_is_backed_up_by_the_servers_own_means(settings, archive, where, advice):
    there = replace(settings, **where)
    with pytest.raises(BackupRefused, match=advice):
        restore_backup(archive, there, overwrite=True, **ASKED)
    with pytest.raises(BackupRefused, match=advice):
        take_backup(SimpleNamespace(settings=there), archive, **ASKED)
    assert not archive.parent.exists() or list(archive.parent.glob("*.zip")) == []


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
