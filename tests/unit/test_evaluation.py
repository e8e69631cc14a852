"""How advice is measured: what the files say, what stays out, and measures recomputed by hand."""

import csv
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks.drawn_folders import drawn_folder
from benchmarks.folder_variants import by_year
from matching.evaluation.errors import InvalidFile, NothingToMeasure
from matching.evaluation.formats import parse_day, read_folder
from matching.evaluation.metrics import gini, ndcg, recall, reciprocal_rank
from matching.evaluation.protocols import MODES, comparable, evaluate_calls, evaluate_partners
from matching.evaluation.texts import read_queries
from matching.evaluation.world import world_before
from matching.exposure import Exposure
from matching.learning.guards import FEWEST
from matching.learning.probabilities import auc
from matching.questions import ask
from matching.recommend import answer, ranked
from matching.results import Kind
from web.cli import main

THEMES = ("woda", "las", "szkoła")


def _write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def _read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _folder(path, *, texts=True, themes=True, places=True, years_only=False, seed=1, n_events=80):
    """Organisations in four groups that work with their own; every event is of one group."""
    rng = np.random.default_rng(seed)
    orgs = [(f"o{n:02}", f"Organizacja {n}", "ngo", f"R{n % 4}" if places else "") for n in range(40)]
    events, parts = [], []
    for number in range(n_events):
        group, year, month = number % 4, 2004 + number // 10, 1 + number % 10
        title = f"Projekt o temacie {THEMES[group % 3]} grupy{'abcd'[group]}" if texts else ""
        day = f"{year}" if years_only else f"{year}-{month:02}-01"
        theme, place = (THEMES[group % 3] if themes else ""), (f"R{group}" if places else "")
        events.append((f"e{number:03}", day, title, theme, place))
        members = rng.choice([org for org, *_ in orgs if int(org[1:]) % 4 == group], 3, replace=False)
        parts += [(f"e{number:03}", org, "lead" if k == 0 else "") for k, org in enumerate(members)]
    path.mkdir(exist_ok=True)
    _write(path / "orgs.csv", ("org", "name", "type", "region"), orgs)
    _write(path / "events.csv", ("event", "date", "title", "themes", "places"), events)
    _write(path / "part.csv", ("event", "org", "role"), parts)
    return path


def test_measures_worked_out_on_paper():
    # Hits at ranks 2 and 4 of a truth of three: DCG 1/log2(3) + 1/log2(5) = .63093 + .43068, ideal 1 + .63093 + .5.
    assert ndcg(["x", "a", "y", "b"], {"a", "b", "c"}) == pytest.approx(1.06161 / 2.13093, abs=1e-5)
    assert recall(["x", "a", "y", "b"], {"a", "b", "c"}) == pytest.approx(2 / 3)
    assert reciprocal_rank(["x", "a"], {"a"}) == 0.5
    # Shown 0, 0, 4: Gini = (2·(1·0 + 2·0 + 3·4) / (3·4)) − 4/3 = 2 − 4/3
    assert gini(np.array([0, 0, 4])) == pytest.approx(2 / 3)
    assert auc(np.array([0.9, 0.4, 0.5]), np.array([True, True, False])) == 0.5


@pytest.mark.parametrize(
    "kind",
    [{}, {"texts": False}, {"themes": False}, {"places": False}, {"years_only": True}],
    ids=["all", "no texts", "no themes", "no regions", "years only"],
)
def test_where_groups_work_with_their_own_advice_beats_popularity(tmp_path, kind):
    found = evaluate_partners(read_folder(_folder(tmp_path / "f", **kind)), date(2009, 1, 1), "accurate")
    assert found.measures.n_queries > 10
    assert found.ahead.low > 0


def test_fair_lists_reach_more_organisations_than_the_accurate_ones(tmp_path):
    folder = read_folder(_folder(tmp_path / "f"))
    fair, accurate = (evaluate_partners(folder, date(2009, 1, 1), mode) for mode in ("fair", "accurate"))
    assert fair.measures.coverage >= accurate.measures.coverage
    assert fair.measures.gini <= accurate.measures.gini


