"""Moves a network between stores through one file, without loss: export, import, verify.

The file has a line for its format, one line of JSON a record (nodes before links, in a total order) and, last, the
manifest: counts and the SHA-256 of all record lines. A file that was cut short has no manifest; one that was changed
has another hash. The same network has the same hash whatever store it is in.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graph import schema
from graph.errors import BadTransferFile, StoreUnavailable, UnknownName
from graph.model import Link, Node
from graph.record_lines import Record, line_of, record_of
from graph.store import Progress, Store
from graph.whole_files import read_lines, replacing

FORMAT = "ogniwo network"
VERSION = 1
ATTEMPTS = 3
_STEP = 10_000


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a network holds.

    Attributes
    ----------
    counts :
        Nodes by label and links by type, without zeros; a node of two roles counts under both.
    n_records :
        How many nodes and links there are.
    sha256 :
        The hash of their lines.
    """

    counts: dict[str, int]
    n_records: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A file held against a store."""

    file: Manifest
    store: Manifest

    @property
    def same(self) -> bool:
        """Whether the store holds exactly what is in the file."""
        return self.file == self.store


class _Reported:
    """Tells how far the reading has come; one that begins anew is told of only where it gets further than before."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._n_told = 0

    def reach(self, n_records: int) -> None:
        if self._progress is not None and n_records > self._n_told:
            self._progress(n_records - self._n_told)
            self._n_told = n_records


class _Tally:
    """Counts and hashes records one by one."""

    def __init__(self, reported: _Reported) -> None:
        self._reported = reported
        self._digest = hashlib.sha256()
        self._counts: Counter[str] = Counter()
        self._n_records = 0

    def add(self, record: Record, line: bytes) -> None:
        self._digest.update(line)
        self._counts.update(record.labels if isinstance(record, Node) else (record.type,))
        self._n_records += 1
        if self._n_records % _STEP == 0:
            self._reported.reach(self._n_records)

    def manifest(self) -> Manifest:
        self._reported.reach(self._n_records)
        return Manifest(dict(sorted(self._counts.items())), self._n_records, self._digest.hexdigest())


def network_hash(store: Store, progress: Progress | None = None) -> str:
    """The SHA-256 of the store's network: the same for the same network in any store.

    Raises
    ------
    StoreUnavailable
        Also where the network was written to all the while.
    """
    return manifest_of(store, progress).sha256


def manifest_of(store: Store, progress: Progress | None = None) -> Manifest:
    """What the store's network holds, with its hash; `progress` as in `Store.load`.

    Raises
    ------
    StoreUnavailable
        Also where the network was written to all the while.
    """
    reported = _Reported(progress)

    def read() -> Manifest:
        with _unchanged(store):
            return _write_records(store, lambda line: None, reported)

    return _tried_again(read)


def export_network(store: Store, path: Path, progress: Progress | None = None) -> Manifest:
    """Write the whole network to a file, compressed if its name ends in ``.gz``; it is there whole or not at all.

    Raises
    ------
    BadTransferFile
        The file cannot be written.
    StoreUnavailable
        Also where the network was written to all the while.
    """
    reported = _Reported(progress)

    def export() -> Manifest:
        with replacing(path) as write, _unchanged(store):
            write(_json_line({"format": FORMAT, "version": VERSION}))
            manifest = _write_records(store, write, reported)
            write(_json_line({"manifest": asdict(manifest)}))
            return manifest

    return _tried_again(export)


def import_network(store: Store, path: Path, progress: Progress | None = None) -> Manifest:
    """Upsert everything in the file, once the whole file was found sound; doing it twice changes nothing more.

    Raises
    ------
    BadTransferFile
        The file is not ours, was cut short or changed; nothing was written.
    InvalidRecord, MissingEnd
        A record does not go with what the store holds.
    """
    manifest = read_manifest(path)
    nodes = (record for _, record in _contents(path) if isinstance(record, Node))
    links = (record for _, record in _contents(path) if isinstance(record, Link))
    store.load(nodes, links, progress=progress)
    return manifest


