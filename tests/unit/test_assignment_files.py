"""Archives of instances: what is read, and what is refused with the array and the row."""

import io
import zipfile

import numpy as np
import pytest

from matching.assignment import InvalidArchive, InvalidInstance
from matching.assignment.files import MOST_ROWS, pair_lines, read_instance

GOOD = {
    "nL": np.int64(2),
    "nR": np.int64(2),
    "capL": np.array([1, 2]),
    "capR": np.array([1, 1]),
    "li": np.array([1, 0, 0]),
    "rj": np.array([0, 1, 0]),
    "wl": np.array([5, -3, 2]),
    "wr": np.array([1, 1, 0]),
    "w": np.array([6, -2, 2]),
}


@pytest.fixture
def archive(tmp_path):
    def write(**changed):
        path = tmp_path / "instance.npz"
        np.savez(path, **{name: rows for name, rows in {**GOOD, **changed}.items() if rows is not None})
        return path

    return write


def test_pairs_are_read_in_ascending_order_with_their_scores(archive):
    instance = read_instance(archive())
    assert list(zip(instance.seeker.tolist(), instance.provider.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0)]
    assert instance.seeker_score.tolist() == [2, -3, 5]
    assert instance.score.tolist() == [2, -2, 6]
    assert instance.minimum.tolist() == [0, 0]
    assert (instance.demand.tolist(), instance.capacity.tolist()) == ([1, 2], [1, 1])


def test_minimum_loads_compressed_archives_whole_floats_and_further_arrays_are_read(tmp_path):
    path = tmp_path / "compressed.npz"
    np.savez_compressed(path, **{**GOOD, "capR": np.array([1.0, 2.0])}, minR=np.array([0, 1]), note=np.array(["x"]))
    instance = read_instance(path)
    assert instance.minimum.tolist() == [0, 1]
    assert instance.capacity.tolist() == [1, 2]


def test_instance_without_pairs_is_read(archive):
    none = np.zeros(0, np.int64)
    assert read_instance(archive(li=none, rj=none, wl=none, wr=none, w=none)).n_pairs == 0


def test_lines_of_pairs_are_csv_in_ascending_order(archive):
    instance = read_instance(archive())
    assert list(pair_lines(instance, np.array([1, 2]))) == ["seeker,provider\n", "0,1\n", "1,0\n"]


WRONG = [
    ({"li": np.array([1, 2, 0])}, "li", 1, "2 is out of range; there are 2 seekers"),
    ({"rj": np.array([0, 1, -1])}, "rj", 2, "-1 is out of range; there are 2 providers"),
    ({"capL": np.array([1, -1])}, "capL", 1, "-1 is negative"),
    ({"capR": np.array([-7, 1])}, "capR", 0, "-7 is negative"),
    ({"minR": np.array([0, -1])}, "minR", 1, "-1 is negative"),
    ({"capR": np.array([1, 2**40])}, "capR", 1, "is too large"),
    ({"li": np.array([0, 1, 0]), "rj": np.array([0, 1, 0])}, "li, rj", 2, r"the pair \(0, 0\) stands there twice"),
    ({"wl": np.array([5, 1.5, 2])}, "wl", 1, "1.5 is not a whole number"),
    ({"wr": np.array([1, 1, np.nan])}, "wr", 2, "nan is not a whole number"),
    ({"w": np.array([6, -2, 3])}, "w", 2, r"3 is not wl \+ wr = 2 \+ 0"),
    ({"wl": np.array([5, 2**41, 2]), "w": np.array([6, 2**41 + 1, 2])}, "wl", 1, "is out of range"),
    ({"wl": np.array([2**64 - 1, 1, 1], np.uint64)}, "wl", 0, "is too large"),
    ({"wl": np.array([1e300, 1, 1])}, "wl", 0, "is too large"),
    ({"wl": np.array([5, -3])}, "wl", None, "has 2 rows, but there are 3 pairs"),
    ({"rj": np.array([0, 1])}, "rj", None, "has 2 rows, but there are 3 pairs"),
    ({"capL": np.array([1, 1, 1])}, "capL", None, "has 3 rows, but nL says 2"),
    ({"minR": np.array([1])}, "minR", None, "has 1 rows, but there are 2 providers"),
    ({"capR": np.int64(4), "nR": np.int64(1)}, "capR", None, "has 0 dimensions instead of one"),
    ({"nL": np.array([2, 2])}, "nL", None, "is not one number"),
    ({"nR": np.float64(1.5)}, "nR", 0, "1.5 is not a whole number"),
    ({"li": np.array(["0", "1", "0"])}, "li", None, "holds values of type <U1"),
    ({"wl": np.array([True, False, True])}, "wl", None, "holds values of type bool"),
]


