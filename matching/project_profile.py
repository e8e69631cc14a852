"""What a question says of projects: words, themes and places, each a vector of length 1 or empty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.columns import Rows
from graph.snapshot.matrices import Matrix, entries_of_rows, row_of_matrix
from matching.profiles import NOBODY
from matching.questions import Question
from matching.results import Kind
from matching.words import words

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ProjectProfile:
    """What projects would suit the seeker.

    Attributes
    ----------
    words : float32 matrix, 1 × terms
    themes : float64 array, shape (n spheres,)
    places : float64 array, shape (n regions,)
    """

    words: Matrix
    themes: Vector
    places: Vector


def project_profile(question: Question) -> ProjectProfile:
    """A call's own words, themes and places; of a seeker without a call those of its past projects.

    Spheres and regions of work stand in for themes and places where no project tells them.
    """
    return question.once("project_profile", lambda: _found(question))


def _found(question: Question) -> ProjectProfile:
    snapshot, profile = question.snapshot, question.profile
    spheres = _ones(profile.spheres, len(snapshot.spheres))
    regions = _ones(profile.regions, len(snapshot.regions))
    if question.kind is Kind.CALL or question.seeker == NOBODY:
        vector = words(snapshot).of_text(profile.words.without_places)
        return ProjectProfile(vector, unit(spheres), unit(regions))
    projects = snapshot.projects
    own = row_of_matrix(projects.of_actor, question.seeker)[0]
    themes, places = _sums(own, projects.themes), _sums(own, projects.places)
    return ProjectProfile(
        words(snapshot).actors[[question.seeker]],
        unit(themes if themes.any() else spheres),
        unit(places if places.any() else regions),
    )


def unit(vector: Vector) -> Vector:
    """The vector at length 1; zeros stay zeros.

    >>> unit(np.array([3.0, 4.0])).tolist()
    [0.6, 0.8]
    """
    length = float(np.sqrt(vector @ vector))
    return vector / length if length else vector


def _sums(own: Rows, of_project: Matrix) -> Vector:
    """How many of these projects have each thing."""
    entries, _ = entries_of_rows(of_project.indptr, own)
    counts = np.bincount(of_project.indices[entries], minlength=of_project.shape[1])
    return counts.astype(np.float64)


def _ones(rows: Rows, n: int) -> Vector:
    vector = np.zeros(n)
    vector[rows] = 1.0
    return vector