def test_lists_stay_fair_where_advice_is_ahead_of_what_anybody_would_think_of(tmp_path):
    folder = read_folder(_folder(tmp_path / "f"))
    assert evaluate_partners(folder, date(2009, 1, 1), "fair").trained.fairness == "fair"
    assert evaluate_partners(folder, date(2009, 1, 1), "accurate").trained.fairness == "by score"


def test_lists_are_by_score_where_fair_ones_would_be_worse_than_popularity():
    found = evaluate_partners(drawn_folder("popularity", 0, 90, 140), date(2010, 6, 1), "fair")
    assert (found.trained.name, found.trained.fairness) == ("popularity", "by score")
    assert (found.ahead.low, found.ahead.high) == (0, 0)


def test_two_years_of_the_past_suffice_to_see_that_popularity_is_all_there_is():
    drawn = drawn_folder("popularity", 0, 90, 140)
    years = (one for one in by_year(drawn).projects if one.day.year >= 2009)
    found = evaluate_partners(replace(drawn, projects=tuple(years)), date(2011, 1, 1), "accurate")
    assert found.trained.n_judged >= FEWEST
    assert found.trained.name == "popularity"


def test_with_too_few_questions_before_the_cut_the_product_stays_as_it_is(tmp_path):
    found = evaluate_partners(read_folder(_folder(tmp_path / "f", n_events=12)), date(2005, 1, 1), "fair")
    assert found.trained.n_judged < FEWEST
    assert (found.trained.name, found.trained.fairness) == ("published", "fair")


@pytest.mark.parametrize("untrained", [True, False])
def test_calls_find_the_group_they_are_about(tmp_path, untrained):
    found = evaluate_calls(read_folder(_folder(tmp_path / "f")), date(2009, 1, 1), untrained=untrained)
    assert found.ahead.low > 0
    assert found.trained.name == "published" or not untrained


@pytest.mark.parametrize("seed", [6, 7, 13, 14])
def test_where_popularity_alone_decides_advice_is_not_worse_than_it_beyond_the_interval(tmp_path, seed):
    path, rng = _folder(tmp_path / "f", texts=False, themes=False, places=False), np.random.default_rng(seed)
    # Membership by popularity alone: the first organisations are everywhere.
    shares = 1 / np.arange(1, 41)
    parts = [
        (f"e{number:03}", f"o{org:02}", "")
        for number in range(80)
        for org in sorted(rng.choice(40, 3, replace=False, p=shares / shares.sum()))
    ]
    _write(path / "part.csv", ("event", "org", "role"), parts)
    found = evaluate_partners(read_folder(path), date(2009, 1, 1), "accurate")
    assert found.ahead.high >= 0


def test_nothing_of_the_future_changes_what_is_ranked(tmp_path):
    whole = read_folder(_folder(tmp_path / "f"))
    cut = date(2009, 1, 1)
    before = world_before(whole, cut)
    header, *rows = _read(tmp_path / "f" / "events.csv")
    changed = [row if row[1] < "2009" else [row[0], row[1], "zupełnie inny tytuł", "nowy temat", "R9"] for row in rows]
    _write(tmp_path / "f" / "events.csv", header, changed)
    after = world_before(read_folder(tmp_path / "f"), cut)
    assert before.known == after.known
    one, other = (
        evaluate_partners(folder, cut, "accurate").rankings for folder in (whole, read_folder(tmp_path / "f"))
    )
    assert one == other


@pytest.mark.parametrize("mode", ["fair", "accurate"])
def test_rankings_are_what_the_product_answers(tmp_path, mode):
    world = world_before(read_folder(_folder(tmp_path / "f", n_events=30)), date(2008, 1, 1))
    options = comparable(MODES[mode])
    exposure = Exposure(np.arange(len(world.snapshot.actors)) % 7)
    for org in world.known[:5]:
        question = ask(world.snapshot, world.actor_of[org], Kind.PEER, 10, None, options, exposure)
        expected = [(one.provider_id, pytest.approx(one.score, abs=1e-8)) for one in answer(question).suggestions]
        assert list(ranked(question)) == expected
        assert expected


