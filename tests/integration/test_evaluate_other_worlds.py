"""Advice on folders where little or nothing can be learned does no harm, and where one thing decides it is found."""

import os
from datetime import date

import pytest

from benchmarks.drawn_folders import DECIDING, drawn_folder
from benchmarks.other_worlds import compare
from matching.results import Kind

CUT = date(2010, 6, 1)
FULL = os.environ.get("OGNIWO_FULL") == "1"
SIZE = {"n_orgs": 300, "n_projects": 500} if FULL else {"n_orgs": 90, "n_projects": 140}


def _compared(deciding, kind, mode, **more):
    [found] = compare(deciding, drawn_folder(deciding, 0, **SIZE, **more), CUT, kind, [mode])
    return found


@pytest.mark.parametrize("deciding", DECIDING if FULL else ["popularity", "always new partners"])
@pytest.mark.parametrize(("kind", "mode"), [(Kind.PEER, "fair"), (Kind.PEER, "accurate"), (Kind.CALL, "accurate")])
def test_advice_is_never_worse_than_popularity_by_more_than_its_interval(deciding, kind, mode):
    found = _compared(deciding, kind, mode)
    assert not found.harms, found.line()


@pytest.mark.parametrize("mode", ["fair", "accurate"])
def test_hidden_groups_are_found_at_least_as_well_as_by_a_walk(mode):
    found = _compared("hidden groups", Kind.PEER, mode, attributes=False)
    assert found.ahead_of_popularity.low > 0, found.line()
    assert found.ahead_of_page_rank.high >= 0, found.line()


def test_partners_sought_in_other_regions_are_found_though_published_weights_look_nearby():
    found = _compared("another region", Kind.PEER, "accurate")
    assert found.weights == "learned from popularity"
    assert found.ahead_of_popularity.low > 0
    assert found.ahead_of_page_rank.low > 0