def verify(store: Store, path: Path, progress: Progress | None = None) -> Comparison:
    """The file, found sound, held against the store.

    Raises
    ------
    BadTransferFile
        The file is not ours, was cut short or changed.
    StoreUnavailable
        Also where the network was written to all the while.
    """
    return Comparison(read_manifest(path), manifest_of(store, progress))


def read_manifest(path: Path) -> Manifest:
    """The file's manifest, after reading the file through and finding it whole and unchanged.

    Raises
    ------
    BadTransferFile
        Says what is wrong with the file.
    """
    tally, stated = _Tally(_Reported(None)), None
    for line, content in _contents(path):
        if isinstance(content, Manifest):
            stated = content
        else:
            tally.add(content, line)
    if stated is None:
        raise BadTransferFile(f"{path} was cut short, its end is missing; copy it again, or export it again")
    if stated != tally.manifest():
        raise BadTransferFile(f"{path} was changed since it was written; copy it again, or export it again")
    return stated


class _Moved(Exception):
    """The network was written to while it was read, and a stream sees that from page to page."""


@contextmanager
def _unchanged(store: Store) -> Iterator[None]:
    before = store.revision()
    yield
    if store.revision() != before:
        raise _Moved


def _tried_again(read: Callable[[], Manifest]) -> Manifest:
    """What `read` returns of one state of the network."""
    for _ in range(ATTEMPTS):
        try:
            return read()
        except _Moved:
            continue
    raise StoreUnavailable("the network was written to all the while; try again when nobody else is writing")


def _write_records(store: Store, write: Callable[[bytes], object], reported: _Reported) -> Manifest:
    tally = _Tally(reported)
    for record in _records_of(store):
        line = line_of(record)
        tally.add(record, line)
        write(line)
    return tally.manifest()


def _records_of(store: Store) -> Iterator[Record]:
    """Every record, bases and types by name, so that the order outlives a reordered schema."""
    for base in sorted(schema.BASE_LABELS):
        yield from store.stream_nodes(base)
    for name in sorted(kind.name for kind in schema.LINK_TYPES):
        yield from store.stream_links(name)


def _contents(path: Path) -> Iterator[tuple[bytes, Record | Manifest]]:
    """The lines of a file with what they say: the records and, last, the manifest."""
    lines = enumerate(read_lines(path), 1)
    _refuse_other_format(path, next(lines, (1, b""))[1])
    ended = False
    for number, line in lines:
        if ended:
            raise BadTransferFile(f"{path}, line {number}: something stands after the end; export the network again")
        ended = line.startswith(b'{"manifest":')
        yield line, _manifest(path, number, line) if ended else _record(path, number, line)


def _refuse_other_format(path: Path, first: bytes) -> None:
    fields = _parse(path, 1, first)
    if not isinstance(fields, dict) or fields.get("format") != FORMAT:
        raise BadTransferFile(f"{path} is not an exported network; make one with: ogniwo network export")
    if fields.get("version") != VERSION:
        raise BadTransferFile(f"{path} was written by a newer Ogniwo; install that one, nothing was changed")


def _manifest(path: Path, number: int, line: bytes) -> Manifest:
    fields = _parse(path, number, line)["manifest"]
    try:
        return Manifest(**fields)
    except TypeError as error:
        raise BadTransferFile(f"{path}, line {number}: the manifest is not whole; export the network again") from error


def _record(path: Path, number: int, line: bytes) -> Record:
    try:
        return record_of(line)
    except (UnknownName, KeyError, TypeError, ValueError) as error:
        raise BadTransferFile(
            f"{path}, line {number} is not a record of this Ogniwo ({error}); export it again"
        ) from error


def _parse(path: Path, number: int, line: bytes) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise BadTransferFile(
            f"{path}, line {number} cannot be read: not an exported network, or damaged; export it again"
        ) from error


def _json_line(fields: dict[str, Any]) -> bytes:
    return f"{json.dumps(fields, ensure_ascii=False, separators=(',', ':'))}\n".encode()
