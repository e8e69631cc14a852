"""The embedded network and the office in one archive, taken while both are being written.

The network is copied first, the office after it. Every change begins as an intent in the
office before it touches the network, so the later copy of the office has an intent for
every change that the earlier copy of the network has; nothing in the network is without
its line in the audit. The other way round, the copy of the network would have changes of
which the office knows nothing, and no intent could bring them about.

What the network's copy may lack are the changes settled between the two copies. The archive
says from which intent on that may be (the first one that was open before the first copy),
and a restore writes those intents again, in their order and under their request keys, so
that what is there already is not written twice. Intents that were open in the office's
copy are completed as at any start. After that both are at one moment, that of the second
copy, and every change acknowledged before the backup began is in both.

Loads of very many records (seed, generate, import) have no intents to be written again. If
one wrote while the copies were taken, both are taken anew. A load that is cut off, or still
to end, leaves whole batches; the office's copy has its beginning, and the same command
completes it after a restore.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from graph.sqlite_store.backup import back_up
from web.first_files import give_name
from web.office import audit, intents
from web.ogniwo import Ogniwo
from web.services.backup_manifest import MANIFEST, NETWORK, OFFICE, Fingerprint, Manifest
from web.services.backup_scratch import scratch_folder
from web.services.errors import BackupRefused
from web.services.seeding import left_unfinished
from web.settings import Settings

_ATTEMPTS = 3
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """An archive that was written; `unfinished` names the loads that had begun and not ended."""

    path: Path
    n_bytes: int
    taken_at: datetime
    unfinished: tuple[str, ...] = ()


def take_backup(ogniwo: Ogniwo, to: Path, *, by: str, reason: str) -> Backup:
    """The archive of network and office, which appears whole or not at all.

    Others may read and write meanwhile; writers wait while a file is being copied.

    Raises
    ------
    BackupRefused
        The network or the office is on a server, the file is there already, or a large load
        writes all the while.
    StoreUnavailable, OfficeUnavailable
        A copy cannot be taken.
    """
    embedded_office(ogniwo.settings)
    if to.exists():
        raise _already_there(to)
    taken_at = datetime.now(UTC)
    to.parent.mkdir(parents=True, exist_ok=True)
    with scratch_folder(to.parent, ogniwo.settings.folder) as copies:
        unfinished = left_unfinished(ogniwo.office)
        replay_from = _copy_both(ogniwo, copies)
        manifest = _manifest(ogniwo, copies, taken_at, replay_from)
        _write_archive(copies, manifest, copies / "archive")
        if not give_name(copies / "archive", to):
            raise _already_there(to)
    with ogniwo.office.writing() as connection:
        audit.add(connection, audit.Entry(by, reason, "backup", "network", {"taken_at": taken_at.isoformat()}))
    return Backup(to, to.stat().st_size, taken_at, unfinished)


def embedded_office(settings: Settings) -> Path:
    """The file of the office beside the embedded network.

    Raises
    ------
    BackupRefused
        One of the two is elsewhere; the message says how that one is backed up.
    """
    if settings.neo4j_uri is not None:
        raise BackupRefused(
            "the network is on a Neo4j server: back that up with neo4j-admin, or with `ogniwo network export`, "
            "and copy the office by its own means"
        )
    if settings.office_path is None:
        raise BackupRefused(
            "the office is on a PostgreSQL server: back that up with pg_dump, and the network with "
            "`ogniwo network export`"
        )
    return settings.office_path


def _already_there(to: Path) -> BackupRefused:
    return BackupRefused(f"{to} is there already; name another file, nothing was written")


def _copy_both(ogniwo: Ogniwo, copies: Path) -> int:
    """The number of the first intent that the network's copy may lack."""
    for _ in range(_ATTEMPTS):
        before = ogniwo.store.revision()
        with ogniwo.office.reading() as connection:
            replay_from = intents.first_unsettled(connection)
        back_up(ogniwo.settings.network_path, copies / NETWORK)
        back_up(embedded_office(ogniwo.settings), copies / OFFICE)
        if not ogniwo.store.changes_since(before).everything:
            return replay_from
    raise BackupRefused(
        "very many records are just being written (seed, generate or network import); "
        "no backup was taken, wait for that to end, then try again"
    )


def _manifest(ogniwo: Ogniwo, copies: Path, taken_at: datetime, replay_from: int) -> Manifest:
    return Manifest(
        ogniwo=version("ogniwo"),
        taken_at=taken_at,
        network_schema=ogniwo.store.health().schema_version,
        office_revision=ogniwo.office.health().revision,
        replay_from=replay_from,
        files={name: _fingerprint(copies / name) for name in (NETWORK, OFFICE)},
    )


def _fingerprint(path: Path) -> Fingerprint:
    with path.open("rb") as file:
        return Fingerprint(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def _write_archive(copies: Path, manifest: Manifest, to: Path) -> None:
    with private_file(to) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, manifest.as_json())
            for name in (NETWORK, OFFICE):
                with (copies / name).open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                    copy_all(source, target)
        file.flush()
        os.fsync(file.fileno())


def private_file(path: Path) -> IO[bytes]:
    """A new file that only its owner may read, open for writing."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def copy_all(source: IO[bytes], target: IO[bytes], n_most: int | None = None) -> Fingerprint:
    """What was copied, to the end of the source, or until that is more than `n_most` bytes."""
    digest, n_bytes = hashlib.sha256(), 0
    while (n_most is None or n_bytes <= n_most) and (chunk := source.read(_CHUNK)):
        digest.update(chunk)
        n_bytes += len(chunk)
        target.write(chunk)
    return Fingerprint(n_bytes, digest.hexdigest())
