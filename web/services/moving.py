"""A network from a file into the active store, with its lines in the audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.transfer import Manifest, import_network, read_manifest
from web.office import audit
from web.ogniwo import Ogniwo
from web.services.errors import NotEmpty
from web.services.seeding import n_actors, noted


def import_file(
    ogniwo: Ogniwo,
    path: Path,
    *,
    by: str,
    reason: str,
    overwrite: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Manifest:
    """What is in the file and now in the network; the audit says that it began and that it ended or failed.

    Raises
    ------
    BadTransferFile
        The file is not ours, was cut short or changed; nothing was written.
    NotEmpty
        The network has actors that did not come from this file, and `overwrite` is false.
    InvalidRecord, MissingEnd
        A record does not go with what the network holds.
    """
    stated = read_manifest(path)
    details = {"file": path.name, "sha256": stated.sha256, "counts": stated.counts}
    if not (overwrite or _goes_on(ogniwo, stated)):
        raise NotEmpty(
            f"the network has {n_actors(ogniwo.store):,} actors already; what is in {path} would be added to them, and "
            "whoever has the same id would become as the file has it; nothing was written, add --yes to do that, or "
            "name an empty folder by OGNIWO_DATA (an empty server by NEO4J_URI)"
        )
    with noted(ogniwo, "import", details, by=by, reason=reason):
        return import_network(ogniwo.store, path, progress)


def _goes_on(ogniwo: Ogniwo, stated: Manifest) -> bool:
    """Whether nobody is there, or those of this file: it was brought in before, or begun to be."""
    if not n_actors(ogniwo.store):
        return True
    with ogniwo.office.reading() as connection:
        newest = audit.latest(connection, [f"import-{step}" for step in ("began", "ended", "failed")])
    return newest is not None and newest.details.get("sha256") == stated.sha256
