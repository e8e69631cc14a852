"""Similar projects: past ones that are like what is asked vote for their members.

The value is ln(1 + 10 · Σ cos² · P · H · ½^(age / 3 years)) over a provider's past projects: cos
of the words, P = 0.25 + 0.75 · cos of the places, H = 0.33 + 0.67 · cos of the themes; P and H are
0.5 where either side has none.

`theme` is the cosine of the themes asked for and those of a provider's past projects.
"""

from __future__ import annotations

import numpy as np

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, row_of_matrix, row_sizes
from matching.project_profile import Vector, project_profile
from matching.questions import Question
from matching.signals.signal import Facts, Values
from matching.words import cosines, words

HALF_LIFE_YEARS = 3.0
N_TOLD = 3
_DAYS_IN_YEAR = 365.25


def similar_projects_values(question: Question, rows: Rows) -> Values:
    """How much similar past projects speak for each provider."""
    if not len(question.snapshot.projects):
        return np.zeros(len(rows))
    votes = _votes(question)
    if not votes.any():
        return np.zeros(len(rows))
    return np.asarray(np.log1p(10 * (question.snapshot.projects.of_actor @ votes)[rows]))


def similar_projects_facts(question: Question, provider: int) -> Facts:
    """Names of the projects that vote most, ties by id."""
    projects, events = question.snapshot.projects, question.snapshot.events
    own = row_of_matrix(projects.of_actor, provider)[0]
    votes = _votes(question)[own]
    best = own[np.argsort(-votes.round(9), kind="stable")][:N_TOLD]
    told = [project for project in best.tolist() if _votes(question)[project] > 0]
    return {"projects": tuple(str(events.names[projects.events[project]]) for project in told)}


def theme_values(question: Question, rows: Rows) -> Values:
    """How alike the themes asked for and those of each provider's projects are, from 0 to 1."""
    projects, themes = question.snapshot.projects, project_profile(question).themes
    if not len(projects) or not themes.any():
        return np.zeros(len(rows))
    of_provider = projects.of_actor[rows].astype(np.float64) @ projects.themes.astype(np.float64)
    lengths = np.sqrt(np.asarray(of_provider.multiply(of_provider).sum(axis=1)))
    product = np.asarray(of_provider @ themes)
    return np.asarray(np.divide(product, lengths, out=np.zeros(len(rows)), where=lengths > 0))


def theme_facts(question: Question, provider: int) -> Facts:
    """The themes that both have, in order of id."""
    snapshot = question.snapshot
    own = row_of_matrix(snapshot.projects.of_actor, provider)[0]
    theirs = np.unique(snapshot.projects.themes[own].indices)
    common = theirs[project_profile(question).themes[theirs] > 0]
    return {"spheres": tuple(snapshot.spheres.ids[common].tolist())}


def _votes(question: Question) -> Values:
    return question.once("votes", lambda: _found_votes(question))


def _found_votes(question: Question) -> Values:
    projects, asked = question.snapshot.projects, project_profile(question)
    likeness = cosines(asked.words, words(question.snapshot).projects_by_term)
    if not likeness.any():
        return likeness
    years = (question.snapshot.day - projects.days) / _DAYS_IN_YEAR
    place = _share(asked.places, projects.places, 0.25)
    theme = _share(asked.themes, projects.themes, 0.33)
    return np.asarray(likeness**2 * place * theme * 0.5 ** (years / HALF_LIFE_YEARS))


def _share(asked: Vector, of_project: Matrix, least: float) -> Values:
    """From `least` to 1 by the cosine of what is asked and what each project has; 0.5 where either has nothing."""
    sizes = row_sizes(of_project)
    cosine = np.asarray(of_project.astype(np.float64) @ asked) / np.sqrt(np.maximum(sizes, 1))
    known = (sizes > 0) & bool(asked.any())
    return np.where(known, least + (1 - least) * cosine, 0.5)
