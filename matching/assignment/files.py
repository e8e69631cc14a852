"""Archives of instances (``.npz``), read with care: they may come from anywhere.

nL, nR: how many seekers and providers; capL: demand, capR: capacity; li, rj: seeker and provider of each eligible pair;
wl, wr, w: what each side thinks of the other, and their sum; minR, if there: minimum load of each provider.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from matching.assignment.errors import InvalidArchive, InvalidInstance
from matching.assignment.instance import Instance, Ints, make_instance, whole_numbers

REQUIRED = ("nL", "nR", "capL", "capR", "li", "rj", "wl", "wr", "w")
OPTIONAL = ("minR",)
MOST_ROWS = 20_000_000

_NAMES = {
    "demand": "capL",
    "capacity": "capR",
    "seeker": "li",
    "provider": "rj",
    "seeker, provider": "li, rj",
    "seeker_score": "wl",
    "provider_score": "wr",
    "score": "w",
    "minimum": "minR",
}
_LAYOUT = "write it with numpy.savez and the arrays that docs/cli.md lists"


def read_instance(path: Path) -> Instance:
    """The instance of an archive; arrays with other names are ignored.

    Raises
    ------
    InvalidArchive
        The file is no such archive, lacks an array, or holds one that is too large or of a kind that is refused.
    InvalidInstance
        An array has a wrong value; the message names the array and the row.
    """
    arrays = _arrays(path)
    for counted, name in (("nL", "capL"), ("nR", "capR")):
        _check_count(counted, arrays[counted], name, arrays[name])
    try:
        made = make_instance(
            *(arrays[name] for name in ("capL", "capR", "li", "rj", "wl", "wr")),
            score=arrays["w"],
            minimum=arrays.get("minR"),
        )
    except InvalidInstance as error:
        raise InvalidInstance(_NAMES[error.column], error.what, error.row) from None
    _check_sums(arrays)
    return made


def pair_lines(instance: Instance, chosen: Ints) -> Iterator[str]:
    """The lines of a CSV file seeker, provider, in ascending order."""
    yield "seeker,provider\n"
    for seeker, provider in zip(instance.seeker[chosen].tolist(), instance.provider[chosen].tolist(), strict=True):
        yield f"{seeker},{provider}\n"


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    with path.open("rb") as file:
        return _arrays_in(path, file)


def _arrays_in(path: Path, file: IO[bytes]) -> dict[str, NDArray[Any]]:
    try:
        with ZipFile(file) as archive:
            present = {name.removesuffix(".npy") for name in archive.namelist()}
            if missing := [name for name in REQUIRED if name not in present]:
                raise InvalidArchive(path, f"the array {missing[0]} is missing; {_LAYOUT}")
            wanted = [name for name in (*REQUIRED, *OPTIONAL) if name in present]
            return {name: _array(path, archive, name) for name in wanted}
    except (BadZipFile, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, zlib.error) as error:
        raise InvalidArchive(path, f"is not an archive of numpy arrays ({error}); {_LAYOUT}") from None


def _array(path: Path, archive: ZipFile, name: str) -> NDArray[Any]:
    """One array, looked at before it is read: nothing is unpickled, and nothing grows beyond what it says."""
    try:
        with archive.open(f"{name}.npy") as entry:
            shape, kind = _header(entry)
    except ValueError as error:
        raise InvalidArchive(path, f"the array {name} is damaged ({error}); {_LAYOUT}") from None
    if kind.hasobject:
        raise InvalidArchive(path, f"the array {name} holds Python objects, which are refused; write whole numbers")
    if len(shape) > 1 or any(n > MOST_ROWS for n in shape) or kind.itemsize > 16:
        raise InvalidArchive(
            path, f"the array {name} is {kind} of shape {shape}; at most {MOST_ROWS:,} numbers in a row are read"
        )
    try:
        with archive.open(f"{name}.npy") as entry:
            return npy.read_array(entry, allow_pickle=False)
    except ValueError as error:
        raise InvalidArchive(path, f"the array {name} is damaged ({error}); {_LAYOUT}") from None


def _header(entry: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any]]:
    version = npy.read_magic(entry)
    if version == (1, 0):
        shape, _, kind = npy.read_array_header_1_0(entry)
    elif version == (2, 0):
        shape, _, kind = npy.read_array_header_2_0(entry)
    else:
        raise ValueError(f"format {version[0]}.{version[1]} is not known")
    return shape, kind


def _check_count(counted: str, number: NDArray[Any], name: str, rows: NDArray[Any]) -> None:
    if number.size != 1:
        raise InvalidInstance(counted, "is not one number")
    n = int(whole_numbers(counted, number.reshape(1))[0])
    if n != len(np.atleast_1d(rows)):
        raise InvalidInstance(name, f"has {len(np.atleast_1d(rows))} rows, but {counted} says {n}")


def _check_sums(arrays: dict[str, NDArray[Any]]) -> None:
    left, right, both = (whole_numbers(name, arrays[name]) for name in ("wl", "wr", "w"))
    wrong = left + right != both
    if wrong.any():
        row = int(np.argmax(wrong))
        raise InvalidInstance("w", f"{both[row]} is not wl + wr = {left[row]} + {right[row]}", row)
