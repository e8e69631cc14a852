"""Sparse matrices over read-only arrays, and one row of them at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from graph.snapshot.columns import Column, Mask, frozen
from graph.snapshot.links import LinkTable

Matrix = Any  # scipy.sparse.csr_array, which has no type hints


def matrix_of(links: LinkTable, shape: tuple[int, int], values: Column | None = None) -> Matrix:
    """The links as a matrix of sources × targets; each pair of ends must be there once.

    `values` are what stands at the links, by default 1. Nothing of the table is copied but
    the row pointers.
    """
    data = np.ones(len(links), dtype=np.int8) if values is None else values
    return _matrix(data, links.target, _pointers(links.source, shape[0]), shape)


def transposed(matrix: Matrix) -> Matrix:
    """The inverted lists of a matrix: its columns as rows, indices ascending."""
    return sealed(matrix.T.tocsr())


def column_sizes(matrix: Matrix, rows: Mask) -> NDArray[np.int64]:
    """How many entries each column has in the rows where the mask is true."""
    present = np.repeat(rows, row_sizes(matrix))
    return frozen(np.bincount(matrix.indices[present], minlength=matrix.shape[1]))


def row_of_matrix(matrix: Matrix, row: int) -> tuple[NDArray[np.int32], Column]:
    """Column numbers and values of one row, as views; none for row -1, which stands for nobody."""
    part = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[part], matrix.data[part]


def summed(lists: Iterable[tuple[Column, Column]], n: int) -> NDArray[np.float64]:
    """How much each of n things has together in lists of things and values; shape (n,).

    Added in the order of the lists, as by a loop over them, and several times as fast.

    >>> summed([(np.array([0, 2]), np.array([1.0, 2.0])), (np.array([2]), np.array([0.5]))], 4).tolist()
    [1.0, 0.0, 2.5, 0.0]
    """
    things, values = [np.zeros(0, dtype=np.int32)], [np.zeros(0)]
    for some, theirs in lists:
        things.append(some)
        values.append(theirs)
    return np.bincount(np.concatenate(things), np.concatenate(values), n).astype(np.float64, copy=False)


def product_of_row(row: tuple[Column, Column], by_column: Matrix) -> NDArray[np.float64]:
    """The product of a row, its columns and values, with every row of a matrix that is given column by column."""
    entries = zip(row[0].tolist(), row[1].tolist(), strict=True)
    found = ((value, row_of_matrix(by_column, column)) for column, value in entries)
    return summed(((rows, value * values) for value, (rows, values) in found), by_column.shape[1])


def places_in_both(one: Column, other: Column) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the numbers that two ascending rows of numbers share stand in the one and in the other.

    >>> of_one, of_other = places_in_both(np.array([2, 5, 7]), np.array([1, 2, 7, 9]))
    >>> of_one.tolist(), of_other.tolist()
    ([0, 2], [1, 2])
    """
    at = np.searchsorted(one, other)
    within = np.flatnonzero(at < len(one))
    of_other = within[one[at[within]] == other[within]]
    return at[of_other], of_other


def row_sizes(matrix: Matrix) -> NDArray[np.int64]:
    """How many entries each row has."""
    return np.asarray(np.diff(matrix.indptr), dtype=np.int64)


def entries_of_rows(pointers: Column, rows: Column) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of all entries of some rows, one row after the other, and which of these rows each is of.

    >>> positions, owners = entries_of_rows(np.array([0, 2, 3, 5]), np.array([2, 0]))
    >>> positions.tolist(), owners.tolist()
    ([3, 4, 0, 1], [0, 0, 1, 1])
    """
    starts = pointers[rows].astype(np.int64)
    sizes = pointers[rows + 1] - starts
    owners = np.repeat(np.arange(len(rows)), sizes)
    first_of_row = np.cumsum(sizes) - sizes
    return np.arange(len(owners)) + (starts - first_of_row)[owners], owners


def sealed(matrix: Matrix) -> Matrix:
    """The same matrix over arrays that can no longer be written to."""
    return _matrix(matrix.data, matrix.indices, matrix.indptr, matrix.shape)


def _matrix(data: Column, indices: Column, pointers: Column, shape: tuple[int, int]) -> Matrix:
    arrays = (frozen(data), frozen(indices), frozen(pointers))
    return csr_array(arrays, shape=shape, copy=False)


def _pointers(sources: Column, n_rows: int) -> Column:
    sizes = np.bincount(sources, minlength=n_rows)
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32)
