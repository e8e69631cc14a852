"""A network from a file into the active store, with its lines in the audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.transfer import Manifest, import_network, read_manifest
from web.ogniwo import Ogniwo
from web.services.seeding import noted


def import_file(
    ogniwo: Ogniwo, path: Path, *, by: str, reason: str, progress: Callable[[int], None] | None = None
) -> Manifest:
    """What is in the file and now in the network; the audit says that it began and that it ended or failed.

    Raises
    ------
    BadTransferFile
        The file is not ours, was cut short or changed; nothing was written.
    InvalidRecord, MissingEnd
        A record does not go with what the network holds.
    """
    stated = read_manifest(path)
    details = {"file": path.name, "sha256": stated.sha256, "counts": stated.counts}
    with noted(ogniwo, "import", details, by=by, reason=reason):
        return import_network(ogniwo.store, path, progress)