@pytest.mark.parametrize(("changed", "column", "row", "what"), WRONG, ids=lambda one: str(one)[:40])
def test_wrong_value_is_an_error_that_names_the_array_and_the_row(archive, changed, column, row, what):
    with pytest.raises(InvalidInstance, match=what) as refused:
        read_instance(archive(**changed))
    assert (refused.value.column, refused.value.row) == (column, row)
    assert str(refused.value).startswith(column)


@pytest.mark.parametrize("name", GOOD)
def test_missing_array_is_named(archive, name):
    with pytest.raises(InvalidArchive, match=f"the array {name} is missing"):
        read_instance(archive(**{name: None}))


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 cut off"])
def test_what_is_no_archive_is_refused_with_its_name(tmp_path, content):
    path = tmp_path / "instance.npz"
    path.write_bytes(content)
    with pytest.raises(InvalidArchive, match=r"instance\.npz: is not an archive of numpy arrays"):
        read_instance(path)


def test_pickled_objects_are_refused_and_never_loaded(archive, tmp_path):
    class Trap:
        def __reduce__(self):
            return (tmp_path.joinpath("sprung").write_text, ("x",))

    with pytest.raises(InvalidArchive, match="the array wl holds Python objects"):
        read_instance(archive(wl=np.array([Trap(), 1, 2], object)))
    assert not (tmp_path / "sprung").exists()


def _with_entry(path, name, content):
    """The good archive with one entry of these bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for other, rows in GOOD.items():
            whole = io.BytesIO()
            np.lib.format.write_array(whole, np.asarray(rows))
            written.writestr(f"{other}.npy", content if other == name else whole.getvalue())
    return path


def _header(shape, kind="<i8"):
    started = io.BytesIO()
    np.lib.format.write_array_header_1_0(started, {"descr": kind, "fortran_order": False, "shape": shape})
    return started.getvalue()


def test_array_that_unpacks_to_gigabytes_is_refused_before_it_is_read(tmp_path):
    path = _with_entry(tmp_path / "bomb.npz", "wl", _header((MOST_ROWS + 1,)) + bytes(10_000))
    with pytest.raises(InvalidArchive, match="at most 20,000,000 numbers in a row"):
        read_instance(path)


@pytest.mark.parametrize(
    "content",
    [
        _header((3,)) + bytes(8),
        b"\x93NUMPY\x01\x00\xff\xffcut off",
        b"no array at all",
        _header((3, 1), "V100000000") + bytes(8),
        _header((-1,)) + bytes(24),
    ],
    ids=["fewer rows than it says", "cut off header", "no array", "huge values", "negative length"],
)
def test_damaged_array_is_refused_with_its_name(tmp_path, content):
    path = _with_entry(tmp_path / "damaged.npz", "wl", content)
    with pytest.raises((InvalidArchive, InvalidInstance), match="wl"):
        read_instance(path)


def test_archive_with_a_flipped_byte_is_refused_or_read_as_it_was(archive):
    path = archive()
    whole = path.read_bytes()
    expected = read_instance(path).score.tolist()
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert read_instance(path).score.tolist() == expected
        except (InvalidArchive, InvalidInstance):
            continue
