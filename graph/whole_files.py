"""Files of lines that are there whole or not at all, compressed where their name ends in ``.gz``."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from graph.errors import BadTransferFile

# Higher levels take several times as long for a few per cent.
_LEVEL = 3


@contextmanager
def replacing(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Something to write lines with; the file takes its name, or its predecessor's place, once all is on the disk.

    Raises
    ------
    BadTransferFile
        The file cannot be written; what stood there before still does.
    """
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            try:
                yield from _written(part, compressed=path.suffix == ".gz")
                part.flush()
                os.fsync(part.fileno())
                Path(part.name).replace(path)
            except BaseException:
                Path(part.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)
    except OSError as error:
        raise BadTransferFile(
            f"{path} cannot be written: {error.strerror}; choose a folder that exists, has room and may be written in"
        ) from error


def _written(part: IO[bytes], *, compressed: bool) -> Iterator[Callable[[bytes], object]]:
    if not compressed:
        yield part.write
        return
    # No name and no time inside, so that the same network gives the same bytes.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=part, mtime=0) as packed:
        yield packed.write


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_lines(path: Path) -> Iterator[bytes]:
    """The lines of the file, each with its line end.

    Raises
    ------
    BadTransferFile
        The file cannot be read, or its compressed part is cut short or damaged.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            yield from file
    except EOFError as error:
        raise BadTransferFile(f"{path} was cut short, its end is missing; copy it again, or export it again") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise BadTransferFile(f"{path} is damaged or not compressed; copy it again, or export it again") from error
    except OSError as error:
        raise BadTransferFile(
            f"{path} cannot be read: {error.strerror}; check its name and that you may read it"
        ) from error
