"""The peers of the benchmark, each on a few projects that can be worked out by hand or by brute force."""

from datetime import date

import numpy as np
import pytest

from benchmarks.peers import adamic_adar, als, boosting, ease, page_rank, popularity, similar_projects, tf_idf
from benchmarks.peers.listed import MODULES, best_of, settings_of
from benchmarks.peers.past import Past
from benchmarks.recommenders import TITLES, measure, table
from matching.evaluation.cases import Case, future_of, partner_cases
from matching.evaluation.formats import Folder, Org, Project
from matching.options import SIGNALS
from matching.results import Kind

CUT = date(2010, 1, 1)
TITLES_OF = {"ab": "czysta woda", "bc": "stary las", "cd": "nowa szkoła", "ef": "rowery miejskie"}


def _project(members, title, day):
    return Project(f"p-{members}", day, title, "", (), (), None, tuple(members), (members[0],))


def _folder():
    """A chain a–b–c–d and a pair e–f apart from it; later a meets c."""
    past = tuple(_project(members, title, date(2009, 1, 1)) for members, title in TITLES_OF.items())
    return Folder({one: Org(one, one) for one in "abcdef"}, (*past, _project("ac", "stary las", CUT)), {})


@pytest.fixture
def past():
    return Past.before(_folder(), CUT, Kind.PEER)


def _asks(seeker):
    return Case(seeker, frozenset("c"), seeker)


def _scores(past, module, seeker, **setting):
    return dict(zip(past.world.known, module.scorer(past, **setting)(_asks(seeker)), strict=True))


def test_popularity_counts_past_projects(past):
    assert _scores(past, popularity, "a") == {"a": 1, "b": 2, "c": 2, "d": 1, "e": 1, "f": 1}


def test_adamic_adar_of_two_with_one_shared_partner(past):
    found = _scores(past, adamic_adar, "a")
    assert found["c"] == pytest.approx(1 / np.log(2))  # b has two partners
    assert (found["d"], found["e"]) == (0, 0)


def test_page_rank_is_what_solving_the_equations_gives(past):
    members, goes_on = past.members.toarray(), 0.7
    links = np.block([[np.zeros((4, 4)), members], [members.T, np.zeros((6, 6))]])
    start = np.eye(10)[4]  # a, after the four projects
    steps = (links / links.sum(axis=0)).T
    expected = (1 - goes_on) * np.linalg.solve(np.eye(10) - goes_on * steps.T, start)
    assert list(_scores(past, page_rank, "a", goes_on=goes_on).values()) == pytest.approx(expected[4:], abs=1e-8)


def test_ease_is_ridge_regression_of_each_organisation_on_the_others(past):
    members, penalty = past.members.toarray(), 2.0
    expected = []
    for column in range(1, 6):  # told from a, which is column 0, and the rest
        others = np.delete(members, column, axis=1)
        ridge = np.linalg.solve(others.T @ others + penalty * np.eye(5), others.T @ members[:, column])
        expected.append(ridge[0])
    found = list(_scores(past, ease, "a", penalty=penalty, from_partners=False).values())
    assert found[1:] == pytest.approx(expected)


def test_als_factors_of_a_row_minimise_its_weighted_squares():
    rng = np.random.default_rng(3)
    shared, others = np.array([[0.0, 2.0, 1.0]]), rng.normal(size=(3, 2))
    confidence = 1 + 5.0 * shared[0]
    weighted = np.sqrt(np.append(confidence, [0.5, 0.5]))
    rows, wanted = np.vstack([others, np.eye(2)]), np.array([0.0, 1.0, 1.0, 0.0, 0.0])
    expected = np.linalg.lstsq(rows * weighted[:, None], wanted * weighted, rcond=None)[0]
    assert als.solved(shared, others, 5.0, 0.5)[0] == pytest.approx(expected)


def test_als_with_enough_factors_rebuilds_who_worked_with_whom(past):
    found = _scores(past, als, "e", factors=8, alpha=10.0, penalty=0.01)
    assert found["f"] == pytest.approx(1, abs=0.05)
    assert max(abs(found[one]) for one in "abcd") < 0.05


@pytest.mark.parametrize("of", ["words", "letters"])
def test_words_find_who_did_what_is_asked(past, of):
    call = Case("p-ac", frozenset("c"), "a", _project("ac", "nowa szkoła", CUT))
    by_profile = dict(zip(past.world.known, tf_idf.scorer(past, of)(call), strict=True))
    assert by_profile["d"] == pytest.approx(1)  # its only project says just that
    votes = dict(zip(past.world.known, similar_projects.scorer(past, of, 1)(call), strict=True))
    assert [votes[one] for one in "abcdef"] == pytest.approx([0, 0, 1, 1, 0, 0])


def test_own_projects_do_not_vote_for_new_partners(past):
    votes = _scores(past, similar_projects, "a", of="words", n_nearest=10)
    assert votes["b"] == 0


def test_boosting_has_a_column_for_each_signal_and_learns_from_earlier_cuts_alone():
    days = [date(2008, month, 1) for month in range(1, 13)]
    members = ("ab", "cd", "ac", "bd", "ad", "bc", "ef", "ae", "cf", "be", "df", "ce")
    projects = tuple(_project(pair, "woda", day) for pair, day in zip(members, days, strict=True))
    folder = Folder({one: Org(one, one) for one in "abcdef"}, projects, {})
    past = Past.before(folder, date(2008, 9, 1), Kind.PEER)
    case = partner_cases(past.world, future_of(folder, past.world))[0]
    features = boosting.features_of(past.world, case)
    assert features.shape == (6, len(SIGNALS))
    assert features[:, SIGNALS.index("activity")] == pytest.approx(np.log1p(past.n_projects))
    model = boosting.scorer(past, n_trees=5, n_leaves=4, fewest_in_leaf=2)
    without_future = Past.before(Folder(folder.orgs, past.world.past, {}), date(2008, 9, 1), Kind.PEER)
    assert model(case).tolist() == boosting.scorer(without_future, 5, 4, 2)(case).tolist()


def test_rankings_leave_out_the_seeker_and_its_partners_and_break_ties_by_projects_then_id(past):
    assert [one for one, _ in past.first(_asks("a"), past.nothing())] == ["c", "d", "e", "f"]


def test_a_setting_is_chosen_by_what_it_answers():
    past = Past.before(_folder(), CUT, Kind.PEER)
    cases = partner_cases(past.world, future_of(_folder(), past.world))
    peers = settings_of("personalised PageRank")
    assert best_of(peers, past, cases) == peers[0]  # all find c, so the first


# New partners: b is left out, so c is first. A call also asks past partners: b, then c.
@pytest.mark.parametrize(("kind", "expected"), [(Kind.PEER, 1.0), (Kind.CALL, 1 / np.log2(3))])
def test_table_has_each_peer_beside_ogniwo(kind, expected):
    records = measure(_folder(), CUT, date(2009, 6, 1), kind)
    names = [record["recommender"] for record in records]
    assert names[3:] == list(MODULES)
    of = {record["recommender"]: record for record in records}
    assert of["personalised PageRank"]["ndcg"][0] == pytest.approx(expected, abs=1e-4)
    assert TITLES[kind] in table(kind, records)
