"""Wherever a file's making is cut off, going on gives the file that was never cut off."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from web.services.unfinished_file import UnfinishedFile, journal_of, part_of

OF = {"of": "blocks"}
many = settings(deadline=None, max_examples=500 if os.environ.get("OGNIWO_FULL") == "1" else 60)
blocks_of_bytes = st.lists(st.binary(max_size=40), max_size=6)


def go_on(path, blocks, n_most=None):
    """Appends what is missing, or only up to so many blocks; returns how many were there."""
    with UnfinishedFile.resume(path) or UnfinishedFile.begin(path, OF) as file:
        n_there = file.n_blocks
        assert file.of == OF
        for block in blocks[n_there:n_most]:
            file.append(block)
        if n_most is None:
            file.finish()
    return n_there


@many
@given(blocks=blocks_of_bytes, stops=st.lists(st.integers(0, 6), max_size=3), cut=st.data())
def test_the_file_is_the_same_however_often_it_was_cut_off(blocks, stops, cut):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        for stop in stops:
            go_on(path, blocks, stop)
            for one in (part_of(path), journal_of(path)):  # either may have lost its end, or gained half a block
                size = one.stat().st_size
                kept = cut.draw(st.integers(max(0, size - 60), size))
                one.write_bytes(one.read_bytes()[:kept])
            if cut.draw(st.booleans()):
                part_of(path).write_bytes(part_of(path).read_bytes() + b"half a block")
        go_on(path, blocks)
        assert path.read_bytes() == b"".join(blocks)
        assert sorted(os.listdir(folder)) == ["file"]


@many
@given(blocks=blocks_of_bytes, stop=st.integers(0, 6))
def test_no_block_that_is_done_is_asked_for_again(blocks, stop):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        go_on(path, blocks, stop)
        assert go_on(path, blocks) == min(stop, len(blocks))
