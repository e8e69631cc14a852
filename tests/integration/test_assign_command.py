"""`ogniwo assign`: the answer with its proof, and what it says about wrong files."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

from web.cli import main


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cohort.npz"
    np.savez(
        path,
        nL=3, nR=2, capL=[1, 1, 1], capR=[2, 2], minR=[0, 2],
        li=[2, 0, 0, 1, 1, 2], rj=[1, 0, 1, 0, 1, 0],
        wl=[3, 10, 2, 9, 3, 8], wr=[2, 10, 2, 9, 3, 7], w=[5, 20, 4, 18, 6, 15],
    )  # fmt: skip
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["assign", *map(str, arguments)], catch_exceptions=False)


def test_best_gives_every_level_with_a_certificate_without_a_gap(file, tmp_path):
    out = tmp_path / "pairs.csv"
    answer = json.loads(run(file, "--json", "--out", out).stdout)
    seconds = answer.pop("seconds")
    assert set(seconds) == {"solve", "verify"}
    assert min(seconds.values()) >= 0
    assert answer == {
        "objective": "best",
        "status": "optimal",
        "placed": 3,
        "pairs": 3,
        "total": 31,
        "worst": 5,
        "shortfall": 0,
        "blocking_pairs": 2,  # mentor 0 has a free place, and 1 and 2 would rather go there
        "certificate": {
            "bound": 31,
            "gap": 0,
            "gaps": {"shortfall": 0, "pairs": 0, "floor": 0, "total": 0},
        },
        "notes": [],
    }
    assert out.read_text() == "seeker,provider\n0,0\n1,1\n2,1\n"


def test_stable_says_that_it_does_not_look_at_minimum_loads(file):
    answer = json.loads(run(file, "--objective", "stable", "--json").stdout)
    assert (answer["total"], answer["shortfall"], answer["blocking_pairs"]) == (20 + 18 + 5, 1, 0)
    assert answer["certificate"] is None
    assert answer["notes"] == ["Minimum loads are not looked at by a stable assignment."]
    assert "Minimum loads are not looked at" in run(file, "--objective", "stable").stdout


def test_lines_for_people_say_what_is_proved(file):
    told = run(file).stdout
    assert "3 seekers placed in 3 pairs, total 31" in told
    assert "gap 0" in told


def test_wrong_file_is_told_in_one_line(tmp_path):
    path = tmp_path / "wrong.npz"
    path.write_bytes(b"no archive")
    refused = run(path)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"Error: {path}: is not an archive")
    assert len(refused.stderr.splitlines()) == 1
    assert run(tmp_path / "none.npz").exit_code == 2
    unknown = run(path, "--objective", "fair")
    assert unknown.exit_code == 2
    assert "'best', 'stable'" in unknown.stderr
