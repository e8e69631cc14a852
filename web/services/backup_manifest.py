"""What a backup says of itself: when it was taken, of what, and what its files must be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from web.services.errors import DamagedBackup

FORMAT = "ogniwo-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
NETWORK = "network.sqlite3"
OFFICE = "office.sqlite3"
_LARGEST = 2**63 - 1  # that a database counts to


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a file must be."""

    n_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in the archive beside the two files.

    Attributes
    ----------
    ogniwo : str
        Version of the program that wrote it.
    replay_from : int
        Number of the first intent that the network's copy may lack.
    """

    ogniwo: str
    taken_at: datetime
    network_schema: int
    office_revision: str
    replay_from: int
    files: Mapping[str, Fingerprint]

    def as_json(self) -> bytes:
        """The manifest with its own hash."""
        values = {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "ogniwo": self.ogniwo,
            "taken_at": self.taken_at.isoformat(),
            "network_schema": self.network_schema,
            "office_revision": self.office_revision,
            "replay_from": self.replay_from,
            "files": {name: {"bytes": one.n_bytes, "sha256": one.sha256} for name, one in self.files.items()},
        }
        return json.dumps(values | {"sha256": _hash(values)}, indent=2).encode()


def read_manifest(text: bytes) -> Manifest:
    """The manifest that `as_json` wrote.

    Raises
    ------
    DamagedBackup
        A newer Ogniwo wrote it.
    KeyError, TypeError, ValueError, RecursionError
        It is not a manifest, or was changed.
    """
    values: dict[str, Any] = json.loads(text)
    if values["format"] != FORMAT:
        raise ValueError("it is of another kind")
    if _whole(values["format_version"]) > FORMAT_VERSION:
        raise DamagedBackup(f"a newer Ogniwo ({values['ogniwo']}) wrote this backup; install that one")
    if values.pop("sha256") != _hash(values):
        raise ValueError("the manifest is not as it was written")
    return Manifest(
        ogniwo=str(values["ogniwo"]),
        taken_at=datetime.fromisoformat(values["taken_at"]),
        network_schema=_whole(values["network_schema"]),
        office_revision=str(values["office_revision"]),
        replay_from=_whole(values["replay_from"]),
        files={name: _fingerprint(values["files"][name]) for name in (NETWORK, OFFICE)},
    )


def _fingerprint(values: dict[str, Any]) -> Fingerprint:
    return Fingerprint(_whole(values["bytes"]), str(values["sha256"]))


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise ValueError(f"{value!r} is not a whole number of that size")
    return value


def _hash(values: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
