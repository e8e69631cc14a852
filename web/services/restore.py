"""Putting a backup back: checked, made consistent beside the old files, then swapped in at once."""

from __future__ import annotations

import shutil
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from graph.opening import open_store
from web import folder
from web.office import audit, intents
from web.office.database import Office
from web.services import writing
from web.services.backup import copy_all, embedded_office, private_file
from web.services.backup_manifest import MANIFEST, NETWORK, OFFICE, Manifest, read_manifest
from web.services.errors import BackupRefused, DamagedBackup
from web.services.writing import Completed
from web.settings import Settings

_LARGEST_MANIFEST = 100_000
# What reading an archive that is not ours, or no longer as we wrote it, may raise.
_NOT_OURS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,  # also an encrypted file
    LookupError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Attributes
    ----------
    set_aside : Path or None
        Where the files are that were there before.
    n_replayed : int
        Changes that the archive's network lacked and its office had.
    completed :
        Changes that were under way when the backup was taken.
    """

    taken_at: datetime
    set_aside: Path | None
    n_replayed: int
    completed: list[Completed]


def restore_backup(archive: Path, settings: Settings, *, overwrite: bool, by: str, reason: str) -> Restored:
    """The network and the office as the archive has them, in the folder of the settings.

    Nothing changes until the archive was checked and both databases were opened and made
    consistent with each other; then they take their places at once. What was there before
    is kept in a folder beside them.

    Raises
    ------
    DamagedBackup
        The archive is not one of ours, or not as it was written.
    BackupRefused
        The folder is not empty and `overwrite` is false, or a database is not embedded there.
    FolderInUse
        An Ogniwo runs on the folder.
    StoreTooNew, OfficeTooNew
        The archive is of a newer Ogniwo.
    """
    if embedded_office(settings) != settings.folder / OFFICE:
        raise BackupRefused("OGNIWO_OFFICE_URL names an office elsewhere; unset it to restore both into OGNIWO_DATA")
    hold = folder.use_alone(settings.folder)
    try:
        folder.finish_replacement(settings.folder)
        was_empty = folder.is_empty(settings.folder)
        if not (was_empty or overwrite):
            raise BackupRefused(f"{settings.folder} is not empty; add --yes to replace what is in it")
        stage = folder.make_stage(settings.folder)
        try:
            restored = _restore_into(stage, archive, by=by, reason=reason)
            set_aside = folder.replace_by_stage(settings.folder)
        finally:
            if not folder.is_being_replaced(settings.folder):
                shutil.rmtree(stage, ignore_errors=True)
    finally:
        hold.let_go()
    return Restored(restored.taken_at, None if was_empty else set_aside, restored.n_replayed, restored.completed)


def _restore_into(stage: Path, archive: Path, *, by: str, reason: str) -> Restored:
    manifest = _extract(archive, stage)
    store = open_store(sqlite_path=stage / NETWORK)
    office = Office.open(f"sqlite:///{stage / OFFICE}")
    try:
        with office.reading() as connection:
            settled_since = intents.done_since(connection, manifest.replay_from)
        n_replayed = writing.replay(store, settled_since)
        completed = writing.complete_open(store, office)
        details = {"taken_at": manifest.taken_at.isoformat(), "n_replayed": n_replayed, "n_completed": len(completed)}
        with office.writing() as connection:
            audit.add(connection, audit.Entry(by, reason, "restore", "network", details))
    finally:
        office.close()
        store.close()
    for name in (NETWORK, OFFICE):
        _into_one_file(stage / name)
    return Restored(manifest.taken_at, None, n_replayed, completed)


def _extract(archive: Path, stage: Path) -> Manifest:
    if not archive.is_file():
        raise DamagedBackup(f"there is no file {archive}; name the archive that `ogniwo backup` wrote")
    try:
        with zipfile.ZipFile(archive) as opened:
            manifest = _manifest_in(opened)
            _refuse_without_room(manifest, stage)
            for name, stated in manifest.files.items():
                with _opened(opened, name) as source, private_file(stage / name) as target:
                    if copy_all(source, target, stated.n_bytes) != stated:
                        raise DamagedBackup(f"{archive}: {name} is not as it was written; use another backup")
    except _NOT_OURS as error:
        raise DamagedBackup(
            f"{archive} is not a backup of Ogniwo, or is damaged ({error}); nothing was restored, use another one"
        ) from error
    return manifest


def _manifest_in(opened: zipfile.ZipFile) -> Manifest:
    with _opened(opened, MANIFEST) as file:
        return read_manifest(file.read(_LARGEST_MANIFEST))


def _opened(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    member = archive.getinfo(name)
    if member.compress_type != zipfile.ZIP_DEFLATED or member.header_offset < 0:
        raise ValueError(f"{name} is not packed as a backup packs it")
    return archive.open(member)


def _refuse_without_room(manifest: Manifest, stage: Path) -> None:
    needed, free = sum(one.n_bytes for one in manifest.files.values()), shutil.disk_usage(stage).free
    if needed > free:
        raise BackupRefused(f"the backup needs {needed:,} bytes and {free:,} are free in {stage.parent}; make room")


def _into_one_file(path: Path) -> None:
    # A journal beside the file would stay behind when the file is moved.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
