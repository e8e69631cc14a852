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
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from graph.sqlite_store.backup import back_up
from web.office import audit, intents
from web.ogniwo import Ogniwo
from web.services.errors import BackupRefused
from web.settings import Settings

FORMAT = "ogniwo-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
NETWORK = "network.sqlite3"
OFFICE = "office.sqlite3"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Backup:
    """An archive that was written."""

    path: Path
    n_bytes: int
    taken_at: datetime


def take_backup(ogniwo: Ogniwo, to: Path, *, by: str, reason: str) -> Backup:
    """The archive of network and office, which appears whole or not at all.

    Others may read and write meanwhile; writers wait while a file is being copied.

    Raises
    ------
    BackupRefused
        The network or the office is on a server, or the file is there already.
    StoreUnavailable, OfficeUnavailable
        A copy cannot be taken.
    """
    office_path = embedded_office(ogniwo.settings)
    if to.exists():
        raise BackupRefused(f"{to} is there already; name another file, nothing was written")
    taken_at = datetime.now(UTC)
    to.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".ogniwo-backup-", dir=to.parent) as scratch:
        copies = Path(scratch)
        with ogniwo.office.reading() as connection:
            replay_from = intents.first_unsettled(connection)
        back_up(ogniwo.settings.network_path, copies / NETWORK)
        back_up(office_path, copies / OFFICE)
        manifest = _manifest(ogniwo, copies, taken_at, replay_from)
        _write_archive(copies, manifest, copies / "archive")
        (copies / "archive").replace(to)
    with ogniwo.office.writing() as connection:
        audit.add(connection, audit.Entry(by, reason, "backup", "network", {"taken_at": taken_at.isoformat()}))
    return Backup(to, to.stat().st_size, taken_at)


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


def _manifest(ogniwo: Ogniwo, copies: Path, taken_at: datetime, replay_from: int) -> dict[str, object]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "ogniwo": version("ogniwo"),
        "taken_at": taken_at.isoformat(),
        "network_schema": ogniwo.store.health().schema_version,
        "office_revision": ogniwo.office.health().revision,
        "replay_from": replay_from,
        "files": {name: _fingerprint(copies / name) for name in (NETWORK, OFFICE)},
    }


def _fingerprint(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}


def _write_archive(copies: Path, manifest: dict[str, object], to: Path) -> None:
    with to.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=2))
            for name in (NETWORK, OFFICE):
                with (copies / name).open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
                    copy_all(source, target)
        file.flush()
        os.fsync(file.fileno())


def copy_all(source: IO[bytes], target: IO[bytes]) -> tuple[int, str]:
    """Number and SHA-256 of the bytes that were copied, to the end of the source."""
    digest, n_bytes = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        n_bytes += len(chunk)
        target.write(chunk)
    return n_bytes, digest.hexdigest()
