"""What is looked up at rolling cuts: each question once, whatever was answered, and the same as without keeping it."""

from datetime import date

import numpy as np
import pytest

from benchmarks.drawn_folders import drawn_folder
from matching.evaluation import looked_up
from matching.evaluation.cases import partner_cases
from matching.evaluation.looked_up import CutsLookedUp
from matching.evaluation.protocols import comparable
from matching.options import ACCURATE

CUT, EARLY, END = date(2008, 1, 1), date(2009, 1, 1), date(2010, 6, 1)


@pytest.fixture
def cuts():
    folder = drawn_folder("hidden groups", 0, 30, 80)
    return CutsLookedUp(folder, END, partner_cases, comparable(ACCURATE), np.random.default_rng(0))


def test_choices_are_the_values_and_answers_of_each_question(cuts):
    for end in (EARLY, END):
        found, cases = cuts.choices(CUT, end), cuts.cases(CUT, end)
        assert len(found) == len(cases) > 0
        for choice, case in zip(found, cases, strict=True):
            values, rows = cuts.values_of(CUT, case)
            world = cuts.world(CUT)
            named = [world.org_of[str(world.snapshot.actors.ids[row])] in case.truth for row in rows.tolist()]
            assert choice.values.tolist() == values.tolist()
            assert choice.chosen.tolist() == named
            assert set(choice.stands_for.tolist()) == {1.0}


def test_each_question_is_looked_at_once(cuts, monkeypatch):
    asked = []
    look = cuts.values_of
    monkeypatch.setattr(cuts, "values_of", lambda cut, case: asked.append(case.query) or look(cut, case))
    for end in (EARLY, END, EARLY):
        cuts.choices(CUT, end)
    assert len(asked) == len(set(asked)) == len(cuts.cases(CUT, END))


def test_of_many_some_are_drawn_and_those_chosen_are_kept_whoever_is_drawn(cuts, monkeypatch):
    monkeypatch.setattr(looked_up, "MOST_OTHERS", 5)
    monkeypatch.setattr(looked_up, "MOST_QUESTIONS", 4)
    cases = cuts.cases(CUT, END)
    assert len(cases) == 4
    assert [one.query for one in cases] == [one.query for one in cuts.cases(CUT, END)]
    for choice, case in zip(cuts.choices(CUT, END), cases, strict=True):
        n_all = len(cuts.values_of(CUT, case)[1])
        assert choice.chosen.sum() == len(case.truth)
        assert (~choice.chosen).sum() <= 5
        assert choice.stands_for[~choice.chosen] == pytest.approx(n_all / 5)


def test_nothing_from_the_end_on_is_read(cuts):
    assert all(project.day < END for project in cuts.folder.projects)
