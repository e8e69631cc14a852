"""Suggestions for every organisation at once, block by block in several processes.

Processes that are forked share the snapshot of the one that asks. Any other worker, such as
one of a joblib backend on another machine, opens the network itself, once, by the settings
that it is sent, and refuses a network that has changed meanwhile.
"""

from __future__ import annotations

import gzip
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib.metadata import version
from typing import Any, cast

import numpy as np
from joblib import delayed
from numpy.typing import NDArray

from graph.snapshot import Snapshot, build_snapshot
from graph.snapshot.nodes import ORGANISATION
from matching.results import Kind
from matching.spreading import spread
from web.ogniwo import Ogniwo
from web.services.answer_lines import answer_line
from web.services.errors import ServiceError
from web.services.suggesting import answered
from web.services.weights_in_force import InForce
from web.services.wording import Wording
from web.settings import Settings

BLOCK_ROWS = 100  # a second or two of work; each process is handed eight at once, which is what a kill can cost it
_GZIP_LEVEL = 3
_LOOK_SECONDS = 1.0


class NetworkChanged(ServiceError):
    """The network is no longer the one that the first suggestions were made from."""


class WeightsChanged(ServiceError):
    """The weights in force are no longer those that the first suggestions were made with."""

    def __init__(self) -> None:
        super().__init__(
            "learned weights were promoted or rolled back since the first suggestions were made, so the rest would "
            "not fit them; begin anew with --force"
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for every organisation, and of which network: equal ones get equal bytes.

    Attributes
    ----------
    languages : tuple of str
        In which languages reasons are sentences as well; codes and facts are always there.
    as_of : str
        The day of the snapshot.
    model : int or None
        The learned model whose weights are used; None for the published ones.
    """

    kind: str
    k: int
    component: str | None
    languages: tuple[str, ...]
    compressed: bool
    as_of: str
    revision: int
    ogniwo: str
    block_rows: int = BLOCK_ROWS
    model: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The values for JSON."""
        return asdict(self) | {"languages": list(self.languages)}

    @classmethod
    def of(cls, ogniwo: Ogniwo, snapshot: Snapshot, kind: Kind, **wanted: Any) -> Asked:
        """What is asked of this snapshot."""
        wanted |= {"revision": snapshot.revision, "model": ogniwo.weights.now().number(kind)}
        return cls(kind.value, as_of=snapshot.as_of.isoformat(), ogniwo=version("ogniwo"), **wanted)


def snapshot_as_of(ogniwo: Ogniwo, day: date) -> Snapshot:
    """The network at the end of the day."""
    current = ogniwo.snapshot()
    return current if current.as_of == day else build_snapshot(ogniwo.store, day)


def seekers_of(snapshot: Snapshot) -> NDArray[Any]:
    """Ids of the organisations present, in order."""
    organisations = (snapshot.actors.roles & ORGANISATION) > 0
    return np.asarray(snapshot.actors.ids[organisations & snapshot.present])


def suggest_all(  # what is asked, where to begin, and how it is spread
    ogniwo: Ogniwo, snapshot: Snapshot, asked: Asked, *, n_done: int = 0, n_jobs: int = 1, backend: str | None = None
) -> Iterator[bytes]:
    """Blocks of lines, one line an organisation in order of id, from block `n_done` on.

    Nothing is kept in the office: what lies in a file was not shown to anybody yet.

    Parameters
    ----------
    backend : str, optional
        A backend of joblib; by default forked processes where the system has them.

    Raises
    ------
    NetworkChanged
        A worker that opened the network for itself met another revision.
    ValueError
        There is no such backend.
    """
    ready = _Ready.of(ogniwo, snapshot, asked)
    seekers = seekers_of(snapshot)
    blocks = np.array_split(seekers, range(BLOCK_ROWS, len(seekers), BLOCK_ROWS)) if len(seekers) else []
    if n_done < len(blocks):
        ready.answer(blocks[0][:1])  # whatever is read when first needed is read before others are forked
    _READY[asked] = ready
    calls = (delayed(_block)(ogniwo.settings, asked, os.getpid(), block) for block in blocks[n_done:])
    try:
        yield from cast(Iterator[bytes], spread(calls, n_jobs, backend or default_backend()))
    finally:
        _READY.pop(asked, None)


def default_backend() -> str:
    """Forked processes where the system makes them so, else joblib's own."""
    return "multiprocessing" if multiprocessing.get_start_method() == "fork" else "loky"


@dataclass(frozen=True, slots=True, eq=False)
class _Ready:
    """What a process needs to answer."""

    ogniwo: Ogniwo
    snapshot: Snapshot
    wordings: tuple[Wording, ...]
    asked: Asked
    made_by: InForce

    @classmethod
    def of(cls, ogniwo: Ogniwo, snapshot: Snapshot, asked: Asked) -> _Ready:
        wordings = tuple(Wording.of(ogniwo, snapshot, language) for language in asked.languages)
        made_by = ogniwo.weights.now()
        if made_by.number(asked.kind) != asked.model:
            raise WeightsChanged
        return cls(ogniwo, snapshot, wordings, asked, made_by)

    def answer(self, seekers: Iterable[str]) -> bytes:
        asked = self.asked
        text = "".join(map(self._line, seekers)).encode()
        return gzip.compress(text, _GZIP_LEVEL, mtime=0) if asked.compressed else text

    def _line(self, seeker: str) -> str:
        kind, k, component = Kind(self.asked.kind), self.asked.k, self.asked.component
        found = answered(self.ogniwo, self.snapshot, seeker, kind, k=k, component=component, made_by=self.made_by)
        return answer_line(found, self.asked.revision, self.wordings)


# What this process answers from: filled by the one that asks before it forks, else by the first block.
_READY: dict[Asked, _Ready] = {}
_watching = threading.Event()


def _block(settings: Settings, asked: Asked, asker: int, seekers: Iterable[str]) -> bytes:
    if asked in _READY and os.getpid() != asker:
        _end_with(asker)
    if asked not in _READY:
        _READY.clear()
        _READY[asked] = _opened(settings, asked)
    return _READY[asked].answer(seekers)


def _opened(settings: Settings, asked: Asked) -> _Ready:
    ogniwo = Ogniwo.open(settings)
    snapshot = snapshot_as_of(ogniwo, date.fromisoformat(asked.as_of))
    refuse_changed(snapshot, asked.revision)
    return _Ready.of(ogniwo, snapshot, asked)


def refuse_changed(snapshot: Snapshot, revision: int) -> None:
    """Do nothing if the network still has the revision.

    Raises
    ------
    NetworkChanged
    """
    if snapshot.revision != revision:
        raise NetworkChanged(
            f"the network has changed since the first suggestions were made (revision {revision}, now "
            f"{snapshot.revision}), so the rest would not fit them; begin anew with --force"
        )


def _end_with(asker: int) -> None:
    """Let this forked process end when the one that asks is gone, and leave Ctrl-C to that one."""
    if _watching.is_set() or os.getppid() != asker:
        return
    _watching.set()
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(asker,), daemon=True).start()


def _watch(asker: int) -> None:
    while os.getppid() == asker:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)