def test_undated_and_very_large_events_are_left_out_and_counted(tmp_path):
    path = _folder(tmp_path / "f")
    with (path / "events.csv").open("a", encoding="utf-8") as file:
        file.write("late,,x,,\nbig,2005-01-01,x,,\n")
    with (path / "part.csv").open("a", encoding="utf-8") as file:
        file.write("late,o00,\n" + "".join(f"big,o{n:02},\n" for n in range(21)))
    folder = read_folder(path)
    assert (folder.left_out["undated"], folder.left_out["too_large"]) == (1, 1)


def _appended(path, file, text):
    with (path / file).open("a", encoding="utf-8") as opened:
        opened.write(text)


def test_rows_that_stand_there_twice_count_once_and_different_ones_are_an_error(tmp_path):
    path = _folder(tmp_path / "f")
    before = read_folder(path)
    _appended(path, "orgs.csv", "o00,Organizacja 0,ngo,R0\n")
    _appended(path, "part.csv", ",".join(_read(path / "part.csv")[1]) + "\n")
    after = read_folder(path)
    assert (after.orgs, after.projects, after.left_out["repeated"]) == (before.orgs, before.projects, 1)
    _appended(path, "orgs.csv", "o01,Inna nazwa,ngo,R1\n")
    with pytest.raises(InvalidFile, match=r"orgs.csv, line 43: the org 'o01' stands there twice, and line 3 says"):
        read_folder(path)


def test_who_is_marked_first_has_called(tmp_path):
    path = _folder(tmp_path / "f")
    _appended(path, "events.csv", "x,2012-01-01,,,\n")
    _appended(path, "part.csv", "x,o03,\nx,o02,Coordinator\nx,o03,lead\nx,nobody,lead\n")
    [project] = [one for one in read_folder(path).projects if one.id == "x"]
    assert (project.members, project.callers, project.caller) == (("o03", "o02"), ("o02", "o03"), "o02")


@pytest.mark.parametrize(("cut", "end"), [("2009", "\n"), ("2009-01", "\r\n"), ("2009-01-01", "\r")])
def test_byte_order_mark_line_ends_and_odd_ids_change_nothing(tmp_path, cut, end):
    path, odd = _folder(tmp_path / "f"), _folder(tmp_path / "odd")
    expected = evaluate_partners(read_folder(path), parse_day(cut), "accurate")
    for file in odd.iterdir():
        rows = [
            [f'"{cell}", ż|' if cell.startswith("o") and cell[1:].isdigit() else cell for cell in row]
            for row in _read(file)
        ]
        with file.open("w", encoding="utf-8-sig", newline="") as opened:
            csv.writer(opened, lineterminator=end).writerows(rows)
    found = evaluate_partners(read_folder(odd), parse_day(cut), "accurate")
    assert found.measures.ndcg == expected.measures.ndcg
    assert sorted(found.rankings) == [f'"{org}", ż|' for org in sorted(expected.rankings)]


@pytest.mark.parametrize(("file", "column"), [("orgs.csv", "name"), ("events.csv", "date"), ("part.csv", "org")])
def test_missing_required_column_is_named(tmp_path, file, column):
    path = _folder(tmp_path / "f")
    header, *rows = _read(path / file)
    place = header.index(column)
    _write(path / file, [*header[:place], *header[place + 1 :]], [[*row[:place], *row[place + 1 :]] for row in rows])
    with pytest.raises(InvalidFile, match=f"column {column} is missing"):
        read_folder(path)


def test_missing_optional_columns_are_absent(tmp_path):
    path = _folder(tmp_path / "f")
    _write(path / "orgs.csv", ("org", "name"), [(f"o{n:02}", f"Organizacja {n}") for n in range(40)])
    _write(path / "part.csv", ("event", "org"), [row[:2] for row in _read(path / "part.csv")[1:]])
    assert evaluate_partners(read_folder(path), date(2009, 1, 1), "accurate").measures.n_queries > 0


def test_cut_with_nothing_after_it_says_so(tmp_path):
    with pytest.raises(NothingToMeasure, match="choose another --cut"):
        evaluate_partners(read_folder(_folder(tmp_path / "f")), date(2030, 1, 1), "fair")


