"""Peers in pairs: small cases by hand and by trying all choices, tampered proofs, and files that people get wrong."""

import csv
import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from click.testing import CliRunner

from matching.pairing import InvalidPairs, pair_up, prove
from matching.pairing.possible import possible_pairs
from tests.naive_pairs import best_total
from web.cli import main

TRIANGLES = [(0, 1, 10), (0, 2, 10), (1, 2, 10), (3, 4, 8), (3, 5, 8), (4, 5, 8), (2, 3, 1)]


def _paired(n, rows, **options):
    return pair_up(n, *zip(*rows, strict=True), **options) if rows else pair_up(n, [], [], [], **options)


def _proof(n, rows, pairs, certificate):
    return prove(possible_pairs(n, *zip(*rows, strict=True)), pairs, certificate)


def test_the_middle_of_a_path_is_given_up_for_both_ends():
    found = _paired(4, [(0, 1, 6), (1, 2, 10), (2, 3, 6)])
    assert (found.pairs, found.total, found.bound, found.gap) == (((0, 1), (2, 3)), 12, 12, 0)


def test_fewer_pairs_are_made_where_they_are_worth_more():
    found = _paired(4, [(0, 1, 4), (1, 2, 10), (2, 3, 5)])
    assert (found.pairs, found.total) == (((1, 2),), 10)


def test_two_triangles_are_proved_by_odd_sets():
    found = _paired(6, TRIANGLES)
    assert found.total == 10 + 8 + 1 == best_total(6, TRIANGLES)  # the link between them takes the two left over
    assert found.gap == 0
    apart = TRIANGLES[:-1]
    found = _paired(6, apart)
    assert (found.total, found.bound) == (18, 18)
    assert len(found.certificate.set_price) > 0  # prices of people alone prove 15 + 12 = 27 at best


def test_pairs_of_nothing_or_less_are_not_made():
    found = _paired(4, [(0, 1, 0), (2, 3, -5)])
    assert (found.pairs, found.total, found.gap) == ((), 0, 0)


@pytest.mark.parametrize("n", [0, 1, 5])
def test_nobody_who_may_be_paired_gives_no_pairs(n):
    found = _paired(n, [])
    assert (found.pairs, found.trio, found.total, found.gap) == ((), None, 0, 0)


def test_ties_are_broken_alike_in_any_order_of_rows():
    rows = [(a, b, 1) for a, b in combinations(range(9), 2)]
    turned = [(b, a, score) for a, b, score in reversed(rows)]
    assert _paired(9, rows).pairs == _paired(9, turned).pairs
    assert _paired(9, rows).total == 4


def test_a_pair_given_twice_alike_counts_once():
    assert _paired(2, [(0, 1, 5), (1, 0, 5)]).total == 5


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([(0, 1, 5), (1, 0, 6)], "rows 0 and 1"),
        ([(0, 1, 5), (2, 2, 6)], "row 1: 2 cannot be paired with itself"),
        ([(0, 3, 5)], "row 0"),
        ([(-1, 0, 5)], "row 0"),
        ([(0, 1, 2**51)], "too large"),
    ],
)
def test_impossible_pairs_are_refused_by_row(rows, named):
    with pytest.raises(InvalidPairs, match=named):
        _paired(3, rows)


def test_a_clear_best_choice_follows_people_to_other_numbers():
    rng = np.random.default_rng(4)
    rows = [(a, b, int(rng.integers(1, 2**31))) for a, b in combinations(range(30), 2)]
    other = rng.permutation(30).tolist()
    moved = [(other[a], other[b], score) for a, b, score in rows]
    rng.shuffle(moved)
    expected = sorted(tuple(sorted((other[a], other[b]))) for a, b in _paired(30, rows).pairs)
    assert list(_paired(30, moved).pairs) == expected


def test_scores_near_the_limit_stay_exact():
    high = 2**31
    rows = [(0, 1, high), (1, 2, high - 1), (2, 3, high), (3, 4, high - 1), (4, 0, high - 2)]
    assert _paired(5, rows).total == 2 * high


def _changed(certificate, name, at, by):
    values = getattr(certificate, name).copy()
    values[at] += by
    return replace(certificate, **{name: values})


def test_tampered_proofs_are_rejected():
    rows = TRIANGLES[:-1]
    found = _paired(6, rows)
    certificate = found.certificate
    assert _proof(6, rows, found.pairs, certificate).gap == 0
    for person in range(6):
        lower = _proof(6, rows, found.pairs, _changed(certificate, "price", person, -1))
        assert lower.problems
        assert lower.gap is None
        assert _proof(6, rows, found.pairs, _changed(certificate, "price", person, 2)).gap == 1
    for one in range(len(certificate.set_price)):
        assert _proof(6, rows, found.pairs, _changed(certificate, "set_price", one, -1)).problems
    assert _proof(6, rows, found.pairs, _changed(certificate, "set_of", 0, -certificate.set_of[0] - 1)).problems
    for step in (-1, 1, 2, 3):  # to no number, itself, the other set (which is then of six), a set that is not there
        assert _proof(6, rows, found.pairs, _changed(certificate, "set_around", 0, step)).problems
    assert _proof(6, rows, found.pairs, _changed(certificate, "price", 0, 2**61)).problems
    assert _proof(6, rows, found.pairs, replace(certificate, price=certificate.price[:5])).problems


def test_pairs_that_cannot_be_are_found_by_the_recount():
    rows = TRIANGLES[:-1]
    certificate = _paired(6, rows).certificate
    assert _proof(6, rows, [(0, 1), (1, 2)], certificate).problems == ("1 is in more than one pair",)
    assert _proof(6, rows, [(0, 5)], certificate).problems == ("the pair 0, 5 is not possible",)
    assert _proof(6, rows, [(0, 1)], certificate).gap == 8  # the other triangle's pair is missing


