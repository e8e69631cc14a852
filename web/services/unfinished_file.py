"""A large file made block by block, which a kill at any moment leaves in a state to go on from.

Beside FILE, until it is whole, lie ``FILE.part`` with what is done and ``FILE.part.journal``:
one line that says what the file is of, then one for each block with its size and checksum. A
block counts once its line is written, as long as its bytes are there; whatever lies beyond is
cut off before going on. So the completed file is the same as one that was never interrupted.
"""

from __future__ import annotations

import fcntl
import json
import os
import zlib
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from web.services.errors import ServiceError

Of = dict[str, Any]


class FileInTheWay(ServiceError):
    """The file, or part of it, is there already, is being written, or is of something else."""


class UnfinishedFile:
    """A file that is being made; use as a context manager.

    Attributes
    ----------
    of : dict
        What the file is of, as given to `begin`.
    n_blocks : int
        How many blocks are done.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.of: Of = {}
        self.n_blocks = 0
        with ExitStack() as opened:
            self._journal = opened.enter_context(journal_of(path).open("ab", buffering=0))
            try:
                fcntl.flock(self._journal, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FileInTheWay(f"another process is writing {path}; wait for it, or name another file") from None
            self._part = opened.enter_context(part_of(path).open("ab", buffering=0))
            self._opened = opened.pop_all()

    @classmethod
    def begin(cls, path: Path, of: Of) -> Self:
        """A file with nothing in it yet; an unfinished one of that name is given up.

        Raises
        ------
        FileInTheWay
            Another process is writing it.
        OSError
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = cls(path)
        unfinished._part.truncate(0)
        unfinished._journal.truncate(0)
        unfinished._note(of)
        unfinished.of = of
        return unfinished

    @classmethod
    def resume(cls, path: Path) -> Self | None:
        """The unfinished file of that name with the blocks that are done; None where there is none.

        Raises
        ------
        FileInTheWay
            Another process is writing it.
        OSError
        """
        if not part_of(path).exists() or not journal_of(path).exists():
            return None
        unfinished = cls(path)
        lines = _whole_lines(journal_of(path).read_bytes())
        if not lines:
            unfinished._opened.close()
            return None
        unfinished._go_on_from(lines)
        return unfinished

    def _go_on_from(self, lines: list[bytes]) -> None:
        self.of = json.loads(lines[0])
        size = 0
        with part_of(self.path).open("rb") as part:
            for n_bytes, checksum in map(json.loads, lines[1:]):
                block = part.read(n_bytes)
                if len(block) < n_bytes or zlib.crc32(block) != checksum:
                    break
                self.n_blocks += 1
                size += n_bytes
        self._part.truncate(size)
        self._journal.truncate(sum(map(len, lines[: self.n_blocks + 1])))

    def append(self, block: bytes) -> None:
        """Add a block; once this returns, it is kept whatever happens."""
        written = 0
        while written < len(block):
            written += self._part.write(block[written:])
        os.fsync(self._part.fileno())
        self._note([len(block), zlib.crc32(block)])
        self.n_blocks += 1

    def _note(self, entry: Of | list[int]) -> None:
        self._journal.write(json.dumps(entry).encode() + b"\n")
        os.fsync(self._journal.fileno())

    def finish(self) -> None:
        """Give the file its name, in the place of one that was there before."""
        part_of(self.path).replace(self.path)
        journal_of(self.path).unlink()
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()


def part_of(path: Path) -> Path:
    """Where a file lies until it is whole."""
    return path.with_name(f"{path.name}.part")


def journal_of(path: Path) -> Path:
    """What tells how far it is."""
    return path.with_name(f"{path.name}.part.journal")


def _whole_lines(text: bytes) -> list[bytes]:
    """The lines that were written to their end."""
    return [line for line in text.splitlines(keepends=True) if line.endswith(b"\n")]
