"""The public data sets of two-sided choice as decisions.csv: which columns pass, and how the parts are cut."""

import csv
import gzip
import hashlib
from pathlib import Path

import pytest

from benchmarks.decisions import mentormatch, speeddating, write
from matching.evaluation.decisions.files import read_decisions
from matching.evaluation.decisions.pairs import pairs_of

SHARED = Path(__file__).parents[3] / "shared/data/recommendation/speeddating/waves_1_10.csv"
NAMES = (
    "mentee_major",
    "mentee_help_topics",
    "mentee_experitse",
    "mentor_major",
    "mentor_help_topics",
    "mentor_experitse",
)


def _meeting(iid, pid, wave, dec, dec_o, order, **more):
    known = {
        "iid": iid,
        "pid": pid,
        "wave": wave,
        "dec": dec,
        "dec_o": dec_o,
        "order": order,
        "int_corr": 0.1,
        "field_cd": 1,
        "goal": 2,
        "go_out": 3,
    }
    after = {
        "match": dec * dec_o,
        "attr": 9,
        "like": 8,
        "prob": 7,
        "attr_o": 6,
        "prob_o": 5,
        "age": 30,
        "age_o": 31,
        "round": 10,
    }
    return known | after | {"sports": iid} | more


def _write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_of_meetings_only_what_was_known_before_them_passes(tmp_path):
    rows = [
        _meeting(1, 11, 1, 1, 0, 2),
        _meeting(11, 1, 1, 0, 1, 3),
        _meeting(2, 12, 7, 1, 1, 1),
        _meeting(3, "", 1, 1, 1, 1),
    ]
    train, test = speeddating(_write(tmp_path / "w.csv", rows))
    assert [(row["seeker"], row["group"]) for row in (*train, *test)] == [("1", "1"), ("11", "1"), ("2", "7")]
    known = {name.partition("_")[2] for name in train[0] if name.startswith(("seeker_", "provider_", "pair_"))}
    forbidden = {"age", "race", "gender", "match", "like", "prob", "attr", "round", "date"}
    assert not known & forbidden
    # The provider's own answers come from the row in which it is the one who answers.
    assert (train[0]["seeker_sports"], train[0]["provider_sports"], train[0]["seeker_goal"]) == ("1", "11", "code 2")
    write(train, tmp_path / "train.csv")
    (pair,) = pairs_of(tmp_path / "train.csv", read_decisions(tmp_path / "train.csv"))
    assert (pair.seeker_says, pair.provider_says, pair.first_order, pair.last_order) == (True, False, 2, 3)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the speed dating extract is not beside the repository")
def test_the_test_waves_have_837_pairs_of_which_138_match(tmp_path):
    _, test = speeddating(SHARED)
    write(test, tmp_path / "test.csv")
    pairs = pairs_of(tmp_path / "test.csv", read_decisions(tmp_path / "test.csv"))
    assert (len(pairs), sum(bool(pair.matched) for pair in pairs)) == (837, 138)


def test_mentees_are_what_they_list_and_their_digest_says_which_part_they_are_of(tmp_path):
    lists = [["b", "a"], [], ["x|y"]]
    rows = [dict(zip(NAMES, map(repr, [*mentee, *lists]), strict=True)) | {"final_match": 1} for mentee in _mentees()]
    with gzip.open(tmp_path / "p.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*NAMES, "final_match"])
        writer.writeheader()
        writer.writerows(rows)
    train, test = mentormatch(tmp_path / "p.csv.gz")
    assert (len(train), len(test)) == (3, 2)
    assert len({row["seeker"] for row in test}) == 1
    assert (train[0]["offer_major"], train[0]["offer_expertise"], train[0]["provider_says"]) == ("a|b", "x/y", "")


def _mentees():
    """Three mentees of the training part, and one of the test part twice, its lists in another order."""
    parts = {True: [], False: []}
    for number in range(40):
        triple = (("a", f"m{number}"), (), ("x",))
        parts[int(hashlib.sha256(repr(triple).encode()).hexdigest(), 16) % 4 == 0].append(triple)
    (major, topics, expertise), *_ = parts[True]
    once = [list(major), list(topics), list(expertise)]
    return [*([list(part) for part in one] for one in parts[False][:3]), once, [list(reversed(major)), [], ["x", "x"]]]