def test_a_trio_counts_all_three_of_its_pairs():
    rows = [(0, 1, 9), (0, 2, 1), (1, 2, 1), (2, 3, 5), (2, 4, 5), (3, 4, 6)]
    found = _paired(5, rows, trio=True)
    assert (found.pairs, found.trio, found.total) == (((0, 1),), (2, 3, 4), 9 + 16)
    assert found.gap == found.bound - found.total == 0


def test_no_trio_is_made_of_an_even_number_or_of_two_who_may_not_meet():
    assert _paired(4, [(a, b, 5) for a, b in combinations(range(4), 2)], trio=True).trio is None
    path = [(0, 1, 5), (1, 2, 5)]
    assert _paired(3, path, trio=True).trio is None
    assert _paired(3, path, trio=True).total == 5


def test_fifty_thousand_sparse_pairs_are_proved():
    rng = np.random.default_rng(7)
    ends = np.unique(np.sort(rng.integers(0, 10_000, (51_000, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    found = pair_up(10_000, ends[:, 0], ends[:, 1], rng.integers(1, 2**31, len(ends)))
    assert found.gap == 0


# Files


@pytest.fixture
def run(tmp_path):
    def run_on(content, *options):
        file = tmp_path / "pairs.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return CliRunner().invoke(main, ["pairs", str(file), *options], catch_exceptions=False)

    return run_on


def test_pairs_command_gives_total_bound_gap_and_a_file(run, tmp_path):
    out = tmp_path / "out.csv"
    result = run('a,b,score\n2,10,5\n10,1,9\n1,"x, y",5\n', "--json", "--out", str(out))
    answer = json.loads(result.stdout)
    assert (answer["total"], answer["bound"], answer["gap"], answer["pairs"]) == (10, 10, 0, 2)
    assert answer["certificate"]["valid"] is True
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["a", "b", "score"], ["1", "x, y", "5"], ["10", "2", "5"]]
    assert [[str(value) for value in one.values()] for one in answer["chosen"]] == rows[1:]


def test_pairs_command_reads_what_polish_spreadsheets_write(run):
    result = run(b"\xef\xbb\xbfa;b;score\r\n1;2;5\r\n;;\r\n\r\n 2 ;3;7\r\n", "--json")
    answer = json.loads(result.stdout)
    assert (answer["total"], answer["participants"], answer["unpaired"]) == (7, 3, ["1"])


def test_pairs_command_without_rows_makes_no_pairs(run):
    assert json.loads(run("a,b,score\n", "--json").stdout)["total"] == 0


@pytest.mark.parametrize(
    ("content", "polish", "english"),
    [
        ("", ["brakuje kolumny a", "Wpiszcie"], ["column a is missing", "Write"]),
        ("a,b\n1,2\n", ["brakuje kolumny score"], ["column score is missing"]),
        ("a,b,a,score\n", ["kolumna a", "dwa razy"], ["column a", "twice"]),
        ("a,b,score\n1,2,3\n1,1,3\n", ["wiersz 3", "a i b", "poprawcie"], ["line 3", "a and b", "correct"]),
        ("a,b,score\n1,2,3.5\n", ["wiersz 2", "score", "'3.5'", "całkowitą"], ["line 2", "score", "integer"]),
        ("a,b,score\n1,2,NaN\n", ["wiersz 2", "score", "'NaN'"], ["line 2", "score", "'NaN'"]),
        ("a,b,score\n1,2,1e3\n", ["wiersz 2", "score"], ["line 2", "score"]),
        ("a,b,score\n1,2,2147483649\n", ["wiersz 2", "score", "2^31"], ["line 2", "score", "2^31"]),
        ("a,b,score\n1,2\n", ["wiersz 2", "score", "uzupełnijcie"], ["line 2", "score", "fill it in"]),
        ("a,b,score\n,2,3\n", ["wiersz 2", "kolumnie a"], ["line 2", "a is empty"]),
        ("a,b,score\n1,2,3,5\n", ["wiersz 2", "cudzysłów"], ["line 2", "quotes"]),
        ("a;b;score\n1;2;3,5\n", ["wiersz 2", "score", "'3,5'"], ["line 2", "score", "'3,5'"]),
        (
            "a,b,score\n1,2,3\n4,5,6\n2,1,4\n",
            ["wiersz 4", "wierszu 2", "'1' i '2'", "zostawcie"],
            ["line 4", "line 2", "'1' and '2'", "keep one"],
        ),
        (b"a,b,score\n\xff,2,3\n", ["UTF-8", "zapiszcie"], ["UTF-8", "save"]),
    ],
)
def test_pairs_command_says_what_is_wrong_where_and_what_to_do(run, content, polish, english):
    for language, words in (("pl", polish), ("en", english)):
        result = run(content, "--lang", language)
        assert result.exit_code == 1
        assert "pairs.csv" in result.stderr
        assert [word for word in words if word not in result.stderr] == []


def test_pairs_command_speaks_to_people_in_both_languages(run):
    rows = "a,b,score\nAla,Ola,5\nOla,Ula,4\nAla,Ula,3\n"
    polish, english = (run(rows, "--lang", language).stdout for language in ("pl", "en"))
    assert polish == (
        "Ala – Ola: 5\nPary: 1. Uczestnicy: 3. Suma: 5.\nSprawdzony dowód: żaden inny wybór nie ma większej sumy.\n"
        "Bez pary: Ula.\n"
    )
    assert "Pairs: 1. Participants: 3. Total: 5." in english
    assert "Three together: Ala, Ola, Ula." in run(rows, "--lang", "en", "--trio").stdout