def test_folder_of_which_nothing_is_left_says_what_was_left_out(tmp_path):
    _write(tmp_path / "orgs.csv", ("org", "name"), [("a", "Alfa")])
    _write(tmp_path / "events.csv", ("event", "date"), [("e1", ""), ("e2", "2010")])
    _write(tmp_path / "part.csv", ("event", "org"), [("e1", "a"), ("e2", "nobody"), ("e9", "a")])
    found = CliRunner().invoke(main, ["evaluate", "partners", str(tmp_path), "--cut", "2011"])
    assert found.exit_code == 1
    assert "no project has a date and members that stand in orgs.csv" in found.output
    assert "undated 1" in found.output
    assert "unknown organisation 1, unknown event 1" in found.output


def test_few_queries_are_said_to_say_little(tmp_path):
    _write(tmp_path / "orgs.csv", ("org", "name"), [(org, f"Koło {org}") for org in "abc"])
    _write(tmp_path / "events.csv", ("event", "date"), [("e1", "2009"), ("e2", "2010"), ("e3", "2012")])
    _write(tmp_path / "part.csv", ("event", "org"), [("e1", "a"), ("e1", "b"), ("e2", "c"), ("e3", "a"), ("e3", "c")])
    found = CliRunner().invoke(main, ["evaluate", "partners", str(tmp_path), "--cut", "2011"])
    assert found.output.startswith("2 queries; 3 known organisations; 2 projects before the cut, 1 from it on")
    assert found.output.endswith("Fewer than 30 queries say little.\n")


def test_commands_write_rankings_from_which_the_measures_can_be_recomputed(tmp_path):
    path, out = _folder(tmp_path / "f"), tmp_path / "rankings.csv"
    arguments = [
        "evaluate",
        "partners",
        str(path),
        "--cut",
        "2009",
        "--mode",
        "accurate",
        "--json",
        "--rankings",
        str(out),
    ]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    found = json.loads(done.output)
    header, *rows = _read(out)
    assert header == ["query", "rank", "candidate", "score"]
    shown = {}
    for query, _rank, candidate, _score in rows:
        shown.setdefault(query, []).append(candidate)
    folder = read_folder(path)
    past = [project for project in folder.projects if project.day < date(2009, 1, 1)]
    future = [project for project in folder.projects if project.day >= date(2009, 1, 1)]
    known = {org for project in past for org in project.members}
    met = {(a, b) for project in past for a in project.members for b in project.members}
    truth = {}
    for project in future:
        for a in project.members:
            for b in project.members:
                if a != b and {a, b} <= known and (a, b) not in met:
                    truth.setdefault(a, set()).add(b)
    assert set(shown) == set(truth)
    values = [ndcg(shown[query], truth[query]) for query in truth]
    assert found["ogniwo"]["ndcg"]["value"] == pytest.approx(sum(values) / len(values))


def test_table_says_which_weights_and_lists_were_chosen_and_what_was_left_out(tmp_path):
    path = _folder(tmp_path / "f")
    _appended(path, "orgs.csv", "o00,Organizacja 0,ngo,R0\n")
    done = CliRunner().invoke(main, ["evaluate", "calls", str(path), "--cut", "2009", "--untrained"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[1:4] == ["Left out: repeated 1", "Weights: published", "Lists: by score"]


def test_text_command_counts_hits_and_states_n(tmp_path):
    path = tmp_path / "q.csv"
    queries = [("a", "pisanie wniosków o dotacje", "T3.01"), ("b", "zzzz", "")]
    _write(path, ("kind", "query_pl", "gold_skill_code"), queries)
    done = CliRunner().invoke(main, ["evaluate", "text", str(path), "--json"])
    found = json.loads(done.output)
    assert (found["n_with_answer"], found["n_without_answer"], found["hit_at_1"]["value"]) == (1, 1, 1.0)
    _write(path, ("query_pl",), [("x",)])
    with pytest.raises(InvalidFile, match="gold_skill_code"):
        read_queries(path)
