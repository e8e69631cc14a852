"""Compares two snapshots, array by array."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

import numpy as np
from scipy.sparse import issparse


def assert_same_snapshot(one, other) -> None:
    """Every array, matrix, mapping and plain value of the two is equal."""
    mine, theirs = dict(_leaves("", one)), dict(_leaves("", other))
    assert mine.keys() == theirs.keys()
    for name, value in mine.items():
        if isinstance(value, np.ndarray):
            assert value.dtype == theirs[name].dtype, name
            np.testing.assert_array_equal(value, theirs[name], err_msg=name)
        else:
            assert value == theirs[name], name


def arrays_of(snapshot) -> dict[str, np.ndarray]:
    """Every array in a snapshot, by its path."""
    return {name: value for name, value in _leaves("", snapshot) if isinstance(value, np.ndarray)}


def _leaves(path: str, value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value):
        for field in fields(value):
            # The inputs are compared as tables; what others derive comes later.
            if field.name not in {"made_from", "derived"}:
                yield from _leaves(f"{path}.{field.name}", getattr(value, field.name))
    elif issparse(value):
        yield f"{path}.shape", value.shape
        for name in ("data", "indices", "indptr"):
            yield f"{path}.{name}", getattr(value, name)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(f"{path}[{key}]", inner)
    else:
        yield path, value
